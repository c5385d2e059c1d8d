"""Rates of signature and end by structure: closed forms, a mode that is one, factors that are found again."""

from __future__ import annotations

import datetime as dt
import math
from random import Random

import numpy as np
import pytest

from detente.outlook.classes import TextWatch
from detente.scoring.structure import EDGES, FEATURES, Structure, _mode, _prior, _table, features


def text(days: int, end: str, *, start_kind: str = "text agreed", outside: bool = False) -> TextWatch:
    return TextWatch(
        dt.date(2000, 1, 1), days, end, outside, "interstate", start_kind, False, True, f"made-up:{days}"
    )


def test_features_are_read_from_what_is_known_at_the_beginning() -> None:
    known = dict(zip(FEATURES, features(text(1, "open", start_kind="framework", outside=True)), strict=True))
    assert known == {
        "initialled": 0, "unfinished": 1, "outside-condition": 1, "internal": 0, "popular-vote": 0,
    }  # fmt: skip
    assert features(text(9, "signed")) == features(text(900, "ended"))


def test_two_constant_rates_have_a_closed_form() -> None:
    pieces = len(EDGES) - 1
    signing = tuple([math.log(0.01)] * pieces + [math.log(0.5)] * len(FEATURES))
    ending = tuple([math.log(0.004)] * pieces + [0.0] * len(FEATURES))
    days = [0, 1, 30, 31, 200, 365, 2000]
    plain, initialled = (text(1, "open", start_kind=kind) for kind in ("text agreed", "initialled"))
    for watch, rate in ((plain, 0.01), (initialled, 0.005)):
        whole = rate + 0.004
        expected = [rate / whole * (1 - math.exp(-whole * day)) for day in days]
        assert Structure(signing, ending).signed_by(watch, days) == pytest.approx(expected)


def test_the_fit_is_the_highest_point_of_the_posterior() -> None:
    draw = Random(3)
    watches = [
        text(draw.randint(1, 900), draw.choice(["signed", "ended", "open"]), outside=draw.random() < 0.4)
        for _ in range(12)
    ]
    pieces, count = len(EDGES) - 1, len(FEATURES)
    design, events, exposure = _table(watches, "signed")
    centre = np.array([math.log(1 / 365)] * pieces + [0.0] * count)

    def posterior(at: list[float]) -> float:
        away = np.array(at) - centre
        log_rate = design @ np.array(at)
        own = float(events @ log_rate - exposure @ np.exp(log_rate))
        return own - 0.5 * float(away @ _prior(pieces, count, math.log(2)) @ away)

    found = list(_mode(watches, "signed", math.log(2)))
    for _ in range(200):
        assert posterior([v + draw.gauss(0, 0.05) for v in found]) < posterior(found)


def test_a_factor_is_found_again_where_there_are_many() -> None:
    draw = Random(1)
    watches = []
    for _ in range(6000):
        outside = draw.random() < 0.5
        rate, other = 0.01 * (0.3 if outside else 1.0), 0.002
        day, gone = draw.expovariate(rate), draw.expovariate(other)
        watches.append(text(math.ceil(min(day, gone)), "signed" if day < gone else "ended", outside=outside))
    fitted = Structure.fitted(watches)
    assert fitted.factors()["outside-condition"] == pytest.approx(0.3, rel=0.06)
    assert fitted.signed_by(text(1, "open"), [365])[0] == pytest.approx(
        0.01 / 0.012 * (1 - math.exp(-0.012 * 365)), abs=0.02
    )


def test_with_few_texts_factors_stay_near_one_and_without_any_at_one() -> None:
    one = [text(20, "signed"), text(2000, "open", outside=True)]
    assert 0.4 < Structure.fitted(one).factors()["outside-condition"] < 1
    assert set(Structure.fitted([]).factors().values()) == {1.0}
    blind = Structure.fitted(one, spread=0.0)
    assert set(blind.factors().values()) == {1.0}
    assert blind.signed_by(text(1, "open"), [365]) == blind.signed_by(text(1, "open", outside=True), [365])
