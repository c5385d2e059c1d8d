"""What the outlook of a shipped case costs: compiling the process, drawing it, the command as a whole.

Seconds of one core; run it again as the case grows.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from detente.commands.case_argument import checked
from detente.outlook import simulate
from detente.outlook.draws.run import Engine, run
from detente.outlook.from_case import built
from detente.outlook.simulate import planned
from detente.procedures.compile import compiled

ROOT = Path(__file__).resolve().parents[1]


def seconds(call: Callable[[], Any], repeats: int = 5) -> float:
    """The least of several timings, in seconds of one core."""
    best = float("inf")
    for _ in range(repeats):
        begun = time.process_time()
        call()
        best = min(best, time.process_time() - begun)
    return best


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("case", nargs="?", default="armenia-azerbaijan")
    options.add_argument("--draws", type=int, default=10_000)
    options.add_argument("--engine", action="append", choices=("numpy", "numba"))
    args = options.parse_args()
    case, _ = checked(args.case)
    assert case is not None and case.outlook is not None
    model = compiled(case)
    day = max(horizon.last for horizon in case.outlook.horizons)
    process = built(case, model, day).process
    watch = [hazard.name for hazard in process.hazards if not hazard.ends]
    plan = planned(process, day, draws=args.draws, watch=watch)
    print(
        f"{args.case}: {len(plan.nodes)} nodes, {len(plan.drivers)} drivers, {len(plan.parameters)} uncertain "
        f"numbers in {plan.outer} rows, {int(plan.horizon)} days; {args.draws} draws"
    )
    print(f"  from case to process    {seconds(lambda: built(case, model, day)):.3f} s")
    print(f"  check and compile       {seconds(lambda: planned(process, day, draws=args.draws, watch=watch)):.3f} s")
    engines: list[Engine] = args.engine or ["numpy"]
    for engine in engines:
        draw = seconds(lambda engine=engine: run(plan, args.draws, engine=engine))  # type: ignore[misc]
        whole = seconds(
            lambda engine=engine: simulate(process, day, draws=args.draws, watch=watch, engine=engine)  # type: ignore[misc]
        )
        print(f"  draws, {engine:17s}{draw:.3f} s; with compiling {whole:.3f} s")
    begun = os.times()
    command = [sys.executable, "-m", "detente", "outlook", args.case, "--draws", str(args.draws)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    ended = os.times()
    spent = ended.children_user + ended.children_system - begun.children_user - begun.children_system
    clock = ended.elapsed - begun.elapsed
    print(f"  `detente outlook`, a fresh process: {spent:.2f} s of a core, {clock:.2f} s of the clock")


if __name__ == "__main__":
    main()
