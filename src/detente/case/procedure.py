"""procedures/NAME.yaml: the steps that a matter must go through, who acts, who can stop it, and when.

    title: Amendment of the Constitution of Arland
    steps:
      sent:
        does: the house sends the draft to a vote
        body: house
        majority: {needs: 2/3 of members, law: constitution-arland#Art. 202(1)}
      vote:
        does: popular vote
        body: voters
        after: sent
        within: {time: 50..65 days after sent, law: constitution-arland#Art. 206}
        passes: [majority of participants, 1/4 of electorate]

Every value names its law (`law:`, for practice `basis:`), or stands as `unsourced`; a value without its own
takes its step's. What holds only for a time carries `from:` and `until:`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from detente.case.delay import Span
from detente.case.failure import Failure
from detente.case.item import (
    ActorId,
    Amount,
    Day,
    Id,
    IssueId,
    Item,
    OneOrMore,
    Ref,
    RestsOn,
    RungId,
    Text,
    Whole,
    YesNo,
)
from detente.case.meta import ConfidenceLevel
from detente.case.needs import Needs
from detente.case.share import Share
from detente.case.source import Source
from detente.case.window import Recurrence, parse_window
from detente.values.basis import Basis

M = TypeVar("M", bound=Item)


def _text(parser: Callable[[str], Any]) -> PlainValidator:
    def read(value: object) -> object:
        if not isinstance(value, str):
            if value.__class__.__module__.startswith("detente."):
                return value
            raise ValueError("a plain text is expected here")
        return parser(value)

    return PlainValidator(read)


def _short(key: str, model: Any, *, many: bool = False) -> BeforeValidator:
    """A text alone stands for the item's main value."""

    def read(value: object) -> object:
        if isinstance(value, list):
            return [read(part) for part in value]
        return {key: value} if isinstance(value, str) else value

    one = str | model
    return BeforeValidator(read, json_schema_input_type=one | list[one] if many else one)  # type: ignore[valid-type]


def _window_texts(value: object) -> object:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list | tuple) or not texts:
        raise ValueError("a window or a list of windows is expected here")
    return tuple(parse_window(text) if isinstance(text, str) else text for text in texts)


BodyId = Annotated[Id, Ref("body or actor")]
NeedsText = Annotated[
    Needs,
    PlainValidator(Needs.read),
    WithJsonSchema(
        {
            "description": "STEP, [STEP, STEP] for all, {any: [STEP, STEP]}; also PROCEDURE.STEP, INSTRUMENT.RUNG",
            "anyOf": [{"type": "string"}, {"type": "array"}, {"type": "object"}],
        }
    ),
]
ShareText = Annotated[
    Share,
    _text(Share.parse),
    WithJsonSchema(
        {"type": "string", "description": "2/3 of members, majority of votes, 1/4 of electorate, 95 of members"}
    ),
]
SpanText = Annotated[
    Span,
    _text(Span.parse),
    WithJsonSchema(
        {"type": "string", "description": "14 days, 14..60 days, 50..65 days after STEP, at most 3 weeks"}
    ),
]
FailureText = Annotated[
    Failure,
    _text(Failure.parse),
    WithJsonSchema({"type": "string", "description": "end, retry, retry after 1 year, back to STEP, route NAME"}),
]


class Sourced(Item):
    """A value with what it rests on."""

    law: RestsOn = ()
    """The article of law or rule: SOURCE#Art. 1; `unsourced` where none was found."""
    basis: RestsOn = ()
    """Practice, reports or statements that show it."""
    confidence: ConfidenceLevel | None = None
    """How far the sources reached agree."""
    note: Text | None = None

    @property
    def rests_on(self) -> tuple[Any, ...]:
        """Law first."""
        return (*self.law, *self.basis)


class Dated(Sourced):
    """A value that holds for a time; `until` is the first day on which it no longer holds."""

    from_: Day | None = None
    until: Day | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.from_ is None or self.from_.start <= day) and (self.until is None or day < self.until.start)


class Majority(Sourced):
    """A majority or quorum."""

    needs: ShareText


