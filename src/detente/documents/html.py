"""The article in a web page, as Markdown, through trafilatura: scripts, menus and comments stay outside."""

from __future__ import annotations

import json
import re
from typing import Any

from detente.documents.decode import decode
from detente.documents.extract import Extract
from detente.documents.limits import Limits
from detente.documents.trouble import Unreadable

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_XML_CHARSET = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.I)
_SCRIPT = re.compile(r"<(script|style|noscript|template|svg)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_LINKED = re.compile(
    r"""<script[^>]{0,200}?type\s*=\s*["']?application/ld\+json["']?[^>]{0,200}>(.{0,200000}?)</script""", re.I | re.S
)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.I | re.S)
_DEEPEST = 400
_MOST_TAGS = 400_000
_TAG = re.compile(r"<[a-zA-Z/!?]")
_META_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
)


def extract_html(data: bytes, limits: Limits, declared: str | None = None) -> Extract:
    """The main text of the page as Markdown with its links, and the metadata that the page states about itself."""
    if len(data) > limits.markup_bytes:
        raise Unreadable("too-large", f"{len(data):,} bytes of HTML; at most {limits.markup_bytes:,} are read")
    decoded = decode(data, declared or _declared(data[:4096]))
    page = decoded.text.removeprefix("\ufeff").replace("\x00", "")
    tags = sum(1 for _ in _TAG.finditer(page))
    if tags > _MOST_TAGS:
        raise Unreadable("too-slow", f"this page has {tags:,} tags; at most {_MOST_TAGS:,} are read")
    linked = [found[1] for found in _LINKED.finditer(page)]
    page = _DOCTYPE.sub("<!DOCTYPE html>", page, count=1)
    page = _SCRIPT.sub(" ", page)
    text, version = _article(page)
    fields, basis = _fields(page, linked)
    notes = (
        [("guessed-encoding", f"no valid charset is declared; read as {decoded.encoding}")] if decoded.guessed else []
    )
    if decoded.note:
        notes.append(("guessed-encoding", f"this page {decoded.note}"))
    return Extract(text, f"trafilatura {version}", decoded.encoding, fields, basis, notes=notes)


def _article(page: str) -> tuple[str, str]:
    try:
        import trafilatura
    except ImportError as missing:
        raise Unreadable("needs-extra", "reading HTML needs trafilatura") from missing
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(
            page, output_format="markdown", include_links=True, include_comments=False, include_tables=True, url=None
        )
    except RecursionError as deep:
        raise Unreadable("damaged", "the elements of this page are nested too deeply") from deep
    if not text or not text.strip():
        raise Unreadable("no-text", "no article text was found in this page")
    return text, trafilatura.__version__


def _declared(head: bytes) -> str | None:
    found = _CHARSET.search(head) or _XML_CHARSET.search(head)
    return found[1].decode("ascii") if found else None


def _fields(page: str, linked: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Only what the page states in meta elements, JSON-LD or its title; nothing is made of its address or prose."""
    metas = _metas(page)
    found: dict[str, tuple[str, str]] = {}
    for name, keys in (
        ("title", ("og:title", "twitter:title", "dc.title")),
        ("publisher", ("og:site_name", "dc.publisher", "application-name")),
        ("authors", ("author", "article:author", "dc.creator", "byl")),
        ("published", _META_DATES),
    ):
        for key in keys:
            if metas.get(key) and not metas[key].startswith(("http:", "https:")):
                found.setdefault(name, (metas[key], f"meta element {key}"))
    for block in linked:
        for name, value in _from_linked_data(block).items():
            found.setdefault(name, (value, "JSON-LD"))
    title = re.search(r"<title[^>]{0,200}>(.{1,1000}?)</title", page, re.I | re.S)
    if title:
        found.setdefault("title", (_unescaped(title[1]), "title element"))
    return {k: v for k, (v, _) in found.items()}, {k: b for k, (_, b) in found.items()}


def _metas(page: str) -> dict[str, str]:
    metas: dict[str, str] = {}
    for tag in re.finditer(r"<meta\b([^>]{0,2000})>", page[:500_000], re.I):
        attributes = {
            name.lower(): _unescaped(double or single or bare)
            for name, double, single, bare in re.findall(
                r"""([\w:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", tag[1]
            )
        }
        key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if key and attributes.get("content"):
            metas.setdefault(key, attributes["content"][:500])
    return metas


def _from_linked_data(block: str) -> dict[str, str]:
    try:
        data: Any = json.loads(block)
    except (ValueError, RecursionError):
        return {}
    items = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict) and "Article" in str(item.get("@type", "")):
            read = {
                "title": item.get("headline"),
                "published": item.get("datePublished"),
                "authors": "; ".join(_names(item.get("author"))),
                "publisher": "; ".join(_names(item.get("publisher"))),
            }
            return {
                name: value.strip()[:500] for name, value in read.items() if isinstance(value, str) and value.strip()
            }
    return {}


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    names = [v.get("name") if isinstance(v, dict) else v for v in values]
    return [name for name in names if isinstance(name, str)]


def _unescaped(text: str) -> str:
    import html

    return " ".join(html.unescape(text).split())
