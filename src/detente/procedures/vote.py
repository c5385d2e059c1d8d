"""Popular votes, exactly: does a result pass, and where does the line run between passing and failing?

All arithmetic is in whole votes or fractions. A share of turnout or support is a share of voters or
participants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from detente.case.case import Case
from detente.case.procedure import Majority
from detente.case.share import Base, Share
from detente.positions.table import Entry, Table, table
from detente.procedures.who import bodies


class NoVote(ValueError):
    """The case has no such vote, or its electorate is not known."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The limbs of a popular vote, all of which must hold, with the law of each; the quorum of those who take part,
    where there is one; and the electorate."""

    procedure: str
    step: str
    limbs: tuple[Majority, ...]
    law: tuple[tuple[str, ...], ...]
    electorate: int | None
    electorate_cites: tuple[str, ...]
    quorum: Majority | None = None
    quorum_law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LimbResult:
    """One limb: `got` of `total`, `needed` at the least."""

    share: Share
    got: Fraction
    total: Fraction
    needed: Fraction
    holds: bool
    law: tuple[str, ...]
    counts: str = "votes in favour"
    """What is counted: the votes in favour, or those who take part (a quorum)."""

    @property
    def short(self) -> Fraction:
        """How much is missing; zero where it holds."""
        return Fraction(0) if self.holds else max(self.needed - self.got, Fraction(0))


@dataclass(frozen=True, slots=True)
class Result:
    """Whether a vote passes, limb by limb."""

    limbs: tuple[LimbResult, ...]

    @property
    def passes(self) -> bool:
        """All limbs hold."""
        return all(limb.holds for limb in self.limbs)


def rules(case: Case) -> list[Rule]:
    """Every popular vote of the case's procedures as of its day."""
    known = bodies(case)
    found = []
    for name, procedure in case.procedures.items():
        for key, step in procedure.steps.items():
            if not step.passes:
                continue
            counts = [size for body in step.body if body in known and (size := known[body].size(case.day))]
            law = tuple(tuple(map(str, limb.rests_on or step.rests_on)) for limb in step.passes)
            count = counts[0] if counts else None
            found.append(
                Rule(
                    name,
                    key,
                    step.passes,
                    law,
                    count.count if count else None,
                    tuple(map(str, count.rests_on)) if count else (),
                    step.quorum,
                    tuple(map(str, step.quorum.rests_on or step.rests_on)) if step.quorum else (),
                )
            )
    return found


def rule(case: Case, procedure: str | None = None) -> Rule:
    """The vote of a procedure; without a name, that of the first procedure that meets a condition, else the first."""
    every = rules(case)
    if procedure is not None:
        every = [found for found in every if found.procedure == procedure]
    wanted = {c.met_by.removeprefix("procedures/") for c in case.process.conditions.values() if c.met_by}
    chosen = next((found for found in every if found.procedure in wanted), every[0] if every else None)
    if chosen is None:
        raise NoVote(f"there is no popular vote in {procedure or 'the procedures of this case'}")
    return chosen


def counted(found: Rule, *, yes: int, no: int, invalid: int = 0, electorate: int | None = None) -> Result:
    """From counts of votes. `invalid` take part and are no votes."""
    voters = electorate or found.electorate
    return _result(found, Fraction(yes), Fraction(yes + no), Fraction(yes + no + invalid), voters)


def shared(found: Rule, *, turnout: Fraction, support: Fraction, invalid: Fraction = Fraction(0)) -> Result:
    """From shares: turnout of the electorate, support among participants, invalid ballots among participants."""
    voters = Fraction(1)
    participants = turnout * voters
    return _result(found, support * participants, (1 - invalid) * participants, participants, voters)


def _result(
    found: Rule, yes: Fraction, votes: Fraction, participants: Fraction, electorate: Fraction | int | None
) -> Result:
    limbs = [_turnout(found, participants, electorate)] if found.quorum else []
    for limb, law in zip(found.limbs, found.law, strict=True):
        total = {Base.VOTES: votes, Base.PARTICIPANTS: participants}.get(limb.needs.of)
        if limb.needs.of is Base.ELECTORATE:
            if electorate is None:
                raise NoVote("the number of entitled voters is not known; give it with --electorate")
            total = Fraction(electorate)
        if total is None:
            raise NoVote(f"'{limb.needs}' is no limb of a popular vote")
        fraction = limb.needs.fraction
        needed = Fraction(limb.needs.number or 0) if fraction is None else fraction * total
        if limb.needs.strict and total.denominator == 1 and total > 1:
            needed = Fraction(limb.needs.count(int(total)))
        limbs.append(LimbResult(limb.needs, yes, total, needed, limb.needs.reached(yes, total), law))
    return Result(tuple(limbs))


def _turnout(found: Rule, participants: Fraction, electorate: Fraction | int | None) -> LimbResult:
    """The quorum as a limb: those who take part, of those entitled."""
    assert found.quorum is not None
    share = found.quorum.needs
    if share.of is not Base.ELECTORATE:
        raise NoVote(f"'{share}' is no quorum of a popular vote")
    if electorate is None:
        raise NoVote("the number of entitled voters is not known; give it with --electorate")
    total = Fraction(electorate)
    needed = Fraction(share.number or 0) if share.fraction is None else share.fraction * total
    holds = share.reached(participants, total)
    return LimbResult(share, participants, total, needed, holds, found.quorum_law, "those who take part")


