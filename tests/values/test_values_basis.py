"""What a fact rests on, and ids that anybody can recompute."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.values.basis import BadBasis, Basis, Solidity, weakest
from detente.values.canonical import ID_LENGTH, canonical_json, content_id


def test_a_statement() -> None:
    basis = Basis.parse(" 003/s27 ")
    assert (basis.source, basis.key, basis.statement, basis.locator) == ("003", "s27", "003/s27", None)
    assert basis.solidity is Solidity.SOURCED and str(basis) == "003/s27"


def test_a_place() -> None:
    basis = Basis.parse("constitution#Art. 202(1)")
    assert (basis.source, basis.locator, basis.statement) == ("constitution", "Art. 202(1)", None)
    assert basis.solidity is Solidity.SOURCED


def test_a_class_with_and_without_its_count() -> None:
    basis = Basis.parse("class treaty-ratified.own 8/9")
    assert (basis.name, basis.k, basis.n, basis.solidity) == ("treaty-ratified.own", 8, 9, Solidity.CLASS)
    assert Basis.parse("class treaty-ratified").n is None


def test_an_assumption_and_nothing() -> None:
    assert Basis.parse("assumed by Ա. Անուն").name == "Ա. Անուն"
    assert Basis.parse("assumed by A").solidity is Solidity.ASSUMED
    assert Basis.parse("unsourced").solidity is Solidity.UNSOURCED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("assumed", "an assumption has a name"),
        ("assumed by ", "is no basis"),
        ("", "is no basis"),
        ("Courier/s1", "is no basis"),
        ("courier/", "is no basis"),
        ("courier#", "is no basis"),
        ("class x 9/8", "9 of 8 is no count"),
        ("class x 0/0", "0 of 0 is no count"),
        ("a/b/c", "is no basis"),
        ("courier", "is no basis"),
    ],
)
def test_what_is_no_basis(text: str, reason: str) -> None:
    with pytest.raises(BadBasis, match=reason):
        Basis.parse(text)


@given(st.text(max_size=40))
def test_any_text_is_a_basis_or_a_bad_one(text: str) -> None:
    try:
        assert str(Basis.parse(text)) == text.strip()
    except BadBasis as problem:
        assert str(problem)


def test_the_weakest_counts() -> None:
    every = [Basis.parse(text) for text in ("a/b", "class x 1/2", "assumed by N", "unsourced")]
    for index in range(1, len(every) + 1):
        assert weakest(every[:index]) is every[index - 1].solidity
    assert weakest([]) is Solidity.UNSOURCED
    assert [s.word for s in sorted(Solidity)] == ["unsourced", "assumed", "reference class", "sourced"]


# Input and output of RFC 8785, section 3.2.4 and its test data, without the floats that a case never holds.
CANONICAL = [
    ({"b": 1, "a": [True, False]}, '{"a":[true,false],"b":1}'),
    ({"literals": '\u20ac$\u000f\nA\'B"\\\\"/'}, '{"literals":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'),
    ({"": "\u0080\b\t\f\r\x7f\u2028"}, '{"":"\u0080\\b\\t\\f\\r\x7f\u2028"}'),
    ({"1": {"f": {"f": "hi", "F": 5}}, "10": {}, "111": []}, '{"1":{"f":{"F":5,"f":"hi"}},"10":{},"111":[]}'),
    ({"a": "😀 Հայ العربية"}, '{"a":"😀 Հայ العربية"}'),
    ({"n": -0, "m": 9007199254740991}, '{"m":9007199254740991,"n":0}'),
]


@pytest.mark.parametrize(("value", "canonical"), CANONICAL)
def test_canonical_json_is_rfc_8785(value: dict[str, object], canonical: str) -> None:
    assert canonical_json(value) == canonical  # type: ignore[arg-type]


plain = st.recursive(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
    | st.integers(-(2**53), 2**53)
    | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcXYZ-019", max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(plain)
def test_canonical_json_reads_back_and_is_sorted(value: object) -> None:
    text = canonical_json(value)  # type: ignore[arg-type]
    assert json.loads(text) == value

    def in_order(pairs: list[tuple[str, object]]) -> None:
        keys = [key.encode("utf-16-be") for key, _ in pairs]
        assert keys == sorted(keys)

    json.loads(text, object_pairs_hook=in_order)


@given(st.dictionaries(st.text("abcdef-", min_size=1, max_size=5), st.text(max_size=5), max_size=6), st.randoms())
def test_ids_do_not_depend_on_the_order_of_keys(value: dict[str, str], random: object) -> None:
    keys = list(value)
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert content_id({key: value[key] for key in keys}) == content_id(value)


def test_an_id_is_the_head_of_a_plain_hash() -> None:
    value = {"by": ["arland"], "says": "the text is complete"}
    whole = hashlib.sha256(b'{"by":["arland"],"says":"the text is complete"}').hexdigest()
    assert content_id(value) == whole[:ID_LENGTH]
    assert content_id({**value, "says": "the text is open"}) != content_id(value)
