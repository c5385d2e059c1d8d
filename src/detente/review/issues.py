"""Which issue of a case a passage is about: suggested by the words it shares, decided by the reviewer.

A word counts the more, the fewer issues use it (inverse document frequency, Spärck Jones 1972, J. Doc. 28). An issue
is described by its name, its question, its labels, and by the statements that already stand on it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from detente.case.case import Case
from detente.review.words import stems

_OWN_WORDS = 3.0
"""Weight of a word in the issue's own name beside one in a statement on it."""

_SHARPNESS = 1.5
"""How much more a rare word counts than a common one; with the next two chosen on the shipped cases."""
_SPEAKER = 0.3
"""How much it counts that the speaker has spoken on the issue before."""
_SHORT = 6.0
"""Keeps issues with few words from winning on one of them."""


class IssueIndex:
    """The issues of a case by their words."""

    def __init__(self, case: Case, leaving_out: Iterable[str] = ()) -> None:
        """Statements of the sources in `leaving_out` do not count (for measuring)."""
        out = set(leaving_out)
        self._weights: dict[str, dict[str, float]] = {issue: defaultdict(float) for issue in case.process.issues}
        self._actors: dict[str, dict[str, float]] = {issue: defaultdict(float) for issue in case.process.issues}
        for issue, item in case.process.issues.items():
            own = " ".join(filter(None, (item.name, item.asks, issue.replace("-", " "))))
            labels = " ".join(f"{name} {text}" for name, text in (getattr(item, "labels", None) or {}).items())
            for word in stems(own):
                self._weights[issue][word] += _OWN_WORDS
            for word in stems(labels):
                self._weights[issue][word] += 1.0
        for key, statement in case.statements.items():
            if key.partition("/")[0] not in out and statement.about in self._weights:
                for word in stems(f"{statement.says} {statement.condition or ''}"):
                    self._weights[statement.about][word] += 1.0
                for actor in statement.by:
                    self._actors[statement.about][actor] += 1.0
        used = Counter(word for counted in self._weights.values() for word in counted)
        total = max(1, len(self._weights))
        self._rarity = {word: math.log((1 + total) / (1 + number)) + 0.1 for word, number in used.items()}

    def suggest(self, text: str, by: Iterable[str] = (), most: int = 5) -> tuple[str, ...]:
        """The likeliest issues of a passage, best first; none where no word is shared."""
        asked = stems(text)
        scores: dict[str, float] = {}
        for issue, counted in self._weights.items():
            shared = asked & counted.keys()
            if not shared:
                continue
            score = sum(self._rarity[word] ** _SHARPNESS * (1 + math.log(counted[word])) for word in shared)
            length = math.sqrt(sum(self._rarity[word] ** 2 for word in counted))
            known = sum(self._actors[issue][actor] for actor in by)
            scores[issue] = score / (length + _SHORT) * (1 + _SPEAKER * math.log1p(known))
        ranked = sorted(scores, key=lambda issue: (-scores[issue], issue))
        return tuple(ranked[:most])
