"""The seal on a frozen forecast: a hash over event, rules, the way of reckoning and the number that came out."""

from __future__ import annotations

import hashlib
import json

from detente.case.fingerprint import written
from detente.case.ledger import Frozen, Question, Reckoning

# What may change after publication: further horizons and forecasts, the topic under which it is shown.
_LEFT_OPEN = {"about", "horizons", "base-rate", "forecasts"}
LENGTH = 12


def seal(question: Question, item: Reckoning, made: str, frozen: Frozen) -> str:
    """The first hex digits of the SHA-256 of the canonical JSON of all that was published; `made` is the day as of
    which it was, and the seal that `frozen` bears is not part of it."""
    asked, reckoned, result = (_plain(part) for part in (question, item, frozen))
    content = {
        "asked": {key: value for key, value in asked.items() if key not in _LEFT_OPEN},
        "made": made,
        "reckoned": {key: value for key, value in reckoned.items() if key != "frozen"},
        "result": {key: value for key, value in result.items() if key != "hash"},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def _plain(part: object) -> dict[str, object]:
    found = written(part)
    assert isinstance(found, dict)
    return found
