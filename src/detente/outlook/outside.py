"""What stands outside the process of a case, for reading: drivers, their causes, closing windows, the two parties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from detente.case.case import Case
from detente.case.driver import Driver
from detente.case.origins import origins
from detente.case.outlook import OutlookFile
from detente.case.preference import Period
from detente.outlook.case_waiver import period_on
from detente.outlook.evidence import Followed, since
from detente.outlook.naming import goal_name
from detente.outlook.result import percent
from detente.positions.table import Entry, Table, table
from detente.values.basis import Basis


def drivers_table(case: Case, file: OutlookFile, found: Followed) -> Table:
    """Every driver: what is believed of it now, since when it is followed, its past, and what speaks against."""
    rows = []
    for name, driver in file.drivers.items():
        odds = ", ".join(f"{state} {percent(share)}" for state, share in found.beliefs[name].items())
        past = "; ".join(f"{p.state} from {p.since}" for p in driver.history)
        basis = [*driver.basis, *(b for f in driver.odds.values() for b in f.basis)]
        rows.append(
            [
                Entry.of(driver.name, _cites(basis)),
                Entry(odds),
                Entry(f"{since(file, driver).isoformat()}{_age(case, driver, _last_word(file, found, name))}"),
                Entry(past),
                Entry.of(_origins(case, driver.against), _cites(driver.against)),
            ]
        )
    heads = ("driver", "now", "followed from", "before", "against")
    return table("outlook-drivers", "Drivers", heads, rows)


def causes_table(case: Case, file: OutlookFile) -> Table:
    """Every declared effect: cause, what it moves, which way, by how much, on how many independent origins."""
    rows = [
        [
            Entry(cause),
            Entry(moved),
            Entry(way),
            Entry(size),
            Entry.of(_origins(case, basis), _cites(basis)),
        ]
        for cause, moved, way, size, basis in _causes(case, file)
    ]
    heads = ("cause", "what it moves", "way", "size", "evidence")
    note = "Evidence counts independent origins; none means that the effect is a judgement alone."
    return table("outlook-causes", "What moves what", heads, rows, note)


def windows_table(case: Case, file: OutlookFile, found: Followed, horizons: Sequence[dt.date]) -> Table:
    """Windows that close: by whom, when or how likely by the horizons, and how many independent origins say so."""
    rows = []
    for window in file.windows.values():
        if window.driver is not None and window.state is not None:
            odds = [found.on(window.driver, day)[window.state] for day in horizons]
            when = [percent(share) for share in odds]
            moved = f"{file.drivers[window.driver].name}: {window.state}"
        else:
            assert window.day is not None
            when = ["closed" if window.day.last <= day else "open" for day in horizons]
            moved = f"on {window.day}"
        whose = ", ".join(case.name(actor) for actor in window.whose)
        cites = [Entry.of(_origins(case, window.basis), _cites(window.basis))]
        rows.append([Entry(window.name), Entry(whose), Entry(moved), *map(Entry, when), *cites])
    heads = ("window", "whose", "closes with", *(f"by {day.isoformat()}" for day in horizons), "evidence")
    note = "The chance that the state holds on that day. A text quoted twice is one origin."
    return table("outlook-windows", "Windows that close", heads, rows, note)


def parties_table(case: Case, file: OutlookFile) -> Table:
    """Haste and strength of the parties by period, with passages for and against; the period that holds is marked."""
    rows = []
    for name, party in file.parties.items():
        for key, periods in (("haste", party.haste), ("strength", party.strength)):
            holds = period_on(periods, case.day)
            for index, period in enumerate(periods):
                rows.append(_period(case, name, key, period, holds=index == holds))
    heads = ("party", "number", "from", "value", "for", "against")
    note = "Haste: the rate at which a party discounts what comes later. Strength: its weight beside the other's."
    return table("outlook-parties", "What time is worth to the parties", heads, rows, note)


def stale(case: Case, file: OutlookFile, found: Followed) -> list[str]:
    """Drivers of which the last word is older than the age from which it is out of date, in words."""
    return [
        f"What is known of '{driver.name}' is of {_last_word(file, found, name)}, older than {driver.stale_after}."
        for name, driver in file.drivers.items()
        if _is_stale(case, driver, _last_word(file, found, name))
    ]


def _last_word(file: OutlookFile, found: Followed, name: str) -> dt.date:
    """The day of the start, or the last day on which an indicator was met."""
    met = [shift.sighting.known for shift in found.shifts if shift.driver == name]
    return max([since(file, file.drivers[name]), *met])


def _is_stale(case: Case, driver: Driver, last: dt.date) -> bool:
    if driver.stale_after is None:
        return False
    return driver.stale_after.low.after(last.toordinal()) < case.day.toordinal()


def _age(case: Case, driver: Driver, last: dt.date) -> str:
    if driver.stale_after is None:
        return ""
    return " (out of date)" if _is_stale(case, driver, last) else f" (good for {driver.stale_after})"


def _causes(case: Case, file: OutlookFile) -> Iterator[tuple[str, str, str, str, tuple[Basis, ...]]]:
    for driver in file.drivers.values():
        for pace in driver.pace:
            cause = f"{file.drivers[pace.driver].name}: {pace.state}"
            yield cause, f"the pace of {driver.name}", *_way(pace.factor.best), _size(pace), pace.basis
    for effect in file.effects:
        cause = f"{file.drivers[effect.driver].name}: {effect.state}"
        if effect.odds is not None:
            yield cause, goal_name(case, effect.on), "=", f"odds {effect.odds} ({effect.range})", effect.basis
        elif effect.factor is not None:
            yield cause, goal_name(case, effect.on), *_way(effect.factor.best), _size(effect), effect.basis
    for name, hazard in file.hazards.items():
        for met in hazard.once_met:
            yield (
                f"{goal_name(case, met.met)}: met",
                name.replace("-", " "),
                *_way(met.factor.best),
                _size(met),
                met.basis,
            )


def _way(factor: float | None) -> tuple[str]:
    return ("+" if (factor or 1.0) > 1.0 else "-" if (factor or 1.0) < 1.0 else "=",)


def _size(item: object) -> str:
    factor, spread = getattr(item, "factor", None), getattr(item, "range", None)
    return f"times {factor}" + (f" ({spread})" if spread else "")


def _period(case: Case, name: str, key: str, period: Period, *, holds: bool) -> list[Entry]:
    value = f"{period.value}" + (f" ({period.range})" if period.range else "")
    return [
        Entry(case.name(name)),
        Entry(key),
        Entry(f"{period.since}{' (holds)' if holds else ''}"),
        Entry(value),
        Entry.of(_origins(case, period.basis), _cites(period.basis)),
        Entry.of(_origins(case, period.against), _cites(period.against)),
    ]


def _origins(case: Case, basis: Sequence[Basis]) -> str:
    """How many independent origins the statements have."""
    count = len(origins(case, [b.statement for b in basis if b.statement in case.statements and b.statement]))
    return f"{count} origin{'s' if count != 1 else ''}" if count else ("judgement" if basis else "")


def _cites(basis: Sequence[Basis]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(b.worded for b in basis if b.statement))
