"""Likelihood words of Intelligence Community Directive 203 (2015), always after their number."""

from __future__ import annotations

SCALE = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (0.99, "almost certain"),
)
"""Below this share, this word; the last band includes its end."""


def likelihood(share: float) -> str | None:
    """The word for a share in 0..1; none under 1% and over 99%, where the directive has none."""
    if not 0.01 <= share <= 0.99:
        return None
    return next((word for most, word in SCALE if share < most), SCALE[-1][1])
