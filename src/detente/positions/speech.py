"""How a statement is told in one line: who said what kind of thing, through whom, when."""

from __future__ import annotations

from collections.abc import Iterable

from detente.case.act import Act
from detente.case.case import Case
from detente.case.statement import Modality, Statement

_VERBS = {
    Act.AGREED: "agreed",
    Act.COMMITTED: "committed itself",
    Act.ANNOUNCED: "announced",
    Act.DEMANDED: "demands",
    Act.OFFERED: "offers",
    Act.OFFERED_IF: "offers on a condition",
    Act.ACCEPTED: "accepts",
    Act.ACCEPTED_IF: "accepts on a condition",
    Act.REJECTED: "rejects",
    Act.CLAIMED: "says",
    Act.ACCUSED: "accuses",
    Act.DENIED: "denies",
    Act.OBSERVED: "observed",
    Act.RULED: "ruled",
    Act.ACKNOWLEDGED: "acknowledges",
    Act.WISHED: "wants",
    Act.FEARED: "fears",
    Act.JUDGED: "judges",
    Act.FORECAST: "expects",
    Act.WARNED: "warns",
    Act.ADVISED: "advises",
    Act.REPORTED: "reports",
    Act.KEPT_SILENT: "has not spoken",
}


def verb(act: Act) -> str:
    """The act as a verb in the third person."""
    return _VERBS[act]


def listed(names: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    found = list(names)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else ""


def speaker(case: Case, statement: Statement) -> str:
    """Who said it."""
    return listed(case.name(actor) for actor in statement.by)


def chain(case: Case, key: str) -> tuple[str, ...]:
    """The hands that it came through, outlet first and speaker last: outlet > analyst > unnamed officials."""
    statement = case.statements[key]
    source = case.source_of(key)
    voice = source.voice
    hands = [voice] if voice and voice not in statement.by else []
    return (*(case.name(hand) for hand in (*hands, *statement.via)), speaker(case, statement))


def dated(statement: Statement) -> str:
    """When it was said, for reading; empty where no source tells."""
    return statement.said.text if statement.said else ""


def says(statement: Statement) -> str:
    """What it says, with its condition and how firmly it was put."""
    text = statement.says
    if statement.condition:
        text += f" ({statement.condition})"
    if statement.modality in (Modality.POSSIBLE, Modality.HYPOTHETICAL):
        text += f" [{statement.modality}]"
    return text
