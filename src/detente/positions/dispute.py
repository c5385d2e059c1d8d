"""Every question on which the sources differ, found from statements alone.

Nine ways of differing, each found by comparing fields, never by a list of known quarrels:

- *value*: different answers to one issue's question (a count, a label, yes and no, an amount);
- *scope*: lengths or amounts that differ because they measure different things: neither is false;
- *rung*: one condition said to gate different rungs;
- *capability*: a demand addressed to an actor, where others' acts or consent are said to be needed;
- *interval*: one event given dates that cannot both hold;
- *membership*: conditions that some sources count among the preconditions and others do not;
- *stance*: one party for, another against, or only on a condition;
- *denial*: a claim that somebody denies;
- *attribution*: a copy that names another speaker, or another strength, than what it copies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from detente.case.act import Act, Column
from detente.case.case import Case
from detente.case.origins import origins
from detente.case.process import EventKind, Ring, ValueKind
from detente.case.statement import Stance, Statement
from detente.positions.holding import stance_of
from detente.positions.speech import dated, listed, speaker
from detente.positions.table import Entry, Table, table
from detente.values.quantity import Quantity

_SIDES: dict[Stance | None, str] = {
    Stance.FOR: "for it",
    Stance.CONDITIONAL: "for it on a condition",
    Stance.AGAINST: "against it",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One answer with the statements that give it."""

    answer: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question with two or more answers. `name` identifies it: kind and subject."""

    kind: str
    subject: str
    asks: str
    sides: tuple[Side, ...]

    @property
    def name(self) -> str:
        """For `explain`: `rung:constitution`."""
        return f"{self.kind}:{self.subject}"

    @property
    def statements(self) -> tuple[str, ...]:
        """All statements that take part."""
        return tuple(key for side in self.sides for key in side.statements)


@lru_cache(maxsize=16)
def disputes(case: Case) -> tuple[Dispute, ...]:
    """All of them, by kind, then in the order of the case's issues."""
    finders: tuple[Callable[[Case], Iterator[Dispute]], ...] = (
        _values,
        _rungs,
        _capabilities,
        _intervals,
        _memberships,
        _stances,
        _denials,
        _attributions,
    )
    return tuple(dispute for finder in finders for dispute in finder(case))


