"""Likelihood words after their number; the scales are data in `values/likelihood`."""

from __future__ import annotations

from detente.values.likelihood import ScaleName, scales
from detente.values.likelihood import likelihood as likelihood

SCALE = tuple((term.high / 100, term.word) for term in scales()[ScaleName.ICD_203].terms)
"""The upper end of each term of ICD 203 with its word, from the least likely."""
