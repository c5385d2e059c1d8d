"""`explain 4.2`: what the second sentence of section 4 rests on."""

from __future__ import annotations

import re
from functools import lru_cache

from detente.brief.compose import compose
from detente.brief.document import Brief, sentences_of
from detente.case.case import Case
from detente.trace.explain import UnknownId, explain
from detente.trace.trace import Trace

_ADDRESS = re.compile(r"(A?\d+)\.(\d+)\Z", re.ASCII)


def is_address(text: str) -> bool:
    """True for `4.2` and `A3.17`."""
    return bool(_ADDRESS.match(text))


def explain_line(case: Case, address: str) -> Trace:
    """The tree behind a line of the brief; raise `UnknownId` where the brief has no such line."""
    match = _ADDRESS.match(address)
    number, index = (match[1], int(match[2])) if match else ("", 0)
    for section in _composed(case).all_sections():
        if section.number == number:
            sentences = list(sentences_of(section))
            if not 1 <= index <= len(sentences):
                raise UnknownId(f"section {number} has the lines {number}.1 to {number}.{len(sentences)}")
            sentence = sentences[index - 1]
            reasons = [explain(case, reason) for reason in (*sentence.because, *sentence.cites)]
            kind = "assessment" if sentence.assessment else "framing" if sentence.framing and not reasons else ""
            return Trace(address, sentence.text, tuple(reasons), kind)
    raise UnknownId(f"the brief has no section {number}")


@lru_cache(maxsize=2)
def _composed(case: Case) -> Brief:
    """Composed once, however many lines are asked about."""
    return compose(case)
