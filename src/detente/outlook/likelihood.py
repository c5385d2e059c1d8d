"""Likelihood words after their number; the scales are data in `values/likelihood`."""

from __future__ import annotations

from detente.values.likelihood import likelihood as likelihood