class Timed(Sourced):
    """A length of time."""

    time: SpanText


class Window(Sourced):
    """Days on which alone it can happen."""

    when: Annotated[
        tuple[Recurrence, ...],
        PlainValidator(_window_texts),
        WithJsonSchema({"description": "yearly, December; weekly, Thursday; 2026-06-03/2026-06-13; or a list"}),
    ]


def _window_short(value: object) -> object:
    return {"when": value} if isinstance(value, str | list) else value


_window = BeforeValidator(_window_short, json_schema_input_type=str | list[str] | Window)


class Odds(Sourced):
    """The chance that the step succeeds when it is tried."""

    value: Amount
    range: Amount | None = None
    why: Text | None = None
    """For an assumption: the reason."""


class OnFailure(Sourced):
    """What a failed step leads to."""

    leads_to: FailureText


MajorityValue = Annotated[Majority, _short("needs", Majority)]
TimedValue = Annotated[Timed, _short("time", Timed)]


class Step(Sourced):
    """One step. Without `takes`, `within` or `window` nothing is known of its length, and none is invented."""

    does: Text
    """What happens, in one line."""
    body: OneOrMore[BodyId] = ()
    """Who acts; all of them where several are named."""
    consent: OneOrMore[BodyId] = ()
    """Whose agreement it needs beside; each can withhold it."""
    veto: OneOrMore[BodyId] = ()
    """Who can stop it without having to act."""
    reaches: OneOrMore[RungId] = ()
    """Rungs that wait for this step."""
    consensus: BodyId | None = None
    """The group in which no member may object."""
    silence: YesNo = False
    """Adopted unless a member objects before a deadline."""
    after: NeedsText | None = None
    uses: Annotated[Id, Ref("procedure")] | None = None
    """The step is a whole procedure of its own, begun when `after` is complete."""
    majority: MajorityValue | None = None
    """Of a body of members."""
    quorum: MajorityValue | None = None
    passes: Annotated[OneOrMore[Majority], _short("needs", Majority, many=True)] = ()
    """Of a popular vote: every limb must hold."""
    takes: TimedValue | None = None
    """How long it takes once what it comes after is complete."""
    within: Annotated[OneOrMore[Timed], _short("time", Timed, many=True)] = ()
    """Not sooner and not later than so long after what it comes after, or after the step named."""
    window: Annotated[Window, _window] | None = None
    """Days on which alone it can happen."""
    closes: Day | None = None
    """The last day on which it can happen."""
    fails: Annotated[OnFailure, _short("leads-to", OnFailure)] | None = None
    """What a failure leads to."""
    odds: Odds | None = None

    def values(self) -> Iterator[tuple[str, Sourced]]:
        """Every value of the step with its key; lists as `key.0`, `key.1`."""
        for name in ("majority", "quorum", "takes", "window", "fails", "odds"):
            if (value := getattr(self, name)) is not None:
                yield name, value
        for name in ("passes", "within"):
            for index, value in enumerate(getattr(self, name)):
                yield f"{name}.{index}", value


class Route(Sourced):
    """One way through the steps; any route completes the procedure."""

    name: Text
    needs: NeedsText
    reading: Text | None = None
    """The reading of the law on which it rests, where that is open."""
    held_by: OneOrMore[Text] = ()
    """Who holds that reading."""
    contested: YesNo = False
    set_aside: Text | None = None
    """Why it is shown with its dates but does not count, unless it is switched on by `PROCEDURE:ROUTE`."""


class Version(Dated):
    """The steps as they stand for a time."""

    steps: Annotated[dict[Id, Step], Field(min_length=1)]
    routes: dict[Id, Route] = {}
    """Alternative routes; without any, all last steps must be complete."""


class Count(Dated):
    """A number of members or voters, with the time for which it holds."""

    count: Whole


class Bloc(Dated):
    """Seats that vote together."""

    name: Text
    seats: Whole
    actor: ActorId | None = None


