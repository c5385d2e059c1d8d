"""Engines side by side on the made-up process: one table, one run, one core.

``--large`` adds time and peak memory up to 10^7 draws, each in a fresh process.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "outlook"), str(ROOT / "benchmarks")]

import outlook_event_loop as event_loop  # noqa: E402
import outlook_oracle as oracle  # noqa: E402
import outlook_simpy  # noqa: E402

from detente.outlook import simulate  # noqa: E402
from detente.outlook.draws import chance  # noqa: E402
from detente.outlook.draws.plan import Plan  # noqa: E402
from detente.outlook.draws.run import Engine, run  # noqa: E402
from detente.outlook.simulate import planned  # noqa: E402

NUMBERS = 78


def seconds(call: Callable[[], Any], repeats: int) -> float:
    """The least of several timings, in seconds of one core: what others run meanwhile does not count."""
    best = float("inf")
    for _ in range(repeats):
        begun = time.process_time()
        call()
        best = min(best, time.process_time() - begun)
    return best


def plan(watch: tuple[str, ...] | None = ()) -> Plan:
    """The compiled process: rungs and ends only, or every condition."""
    data = oracle.oracle()
    return planned(oracle.process(data), oracle.last_day(data), watch=watch)


def table() -> list[tuple[str, float, str]]:
    """(engine, draws per second, law: signed/collapse/escalation/none in percent)."""
    data = oracle.oracle()
    found: list[tuple[str, float, str]] = []

    def law(counts: Any) -> str:
        counts = np.asarray(counts)
        return " ".join(f"{100 * c / counts.sum():5.1f}" for c in counts)

    names = ["signed", "collapse", "escalation", "none"]
    draws = outlook_simpy.draws(data, 600, 1)
    spent = seconds(lambda: outlook_simpy.draws(data, 300, 1), 4)
    found.append(("SimPy", 300 / spent, law([sum(o == n for o, _ in draws) for n in names])))
    out, _ = event_loop.plain(data, 2_000, 1)
    spent = seconds(lambda: event_loop.plain(data, 1_000, 1), 3)
    found.append(("event loop, plain Python", 1_000 / spent, law(np.bincount(out, minlength=4))))
    ready = plan()
    spent = seconds(lambda: run(ready, 16_384, engine="numpy"), 4)
    found.append(("détente, NumPy", 16_384 / spent, law(run(ready, 65_536, engine="numpy").outcome[0])))
    try:
        import numba  # noqa: F401
    except ImportError:
        return found
    loop, tables = event_loop.compiled(), event_loop.tables(data)
    out, _ = loop(tables, 100_000, 1)
    spent = seconds(lambda: loop(tables, 50_000, 1), 5)
    found.append(("event loop, compiled", 50_000 / spent, law(np.bincount(out, minlength=4))))
    for name, watch in (("détente, compiled, every condition dated", None), ("détente, compiled", ())):
        ready = plan(watch)
        counts = run(ready, 400_000, engine="numba")
        spent = seconds(lambda ready=ready: run(ready, 131_072, engine="numba"), 12)  # type: ignore[misc]
        found.append((name, 131_072 / spent, law(counts.outcome[0])))
    return found + floors()


def floors() -> list[tuple[str, float, str]]:
    """The random numbers alone."""
    from detente.outlook.draws import compiled_chance

    weyl, out, key = chance.weyl(0, 4096), np.empty(4096), np.uint64(5)
    generator = np.random.default_rng(1)
    found = []
    for name, call in (
        ("floor: 78 uniforms, NumPy's generator", lambda: generator.random(out=out)),
        ("floor: 78 exponentials, NumPy's generator", lambda: generator.standard_exponential(out=out)),
        ("floor: 78 uniforms, ours", lambda: compiled_chance.fill_uniform(key, weyl, 4096, out)),
        ("floor: 78 exponentials, ours", lambda: compiled_chance.fill_exponential(key, weyl, 4096, out)),
    ):
        call()
        each = seconds(lambda call=call: [call() for _ in range(200)], 8) / 200 / 4096  # type: ignore[misc]
        found.append((name, 1 / each / NUMBERS, ""))
    return found


def fresh(code: str) -> tuple[float, str]:
    """Seconds of a new interpreter, and what it printed."""
    path = os.pathsep.join([str(ROOT / "tests" / "outlook"), str(ROOT / "src")])
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - begun, done.stdout.strip()


ONE = """
import resource, time
import outlook_oracle as o
from detente.outlook import simulate
d = o.oracle()
begun = time.perf_counter()
r = simulate(o.process(d), o.last_day(d), draws={draws}, engine={engine!r}, watch={watch}, workers={workers})
spent = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{{spent:8.2f}} s  {{peak:6.0f}} MB  {{r.probability('signed').value:.6f}}")
"""


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--large", action="store_true")
    large = options.parse_args().large
    rows = table()
    base = rows[0][1]
    print(f"{'engine':44s}{'draws/s':>12s}{'x SimPy':>9s}   signed collapse escalation none, %")
    for name, rate, law in rows:
        print(f"{name:44s}{rate:12,.0f}{rate / base:9,.0f}   {law}")
    data = oracle.oracle()
    process, day = oracle.process(data), oracle.last_day(data)
    print("\n10,000 draws, every condition dated")
    engines: tuple[Engine, ...] = ("numpy", "numba")
    for engine in engines:
        simulate(process, day, engine=engine)
        warm = seconds(lambda engine=engine: simulate(process, day, engine=engine), 6)  # type: ignore[misc]
        print(f"  warm, {engine}: {warm:.3f} s")
        spent, _ = fresh(ONE.format(draws=10_000, engine=engine, watch=None, workers=1))
        print(f"  fresh process, {engine}: {spent:.2f} s")
    if large:
        print("\ntime and peak memory in a fresh process, compiled, rungs and ends")
        for draws in (10**4, 10**5, 10**6, 10**7):
            for workers in (1, 2):
                _, words = fresh(ONE.format(draws=draws, engine="numba", watch=(), workers=workers))
                print(f"  {draws:>10,d} draws, {workers} worker{'s' * (workers > 1)}: {words}")
    print(f"\npeak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
