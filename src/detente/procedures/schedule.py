"""The earliest dates on which a graph of steps can be complete, exactly.

Every constraint has the form "this day is not before f(that day)" with f growing: what a step takes, "not
sooner than 50 days after", "the next December", and also "not later than 65 days after", read as a bound on
when the earlier step may be taken at the soonest. The smallest of two solutions of such constraints is again
a solution, so for a fixed choice among alternatives there is a least one, and repeated sweeps from below
reach it (Knaster-Tarski; for fixed lengths this is Bellman-Ford on a simple temporal network, Dechter, Meiri
and Pearl 1991). The choice among alternatives is searched best first, with the dates without the "not later"
bounds as lower bound.

Removing a requirement or adding an alternative never makes a date later.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from detente.case.window import next_opening, previous_day
from detente.procedures.graph import Graph

NEVER = 1 << 60
MOST_CHOICES = 2_000
MOST_SWEEPS = 20_000
HORIZON_YEARS = 20


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a node cannot happen: its position, and in one sentence what stands against it."""

    node: int
    says: str


@dataclass(frozen=True)
class Schedule:
    """The earliest schedule of a goal.

    `day` is the earliest day as ordinal, `NEVER` where there is none, and then `reasons` say why. `days` and
    `latest` hold the earliest and the latest day of every node in use (`latest` for the goal on its earliest
    day). `exact` is False where the search over alternatives was cut short: the day is then possible, and one
    alternative that was not tried could be earlier.
    """

    goal: int
    day: int
    days: Mapping[int, int]
    latest: Mapping[int, int]
    chosen: Mapping[int, int]
    reasons: tuple[Reason, ...] = ()
    exact: bool = True

    @property
    def possible(self) -> bool:
        """Whether it can happen at all before the horizon."""
        return self.day < NEVER

    def slack(self, node: int) -> int:
        """How many days the node may slip without moving the goal."""
        return self.latest[node] - self.days[node]


