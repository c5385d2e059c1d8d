"""What a brief must be before it leaves the house: each rule of the lint fires on a brief that breaks it."""

from __future__ import annotations

from detente.brief.compose import compose
from detente.brief.document import Block, Brief, Bullets, Cell, Paragraph, Section, Sentence, Table
from detente.brief.lint import BODY_WORDS, BOTTOM_LINE_WORDS, lint
from detente.case.case import Case

CITED = ("courier/c01",)


def brief(*blocks: Block, title: str = "Status") -> Brief:
    return Brief("A brief", (), (Section("1", title, blocks),), (), ())


def codes(case: Case, *blocks: Block, title: str = "Status") -> list[str]:
    return [problem.code for problem in lint(case, brief(*blocks, title=title))]


def paragraph(text: str, *cites: str, assessment: bool = False, framing: bool = False) -> Paragraph:
    return Paragraph((Sentence(text, cites, assessment=assessment, framing=framing),))


def test_the_brief_of_the_made_up_case_is_clean(arland: Case) -> None:
    assert list(lint(arland, compose(arland))) == []


def test_a_sentence_has_a_citation_or_is_an_assessment_or_framing(arland: Case) -> None:
    assert codes(arland, paragraph("The text is complete.")) == ["unsupported-sentence"]
    assert codes(arland, paragraph("The text is complete.", *CITED)) == []
    assert codes(arland, paragraph("The text holds.", assessment=True)) == []
    assert codes(arland, paragraph("Parties stand in alphabetical order.", framing=True)) == []


def test_a_cell_is_a_sentence_too(arland: Case) -> None:
    table = Table("T", ("a", "b"), ((Cell(Sentence("x", CITED)), Cell(Sentence("y"))),))
    assert codes(arland, table) == ["unsupported-sentence"]


def test_a_citation_leads_to_the_record(arland: Case) -> None:
    for cite in ("courier/c99", "nowhere#Art. 1", "no basis"):
        assert codes(arland, paragraph("The text is complete.", cite)) == ["dead-citation"]
    assert codes(arland, paragraph("The vote needs half.", "constitution-arland#Art. 20")) == []


def test_likelihood_and_confidence_never_share_a_sentence(arland: Case) -> None:
    both = "It is very likely; our confidence is high."
    assert "likelihood-and-confidence" in codes(arland, paragraph(both, assessment=True))
    assert codes(arland, paragraph(both, framing=True)) == ["likelihood-and-confidence"]
    assert codes(arland, paragraph("Our confidence is high.", assessment=True)) == []


def test_loaded_words_stand_in_quotation_marks(arland: Case) -> None:
    assert codes(arland, paragraph("The regime answered.", *CITED)) == ["loaded-wording"]
    assert codes(arland, paragraph("A renegade answered.", *CITED)) == ["loaded-wording"]
    assert codes(arland, paragraph("He spoke of a “regime”.", *CITED)) == []


def test_at_most_five_changes_and_judgements(arland: Case) -> None:
    points = tuple(paragraph(f"Point {n}.", *CITED) for n in range(6))
    for title in ("What changed since 1 May 2031", "Key judgements"):
        assert codes(arland, Bullets(points), title=title) == ["too-many-points"]
        assert codes(arland, Bullets(points[:5]), title=title) == []
    assert codes(arland, Bullets(points)) == []


def test_the_bottom_line_and_the_body_are_short(arland: Case) -> None:
    line = " ".join(["word"] * BOTTOM_LINE_WORDS)
    assert codes(arland, paragraph(line, *CITED), title="Bottom line") == []
    assert codes(arland, paragraph(f"{line} more", *CITED), title="Bottom line") == ["too-long"]
    body = " ".join(["word"] * BODY_WORDS)
    assert codes(arland, paragraph(body, *CITED)) == []
    assert codes(arland, paragraph(f"{body} more", *CITED)) == ["too-long"]
    assert codes(arland, paragraph(f"{body} more", *CITED), title="Sources and method") == []
