"""A card as it is shown: the passage in its surroundings, what was proposed, what the reviewer has changed so far."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from detente.commands.plain import plain
from detente.documents.front_matter import body_start
from detente.review.entry import edited

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.review.card import Card
    from detente.review.store import Waiting

_AROUND = 240
_SHOWN = ("by", "via", "act", "about", "says", "to", "condition", "hangs-on", "gates", "modality", "said", "when",
          "replies-to", "repeats")  # fmt: skip


def shown(
    card: Card,
    proposed: Mapping[str, Any],
    changes: Mapping[str, Any],
    text: str,
    case: Case,
    width: int,
    *,
    marks: tuple[str, str] = ("⟦", "⟧"),
    around: int = _AROUND,
) -> Iterator[str]:
    """The lines of a card."""
    yield from _passage(card, text, width, marks, around)
    if card.copied_from:
        drift = f"; changed on the way: {'; '.join(card.drift[:3])}" if card.drift else ""
        what = "word for word" if card.exact else "a near copy"
        yield plain(f"  copied from {card.repeats or card.copied_from}, {what}: adds no origin{drift}")
    final = edited(proposed, changes)
    order = [*_SHOWN, *sorted({*final, *changes} - set(_SHOWN))]
    for name in order:
        if name in final or name in changes or name in ("by", "act", "about"):
            yield from _field(name, card, proposed, final, set(changes), case)
    for name in card.unknown.get("by", ()):
        if "by" not in changes and (fields := card.newcomers.get(name)):
            parts = [fields["kind"], *(fields[key] for key in ("of", "office") if key in fields)]
            yield plain(f"  new actor:   {fields['id']} = {fields['name']}, {', '.join(parts)}   (w takes it)")
    if len(card.choices.get("about", ())) > 1:
        options = [f"{n} {issue}" for n, issue in enumerate(card.choices["about"], 1)]
        yield plain(f"  issues:    {'  '.join(options)}")


def source_card(document: Waiting, changes: Mapping[str, Any]) -> Iterator[str]:
    """The document itself, as its sidecar will say."""
    fields = {**document.sidecar, **changes}
    for name, value in fields.items():
        if name == "depends-on":
            for one in value:
                yield plain(f"  {'depends on':17} {one['from']}: {one['share']} in {len(one['passages'])} passages")
        elif name not in ("sha256", "characters", "file"):
            value = "; ".join(value) if isinstance(value, list) else value
            was = f"   (was {document.sidecar.get(name, 'absent')})" if name in changes else ""
            yield plain(f"  {name:17} {value}") + was
    for banner in document.report:
        yield plain(f"  {banner}")


def _field(
    name: str, card: Card, proposed: Mapping[str, Any], final: Mapping[str, Any], changes: set[str], case: Case
) -> Iterator[str]:
    value = final.get(name)
    text = _text(name, value, case)
    unknown = card.unknown.get(name, ())
    if unknown and name not in changes:
        text = f"{text}{' + ' if value else ''}“{'”, “'.join(unknown)}” (no actor of the case)"
    if name == "by" and card.said_by and name not in changes:
        text += f"   in the text: “{card.said_by}”"
    if name == "act" and name not in changes and len(card.choices.get("act", ())) > 1:
        text += f"   or: {', '.join(card.choices['act'][1:])}"
    if name in changes and (before := _text(name, proposed.get(name), case)) != text:
        text = f"{text or 'taken out'}   (was {before or 'absent'})"
    yield plain(f"  {name + ':':12} {text or '?'}")


def _text(name: str, value: Any, case: Case) -> str:
    if value in (None, "", []):
        return ""
    parts = [value] if isinstance(value, str) else list(value)
    if name in ("by", "via", "to"):
        parts = [f"{part} ({case.name(part)})" if case.name(part) != part else part for part in parts]
    return ", ".join(map(str, parts))


def _passage(card: Card, text: str, width: int, marks: tuple[str, str], around: int) -> Iterator[str]:
    start, end = card.start, card.end
    head = min(start, body_start(text))
    low = max(head, _word_edge(text, max(0, start - around), forward=True) if start > around else 0)
    high = _word_edge(text, min(len(text), end + around), forward=False) if end + around < len(text) else len(text)
    pieces, at = [], low
    for first, last in card.spans:
        pieces += [plain(text[at:first]), marks[0], plain(text[first:last]), marks[1]]
        at = last
    pieces.append(plain(text[at:high]))
    whole = " ".join("".join(pieces).split())
    for line in textwrap.wrap(f"… {whole} …", max(40, width - 4), break_long_words=True):
        yield f"    {line}"


def _word_edge(text: str, at: int, *, forward: bool) -> int:
    found = text.find(" ", at, at + 40) if forward else text.rfind(" ", max(0, at - 40), at)
    return at if found < 0 else found
