"""What stands in quotation marks, and to whom the words around it give it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from detente.documents.wordlist import wordlist

_CURLY = re.compile(r"“[^“”]{1,1500}”|«[^«»]{1,1500}»|„[^„“”]{1,1500}[“”]")
_STRAIGHT = re.compile(r'(?<![\w"])"(?=[^\s"])[^"\n]{1,1500}?(?<=[^\s"])"(?!\w)')
_SINGLE = re.compile(r"(?<!\w)‘[^‘’“”]{12,800}(?:’(?=\w)[^‘’“”]{0,400}){0,6}’(?!\w)")
_SAYING = (
    r"(?:says?|said|writes?|wrote|argues?|argued|warns?|warned|notes?|noted|adds?|added|tells?|told"
    r"|claims?|claimed|explains?"
    r"|explained|believes?|believed|insists?|insisted|states?|stated|stresse[sd]|suggests?|suggested"
    r"|observes?|observed"
    r"|concludes?|concluded|contends?|contended|cautions?|cautioned|remarks?|remarked|points? out"
    r"|pointed out|predicts?"
    r"|predicted|describes?|described|calls?|called|reports?|reported|puts? it|thinks?|maintains?"
    r"|maintained|declares?"
    r"|declared|announces?|announced|acknowledges?|acknowledged|denie[sd]|denies|accuse[sd]|urge[sd]"
    r"|urges|emphasi[sz]e[sd])"
)
_NAME = r"[^\W\d_a-z][\w’'.-]*(?:\s+(?:(?:of|for|the|de|al|bin|van|von)\s+)?[^\W\d_a-z][\w’'.-]*){0,6}"
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:[Aa]ccording to|[Ii]n the words of)\s+(?:[\w-]+\s+){{0,5}}?(?P<name>{_NAME})",
        rf"[Aa]s\s+(?:the\s+)?(?P<name>{_NAME})\s+(?:(?:has|had|also|once|recently|later)\s+)?(?:{_SAYING}|put it)\b",
        rf"[,”\"]\s*{_SAYING}\s+(?:[\w-]+\s+){{0,5}}?(?P<name>{_NAME})",
        rf"(?P<name>{_NAME})(?:,[^,.;]{{0,80}},|\s+\([^()]{{0,60}}\))?\s+"
        rf"(?:(?:has|have|had|also|once|again|later|recently|separately|then)\s+){{0,2}}{_SAYING}\b",
        rf"\b{_SAYING}\s+(?P<name>{_NAME})",
        rf"(?P<name>{_NAME})(?:['’]s?)\s+(?:words|phrase|view|analysis|report|article|essay|piece|statement|account)\b",
    )
)
_PRONOUN = re.compile(
    r"\b(?:he|she|they|the (?:\w+ )?(?:analyst|author|expert|scholar|report|article|paper|outlet))"
    rf"\s+(?:also\s+)?{_SAYING}\b",
    re.I,
)
_SAYS = re.compile(rf"\b{_SAYING}\b|\b[Aa]ccording to\b")
_NO_NAME = wordlist(
    "the a an in on at of for by with from and but or as it he she they we i his her their this that "
    "these those there when while if after before since however moreover meanwhile yet still also though "
    "although monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, the marks left out; the offsets are into the text it was found in."""

    start: int
    end: int


def quotations(text: str) -> list[Quotation]:
    """All quotations, in order, the outer ones where they nest."""
    found: list[Quotation] = []
    for pattern in (_CURLY, _STRAIGHT, _SINGLE):
        for match in pattern.finditer(text):
            if "\n\n" not in match[0] and not any(
                q.start - 1 < match.end() and match.start() < q.end + 1 for q in found
            ):
                found.append(Quotation(match.start() + 1, match.end() - 1))
    return sorted(found, key=lambda quotation: quotation.start)


def quotation_around(quotations_found: list[Quotation], start: int, end: int) -> Quotation | None:
    """The quotation that holds most of `start:end`, if one does."""
    index = bisect_right([q.start for q in quotations_found], end) - 1
    while index >= 0 and quotations_found[index].end > start:
        quotation = quotations_found[index]
        inside = min(end, quotation.end) - max(start, quotation.start)
        if inside >= 0.7 * (end - start):
            return quotation
        index -= 1
    return None


def credits_in(text: str) -> list[str]:
    """Names to which the words of `text` (a sentence or two, quotations blanked out) give something said."""
    names: list[str] = []
    for pattern in _CREDITS:
        for match in pattern.finditer(text):
            name = _trimmed(match["name"])
            if name and name not in names:
                names.append(name)
    return names


def goes_on(text: str) -> bool:
    """True where `text` gives something to a speaker named before: `he says`, `the analyst warns`."""
    return bool(_PRONOUN.search(text))


def speaks(text: str) -> bool:
    """True where some verb of saying stands in `text`."""
    return bool(_SAYS.search(text))


def blanked(text: str, start: int, end: int, quotations_found: list[Quotation]) -> str:
    """`text[start:end]` with what is quoted replaced by spaces, so that names inside quotations credit nobody."""
    characters = list(text[start:end])
    for quotation in quotations_found:
        for at in range(max(quotation.start, start), min(quotation.end, end)):
            characters[at - start] = " "
    return "".join(characters)


def same_name(one: str, other: str) -> bool:
    """True where one name's words lie within the other's, or both end in the same word (a surname)."""
    left, right = _parts(one), _parts(other)
    if not left or not right:
        return False
    return left[-1] == right[-1] or set(left) <= set(right) or set(right) <= set(left)


def is_named(name: str, text: str, *, person: bool) -> bool:
    """True where `text` names an outlet in full or a person by surname; a place in an outlet's name is not it."""
    words = name.removeprefix("The ").split()
    if person and len(words) > 1 and len(words[-1]) > 3:
        words = words[-1:]
    return bool(words) and bool(re.search(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", text))


def _parts(name: str) -> list[str]:
    words = (word.strip(".,'’") for word in re.split(r"[\s-]+", name))
    bare = (re.sub(r"['’]s$", "", word) for word in words)
    return [
        word.casefold() for word in bare if len(word) > 2 and word[:1].isupper() and word.casefold() not in _NO_NAME
    ]


def _trimmed(name: str) -> str:
    words = name.split()
    while words and words[0].casefold() in _NO_NAME:
        words.pop(0)
    return re.sub(r"['’]s$", "", " ".join(words)).rstrip(".,")
