"""Expressions of time in prose and the date they stand for, read against the date of their document.

What cannot be resolved keeps `value` None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading.date_rules import RULES
from detente.reading.date_words import ABOUT, MONTH, NUMBER, SKIP, UNIT, VAGUE, WEEKDAY, YEAR, Now, Piece, Tense
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


AFTER = re.compile(
    rf"\b(?P<about>{ABOUT})?(?P<n>{NUMBER}|{VAGUE})[ -](?P<u>{UNIT}) (?P<way>after|before|following|since|"
    rf"prior to|into) (?=\w)",
    re.I,
)


_LASTED = re.compile(r"\b(?:has|have|had|it's) been (?:\w+ )?$|\bis (?:now )?$", re.I)
"""It has been eight days since: how long, not when."""


_PHASE = re.compile(
    r"\b(?:the )?(?:final|first|last|closing|opening|early|dying|waning) (?:days|weeks|months|years|"
    r"hours) of (?:the |his |her |its )?[^,.;:()]{3,60}?(?=[,.;:()]|$)",
    re.I,
)


_FUTURE = re.compile(
    r"\b(?:will|shall|scheduled|due|planned|expected|expire|expires|upcoming|next|"
    r"deadline|is to|are to|to be held)\b|\b(?:by|until|till|before) (?:the )?(?:end of )?$",
    re.I,
)


_SET = re.compile(r"\b(?:due|scheduled|planned|expected|set)\b", re.I)
_COMING = re.compile(
    r"\b(?:ahead of|prepar(?:e|es|ed|ing) for|in time for|bracing for|effective|"
    r"(?:extended|postponed|delayed|put off|pushed back|moved|brought forward)(?: again)? (?:to|until|till)|"
    r"(?:has|have) (?:called|set|convened|fixed) for)\s+(?:the )?$",
    re.I,
)
_FROM = re.compile(
    r"\b(?:truce|ceasefire|pause|halt|lull|strike|blockade|curfew|embargo|starting|beginning) (?:from |on )?$", re.I
)


_AHEAD_OF_IT = frozenset(
    {
        "invite",
        "propose",
        "offer",
        "schedule",
        "plan",
        "expect",
        "promise",
        "pledge",
        "seek",
        "set",
        "request",
        "urge",
    }
)
"""Verbs in the past whose objects lie ahead: they proposed talks in July."""

_MAKES_PLANS = _AHEAD_OF_IT | frozenset(
    {"be", "agree", "vow", "want", "intend", "threaten", "order", "tell", "ask", "hope", "prepare", "call", "decide"}
    | {"have", "need", "due", "ready", "set", "demand", "give", "deadline", "refuse", "undertake"}
)


_SIGNS = (
    ("month", re.compile(MONTH)),
    ("year", re.compile(rf"{YEAR}|\b\d0s\b")),
    ("weekday", re.compile(WEEKDAY)),
    ("season", re.compile("spring|summer|autumn|fall|winter", re.I)),
    ("day", re.compile("today|tonight|yesterday|tomorrow|last night|this (?:morning|afternoon|evening)", re.I)),
    ("ordinal", re.compile(r"\d(?:st|nd|rd|th)\b")),
    ("feast", re.compile("Christmas|New Year|May Day|Boxing Day|Women['’]s Day")),
    (
        "unit",
        re.compile(
            r"(?:second|minute|hour|day|week|weekend|fortnight|month|year|decade|quarter|centur(?:y|ie)|night|evening)s?\b"
        ),
    ),
)


_ANY = re.compile("|".join(sign.pattern for _, sign in _SIGNS), re.I)


_ROOM = 70


_WORDS: dict[str, tuple[str, ...]] = {
    "ago": (" ago",),
    "from now": (" from now", " time"),
    "half or quarter": ("half", "quarter", "Q", "H"),
    "end of year": ("end",),
    "end of month": ("end",),
    "month range": ("from ", "between "),
    "century": ("centur",),
    "decade": ("0s", "0's"),
    "fuzzy decade": ("0s", "0's"),
    "time of life": (
        "earlier",
        "later",
        "before",
        "after",
        "ollowing",
        "next",
        "previous",
        "preceding",
        "same",
        "hat ",
    ),
    "relative year": ("year",),
    "month of a year": ("year",),
    "numeric day": ("/", "."),
}
"""Without one of these words in the block a rule need not be tried."""


_AHEAD = re.compile(
    r"\b(?:scheduled|due|planned|expire|expires|upcoming|next|until|till|deadline|to be held)\b[^,;.]*$", re.I
)


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

_PARTIAL = frozenset({"day of month", "part of month", "month alone", "day range"})


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
    for found in _matches(AFTER, prose, [] if only else near["unit"]):
        if found["way"].lower() == "since" and _LASTED.search(prose[: found.start()]):
            continue
        end = _phrase_end(page, found.end())
        taken.append((found.start(), end))
        out.append(Expression(page, found.start(), end, None, "event-relative", prose[found.start() : end]))
    for found in _matches(_PHASE, prose, [] if only else near["unit"]):
        if free(found.start(), found.end()):
            taken.append((found.start(), found.end()))
            out.append(Expression(page, found.start(), found.end(), None, "phase of", found.group()))
    for rule in RULES:
        if only and rule.name not in only:
            continue
        if (signs := _WORDS.get(rule.name)) is not None and not any(sign in prose for sign in signs):
            continue
        for found in _matches(rule.pattern, prose, near[rule.needs]):
            if not free(found.start(), found.end()):
                continue
            tense = tense_at(page, found.start()) if now.day is not None and rule.name != "year" else "open"
            value = rule.value(found, now, tense)
            if value == SKIP:
                continue
            taken.append((found.start(), found.end()))
            pieces = value if isinstance(value, tuple) else (Piece(found.start(), found.end(), value),)
            for piece in pieces:
                start, end = piece.start, piece.end
                out.append(
                    Expression(page, start, end, piece.value, rule.name, prose[start:end], rule.name in _PARTIAL)
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
    before = page.block.text[max(0, start - 60) : start]
    if _COMING.search(before) or (word.ent == "DATE" and _FROM.search(before) and " to " not in _rest(page, start)):
        return "future"
    through_noun = False
    for up in (word, *word.ancestors()):
        if up.pos in ("VERB", "AUX"):
            if up.lemma in _AHEAD_OF_IT and (through_noun or up.tag == "VBN"):
                return "future"
            return _tense(up, before)
        if up.dep == "prep" and up.lower in ("until", "till"):
            return "future"
        through_noun = through_noun or (up.pos == "NOUN" and up is not word and up.dep in ("pobj", "dobj"))
    return "open"


def _rest(page: Page, start: int) -> str:
    return page.block.text[start : start + 25]


def _tense(verb: Word, before: str) -> Tense:
    kids = {k.lower for k in verb.kids if k.dep in ("aux", "auxpass")}
    if verb.tag == "VB" and "to" in kids and verb.head.lemma in _MAKES_PLANS and "have" not in kids:
        return "future"
    if kids & {"will", "shall", "'ll"} or verb.lemma in ("schedule", "plan", "expect") or _AHEAD.search(before[-25:]):
        return "future"
    if kids & {"can", "could", "may", "might", "would", "should", "must"} and "have" not in kids:
        return "future"
    if kids & {"had", "has", "have"} or verb.tag == "VBD":
        return "past"
    if kids & {"was", "were"} and not _SET.search(before[-25:]):
        return "past"
    if _FUTURE.search(before[-25:]):
        return "future"
    if verb.tag in ("VBD", "VBN") or kids & {"had", "has", "have", "was", "were"}:
        return "past"
    return "open"
