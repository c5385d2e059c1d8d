"""The date grammar, against a document of 20 March 2025 (a Thursday)."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")

from detente.reading import read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on 13 March 2024.", "2024-03-13"),
        ("They met on March 13th, 2024.", "2024-03-13"),
        ("They met on 2024-03-13.", "2024-03-13"),
        ("They met on March 13.", "2025-03-13"),
        ("They met on 28 December.", "2024-12-28"),
        ("They will meet on 28 December.", "2025-12-28"),
        ("They met in February 2023.", "2023-02"),
        ("They met last December.", "2024-12"),
        ("They will meet next June.", "2025-06"),
        ("They met in early April 2024.", "2024-04-01/2024-04-10"),
        ("They met in mid-February.", "2025-02-11/2025-02-20"),
        ("They met in late February 2024.", "2024-02-21/2024-02-29"),
        ("They met last month.", "2025-02"),
        ("They met last year.", "2024"),
        ("They met last week.", "2025-03-10/2025-03-16"),
        ("They met yesterday.", "2025-03-19"),
        ("They met on Monday.", "2025-03-17"),
        ("They will meet on Monday.", "2025-03-24"),
        ("They met in the summer of 2021.", "2021-06/2021-08"),
        ("They met last winter.", "2024-12/2025-02"),
        ("It began in the winter of 2021.", "2021-12/2022-02"),
        ("It began in the 1990s.", "199X"),
        ("It began in the early 1990s.", "1990/1993"),
        ("It began in the mid-1980s.", "1984/1986"),
        ("It lasted from 2020 to 2023.", "2020/2023"),
        ("It lasted three weeks.", "P3W"),
        ("It lasted more than two decades.", "P20Y"),
        ("It lasted for months.", "PXM"),
        ("It was a 24-hour attack.", "PT24H"),
        ("They met two years ago.", "2023"),
        ("They met ten days ago.", "2025-03-10"),
        ("It must be done by the end of 2026.", "2026-12-31"),
        ("It must be done by year's end.", "2025-12-31"),
        ("They met in the first half of 2024.", "2024-01/2024-06"),
    ],
)
def test_expressions(text: str, value: str) -> None:
    got = read(text, published="2025-03-20").dates
    assert [d.value for d in got] == [value]


def test_two_years_are_two_dates() -> None:
    assert [d.value for d in read("It happened in 2022 and 2023.").dates] == ["2022", "2023"]


def test_after_an_event_that_the_document_dates() -> None:
    text = "The announcement came on 13 March 2024. Three weeks after the announcement, the talks stalled."
    assert [d.value for d in read(text).dates] == ["2024-03-13", "2024-04-03"]


@pytest.mark.parametrize(
    "text",
    [
        "It was unthinkable just a few years ago.",
        "They left a year before their mandate ended.",
        "In recent years little has changed.",
        "They met on Monday.",
        "They met last month.",
    ],
)
def test_what_cannot_be_known_stays_open(text: str) -> None:
    assert [d.value for d in read(text).dates] == [None]


@pytest.mark.parametrize("text", ["It may rain.", "They march on.", "Some 2000 people came.", "The year was long."])
def test_no_date_where_none_is(text: str) -> None:
    assert read(text, published="2025-03-20").dates == ()


def test_the_documents_own_date_is_read_off_its_head() -> None:
    got = read("Talks resume\n\nPublished on 5 June 2024\n\nThey met on Monday and left on 7 June.\n")
    assert got.anchor.earliest == "2024-06-05"
    assert [d.value for d in got.dates][1] == "2024-06-03"


def test_an_undated_document_is_bounded_by_what_it_calls_past() -> None:
    got = read("They signed a note on 3 February 2024 and another on 1 March 2024. On March 3 they met again.")
    assert got.anchor.reason == "speaks of 2024-03-03 as past"
    assert [d.value for d in got.dates] == ["2024-02-03", "2024-03-01", "2024-03-03"]


def test_one_month_that_is_past_gives_no_other_date_its_year() -> None:
    got = read(
        "ARLEN, March 18 (Agency) -- Talks have been stalled since July 2017. They will meet again in late July."
    )
    assert got.anchor.reason == "speaks of 2017-07 as past"
    assert [d.value for d in got.dates] == [None, "2017-07", None]
