"""`detente brief` on the shipped case, end to end, in each format, and what of it is loading, composing, rendering.

    python benchmarks/brief.py [--times 3]

Processor time, so that other work on the machine does not count; peak memory is that of the whole process.
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

FORMATS = ("md", "html", "pdf", "docx")

_WHOLE = """
import json, resource, subprocess, sys
subprocess.run([sys.executable, '-m', 'detente', 'brief', '--output', sys.argv[1]], capture_output=True, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({'whole': used.ru_utime + used.ru_stime, 'memory': used.ru_maxrss / 1024}))
"""
_PARTS = """
import json, sys, time
from pathlib import Path
from detente.commands.case_argument import checked
from detente.brief.compose import compose
from detente.brief.lint import lint
from detente.brief.render import render
marks = [time.process_time()]
case, problems = checked(None)
assert case is not None and not problems.errors
marks.append(time.process_time())
brief = compose(case)
marks.append(time.process_time())
assert not list(lint(case, brief))
marks.append(time.process_time())
render(brief, Path(sys.argv[1]).suffix[1:])
marks.append(time.process_time())
print(json.dumps(dict(zip(('load', 'compose', 'lint', 'render'), (b - a for a, b in zip(marks, marks[1:]))))))
"""


def _run(code: str, target: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", code, str(target)], capture_output=True, text=True, check=True)
    found: Any = json.loads(done.stdout)
    return {name: float(value) for name, value in found.items()}


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    times = parser.parse_args().times
    print("| format | whole process | load and checks | compose | lint | render | memory | bytes |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for kind in FORMATS:
            target = Path(folder) / f"brief.{kind}"
            runs = [{**_run(_WHOLE, target), **_run(_PARTS, target)} for _ in range(times)]
            middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
            cells = [f"{middle[name]:.2f} s" for name in ("whole", "load", "compose", "lint", "render")]
            print(f"| {kind} | {' | '.join(cells)} | {middle['memory']:.0f} MB | {target.stat().st_size:,} |")


if __name__ == "__main__":
    main()
