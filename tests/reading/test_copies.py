"""Direction, credit and closeness of copied passages; the shares; independent origins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.documents.clean import clean
from detente.documents.cleaned import Cleaned
from detente.documents.read import read_bytes
from detente.reading.copies import compare, compare_all
from detente.reading.copies_align import chains
from detente.reading.copies_origins import Support, origins
from detente.reading.copies_passage import Closeness, Copied, Credit, Direction, Side
from detente.reading.copies_quotes import credits_in, quotations, same_name
from detente.reading.copies_words import words_of

KEY = "the ferry between the two harbours will run again once the customs sheds have been rebuilt and the pilots paid"
OWN = "Nothing else of note was decided on that day, and the delegations left by separate doors without a handshake."
OTHER = (
    "Prices at the fish market rose for the third week, and the mayor blamed a storm that had kept the boats at home."
)


def made(text: str, name: str, published: str | None = None, publisher: str | None = None) -> Cleaned:
    """A clean document with the given metadata."""
    lines = [f"published: {published}"] if published else []
    lines += [f"publisher: {publisher}"] if publisher else []
    front = "---\n" + "\n".join(lines) + "\n---\n" if lines else ""
    document, problems = read_bytes((front + text).encode(), name)
    assert document is not None, problems
    return clean(document)


def only(first: Cleaned, second: Cleaned) -> Copied:
    """The one passage between two documents."""
    (passage,) = compare(first, second).copied
    return passage


def test_dates_give_the_direction() -> None:
    early = made(f"{OWN} They agreed that {KEY}.", "early.txt", "2024-05-01")
    late = made(f"{OTHER} So {KEY}.", "late.txt", "2024-05-09")
    passage = only(early, late)
    assert (
        passage.direction is Direction.A_TO_B and passage.earlier is not None and passage.earlier.name == "early.txt"
    )
    assert only(late, early).direction is Direction.B_TO_A
    assert "2024-05-01" in passage.because


@pytest.mark.parametrize("dates", [(None, None), ("2024-05-01", None), ("2024-05", "2024-05-09"), ("2024", "2024")])
def test_where_dates_leave_doubt_the_direction_is_unknown(dates: tuple[str | None, str | None]) -> None:
    one = made(f"{OWN} They agreed that {KEY}.", "one.txt", dates[0])
    two = made(f"{OTHER} So {KEY}.", "two.txt", dates[1])
    passage = only(one, two)
    assert passage.direction is Direction.UNKNOWN and passage.credit is Credit.UNKNOWN
    assert passage.earlier is None and passage.later is None


def test_quotation_marks_and_a_name_tell_the_copy_from_the_original() -> None:
    one = made(f"{OWN} They agreed that {KEY}.", "one.txt", publisher="Harbour Weekly")
    two = made(f"{OTHER} “{KEY},” Harbour Weekly reported.", "two.txt")
    passage = only(one, two)
    assert passage.closeness is Closeness.QUOTATION and passage.direction is Direction.A_TO_B
    assert passage.credit is Credit.QUOTED and passage.credited_to == "Harbour Weekly"


@pytest.mark.parametrize(
    ("sentence", "credit", "credited_to"),
    [
        (f"It seems that {KEY}.", Credit.NONE, None),
        (f"According to Harbour Weekly, {KEY}.", Credit.NAMED, "Harbour Weekly"),
        (f"It seems that [{KEY}](#).", Credit.UNKNOWN, None),
        (f"It seems that [{KEY}](https://example.org/h).", Credit.LINKED, "https://example.org/h"),
    ],
)
def test_credit(sentence: str, credit: Credit, credited_to: str | None) -> None:
    early = made(f"{OWN} They agreed that {KEY}.", "early.txt", "2024-05-01", "Harbour Weekly")
    late = made(f"{OTHER} {sentence}", "late.txt", "2024-05-09")
    passage = only(early, late)
    assert (passage.credit, passage.credited_to) == (credit, credited_to)


def test_the_same_words_of_a_third_party_are_a_common_source() -> None:
    one = made(f'{OWN} "The sheds will be rebuilt before the first frost," said Ana Bel.', "one.txt", "2024-05-01")
    two = made(f'{OTHER} Ana Bel said: "The sheds will be rebuilt before the first frost."', "two.txt", "2024-05-09")
    assert only(one, two).closeness is Closeness.SHARED
    assert compare(one, two).reused == ()


def test_indirect_and_direct_speech_of_one_person_are_a_common_source() -> None:
    one = made(f"{OWN} Ana Bel said the sheds will be rebuilt before the first frost.", "one.txt", "2024-05-01")
    two = made(f'{OTHER} "The sheds will be rebuilt before the first frost," Ana Bel said.', "two.txt", "2024-05-09")
    assert compare(one, two).reused == ()


def test_spelling_quotes_possessives_and_numerals_do_not_hide_a_verbatim_copy() -> None:
    one = made(f"{OWN} The harbour’s seventeen centres organised the neighbours’ defence of every ferry.", "one.txt")
    two = made(f"{OTHER} The harbor's 17 centers organized the neighbors' defense of every ferry.", "two.txt")
    assert only(one, two).closeness is Closeness.VERBATIM


def test_offsets_lead_to_the_document_through_its_markup() -> None:
    one = made(f"{OWN} They agreed that {KEY}.", "one.txt")
    marked = KEY.replace("customs sheds", "[customs **sheds**](#)")
    text = f"{OTHER}\n\nPhoto: X\n\nSo {marked}.\n"
    passage = only(one, made(text, "two.txt"))
    assert text[passage.b.start : passage.b.end] == marked


def test_shares_are_of_words_in_equal_runs_of_eight() -> None:
    one = made("a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4 b5 b6 b7", "one.txt")
    two = made("x1 a2 a3 a4 a5 a6 a7 a8 a9 x2 b1 b2 b3 b4 b5 x3 x4 x5 x6 x7", "two.txt")
    found = compare(one, two)
    assert (found.shingles, found.share_a, found.share_b) == (5, 8 / 16, 8 / 20)


def test_a_document_and_itself() -> None:
    one = made(f"{OWN} {KEY}. {OTHER}", "one.txt")
    found = compare(one, one)
    assert found.share_a == found.share_b == 1.0
    assert {p.closeness for p in found.copied} == {Closeness.VERBATIM}


def test_nothing_in_common() -> None:
    assert compare(made(OWN, "one.txt"), made(OTHER, "two.txt")).copied == ()
    assert compare(made("a", "one.txt"), made("b", "two.txt")).copied == ()


def test_all_pairs_once() -> None:
    documents = [made(OWN, "a.txt"), made(OTHER, "b.txt"), made(f"{OWN} {OTHER}", "c.txt")]
    assert [(c.a, c.b) for c in compare_all(documents)] == [
        ("a.txt", "b.txt"),
        ("a.txt", "c.txt"),
        ("b.txt", "c.txt"),
    ]
    assert [(c.a, c.b) for c in compare_all(documents, [(2, 0)])] == [("c.txt", "a.txt")]


def test_a_row_for_the_scorer() -> None:
    row = only(made(f"{OWN} {KEY}.", "one.txt"), made(f"{OTHER} {KEY}.", "two.txt")).as_row()
    assert row["kind"] == "reuse" and row["doc_a"] == "one.txt" and row["doc_b"] == "two.txt"
    assert all(isinstance(row[key], int) for key in ("start_a", "end_a", "start_b", "end_b"))


# --- alignment

WORDS = st.lists(
    st.sampled_from(["amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "of", "the", "in"]),
    max_size=40,
)


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_chains_are_in_order_equal_and_apart(left: list[str], right: list[str]) -> None:
    a, b = words_of(" ".join(left)), words_of(" ".join(right))
    used_a: set[int] = set()
    used_b: set[int] = set()
    for chain in chains(a, b, 1.0):
        assert chain.score >= 1.0
        for run in chain.runs:
            assert a.stems[run.a : run.a_stop] == b.stems[run.b : run.b_stop]
            words_a, words_b = set(range(run.a, run.a_stop)), set(range(run.b, run.b_stop))
            assert not words_a & used_a and not words_b & used_b
            used_a |= words_a
            used_b |= words_b
        for one, two in zip(chain.runs, chain.runs[1:], strict=False):
            assert one.a_stop <= two.a and one.b_stop <= two.b


@given(WORDS.filter(lambda words: len(words) > 6), st.integers(0, 20), st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_a_planted_run_is_always_found(words: list[str], before: int, after: int) -> None:
    telling = [w for w in words if w not in ("of", "the", "in")]
    if len(telling) < 6:
        return
    planted = " ".join(telling)
    fill = [f"left{n}" for n in range(before)], [f"right{n}" for n in range(after)]
    a, b = words_of(" ".join([*fill[0], planted])), words_of(" ".join([planted, *fill[1]]))
    assert max((chain.matched for chain in chains(a, b, 1.0)), default=0) >= len(telling)


# --- quotations and credits


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “it is late” and left.", ["it is late"]),
        ('He said "it is late" and "it is dark" too.', ["it is late", "it is dark"]),
        ('The 6" pipe and the 8" pipe.', []),
        ("«C’est fini», dit-il.", ["C’est fini"]),
        ("She called it ‘a long and winding road’ again.", ["a long and winding road"]),
        ("It's the boys' idea.", []),
        ('An unclosed "quotation\n\nends with the paragraph" here.', []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == quoted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("according to Ana Bel, a lecturer at Marn", ["Ana Bel"]),
        ("Ana Bel, who runs the port, has also warned that it may close", ["Ana Bel"]),
        ("      ,” says port analyst Ana Bel", ["Ana Bel"]),
        ("Bel's essay on the ferry", ["Bel"]),
        ("The ferry ran on Monday.", []),
        ("It was as late as Tuesday.", []),
    ],
)
def test_credits(text: str, names: list[str]) -> None:
    assert credits_in(text) == names


# --- origins


def link(one: str, two: str, direction: Direction = Direction.A_TO_B) -> Copied:
    """A copied passage over the first hundred characters of two documents."""
    return Copied(
        Side(one, 0, 100), Side(two, 0, 100), Closeness.NEAR, direction, Credit.NONE, None, 9, 1.0, 9.0, "test"
    )


def test_copies_count_once_and_through_one_another() -> None:
    supports = [Support(name, 10, 60) for name in "abcd"]
    found = origins(supports, [link("b", "a", Direction.B_TO_A), link("b", "c", Direction.UNKNOWN)])
    assert [[s.document for s in origin.supports] for origin in found] == [["a", "b", "c"], ["d"]]
    assert found[0].reasons == ("b copies a", "b and c share the passage")


def test_a_copy_elsewhere_in_the_document_does_not_count() -> None:
    supports = [Support("a", 10, 60), Support("b", 200, 260)]
    assert len(origins(supports, [link("a", "b")])) == 2


def test_one_third_party_is_one_origin() -> None:
    supports = [
        Support("a", 0, 9, "ministry of Arland"),
        Support("b", 0, 9, "ministry of Arland"),
        Support("c", 0, 9),
    ]
    assert [len(origin.supports) for origin in origins(supports, [])] == [2, 1]


def test_the_earliest_stands_first_and_links_may_come_from_a_generator() -> None:
    supports = [Support("late", 0, 90), Support("early", 0, 90)]
    found = origins(supports, (passage for passage in [link("early", "late")]))
    assert [s.document for s in found[0].supports] == ["early", "late"]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12))
@settings(max_examples=100, deadline=None)
def test_origins_are_the_connected_parts(pairs: list[tuple[int, int]]) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.Graph()
    graph.add_nodes_from(range(8))
    graph.add_edges_from(pairs)
    found = origins([Support(str(n), 0, 90) for n in range(8)], [link(str(i), str(j)) for i, j in pairs if i != j])
    parts = {frozenset(int(s.document) for s in origin.supports) for origin in found}
    assert parts == {frozenset(part) for part in networkx.connected_components(graph)}


@pytest.mark.parametrize(
    ("passage", "names"),
    [
        (f"> {KEY[0].upper()}{KEY[1:]}.\n\nThat is how Ana Bel of Harbour Weekly sees it.", "Ana Bel"),
        (f'Ana Bel of Harbour Weekly is hopeful. {OTHER} "{KEY[0].upper()}{KEY[1:]}," she writes.', "Ana Bel"),
        (f'"{KEY[0].upper()}{KEY[1:]}," she writes.', None),
    ],
)
def test_a_quotation_is_credited_by_its_paragraph(passage: str, names: str | None) -> None:
    front = "---\npublished: 2024-05-01\nauthor: Ana Bel\n---\n"
    document, _ = read_bytes(f"{front}{OWN} They agreed that {KEY}.".encode(), "early.txt")
    assert document is not None
    found = only(clean(document), made(f"{OTHER}\n\n{passage}\n", "late.txt", "2024-05-09"))
    assert found.closeness is Closeness.QUOTATION
    assert (found.credit, found.credited_to) == (Credit.QUOTED if names else Credit.QUOTED_UNNAMED, names)


def test_what_is_left_out_over_a_sentence_end_makes_two_passages() -> None:
    middle = "It has been closed for six months and nobody has said when it might be opened to carts or people."
    one = made(f"{OWN} The gate of the lower harbour was shut by the pilots in May. {middle} {KEY}.", "one.txt")
    two = made(f"{OTHER} The gate of the lower harbour was shut by the pilots in May, yet {KEY}.", "two.txt")
    assert [p.matched >= 10 for p in compare(one, two).copied] == [True, True]


def test_words_taken_from_the_others_interview_are_a_copy() -> None:
    quoted = '"The sheds will be rebuilt before the first frost,"'
    one = made(f"{OWN} {quoted} said Ana Bel.", "one.txt", "2024-05-01", "Harbour Weekly")
    two = made(f"{OTHER} {quoted} Ana Bel told Harbour Weekly.", "two.txt", "2024-05-09")
    passage = only(one, two)
    assert passage.is_reuse and passage.credit is Credit.QUOTED and passage.credited_to == "Harbour Weekly"


def test_a_place_in_an_outlets_name_credits_nobody() -> None:
    early = made(f"{OWN} They agreed that {KEY}.", "early.txt", "2024-05-01", "Marn Weekly")
    late = made(f"{OTHER} In Marn it is held that {KEY}. Other weeklies were silent.", "late.txt", "2024-05-09")
    assert only(early, late).credit is Credit.NONE


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana Bel", "Bel", True),
        ("Prime Minister Bel", "Ana Bel", True),
        ("Arland", "Arland's Foreign Ministry", True),
        ("Marn Institute", "Marn Council", False),
        ("President of Arland", "Ministry of Arland", True),
        ("Ana Bel", "Tor Ulm", False),
        ("", "Ana Bel", False),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
