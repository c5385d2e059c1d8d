"""What must happen in a time can happen in it.

takes: 90 days, within: 50..65 days      ->  impossible-window
closes: 2025-06-01, window: 2025-12      ->  impossible-window
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.case.procedure import Step
from detente.case.window import Fixed
from detente.checks.procedure_names import versions, written
from detente.notation.problem import Problem
from detente.notation.yaml_file import PathTo


def check(case: Case) -> Iterator[Problem]:
    """Times that leave no day; lengths counted from several things at once; versions that end before they begin."""
    for name, procedure in case.procedures.items():
        file = f"procedures/{name}.yaml"
        for path, version in versions(procedure):
            if version.from_ and version.until and version.until.start <= version.from_.start:
                yield _problem(case, file, (*path, "until"), "The version ends before it begins.")
            for key, step in version.steps.items():
                yield from _step(case, file, (*path, "steps", key), step)
        bodies = (
            (("bodies", body, "members", i), c)
            for body, b in procedure.bodies.items()
            for i, c in enumerate(b.members)
        )
        for where, count in bodies:
            if count.from_ and count.until and count.until.start <= count.from_.start:
                yield _problem(case, file, (*where, "until"), "This number ends before it begins.")


def _step(case: Case, file: str, path: PathTo, step: Step) -> Iterator[Problem]:
    for index, timed in enumerate(step.within):
        where = (*path, "within", index, "time")
        if timed.time.since is None and step.after is None:
            yield _problem(case, file, where, "It is counted from nothing.", "write: 50..65 days after STEP")
        elif (
            timed.time.since is None
            and step.after is not None
            and len(step.after.parts) > 1
            and step.after.how == "all"
        ):
            yield _problem(case, file, where, "It is counted from several steps at once.", "write: ... after STEP")
        high, low = timed.time.high, step.takes.time.low if step.takes else None
        if high is not None and low is not None and low.about_days > high.about_days:
            yield _problem(
                case, file, where, f"It takes {step.takes.time if step.takes else ''}, longer than this leaves."
            )
    if step.closes is None:
        return
    fixed = [w.date for w in step.window.when if isinstance(w, Fixed)] if step.window else []
    if (
        fixed
        and step.window
        and len(fixed) == len(step.window.when)
        and all(step.closes.last < d.start for d in fixed)
    ):
        yield _problem(case, file, (*path, "closes"), f"It closes on {step.closes.text}, before its window opens.")


def _problem(case: Case, file: str, where: PathTo, message: str, hint: str | None = None) -> Problem:
    return Problem("impossible-window", message, written(case, file, where), hint=hint)
