"""The shipped case, loaded once; never written to."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.loader import load
from detente.commands.case_argument import shipped
from detente.procedures.compile import Model, compiled


@pytest.fixture(scope="session")
def armenia_azerbaijan() -> Case:
    """The shipped case."""
    case, problems = load(shipped() / "armenia-azerbaijan")
    assert case is not None and not problems.errors, problems.text()
    return case


@pytest.fixture(scope="session")
def model(armenia_azerbaijan: Case) -> Model:
    """Its process, compiled."""
    return compiled(armenia_azerbaijan)
