"""Finding copied passages among many documents: `reuse_index` beside datasketch's MinHash LSH, in one run.

    python benchmarks/copies.py                 100, 1,000 and 10,000 made-up documents
    python benchmarks/copies.py --large         and 100,000
    python benchmarks/copies.py --sizes 300 500

The documents are made up from a vocabulary with word frequencies as in prose (Zipf-Mandelbrot), a topic each, common
small words and a stock of set phrases that many documents share and that are no copies. Into one document in ten a
passage of another is planted: 25, 50, 100 or 200 words, with none, a tenth, a fifth or three tenths of the words
changed, left out or put in. Recall is the part of planted pairs that a method proposes; precision the part of its
proposals that were planted. Each method runs in a process of its own on the same documents; time is for indexing and
all pairs.

MinHash LSH is given three ways: over whole documents, as it is mostly used; over windows of 60 words, which suits
passages better and costs more; and over windows with as few permutations as make it take about the time of the index,
which shows both at equal time. It hashes with CRC-32, several times faster than its default.

A method that needs more than 8 GB is stopped and says so.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterable

LENGTHS = (25, 50, 100, 200)
EDITS = (0.0, 0.1, 0.2, 0.3)
SMALL = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "is",
    "that",
    "for",
    "on",
    "with",
    "as",
    "by",
    "was",
    "it",
    "from",
    "are",
    "be",
    "this",
    "which",
    "has",
    "have",
    "at",
    "not",
    "its",
    "an",
    "were",
]
Pairs = set[tuple[int, int]]
MOST_MEMORY = 8 * 2**30


def made_up(size: int, seed: int = 7) -> tuple[list[str], dict[tuple[int, int], tuple[int, float]]]:
    """`size` documents, and the planted pairs with length and rate of edits."""
    import numpy as np

    rng = np.random.default_rng(seed)
    chance = random.Random(seed)
    vocabulary = np.array(_vocabulary(30_000, chance), dtype=object)
    weight = 1.0 / (np.arange(len(vocabulary)) + 60.0)  # Zipf and Mandelbrot, without the small words
    common = np.cumsum(weight / weight.sum())
    stock = [_set_phrase(rng, vocabulary) for _ in range(400)]
    documents = [_document(rng, vocabulary, common, stock) for _ in range(size)]
    planted: dict[tuple[int, int], tuple[int, float]] = {}
    for target in range(0, size, 10):
        source = int(rng.integers(0, size))
        length, rate = LENGTHS[(target // 10) % 4], EDITS[(target // 40) % 4]
        if (
            source == target
            or len(documents[source]) < length
            or (source % 10 == 0 and source in {t for _, t in planted})
        ):
            continue
        start = int(rng.integers(0, len(documents[source]) - length + 1))
        passage = _edited(documents[source][start : start + length], rate, chance, vocabulary)
        at = int(rng.integers(0, len(documents[target]) + 1))
        documents[target][at:at] = passage
        planted[min(source, target), max(source, target)] = (length, rate)
    return [" ".join(words) for words in documents], planted


def _vocabulary(size: int, chance: random.Random) -> list[str]:
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    words: dict[str, None] = {}
    while len(words) < size:
        words[
            "".join(chance.choice(syllables) for _ in range(chance.randint(2, 4)))
            + chance.choice(["", "n", "r", "t"])
        ] = None
    return list(words)


def _set_phrase(rng, vocabulary) -> list[str]:  # type: ignore[no-untyped-def]
    """Four to nine words that everybody uses, as many of them small words as in prose."""
    words = [vocabulary[int(i)] for i in rng.integers(0, 3000, int(rng.integers(4, 10)))]
    return [SMALL[int(rng.integers(0, len(SMALL)))] if rng.random() < 0.45 else word for word in words]


def _document(rng, vocabulary, common, stock) -> list[str]:  # type: ignore[no-untyped-def]
    import numpy as np

    length = int(np.clip(rng.lognormal(6.0, 0.5), 120, 3000))
    drawn = np.searchsorted(common, rng.random(length))
    topic = rng.integers(0, len(vocabulary), 60)
    on_topic = rng.random(length) < 0.25
    drawn[on_topic] = topic[rng.integers(0, 60, int(on_topic.sum()))]
    words: list[str] = vocabulary[drawn % len(vocabulary)].tolist()
    for index in np.flatnonzero(rng.random(length) < 0.45).tolist():
        words[index] = SMALL[int(rng.integers(0, len(SMALL)))]
    for _ in range(int(rng.integers(2, 9))):
        at = int(rng.integers(0, len(words)))
        words[at:at] = stock[int(rng.integers(0, len(stock)))]
    return words


def _edited(passage: list[str], rate: float, chance: random.Random, vocabulary) -> list[str]:  # type: ignore[no-untyped-def]
    found: list[str] = []
    for word in passage:
        if chance.random() >= rate:
            found.append(word)
            continue
        how = chance.random()
        if how < 0.6:
            found.append(vocabulary[chance.randrange(len(vocabulary))])
        elif how < 0.8:
            found += [word, vocabulary[chance.randrange(len(vocabulary))]]
    return found


def ours(documents: list[str]) -> Pairs:
    """`ReuseIndex`, seeds and confirmation together."""
    from detente.reading.reuse_index import ReuseIndex

    index = ReuseIndex()
    index.extend((str(number), text) for number, text in enumerate(documents))
    return {(min(c.first, c.second), max(c.first, c.second)) for c in index.candidates()}


def lsh_documents(documents: list[str]) -> Pairs:
    """MinHash LSH over the five-word shingles of whole documents, at a Jaccard threshold of 0.1."""
    return _lsh(((number, text.split()) for number, text in enumerate(documents)), 0.1, 128)


def lsh_windows(documents: list[str]) -> Pairs:
    """MinHash LSH over windows of 60 words, every 30 words, at 0.2."""
    return _lsh(_windows(documents, 60, 30), 0.2, 128)


def lsh_equal_time(documents: list[str]) -> Pairs:
    """MinHash LSH over windows of 60 words, every 60 words, with 16 permutations: about the time of the index."""
    return _lsh(_windows(documents, 60, 60), 0.2, 16)


def _windows(documents: list[str], width: int, step: int) -> Iterable[tuple[int, list[str]]]:
    for number, text in enumerate(documents):
        words = text.split()
        for at in range(0, max(1, len(words) - width // 2 + 1), step):
            yield number, words[at : at + width]


def _lsh(items: Iterable[tuple[int, list[str]]], threshold: float, permutations: int) -> Pairs:
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]

    lsh = MinHashLSH(threshold=threshold, num_perm=permutations)
    empty = MinHash(num_perm=permutations, hashfunc=zlib.crc32)
    found: Pairs = set()
    for serial, (number, words) in enumerate(items):
        sketch = empty.copy()
        sketch.update_batch([" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))])
        for other, _ in lsh.query(sketch):
            if other != number:
                found.add((min(other, number), max(other, number)))
        lsh.insert((number, serial), sketch, check_duplication=False)
    return found


METHODS: dict[str, Callable[[list[str]], Pairs]] = {
    "reuse_index": ours,
    "MinHash LSH, documents": lsh_documents,
    "MinHash LSH, windows": lsh_windows,
    "MinHash LSH, equal time": lsh_equal_time,
}


def measured(method: str, size: int) -> dict[str, float]:
    """One method on one size, in this process."""
    documents, planted = made_up(size)
    METHODS[method](documents[:20])  # imports and caches are not what is measured
    before = _memory()
    start = time.perf_counter()
    found = METHODS[method](documents)
    seconds = time.perf_counter() - start
    hits = found & planted.keys()
    row = {
        "seconds": seconds,
        "memory": max(0.0, _memory() - before),
        "words": float(sum(text.count(" ") + 1 for text in documents)),
        "planted": float(len(planted)),
        "recall": len(hits) / max(1, len(planted)),
        "precision": len(hits) / max(1, len(found)),
    }
    for rate in EDITS:
        wanted = {pair for pair, (_, r) in planted.items() if r == rate}
        row[f"recall at {rate}"] = len(hits & wanted) / max(1, len(wanted))
    for length in LENGTHS:
        wanted = {pair for pair, (n, _) in planted.items() if n == length}
        row[f"recall of {length}"] = len(hits & wanted) / max(1, len(wanted))
    return row


def _memory() -> float:
    """Peak resident size in MB (Linux counts kilobytes, macOS bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    options.add_argument("--large", action="store_true", help="100,000 documents too")
    options.add_argument("--only", choices=list(METHODS), action="append")
    options.add_argument("--one", nargs=2, metavar=("METHOD", "SIZE"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        print(json.dumps(measured(chosen.one[0], int(chosen.one[1]))))
        return
    print(
        "| documents | method | seconds | µs/word | MB more | recall | 0% / 10% / 20% / 30% edited "
        "| 25 / 50 / 100 / 200 words | precision |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for size in [*chosen.sizes, *([100_000] if chosen.large else [])]:
        for method in chosen.only or METHODS:
            done = subprocess.run(
                [sys.executable, __file__, "--one", method, str(size)], capture_output=True, text=True, check=False
            )
            if done.returncode:
                why = "over 8 GB" if "MemoryError" in done.stderr else done.stderr.strip()[-200:]
                print(f"| {size:,} | {method} | {why} | | | | | | |", flush=True)
                continue
            row = json.loads(done.stdout)
            rates = " / ".join(f"{row[f'recall at {rate}']:.2f}" for rate in EDITS)
            lengths = " / ".join(f"{row[f'recall of {length}']:.2f}" for length in LENGTHS)
            print(
                f"| {size:,} | {method} | {row['seconds']:.2f} | {1e6 * row['seconds'] / row['words']:.2f} "
                f"| {row['memory']:.0f} | {row['recall']:.3f} | {rates} | {lengths} | {row['precision']:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
