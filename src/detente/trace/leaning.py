"""What leans on a source or a statement: everything in the case that names it as its reason, or one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.case.case import Case
from detente.case.grounds import Grounds, grounds
from detente.positions.dispute import disputes
from detente.positions.table import Entry, Table, table
from detente.trace.trace import Trace
from detente.values.basis import Basis

ALONE = "on it alone"


@dataclass(frozen=True, slots=True)
class Leaning:
    """Something that leans: its kind (judgement, condition, number, ...), its id or place, what of the sources it
    cites, and what else holds it (empty where nothing does)."""

    kind: str
    id: str
    cites: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """Whether nothing else holds it."""
        return not self.others

    @property
    def told(self) -> str:
        """For reading."""
        return ALONE if self.alone else f"beside {', '.join(self.others)}"


def leaning(case: Case, names: Sequence[str]) -> list[Leaning]:
    """What leans on these sources or statements (`SOURCE`, `SOURCE/KEY`), judgements first, then conditions, numbers,
    questions, rules and registers, links between statements."""
    wanted = frozenset(names)
    found = [
        *_registers(case, wanted),
        *_questions(case, wanted),
        *_links(case, wanted),
        *_sources(case, wanted),
    ]
    return sorted(found, key=lambda item: _ORDER.index(item.kind))


_ORDER = (
    "judgement",
    "condition",
    "number",
    "forecast",
    "question",
    "fact",
    "rung",
    "procedure",
    "register",
    "statement",
    "source",
)


def _registers(case: Case, wanted: frozenset[str]) -> Iterator[Leaning]:
    process = case.process
    parts: list[tuple[str, str, object]] = [
        ("judgement", "", case.judgements),
        ("condition", "", process.conditions),
        ("number", "", case.outlook),
        ("forecast", "", case.ledger.questions if case.ledger else None),
        ("fact", "", process.facts),
        ("rung", "", process.instruments),
        ("procedure", "", case.procedures),
        *(("register", f"{name} > ", getattr(process, name)) for name in ("tracks", "missions", "guarantees")),
    ]
    for kind, prefix, value in parts:
        for place in grounds(value):
            if found := _cited(place, wanted):
                named = _named(place, kind)
                yield Leaning(kind, prefix + named, found, _others(place, wanted))


def _named(place: Grounds, kind: str) -> str:
    """The item's name, with the place in it where the basis is that of one value of several."""
    path = [part for part in place.path if part != "basis"]
    return path[0] if kind == "judgement" else " > ".join(path)


def _cited(place: Grounds, wanted: frozenset[str]) -> tuple[str, ...]:
    return tuple(basis.worded for basis in place.bases if _within(basis, wanted))


def _others(place: Grounds, wanted: frozenset[str]) -> tuple[str, ...]:
    """The rest of the basis, and of a law beside it; an unsourced rest holds nothing."""
    return tuple(b.worded for b in place.bases if not _within(b, wanted) and b.solidity)


def _within(basis: Basis, wanted: frozenset[str]) -> bool:
    return basis.source in wanted or (basis.statement or "") in wanted


def _questions(case: Case, wanted: frozenset[str]) -> Iterator[Leaning]:
    """Questions on which sources differ, by the statements of the answers."""
    for dispute in disputes(case):
        found = [key for key in dispute.statements if _leads(key, wanted)]
        others = [key for key in dispute.statements if not _leads(key, wanted)]
        if found:
            yield Leaning("question", dispute.name, tuple(found), tuple(others))


def _links(case: Case, wanted: frozenset[str]) -> Iterator[Leaning]:
    """Statements elsewhere that copy, answer or correct one of these."""
    for key, statement in case.statements.items():
        linked = (*statement.repeats, *statement.replies_to, *statement.supersedes)
        found = tuple(link for link in linked if _leads(link, wanted))
        if found and not _leads(key, wanted):
            yield Leaning("statement", key, found, ("its own passage",))


def _sources(case: Case, wanted: frozenset[str]) -> Iterator[Leaning]:
    for name, source in case.sources.items():
        found = tuple(d.from_ for d in source.depends_on if d.from_ in wanted)
        if found and name not in wanted:
            yield Leaning("source", name, found, ("its own text",))


def _leads(key: str, wanted: frozenset[str]) -> bool:
    return key in wanted or key.partition("/")[0] in wanted


def with_leaning(case: Case, trace: Trace) -> Trace:
    """The tree behind a source or a statement, followed by what leans on it; any other tree as it is."""
    if trace.id not in case.sources and trace.id not in case.statements:
        return trace
    found = leaning(case, [trace.id])
    kinds = list(dict.fromkeys(item.kind for item in found))
    parts = tuple(
        Trace("", f"{len(of_kind)} {kind}{'s' if len(of_kind) > 1 else ''}", tuple(map(_as_trace, of_kind)))
        for kind in kinds
        if (of_kind := [item for item in found if item.kind == kind])
    )
    head = Trace("", "what leans on it" if parts else "nothing leans on it", parts)
    return Trace(trace.id, trace.text, (*trace.children, head), trace.solidity)


def _as_trace(item: Leaning) -> Trace:
    own = item.kind in ("judgement", "question", "statement", "source") or " > " not in item.id
    text = f"{_short(item)} (cites {', '.join(item.cites)})"
    return Trace(item.id, text) if own else Trace("", f"{item.id}: {text}")


def leaning_table(found: Iterable[Leaning], names: Sequence[str]) -> Table:
    """For reading."""
    rows = [(Entry(item.kind), Entry.of(item.id, item.cites), Entry(_short(item))) for item in found]
    return table("leaning", f"What leans on {', '.join(names)}", ("kind", "what", "rests"), rows)


def _short(item: Leaning) -> str:
    most = 3
    more = f" and {len(item.others) - most} more" if len(item.others) > most else ""
    return ALONE if item.alone else f"beside {', '.join(item.others[:most])}{more}"
