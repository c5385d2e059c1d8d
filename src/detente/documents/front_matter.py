"""The front matter of a Markdown file: `key: value` lines between two lines of three dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M)
_KEY = re.compile(r"([A-Za-z][\w -]{0,40})[ \t]*:(?:[ \t]+|$)(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Its entries with lower-case keys (a list where the value was one), the spans of their values, and its end."""

    entries: dict[str, tuple[str, ...]]
    spans: dict[str, tuple[int, int]]
    end: int
    complaints: tuple[tuple[int, str], ...] = ()
    """Lines, counted from 1, that are no `key: value`."""


def front_matter(text: str) -> FrontMatter | None:
    """The front matter at the start of `text`; None where there is none.

    Only flat keys, quoted or bare scalars, `[a, b]` and `- item` lists are read: it is data from a stranger, so no
    YAML reader with its anchors and tags is let near it.
    """
    opening = _FENCE.match(text)
    if not opening:
        return None
    closing = _END.search(text, opening.end(), opening.end() + _LONGEST)
    if not closing:
        return None
    entries: dict[str, tuple[str, ...]] = {}
    spans: dict[str, tuple[int, int]] = {}
    complaints: list[tuple[int, str]] = []
    key, at = "", opening.end()
    for number, line in enumerate(text[opening.end() : closing.start()].splitlines(keepends=True), start=2):
        bare = line.rstrip()
        if found := _KEY.fullmatch(bare):
            key = found[1].strip().lower()
            entries[key] = _values(found[2])
            spans[key] = (at + found.start(2), at + found.end(2))
        elif key and (item := _ITEM.fullmatch(bare)):
            entries[key] = (*entries[key], _scalar(item[1]))
        elif key and bare.startswith((" ", "\t")) and bare.strip():
            entries[key] = (*entries[key][:-1], " ".join([*entries[key][-1:], _scalar(bare.strip())]).strip())
        elif bare.strip() and not bare.lstrip().startswith("#"):
            complaints.append((number, bare[:80]))
        at += len(line)
    return FrontMatter(entries, spans, closing.end(), tuple(complaints))


def body_start(text: str) -> int:
    """Where the text proper begins, behind front matter if there is some."""
    found = front_matter(text)
    return found.end if found else 0


def _values(text: str) -> tuple[str, ...]:
    text = text.strip()
    if text in ("", ">", "|", ">-", "|-"):
        return ()
    if text.startswith("[") and text.endswith("]"):
        return tuple(value for part in text[1:-1].split(",") if (value := _scalar(part)))
    return (_scalar(text),)


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return re.sub(r"\s+#.*$", "", text)