class Scheduler:
    """Schedules on one graph from one first day on. `start` is the first day on which something can happen."""

    def __init__(self, graph: Graph, start: date, horizon: date | None = None) -> None:
        self.graph = graph
        self.start = start.toordinal()
        if horizon is None:
            horizon = date(min(start.year + HORIZON_YEARS, 9000), start.month, min(start.day, 28))
        self.horizon = horizon.toordinal()
        self._steering = {
            index: tuple(graph.at[name] for name in node.steers if name in graph.at)
            for index, node in enumerate(graph.nodes)
            if node.steers
        }
        self._forward: tuple[list[int], dict[int, int], dict[int, str]] | None = None

    def earliest(self, goal: str | int) -> Schedule:
        """The earliest schedule of a goal."""
        position = self.graph.at[goal] if isinstance(goal, str) else goal
        days, chosen, reasons = self.forward()
        if days[position] >= NEVER:
            return Schedule(position, NEVER, {}, {}, {}, tuple(self._because(position, days, reasons)))
        return self._search(position, days, chosen)

    def _search(self, goal: int, days: list[int], chosen: dict[int, int]) -> Schedule:
        best: tuple[int, dict[int, int], dict[int, int]] | None = None
        failed: tuple[Reason, ...] = ()
        waiting: list[tuple[int, int, dict[int, int]]] = [(days[goal], 0, {})]
        tried = 0
        while waiting:
            bound, _, fixed = heapq.heappop(waiting)
            if best is not None and bound >= best[0]:
                break
            if tried >= MOST_CHOICES:
                return self._result(goal, best, failed, exact=False)
            tried += 1
            if fixed:
                days, chosen, _ = self._pass(fixed)
            if days[goal] >= NEVER:
                continue
            chosen = self._steered(goal, chosen)
            used = self.graph.below(goal, chosen)
            exact, reason = self.least(used, chosen)
            if reason is not None:
                failed = failed or (reason,)
            elif best is None or exact[goal] < best[0]:
                best = (exact[goal], exact, chosen)
            if reason is None and exact[goal] == days[goal]:
                continue  # as early as the bound: nothing below this choice is earlier
            open_choice = next(
                (n for n in used if self.graph.nodes[n].any and n not in fixed and self.graph.nodes[n].done is None),
                None,
            )
            if open_choice is not None:
                for need in self.graph.needs[open_choice]:
                    narrowed = {**fixed, open_choice: need}
                    heapq.heappush(waiting, (days[goal], tried * 1000 + len(waiting), narrowed))
        return self._result(goal, best, failed, exact=True)

    def _steered(self, goal: int, chosen: dict[int, int]) -> dict[int, int]:
        """The choices, with those that a route in use makes by naming a step."""
        if not self._steering:
            return chosen
        used = self.graph.below(goal, chosen)
        named = {step for index in used for step in self._steering.get(index, ())}
        ours = dict(chosen)
        for index in used:
            if self.graph.nodes[index].any:
                taken = next((need for need in self.graph.needs[index] if need in named), None)
                ours[index] = ours[index] if taken is None else taken
        return ours

    def _result(
        self,
        goal: int,
        best: tuple[int, dict[int, int], dict[int, int]] | None,
        failed: tuple[Reason, ...],
        *,
        exact: bool,
    ) -> Schedule:
        if best is None:
            return Schedule(goal, NEVER, {}, {}, {}, failed, exact)
        day, days, chosen = best
        used = self.graph.below(goal, chosen)
        return Schedule(goal, day, days, self.greatest(used, chosen, goal, day), chosen, (), exact)

    # -- from below ---------------------------------------------------------------------------

    def forward(self) -> tuple[list[int], dict[int, int], dict[int, str]]:
        """Days without the "not later" bounds, for the best alternative everywhere."""
        if self._forward is None:
            self._forward = self._pass({})
        return self._forward

    def _pass(self, fixed: Mapping[int, int]) -> tuple[list[int], dict[int, int], dict[int, str]]:
        graph, days = self.graph, [0] * len(self.graph.nodes)
        chosen: dict[int, int] = {}
        reasons: dict[int, str] = {}
        for index, node in enumerate(graph.nodes):
            if node.any:
                among = (fixed[index],) if index in fixed else graph.needs[index]
                best = min(among, key=lambda need: (days[need], need), default=None)
                if best is None:
                    days[index], reasons[index] = NEVER, "it has no route"
                    continue
                chosen[index] = best
                days[index] = days[best] if node.done is None else node.done
                continue
            if node.done is not None:
                days[index] = node.done
                continue
            day = max((days[need] for need in graph.needs[index]), default=self.start)
            if day >= NEVER:
                days[index] = NEVER
                continue
            found = self._own(index, max(day, self.start), days)
            if isinstance(found, str):
                days[index], reasons[index] = NEVER, found
            else:
                days[index] = found
        return days, chosen, reasons

    def _own(self, index: int, day: int, days: list[int] | dict[int, int], bound: int = 0) -> int | str:
        """The first day on which the node itself can happen once its needs are complete; else why never."""
        node = self.graph.nodes[index]
        day = node.takes.after(day)
        for low, _, since in self.graph.limits[index]:
            day = max(day, low.after(days[since]))
        day = max(day, bound)
        if node.windows:
            opening = next_opening(node.windows, day, self.horizon)
            if opening is None:
                return f"none of its dates is left on or after {_iso(day)}"
            day = opening.first
        for _, high, since in self.graph.limits[index]:
            done = self.graph.nodes[since].done
            if high is not None and done is not None and day > high.after(done):
                return f"it had to follow within {high} of {_iso(done)}, and cannot before {_iso(day)}"
        if node.closes is not None and day > node.closes:
            return f"it had to happen by {_iso(node.closes)}, and cannot before {_iso(day)}"
        if day > self.horizon:
            return f"it cannot happen before {_iso(self.horizon)}, the end of what is computed"
        return day

    def least(self, used: list[int], chosen: Mapping[int, int]) -> tuple[dict[int, int], Reason | None]:
        """The least solution on the nodes in use, all bounds held; or why there is none."""
        graph = self.graph
        bounds = dict.fromkeys(used, 0)
        days: dict[int, int] = {}
        for _ in range(MOST_SWEEPS):
            for index in used:
                node = graph.nodes[index]
                if node.done is not None:
                    days[index] = node.done
                elif node.any:
                    days[index] = max(days[chosen[index]], bounds[index])
                else:
                    day = max((days[need] for need in graph.needs[index]), default=self.start)
                    found = self._own(index, max(day, self.start), days, bounds[index])
                    if isinstance(found, str):
                        return days, Reason(index, found)
                    days[index] = found
            changed = False
            for index in reversed(used):
                node = graph.nodes[index]
                if node.done is not None:
                    continue
                if node.any and days[chosen[index]] < days[index] and graph.nodes[chosen[index]].done is None:
                    bounds[chosen[index]], changed = days[index], True
                for _, high, since in graph.limits[index]:
                    if high is None:
                        continue
                    needed = high.earliest_before(days[index])
                    if days[since] < needed:
                        if graph.nodes[since].done is not None:
                            return days, Reason(index, f"it had to follow within {high} of {_iso(days[since])}")
                        bounds[since], changed = needed, True
            if not changed:
                return days, None
        return days, Reason(used[-1], "its bounds push each other past the end of what is computed")

    # -- from above ---------------------------------------------------------------------------

    def greatest(self, used: list[int], chosen: Mapping[int, int], goal: int, deadline: int) -> dict[int, int]:
        """The latest day of every node in use with the goal by `deadline`; below its earliest where that is too
        soon."""
        graph = self.graph
        latest = dict.fromkeys(used, NEVER)
        latest[goal] = deadline
        for _ in range(MOST_SWEEPS):
            changed = False
            for index in reversed(used):
                node = graph.nodes[index]
                day = latest[index]
                if node.done is not None:
                    latest[index] = node.done
                    continue
                if node.closes is not None:
                    day = min(day, node.closes)
                for _, high, since in graph.limits[index]:
                    if high is not None and latest[since] < NEVER:
                        day = min(day, high.after(latest[since]))
                if node.windows and day < NEVER:
                    found = previous_day(node.windows, day, self.start)
                    day = self.start - 1 if found is None else found
                if day < latest[index]:
                    latest[index], changed = day, True
                if day >= NEVER:
                    continue
                needs = (chosen[index],) if node.any else graph.needs[index]
                for need in needs:
                    limit = node.takes.latest_before(day)
                    if limit < latest[need] and graph.nodes[need].done is None:
                        latest[need], changed = limit, True
                for low, _, since in graph.limits[index]:
                    limit = low.latest_before(day)
                    if limit < latest[since] and graph.nodes[since].done is None:
                        latest[since], changed = limit, True
                if day < self.start:
                    return latest
            if not changed:
                break
        return latest

    def meeting(self, goal: str | int, deadline: date) -> Mapping[int, int] | None:
        """The latest day of every step with the goal complete by `deadline`, over the earliest choice of
        alternatives; None where it cannot be met."""
        schedule = self.earliest(goal)
        if schedule.day > deadline.toordinal():
            return None
        used = self.graph.below(schedule.goal, schedule.chosen)
        return self.greatest(used, schedule.chosen, schedule.goal, deadline.toordinal())

    # -- why ----------------------------------------------------------------------------------

    def _because(self, goal: int, days: list[int], reasons: Mapping[int, str]) -> list[Reason]:
        found: list[Reason] = []
        seen, waiting = {goal}, [goal]
        while waiting and len(found) < 20:
            index = waiting.pop()
            if index in reasons:
                found.append(Reason(index, reasons[index]))
                continue
            for need in self.graph.needs[index]:
                if days[need] >= NEVER and need not in seen:
                    seen.add(need)
                    waiting.append(need)
        return sorted(found, key=lambda reason: reason.node)


def critical_path(scheduler: Scheduler, schedule: Schedule) -> list[int]:
    """The steps whose delay by a day moves the goal, first to last: the chain of binding constraints back from the
    goal. Joins are left out."""
    graph, path = scheduler.graph, []
    index: int | None = schedule.goal if schedule.possible else None
    while index is not None:
        node = graph.nodes[index]
        if node.done is not None:
            break
        if node.step:
            path.append(index)
        if node.any:
            index = schedule.chosen[index]
            continue
        index = _binding(scheduler, schedule, index)
    return list(reversed(path))


def _binding(scheduler: Scheduler, schedule: Schedule, index: int) -> int | None:
    graph, days = scheduler.graph, schedule.days
    node = graph.nodes[index]
    reached: list[tuple[int, int]] = [(node.takes.after(days[need]), need) for need in graph.needs[index]]
    reached += [(low.after(days[since]), since) for low, _, since in graph.limits[index]]
    reached = [(day, need) for day, need in reached if graph.nodes[need].done is None]
    return max(reached, key=lambda pair: (pair[0], -pair[1]), default=(0, None))[1]


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
