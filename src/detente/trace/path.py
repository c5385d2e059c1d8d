"""What a rung of the outlook waits for: conditions, procedures, routes and steps, each told once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from detente.trace.trace import Trace

if TYPE_CHECKING:
    from detente.outlook.condition import Condition
    from detente.outlook.forecast import Forecast
    from detente.procedures.compile import Model


def waits(found: Forecast, rung: str) -> Trace:
    """What the rung needs, each with its share of being complete last, and what that waits for in turn."""
    from detente.outlook.result import percent

    shares = found.outlook.last(rung)
    tree = _tree(found)
    members = tuple(
        tree.below(name, f"last in {percent(share)} of the draws")
        for name, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    )
    return Trace("", f"it needs all of these; shares are of the draws that reach it by {found.horizons[-1]}", members)


def below(found: Forecast, condition: str) -> Trace:
    """What a condition or step waits for."""
    return Trace("", "it comes of", (_tree(found).below(condition),))


def _tree(found: Forecast) -> _Tree:
    from detente.procedures.compile import compiled

    return _Tree(found, compiled(found.case), {c.name: c for c in found.built.process.conditions})


class _Tree:
    def __init__(self, found: Forecast, model: Model, conditions: Mapping[str, Condition]) -> None:
        self.found, self.model, self.conditions = found, model, conditions
        self.seen: set[str] = set()

    def below(self, name: str, note: str = "") -> Trace:
        """A condition with what it waits for; a join of one thing is that thing."""
        how, parts = self._parts(name)
        if how and len(parts) == 1 and not note and how in ("all of", "the first of"):
            return self.below(parts[0])
        text = ": ".join(filter(None, [self._name(name), note]))
        if name in self.seen and parts:
            return Trace(self._id(name), f"{text} (see above)")
        self.seen.add(name)
        inner = tuple(self.below(part) for part in parts)
        return Trace(self._id(name), f"{text}; {how}" if inner else text, inner)

    def _parts(self, name: str) -> tuple[str, tuple[str, ...]]:
        from detente.outlook.condition import AllOf, AnyOf, Demand, Procedure

        match self.conditions.get(name):
            case AllOf(members=members):
                return "all of", tuple(m for m in members if m in self.conditions)
            case AnyOf(members=members):
                return "the first of", tuple(m for m in members if m in self.conditions)
            case Procedure(after=after):
                return "after", tuple(m for m in after if m in self.conditions)
            case Demand(after=after):
                return "may follow", (after,) if after in self.conditions else ()
        return "", ()

    def _name(self, name: str) -> str:
        from detente.outlook.forecast import goal_name

        base, _, last = name.rpartition(":")
        if base.startswith("condition:") and last in ("met", "waived"):
            return {"met": "met", "waived": "let go by its holder"}[last]
        if ":within." in name:
            return f"its span ({goal_name(self.found.case, name.partition(':within.')[0])})"
        if placed := self.model.steps.get(name):
            return goal_name(self.found.case, f"{placed.procedure}.{placed.key}")
        if last == "after":
            return "what comes before it"
        procedure = self.found.case.procedures.get(self._owner(base))
        if procedure is not None and last in procedure.routes:
            return procedure.routes[last].name
        return goal_name(self.found.case, base if last == "done" else name)

    def _owner(self, base: str) -> str:
        """The procedure whose nodes stand under a prefix: itself, or the one that a step uses."""
        placed = self.model.steps.get(base)
        return (placed.step.uses or "").removeprefix("procedures/") if placed else base

    def _id(self, name: str) -> str:
        """The id under which the case explains the same thing, where there is one."""
        case = self.found.case
        if placed := self.model.steps.get(name):
            return f"{placed.procedure}.{placed.key}"
        if name.startswith("demand:"):
            return name.removesuffix(":gate")
        plain = name.removeprefix("condition:")
        if plain in case.process.conditions or plain in case.procedures:
            return plain
        base, _, last = plain.rpartition(":")
        owner = case.procedures.get(self._owner(base))
        return f"{self._owner(base)}:{last}" if owner and last in owner.routes else ""
