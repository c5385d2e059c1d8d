"""`explain ID`: the tree behind any statement, condition, question, rung, number, judgement or name of the case."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detente.case.case import Case
from detente.case.item import Item
from detente.case.origins import origins
from detente.case.process import Condition, EventKind
from detente.notation.problem import closest_name
from detente.positions.condition import ring_name
from detente.positions.dispute import Dispute, disputes, drift
from detente.positions.holding import holdings
from detente.positions.incident import incidents
from detente.positions.ladder import board, ladder
from detente.positions.speech import chain, listed, says, speaker, verb
from detente.trace.ledger import explain_question, ledger_ids
from detente.trace.outlook import explain_outlook, outlook_ids
from detente.trace.procedure import EARLIEST, explain_procedure, procedure_ids
from detente.trace.reference import class_trace
from detente.trace.trace import Trace
from detente.values.basis import Basis, Solidity


class UnknownId(ValueError):
    """Nothing in the case has this id; the message names the closest."""


def explain(case: Case, id: str) -> Trace:
    """The tree behind `id`; raise `UnknownId`. Ids: SOURCE/KEY or a statement's hash; SOURCE#place; the name of a
    condition, issue, event, instrument, INSTRUMENT.RUNG, judgement, fact, actor or source; KIND:SUBJECT of a
    dispute; article:NAME; PROCEDURE, PROCEDURE.STEP, PROCEDURE:ROUTE; earliest:NODE; of the outlook those that
    `trace.outlook` lists; ledger:EVENT."""
    finders: tuple[Callable[[Case, str], Trace | None], ...] = (
        _statement,
        _place,
        _outlook,
        _question,
        _dispute,
        _article,
        _procedure,
        _rung,
        _condition,
        _judgement,
        _fact,
        _incident,
        _instrument,
        _register,
        _issue,
        _event,
        _source,
        _actor,
    )
    for find in finders:
        if found := find(case, id):
            return found
    near = closest_name(id, known_ids(case))
    raise UnknownId(f"nothing here is called '{id}'" + (f"; closest: {near}" if near else ""))


def known_ids(case: Case) -> list[str]:
    """Everything that can be explained, but for hashes and places."""
    process = case.process
    return [
        *case.statements,
        *process.conditions,
        *case.judgements,
        *process.facts,
        *process.instruments,
        *(f"{i}.{r}" for i, item in process.instruments.items() for r in item.reached),
        *process.tracks,
        *process.missions,
        *process.guarantees,
        *process.issues,
        *process.events,
        *case.sources,
        *case.actors,
        *(dispute.name for dispute in disputes(case)),
        *(f"article:{slot.name}" for slot in board(case) if slot.statements),
        *procedure_ids(case),
        *outlook_ids(case),
        *ledger_ids(case),
    ]


def passage(case: Case, key: str, above: tuple[str, ...] = ()) -> Trace:
    """A statement as a leaf: who, through whom, what, where it stands, and what it copies."""
    s = case.statements[key]
    place = f"characters {s.at[0].chars[0]}-{s.at[0].chars[1]}" + (
        f", opening “{s.at[0].opens}”" if s.at[0].opens else ""
    )
    said = f", {s.said.text}" if s.said else ""
    text = f"{' > '.join(chain(case, key))} {verb(s)}{said}: {says(s)} ({place})"
    copies = []
    for original in s.repeats:
        if original in case.statements and original not in (key, *above):
            changed = "; ".join(f"{a} became {b}" for a, b in drift(case, key, original))
            note = f"copied from here{f', changed: {changed}' if changed else ''}"
            copies.append(Trace("", note, (passage(case, original, (key, *above)),)))
    return Trace(key, text, tuple(copies), "" if copies else "sourced")


def _statement(case: Case, id: str) -> Trace | None:
    if id not in case.statements:
        found = next((key for key, s in case.statements.items() if s.id == id), None)
        if found is None:
            return None
        id = found
    s = case.statements[id]
    known = case.known_on(id)
    issue = case.process.issues.get(s.about)
    head = passage(case, id)
    facts = [
        Trace("", f"id {s.id}; about {issue.name if issue else s.about}; entered by {s.origin}"),
        Trace("", f"usable from {known.isoformat()}, when its source had surely appeared"),
        *([Trace("", f"note: {s.note}")] if s.note else []),
    ]
    source = _source(case, id.partition("/")[0])
    return Trace(head.id, head.text, (*head.children, *facts, *([source] if source else [])), head.solidity)


def _place(case: Case, id: str) -> Trace | None:
    name, _, where = id.partition("#")
    if not where or name not in case.sources:
        return None
    return _basis(case, Basis.parse(id))


def _procedure(case: Case, id: str) -> Trace | None:
    return explain_procedure(case, id, _basis)


def _outlook(case: Case, id: str) -> Trace | None:
    return explain_outlook(case, id, _basis)


def _question(case: Case, id: str) -> Trace | None:
    return explain_question(case, id, _basis)


def _basis(case: Case, basis: Basis) -> Trace:
    if basis.statement:
        if basis.statement in case.statements:
            return passage(case, basis.statement)
        return Trace(basis.worded, "not known on this day", (), "unsourced")
    if basis.source:
        source = case.sources.get(basis.source)
        title = ", ".join(filter(None, [source.title, source.publisher])) if source else "no such source"
        return Trace(basis.worded, f"{title}, {basis.locator}", (), basis.solidity.word)
    if basis.solidity is Solidity.CLASS:
        return class_trace(basis)
    return Trace("", basis.worded, (), basis.solidity.word)


def _bases(case: Case, label: str, bases: Iterable[Basis]) -> list[Trace]:
    found = [_basis(case, basis) for basis in bases]
    return [Trace("", label, tuple(found))] if found else []


def _support(case: Case, keys: Iterable[str]) -> str:
    listed_keys = list(keys)
    documents = len({key.partition("/")[0] for key in listed_keys})
    count = len(origins(case, listed_keys))
    return (
        f"{documents} document{'s' if documents != 1 else ''}, {count} independent origin{'s' if count != 1 else ''}"
    )


def _dispute(case: Case, id: str) -> Trace | None:
    if ":" not in id:
        return None
    found = next((dispute for dispute in disputes(case) if dispute.name == id), None)
    return _of_dispute(case, found) if found else None


def _of_dispute(case: Case, dispute: Dispute) -> Trace:
    sides = tuple(
        Trace(
            "", f"{side.answer} ({_support(case, side.statements)})", tuple(passage(case, k) for k in side.statements)
        )
        for side in dispute.sides
    )
    return Trace(dispute.name, dispute.asks, sides)


def _article(case: Case, id: str) -> Trace | None:
    for slot in board(case):
        if slot.statements and id == f"article:{slot.name}":
            text = f"{slot.title} ({_support(case, slot.statements)})"
            return Trace(id, text, tuple(passage(case, key) for key in slot.statements))
    return None


def _rung(case: Case, id: str) -> Trace | None:
    instrument, _, rung = id.partition(".")
    if instrument not in case.process.instruments or rung not in case.process.ladder:
        return None
    step = next(step for step in ladder(case, instrument) if step.name == rung)
    title = case.process.instruments[instrument].title
    reached = case.process.instruments[instrument].reached.get(rung)
    text = f"{title}: {rung.replace('-', ' ')} is {step.state}{f' since {step.since}' if step.since else ''}"
    waits = [found for key in step.waits_for if (found := _condition(case, key))]
    return Trace(id, text, (*(_basis(case, b) for b in (reached.basis if reached else ())), *waits))


def _condition(case: Case, id: str) -> Trace | None:
    condition = case.process.conditions.get(id)
    if condition is None:
        return None
    parts = [
        *_bases(case, f"held by {listed(case.name(a) for a in condition.holder)}", condition.basis),
        *_bases(case, f"must act: {listed(case.name(a) for a in condition.must_act)}", condition.must_act_basis),
        *_bases(case, f"status {condition.status}", condition.status_basis),
        *(_of_dispute(case, d) for d in disputes(case) if d.subject == condition.issue),
    ]
    if condition.met_by and (dated := explain_procedure(case, f"{EARLIEST}condition:{id}", _basis)):
        parts.append(dated)
    return Trace(id, _told(condition), tuple(parts))


def _told(condition: Condition) -> str:
    gates = f", gates {condition.gates}" if condition.gates else ", gates nothing by itself"
    return f"{condition.name}: {ring_name(condition.ring)}{gates}, {condition.status}"


def _judgement(case: Case, id: str) -> Trace | None:
    judgement = case.judgements.get(id)
    if judgement is None:
        return None
    keys = [b.statement for b in judgement.basis if b.statement and b.statement in case.statements]
    text = (
        f"{judgement.says} (judgement by {judgement.by}; confidence {judgement.confidence}; {_support(case, keys)})"
    )
    return Trace(id, text, tuple(_basis(case, b) for b in judgement.basis))


def _fact(case: Case, id: str) -> Trace | None:
    fact = case.process.facts.get(id)
    if fact is None:
        return None
    spread = f", range {fact.range}" if fact.range else ""
    date = f", {fact.date.text}" if fact.date else ""
    why = [Trace("", f"why: {fact.why}")] if fact.why else []
    return Trace(id, f"{fact.says}: {fact.value}{spread}{date}", (*(_basis(case, b) for b in fact.basis), *why))


def _incident(case: Case, id: str) -> Trace | None:
    event = case.process.events.get(id)
    if event is None or event.kind is not EventKind.INCIDENT:
        return None
    found = next((incident for incident in incidents(case) if incident.event == id), None)
    if found is None:
        return None
    columns = (
        ("claimed", found.claimed),
        ("denied", found.denied),
        ("observed", found.observed),
        ("adjudicated", found.adjudicated),
    )
    parts = tuple(
        Trace("", label if keys else f"{label}: by nobody", tuple(passage(case, key) for key in keys))
        for label, keys in columns
    )
    return Trace(id, f"{found.name}: {found.status}", parts)


def _instrument(case: Case, id: str) -> Trace | None:
    item = case.process.instruments.get(id)
    if item is None:
        return None
    rungs = [found for rung in item.reached if (found := _rung(case, f"{id}.{rung}"))]
    refers = [
        Trace("", f"refers to {reference.to}", tuple(_basis(case, b) for b in reference.basis))
        for reference in item.refers_to
    ]
    own = [_basis(case, b) for b in item.basis]
    return Trace(id, f"{item.title} ({item.kind})", (*own, *rungs, *refers))


def _register(case: Case, id: str) -> Trace | None:
    for register in ("tracks", "missions", "guarantees"):
        item: Item | None = getattr(case.process, register).get(id)
        if item is not None:
            holder = str(getattr(item, "actor", None) or getattr(item, "guarantor", id))
            name = getattr(item, "name", None) or case.name(holder)
            bases: tuple[Basis, ...] = getattr(item, "basis", ())
            return Trace(id, f"{name} ({register.removesuffix('s')})", tuple(_basis(case, b) for b in bases))
    return None


def _issue(case: Case, id: str) -> Trace | None:
    issue = case.process.issues.get(id)
    if issue is None:
        return None
    held = tuple(
        Trace(
            "",
            f"{case.name(h.holder)}: {h.stance.value if h.stance else 'states'}",
            tuple(passage(case, key) for key in h.cites),
        )
        for h in holdings(case, id)
    )
    differing = [_of_dispute(case, d) for d in disputes(case) if d.subject.partition(":")[0] == id]
    return Trace(id, issue.asks or issue.name, (*held, *differing))


def _event(case: Case, id: str) -> Trace | None:
    event = case.process.events.get(id)
    if event is None:
        return None
    keys = [key for key, s in case.statements.items() if id in s.event]
    dates = listed(dict.fromkeys(s.when.text for key in keys if (s := case.statements[key]).when))
    return Trace(id, f"{event.name}{f': {dates}' if dates else ''}", tuple(passage(case, key) for key in keys))


def _source(case: Case, id: str) -> Trace | None:
    source = case.sources.get(id)
    if source is None:
        return None
    published = source.published.text if source.published else "undated"
    by = listed(filter(None, [source.publisher, *source.authors])) or "no publisher or author known"
    parts = [Trace("", f"date: {source.published_basis}")] if source.published_basis else []
    parts += [Trace("", f"{d.how} of {d.from_}, credited: {d.credited}") for d in source.depends_on]
    if source.perspective:
        parts.append(Trace("", f"descriptor: {source.perspective}; grade {source.reliability}"))
    return Trace(id, f"{source.title or 'untitled'}; {by}; {published}", tuple(parts))


def _actor(case: Case, id: str) -> Trace | None:
    actor = case.actors.get(id)
    if actor is None:
        return None
    party = case.party_of(id)
    for_whom = f", speaks for {case.name(party)}" if party and party != id else ""
    keys = [key for key, s in case.statements.items() if id in s.by]
    shown = [
        f"{speaker(case, case.statements[k])} {verb(case.statements[k])}: {says(case.statements[k])}" for k in keys
    ]
    return Trace(
        id,
        f"{case.name(id)} ({actor.kind}{for_whom}), {len(keys)} statements",
        tuple(Trace(key, text) for key, text in zip(keys, shown, strict=True)),
    )
