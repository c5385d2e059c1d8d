"""The outlook: what is likely, by when, why, and what would change it.

The doors are ``simulate``, ``compare`` and ``sensitivity``; ``check`` lists the problems of a process.
"""

from __future__ import annotations

from detente.outlook.check import check
from detente.outlook.compare import Comparison, compare
from detente.outlook.condition import AllOf, AnyOf, Demand, Procedure, Retry
from detente.outlook.driver import Driver, Scheduled
from detente.outlook.lever import Lever, applied
from detente.outlook.number import Number, Uncertain
from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.process import Hazard, Process, Rung
from detente.outlook.result import Estimate, Moment, Outlook, Pass
from detente.outlook.sensitivity import Sensitivity, sensitivity
from detente.outlook.simulate import simulate
from detente.outlook.step import ByState, Step, Window, Yearly
from detente.outlook.work import (
    Beta,
    Empirical,
    Exponential,
    Fixed,
    Lognormal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
)

__all__ = [
    "AllOf",
    "AnyOf",
    "Beta",
    "ByState",
    "Comparison",
    "Demand",
    "Driver",
    "Empirical",
    "Estimate",
    "Exponential",
    "Fixed",
    "Hazard",
    "InvalidModel",
    "Lever",
    "Lognormal",
    "Moment",
    "Number",
    "Outlook",
    "Pass",
    "Pert",
    "Problem",
    "Procedure",
    "Process",
    "Quantiles",
    "Retry",
    "Rung",
    "Scheduled",
    "Sensitivity",
    "Step",
    "Triangular",
    "Uncertain",
    "Uniform",
    "Window",
    "Yearly",
    "applied",
    "check",
    "compare",
    "sensitivity",
    "simulate",
]
