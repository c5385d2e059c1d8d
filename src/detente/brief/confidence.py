"""A level of confidence suggested by rule, with its reasons; the analyst decides, and both are shown.

    origins   one independent origin: low, whatever else holds; two: moderate; more: high
    less by one level each, but not below low:
    directness    no statement is at first hand (each came through somebody between source and speaker)
    recency       the latest of them is older than half a year on the day of the case
    disagreement  sources answer differently on the issue

A number of the outlook is moderate at best, and low where the number that moves it most is assumed. Room for
deception is not computed: it is for the analyst to weigh. The factors follow those that intelligence services list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.brief.prospect import Prospect
from detente.case.case import Case
from detente.case.meta import ConfidenceLevel
from detente.case.origins import origins
from detente.case.outlook import Hazard
from detente.positions.dispute import disputes
from detente.positions.speech import counted
from detente.values.basis import Solidity

OLD_DAYS = 183
_LEVELS = (ConfidenceLevel.LOW, ConfidenceLevel.MODERATE, ConfidenceLevel.HIGH)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A level, and why."""

    level: ConfidenceLevel
    reasons: tuple[str, ...]


def suggested(case: Case, issue: str, statements: Sequence[str]) -> Suggestion:
    """For a judgement on an issue that rests on these statements."""
    known = [key for key in statements if key in case.statements]
    count = len(origins(case, known))
    reasons = [counted(count, "independent origin")]
    lowered = 0
    if known and all(case.statements[key].via for key in known):
        reasons.append("none at first hand")
        lowered += 1
    latest = max((day for key in known if (day := _spoken(case, key))), default=None)
    if latest and (case.day - latest).days > OLD_DAYS:
        reasons.append(f"nothing newer than {latest.year}")
        lowered += 1
    if any(dispute.subject.partition(":")[0] == issue for dispute in disputes(case)):
        reasons.append("sources differ on it")
        lowered += 1
    if count <= 1:
        return Suggestion(ConfidenceLevel.LOW, tuple(reasons))
    return Suggestion(_LEVELS[max(0, min(count - 1, 2) - lowered)], tuple(reasons))


def _spoken(case: Case, key: str) -> date | None:
    """When it was said, else when its source appeared; the last day that is possible."""
    said = case.statements[key].said
    return said.last if said else case.known_on(key)


def suggested_for_number(found: Prospect) -> Suggestion:
    """For the numbers of the outlook."""
    from detente.brief.number_name import basis_word

    every = found.forecast.built.assumptions
    assumed = sum(item.assumed for item in every)
    reasons = [f"{assumed} of {len(every)} numbers are assumed"]
    by_place = {item.where: item for item in every}
    first = next(iter(found.tornado.bars), None)
    if first and basis_word(by_place.get(first.where)) == "assumed":
        reasons.append("so is the one that moves it most")
        return Suggestion(ConfidenceLevel.LOW, tuple(reasons))
    level = ConfidenceLevel.LOW if assumed > len(every) / 2 else ConfidenceLevel.MODERATE
    return Suggestion(level, tuple(reasons))


def suggested_for_rate(hazard: Hazard) -> Suggestion:
    """For a hazard, which hangs on its own rate before all."""
    solid = min((basis.solidity for basis in hazard.basis), default=Solidity.UNSOURCED)
    if solid <= Solidity.ASSUMED:
        return Suggestion(ConfidenceLevel.LOW, ("its rate is assumed",))
    return Suggestion(ConfidenceLevel.MODERATE, ("its rate is counted elsewhere, not here",))


def told(suggestion: Suggestion, chosen: ConfidenceLevel | None, by: str = "") -> str:
    """`Confidence: moderate (the détente authors); suggested by rule: low (one independent origin).`"""
    reasons = ", ".join(suggestion.reasons)
    if chosen is None:
        return f"Confidence: {suggestion.level}, by rule ({reasons})."
    return f"Confidence: {chosen} ({by}); by rule {suggestion.level} ({reasons})."
