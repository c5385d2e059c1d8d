"""What blocks the next rungs: conditions in their rings, who must act, who can stop it, when at the earliest."""

from __future__ import annotations

from detente.brief.document import Block, Cell, Paragraph, Section, Sentence, Table
from detente.brief.sections.prose import MOST_CITES_IN_A_CELL, chosen, cited, framing
from detente.brief.sections.status import ladder_figure
from detente.case.case import Case
from detente.case.process import ConditionStatus, Ring
from detente.positions.condition import in_ring
from detente.positions.speech import listed
from detente.procedures.blockers import Blocker, blockers, stops_text
from detente.procedures.compile import Model, compiled
from detente.procedures.dates import cites, earliest, told, who_acts
from detente.procedures.who import shown

MOST_STOPPERS = 3
MOST_BINDING = 3
MOST_NAMED = 1
MOST_ACTING = 4


def blocks(case: Case, number: str) -> Section:
    """The ladder; a row for each condition that blocks; outside and feared demands apart, since they do not block."""
    model = compiled(case)
    rungs = [f"{case.meta.instrument}.{rung}" for rung in case.process.ladder]
    held = sorted(
        (blocker for blocker in blockers(model) if blocker.blocks and not blocker.met),
        key=lambda blocker: rungs.index(blocker.rung) if blocker.rung in rungs else len(rungs),
    )
    found: list[Block] = [ladder_figure(case)]
    if held:
        heads = ("condition", "rung", "must act", "can stop it", "earliest", "status")
        rows = tuple(_row(model, blocker) for blocker in held)
        note = framing("Earliest: every step at its fastest and every consent given; feasible, not expected.")
        found.append(Table("Conditions that block", heads, rows, (2.0, 1.1, 3.0, 2.6, 1.1, 1.35), note))
        found.append(Paragraph(tuple(_path(model, held))))
    else:
        found.append(Paragraph((framing("No source names a precondition that still stands."),)))
    if apart := _apart(case):
        found.append(Paragraph((apart,)))
    return Section(number, "What blocks the next rung", tuple(block for block in found if block != Paragraph(())))


def _row(model: Model, blocker: Blocker) -> tuple[Cell, ...]:
    case, condition = model.case, blocker.condition
    basis = [b.worded for b in condition.basis]
    rungs = listed(dict.fromkeys(rung.partition(".")[2].replace("-", " ") for rung in blocker.rungs_said))
    rung = (blocker.rung or "").partition(".")[2].replace("-", " ")
    disputed = f"{rung} (some: {rungs})" if blocker.rung_conflict else rung
    common = f" ({blocker.listing.text})" if blocker.listing.text else ""
    steps = [cite for name in blocker.open_steps for cite in cites(model, name) if cite != "unsourced"]
    return (
        Cell(
            Sentence(f"{condition.name}{common}", _few(case, basis), because=(blocker.name,)),
            strong=True,
        ),
        Cell(framing(disputed)),
        _sourced(case, _acting(case, blocker), [b.worded for b in condition.must_act_basis] or steps),
        _sourced(case, stops_text(case, blocker.stops, MOST_STOPPERS), steps),
        _sourced(case, blocker.earliest.text, _grounds(model, blocker), f"earliest:condition:{blocker.name}"),
        _sourced(case, _status(case, blocker), [b.worded for b in condition.status_basis]),
    )


def _some(names: list[str], most: int) -> str:
    more = len(names) - most
    return listed(names) if more <= 1 else f"{', '.join(names[:most])} and {more} more"


def _few(case: Case, basis: list[str]) -> tuple[str, ...]:
    return chosen(case, (cite for cite in basis if "/" in cite or "#" in cite), MOST_CITES_IN_A_CELL)


def _sourced(case: Case, text: str, basis: list[str], *because: str) -> Cell:
    cited_here = _few(case, basis)
    return Cell(Sentence(text, cited_here, framing=not cited_here, because=because))


def _grounds(model: Model, blocker: Blocker) -> list[str]:
    return [cite for step in blocker.earliest.path for cite in cites(model, step)]


def _acting(case: Case, blocker: Blocker) -> str:
    must = _some([shown(case, actor) for actor in blocker.must], MOST_ACTING)
    if blocker.may_act:
        must += f"; on some ways {_some([shown(case, actor) for actor in blocker.may_act], MOST_ACTING)}"
    return must


def _status(case: Case, blocker: Blocker) -> str:
    """`accepted by X`: by those whose statements the status rests on; and who contests it."""
    condition = blocker.condition
    text = condition.status.value
    if condition.status in (ConditionStatus.ACCEPTED, ConditionStatus.REFUSED):
        known = [case.statements[k] for b in condition.status_basis if (k := b.statement or "") in case.statements]
        parties = dict.fromkeys(case.party_of(actor) or actor for s in known for actor in s.by)
        text += f" by {listed(case.name(party) for party in parties)}" if parties else ""
    return text


def _path(model: Model, held: list[Blocker]) -> list[Sentence]:
    """The earliest date of the rung that the first of them gates, and the steps that set it."""
    rung = next((blocker.rung for blocker in held if blocker.rung), None)
    if rung is None:
        return []
    found = earliest(model, rung)
    name = rung.partition(".")[2].replace("-", " ")
    if found.date is None:
        return [
            cited(model.case, f"As written it cannot be {name}: {'; '.join(found.because)}.", _because(model, held))
        ]
    binding = [f"{told(model, step)} ({who_acts(model, step)})" for step in found.path[:MOST_BINDING]]
    grounds = [cite for step in found.path for cite in cites(model, step) if cite != "unsourced"]
    text = f"Earliest date for “{name}”: {found.text}; what sets the date: {'; '.join(binding)}."
    return [cited(model.case, text, grounds, f"earliest:{rung}")] if grounds else [framing(text)]


def _because(model: Model, held: list[Blocker]) -> list[str]:
    return [b.worded for blocker in held for b in blocker.condition.basis if b.worded != "unsourced"]


def _apart(case: Case) -> Sentence | None:
    """Demands outside the agreement, by who makes them; those only feared stand in the register of the annex."""
    held = in_ring(case, Ring.OUTSIDE)
    if not held:
        return None
    basis = [condition.basis[0].worded for _, condition in held]
    by_holder: dict[str, list[str]] = {}
    for _, condition in held:
        who = listed(dict.fromkeys(case.name(case.party_of(a) or a) for a in condition.holder))
        by_holder.setdefault(who, []).append(condition.name)
    parts = [f"by {who}: {_some(of, MOST_NAMED)}" for who, of in by_holder.items()]
    return cited(case, f"Kept apart from the agreement: {'; '.join(parts)}.", basis, *(key for key, _ in held))
