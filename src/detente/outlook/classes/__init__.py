"""Reference classes: how often such things happened before, with k, n, intervals and what is not known."""

from __future__ import annotations

from detente.outlook.classes.reference import (
    QuietHazard,
    RateClass,
    ReferenceClass,
    quiet_hazards,
    rate_classes,
    reference_classes,
)
from detente.outlook.classes.shrinkage import Pool, Pooled, pooled_rates, pooled_shares
from detente.outlook.classes.survival import Incidence, Survival, cumulative_incidence, kaplan_meier
from detente.outlook.classes.texts import TextWatch, signature_curve, signature_incidence, text_watches

__all__ = [
    "Incidence",
    "Pool",
    "Pooled",
    "QuietHazard",
    "RateClass",
    "ReferenceClass",
    "Survival",
    "TextWatch",
    "cumulative_incidence",
    "kaplan_meier",
    "pooled_rates",
    "pooled_shares",
    "quiet_hazards",
    "rate_classes",
    "reference_classes",
    "signature_curve",
    "signature_incidence",
    "text_watches",
]
