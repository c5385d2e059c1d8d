"""Problems as values: order, folding, and text that no hostile field can bend."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from detente.notation.problem import Place, Problem, Problems, Severity, closest_name, rendered, summary


def test_rendering_shows_line_mark_closest_and_hint() -> None:
    problem = Problem(
        "unknown-step",
        "No step named 'referendom'.",
        Place("process.yaml", 41, 13, 10),
        closest="referendum",
        hint="name a step of the same procedure",
        others=(("the procedure", Place("procedures/a.yaml", 18, 3)),),
    )
    assert rendered(problem, lambda place: "    needs: [referendom]") == (
        "process.yaml:41:13: error[unknown-step] No step named 'referendom'.\n"
        "41 |     needs: [referendom]\n"
        "   |             ^^^^^^^^^^\n"
        "   also: procedures/a.yaml:18:3 the procedure\n"
        "   closest: referendum\n"
        "   hint: name a step of the same procedure"
    )


def test_errors_come_first_then_the_order_of_reading_and_repeats_are_dropped() -> None:
    found = Problems()
    second = Problem("b", "second", Place("a.yaml", 2, 1))
    warning = Problem("c", "third", Place("a.yaml", 2, 1), Severity.WARNING)
    nowhere = Problem("z", "nowhere")
    first = Problem("d", "first", Place("a.yaml", 1, 9))
    other = Problem("a", "other file", Place("b.yaml", 1, 1))
    found.extend([other, warning, second, first, nowhere, second])
    assert found.in_order() == [nowhere, first, second, other, warning]
    assert found.errors == [other, second, first, nowhere, second]
    assert found.text().endswith("4 errors, 1 warning")


def test_what_follows_from_another_problem_is_folded_into_it() -> None:
    cause = Problem("unknown-article", "no article", Place("a.yaml"))
    follows = Problem("article-without-source", "no source", Place("b.yaml"), because_of="unknown-article")
    both, alone = Problems([cause, follows]), Problems([follows])
    assert both.in_order() == [cause] and both.folded() == 1
    assert both.text().endswith("1 error (1 more that follows from these)")
    assert alone.in_order() == [follows] and alone.folded() == 0


def test_notes_can_be_counted_alone() -> None:
    problems = Problems([Problem("a", "wrong"), Problem("b", "by the way", severity=Severity.NOTE)])
    shown = problems.text(notes=False)
    assert "wrong" in shown and "by the way" not in shown and "1 error, 1 note" in shown
    assert "by the way" in problems.text()


def test_summaries() -> None:
    error, warning, note = (Problem("x", "x", severity=severity) for severity in Severity)
    assert summary([]) == "no problems"
    assert summary([error]) == "1 error"
    assert summary([error, error, warning, note, note]) == "2 errors, 1 warning, 2 notes"


def marked(line: str, column: int, length: int) -> tuple[str, str]:
    text = rendered(Problem("x", "x", Place("f.yaml", 7, column, length)), lambda place: line)
    _, source, mark = text.split("\n")
    assert source.startswith("7 | ") and mark.startswith("  | ")
    return source[4:], mark[4:]


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=400),
    st.integers(1, 400),
    st.integers(1, 60),
)
def test_the_mark_stands_under_the_value(line: str, column: int, length: int) -> None:
    column = min(column, len(line))
    source, mark = marked(line, column, length)
    start, end = mark.index("^"), len(mark)
    under = source[start:end]
    value = line[column - 1 : column - 1 + length]
    escaped = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in value)
    assert under and escaped.startswith(under)
    assert source.isprintable()


def test_a_long_line_is_shown_around_the_value() -> None:
    line = "a" * 300 + "VALUE" + "b" * 300
    source, mark = marked(line, 301, 5)
    assert len(source) <= 110 and source[mark.index("^") : len(mark)] == "VALUE"


def test_a_value_at_the_edge_is_shown_whole() -> None:
    line = "a" * 108 + "VALUE"
    source, mark = marked(line, 109, 5)
    assert source[mark.index("^") : len(mark)] == "VALUE"


HOSTILE = "x\x1b[31m\x07\u202ey\u2066\x00\n\r\u2028z"


def test_nothing_in_a_problem_can_repaint_a_terminal() -> None:
    problem = Problem(
        "x",
        HOSTILE,
        Place(f"{HOSTILE}.yaml", 1, 1),
        closest=HOSTILE,
        hint=HOSTILE,
        others=((HOSTILE, Place(f"{HOSTILE}.yaml")),),
    )
    for line in rendered(problem, lambda place: HOSTILE).split("\n"):
        assert line.isprintable(), line
    assert json.loads(json.dumps(problem.as_json())) == problem.as_json()


def test_the_closest_name() -> None:
    assert closest_name("referendom", ["referendum", "treaty"]) == "referendum"
    assert closest_name("xyz", ["referendum", "treaty"]) is None
    assert closest_name("x", []) is None


def test_json_leaves_out_what_is_not_there() -> None:
    assert Problem("x", "y").as_json() == {"severity": "error", "code": "x", "message": "y"}
    full = Problem("x", "y", Place("f", 2, 3), hint="h", closest="c", others=(("o", Place("g", 4, 5)),)).as_json()
    assert (full["file"], full["line"], full["column"], full["hint"], full["closest"]) == ("f", 2, 3, "h", "c")
    assert full["others"] == [{"what": "o", "place": "g:4:5"}]