def least_support(found: Rule, turnout: Fraction) -> Fraction | None:
    """The support among participants from which a vote with this turnout passes (for a strict limb, above which);
    None where none does. No invalid ballots."""
    if turnout <= 0 or (found.quorum and not found.quorum.needs.reached(turnout, 1)):
        return None
    needed = Fraction(0)
    for limb in found.limbs:
        fraction = limb.needs.fraction
        if fraction is None:
            raise NoVote(f"'{limb.needs}' is a number of votes, and no share")
        needed = max(needed, fraction / turnout if limb.needs.of is Base.ELECTORATE else fraction)
    return needed if needed <= 1 else None


@dataclass(frozen=True, slots=True)
class Map:
    """Passing by turnout (rows, highest first) and support (columns, lowest first), in whole percents."""

    turnouts: tuple[int, ...]
    supports: tuple[int, ...]
    passes: tuple[tuple[bool, ...], ...]


def threshold_map(found: Rule, step: int = 5) -> Map:
    """The map on a grid of `step` percent."""
    turnouts: Sequence[int] = range(100, 0, -step)
    supports: Sequence[int] = range(step, 101, step)
    passes = tuple(
        tuple(shared(found, turnout=Fraction(t, 100), support=Fraction(s, 100)).passes for s in supports)
        for t in turnouts
    )
    return Map(tuple(turnouts), tuple(supports), passes)


def map_text(drawn: Map, at: tuple[float, float] | None = None) -> str:
    """As text: `#` passes, `.` fails; `at` (turnout, support in percent) is marked with `@`."""
    marked = None
    if at:
        marked = (
            min(drawn.turnouts, key=lambda t: abs(t - at[0])),
            min(drawn.supports, key=lambda s: abs(s - at[1])),
        )
    lines = ["turnout"]
    for turnout, row in zip(drawn.turnouts, drawn.passes, strict=True):
        cells = [
            "@" if marked == (turnout, s) else "#" if ok else "." for s, ok in zip(drawn.supports, row, strict=True)
        ]
        lines.append(f"{turnout:5}% {' '.join(cells)}")
    labels = [f"{s:<4}" if i % 2 == 0 else "" for i, s in enumerate(drawn.supports)]
    lines.append("       " + "".join(labels).rstrip() + " % support")
    lines.append("       # passes   . fails" + ("   @ the vote asked about (to the nearest point)" if marked else ""))
    return "\n".join(lines)


def map_svg(drawn: Map, title: str, at: tuple[float, float] | None = None) -> str:
    """As a picture, readable in grey: passing cells are dark and dotted with a mark."""
    from html import escape

    cell, left, top = 18, 60, 40
    width = left + max(cell * len(drawn.supports), 7 * len(title)) + 20
    height = top + cell * len(drawn.turnouts) + 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="sans-serif" font-size="10"><title>{escape(title)}</title>',
        f'<text x="{left}" y="20" font-size="12">{escape(title)}</text>',
    ]
    for r, (turnout, row) in enumerate(zip(drawn.turnouts, drawn.passes, strict=True)):
        y = top + r * cell
        if turnout % 10 == 0:
            parts.append(f'<text x="{left - 6}" y="{y + 13}" text-anchor="end">{turnout}%</text>')
        for c, ok in enumerate(row):
            fill = "#2c5f7c" if ok else "#eeeeee"
            x = left + c * cell
            parts.append(f'<rect x="{x}" y="{y}" width="{cell - 1}" height="{cell - 1}" fill="{fill}"/>')
    bottom = top + cell * len(drawn.turnouts)
    for c, support in enumerate(drawn.supports):
        if support % 10 == 0:
            parts.append(f'<text x="{left + c * cell + 8}" y="{bottom + 14}" text-anchor="middle">{support}</text>')
    parts.append(
        f'<text x="{left}" y="{bottom + 32}">support among participants, %; dark: passes; rows: turnout</text>'
    )
    if at:
        span = drawn.turnouts[0] - drawn.turnouts[1]
        across = left + (at[1] - drawn.supports[0]) / span * cell + cell / 2
        down = top + (drawn.turnouts[0] - at[0]) / span * cell + cell / 2
        parts.append(
            f'<circle cx="{across:.1f}" cy="{down:.1f}" r="6" fill="none" stroke="#c0392b" stroke-width="3">'
            f"<title>turnout {at[0]:g}%, support {at[1]:g}%</title></circle>"
        )
    return "".join([*parts, "</svg>\n"])


def result_table(found: Rule, result: Result, *, shares: bool) -> Table:
    """Limb by limb."""
    rows = []
    for limb in result.limbs:
        ratio = limb.got / limb.total if limb.total else Fraction(0)
        needed = f"{_percent(limb.share.fraction)}" if limb.share.fraction is not None else str(limb.share.number)
        got = _percent(ratio) if shares else f"{int(limb.got):,} of {int(limb.total):,} ({_percent(ratio)})"
        short = "" if limb.holds else "short of it" if shares else f"{-(-limb.short // 1):,} votes short"
        rows.append(
            (
                Entry.of(f"{limb.counts}: {limb.share.worded}", limb.law),
                Entry(got),
                Entry(("more than " if limb.share.strict else "at least ") + needed),
                Entry("holds" if limb.holds else "fails"),
                Entry(short),
            )
        )
    verdict = "passes" if result.passes else "fails"
    return table(
        "vote", f"The vote {verdict}: {found.procedure}", ("limb", "reached", "needed", "result", "shortfall"), rows
    )


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.2f}".rstrip("0").rstrip(".") + "%"
