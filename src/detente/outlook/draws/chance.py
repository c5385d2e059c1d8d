"""Random numbers by name and counter, and the quantile functions they pass through.

Every variable of a model (the work of a step, the k-th move of a driver, the vote on a given day) has a
stream of its own. Its key is a hash of the seed and its name; number i of a stream depends on the key and
i alone. Hence the same answer for any number of workers, chunks or machines, and paired draws: a variable
that a what-if does not touch keeps its numbers.

Everything here uses only integer arithmetic, comparisons, and + - * / and the square root of doubles,
which IEEE 754 rounds in one way only. Logarithm and exponential of a machine's library differ in the last
bit between processors; ours do not. The approximations are within 2.5e-9 (exponential work, absolute, at
mean 1), 5e-11 (exponential function, relative) and 3e-8 (normal quantile), far below what 10^10 draws see.

Sources: Steele, Lea and Flood, OOPSLA 2014 (SplitMix64); Salmon et al., SC11 (counter-based generators);
Wichura, Applied Statistics 37, 1988 (AS 241, normal quantile).
"""

from __future__ import annotations

import hashlib
from decimal import Decimal, localcontext
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]
Ints = NDArray[np.int64]

GAMMA = np.uint64(0x9E3779B97F4A7C15)
STRIDE = np.uint64(0xD1342543DE82EF95)
MIX1 = np.uint64(0xBF58476D1CE4E5B9)
MIX2 = np.uint64(0x94D049BB133111EB)
ONE_BITS = np.uint64(0x3FF0000000000000)
ODD_ONE_BITS = np.uint64(0x3FF0000000000001)
FRACTION = np.uint64(0x000FFFFFFFFFFFFF)
LN2 = 0.6931471805599453
LOG2E = 1.4426950408889634
LN2_HIGH = 0.693147180369123816490
LN2_LOW = 1.90821492927058770002e-10

# -ln(1 - h/2) / h on [0, 1], interpolated at Chebyshev nodes; absolute error 2.5e-9.
RATIO = (
    0.4999999982189779, 0.1250003462050493, 0.04165562385998881, 0.015760615680017527,
    0.005412867309277853, 0.005528364622344063, -0.004961037987639319, 0.008006765359221188,
    -0.004991734478612455, 0.0017353693267962156,
)  # fmt: skip
# exp(r) on [-ln2/2, ln2/2]; relative error 4.2e-11.
EXP = (
    0.9999999999595486, 0.9999999999797812, 0.5000000107749366, 0.16666666891070347,
    0.04166621827437763, 0.0083332660944426, 0.0013948580822502705, 0.00019915868364415103,
)  # fmt: skip

SUBBITS = 6
OCTAVES = 52


def key(seed: int, *name: str) -> np.uint64:
    """The key of the stream of a named variable: a 64-bit BLAKE2b of seed and name."""
    spelled = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in (str(seed), *name))
    return np.uint64(int.from_bytes(hashlib.blake2b(spelled, digest_size=8).digest(), "little"))


def occurrence_keys(base: np.uint64, count: int) -> Words:
    """Keys of the occurrences 0, 1, ... ``count - 1`` of one variable. Shape (count,)."""
    with np.errstate(over="ignore"):
        return mixed(base + STRIDE * np.arange(1, count + 1, dtype=np.uint64))


def mixed(words: Words) -> Words:
    """SplitMix64's finaliser, elementwise, in place."""
    words ^= words >> np.uint64(30)
    words *= MIX1
    words ^= words >> np.uint64(27)
    words *= MIX2
    words ^= words >> np.uint64(31)
    return words


def words(keys: Words | np.uint64, weyl: Words) -> Words:
    """Random words of a stream at the counters behind ``weyl`` (= (i + 1) * GAMMA)."""
    return mixed(weyl + keys)


def weyl(first: int, count: int) -> Words:
    """``(i + 1) * GAMMA`` for i = first ... first + count - 1, modulo 2**64."""
    return np.arange(first + 1, first + count + 1, dtype=np.uint64) * GAMMA


def uniform(random: Words) -> Floats:
    """Uniform on (0, 1), odd multiples of 2**-52."""
    unit: Floats = ((random >> np.uint64(12)) | ODD_ONE_BITS).view(np.float64)
    unit -= 1.0
    return unit


def exponential(random: Words) -> Floats:
    """Exponential with mean 1, by inversion: small words give small values."""
    random >>= np.uint64(12)
    random |= ODD_ONE_BITS
    v = random.view(np.float64)
    np.subtract(2.0, v, out=v)
    bits = v.view(np.uint64)
    halvings = (np.uint64(1022) - (bits >> np.uint64(52))).astype(np.float64)
    bits &= FRACTION
    bits |= ONE_BITS
    np.subtract(2.0, v, out=v)
    ratio = v * RATIO[9]
    for coefficient in RATIO[8:0:-1]:
        ratio += coefficient
        ratio *= v
    ratio += RATIO[0]
    ratio *= v
    halvings *= LN2
    halvings += ratio
    return halvings


