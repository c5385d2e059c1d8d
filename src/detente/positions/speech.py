"""How a statement is told in one line: who said what kind of thing, through whom, when."""

from __future__ import annotations

from collections.abc import Iterable

from detente.case.act import Act
from detente.case.case import Case
from detente.case.statement import Modality, Statement

_VERBS = {
    Act.AGREED: ("agreed", "agreed"),
    Act.COMMITTED: ("promises", "promise"),
    Act.ANNOUNCED: ("announced", "announced"),
    Act.DEMANDED: ("demands", "demand"),
    Act.OFFERED: ("offers", "offer"),
    Act.OFFERED_IF: ("offers on a condition", "offer on a condition"),
    Act.ACCEPTED: ("accepts", "accept"),
    Act.ACCEPTED_IF: ("accepts on a condition", "accept on a condition"),
    Act.REJECTED: ("rejects", "reject"),
    Act.CLAIMED: ("says", "say"),
    Act.ACCUSED: ("accuses", "accuse"),
    Act.DENIED: ("denies", "deny"),
    Act.OBSERVED: ("observed", "observed"),
    Act.RULED: ("ruled", "ruled"),
    Act.ACKNOWLEDGED: ("acknowledges", "acknowledge"),
    Act.WISHED: ("wants", "want"),
    Act.FEARED: ("fears", "fear"),
    Act.JUDGED: ("judges", "judge"),
    Act.FORECAST: ("expects", "expect"),
    Act.WARNED: ("warns", "warn"),
    Act.ADVISED: ("advises", "advise"),
    Act.REPORTED: ("reports", "report"),
    Act.KEPT_SILENT: ("has not spoken", "have not spoken"),
}


def verb(statement: Statement) -> str:
    """The act as a verb that agrees with its speakers."""
    one, several = _VERBS[statement.act]
    return several if len(statement.by) > 1 else one


def counted(number: int, noun: str) -> str:
    """`1 statement`, `2 statements`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def lowered(text: str) -> str:
    """With a small first letter, unless it begins with an abbreviation or a name in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


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
