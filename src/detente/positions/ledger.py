"""The ledger: statements by column, each with its chain of hands and its place in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detente.case.act import Column
from detente.case.case import Case
from detente.case.origins import origins
from detente.case.statement import Statement
from detente.positions.speech import chain, dated, listed, says, speaker, verb
from detente.positions.table import Entry, Table, table


def ledger(case: Case, column: Column | None = None) -> list[str]:
    """Keys of the statements in a column, or of all; superseded ones are left out."""
    return [key for key, s in case.standing.items() if column is None or s.column is column]


def ledger_table(case: Case, column: str | None = None) -> Table:
    """For reading; `column` is one of the columns of `case.act`."""
    wanted = Column(column) if column else None
    return _statements("ledger", f"Ledger{f': {column}' if column else ''}", case, ledger(case, wanted))


def issue_table(case: Case, issue: str) -> Table:
    """Everything on an issue and the issues under it, by source."""
    under = {issue} | {name for name, item in case.process.issues.items() if item.of == issue}
    keys = [key for key in ledger(case) if case.statements[key].about in under]
    return _statements("issue", f"Issue: {case.process.issues[issue].name}", case, keys)


def actor_table(case: Case, actor: str) -> Table:
    """What an actor said, was asked, and is named in."""
    keys = [
        key
        for key in ledger(case)
        if actor in {*(s := case.statements[key]).by, *s.to, *s.entity, *s.needs, *s.via} or s.forum == actor
    ]
    return _statements("actor", f"Actor: {case.name(actor)}", case, keys)


def _statements(name: str, title: str, case: Case, keys: Iterable[str]) -> Table:
    rows = []
    for key in keys:
        s = case.statements[key]
        rows.append(
            (
                Entry.of(key, key),
                Entry(speaker(case, s)),
                Entry(verb(s)),
                Entry.of(says(s), key),
                Entry(dated(s)),
                Entry(" > ".join(chain(case, key))),
            )
        )
    return table(name, title, ("id", "who", "act", "what", "said", "through"), rows)


def omissions_table(case: Case) -> Table:
    """What sources say is not in an instrument, with the other track if there is one. Absence is a claim."""
    rows = []
    for issue, keys in _by_issue(case, lambda s: s.omitted_from is not None).items():
        tracks = [t for t in case.process.tracks.values() if t.issue == issue]
        rows.append(
            (
                Entry.of(case.process.issues[issue].name, keys),
                Entry(listed(dict.fromkeys(speaker(case, case.statements[key]) for key in keys))),
                Entry.of(listed(t.name for t in tracks), (b.worded for t in tracks for b in t.basis)),
                Entry(f"{len({key.partition('/')[0] for key in keys})} / {len(origins(case, keys))}"),
            )
        )
    heads = ("not in the text", "according to", "other track", "documents / origins")
    return table("omissions", "What sources say the text leaves out", heads, rows)


def silences_table(case: Case) -> Table:
    """Reported silences, each with the time it covers."""
    rows = [
        (
            Entry.of(speaker(case, s), key),
            Entry.of(s.says, key),
            Entry(s.window.text if s.window else ""),
            Entry(" > ".join(chain(case, key))),
        )
        for key in ledger(case, Column.SILENCE)
        for s in (case.statements[key],)
    ]
    return table("silences", "Who has not spoken", ("who", "on what", "covers", "reported by"), rows)


def forecasts_table(case: Case) -> Table:
    """Forecasts that sources make, each with its horizon or `no horizon`."""
    rows = [
        (
            Entry.of(listed(chain(case, key)), key),
            Entry.of(says(s), key),
            Entry(s.when.text if s.when else "no horizon"),
            Entry(s.modality.value if s.modality else ""),
        )
        for key in ledger(case, Column.FORECAST)
        for s in (case.statements[key],)
    ]
    return table("forecasts", "Forecasts made by sources", ("who", "what", "due", "put as"), rows)


def advice_table(case: Case) -> Table:
    """Who advises whom to do what; conflicting answers to one issue are marked."""
    keys = ledger(case, Column.ADVICE)
    answers: dict[str, set[str]] = {}
    for key in keys:
        if value := case.statements[key].value:
            answers.setdefault(case.statements[key].about, set()).add(value)
    rows = []
    for key in keys:
        s = case.statements[key]
        conflict = len(answers.get(s.about, ())) > 1 and s.value
        rows.append(
            (
                Entry.of(speaker(case, s), key),
                Entry(listed(case.name(actor) for actor in s.to)),
                Entry.of(says(s), key),
                Entry(case.process.issues[s.about].name),
                Entry("conflicts with other advice" if conflict else ""),
            )
        )
    note = "None of this is the tool's view."
    return table("advice", "Advice made by sources", ("by", "to", "what", "on", "conflict"), rows, note)


def wordings_table(case: Case, event: str) -> Table:
    """How each source words one event; ours is the house wording. Quotations stay as they are."""
    rows = []
    for key in ledger(case):
        s = case.statements[key]
        if event in s.event and s.wording:
            rows.append(
                (
                    Entry(key.partition("/")[0]),
                    Entry(speaker(case, s)),
                    Entry.of(listed(f"“{w}”" for w in s.wording), key),
                )
            )
    item = case.process.events[event]
    note = f"House wording: {item.house_wording}." if item.house_wording else None
    return table("wordings", f"Wording: {item.name}", ("source", "who", "words"), rows, note)


def durations_table(case: Case, issue: str) -> Table:
    """Lengths of time, each with what it measures; different scopes stand side by side."""
    rows = []
    for scope, keys in _grouped(case, issue).items():
        values = listed(dict.fromkeys(case.statements[key].value or "" for key in keys))
        rows.append(
            (
                Entry(scope or "scope not stated"),
                Entry.of(values, keys),
                Entry(f"{len(keys)} / {len(origins(case, keys))}"),
            )
        )
    title = f"Length: {case.process.issues[issue].name}"
    return table("durations", title, ("scope", "length", "statements / origins"), rows)


def _grouped(case: Case, issue: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, s in case.about(issue):
        if s.value:
            groups.setdefault(s.scope or "", []).append(key)
    return groups


def forums_table(case: Case) -> Table:
    """Forum by who brings or names it, with the year."""
    rows = []
    for key in ledger(case):
        s = case.statements[key]
        if s.forum:
            when = s.when or s.said
            rows.append(
                (
                    Entry.of(case.name(s.forum), key),
                    Entry(listed(case.name(actor) for actor in (s.entity or s.by))),
                    Entry(when.text if when else ""),
                    Entry.of(s.says, key),
                )
            )
    return table("forums", "Forums", ("forum", "who", "when", "what"), rows)


def _by_issue(case: Case, wanted: Callable[[Statement], bool]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key in ledger(case):
        if wanted(case.statements[key]):
            groups.setdefault(case.statements[key].about, []).append(key)
    return groups
