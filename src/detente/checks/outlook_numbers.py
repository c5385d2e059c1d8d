"""What an outlook rests on was known when it was made, and its numbers are numbers.

made: 2031-06-01, basis: courier/c30 (15 June)    ->  impossible-order
odds: {value: 130%, basis: assumed by N. N.}      ->  bad-quantity
odds: {cold: {value: 0.5}, warm: {value: 0.3}}    ->  odds-sum
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from detente.case.case import Case
from detente.case.driver import Driver
from detente.case.figure import Figure, Reasoned
from detente.case.item import Item
from detente.case.outlook import OutlookFile
from detente.checks.outlook_names import FILE, at
from detente.notation.problem import Problem, Severity
from detente.notation.yaml_file import PathTo
from detente.values.basis import Solidity
from detente.values.quantity import Quantity
from detente.values.unit import BadUnit

NUMBERS = ("value", "rate", "factor", "odds")
NO_ODDS = ("parties", "indicators")
"""Parts whose values are no chances."""


def check(case: Case) -> Iterator[Problem]:
    """Bases, reasons, ranges, sums and days of the outlook."""
    outlook = case.outlook
    if outlook is None:
        return
    if outlook.made.last > case.day:
        yield Problem("impossible-order", "The outlook is made after the day on which the case ends.",
                      case.place_of(FILE, ("made",)))  # fmt: skip
    yield from _horizons(case, outlook)
    for path, item in _reasoned(outlook, ()):
        yield from _rests(case, outlook, path, item)
        yield from _ranges(case, path, item)
    for name, driver in outlook.drivers.items():
        yield from _driver(case, outlook, driver, ("drivers", name))


def _horizons(case: Case, outlook: OutlookFile) -> Iterator[Problem]:
    for index, day in enumerate(outlook.horizons):
        if day.last <= outlook.made.last:
            place = case.place_of(FILE, at(outlook.horizons, "horizons", index))
            text = f"{day} is not after the day on which the outlook was made, {outlook.made}."
            yield Problem("horizon-in-the-past", text, place, hint="an outlook speaks of a later day")


def _driver(case: Case, outlook: OutlookFile, driver: Driver, path: PathTo) -> Iterator[Problem]:
    if (driver.start is None) == (not driver.odds):
        text = "A driver starts in one state (start:) or with the odds of each (odds:), not both."
        yield Problem("no-start", text, case.place_of(FILE, path, of_key=True))
    if driver.odds:
        yield from _sum(case, driver.odds, (*path, "odds"))
    for index, redrawn in enumerate(driver.redrawn):
        yield from _sum(case, redrawn.odds, (*path, *at(driver.redrawn, "redrawn", index), "odds"))
    for index, move in enumerate(driver.moves):
        if move.from_ == move.to:
            place = case.place_of(FILE, (*path, *at(driver.moves, "moves", index), "to"))
            yield Problem("move-to-itself", "A move from a state to itself moves nothing.", place)
    if driver.since is not None and driver.since.last > outlook.made.last:
        text = "The start speaks of a day after that on which the outlook was made."
        yield Problem("impossible-order", text, case.place_of(FILE, (*path, "since")))


def _sum(case: Case, odds: Mapping[str, Figure], path: PathTo) -> Iterator[Problem]:
    values = [_share(figure.value) for figure in odds.values()]
    if None not in values and abs(sum(v for v in values if v is not None) - 1.0) > 0.005:
        total = sum(v for v in values if v is not None)
        text = f"The odds of the states add up to {total:g}, not to 1."
        yield Problem("odds-sum", text, case.place_of(FILE, path, of_key=True))


def _share(value: Quantity) -> float | None:
    return None if value.best is None else value.best / 100 if str(value.unit) == "%" else value.best


def _reasoned(item: Item, path: PathTo) -> Iterator[tuple[PathTo, Reasoned]]:
    """Every part that has a basis, with its place."""
    if isinstance(item, Reasoned):
        yield path, item
    for name, info in type(item).model_fields.items():
        value, key = getattr(item, name), info.alias or name
        parts: Iterable[tuple[PathTo, object]] = ()
        if isinstance(value, Item):
            parts = [((key,), value)]
        elif isinstance(value, dict):
            parts = [((key, inner), part) for inner, part in value.items()]
        elif isinstance(value, tuple):
            parts = [(at(value, key, index), part) for index, part in enumerate(value)]
        for steps, part in parts:
            if isinstance(part, Item):
                yield from _reasoned(part, (*path, *steps))


def _rests(case: Case, outlook: OutlookFile, path: PathTo, item: Reasoned) -> Iterator[Problem]:
    place = case.place_of(FILE, (*path, "basis"))
    solidities = {basis.solidity for basis in item.basis}
    if not item.basis or Solidity.UNSOURCED in solidities:
        name = " > ".join(str(step) for step in path)
        yield Problem("number-without-basis", f"The number '{name}' has no basis yet.", place, Severity.WARNING)
    if Solidity.ASSUMED in solidities and not item.why:
        yield Problem("assumption-without-reason", "An assumption says why (why:).", place)
    for basis in (*item.basis, *getattr(item, "against", ())):
        known = basis.statement in case.statements and basis.source in case.sources
        if known and case.known_on(str(basis.statement)) > outlook.made.last:
            text = f"'{basis}' was not yet known on the day on which the outlook was made."
            yield Problem("impossible-order", text, place, others=())


def _ranges(case: Case, path: PathTo, item: Reasoned) -> Iterator[Problem]:
    """A value lies within its range; odds lie within 0 and 1; nothing is below zero, and a ratio is above it."""
    spread = getattr(item, "range", None)
    for key in NUMBERS:
        value = getattr(item, key, None)
        if not isinstance(value, Quantity):
            continue
        place = case.place_of(FILE, (*path, key))
        try:
            wide = spread.to(str(value.unit)) if isinstance(spread, Quantity) else value
        except BadUnit as error:
            yield Problem("bad-quantity", f"{error}.", place)
            continue
        if value.best is None:
            yield Problem("bad-quantity", f"'{value.worded}' is no single number; its range stands beside.", place)
        elif not 0 <= wide.low <= value.best <= wide.high:
            text = f"The value {value.best:g} lies outside {wide.low:g}..{wide.high:g}."
            if value.best < 0 or wide.low < 0:
                text = f"A {'rate' if key == 'rate' else 'number'} here is not below zero."
            yield Problem("bad-quantity", text, place)
        elif path[0] not in NO_ODDS and key in ("value", "odds") and wide.high > _most(value):
            yield Problem("bad-quantity", "Odds lie between 0 and 1.", place)
        elif path[0] in NO_ODDS and wide.low <= 0:
            yield Problem("bad-quantity", "This number is above zero, also at the lower end of its range.", place)


def _most(value: Quantity) -> int:
    return 100 if str(value.unit) == "%" else 1
