"""A procedure as a picture: one lane an actor, steps from left to right, arrows for what comes after what.

Colours differ in lightness as well, shapes in outline, so that the picture can be read in grey; every step
has its text for screen readers.
"""

from __future__ import annotations

import textwrap
from html import escape

from detente.case.procedure import Procedure, Step
from detente.procedures.compile import Model
from detente.procedures.outline import rules, times
from detente.procedures.who import actor_of, bodies, shown

_WIDTH, _HEIGHT, _GAP, _LANE, _LEFT = 190, 98, 46, 122, 150


def swimlane(model: Model, name: str) -> str:
    """The SVG of a procedure, as text."""
    procedure = model.case.procedures[name]
    lanes = _lanes(model, procedure)
    columns = _columns(procedure)
    rows: dict[tuple[str, int], int] = {}
    at: dict[str, tuple[float, float]] = {}
    heights = dict.fromkeys(lanes, 1)
    placed: dict[str, tuple[str, int, int]] = {}
    for key in procedure.steps:
        lane, column = _lane(model, procedure.steps[key]), columns[key]
        row = rows.get((lane, column), 0)
        rows[lane, column] = row + 1
        heights[lane] = max(heights[lane], row + 1)
        placed[key] = (lane, column, row)
    tops, top = {}, 44
    for lane in lanes:
        tops[lane] = top
        top += heights[lane] * _LANE
    for key, (lane, column, row) in placed.items():
        at[key] = (_LEFT + 16 + column * (_WIDTH + _GAP), tops[lane] + row * _LANE + 13)
    width = _LEFT + 16 + (max(columns.values(), default=0) + 1) * (_WIDTH + _GAP)
    parts = [_head(procedure.title, width, top + 34)]
    for index, lane in enumerate(lanes):
        fill = "#f4f6f8" if index % 2 == 0 else "#e6ebef"
        height = heights[lane] * _LANE
        parts.append(f'<rect x="0" y="{tops[lane]}" width="{width}" height="{height}" fill="{fill}"/>')
        for line, text in enumerate(textwrap.wrap(lane, 22)[:5]):
            parts.append(f'<text x="10" y="{tops[lane] + 24 + line * 14}" font-weight="bold">{escape(text)}</text>')
    for key, step in procedure.steps.items():
        for before, _ in step.after.names() if step.after else ():
            if before in at:
                parts.append(_arrow(at[before], at[key], dashed=bool(step.after and step.after.how == "any")))
    for key, step in procedure.steps.items():
        parts.append(_box(model, procedure, key, step, *at[key]))
    parts.append(
        f'<text x="10" y="{top + 20}">solid arrow: needed; dashed: one of several; double border: done; '
        "dotted border: unsourced</text>"
    )
    return "".join([*parts, "</svg>\n"])


def _lane(model: Model, step: Step) -> str:
    known = bodies(model.case)
    names = step.body or step.consent or ((step.consensus,) if step.consensus else ())
    if not names:
        return "follows of itself" if not step.uses else f"see {step.uses}"
    return ", ".join(shown(model.case, actor_of(known, name)) for name in names)


def _lanes(model: Model, procedure: Procedure) -> list[str]:
    return list(dict.fromkeys(_lane(model, step) for step in procedure.steps.values()))


def _columns(procedure: Procedure) -> dict[str, int]:
    """How many steps come before each at most. Circles are reported by `check`; here they end."""
    found: dict[str, int] = {}

    def column(key: str, seen: frozenset[str]) -> int:
        if key not in found:
            after = procedure.steps[key].after
            before = [n for n, _ in after.names() if n in procedure.steps and n not in seen] if after else []
            found[key] = max((column(n, seen | {key}) + 1 for n in before), default=0)
        return found[key]

    for key in procedure.steps:
        column(key, frozenset())
    return found


def _head(title: str, width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="11"><title>{escape(title)}</title>'
        '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="7" refY="3" orient="auto">'
        '<path d="M0,0 L7,3 L0,6 z" fill="#333"/></marker></defs>'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
        f'<text x="10" y="26" font-size="15" font-weight="bold">{escape(title)}</text>'
    )


def _arrow(start: tuple[float, float], end: tuple[float, float], *, dashed: bool) -> str:
    x1, y1 = start[0] + _WIDTH, start[1] + _HEIGHT / 2
    x2, y2 = end[0], end[1] + _HEIGHT / 2
    middle = (x1 + x2) / 2
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return (
        f'<path d="M{x1},{y1} C{middle},{y1} {middle},{y2} {x2},{y2}" fill="none" stroke="#333"{dash} '
        'marker-end="url(#tip)"/>'
    )


def _box(model: Model, procedure: Procedure, key: str, step: Step, x: float, y: float) -> str:
    done = key in procedure.progress
    unsourced = all(basis.worded == "unsourced" for basis in step.rests_on)
    lines = textwrap.wrap(step.does, 31)[:3]
    facts = [*rules(model.case, step), *times(step)]
    small = [line for fact in facts for line in textwrap.wrap(fact, 36)][: 5 - len(lines)]
    law = ", ".join(map(str, step.law)) or ", ".join(map(str, step.basis))
    full = ". ".join([step.does, *facts, f"law: {law}"])
    dash = ' stroke-dasharray="2 3"' if unsourced else ""
    fill = "#cfe3d4" if done else "#ffffff"
    parts = [
        f'<g role="listitem"><title>{escape(full)}</title>'
        f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="6" fill="{fill}" stroke="#333"{dash}/>'
    ]
    if done:
        parts.append(
            f'<rect x="{x + 3}" y="{y + 3}" width="{_WIDTH - 6}" height="{_HEIGHT - 6}" rx="4" fill="none" '
            'stroke="#333"/>'
        )
    for index, line in enumerate(lines):
        parts.append(f'<text x="{x + 9}" y="{y + 17 + index * 13}">{escape(line)}</text>')
    top = y + 17 + len(lines) * 13
    for index, line in enumerate(small):
        parts.append(f'<text x="{x + 9}" y="{top + index * 12}" font-size="9.5" fill="#333">{escape(line)}</text>')
    if places := list(dict.fromkeys(basis.locator or basis.worded for basis in step.law)):
        shown_law = textwrap.shorten("; ".join(places), 38, placeholder=" ...")
        bottom = y + _HEIGHT - 7
        parts.append(f'<text x="{x + 9}" y="{bottom}" font-size="9" font-style="italic">{escape(shown_law)}</text>')
    return "".join([*parts, "</g>"])
