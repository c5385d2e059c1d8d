"""The furniture of a page: lines that belong to the site, the layout or the picture, not to the article.

Every rule names a kind; a line is dropped for one kind only, and the cleaning report says which. A rule looks at the
form of a line (its length, its place, its set phrases), never at its subject.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from detente.documents.lines import Line
from detente.documents.wordlist import wordlist

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?\s+"
DATE = (
    rf"(?:{_DAY})?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd"
    rf"|th)?,?\s+\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|{_MONTH}\s+\d{{4}})"
)
_TIME = r"(?:[\s,|·•-]*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,5}\)?)?)?"
_PUBLISHED = r"(?:first\s+)?(?:published|updated|last\s+updated|last\s+modified|posted|issued|date|released)"
DATE_LINE = re.compile(
    rf"(?:{_PUBLISHED})?(?:\s+(?:on|at))?\s*[:|-]?\s*({DATE}){_TIME}\.?"
    rf"(?:\s*[|·•,;/–—-]?\s*(?:{_PUBLISHED}(?:\s+(?:on|at))?\s*:?\s*{DATE}{_TIME}|\d+\s+min(?:ute)?s?(?:\s+read)?))?",
    re.I,
)
BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Ww]ritten by|[Ss]tory by|[Rr]eported by|[Tt]ext by|[Aa]uthors?:|[Ww]ords by)\s+"
    r"((?:[^\W\d_a-z][\w.'’-]*|de|van|von|der|al|el|bin|ibn|la|le|di|da|dos|del|and|&|with|,)"
    r"(?:[ ,]+(?:[^\W\d_a-z][\w.'’-]*|de|van|von|der|al|el|bin|ibn|la|le|di|da|dos|del|and|&|with))*)\.?"
    r"(?:\s*[|·,–—-]\s*(?P<rest>.{0,80}))?"
)
NAME_LINE = re.compile(
    r"(?!(?:An?|The)\s)[^\W\d_a-z][’'-]?[^\W\d_A-Z][\w.’'-]*"
    r"(?:\s+(?:(?:de|van|von|der|al|el|bin|la|di|da)\s+)?[^\W\d_a-z](?:\.|[\w.’'-]*[^\W\d_A-Z][\w.’'-]*)){1,3}"
)
"""Two to four words with capitals at their starts only."""
_TOP = 14
_CREDIT = re.compile(
    r"\((?:file\s+)?(?:photo|image|picture|illustration|credit|graphic|map)s?\b[^)]{0,120}\)"
    r"|\(AP Photo\b|\bGetty Images\b|\bAFP via\b|\bEPA-EFE\b|\bShutterstock\b|\biStock(?:photo)?\b"
    r"|\bWikimedia Commons\b"
    r"|^(?:photo|image|picture|illustration|cover image|image source|image caption|photo credit|credit"
    r"|caption|source)s?"
    r"\s*(?:by|credit|caption|source)?\s*[:©|]",
    re.I,
)
_KICKERS = wordlist(
    "commentary analysis opinion opinions news report reports feature features interview interviews "
    "explainer world politics briefing blog article articles research perspective perspectives insight "
    "insights editorial update q&a podcast video essay dispatch brief policy comment region regions "
    "security diplomacy"
)
_CONTROL = re.compile(
    r"(?:share(?: this)?(?: (?:article|story|page|post))?|tweet|e-?mail|print(?: this page)?|save"
    r"|copy link|link copied!?"
    r"|whats\s?app|facebook|twitter|x|linkedin|telegram|reddit|pocket|subscribe(?: now)?|sign (?:up|in)"
    r"|log ?in|register"
    r"|menu|search|home|close|skip to (?:main )?content|advertisements?|sponsored"
    r"|related(?: (?:articles|stories|content"
    r"|news|topics|posts|reading))?|read more|more on this(?: story)?|see also|also read|most (?:read"
    r"|popular|viewed)"
    r"|listen(?: to (?:this )?article)?|watch(?: now| live)?|follow us|back to top|next(?: article)?"
    r"|previous(?: article)?"
    r"|accept(?: all)?(?: cookies)?|cookie settings|tags?|topics?|comments?|leave a comment|load more"
    r"|show more|donate"
    r"|contents|table of contents|footnotes?|notes|download(?: pdf)?|recommended|trending|live|latest|by topic"
    r"|\d+ (?:min(?:ute)?s? read|comments?|shares?))[:.!]?",
    re.I,
)
_BREADCRUMB = re.compile(r"[\w&' -]{2,30}(?:\s*(?:[|>›»/•·]|->)\s*[\w&' -]{2,60}){2,}")
_BOILERPLATE = re.compile(
    r"all rights reserved|^\s*(?:©|copyright\b)|\bwe use cookies\b|\bprivacy policy\b|\bterms of (?:use"
    r"|service)\b"
    r"|\bsign up (?:for|to) (?:our|the|receive)\b|\bsubscribe to (?:our|the)\b|\bour newsletter\b"
    r"|\bviews? (?:expressed|represented|herein|stated|in this)\b.{0,80}\b(?:do(?:es)? not"
    r"|don't)\b.{0,40}\breflect\b"
    r"|\bdo(?:es)? not necessarily (?:reflect|represent)\b|\bdoes not take institutional positions\b"
    r"|\b(?:article|piece|story|post|commentary|analysis) (?:was|is) (?:originally|first) (?:published"
    r"|posted)\b"
    r"|^\s*(?:\(?(?:additional )?(?:reporting|writing|editing|translation) by\b)|^\s*(?:english version"
    r"|edited|translated) "
    r"(?:edited )?by\b|^\s*read (?:this|the) (?:story|article|original|full)\b.{0,60}\bhere\b"
    r"|^\s*(?:you can )?(?:find|follow) (?:us|him|her|them|me)\b.{0,20}\bon(?:line)?\b"
    r"|^\s*follow .{2,40} on (?:x|twitter|facebook)\b"
    r"|\breproduced with (?:the )?permission\b|\bclick here\b|\bdisclaimer\b\s*:",
    re.I,
)
_ABOUT = re.compile(r"(?:About|ABOUT) (?:[Tt]he )?(?:[Aa]uthors?|[Uu]s|[^\W\d_a-z][\w.’'& -]{1,60}):?")
_CORPORATE = re.compile(
    r"An? [^\W\d_a-z][\w.&'’ -]{1,50} (?:Analysis|Report|Briefing|Brief|Commentary|Explainer"
    r"|Policy Brief|Statement)"
)
_PAGE_NUMBER = re.compile(r"(?:page\s+\d{1,4}|[-–]?\s*\d{1,3}\s*[-–]?)(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
_REPLY = re.compile(r"on .{6,120} wrote:|-{2,}\s*(?:original|forwarded) message\s*-{2,}|_{10,}", re.I)
_ENDS = tuple(".!?…:;,”\"'’)")
_MARKED = re.compile(r"\s*(?:#{1,6}\s|[-*•>]\s|\d{1,3}[.)]\s)")


def furniture(lines: list[Line], *, mail: bool = False) -> dict[int, str]:
    """Which lines (by index) are furniture, and of what kind."""
    found: dict[int, str] = {}
    for rule in (_running_heads, _single_lines, _names, _alternative_texts, _menus, _closing_about):
        for index, kind in rule(lines, found):
            found.setdefault(index, kind)
    if mail:
        for index, kind in _quoted_mail(lines):
            found.setdefault(index, kind)
    return found


def is_date_line(line: Line) -> bool:
    """True for a line that is only a date of publication."""
    return bool(DATE_LINE.fullmatch(_plain(line))) and line.words <= 12


def is_byline(line: Line) -> bool:
    """True for a line that names only who wrote it."""
    plain = _plain(line)
    return line.words <= 16 and bool(BYLINE.fullmatch(plain) or (line.words <= 8 and _CORPORATE.fullmatch(plain)))


def is_caption(line: Line) -> bool:
    """True for a line that credits a picture."""
    return line.words <= 60 and bool(_CREDIT.search(_plain(line)))


def is_boilerplate(text: str) -> bool:
    """True for set phrases of sites and agencies: rights, cookies, newsletters, disclaimers, editors."""
    return len(text.split()) <= 90 and bool(_BOILERPLATE.search(text))


def _plain(line: Line) -> str:
    return re.sub(r"[*_#]+|\]\([^)]*\)|\[", "", line.bare).strip()


def _single_lines(lines: list[Line], found: dict[int, str]) -> Iterator[tuple[int, str]]:
    for index, line in enumerate(lines):
        if line.is_short and line.bare and (kind := _kind_of(line)):
            yield index, kind


def _kind_of(line: Line) -> str | None:
    plain = _plain(line)
    if is_date_line(line):
        return "date line"
    if is_byline(line):
        return "byline"
    if is_caption(line):
        return "caption"
    if plain.casefold() in _KICKERS and not line.bare.startswith("#"):
        return "kicker"
    if _CONTROL.fullmatch(plain):
        return "control"
    if line.words <= 14 and _BREADCRUMB.fullmatch(plain) and not plain.endswith(_ENDS):
        return "menu"
    if _PAGE_NUMBER.fullmatch(plain):
        return "page number"
    if re.fullmatch(r"[\W_]+", plain or "-"):
        return "rule"
    return "boilerplate" if is_boilerplate(plain) else None


def _names(lines: list[Line], found: dict[int, str]) -> Iterator[tuple[int, str]]:
    """A line that is only a name, next to one that is only a date, under something else: a byline without "by"."""
    filled = [index for index, line in enumerate(lines) if line.bare][:_TOP]
    for before, index, after in zip(filled, filled[1:], [*filled[2:], -1], strict=False):
        beside = "date line" in (found.get(after), found.get(before) if before != filled[0] else None)
        if beside and index not in found and NAME_LINE.fullmatch(_plain(lines[index])):
            yield index, "byline"


def _alternative_texts(lines: list[Line], found: dict[int, str]) -> Iterator[tuple[int, str]]:
    """A short line without a full stop right before a caption is the picture's alternative text."""
    filled = [index for index, line in enumerate(lines) if line.bare]
    for before, index in pairwise(filled):
        line = lines[before]
        captioned = found.get(index) == "caption" and before not in found
        if captioned and line.words <= 12 and not line.bare.endswith(_ENDS) and not _MARKED.match(line.text):
            yield before, "alternative text"


