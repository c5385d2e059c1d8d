"""From a checked process to a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np

from detente.outlook.condition import AllOf, AnyOf, Demand, Procedure
from detente.outlook.draws import belief, chance, plan
from detente.outlook.draws.beliefs import Beliefs, Found, Path
from detente.outlook.draws.chance import Floats
from detente.outlook.draws.driver_tables import driver_tables
from detente.outlook.draws.plan import Plan
from detente.outlook.draws.row import Row, failed, needed_rows
from detente.outlook.number import Number, Uncertain
from detente.outlook.order import RungAt, in_order, parents_first
from detente.outlook.process import Hazard, Process
from detente.outlook.step import ByState, Multipliers, Odds, Step
from detente.outlook.work import (
    Beta,
    Empirical,
    Exponential,
    Fixed,
    Lognormal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
    Work,
)


def uncertain_numbers(process: Process) -> dict[Path, Uncertain]:
    """Every uncertain number of a process by its path (names from the process down)."""
    beliefs = Found(seed=0, outer=1)
    build(process, process.start + dt.timedelta(days=1), beliefs, watch=None, common=False)
    return beliefs.numbers


def build(
    process: Process,
    horizon: dt.date,
    beliefs: Beliefs,
    *,
    watch: Iterable[str] | None = None,
    common: bool = False,
) -> Plan:
    """Compile. ``horizon`` is the last day that counts. The process must have passed ``check``.

    ``watch`` names the conditions and hazards whose dates are kept beside the rungs and the ends;
    all of them if None.
    """
    return _Compiler(process, horizon, beliefs).compiled(watch, common)


class _Compiler:
    """Collects drivers, clocks and nodes."""

    def __init__(self, process: Process, horizon: dt.date, beliefs: Beliefs) -> None:
        self.process, self.beliefs = process, beliefs
        self.days = float((horizon - process.start).days + 1)
        self.drivers = parents_first(process.drivers)
        self.row = {driver.name: d for d, driver in enumerate(self.drivers)}
        self.size = max((len(driver.states) for driver in self.drivers), default=1)
        self.clocks: dict[object, int] = {}
        self.strides: list[list[int]] = []
        self.speeds: list[Floats] = []
        self.rows: list[Row] = []
        self.named: dict[str, int] = {}

    # -- the order of things ------------------------------------------------------------------

    def compiled(self, watch: Iterable[str] | None, common: bool) -> Plan:
        """Put in order, fill the arrays."""
        paces = [self.clock(driver.pace, "drivers", driver.name, "pace") for driver in self.drivers]
        for item in in_order(self.process):
            self.add(item)
        wanted = (
            list(watch)
            if watch is not None
            else [c.name for c in self.process.conditions] + [h.name for h in self.process.hazards if not h.ends]
        )
        return self._plan(paces, wanted, common)

    def add(self, item: object) -> None:
        """One named thing with everything it consists of."""
        match item:
            case Procedure():
                self.procedure(item)
            case AllOf(name=name, members=members):
                self.named[name] = self.node(("conditions", name), plan.ALL, [self.named[m] for m in members])
            case AnyOf(name=name, members=members):
                self.named[name] = self.node(("conditions", name), plan.ANY, [self.named[m] for m in members])
            case Demand():
                self.demand(item)
            case Hazard():
                self.hazard(item)
            case RungAt(index=index):
                rung = self.process.rungs[index]
                below = [self.named[self.process.rungs[index - 1].name]] if index else []
                wants = below + [self.named[need] for need in rung.needs]
                self.named[rung.name] = self.node(("rungs", rung.name), plan.ALL, wants)

    def node(self, name: Path, kind: int, wants: Sequence[int]) -> int:
        """A new row; returns its number. References to failures are negative until the end."""
        self.rows.append(Row(name, kind, tuple(wants)))
        return len(self.rows) - 1

    def procedure(self, procedure: Procedure) -> None:
        """Attempts, each a chain; complete with the first attempt that gets through."""
        path = ("conditions", procedure.name)
        start = [self.named[name] for name in procedure.after]
        last, nodes = self.chain(path, procedure.steps, start, 0)
        ends = [last]
        retry = procedure.retry
        if retry is not None:
            names = [step.name for step in procedure.steps]
            again = procedure.steps[names.index(retry.back_to) :]
            for attempt in range(1, retry.times + 1):
                failure = self.node((*path, f"failure {attempt}"), plan.ANY, [failed(n) for n in nodes])
                pause = self.step((*path, f"pause {attempt}"), Step("pause"), [failure], attempt)
                self.rows[pause].delay = self.beliefs.value(retry.wait, *path, "retry", "wait")
                last, nodes = self.chain(path, again, [pause], attempt)
                ends.append(last)
        self.named[procedure.name] = last if len(ends) == 1 else self.node(path, plan.ANY, ends)

    def chain(self, path: Path, steps: Sequence[Step], wants: Sequence[int], attempt: int) -> tuple[int, list[int]]:
        """Steps one after another; the last row, and all of them."""
        nodes: list[int] = []
        for step in steps:
            wants = [self.step((*path, step.name), step, wants, attempt)]
            nodes += wants
        return nodes[-1], nodes

    def demand(self, demand: Demand) -> None:
        """Raised by a clock of its own after the concession; then a chain to meet it; and so on."""
        path = ("conditions", demand.name)
        before = self.named[demand.after]
        ends: list[int] = []
        for turn in range(demand.most):
            raised = self.node((*path, "raised"), plan.STEP, [before])
            row = self.rows[raised]
            row.work_kind = plan.EXPONENTIAL
            row.work[0] = _inverse(self.beliefs.value(demand.rate, *path, "rate"))
            row.limit = self.beliefs.value(demand.within, *path, "within")
            row.key = (*path, "raised", str(turn))
            met, _ = self.chain(path, demand.steps, [raised], turn)
            # Not raised, or an earlier demand still unmet: nothing is asked by this turn.
            ends.append(self.node((*path, f"turn {turn}"), plan.UNLESS, [raised, met]))
            before = met
        concession = self.named[demand.after]
        self.named[demand.name] = self.node(path, plan.ALL, [concession, *ends])

    def hazard(self, hazard: Hazard) -> None:
        """An exponential amount of exposure, used up at the rate that the drivers give."""
        path = ("hazards", hazard.name)
        wants = [self.named[hazard.after]] if hazard.after else []
        number = self.node(path, plan.HAZARD, wants)
        row = self.rows[number]
        row.work_kind = plan.EXPONENTIAL
        row.work[0] = _inverse(self.beliefs.value(hazard.rate, *path, "rate"))
        row.clock = self.clock(hazard.multipliers, *path, "multipliers")
        row.factors = [
            (self.named[name], self.beliefs.value(factor, *path, "once_met", name))
            for name, factor in hazard.once_met.items()
        ]
        self.named[hazard.name] = number

    # -- one step -----------------------------------------------------------------------------

    def step(self, path: Path, step: Step, wants: Sequence[int], attempt: int) -> int:
        """One step of one attempt."""
        number = self.node(path, plan.STEP, wants)
        row = self.rows[number]
        row.key = (*path, str(attempt))
        row.delay = self.beliefs.value(step.delay, *path, "delay")
        row.clock = self.clock(step.speeds, *path, "speeds")
        if step.not_before is not None:
            row.not_before = self.day(step.not_before)
        if step.closes is not None:
            row.closes = self.day(step.closes) + 1.0
        if step.closed_by is not None:
            row.closed_by = self.named[step.closed_by]
        if step.window is not None:
            ordinals = sorted({day.toordinal() for day in step.window.days})
            row.calendar = [(float(o - self.process.start.toordinal()), o) for o in ordinals]
            self.odds(row, step.window.odds, *path, "window", "odds")
        else:
            self.odds(row, step.odds, *path, "odds")
        self.work(row, step.work, *path, "work")
        return number

    def odds(self, row: Row, odds: Odds, *path: str) -> None:
        """Success odds by state of one driver, or the same for all."""
        if isinstance(odds, ByState):
            row.odds_driver = self.row[odds.driver]
            states = self.drivers[row.odds_driver].states
            columns = [self.beliefs.value(odds.odds.get(s, 1.0), *path, s) for s in states]
            row.odds = np.stack(columns, axis=1)
        else:
            row.odds = self.beliefs.value(odds, *path)[:, None]

    def work(self, row: Row, work: Work, *path: str) -> None:
        """Kind and three numbers."""

        def value(name: str) -> Floats:
            return self.beliefs.value(getattr(work, name), *path, name)

        match work:
            case Fixed():
                row.work_kind, row.work[0] = plan.FIXED, value("days")
            case Exponential():
                row.work_kind, row.work[0] = plan.EXPONENTIAL, value("mean")
            case Lognormal():
                row.work_kind, row.work[0], row.work[1] = plan.LOGNORMAL, value("median"), value("sigma")
            case Uniform():
                low, high = value("low"), value("high")
                row.work_kind, row.work[0], row.work[1] = plan.UNIFORM, low, np.maximum(high - low, 0.0)
            case Triangular():
                low, high = value("low"), np.maximum(value("high"), value("low"))
                mode = np.minimum(np.maximum(value("mode"), low), high)
                row.work_kind = plan.TRIANGULAR
                row.work = [low, mode, high]
            case Beta() | Pert():
                low, high = value("low"), value("high")
                row.work_kind, row.work[0], row.work[1] = plan.BETA, low, np.maximum(high - low, 0.0)
                row.knots = belief.beta_corners(*shapes(work))
            case Empirical(values=values):
                ordered = np.repeat(np.sort(np.array(values, dtype=np.float64)), 2)
                share = np.repeat(np.arange(len(values) + 1) / len(values), 2)[1:-1]
                row.work_kind, row.work[0] = plan.KNOTS, np.zeros(1)
                row.knots = (share, ordered)
            case Quantiles(corners=corners):
                row.work_kind, row.work[0] = plan.KNOTS, np.zeros(1)
                row.knots = (np.array([c[0] for c in corners]), np.array([c[1] for c in corners]))

    def clock(self, speeds: Multipliers, *path: str) -> int:
        """The number of the clock with these multipliers; -1 where the speed is always 1."""
        used = [name for name in sorted(speeds, key=self.row.__getitem__) if _varies(speeds[name])]
        if not used:
            return -1
        identity = tuple((name, tuple(sorted(speeds[name].items(), key=lambda pair: pair[0]))) for name in used)
        shared = all(not isinstance(f, Uncertain) for name in used for f in speeds[name].values())
        token: object = identity if shared else (identity, path)
        if token in self.clocks:
            return self.clocks[token]
        drivers = [self.drivers[self.row[name]] for name in used]
        stride, strides = 1, [0] * len(self.drivers)
        for driver in reversed(drivers):
            strides[self.row[driver.name]] = stride
            stride *= len(driver.states)
        columns = []
        for states in product(*(driver.states for driver in drivers)):
            speed = np.ones(self.beliefs.outer)
            for driver, state in zip(drivers, states, strict=True):
                factor = speeds[driver.name].get(state, 1.0)
                speed = speed * self.beliefs.value(factor, *path, driver.name, state)
            columns.append(speed)
        self.strides.append(strides)
        self.speeds.append(np.stack(columns, axis=1))
        self.clocks[token] = len(self.strides) - 1
        return self.clocks[token]

    def day(self, date: dt.date) -> float:
        """Days from the start."""
        return float((date - self.process.start).days)

    # -- the arrays ---------------------------------------------------------------------------

    def _plan(self, paces: list[int], watch: list[str], common: bool) -> Plan:
        process, beliefs, rows = self.process, self.beliefs, self.rows
        outer, seed, n = beliefs.outer, beliefs.seed, len(rows)

        def wide(column: Floats) -> Floats:
            return np.broadcast_to(column, (outer,))

        def offsets(lengths: Iterable[int]) -> chance.Ints:
            return np.concatenate([[0], np.cumsum(list(lengths))]).astype(np.int64)

        odds = np.ones((outer, n, self.size))
        for i, row in enumerate(rows):
            odds[:, i, : row.odds.shape[1]] = row.odds
        wants = [[w if w >= 0 else n - 1 - w for w in row.wants] for row in rows]
        days = [pair for row in rows for pair in row.calendar]
        day_keys = [chance.key(seed, "day", *row.key, str(ordinal)) for row in rows for _, ordinal in row.calendar]
        knots = [row.knots for row in rows if row.knots is not None]
        factors = [pair for row in rows for pair in row.factors]
        tables = driver_tables(self.drivers, self.size, beliefs, process.start)
        ends = [hazard for hazard in process.hazards if hazard.ends]
        rungs = [rung.name for rung in process.rungs]
        members = [self._members(r) for r in range(len(rungs))]
        rung_nodes = np.array([self.named[name] for name in rungs], dtype=np.int64)
        end_nodes = np.array([self.named[hazard.name] for hazard in ends], dtype=np.int64)
        watched_nodes = np.array([self.named[name] for name in watch], dtype=np.int64)
        needed = needed_rows(wants, rows, np.concatenate([rung_nodes, end_nodes, watched_nodes]), n)
        parameters = sorted(beliefs.drawn)
        return Plan(
            name=process.name, start=process.start.toordinal(), horizon=self.days, outer=outer, common=common,
            seed=seed, drivers=tuple(driver.name for driver in self.drivers),
            states=np.array([len(driver.states) for driver in self.drivers], dtype=np.int64), **tables,
            pace=np.array(paces, dtype=np.int64),
            driver_keys=np.array(
                [[chance.key(seed, "driver", d.name, w) for d in self.drivers] for w in ("start", "wait", "move")],
                dtype=np.uint64,
            ).reshape(3, len(self.drivers)),
            clock_at=offsets(speed.shape[1] for speed in self.speeds),
            clock_stride=np.array(self.strides, dtype=np.int64).reshape(len(self.strides), len(self.drivers)),
            clock_speed=np.concatenate(self.speeds, axis=1) if self.speeds else np.ones((outer, 0)),
            nodes=tuple(row.name for row in rows), kind=np.array([row.kind for row in rows], dtype=np.int64),
            wants_at=offsets(len(w) for w in wants),
            wants=np.array([w for each in wants for w in each], dtype=np.int64),
            delay=np.stack([wide(row.delay) for row in rows], axis=1),
            not_before=np.array([row.not_before for row in rows]),
            work_kind=np.array([row.work_kind for row in rows], dtype=np.int64),
            work=np.stack([np.stack([wide(w) for w in row.work], axis=1) for row in rows], axis=1),
            limit=np.stack([wide(row.limit) for row in rows], axis=1),
            knots_at=offsets(0 if row.knots is None else len(row.knots[0]) for row in rows),
            knots=np.concatenate([np.stack(k) for k in knots], axis=1) if knots else np.zeros((2, 0)),
            work_key=np.array([chance.key(seed, "work", *row.key) for row in rows], dtype=np.uint64),
            odds_key=np.array([chance.key(seed, "odds", *row.key) for row in rows], dtype=np.uint64),
            clock=np.array([row.clock for row in rows], dtype=np.int64),
            odds_driver=np.array([row.odds_driver for row in rows], dtype=np.int64), odds=odds,
            calendar_at=offsets(len(row.calendar) for row in rows),
            calendar=np.array([day for day, _ in days], dtype=np.float64),
            calendar_key=np.array(day_keys, dtype=np.uint64),
            closes=np.array([row.closes for row in rows]),
            closed_by=np.array([row.closed_by for row in rows], dtype=np.int64),
            factor_at=offsets(len(row.factors) for row in rows),
            factor_node=np.array([node for node, _ in factors], dtype=np.int64),
            factor=np.stack([wide(f) for _, f in factors], axis=1) if factors else np.ones((outer, 0)),
            rungs=tuple(rungs), rung_nodes=rung_nodes,
            rung_members=tuple(tuple(m) for m in members),
            member_nodes=tuple(tuple(self.named[name] for name in m) for m in members),
            ends=tuple(hazard.name for hazard in ends), end_nodes=end_nodes,
            end_until=np.array([rungs.index(h.until) if h.until else -1 for h in ends], dtype=np.int64),
            watched=tuple(watch), watched_nodes=watched_nodes, needed=needed,
            parameters=tuple(parameters),
            values=np.stack([beliefs.drawn[p] for p in parameters], axis=1) if parameters else np.zeros((outer, 0)),
        )  # fmt: skip

    def _members(self, rung: int) -> list[str]:
        """What a rung waits for: its own needs, and the rung below."""
        below = [self.process.rungs[rung - 1].name] if rung else []
        return [*below, *self.process.rungs[rung].needs]


def shapes(work: Beta | Pert) -> tuple[float, float]:
    """The two shapes of a beta or PERT distribution (at central ends)."""
    if isinstance(work, Beta):
        return work.a, work.b
    low, high = (float(x.value) if isinstance(x, Uncertain) else float(x) for x in (work.low, work.high))
    if high <= low:
        return 1.0, 1.0
    share = (work.mode - low) / (high - low)
    return 1.0 + 4.0 * share, 5.0 - 4.0 * share


def _varies(factors: Mapping[str, Number]) -> bool:
    return any(isinstance(f, Uncertain) or f != 1.0 for f in factors.values())


def _inverse(rate: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.where(rate > 0.0, 1.0 / rate, np.inf)
