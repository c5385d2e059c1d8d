"""A what-if as a person types it: names of levers, and settings made up for one question.

early-draft                                       a lever of the case
vote-law.vote:not-before=2033-01-01               a step: delay, not-before, takes, odds, factor
weather:storm   weather:stays=storm               a driver: its first state, or one that it keeps
war:rate=0.1/year   war:factor=0.5 in 0.3..0.9    a hazard; `in` gives the range
demand:more-books:rate=0/year                     a demand that may follow a concession
drop law-change   meet law-change                 a condition: waited for no longer, or met at once
switch on open-road                               a demand from outside the text
reached treaty.signed                             a rung
end border-mission   close contact-group          a mission, a forum
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from detente.case.case import Case
from detente.case.lever import BARE, TAKES, Lever, Setting
from detente.checks.outlook_levers import setting_problems
from detente.notation.problem import Place, Problem, Problems, closest_name
from detente.outlook.setting import words
from detente.procedures.compile import compiled

FOR_THIS_QUESTION = "assumed for this question"
ASSUMED = "assumed by whoever asks this question"
WHERE = "--set"
_VERBS = {
    "drop": "drops", "meet": "meets", "switch on": "switches", "reached": "reached", "end": "ends",
    "close": "closes",
}  # fmt: skip
_VERB = re.compile(rf"({'|'.join(_VERBS)})(\s+)(\S.*)\Z")
_VALUED = re.compile(r"(?P<name>[^=]+):(?P<key>[a-z-]+)=(?P<value>.*?)(?: in (?P<range>.*))?\Z")
_STATED = re.compile(r"(?P<name>[^=:]+):(?P<state>[^=:]+)\Z")
_OF_DRIVERS = ("start", "stays")


class BadQuestion(ValueError):
    """What was asked names what is not there, or says it in no known form; `problems` has them all, located."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        super().__init__(problems.text())


def asked(case: Case, texts: Sequence[str]) -> list[Lever]:
    """The levers that these texts name or make up. Raises ``BadQuestion`` with every problem of all of them."""
    problems = Problems(lines=lambda place: texts[place.line - 1])
    steps = _steps(case)
    found = [lever for i, text in enumerate(texts, 1) if (lever := _Text(case, text, i, steps, problems).lever())]
    if problems.found:
        raise BadQuestion(problems)
    return found


def _steps(case: Case) -> list[str]:
    """What a step can be called: its own procedure's name for it, or that of a place where the procedure is used."""
    own = [f"{name}.{key}" for name, procedure in case.procedures.items() for key in procedure.steps]
    return list(dict.fromkeys([*own, *(node.name for node in compiled(case).graph.nodes)]))


def made_up(lever: Lever) -> bool:
    """Whether a lever was made up for the question."""
    return lever.why == FOR_THIS_QUESTION


