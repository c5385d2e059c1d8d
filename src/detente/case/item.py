"""What every part of a case has in common: closed keys, types read from text, references, a place in a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from detente.values.basis import Basis
from detente.values.partial_date import PartialDate
from detente.values.quantity import Quantity

ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
RUNG_PATTERN = r"^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$"
LONGEST_TEXT = 2000


def _alias(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Item(BaseModel):
    """A mapping in a case file. Unknown keys are errors; nothing is changed after loading."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=_alias,
        populate_by_name=False,
        defer_build=True,  # a type is built when it is first used, so that no command waits for all of them
        arbitrary_types_allowed=True,
        regex_engine="rust-regex",
    )

    def plain(self, **how: Any) -> Any:
        """As plain data under the keys of the file, less what was left at its default; `how` as for `model_dump`."""
        _complete(self)
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True, **how)


def _complete(value: object) -> None:
    """Build the types inside: before pydantic 2.14 a type whose build was deferred cannot be dumped as a member."""
    if isinstance(value, Item):
        if not type(value).__pydantic_complete__:
            type(value).model_rebuild()
        for member in value.__dict__.values():
            _complete(member)
    elif isinstance(value, tuple):
        for member in value:
            _complete(member)


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text as the name of something in the case: `kind` says of what (actor, issue, source, rung, ...)."""

    kind: str


def _read(parser: Callable[[str], Any], what: type) -> BeforeValidator:
    def read(value: object) -> object:
        if isinstance(value, what):
            return value
        if not isinstance(value, str):
            raise ValueError("a plain text is expected here")
        return parser(value)

    return BeforeValidator(read)


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


def _yes_or_no(value: object) -> object:
    if value in ("yes", "no"):
        return value == "yes"
    if isinstance(value, bool):
        return value
    raise ValueError("write yes or no")


def _whole_number(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        return int(value)
    if isinstance(value, int):
        return value
    raise ValueError("write a whole number")


T = TypeVar("T")
OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_one_or_more)]

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no), WithJsonSchema({"enum": ["yes", "no"]})]
Whole = Annotated[int, BeforeValidator(_whole_number), WithJsonSchema({"type": ["integer", "string"]})]

Day = Annotated[
    PartialDate,
    _read(PartialDate.parse, PartialDate),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "description": "2025-03-13, 2025-03, 2025, 2026-summer, early 2025-04, 1990s, A/B, A/.., before A, by A",
        }
    ),
]
Amount = Annotated[
    Quantity,
    _read(Quantity.parse, Quantity),
    WithJsonSchema({"type": ["string", "number"], "description": "64 seats, 50..65 days, more than 2 years, 28%"}),
]
RestsOn = Annotated[
    tuple[Annotated[Basis, _read(Basis.parse, Basis)], ...],
    BeforeValidator(_one_or_more),
    WithJsonSchema(
        {
            "description": "SOURCE/KEY, SOURCE#place, class NAME k/n, assumed by NAME, unsourced; one or a list",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        }
    ),
]

ActorId = Annotated[Id, Ref("actor")]
PlaceId = Annotated[Id, Ref("place")]
SourceId = Annotated[Id, Ref("source")]
IssueId = Annotated[Id, Ref("issue")]
EventId = Annotated[Id, Ref("event")]
InstrumentId = Annotated[Id, Ref("instrument")]
ConditionId = Annotated[Id, Ref("condition")]
StatementId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$"), Ref("statement")]
RungId = Annotated[str, Field(pattern=RUNG_PATTERN), Ref("rung")]
