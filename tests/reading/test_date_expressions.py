"""Three hundred expressions of time in short sentences, each against the day its text was published."""

from __future__ import annotations

import pathlib
import re

import pytest

pytest.importorskip("spacy")

from detente.reading import Document, read_all

TABLE = pathlib.Path(__file__).parent / "date_expressions.txt"
Row = tuple[str, str, list[str], list[str | None]]


def table() -> list[Row]:
    """Day of publication, sentence without braces, the expressions, their values."""
    out: list[Row] = []
    published = ""
    for line in TABLE.read_text(encoding="utf8").splitlines():
        if line.startswith("@"):
            published = line[1:].strip()
        elif line and not line.startswith("#"):
            marked, _, values = line.partition(" | ")
            out.append(
                (
                    published,
                    re.sub(r"[{}]", "", marked).strip(),
                    re.findall(r"\{([^}]*)\}", marked),
                    [None if v.strip() == "-" else v.strip() for v in values.split(";")],
                )
            )
    return out


ROWS = table()


def misread() -> list[str]:
    """What the reader gets wrong of the table, with what it made of it."""
    documents = [Document(f"{i}", sentence, published) for i, (published, sentence, _, _) in enumerate(ROWS)]
    out = []
    for document, (_, sentence, spans, values) in zip(documents, ROWS, strict=True):
        got = read_all([document])[0].dates
        at = 0
        for span, value in zip(spans, values, strict=True):
            start = sentence.index(span, at)
            at = start + len(span)
            near = [d for d in got if d.start < at and d.end > start]
            alike = [
                d for d in near if 2 * (min(d.end, at) - max(d.start, start)) >= 0.5 * (d.end - d.start + len(span))
            ]
            if value is None and (not near or all(d.value is None for d in near)):
                continue
            if value not in [d.value for d in alike]:
                out.append(f"{sentence} [{span}]: {value} expected, {[(d.text, d.value) for d in near]} read")
    return out


def test_the_table_is_wide() -> None:
    assert sum(len(spans) for _, _, spans, _ in ROWS) >= 250


def test_nearly_all_expressions_are_read_right() -> None:
    wrong = misread()
    right = 1 - len(wrong) / sum(len(spans) for _, _, spans, _ in ROWS)
    assert right >= 0.98, "\n".join(wrong)
