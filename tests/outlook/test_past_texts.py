"""What texts of the past say of one that is as old: counted by hand from the shipped list, cut at the day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.case.case import Case
from detente.commands.case_argument import checked
from detente.outlook.classes import rate_classes, text_watches
from detente.outlook.past_texts import Share, past_texts
from detente.outlook.result import Estimate

ARLAND = Path(__file__).resolve().parents[1] / "arland"
YEAR = dt.timedelta(days=365)


@pytest.fixture(scope="module")
def arland() -> Case:
    case, problems = checked(str(ARLAND))
    assert case is not None and not problems.errors, problems.text()
    return case


def test_counted_by_hand(arland: Case) -> None:
    found = past_texts(arland, [arland.day + YEAR])
    assert found is not None and found.demand
    age = (arland.day - found.agreed).days
    assert found.unsigned_for == age > 0
    span = age + YEAR.days
    left = [w for w in text_watches(as_of=arland.day) if w.days > age and not (w.end == "open" and w.days < span)]
    (row,) = found.rows
    assert row.every == Share(sum(w.end == "signed" and w.days <= span for w in left), len(left))
    alike = [w for w in left if w.outside_condition]
    assert row.alike == Share(sum(w.end == "signed" and w.days <= span for w in alike), len(alike))
    low, high = sorted((row.alike.k / row.alike.n, row.every.k / row.every.n))
    assert row.drawn is not None and low - 1e-9 <= row.drawn <= high + 0.05


def test_the_sentence_says_on_which_side_the_outlook_lies(arland: Case) -> None:
    day = arland.day + YEAR
    found = past_texts(arland, [day])
    assert found is not None
    low, high = found.rows[0].every.interval
    for value, side in ((low / 2, "below"), ((low + high) / 2, "within"), ((1 + high) / 2, "above")):
        assert f"lies {side} the range" in found.sentence(day, Estimate(value, value, value, 0.0))


def test_once_signed_the_class_has_nothing_to_say(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "signed"
    shutil.copytree(ARLAND, folder)
    process = folder / "process.yaml"
    text = process.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "text-agreed:" in line)
    head = line[: len(line) - len(line.lstrip())]
    process.write_text(
        text.replace(line, f"{line}\n{head}signed: {{since: 2031-06-29, basis: courier/c02}}"), encoding="utf-8"
    )
    case, problems = checked(str(folder))
    assert case is not None, problems.text()
    assert past_texts(case, [case.day + YEAR]) is None


def test_the_shipped_rate_is_that_of_the_shipped_list() -> None:
    (found,) = rate_classes("signed-under-demand")
    watches = text_watches(outside_condition=True, as_of=found.data_to)
    assert found.events == sum(w.end == "signed" for w in watches)
    assert found.exposure_years == pytest.approx(sum(w.days for w in watches) / 365.2425, abs=0.006)
    chi2 = pytest.importorskip("scipy.stats").chi2
    assert found.low == pytest.approx(chi2.ppf(0.025, 2 * found.events) / 2 / found.exposure_years, rel=1e-3)
    assert found.high == pytest.approx(chi2.ppf(0.975, 2 * found.events + 2) / 2 / found.exposure_years, rel=1e-3)
