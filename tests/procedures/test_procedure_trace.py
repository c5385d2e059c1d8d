"""`explain` reaches the article of law."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.trace.explain import UnknownId, explain
from detente.trace.procedure import procedure_ids


def test_an_earliest_date_reaches_the_law(armenia_azerbaijan: Case) -> None:
    leaves = {leaf.id for leaf in explain(armenia_azerbaijan, "earliest:peace-agreement.signed").leaves()}
    assert "constitution-armenia#Art. 202(1)" in leaves
    assert "referendum-armenia-2020#Art. 206" in leaves


def test_everything_can_be_explained(armenia_azerbaijan: Case) -> None:
    """Each id by its own name, and every procedure down to something."""
    for id in procedure_ids(armenia_azerbaijan):
        found = explain(armenia_azerbaijan, id)
        assert found.text
        assert found.id in (id, f"{id}")
    with pytest.raises(UnknownId, match="closest: osce-decision"):
        explain(armenia_azerbaijan, "osce-decisoin")


def test_an_unsourced_value_shows_as_such(armenia_azerbaijan: Case) -> None:
    lines = "\n".join(explain(armenia_azerbaijan, "azerbaijani-ratification.voted").lines())
    assert "majority: 63 of members" in lines
    assert "[unsourced]" in lines
    assert "confidence low" in lines
