"""HTML: one file, no script, nothing remote, fit for keyboard and screen reader."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from render_samples import hostile, ministry

from detente.brief.document import Brief
from detente.brief.render.html import html
from detente.brief.render.laid_out import lay_out, lines_of

VOID = {"meta", "col", "br", "link", "img", "input", "hr"}
KNOWN = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "dl", "div", "dt", "dd", "nav"),
    *("ol", "ul", "li", "main", "section", "p", "span", "em", "strong", "bdi", "table", "caption", "colgroup", "col"),
    *("thead", "tbody", "tr", "th", "td", "figure", "figcaption", "details", "summary", "footer"),
    *("svg", "desc", "defs", "lineargradient", "stop", "rect", "line", "path", "circle", "text"),
}


class Page(HTMLParser):
    """Everything a test asks about a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


BRIEFS = pytest.mark.parametrize("brief", [ministry(), hostile()], ids=["ministry", "hostile"])


@BRIEFS
def test_every_element_is_ours_and_closed(brief: Brief) -> None:
    page = Page(html(brief))
    assert {tag for tag, _ in page.tags} <= KNOWN
    assert page.open == []


@BRIEFS
def test_every_sentence_is_there(brief: Brief) -> None:
    text = Page(html(brief)).text
    for section in lay_out(brief).all_sections():
        for line in lines_of(section):
            assert line.text in text


@BRIEFS
def test_nothing_runs_and_nothing_is_fetched(brief: Brief) -> None:
    source = html(brief)
    page = Page(source)
    for tag, attributes in page.tags:
        assert not any(key.startswith("on") or key in ("src", "srcset", "style", "action") for key in attributes), tag
        assert attributes.get("href", "#").startswith("#")
    assert "url(" not in (style := re.findall(r"<style>(.*?)</style>", source, re.S)[0])
    assert "@import" not in style
    assert all(value.startswith("url(#") for _, found in page.tags for value in found.values() if "url(" in value)


@BRIEFS
def test_the_policy_allows_this_style_and_nothing_else(brief: Brief) -> None:
    source = html(brief)
    (style,) = re.findall(r"<style>(.*?)</style>", source, re.S)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = [meta["content"] for meta in Page(source).all("meta") if meta.get("http-equiv")]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@BRIEFS
def test_ids_are_unique_and_links_arrive(brief: Brief) -> None:
    page = Page(html(brief))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    references = [link["href"][1:] for link in page.all("a")]
    references += [name for _, found in page.tags for name in found.get("aria-labelledby", "").split()]
    assert set(references) <= set(ids)


def test_a_citation_leads_to_its_passage_and_back() -> None:
    page = Page(html(ministry()))
    hrefs = [link["href"] for link in page.all("a")]
    assert "#c13" in hrefs
    (sentence,) = [line.anchor for line in lines_of(lay_out(ministry()).sections[2]) if line.address == "3.6"]
    assert f"#{sentence}" in hrefs


def test_the_structure_helps_a_screen_reader() -> None:
    page = Page(html(ministry()))
    assert page.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert page.tags[page.tags.index(("body", {})) + 1] == ("a", {"class": "skip", "href": "#main"})
    assert all(head.get("scope") in ("col", "row") for head in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))
    assert len(page.all("figcaption")) == len(page.all("figure")) == len(page.all("svg")) == 2
    assert all(picture["role"] == "img" for picture in page.all("svg"))
    assert all("aria-label" in region and region["tabindex"] == "0" for region in page.all("div") if "role" in region)


def test_text_from_right_to_left_is_isolated() -> None:
    source = html(hostile())
    assert '<bdi dir="rtl">الاتفاق 17 مادة</bdi>' in source
    assert '<bdi dir="rtl">הסכם 2031 (טיוטה)</bdi>' in source
    assert "<bdi>“the text is agreed in full”</bdi>" in html(ministry())


def test_hidden_characters_are_written_out() -> None:
    source = html(hostile())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", source)
    assert "[U+202E]" in source
    source.encode("utf-8")


def test_the_running_lines_cannot_end_their_string() -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", html(hostile()), re.S)
    (top,) = re.findall(r"@top-left \{ content: (.*?) \} @top-right", style)
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})+"', top)


def test_same_brief_same_page() -> None:
    assert html(ministry()) == html(ministry())