def _menus(lines: list[Line], found: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Five or more label-like lines in a row, before the first paragraph or after the last one."""
    filled = [index for index, line in enumerate(lines) if line.bare]
    prose = [index for index in filled if lines[index].words >= 20]
    if not prose:
        return
    run: list[int] = []
    for index in [*filled, -1]:
        line = lines[index]
        label = index >= 0 and line.words <= 4 and not line.bare.endswith(_ENDS) and not _MARKED.match(line.text)
        if label and (index < prose[0] or index > prose[-1]):
            run.append(index)
            continue
        if len(run) >= 5:
            yield from ((item, "menu") for item in run)
        run = []


def _closing_about(lines: list[Line], found: dict[int, str]) -> Iterator[tuple[int, str]]:
    """`About ...` as a heading in the last fifth of a text opens the publisher's own notice, to the end."""
    total = sum(line.words for line in lines)
    left = total
    for index, line in enumerate(lines):
        if (
            line.is_short
            and line.bare
            and line.words <= 8
            and _ABOUT.fullmatch(_plain(line))
            and left <= max(0.2 * total, 30)
            and left <= 250
        ):
            yield from ((item, "boilerplate") for item in range(index, len(lines)) if lines[item].bare)
            return
        left -= line.words


def _running_heads(lines: list[Line], found: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Lines that come back at the top or foot of at least three pages, numbers aside."""
    edges = list(_page_edges(lines))
    pages = 1 + sum(line.page for line in lines)
    counts = Counter(_masked(lines[index]) for index in edges)
    for index in edges:
        if counts[_masked(lines[index])] >= max(3, 0.3 * pages) and lines[index].words <= 20:
            yield index, "running head"


def _page_edges(lines: list[Line]) -> Iterable[int]:
    if not any(line.page for line in lines):
        return
    page: list[int] = []
    for index, line in enumerate([*lines, Line("", 0, True)]):
        if line.page:
            yield from dict.fromkeys([*page[:2], *page[-2:]])
            page = []
        if line.bare:
            page.append(index)


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "0", line.bare.casefold())


def _quoted_mail(lines: list[Line]) -> Iterator[tuple[int, str]]:
    """In a mail: what it quotes (`> `), what announces it, and all after a signature mark."""
    signed = False
    for index, line in enumerate(lines):
        signed = signed or line.text.rstrip("\r") in ("-- ", "--")
        if signed and line.bare:
            yield index, "signature"
        elif line.bare.startswith(">") or _REPLY.fullmatch(line.bare):
            yield index, "quoted mail"
