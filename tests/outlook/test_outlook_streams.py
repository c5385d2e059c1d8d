"""The random streams themselves, hazards month by month, and whether intervals cover what they should."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from outlook_models import HORIZON, START, plain

from detente.outlook import Driver, Fixed, Hazard, Procedure, Process, Rung, Step, Uncertain, simulate
from detente.outlook.draws import chance
from detente.outlook.draws.chance import Floats

COUNT = 1 << 16


def uniforms(*name: str, seed: int = 7, first: int = 0) -> Floats:
    return chance.uniform(chance.words(chance.key(seed, *name), chance.weyl(first, COUNT)))


def test_every_bit_of_a_stream_is_fair() -> None:
    words = chance.words(chance.key(7, "bits"), chance.weyl(0, COUNT))
    for bit in range(64):
        ones = int(((words >> np.uint64(bit)) & np.uint64(1)).sum())
        assert abs(ones - COUNT / 2) < 4.5 * math.sqrt(COUNT / 4), bit


def test_streams_are_uniform_and_do_not_follow_each_other() -> None:
    """Chi-square in 256 bins; correlation with the next counters, other names, other seeds, later moves."""
    names = [("driver", "mood", "wait"), ("driver", "mood", "move"), ("work", "c", "s", "0"), ("work", "c", "s", "1")]
    streams = [uniforms(*name) for name in names] + [uniforms(*names[0], seed=8)]
    keys = chance.occurrence_keys(chance.key(7, *names[0]), 3)
    streams += [chance.uniform(chance.words(k, chance.weyl(0, COUNT))) for k in keys]
    limit = 4.5 / math.sqrt(COUNT)
    for i, one in enumerate(streams):
        counts = np.bincount((one * 256).astype(np.int64), minlength=256)
        chi2 = float(((counts - COUNT / 256) ** 2).sum() / (COUNT / 256))
        assert abs(chi2 - 255) < 5 * math.sqrt(2 * 255), i
        for lag in (1, 2, 7, 64, 128, 256):
            assert abs(float(np.corrcoef(one[:-lag], one[lag:])[0, 1])) < limit, (i, lag)
        for j in range(i):
            assert abs(float(np.corrcoef(one, streams[j])[0, 1])) < limit, (i, j)
            cells = np.bincount((one * 16).astype(np.int64) * 16 + (streams[j] * 16).astype(np.int64), minlength=256)
            pairs = float(((cells - COUNT / 256) ** 2).sum() / (COUNT / 256))
            assert abs(pairs - 255) < 5 * math.sqrt(2 * 255), (i, j)


def test_hazard_by_month_against_the_closed_form() -> None:
    """An end whose rate falls when a driver leaves its first state for good: h(t) from the mixture of the two."""
    leave, high, low = 0.004, 0.003, 0.0006
    driver = Driver("mood", ("hot", "calm"), "hot", {"hot": {"calm": leave}})
    never = Procedure("never", (Step("never", Fixed(1e6)),))
    hazard = Hazard("end", 1.0, {"mood": {"hot": high, "calm": low}})
    process = Process("falling", START, (Rung("signed", ("never",)),), (never,), (driver,), (hazard,))
    draws = 200_000
    outlook = simulate(process, HORIZON, draws=draws)

    def alive(day: float) -> float:
        hot = math.exp(-(leave + high) * day)
        return hot + leave / (leave + high - low) * (math.exp(-low * day) - hot)

    found = outlook.hazard("end")
    for (first, share), (following, _) in pairwise(found):
        begin, end = alive((first - START).days), alive((following - START).days)
        expected = 1 - end / begin
        assert abs(share - expected) < 4.5 * math.sqrt(expected * (1 - expected) / (draws * begin)), first
    assert found[0][1] > 2 * found[-1][1]


def test_intervals_hold_nine_tenths_of_the_true_belief() -> None:
    """P(signed) is a known function of one uncertain rate, so its quantiles are those of the rate, mapped."""
    low, high = 0.0002, 0.004
    process = plain()
    hazard = Hazard("collapse", Uncertain(0.001, low, high, "uniform"), until="signed")
    process = Process(process.name, START, process.rungs, process.conditions, hazards=(hazard,))
    sign, days = 1 / 200, (HORIZON - START).days + 1

    def chance_of(rate: float) -> float:
        return sign / (sign + rate) * (1 - math.exp(-(sign + rate) * days))

    estimate = simulate(process, HORIZON, draws=200_000, outer=500).probability("signed")
    ends = [chance_of(low + (high - low) * share) for share in (0.95, 0.05)]
    assert abs(estimate.low - ends[0]) < 0.02
    assert abs(estimate.high - ends[1]) < 0.02
    # and they do not depend on how many trajectories each row got: the noise of drawing is taken out
    few = simulate(process, HORIZON, draws=20_000, outer=500).probability("signed")
    assert abs(few.low - ends[0]) < 0.04
    assert abs(few.high - ends[1]) < 0.04
