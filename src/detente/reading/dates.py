"""Expressions of time in prose and the date they stand for, read against the date of their document.

What cannot be resolved keeps `value` None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading import datevalue as cal
from detente.reading.date_rules import (
    ABOUT,
    MONTH,
    NUMBER,
    RULES,
    UNIT,
    VAGUE,
    WEEKDAY,
    YEAR,
    Now,
    Tense,
    shown,
    unit,
)
from detente.reading.datevalue import Day
from detente.reading.words import Page, Word


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in a block: offsets into its prose, value, precision and what it was recognised as."""

    page: Page
    start: int
    end: int
    value: str | None
    rule: str
    text: str
    partial: bool = False


_AFTER = re.compile(
    rf"\b(?P<about>{ABOUT})?(?P<n>{NUMBER}|{VAGUE})[ -](?P<u>{UNIT}) (?P<way>after|before|following|since|"
    rf"prior to|into) (?=\w)",
    re.I,
)


_PHASE = re.compile(
    r"\b(?:the )?(?:final|first|last|closing|opening|early|dying|waning) (?:days|weeks|months|years|"
    r"hours) of (?:the |his |her |its )?[^,.;:()]{3,60}?(?=[,.;:()]|$)",
    re.I,
)


_FUTURE = re.compile(
    r"\b(?:will|shall|scheduled|due|planned|expected|expire|expires|upcoming|next|by|until|till|"
    r"deadline|is to|are to|to be held|before the)\b",
    re.I,
)


_SIGNS = (
    ("month", re.compile(MONTH)),
    ("year", re.compile(YEAR)),
    ("weekday", re.compile(WEEKDAY)),
    ("season", re.compile("spring|summer|autumn|fall|winter", re.I)),
    ("day", re.compile("today|tonight|yesterday|tomorrow", re.I)),
    ("unit", re.compile(r"(?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?\b")),
)


_ANY = re.compile("|".join(sign.pattern for _, sign in _SIGNS), re.I)


_ROOM = 70


_AHEAD = re.compile(
    r"\b(?:scheduled|due|planned|expire|expires|upcoming|next|until|till|deadline|to be held)\b[^,;.]*$", re.I
)


_LATER = re.compile(
    rf"^(?:just |only |about |some |almost |nearly )?(?P<n>{NUMBER}|{VAGUE}) (?P<u>{UNIT}) (?P<way>earlier|"
    rf"later|afterwards|before)",
    re.I,
)


_STEMS = re.compile(r"[a-z]{5,}")


ABSOLUTE = frozenset(
    {
        "iso day",
        "day range",
        "full date",
        "day of month",
        "part of month",
        "month",
        "month alone",
        "year range",
        "season",
        "year",
        "fuzzy decade",
        "decade",
    }
)


"""Rules that tell something about when a document was written."""


def expressions(page: Page, now: Now, only: frozenset[str] = frozenset()) -> list[Expression]:
    """All time expressions of a block in order, or those of some rules. Overlaps go to the earlier rule."""
    prose = page.block.text
    if not _ANY.search(prose):
        return []
    taken: list[tuple[int, int]] = []
    out: list[Expression] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in taken)

    near = _near(prose)
    for found in _matches(_AFTER, prose, [] if only else near["unit"]):
        end = _phrase_end(page, found.end())
        taken.append((found.start(), end))
        out.append(Expression(page, found.start(), end, None, "event-relative", prose[found.start() : end]))
    for found in _matches(_PHASE, prose, [] if only else near["unit"]):
        if free(found.start(), found.end()):
            taken.append((found.start(), found.end()))
            out.append(Expression(page, found.start(), found.end(), None, "phase of", found.group()))
    for name, pattern, handler, needs in RULES:
        if only and name not in only:
            continue
        for found in _matches(pattern, prose, near[needs]):
            if not free(found.start(), found.end()):
                continue
            tense = tense_at(page, found.start()) if now.day is not None and name != "year" else "open"
            value = handler(found, now, tense)
            if value == "SKIP":
                continue
            if value == "SPLIT":
                for year in re.finditer(YEAR, found.group()):
                    start = found.start() + year.start()
                    out.append(Expression(page, start, start + 4, year.group(), "year", year.group()))
                taken.append((found.start(), found.end()))
                continue
            taken.append((found.start(), found.end()))
            out.append(
                Expression(
                    page,
                    found.start(),
                    found.end(),
                    value,
                    name,
                    found.group(),
                    name in ("day of month", "part of month", "month alone", "day range"),
                )
            )
    return sorted(out, key=lambda e: e.start)


def _near(prose: str) -> dict[str, list[tuple[int, int]]]:
    """Where each kind of word stands, with room around it: the rules need look nowhere else."""
    out: dict[str, list[tuple[int, int]]] = {"": [(0, len(prose))]}
    for need, sign in _SIGNS:
        spans: list[tuple[int, int]] = []
        for found in sign.finditer(prose):
            start, end = max(0, found.start() - _ROOM), min(len(prose), found.end() + _ROOM)
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        out[need] = spans
    return out


