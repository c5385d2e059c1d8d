"""Cleaning: furniture falls, paragraphs are joined, every character knows its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.documents.clean import clean
from detente.documents.cleaned import Cleaned
from detente.documents.paragraphs import Kind
from detente.documents.read import pasted

LONG = (
    "The ministers of Arland and Bethia met twice this week and agreed on the order in which the posts along the "
    "river will be handed over, although the fees for the bridge remain open and no date was named."
)


def cleaned(text: str) -> Cleaned:
    """The clean text of pasted `text`."""
    document, problems = pasted(text)
    assert document is not None, problems
    return clean(document)


def test_a_sentence_split_by_a_blank_line_is_joined_with_both_places() -> None:
    text = f"{LONG} The fees will be settled in the\n\nSpring if the council agrees to it.\n\n{LONG}\n"
    result = cleaned(text)
    assert "settled in the Spring if the council" in result.text
    start = result.text.index("the Spring")
    first, last = result.original(start, start + len("the Spring"))
    assert text[first:last] == "the\n\nSpring"
    assert [joined.reason for joined in result.joined] == ["sentence split by a blank line"]


def test_a_colon_before_small_letters_is_joined_but_a_new_sentence_is_not() -> None:
    assert "reality: it must" in cleaned(f"{LONG} They face a new reality:\n\nit must change.\n\n{LONG}").text
    assert "change.\n\nIt is" in cleaned(f"{LONG} All will change.\n\nIt is late.\n\n{LONG}").text


def test_headings_and_items_are_not_joined() -> None:
    result = cleaned(f"# What happened\n\n{LONG}\n\nFees and dates\n\n{LONG}\n\n- one post\n- another post\n\n{LONG}")
    kinds = [block.kind for block in result.blocks]
    assert kinds == [
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.ITEM,
        Kind.ITEM,
        Kind.PARAGRAPH,
    ]


def test_lines_cut_at_a_width_become_paragraphs_and_split_words_whole() -> None:
    text = (
        "The ministers of Arland and Bethia met twice this week and agreed on\n"
        "the order in which the posts along the river will be handed over, al-\n"
        "though the fees for the bridge remain open and no date was named in\n"
        "public by any of them.\n\n"
        "A second paragraph begins here and goes on over the end of its line,\n"
        "as they all do.\n"
    )
    result = cleaned(text)
    assert len(result.blocks) == 2
    assert "handed over, although the fees" in result.text
    assert "its line, as they all do." in result.text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The bridge at Marn in May. (Photo by Tor Ulm/Example Pictures)", "caption"),
        ("Photo: Tor Ulm", "caption"),
        ("commentary", "kicker"),
        ("Share this article", "control"),
        ("Advertisement", "control"),
        ("5 min read", "control"),
        ("Home > World > Rivers", "menu"),
        ("© 2024 Marn Review. All rights reserved.", "boilerplate"),
        ("Sign up for our newsletter to get this in your mailbox.", "boilerplate"),
        (
            "The views expressed here are those of the author and do not necessarily reflect those of the Review.",
            "boilerplate",
        ),
        ("Editing by Tor Ulm", "boilerplate"),
        ("Page 3 of 12", "page number"),
        ("* * *", "rule"),
    ],
)
def test_furniture_is_dropped_and_reported(line: str, kind: str) -> None:
    text = f"{LONG}\n\n{line}\n\n{LONG}\n"
    result = cleaned(text)
    assert [(text[d.start : d.end], d.kind) for d in result.dropped] == [(line, kind)]
    assert result.text == f"{LONG}\n\n{LONG}"


@pytest.mark.parametrize(
    "line",
    [
        "The opposition said its views on the treaty do not reflect those of the ministry, and asked for a vote.",
        "He was photographed at the bridge with Tor Ulm, and the picture was printed in Bethia the next morning.",
        "About Arland the minister said nothing at all, which surprised the delegation and everybody in the room.",
        "By noon Ana Bel had left the hall, and the delegation of Bethia followed her an hour later without a word.",
        "Share prices in Arland fell.",
        "They share a border.",
        "2024",
        "- arms control\n- border posts\n- prisoners\n- fees\n- the bridge",
    ],
)
def test_prose_that_looks_like_furniture_stays(line: str) -> None:
    text = cleaned(f"{LONG}\n\n{line}\n\n{LONG}\n").text
    assert all(part.removeprefix("- ") in text for part in line.split("\n"))


def test_a_picture_text_before_a_caption_goes_with_it() -> None:
    text = (
        f"Two people at a table\n\nAna Bel and Tor Ulm. (Photo by X/Example Pictures)\n\nThe "
        f"bridge\n\n{LONG}\n\n{LONG}"
    )
    assert cleaned(text).text.startswith("The bridge")


def test_the_publishers_notice_at_the_end_is_dropped_to_the_end() -> None:
    notice = "About Marn Institute\n\nMarn Institute is a centre for research.\n\nIt was founded in 1990."
    result = cleaned("\n\n".join([LONG] * 6) + f"\n\n{notice}\n")
    assert "founded" not in result.text and result.text.count("ministers") == 6


def test_running_heads_of_pages_fall_away() -> None:
    pages = [f"Marn Institute Report {n}\n{LONG}" for n in range(1, 6)]
    assert "Report" not in cleaned("\f".join(pages)).text


def test_markup_falls_away_and_lost_links_are_listed() -> None:
    text = f"## Fees\n\nThe **council** said [it would pay](#) and *never* [asked](https://example.org/a_b). {LONG}\n"
    result = cleaned(text)
    assert "The council said it would pay and never asked." in result.text
    assert [(text[link.start : link.end], link.target) for link in result.links] == [
        ("it would pay", None),
        ("asked", "https://example.org/a_b"),
    ]
    assert [link.label for link in result.lost_links] == ["it would pay"]
    start = result.text.index("council said it would")
    first, last = result.original(start, start + len("council said it would"))
    assert text[first:last] == "council** said [it would"


def test_names_with_low_lines_and_stars_are_left_alone() -> None:
    text = f"{LONG} The file is called a_b_c.txt and 2 * 3 * 4 is 24.\n"
    assert "a_b_c.txt and 2 * 3 * 4 is 24." in cleaned(text).text


def test_clean_spans_of_the_document_and_back() -> None:
    text = f"**Arland** said so. {LONG}\n\nPhoto: X\n\n{LONG}"
    result = cleaned(text)
    place = result.clean(text.index("Arland"), text.index("Arland") + 6)
    assert result.text[slice(*place)] == "Arland"
    dropped = result.clean(text.index("Photo"), text.index("Photo") + 5)
    assert dropped[0] == dropped[1]
    with pytest.raises(ValueError, match="no such span"):
        result.original(3, 3)


PIECES = st.sampled_from(
    [
        "Arland",
        "Bethia",
        " ",
        "\n",
        "\n\n",
        "**",
        "[",
        "](#)",
        "](",
        ")",
        "*",
        "_",
        "# ",
        "- ",
        "> ",
        "“",
        "”",
        ".",
        ":",
        "-\n",
        "\r\n",
        "\x0c",
        "\xa0",
        "\u200b",
        "&amp;",
        "\\",
        "`",
        "<!--",
        "-->",
        "é",
        "🜚",
        "About us",
        "Photo: x",
        "the",
        "1.",
        "---\n",
        "\t",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_every_clean_character_stands_where_the_map_says(text: str) -> None:
    document, _ = pasted(text)
    if document is None:
        return
    result = clean(document)
    assert len(result.text) == len(result.offsets)
    for position, character in enumerate(result.text):
        original = document.text[result.offsets[position]] if result.offsets[position] < len(document.text) else "\n"
        assert character == original or character.isspace() or original == "&"
    inside = [result.offsets[at] for block in result.blocks for at in range(block.start, block.end)]
    assert inside == sorted(set(inside))
    for block in result.blocks:
        assert result.text[block.start : block.end].strip()
    for link in result.links:
        assert document.text[link.start : link.end]


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_cleaning_takes_any_text(text: str) -> None:
    document, problems = pasted(text)
    assert document is not None or problems
    if document is not None:
        clean(document)


def test_a_list_at_the_end_is_no_menu_but_labels_are() -> None:
    items = "\n".join(["- arms control", "- border posts", "- prisoners", "- fees", "- the bridge"])
    assert "the bridge" in cleaned(f"{LONG}\n\n{items}\n").text
    labels = "\n".join(["Home", "World", "Culture", "Our people", "Jobs"])
    assert "Jobs" not in cleaned(f"{labels}\n\n{LONG}\n\n{LONG}\n").text


def test_hostile_runs_of_marks_cost_no_more_than_their_length() -> None:
    """Eight times the text may cost eight times as much, and some; a rule that backtracks costs sixty-four times."""
    from time import process_time

    def cost(text: str) -> float:
        start = process_time()  # of this process: what else the machine does is no matter
        cleaned(text)
        return process_time() - start

    for mark in ("#", "*", "[", "[a](b", "![a](", '"a ', "_a", "<!--", "&amp;", "said Aa ", "a | ", "(photo ", "‘a"):
        small = min(cost(mark * 1500) for _ in range(3))
        assert min(cost(mark * 12000) for _ in range(2)) < 40 * small + 0.05, mark
