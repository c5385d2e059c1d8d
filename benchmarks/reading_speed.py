"""Words a second of the reader beside the bare parser with the same components, and peak memory.

    python benchmarks/reading_speed.py [FILE ...]

Without files it reads made-up reporting. Both run on the same blocks in the same process, alternating, and the
best of each is taken; the ratio is what counts, since the machine may be shared.
"""

from __future__ import annotations

import pathlib
import random
import resource
import sys
import time

from detente.reading import Document, read_all
from detente.reading.model import model
from detente.reading.plain import blocks

ROUNDS = 5
SIDES = (
    "Arland",
    "Bethia",
    "the mediators",
    "the army of Arland",
    "Bethian officials",
    "the foreign minister",
)
CUES = (
    "said",
    "insisted",
    "denied",
    "warned",
    "claimed",
    "announced",
    "argued",
    "added",
    "stressed",
    "believes",
)
CLAUSES = (
    "that the border would stay closed until the prisoners are released",
    "that no shots had been fired since early April",
    "that the talks could resume in the autumn of 2026",
    "that the other side must first withdraw its troops from the valley",
    "that the text had been agreed in full three weeks after the summit",
)
PLAIN = (
    "The road to the valley has been closed for more than two years.",
    "Markets on both banks of the river were open, and buses ran again.",
    "Analysts in the region doubt that the harvest can be brought in before winter.",
    "On 4 March 2024 a convoy of forty lorries reached the northern towns.",
)


def made_up(words: int, seed: int = 7) -> str:
    """Reporting about states that do not exist."""
    draw = random.Random(seed)
    out: list[str] = []
    count = 0
    while count < words:
        lines = []
        for _ in range(draw.randint(2, 5)):
            line = (
                f"{draw.choice(SIDES)} {draw.choice(CUES)} {draw.choice(CLAUSES)}."
                if draw.random() < 0.5
                else draw.choice(PLAIN)
            )
            lines.append(line[0].upper() + line[1:])
            count += len(line.split())
        out.append(" ".join(lines))
    return "\n\n".join(out) + "\n"


def timed(run: object) -> float:
    """Seconds of one call."""
    assert callable(run)
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main(files: list[str]) -> None:
    texts = [pathlib.Path(name).read_text(encoding="utf8") for name in files] or [made_up(6000)]
    words = sum(len(text.split()) for text in texts)
    cold = timed(model)
    prose = [block.text for text in texts for block in blocks(text)]
    nlp = model()

    def bare() -> None:
        for _ in nlp.pipe(prose, batch_size=16):
            pass

    def reader() -> None:
        read_all([Document(str(i), text) for i, text in enumerate(texts)])

    first = timed(reader)
    bare()
    plain, whole = [], []
    for _ in range(ROUNDS):
        plain.append(timed(bare))
        whole.append(timed(reader))
    best_plain, best_whole = min(plain), min(whole)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'':28}{'seconds':>10}{'words/s':>12}")
    print(f"{'load the model':28}{cold:>10.2f}{'':>12}")
    print(f"{'reader, first run':28}{first:>10.2f}{words / first:>12,.0f}")
    print(f"{'bare pipeline, best of ' + str(ROUNDS):28}{best_plain:>10.2f}{words / best_plain:>12,.0f}")
    print(f"{'reader, best of ' + str(ROUNDS):28}{best_whole:>10.2f}{words / best_whole:>12,.0f}")
    print(
        f"words {words:,}; reader at {best_plain / best_whole:.0%} of the bare pipeline; peak memory {peak:.0f} MiB"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