def _matches(pattern: re.Pattern[str], prose: str, spans: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for start, end in spans:
        yield from pattern.finditer(prose, start, end)


def anchored(all_: list[Expression]) -> list[Expression]:
    """Event-relative expressions resolved by dates that the document gives for the same event."""
    out: list[Expression] = []
    for i, one in enumerate(all_):
        if one.value is None and one.rule in ("event-relative", "phase of"):
            value = _phase(all_, i) if one.rule == "phase of" else _after_event(all_, i)
            one = Expression(one.page, one.start, one.end, value, one.rule, one.text)
        elif one.rule == "time of life" and (found := _LATER.match(one.text)) is not None:
            count = cal.number(found["n"])
            before = next((e for e in reversed(out) if e.page is one.page and e.value and e.rule != "duration"), None)
            base = cal.parse(before.value) if before is not None and before.value else None
            if base is not None and count is not None:
                way = 1 if found["way"].lower() in ("later", "afterwards") else -1
                one = Expression(
                    one.page,
                    one.start,
                    one.end,
                    shown(cal.shift(base, way * count, unit(found["u"]))),
                    one.rule,
                    one.text,
                )
        out.append(one)
    return out


def _phase(all_: list[Expression], i: int) -> str | None:
    """Beside another date (In May 2031, in the last weeks of ...): the date it stands beside."""
    one = all_[i]
    for other in (all_[i - 1] if i else None, all_[i + 1] if i + 1 < len(all_) else None):
        if other is not None and other.page is one.page and other.value and other.rule != "duration":
            low, high = sorted(((other.start, other.end), (one.start, one.end)))
            between = one.page.block.text[low[1] : high[0]]
            if re.fullmatch(r"\s*,?\s*(?:in|during|on|at)?\s*", between):
                return other.value
    return None


def _after_event(all_: list[Expression], i: int) -> str | None:
    one = all_[i]
    found = _AFTER.match(one.text)
    if found is None:
        return None
    count, step = cal.number(found["n"]), unit(found["u"])
    if count is None and step not in ("hour", "minute"):
        return None
    event = one.text[found.end() :]
    stems = {w[:6] for w in _STEMS.findall(event.lower())} - {"their", "about", "which", "there"}
    own = re.search(YEAR, event)
    best: tuple[int, Day] | None = None
    for j in range(max(0, i - 200), min(len(all_), i + 50)):
        other = all_[j]
        base = (
            cal.parse(other.value)
            if other.value
            and other.rule in ("full date", "iso day", "day of month", "month", "month alone", "relative month")
            else None
        )
        if base is None or j == i:
            continue
        near = {w[:6] for w in _STEMS.findall(_sentence(other).lower())}
        shared = len(stems & near)
        if not shared and not (step in ("hour", "minute") and base.day):
            continue
        cost = -10 * shared + abs(i - j) + (4 if j > i else 0) + (0 if base.day else 6)
        if best is None or cost < best[0]:
            best = (cost, base)
    if best is None or own:
        return None
    way = -1 if found["way"].lower() in ("before", "prior to") else 1
    return shown(cal.shift(best[1], way * (count or 0), step))


def _sentence(one: Expression) -> str:
    for sentence in one.page.sentences:
        if sentence.start <= one.start < sentence.end:
            return sentence.text
    return one.page.block.text


def _phrase_end(page: Page, start: int) -> int:
    """The end of the phrase or clause that "after" governs: to the next comma or full stop."""
    found = re.compile(r"[,.;:!?()\n]|\s[—–-]\s|—").search(page.block.text, start)
    end = found.start() if found else len(page.block.text)
    words = page.between(start, end)
    if words:
        head = next((w for w in words if w.dep in ("pobj", "pcomp") and w.head.start < start), None)
        if head is not None:
            last = start
            for word in head.subtree(frozenset({"relcl", "appos", "punct"})):
                if last <= word.start <= end:
                    last = word.end
            for word in head.sent.words:
                if word.start >= last and word.i > head.i and word.pos == "VERB" and word.head.i < head.i:
                    break
            return max(last, words[0].end)
    return end


def tense_at(page: Page, start: int) -> Tense:
    """Whether the clause around a place speaks of the past or of what is to come."""
    word = next((w for w in page.words if w.start <= start < w.end), None)
    if word is None:
        return "open"
    for up in (word, *word.ancestors()):
        if up.pos in ("VERB", "AUX"):
            return _tense(up, page.block.text[max(0, start - 60) : start])
        if up.dep == "prep" and up.lower in ("until", "till"):
            return "future"
    return "open"


def _tense(verb: Word, before: str) -> Tense:
    kids = {k.lower for k in verb.kids if k.dep in ("aux", "auxpass")}
    if kids & {"will", "shall", "'ll"} or verb.lemma in ("schedule", "plan", "expect") or _AHEAD.search(before[-25:]):
        return "future"
    if kids & {"can", "could", "may", "might", "would", "should", "must"} and "have" not in kids:
        return "future"
    if kids & {"had", "has", "have"} or verb.tag == "VBD":
        return "past"
    if _FUTURE.search(before[-25:]):
        return "future"
    if verb.tag in ("VBD", "VBN") or kids & {"had", "has", "have", "was", "were"}:
        return "past"
    return "open"


def iterate(pages: list[Page], now: Now) -> Iterator[Expression]:
    """Time expressions of all blocks, event-relative ones resolved."""
    yield from anchored([one for page in pages for one in expressions(page, now)])
