"""A share in whole percents, never as certain."""

from __future__ import annotations


def percent(share: float) -> str:
    """`26%` for 0.26; `under 1%` and `over 99%` beyond."""
    if share < 0.01:
        return "under 1%"
    return "over 99%" if share > 0.99 else f"{100 * share:.0f}%"