@dataclass
class _Text:
    case: Case
    text: str
    number: int
    steps: Sequence[str]
    problems: Problems
    at: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Where each part of the setting stands, and its text."""

    def lever(self) -> Lever | None:
        outlook = self.case.outlook
        assert outlook is not None
        if self.text in outlook.levers:
            return outlook.levers[self.text]
        raw = self._raw()
        setting = self._setting(raw) if raw else None
        if setting is None:
            return None
        clean = True
        for key, code, message, closest in setting_problems(self.case, self.steps, setting):
            clean = False
            if key in ("drops", "meets") and "." not in self.text:
                closest = closest_name(str(getattr(setting, key)), self.case.process.conditions)
                code, message = "unknown-condition", message.replace("no step", "no condition")
            self._problem(key, code, message, closest=closest)
        for key, code, message, closest in self._references(setting):
            clean = False
            self._problem(key, code, message, closest=closest)
        if not clean:
            return None
        return Lever.model_construct(
            name=words(self.case, setting), actor=(), sets=(setting,), basis=(), why=FOR_THIS_QUESTION
        )

    # -- forms ----------------------------------------------------------------------------------

    def _raw(self) -> dict[str, str]:
        outlook = self.case.outlook
        assert outlook is not None
        if verb := _VERB.match(self.text):
            key, name = _VERBS[verb[1]], verb[3].strip()
            if key in ("drops", "meets") and name in self.case.process.conditions:
                name = f"condition:{name}"
            if key == "switches":
                name = name.removeprefix("condition:")
            self.at = {key: (verb.start(3), verb[3])}
            return {key: name}
        if valued := _VALUED.match(self.text):
            return self._valued(valued)
        if (stated := _STATED.match(self.text)) and stated["name"] not in ("condition", "demand"):
            self.at = {"driver": (0, stated["name"]), "start": (stated.start("state"), stated["state"])}
            return {"driver": stated["name"].strip(), "start": stated["state"].strip()}
        levers = list(outlook.levers)
        self._problem(
            "",
            "unknown-lever",
            f"There is no lever '{self.text}'.",
            closest=closest_name(self.text, levers),
            hint="`detente whatif` lists the levers; made up: STEP:delay=90 days, DRIVER:STATE, HAZARD:factor=0.5, "
            + ", ".join(f"{verb} NAME" for verb in _VERBS),
        )
        return {}

    def _valued(self, valued: re.Match[str]) -> dict[str, str]:
        outlook = self.case.outlook
        assert outlook is not None
        name, key = valued["name"].strip(), valued["key"]
        if name.startswith("demand:"):
            kind = "demand"
        elif name in outlook.drivers or key in _OF_DRIVERS:
            kind = "driver"
        elif name in outlook.hazards or key == "rate":
            kind = "hazard"
        else:
            kind = "step"
        self.at = {
            kind: (valued.start("name"), valued["name"]),
            key.replace("-", "_"): (valued.start("value"), valued["value"]),
            "": (0, self.text),
        }
        if key not in {value.replace("_", "-") for values in TAKES.values() for value in values}:
            keys = [value.replace("_", "-") for value in TAKES[kind]]
            self.at["key"] = (valued.start("key"), key)
            text = f"A {kind} has no '{key}'; it has {', '.join(keys)}."
            self._problem("key", "unknown-key", text, closest=closest_name(key, keys))
            return {}
        raw = {kind: name.removeprefix("demand:"), key: valued["value"].strip()}
        if valued["range"] is not None:
            self.at["range"] = (valued.start("range"), valued["range"])
            raw["range"] = valued["range"].strip()
        return raw

    def _setting(self, raw: dict[str, str]) -> Setting | None:
        try:
            return Setting.model_validate(raw)
        except ValidationError as error:
            for one in error.errors():
                inner = one.get("ctx", {}).get("error")
                key = str(one["loc"][0]).replace("-", "_") if one["loc"] else ""
                text = str(inner) if inner is not None else f"'{raw.get(str(one['loc'][0]), '')}' has no known form"
                self._problem(key, "bad-value", text[:1].upper() + text[1:].rstrip(".") + ".")
            return None

    def _references(self, setting: Setting) -> Iterator[tuple[str, str, str, str | None]]:
        """Names that the case has, and that no other check of a setting looks up."""
        process = self.case.process
        rungs = [f"{self.case.meta.instrument}.{rung}" for rung in process.ladder]
        known: dict[str, tuple[str, Collection[str]]] = {
            "switches": ("condition", process.conditions),
            "reached": ("rung", rungs),
        }
        for key, (kind, names) in known.items():
            name = getattr(setting, key)
            if name is not None and name not in names:
                yield key, f"unknown-{kind}", f"There is no {kind} '{name}'.", closest_name(name, list(names))

    def _problem(
        self, key: str, code: str, message: str, *, closest: str | None = None, hint: str | None = None
    ) -> None:
        column, worded = self.at.get(key, self.at.get("", (0, self.text)))
        place = Place(WHERE, self.number, column + 1, max(1, len(worded)))
        self.problems.add(Problem(code, message, place, closest=closest, hint=hint))


assert set(_VERBS.values()) == set(BARE)
