"""Random numbers and the work of steps, compiled: the arithmetic of ``chance`` and ``belief``, in their order."""

# mypy: disable-error-code="call-arg, var-annotated, no-any-return, assignment, import-untyped"

from __future__ import annotations

from typing import Any

import numpy as np

from detente.outlook.draws import chance
from detente.outlook.draws.compiled_machine import U64, as_float, as_word, inline, jit
from detente.outlook.draws.plan import BETA, FIXED, KNOTS, TRIANGULAR, UNIFORM

GAMMA, STRIDE, MIX1, MIX2 = chance.GAMMA, chance.STRIDE, chance.MIX1, chance.MIX2
ODD_ONE, ONE, FRACTION = chance.ODD_ONE_BITS, chance.ONE_BITS, chance.FRACTION
LN2, LOG2E, LN2_HIGH, LN2_LOW = chance.LN2, chance.LOG2E, chance.LN2_HIGH, chance.LN2_LOW
R0, R1, R2, R3, R4, R5, R6, R7, R8, R9 = chance.RATIO
E0, E1, E2, E3, E4, E5, E6, E7 = chance.EXP
TABLE_BASE = U64((1023 - chance.OCTAVES) << chance.SUBBITS)
SUBBITS = U64(chance.SUBBITS)
TABLE_SHIFT = U64(52 - chance.SUBBITS)
S1, S12, S27, S30, S31, S52, S63 = (U64(s) for s in (1, 12, 27, 30, 31, 52, 63))
INF = np.inf
ZERO = U64(0)


@inline
def mixed(z: Any) -> Any:
    z = (z ^ (z >> S30)) * MIX1
    z = (z ^ (z >> S27)) * MIX2
    return z ^ (z >> S31)


@inline
def uniform(word: Any) -> Any:
    return as_float((word >> S12) | ODD_ONE) - 1.0


@inline
def exponential(word: Any) -> Any:
    bits = as_word(2.0 - as_float((word >> S12) | ODD_ONE))
    halvings = float(np.int64(U64(1022) - (bits >> S52)))
    h = 2.0 - as_float((bits & FRACTION) | ONE)
    r = h * R9
    r = (r + R8) * h
    r = (r + R7) * h
    r = (r + R6) * h
    r = (r + R5) * h
    r = (r + R4) * h
    r = (r + R3) * h
    r = (r + R2) * h
    r = (r + R1) * h
    r = (r + R0) * h
    return halvings * LN2 + r


@inline
def exp(y: Any) -> Any:
    y = min(max(y, -690.0), 690.0)
    n = np.rint(y * LOG2E)
    r = (y - n * LN2_HIGH) - n * LN2_LOW
    v = r * E7
    v = (v + E6) * r
    v = (v + E5) * r
    v = (v + E4) * r
    v = (v + E3) * r
    v = (v + E2) * r
    v = (v + E1) * r
    v = v + E0
    return v * as_float(U64((np.int64(n) + 1023) << 52))


@inline
def normal(word: Any, z0: Any, z1: Any, z2: Any) -> Any:
    side = 1.0 - 2.0 * float(np.int64(word >> S63))
    bits = as_word(2.0 - as_float(((word << S1) >> S12) | ODD_ONE))
    k = np.int64((bits >> TABLE_SHIFT) - TABLE_BASE)
    v = as_float(((bits << SUBBITS) & FRACTION) | ONE) - 1.0
    z = z2[k] * v
    z = (z + z1[k]) * v
    return (z + z0[k]) * side


@inline
def knot(u: Any, corners: Any, values: Any, slopes: Any, low: Any, high: Any) -> Any:
    k = min(low + np.searchsorted(corners[low:high], u, side="right") - 1, high - 2)
    return values[k] + (u - corners[k]) * slopes[k]


@inline
def triangular(low: Any, mode: Any, high: Any, u: Any) -> Any:
    width = high - low
    left = mode - low
    if u * width < left:
        return low + np.sqrt(u * (width * left))
    return high - np.sqrt((1.0 - u) * (width * (high - mode)))


@jit
def fill_exponential(key: Any, weyl: Any, count: Any, out: Any) -> None:
    for i in range(count):
        out[i] = exponential(mixed(weyl[i] + key))


@jit
def fill_uniform(key: Any, weyl: Any, count: Any, out: Any) -> None:
    for i in range(count):
        out[i] = uniform(mixed(weyl[i] + key))


@jit
def fill_normal(key: Any, weyl: Any, count: Any, z0: Any, z1: Any, z2: Any, out: Any) -> None:
    for i in range(count):
        out[i] = normal(mixed(weyl[i] + key), z0, z1, z2)


@jit
def scale(out: Any, count: Any, outer: Any, a: Any) -> None:
    """Multiply by a parameter of the outer draw."""
    if len(a) == 1:
        one = a[0]
        for i in range(count):
            out[i] *= one
    else:
        for i in range(count):
            out[i] *= a[outer[i]]


@jit
def exp_all(out: Any, count: Any) -> None:
    for i in range(count):
        out[i] = exp(out[i])


@jit
def shape(kind: Any, out: Any, count: Any, outer: Any, work: Any, corners: Any, values: Any, slopes: Any) -> None:
    """Uniforms to work of the kinds that are not exponential or lognormal."""
    for i in range(count):
        m = outer[i]
        a, b, c = work[m, 0], work[m, 1], work[m, 2]
        if kind == FIXED:
            out[i] = a
        elif kind == UNIFORM:
            out[i] = a + b * out[i]
        elif kind == TRIANGULAR:
            out[i] = triangular(a, b, c, out[i])
        elif kind == KNOTS:
            out[i] = knot(out[i], corners, values, slopes, 0, len(corners))
        elif kind == BETA:
            s = knot(out[i], corners, values, slopes, 0, len(corners))
            out[i] = a + b * (s * s / (s * s + (1.0 - s) * (1.0 - s)))
