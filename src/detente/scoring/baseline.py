"""What a forecast must beat: the pooled base rate, a Kaplan-Meier curve without structure, and "nothing changes"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.outlook.classes import TextWatch, signature_curve
from detente.outlook.classes.survival import survival_at


def base_rate(known: Sequence[TextWatch], days: Sequence[float]) -> list[float]:
    """The share signed within so many days, of the texts whose fate by then is known.

    k of n as (k + 1/2) / (n + 1), so that no count makes a thing certain (Jeffreys's prior). The texts that count
    change with the days, so that a share can fall; the curve then stays where it was.
    """
    shares: list[float] = []
    for day in days:
        settled = [w for w in known if w.days >= day or w.end != "open"]
        signed = sum(w.end == "signed" and w.days <= day for w in settled)
        share = (signed + 0.5) / (len(settled) + 1.0)
        shares.append(max(share, shares[-1]) if shares else share)
    return shares


def kaplan_meier_curve(known: Sequence[TextWatch], days: Sequence[float]) -> list[float]:
    """One minus the product-limit estimate; a process that ended leaves the watch like one still open."""
    steps = signature_curve(tuple(known))
    return [1.0 - survival_at(steps, day) for day in days]


def nothing_changes(_known: Sequence[TextWatch], days: Sequence[float]) -> list[float]:
    """No text is ever signed."""
    return [0.0 for _ in days]
