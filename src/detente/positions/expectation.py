"""What an analyst asserts must come out, held against what does."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.as_of import LaterThanCase, as_of
from detente.case.case import Case
from detente.case.meta import Expectation
from detente.notation.problem import Place, Problem, closest_name
from detente.positions.measure import MEASURES, UnknownSubject


def unmet(case: Case) -> Iterator[Problem]:
    """Expectations that do not hold, with what came out instead."""
    for index, expectation in enumerate(case.expectations):
        place = case.place_of("expect.yaml", (index, "measure"))
        measure = MEASURES.get(expectation.measure)
        if measure is None:
            near = closest_name(expectation.measure, MEASURES)
            yield Problem(
                "unknown-measure",
                f"There is no measure '{expectation.measure}'.",
                place,
                closest=near,
                hint=None if near else f"measures: {', '.join(MEASURES)}",
            )
            continue
        yield from _held(case, expectation, index, place)


def _held(case: Case, expectation: Expectation, index: int, place: Place) -> Iterator[Problem]:
    try:
        at = as_of(case, expectation.as_of.last) if expectation.as_of else case
        found = MEASURES[expectation.measure](at, expectation.of or "")
    except LaterThanCase as error:
        yield Problem("later-than-case", f"{str(error)[:1].upper()}{str(error)[1:]}.", place)
        return
    except (UnknownSubject, ValueError):
        yield Problem(
            "unknown-subject",
            f"'{expectation.measure}' cannot be measured of '{expectation.of}'."
            if expectation.of
            else f"'{expectation.measure}' needs what it is measured of (of:).",
            case.place_of("expect.yaml", (index, "of" if expectation.of else "measure")),
        )
        return
    if sorted(found) != sorted(expectation.is_):
        yield Problem(
            "unmet-expectation",
            f"Expected {', '.join(expectation.is_)}; found {', '.join(found) or 'nothing'}.",
            case.place_of("expect.yaml", (index, "is")),
            hint=expectation.why,
        )
