"""Stretches in quotation marks, and which of them are whole utterances."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.words import Page, Word

_OPEN, _CLOSE = "“„«", "”»"


@dataclass(frozen=True, slots=True)
class Quote:
    """Offsets of what stands between the marks, in the block's prose. `direct`: an utterance, not a fragment."""

    start: int
    end: int
    direct: bool

    def holds(self, word: Word) -> bool:
        """True for a word between the marks."""
        return self.start <= word.start < self.end


def quotes(page: Page) -> list[Quote]:
    """Quotations of a block in order. One left open runs to the end of the block."""
    prose = page.block.text
    out: list[Quote] = []
    start = -1
    for i, char in enumerate(prose):
        if char in _OPEN and start < 0:
            start = i + 1
        elif char in _CLOSE and start >= 0:
            out.append(_quote(page, start, i))
            start = -1
        elif char == "‘" and start >= 0:
            continue
        elif char == '"':
            if start >= 0:
                out.append(_quote(page, start, i))
                start = -1
            elif i + 1 < len(prose) and not prose[i + 1].isspace():
                start = i + 1
    if start >= 0 and len(prose) - start > 25:
        out.append(_quote(page, start, len(prose)))
    return [quote for quote in out if quote.end > quote.start]


def _quote(page: Page, start: int, end: int) -> Quote:
    prose = page.block.text
    inside = prose[start:end].strip()
    words = page.between(start, end)
    finite = any(w.tag in ("VBD", "VBP", "VBZ", "MD") for w in words)
    before = prose[:start].rstrip('“"„« ')
    opens = not before or bool(re.search(r"[.!?:,;—–-]$|\b(?:said|says|added|writes|wrote|that)$", before))
    starts = bool(re.match(r"[.…\s]*[A-Z\d]", inside))
    count = len(inside.split())
    led = bool(
        re.search(r"\b(?:said|says|replied|answered|added|asked|declared|wrote|writes|told \w+)\s*[,:]$", before)
    )
    closed = bool(re.search(r"[.,!?]$", inside))
    if starts and count >= 2 and closed and (led or (finite and opens)):
        return Quote(start, end, True)
    long = count >= 4
    ends = bool(re.search(r"[.,!?…—]$", inside)) or prose[end + 1 : end + 2] in (",", ".")
    direct = long and finite and opens and (starts or before.endswith((",", ":"))) and (ends or count > 8)
    return Quote(start, end, direct)
