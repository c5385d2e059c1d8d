"""Dating a document that does not say its date: bounds with reasons, never a guess."""

from __future__ import annotations

import pytest

from detente.documents.dates import mentions, stated
from detente.documents.dating import narrowed
from detente.documents.document import Certainty, Known
from detente.documents.read import pasted
from detente.values.partial_date import PartialDate

FILL = "The two delegations have kept to themselves, and the mediators of the talks at Marn are as patient as ever."


def published(text: str) -> Known[PartialDate] | None:
    """The date of a pasted text."""
    document, problems = pasted(text)
    assert document is not None, problems
    return document.metadata.published


def test_a_past_event_bounds_from_below() -> None:
    known = published(f"{FILL} Arland closed the bridge in February 2021.")
    assert known is not None and str(known.value) == "2021-02-01/.."
    assert known.certainty is Certainty.INFERRED and "February 2021 as past" in known.basis


def test_the_short_form_of_a_date_is_read_within_half_a_year() -> None:
    known = published(
        f"{FILL} Arland closed the bridge in February 2021. A report on March 18 said that it had reopened."
    )
    assert known is not None and str(known.value) == "2021-03-18/.."
    assert "cites March 18" in known.basis
    known = published(
        f"{FILL} Arland closed the bridge in February 2021. A report on 9 December said that it had reopened."
    )
    assert known is not None and str(known.value) == "2021-02-01/.."  # it may be December 2020: no later bound


def test_what_was_only_agreed_to_do_bounds_nothing() -> None:
    known = published(f"{FILL} Arland closed the bridge in February 2021. Both agreed to meet again in late April.")
    assert known is not None and str(known.value) == "2021-02-01/.."


def test_an_event_to_come_bounds_from_above() -> None:
    known = published(
        f"{FILL} Arland closed the bridge in 2020. A vote is expected to take place before elections in June 2022."
    )
    assert known is not None and str(known.value) == "2020-01-01/2022-06-30"
    assert "June 2022 as to come" in known.basis


@pytest.mark.parametrize(
    "sentence",
    [
        'The minister said: "We closed the bridge in February 2021."',
        "If the bridge had closed in February 2021, Bethia would have protested.",
        "The 1999 accord is silent on the bridge.",
        "The plan speaks of 2030.",
    ],
)
def test_what_others_say_and_what_is_not_told_bounds_nothing(sentence: str) -> None:
    assert published(f"{FILL} {sentence}") is None


def test_without_any_year_nothing_is_claimed() -> None:
    assert published(f"{FILL} A report on March 18 said that the bridge had reopened.") is None


def test_a_stated_date_wins_over_bounds() -> None:
    known = published(f"Published on 2 May 2024\n\n{FILL} Arland closed the bridge in February 2021.")
    assert known is not None and str(known.value) == "2024-05-02" and known.certainty is Certainty.STATED


def test_a_document_that_is_quoted_came_out_before_the_one_that_quotes() -> None:
    own = Known(PartialDate.parse("2021-02-01/.."), "not stated", Certainty.INFERRED)
    found = narrowed(own, [("b.txt", PartialDate.parse("2021-04")), ("c.txt", PartialDate.parse("2021-06-01"))])
    assert found is not None and str(found.value) == "2021-02-01/2021-04-30" and "b.txt" in found.basis
    stated_date = Known(PartialDate.parse("2021-02-01"), "date line")
    assert narrowed(stated_date, [("b.txt", PartialDate.parse("2020-01-01"))]) == stated_date
    assert narrowed(own, [("b.txt", PartialDate.parse("2020"))]) == own


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-05-02", "2024-05-02"),
        ("2024-05-02T10:00:00Z", "2024-05-02"),
        ("Thu, 02 May 2024 10:00:00 +0000", "2024-05-02"),
        ("2 May 2024", "2024-05-02"),
        ("May 2nd, 2024", "2024-05-02"),
        ("May 2024", "2024-05"),
        ("31/05/2024", "2024-05-31"),
        ("05/06/2024", None),
        ("yesterday", None),
        ("31 June 2024", None),
    ],
)
def test_dates_in_metadata_fields(text: str, wanted: str | None) -> None:
    found = stated(text)
    assert (str(found) if found else None) == wanted


def test_mentions_do_not_read_numbers_as_years() -> None:
    text = "In 2019, 2,019 of 1.2020 tonnes (2019-20) went to the 1990s market; see May 3 and 12 April 2018."
    assert [text[m.start : m.end] for m in mentions(text)] == ["2019", "May 3", "12 April 2018"]