class Body(Sourced):
    """Who acts in procedures: a house, a court, a council, an electorate. Its name holds in the whole case."""

    name: Text
    actor: ActorId | None = None
    of: ActorId | None = None
    """What it belongs to, where it is no actor of its own."""
    members: OneOrMore[Count] = ()
    electorate: OneOrMore[Count] = ()
    blocs: dict[Id, Bloc] = {}

    def size(self, day: date) -> Count | None:
        """Its members on a day; for an electorate, the voters."""
        holding = [count for count in (*self.members, *self.electorate) if count.holds(day)]
        return holding[-1] if holding else None

    def seats(self, day: date) -> dict[str, Bloc]:
        """Its blocs on a day."""
        return {name: bloc for name, bloc in self.blocs.items() if bloc.holds(day)}


class Progress(Sourced):
    """A step that is complete."""

    since: Day


class Procedure(Dated):
    """A procedure; its own steps are those in force unless `versions` has one for the day."""

    title: Text
    about: Text | None = None
    issue: IssueId | None = None
    reaches: OneOrMore[RungId] = ()
    """Rungs that wait for this procedure."""
    bodies: dict[Id, Body] = {}
    progress: dict[Id, Progress] = {}
    steps: Annotated[dict[Id, Step], Field(min_length=1)]
    routes: dict[Id, Route] = {}
    versions: dict[Id, Version] = {}
    """Earlier and later versions."""

    def on(self, day: date) -> Version | Procedure | None:
        """The version in force on a day; None where there is none."""
        for version in self.versions.values():
            if version.holds(day):
                return version
        return self if self.holds(day) else None


def known(
    procedures: Mapping[str, Procedure], statements: Mapping[str, Any], sources: Mapping[str, Source], day: date
) -> dict[str, Procedure]:
    """The procedures as they stood on a day: those in force, without progress, numbers of members, statements and
    sources that came later."""
    later = {name for name, source in sources.items() if (when := source.known_by()) and when.start > day}
    found = {}
    for name, procedure in procedures.items():
        version = procedure.on(day)
        if version is None:
            continue
        update: dict[str, Any] = {
            "progress": {
                step: progress
                for step, progress in procedure.progress.items()
                if progress.since.start <= day and _known(progress, statements)
            },
            "bodies": {body: _body(item, day) for body, item in procedure.bodies.items()},
            "versions": {},
        }
        if version is not procedure:
            update |= {
                key: getattr(version, key)
                for key in ("steps", "routes", "law", "basis", "confidence", "from_", "until")
            }
        found[name] = without_bases(procedure.model_copy(update=update), statements, later)
    return found


def without_bases(item: M, statements: Mapping[str, Any], later: Set[str]) -> M:
    """The item without the bases in statements or sources that are not there, at any depth; itself where there are
    none."""
    update: dict[str, Any] = {}
    for name in type(item).model_fields:
        value = getattr(item, name)
        kept: Any
        if isinstance(value, tuple) and value and isinstance(value[0], Basis):
            kept = tuple(b for b in value if (b.statement in statements if b.statement else b.source not in later))
        elif isinstance(value, tuple) and value and isinstance(value[0], Item):
            kept = tuple(without_bases(part, statements, later) for part in value)
        elif isinstance(value, dict) and value and isinstance(next(iter(value.values())), Item):
            kept = {key: without_bases(part, statements, later) for key, part in value.items()}
        elif isinstance(value, Item):
            kept = without_bases(value, statements, later)
        else:
            continue
        if kept != value:
            update[name] = kept
    return item.model_copy(update=update) if update else item


def _known(item: Sourced, statements: Mapping[str, Any]) -> bool:
    cited = [basis.statement for basis in item.rests_on]
    return not cited or any(key is None or key in statements for key in cited)


def _body(body: Body, day: date) -> Body:
    def begun(value: Dated) -> bool:
        return value.from_ is None or value.from_.start <= day

    return body.model_copy(
        update={
            "members": tuple(filter(begun, body.members)),
            "electorate": tuple(filter(begun, body.electorate)),
            "blocs": {name: bloc for name, bloc in body.blocs.items() if begun(bloc)},
        }
    )
