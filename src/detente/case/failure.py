"""What a failed step leads to: `end`, `retry`, `retry after 1 year`, `back to STEP after 6 months`, `route
NAME`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from detente.case.delay import Span

_FORM = re.compile(
    r"(?:(end)|(retry)|back to ([a-z0-9][a-z0-9-]*)|route ([a-z0-9][a-z0-9-]*))(?: after (.+))?\Z", re.ASCII
)


class Outcome(StrEnum):
    """What happens."""

    END = "end"
    RETRY = "retry"
    BACK = "back"
    ROUTE = "route"


class BadFailure(ValueError):
    """The text is no outcome in the notation above."""


@dataclass(frozen=True, slots=True)
class Failure:
    """`target` is the step to go back to, or the route."""

    worded: str
    outcome: Outcome
    target: str | None = None
    wait: Span | None = None

    @classmethod
    def parse(cls, text: str) -> Failure:
        """Read the notation above; raise `BadFailure` or `BadDelay`."""
        form = _FORM.match(text.strip())
        if not form:
            raise BadFailure(
                f"'{text}' is no outcome; write end, retry, retry after 1 year, back to STEP or route NAME"
            )
        end, retry, back, route, wait = form.groups()
        if end and wait:
            raise BadFailure("after 'end' there is nothing to wait for")
        outcome = Outcome.END if end else Outcome.RETRY if retry else Outcome.BACK if back else Outcome.ROUTE
        return cls(text.strip(), outcome, back or route, Span.parse(wait) if wait else None)

    def __str__(self) -> str:
        return self.worded