def exp(y: Floats) -> Floats:
    """The exponential function, elementwise, of values cut to [-690, 690]."""
    y = np.minimum(np.maximum(y, -690.0), 690.0)
    n = np.rint(y * LOG2E)
    r = (y - n * LN2_HIGH) - n * LN2_LOW
    value = r * EXP[7]
    for coefficient in EXP[6:0:-1]:
        value += coefficient
        value *= r
    value += EXP[0]
    power = ((n.astype(np.int64) + 1023) << 52).view(np.float64)
    value *= power
    return np.asarray(value)


def normal(random: Words) -> Floats:
    """Standard normal, by inversion with a table of quadratics on bins of the tail probability."""
    c0, c1, c2 = normal_table()
    upper = random >> np.uint64(63)
    random = (random << np.uint64(1)) >> np.uint64(12)
    random |= ODD_ONE_BITS
    v = random.view(np.float64)
    np.subtract(2.0, v, out=v)
    bits = v.view(np.uint64)
    index = (bits >> np.uint64(52 - SUBBITS)) - np.uint64((1023 - OCTAVES) << SUBBITS)
    where = index.view(np.int64)
    bits <<= np.uint64(SUBBITS)
    bits &= FRACTION
    bits |= ONE_BITS
    v -= 1.0
    z = np.take(c2, where)
    z *= v
    z += np.take(c1, where)
    z *= v
    z += np.take(c0, where)
    # The table holds the (negative) quantile of v/2; the top bit of the word picks the side.
    z *= 1.0 - 2.0 * upper.astype(np.float64)
    return z


@cache
def normal_table() -> tuple[Floats, Floats, Floats]:
    """Coefficients, shape (OCTAVES << SUBBITS,) each, of the quantile of v/2 in the offset within a bin."""
    sub = 1 << SUBBITS
    offsets = np.array([0.0, 0.5, 1.0])
    exponent = np.arange(-OCTAVES, 0)
    mantissa = 1.0 + (np.arange(sub)[:, None] + offsets[None, :]) / sub
    with localcontext() as context:
        context.prec = 30
        ln_mantissa = np.array([[float(Decimal(float(m)).ln()) for m in row] for row in mantissa])
        ln2 = float(Decimal(2).ln())
    scale = np.array([2.0**e for e in exponent])
    p = (0.5 * scale)[:, None, None] * mantissa[None, :, :]
    ln_p = ln_mantissa[None, :, :] + ((exponent - 1.0) * ln2)[:, None, None]
    z = _as241(p, ln_p).reshape(-1, 3)
    low, middle, high = z[:, 0], z[:, 1], z[:, 2]
    c2 = 2.0 * (low + high - 2.0 * middle)
    c1 = high - low - c2
    return np.ascontiguousarray(low), np.ascontiguousarray(c1), np.ascontiguousarray(c2)


_CENTRE = (
    (3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727),
    (1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
     21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610),
)  # fmt: skip
_MIDDLE = (
    (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
     1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
     0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
_TAIL = (
    (6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
     0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5,
     2.01033439929228813265e-7),
    (1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15),
)  # fmt: skip


def _rational(x: Floats, coefficients: tuple[tuple[float, ...], tuple[float, ...]]) -> Floats:
    above, below = (np.zeros_like(x) for _ in range(2))
    for top, bottom in zip(reversed(coefficients[0]), reversed(coefficients[1]), strict=True):
        above = above * x + top
        below = below * x + bottom
    return above / below


def _as241(p: Floats, ln_p: Floats) -> Floats:
    """Quantile of the standard normal at p <= 1/2, given its logarithm; relative error about 1e-16."""
    q = p - 0.5
    r = np.sqrt(-ln_p)
    centre = q * _rational(0.180625 - q * q, _CENTRE)
    middle = -_rational(r - 1.6, _MIDDLE)
    tail = -_rational(r - 5.0, _TAIL)
    return np.where(q >= -0.425, centre, np.where(r <= 5.0, middle, tail))


def log(x: Floats) -> Floats:
    """Natural logarithm, elementwise, of positive normal doubles; absolute error 2.5e-9."""
    bits = np.asarray(x, dtype=np.float64).view(np.uint64)
    exponent = (bits >> np.uint64(52)).astype(np.float64) - 1022.0
    h = 2.0 - ((bits & FRACTION) | ONE_BITS).view(np.float64)
    ratio = h * RATIO[9]
    for coefficient in RATIO[8:0:-1]:
        ratio += coefficient
        ratio *= h
    ratio += RATIO[0]
    ratio *= h
    return np.asarray(exponent * LN2 - ratio)
