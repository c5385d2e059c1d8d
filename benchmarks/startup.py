"""Start-up of `detente --help` beside an empty run of the interpreter, by turns in one session.

    python benchmarks/startup.py [--times 15]

The ratio is what the imports of the command line add; heavy libraries must not be among them.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "detente --help": [sys.executable, "-m", "detente", "--help"],
    "detente show --help": [sys.executable, "-m", "detente", "show", "--help"],
    "detente check --help": [sys.executable, "-m", "detente", "check", "--help"],
}
HEAVY = ("pydantic", "yaml", "docx", "typst", "numpy", "scipy", "spacy", "networkx")


def measure(times: int) -> dict[str, list[float]]:
    """Wall time in seconds of each command, by turns, so that a slow moment of the machine touches all of them."""
    spent: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(times):
        for name, command in COMMANDS.items():
            begin = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            spent[name].append(time.perf_counter() - begin)
    return spent


def heavy_imports(arguments: str) -> list[str]:
    """Heavy libraries that a command line imports before it answers."""
    code = (
        "import contextlib, io, sys; from detente.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    main({arguments.split()!r})\n"
        f"print(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15)
    spent = measure(parser.parse_args().times)
    floor = statistics.median(spent["python -c pass"])
    print("| command | median | fastest | over an empty run | heavy imports |\n|---|---|---|---|---|")
    for name, times in spent.items():
        middle = statistics.median(times)
        heavy = heavy_imports(name.removeprefix("detente ")) if name.startswith("detente") else []
        print(f"| `{name}` | {middle:.3f} s | {min(times):.3f} s | {middle / floor:.1f}x | {', '.join(heavy)} |")


if __name__ == "__main__":
    main()
