"""From a case to a brief: sections in order, citations numbered as they appear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from detente import __version__
from detente.brief.document import Brief, Citation, Section, cites_of
from detente.brief.prospect import Prospect, prospect
from detente.brief.sections.annex import annex
from detente.brief.sections.blocks import blocks
from detente.brief.sections.bottom_line import bottom_line
from detente.brief.sections.calendar import next_ninety_days
from detente.brief.sections.changed import changed
from detente.brief.sections.disagreement import disagreement
from detente.brief.sections.gaps import gaps
from detente.brief.sections.judgements import judgements
from detente.brief.sections.method import method
from detente.case.case import Case
from detente.positions.speech import chain, listed, says, verb
from detente.values.basis import Basis
from detente.values.canonical import content_id

DAYS_BACK = 30

Builder = Callable[[Case, str], Section | None]


def compose(case: Case, *, since: date | None = None) -> Brief:
    """The brief of a case as of its own day, compared with `since` (30 days earlier by default). The same case gives
    the same brief, to the byte, in every format."""
    before = since or date.fromordinal(max(1, case.day.toordinal() - DAYS_BACK))
    found, trouble = _prospect(case)
    builders: tuple[Builder, ...] = (
        lambda c, n: bottom_line(c, n, found),
        lambda c, n: changed(c, n, before, found),
        lambda c, n: judgements(c, n, found),
        lambda c, n: _outlook(n, found, trouble),
        blocks,
        next_ninety_days,
        disagreement,
        lambda c, n: _what_ifs(n, found),
        lambda c, n: _to_watch(n, found),
        lambda c, n: gaps(c, n, found),
        lambda c, n: method(c, n, found),
    )
    body: list[Section] = []
    for build in builders:
        if section := build(case, str(len(body) + 1)):
            body.append(section)
    back = annex(case, found)
    order = list(dict.fromkeys(cite for section in (*body, *back) for cite in cites_of(section)))
    citations = tuple(citation(case, number, cite) for number, cite in enumerate(order, start=1))
    return Brief(
        title=case.meta.title,
        header=_header(case),
        sections=tuple(body),
        annex=tuple(back),
        citations=citations,
        stamp=f"détente {__version__}, case {fingerprint(case)}",
        numbers={citation.id: citation.number for citation in citations},
        events=found.events if found else {},
    )


def _prospect(case: Case) -> tuple[Prospect | None, str]:
    """The outlook; or the first reason why it cannot be drawn."""
    if case.outlook is None:
        return None, ""
    from detente.outlook.problem import InvalidModel

    try:
        return prospect(case), ""
    except InvalidModel as error:
        return None, str(error)


def _outlook(number: str, found: Prospect | None, trouble: str) -> Section | None:
    if found is None and not trouble:
        return None
    from detente.brief.sections.outlook import no_outlook, outlook

    return outlook(found, number) if found else no_outlook(number, trouble)


def _what_ifs(number: str, found: Prospect | None) -> Section | None:
    if found is None:
        return None
    from detente.brief.sections.what_ifs import what_ifs

    return what_ifs(found, number)


def _to_watch(number: str, found: Prospect | None) -> Section | None:
    if found is None:
        return None
    from detente.brief.sections.watch import to_watch

    return to_watch(found, number)


def fingerprint(case: Case) -> str:
    """A hash of the files that the case was read from: two briefs with the same one rest on the same case."""
    return content_id({name: file.text for name, file in case.files.items()})


def _header(case: Case) -> tuple[tuple[str, str], ...]:
    return (
        ("As of", case.meta.as_of.text),
        ("Parties", listed(case.name(party) for party in case.meta.parties)),
        ("Handling", case.meta.handling),
        ("Case", fingerprint(case)),
        ("Made with", f"détente {__version__}"),
    )


def citation(case: Case, number: int, cite: str) -> Citation:
    """A statement or place as it stands in the list of what is cited."""
    basis = Basis.parse(cite)
    source = case.sources.get(basis.source or "")
    title = (source.title or "untitled") if source else ""
    publisher = listed(filter(None, [source.publisher])) if source else ""
    named = ", ".join(filter(None, [title, publisher]))
    descriptor = (source.perspective or "") if source else ""
    if basis.statement and basis.statement in case.statements:
        s = case.statements[basis.statement]
        start, end = s.at[0].chars
        where = f"characters {start}-{end}" + (f", “{s.at[0].opens} …”" if s.at[0].opens else "")
        told = f"{' > '.join(chain(case, basis.statement))} {verb(s)}: {says(s)}"
        return Citation(number, cite, f"{basis.source}: {named}", where, told, descriptor)
    return Citation(number, cite, f"{basis.source}: {named}", basis.locator or "", "", descriptor)
