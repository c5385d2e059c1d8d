"""`check` on the shipped case, and on made-up cases of 1,000, 10,000 and 100,000 statements, beside PyYAML's own load
of the same bytes, which is the floor. Each figure comes from a fresh process: its processor time, so that other work
on the machine does not count, and its own peak memory.

    python benchmarks/check.py [--largest 100000] [--profile 10000]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from made_up import write

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "cases" / "armenia-azerbaijan"

_FLOOR = """
import json, resource, sys, time, yaml
from pathlib import Path
texts = [p.read_bytes() for p in sorted(Path(sys.argv[1]).rglob('*.yaml'))]
begin = time.process_time()
trees = [yaml.load(t, Loader=yaml.CSafeLoader) for t in texts]
spent = time.process_time() - begin
print(json.dumps({'load': spent, 'memory': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
_CHECK = """
import json, resource, sys, time
from pathlib import Path
from detente.case.loader import load
from detente.checks.check import run, rules
rules()
begin = time.process_time()
case, problems = load(Path(sys.argv[1]))
loaded = time.process_time()
assert case is not None, problems.text()
spent = {}
found = 0
for name in rules():
    start = time.process_time()
    found += sum(1 for _ in run(case, [name]))
    spent[name] = time.process_time() - start
print(json.dumps({'load': loaded - begin, 'check': time.process_time() - loaded, 'statements': len(case.statements),
    'errors': len(problems.errors), 'found': found, 'slowest': sorted(spent.items(), key=lambda i: -i[1])[:4],
    'memory': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
_VIEWS = """
import json, sys, time
from datetime import timedelta
from pathlib import Path
from detente.case.as_of import as_of
from detente.case.loader import load
from detente.positions.dispute import disputes
from detente.positions.change import between
from detente.positions.view import VIEWS, view
case, _ = load(Path(sys.argv[1]))
spent = {}
for name, item in VIEWS.items():
    subjects = [''] if item.subjects is None or not item.needed else item.subjects(case)[:1]
    start = time.process_time()
    for subject in subjects:
        view(case, name, subject)
    spent[name] = time.process_time() - start
start = time.process_time()
early = as_of(case, case.day - timedelta(days=120))
spent['as-of'] = time.process_time() - start
start = time.process_time()
between(early, case)
spent['changes'] = time.process_time() - start
print(json.dumps(sorted(spent.items(), key=lambda i: -i[1])))
"""


def _run(code: str, folder: Path) -> Any:
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _median(code: str, folder: Path, times: int) -> dict[str, Any]:
    runs = [_run(code, folder) for _ in range(times)]
    numbers = {k: statistics.median(r[k] for r in runs) for k in runs[0] if isinstance(runs[0][k], int | float)}
    return {**runs[-1], **numbers}


def _whole_process(folder: Path, times: int) -> float:
    """Processor time of `detente check` from start to end."""
    code = "import resource, subprocess, sys\n"
    code += "subprocess.run([sys.executable, '-m', 'detente', 'check', sys.argv[1]], capture_output=True)\n"
    code += (
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\nprint({'all': used.ru_utime + used.ru_stime}['all'])"
    )
    return statistics.median(
        float(subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, check=True).stdout)
        for _ in range(times)
    )


def _row(name: str, folder: Path, size: int, times: int) -> tuple[list[str], float, float]:
    floor, ours = _median(_FLOOR, folder, times), _median(_CHECK, folder, times)
    cells = [
        name,
        f"{int(ours['statements']):,}",
        f"{size / 1e6:.2f} MB",
        f"{floor['load']:.3f} s",
        f"{ours['load']:.3f} s",
        f"{ours['load'] / floor['load']:.1f}x",
        f"{ours['check']:.3f} s",
        f"{ours['load'] + ours['check']:.3f} s",
        f"{floor['memory']:.0f} MB",
        f"{ours['memory']:.0f} MB",
        ", ".join(f"{name} {spent:.2f}" for name, spent in list(ours["slowest"])[:3]),
    ]
    return cells, ours["load"] + ours["check"], ours["memory"]


HEADS = (
    "case",
    "statements",
    "bytes",
    "PyYAML",
    "load",
    "over PyYAML",
    "checks",
    "load and checks",
    "memory, PyYAML",
    "memory",
    "slowest checks (s)",
)


def table(heads: tuple[str, ...], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=100_000)
    parser.add_argument("--profile", type=int, metavar="N", help="also profile load and checks at N statements")
    parser.add_argument("--views", action="store_true", help="also time every view at each size up to 10,000")
    args = parser.parse_args()
    size = sum(path.stat().st_size for path in SHIPPED.rglob("*.yaml"))
    first, _, _ = _row("shipped", SHIPPED, size, 5)
    rows, growth, views = [first], [], []
    with tempfile.TemporaryDirectory() as temporary:
        before: tuple[float, float] | None = None
        for count in (c for c in (1_000, 10_000, 100_000) if c <= args.largest):
            folder = Path(temporary) / str(count)
            cells, spent, memory = _row("made up", folder, write(folder, count), 1 if count > 10_000 else 3)
            rows.append(cells)
            if before:
                times, more = spent / before[0], memory / before[1]
                growth.append([f"{count // 10:,} to {count:,}", f"{times:.1f}x", f"{more:.1f}x"])
            before = (spent, memory)
            if args.views and count <= 10_000:
                views.append((count, _run(_VIEWS, folder)))
        if args.profile:
            folder = Path(temporary) / "profiled"
            write(folder, args.profile)
            _profile(folder)
    print(table(HEADS, rows))
    print(f"\nwhole process, `detente check` on the shipped case: {_whole_process(SHIPPED, 5):.2f} s\n")
    print(table(("ten times the statements", "time", "memory"), growth))
    for count, spent_on in views:
        print(f"\nslowest views at {count:,}:", ", ".join(f"{n} {s:.2f} s" for n, s in list(spent_on)[:8]))


def _profile(folder: Path) -> None:
    code = (
        "import cProfile, pstats, sys; from pathlib import Path\n"
        "from detente.case.loader import load; from detente.checks.check import run, rules; rules()\n"
        "p = cProfile.Profile(); p.enable(); case, _ = load(Path(sys.argv[1])); list(run(case)); p.disable()\n"
        "pstats.Stats(p).sort_stats('tottime').print_stats(25)"
    )
    print(
        subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True).stdout
    )


if __name__ == "__main__":
    main()