def _by_issue(case: Case, wanted: Callable[[Statement], bool]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {issue: [] for issue in case.process.issues}
    for key, statement in case.standing.items():
        if wanted(statement) and statement.about in found:
            found[statement.about].append(key)
    return {issue: keys for issue, keys in found.items() if keys}


def _values(case: Case) -> Iterator[Dispute]:
    for issue, keys in _by_issue(case, lambda s: s.value is not None).items():
        kind = case.process.issues[issue].value
        if kind in (ValueKind.COUNT, ValueKind.AMOUNT, ValueKind.DURATION):
            yield from _quantities(case, issue, keys)
            continue
        answers = _grouped(keys, lambda key: case.statements[key].value or "")
        if len(answers) > 1 and _several_holders(case, keys):
            labels = case.process.issues[issue].labels
            sides = tuple(Side(labels.get(answer, answer), tuple(of)) for answer, of in answers.items())
            yield Dispute("value", issue, _question(case, issue), sides)


def _several_holders(case: Case, keys: Iterable[str]) -> bool:
    """True unless one party alone gives all the answers: then it has changed its mind, and nobody disagrees."""
    return len({case.party_of(actor) or actor for key in keys for actor in case.statements[key].by}) > 1


def _quantities(case: Case, issue: str, keys: list[str]) -> Iterator[Dispute]:
    by_scope = _grouped(keys, lambda key: case.statements[key].scope or "")
    for scope, of_scope in by_scope.items():
        answers = _grouped(of_scope, lambda key: case.statements[key].value or "")
        quantities = [Quantity.parse(answer) for answer in answers]
        apart = any(not a.overlaps(b) for i, a in enumerate(quantities) for b in quantities[:i])
        if apart:
            sides = tuple(Side(answer, tuple(of)) for answer, of in answers.items())
            subject = f"{issue}:{scope}" if scope else issue
            yield Dispute("value", subject, _question(case, issue, scope), sides)
    if len(by_scope) > 1:
        sides = tuple(
            Side(
                f"{scope or 'scope not stated'}: {listed(dict.fromkeys(_value(case, key) for key in of))}", tuple(of)
            )
            for scope, of in by_scope.items()
        )
        yield Dispute("scope", issue, f"{_question(case, issue)} (different scopes)", sides)


def _rungs(case: Case) -> Iterator[Dispute]:
    for issue, keys in _by_issue(case, lambda s: s.gates is not None).items():
        rungs = _grouped(keys, lambda key: case.statements[key].gates or "")
        if len(rungs) > 1:
            sides = tuple(Side(_rung(case, rung), tuple(of)) for rung, of in rungs.items())
            yield Dispute("rung", issue, f"What waits for it: {_issue_name(case, issue)}?", sides)


def _capabilities(case: Case) -> Iterator[Dispute]:
    needed = _by_issue(case, lambda s: bool(s.needs))
    asked = _by_issue(case, lambda s: s.act is Act.DEMANDED and bool(s.to))
    for issue, needing in needed.items():
        needing = [key for key in needing if case.statements[key].act is not Act.DEMANDED]
        must = {actor for key in needing for actor in case.statements[key].needs}
        wrong = [key for key in asked.get(issue, []) if _beyond(case, must, case.statements[key])]
        if wrong:
            addressed = _grouped(wrong, lambda key: listed(case.name(a) for a in case.statements[key].to))
            sides = (
                *(Side(f"asked of {whom}", tuple(of)) for whom, of in addressed.items()),
                Side(f"takes {listed(sorted(case.name(actor) for actor in must))}", tuple(needing)),
            )
            yield Dispute("capability", issue, f"Who can bring it about: {_issue_name(case, issue)}?", sides)


def _beyond(case: Case, must: set[str], demand: Statement) -> set[str]:
    """Who must act beside those asked; whoever demands it is taken to do its own part."""
    demanding = {case.party_of(actor) or actor for actor in demand.by}
    able = {*demand.to, *demanding}
    members = {member for actor in demand.to if actor in case.actors for member in case.actors[actor].members}
    return {actor for actor in must if not {actor, *_owners(case, actor)} & able} - members


def _owners(case: Case, actor: str) -> Iterator[str]:
    """What an actor is part of: a parliament's or an electorate's state."""
    seen: set[str] = set()
    while actor in case.actors and actor not in seen and (owner := case.actors[actor].of):
        seen.add(actor)
        yield owner
        actor = owner


def _intervals(case: Case) -> Iterator[Dispute]:
    by_event: dict[str, list[str]] = defaultdict(list)
    for key, statement in case.standing.items():
        if statement.when is not None:
            for event in statement.event:
                by_event[event].append(key)
    for event, keys in by_event.items():
        if event not in case.process.events or case.process.events[event].kind is EventKind.INCIDENT:
            continue
        dates = _grouped(keys, lambda key: _when(case, key))
        whens = [case.statements[of[0]].when for of in dates.values()]
        apart = any(a and b and not a.overlaps(b) for i, a in enumerate(whens) for b in whens[:i])
        if apart:
            sides = tuple(Side(text, tuple(of)) for text, of in dates.items())
            yield Dispute("interval", event, f"When: {case.process.events[event].name}?", sides)


def _memberships(case: Case) -> Iterator[Dispute]:
    """Which conditions does each source count before the next rung that waits for any?"""
    members: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    sources: dict[str, None] = {}
    rung = _next_gated(case)
    gating = {
        c.issue
        for c in case.process.conditions.values()
        if c.ring is Ring.OUTSIDE or (c.ring is Ring.PRECONDITION and c.gates == rung)
    }
    for key, statement in case.standing.items():
        if statement.gates and statement.gates.startswith(case.meta.instrument + ".") and statement.about in gating:
            source = key.partition("/")[0]
            members[statement.about][source].append(key)
            sources[source] = None
    if len(members) < 2:
        return
    by_set: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for source in sources:
        listed_here = tuple(issue for issue in case.process.issues if source in members.get(issue, {}))
        by_set[listed_here].append(source)
    if len(by_set) > 1:
        sides = tuple(
            Side(
                f"{len(issues)}: {listed(_issue_name(case, issue) for issue in issues)}",
                tuple(key for source in of for issue in issues for key in members[issue][source]),
            )
            for issues, of in by_set.items()
        )
        yield Dispute("membership", case.meta.instrument, "Which conditions stand before it?", sides)


def _next_gated(case: Case) -> str | None:
    """The first rung of the main instrument that a precondition gates and that is not reached."""
    gated = {c.gates for c in case.process.conditions.values() if c.ring is Ring.PRECONDITION}
    main = case.process.instruments.get(case.meta.instrument)
    rungs = [f"{case.meta.instrument}.{r}" for r in case.process.ladder if main and r not in main.reached]
    return next((rung for rung in rungs if rung in gated), None)


def _stances(case: Case) -> Iterator[Dispute]:
    for issue, keys in _by_issue(case, lambda s: stance_of(s) in _SIDES).items():
        sides = _grouped(keys, lambda key: _SIDES[stance_of(case.statements[key])])
        if len(sides) > 1 and _several_holders(case, keys):
            asks = f"For or against: {_issue_name(case, issue)}?"
            yield Dispute("stance", issue, asks, tuple(Side(answer, tuple(of)) for answer, of in sides.items()))


def _denials(case: Case) -> Iterator[Dispute]:
    """Claims that somebody denies, where the issue's answers are not compared by value already."""
    for issue, keys in _by_issue(case, lambda s: s.column in (Column.CLAIM, Column.DENIAL)).items():
        if any(case.statements[key].value for key in keys):
            continue
        every = {
            column: [k for k in keys if case.statements[k].column is column]
            for column in (Column.CLAIM, Column.DENIAL)
        }
        claims = _answered(case, every[Column.CLAIM], every[Column.DENIAL])
        denials = _answered(case, every[Column.DENIAL], every[Column.CLAIM])
        sides = {"claimed": claims, "denied": denials}
        if claims and denials:
            asks = f"Claimed and denied: {_issue_name(case, issue)}."
            yield Dispute("denial", issue, asks, tuple(Side(answer, tuple(of)) for answer, of in sides.items()))


def _answered(case: Case, keys: list[str], by: list[str]) -> list[str]:
    """Those to which somebody else stands against: nobody is set against its own words."""
    holders = {key: frozenset(case.party_of(a) or a for a in case.statements[key].by) for key in (*keys, *by)}
    others = {holders[key] for key in by}
    return [key for key in keys if any(holders[key].isdisjoint(other) for other in others)]


def _attributions(case: Case) -> Iterator[Dispute]:
    for key, statement in case.standing.items():
        for original in statement.repeats:
            earlier = case.statements.get(original)
            if earlier is None:
                continue
            changes = drift(case, key, original)
            if changes:
                yield Dispute(
                    "attribution",
                    key,
                    f"Is it told as in the original: {earlier.says}?",
                    (
                        Side("; ".join(change[0] for change in changes), (original,)),
                        Side("; ".join(change[1] for change in changes), (key,)),
                    ),
                )


def drift(case: Case, copy: str, original: str) -> list[tuple[str, str]]:
    """What changed in a copy, as (in the original, in the copy): speaker, hedge, modality, scope, quoted words."""
    a, b = case.statements[original], case.statements[copy]
    voices = {case.source_of(original).voice, case.source_of(copy).voice}
    changes = []
    if set(a.by) != set(b.by) and not set(a.by) | set(b.by) <= voices:
        changes.append((f"speaker: {speaker(case, a)}", f"speaker: {speaker(case, b)}"))
    if a.hedge != b.hedge:
        changes.append((f"hedge: {a.hedge or 'none'}", f"hedge: {b.hedge or 'none'}"))
    if a.modality != b.modality:
        changes.append((f"put as {a.modality or 'plain fact'}", f"put as {b.modality or 'plain fact'}"))
    if a.scope != b.scope:
        changes.append((f"of: {a.scope or 'not stated'}", f"of: {b.scope or 'not stated'}"))
    return [*changes, *_requoted(a, b)]


def _requoted(original: Statement, copy: Statement) -> list[tuple[str, str]]:
    """Quoted words that the copy gives nearly, but not exactly, as the original has them: half of the words or more
    in common. Case does not count, since a quotation may open a sentence."""
    changed = []
    for theirs in original.wording:
        for ours in copy.wording:
            a, b = set(theirs.casefold().split()), set(ours.casefold().split())
            if a != b and 2 * len(a & b) >= len(a | b):
                changed.append((f"words: “{theirs}”", f"words: “{ours}”"))
    return changed


def _grouped(keys: Iterable[str], by: Callable[[str], str]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key in keys:
        groups.setdefault(by(key), []).append(key)
    return groups


def _value(case: Case, key: str) -> str:
    return case.statements[key].value or ""


def _when(case: Case, key: str) -> str:
    when = case.statements[key].when
    return when.text if when else ""


def _rung(case: Case, rung: str) -> str:
    instrument, _, step = rung.partition(".")
    title = case.process.instruments[instrument].title if instrument in case.process.instruments else instrument
    return f"{step.replace('-', ' ')} ({title})" if instrument != case.meta.instrument else step.replace("-", " ")


def _issue_name(case: Case, issue: str) -> str:
    return case.process.issues[issue].name


def _question(case: Case, issue: str, scope: str = "") -> str:
    item = case.process.issues[issue]
    asks = item.asks or f"{item.name[:1].upper()}{item.name[1:]}?"
    return f"{asks} ({scope})" if scope else asks


def disputes_table(case: Case) -> Table:
    """For reading: each side with holders, dates and wording, and documents beside independent origins."""
    rows = []
    for dispute in disputes(case):
        for side in dispute.sides:
            first = side is dispute.sides[0]
            statements = [case.statements[key] for key in side.statements]
            documents = len({key.partition("/")[0] for key in side.statements})
            wording = listed(dict.fromkeys(f"“{w}”" for s in statements for w in s.wording))
            rows.append(
                (
                    Entry(dispute.asks if first else "", because=(dispute.name,)),
                    Entry(dispute.kind if first else ""),
                    Entry.of(side.answer, side.statements),
                    Entry(listed(dict.fromkeys(speaker(case, s) for s in statements))),
                    Entry(listed(dict.fromkeys(filter(None, map(dated, statements))))),
                    Entry(wording),
                    Entry(f"{documents} / {len(origins(case, side.statements))}"),
                )
            )
    heads = ("question", "kind", "answer", "held by", "said", "wording", "documents / origins")
    return table("disputes", "Where sources differ", heads, rows)
