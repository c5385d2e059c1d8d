"""What Numba makes of a function here, and what it lacks: the bits of doubles, eight comparisons at once.

Nothing is contracted or reassociated (``fastmath`` is off), so that compiled code rounds as NumPy does.
"""

# mypy: disable-error-code="call-arg, import-untyped"

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np
from numba.core import types
from numba.extending import intrinsic

from detente.outlook.draws.compiled_cache import stamp

U64 = np.uint64
LANES = 8


def jit(function: Any) -> Any:
    """Compiled by itself; releases the lock of the interpreter."""
    return nb.njit(nogil=True, error_model="numpy", fastmath=False)(function)


def inline(function: Any) -> Any:
    """Put where it is called, so that loops over it become vector code."""
    return nb.njit(nogil=True, error_model="numpy", fastmath=False, inline="always")(function)


def kept(function: Any) -> Any:
    """The same as ``jit``, and kept on disk for the next run where there is room for it."""
    function.__qualname__ = f"{function.__name__}_{stamp()}"
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": False}
    try:
        return nb.njit(cache=True, **options)(function)
    except RuntimeError:  # no folder that may be written
        return nb.njit(**options)(function)


@intrinsic
def as_float(_context: Any, word: Any) -> Any:
    """The double with these bits."""

    def code(_c: Any, builder: Any, _s: Any, values: Any) -> Any:
        from llvmlite import ir

        return builder.bitcast(values[0], ir.DoubleType())

    return types.float64(types.uint64), code


@intrinsic
def as_word(_context: Any, number: Any) -> Any:
    """The bits of a double."""

    def code(_c: Any, builder: Any, _s: Any, values: Any) -> Any:
        from llvmlite import ir

        return builder.bitcast(values[0], ir.IntType(64))

    return types.uint64(types.float64), code


def _counted(comparison: str) -> Any:
    """Of the eight entries of an ascending row from an index on, how many compare so with a value."""

    def code(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        from llvmlite import ir

        array = context.make_array(signature.args[0])(context, builder, values[0])
        vector = ir.VectorType(ir.DoubleType(), LANES)
        place = builder.gep(array.data, [values[1]])
        row = builder.load(builder.bitcast(place, vector.as_pointer()), align=8)
        value = ir.Constant(vector, ir.Undefined)
        value = builder.insert_element(value, values[2], ir.Constant(ir.IntType(32), 0))
        lanes = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        value = builder.shuffle_vector(value, value, lanes)
        bits = builder.bitcast(builder.fcmp_ordered(comparison, row, value), ir.IntType(LANES))
        return builder.zext(builder.ctpop(bits), ir.IntType(64))

    return code


@intrinsic
def below(_context: Any, row: Any, index: Any, value: Any) -> Any:
    """How many of the eight entries ``row[index:index + 8]`` lie below a value; they must be there."""
    return types.uint64(row, types.uint64, types.float64), _counted("<")


@intrinsic
def up_to(_context: Any, row: Any, index: Any, value: Any) -> Any:
    """How many of them lie at or below a value."""
    return types.uint64(row, types.uint64, types.float64), _counted("<=")
