"""How many draws were enough: each doubling, how far the rungs moved, and what error of drawing is left."""

from __future__ import annotations

from typing import Any

from detente.outlook.result import Outlook
from detente.positions.table import Entry, Table, table


def convergence_table(outlook: Outlook) -> Table:
    """One row for each pass of ``simulate(draws=None)``: move and error of the rung that is worst off, in points."""
    rows = [
        [
            Entry(f"{made.draws}"),
            Entry(f"{made.outer}"),
            Entry("" if made.moved is None else f"{100 * made.moved:.2f}"),
            Entry(f"{100 * made.error:.2f}"),
        ]
        for made in outlook.convergence
    ]
    heads = ("draws", "rows of parameters", "largest move, points", "error of drawing, points")
    note = "Draws are doubled until no rung moves by a point and the error of drawing is under half a point."
    return table("outlook-convergence", "Draws until it settles", heads, rows, note)


def convergence_json(outlook: Outlook) -> list[dict[str, Any]]:
    """The same as plain data; one pass where the number of draws was given."""
    return [
        {"draws": made.draws, "rows": made.outer, "moved": made.moved, "error": made.error}
        for made in outlook.convergence
    ]
