"""A review at the terminal: one card at a time, a line for each decision."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from detente.commands.plain import plain
from detente.commands.review_card import shown, source_card
from detente.review.entry import edited

if TYPE_CHECKING:
    from detente.review.card import Card
    from detente.review.reviewer import Outcome, Reviewer

HELP = """\
  a [WORDS]     accept; WORDS say in your own words what is said. aN picks issue N: a2 the court sees no claim
  1 .. 5        pick that issue        t   next act
  w             take the new actor that is shown
  e F=V ...     edit fields: e by=arland-mfa,bethia-mfa about=trade condition=once it is signed when=2031-09 to=-
                a speaker the case does not have: e by=new:brann=Ada Brann/person/arland
  r [WHY]       reject: 1 no statement  2 wrong speaker  3 not about the process  4 nothing new  5 misread
  x             split in two           m / mp   merge the next / the previous card into this one
  n             enter a statement by hand: its first and last words, then as above
  s  skip       u  take back the last decision       c  more context       q  stop; nothing is lost
"""
REASONS = {
    "1": "no statement",
    "2": "wrong speaker",
    "3": "not about the process",
    "4": "nothing new",
    "5": "misread",
}
_PARTS = {2: "by others or weakly founded", 3: "of the document's own voice"}
_FIELD = re.compile(r"([a-z]+(?:-[a-z]+)*)=(.*?)(?=\s+[a-z]+(?:-[a-z]+)*=|$)")
_NEW_ACTOR = re.compile(r"new:([a-z0-9][a-z0-9-]*)=([^/]+)/([a-z ]+)(?:/([a-z0-9-]+))?")
_CUT = re.compile(r"(?<=[,;:—–])\s+|\s+(?=(?:and|but|while|whereas|although|which)\b)")


@dataclass(slots=True)
class Session:
    """Runs over the open cards until they are done or the reviewer stops; `steps` counts the lines typed."""

    reviewer: Reviewer
    ask: Callable[[str], str]
    say: Callable[[str], None]
    width: int = 100
    marks: tuple[str, str] = ("⟦", "⟧")
    steps: int = 0
    accepted: list[str] = field(default_factory=list)
    rejected: int = 0
    _skipped: list[str] = field(default_factory=list)
    _last: list[str] = field(default_factory=list)
    _changes: dict[str, Any] = field(default_factory=dict)
    _actors: dict[str, dict[str, str]] = field(default_factory=dict)
    _around: int = 240
    _part: tuple[str, int] = ("", 0)

    def run(self, wanted: Callable[[Card], bool]) -> None:
        """Card after card; ends at the last one, at `q`, or where the input ends."""
        while True:
            self.reviewer.queue.refresh()
            waiting = [card for card in self.reviewer.state.open if wanted(card)]
            left = [card for card in waiting if card.id not in self._skipped]
            if not left:
                break
            self._changes, self._actors, self._around = {}, {}, 240
            self._announce(left)
            if not self._one(left[0], len(left), wanted):
                break

    def _announce(self, left: Sequence[Card]) -> None:
        """Where the main part of a document's cards ends, so that a reviewer can stop there."""
        now = (left[0].source, left[0].rank)
        if now[1] > 1 and now != self._part and self._part[0] in ("", now[0]):
            follows = sum((card.source, card.rank) == now for card in left)
            self.say("")
            self.say(f"— now {follows} {_PARTS[now[1]]}; q stops here, and nothing is lost —")
        self._part = now

    def _one(self, card: Card, left: int, wanted: Callable[[Card], bool]) -> bool:
        """One card until something is decided on it; False to stop."""
        if self.reviewer.text(card.source) is None:
            self.say(f"detente: the text of '{card.source}' is not in your folder; --sources FOLDER says where it is")
            self._skipped += [c.id for c in self.reviewer.state.open if c.source == card.source]
            return True
        self._show(card, left)
        while True:
            try:
                line = self._line("> ")
            except EOFError:
                return False
            key, rest = line[:1], line[1:].strip()
            if key == "q":
                return False
            if key == "s":
                self._skipped.append(card.id)
                return True
            try:
                if self._acted(card, key, rest, wanted):
                    return True
            except EOFError:
                return False
            if card.id in self.reviewer.state.decided:
                return True  # by somebody else meanwhile, which was said
            if key in ("e", "t", "c", "w") or key.isdigit():
                self._show(card, left)

    def _acted(self, card: Card, key: str, rest: str, wanted: Callable[[Card], bool]) -> bool:
        """Do what a key asks; True where the card is done with, or others have to be shown."""
        choices = card.choices.get("about", ())
        if key.isdigit() and 0 < int(key) <= len(choices):
            self._changes["about"] = choices[int(key) - 1]
            return False
        match key:
            case "a":
                return self._accept(card, rest)
            case "r":
                why = REASONS.get(rest, rest) or self._line("  why? ")
                return self._done(card, self.reviewer.reject(card, REASONS.get(why, why)))
            case "e":
                self._edit(rest or self._line("  field=value ... "))
            case "w":
                self._newcomers(card)
            case "t":
                acts = card.choices.get("act", ())
                now = self._changes.get("act", card.proposed.get("act"))
                if acts:
                    self._changes["act"] = acts[(acts.index(now) + 1) % len(acts) if now in acts else 0]
            case "x":
                return self._split(card)
            case "m":
                return self._merge(card, wanted, before=rest == "p")
            case "n":
                return self._by_hand(card.source)
            case "u":
                return self._undo()
            case "c":
                self._around *= 3
            case _:
                self.say(HELP)
        return False

    def _accept(self, card: Card, rest: str) -> bool:
        if card.kind == "source":
            return self._done(card, self.reviewer.accept(card, self._changes))
        number = re.match(r"([1-5])(?=\s|$)", rest)
        choices = card.choices.get("about", ())
        if number and int(number[1]) <= len(choices):
            self._changes["about"] = choices[int(number[1]) - 1]
            rest = rest[number.end() :].strip()
        if rest:
            self._changes["says"] = rest
        proposed = edited(self.reviewer.proposed(card), self._changes)
        for name, prompt in (
            ("by", "  by (an actor's id, or new:ID=NAME/KIND/OF)"),
            ("act", "  act"),
            ("about", "  about (an issue's id)"),
            ("says", "  says, in your own words"),
        ):
            if not proposed.get(name):
                likely = next(iter(card.choices.get(name, ())), "")
                likely = self._as_edit(card) or likely if name == "by" else likely
                answer = self._line(f"{prompt}{f' [{likely}]' if likely else ''}: ")
                self._edit(f"{name}={answer or likely}")
        return self._done(
            card, self.reviewer.accept(card, self._changes, new_actors=self._actors), fields=self._changes
        )

    def _newcomers(self, card: Card) -> None:
        """The speakers whom the case does not have become actors of it, as the document describes them."""
        new = [fields for name, fields in card.newcomers.items() if name in self.reviewer.unknown(card).get("by", ())]
        if not new:
            self.say("  no new actor is proposed here; e by=new:ID=NAME/KIND/OF adds one")
            return
        known = self.reviewer.proposed(card).get("by", [])
        for fields in new:
            self._actors[fields["id"]] = {name: text for name, text in fields.items() if name != "id"}
        self._changes["by"] = [*known, *(fields["id"] for fields in new)]

    def _as_edit(self, card: Card) -> str:
        """The first new actor of a card, as it could be typed."""
        for name in self.reviewer.unknown(card).get("by", ()):
            if fields := card.newcomers.get(name):
                of = f"/{fields['of']}" if "of" in fields else ""
                return f"new:{fields['id']}={fields['name']}/{fields['kind']}{of}"
        return ""

    def _edit(self, line: str) -> None:
        for name, value in _FIELD.findall(line):
            if made := _NEW_ACTOR.fullmatch(value.strip()):
                self._actors[made[1]] = {
                    "name": made[2].strip(),
                    "kind": made[3].strip(),
                    **({"of": made[4]} if made[4] else {}),
                }
                value = made[1]
            self._changes[name] = value.strip()

    def _split(self, card: Card) -> bool:
        text = self.reviewer.text(card.source) or ""
        places = [card.start + m.end() for m in _CUT.finditer(text[card.start : card.end])][:9]
        for number, at in enumerate(places, 1):
            before, after = plain(text[max(card.start, at - 30) : at]), plain(text[at : min(card.end, at + 30)])
            self.say(f"  {number}  … {before} | {after} …")
        answer = self._line("  cut where? (Enter: the same passage twice) ") if places else ""
        if answer and not (answer.isdigit() and 0 < int(answer) <= len(places)):
            self.say("  no such place; nothing was split")
            return False
        return self._done(card, self.reviewer.split(card, [places[int(answer) - 1]] if answer else []))

    def _merge(self, card: Card, wanted: Callable[[Card], bool], *, before: bool) -> bool:
        """The neighbour of the same document goes into this card."""
        near = [c for c in self.reviewer.state.open if c.source == card.source and c.kind != "source" and wanted(c)]
        near.sort(key=lambda c: (c.start, c.end))
        at = next((i for i, c in enumerate(near) if c.id == card.id), None)
        other = None if at is None else at - 1 if before else at + 1
        if other is None or not 0 <= other < len(near):
            self.say("  there is no such card to merge")
            return False
        return self._done(near[other], self.reviewer.merge(near[other], card))

    def _by_hand(self, source: str) -> bool:
        """A statement that nobody proposed: its passage by its first and last words, then its fields."""
        text = self.reviewer.text(source) or ""
        first = self._line("  first words of the passage: ")
        last = self._line("  last words of the passage: ")
        start = text.find(first) if first else -1
        end = text.find(last, start) + len(last) if start >= 0 and last and text.find(last, start) >= 0 else -1
        if start < 0 or end < 0:
            self.say("  these words do not stand in the text, in this order")
            return False
        self._changes = {}
        for name in ("by", "act", "about", "says"):
            self._edit(f"{name}={self._line(f'  {name}: ')}")
        self._edit(self._line("  further field=value ... (Enter: none) "))
        outcome = self.reviewer.enter(source, (start, end), self._changes)
        return self._done(None, outcome, fields=self._changes)

    def _undo(self) -> bool:
        if not self._last:
            self.say("  nothing was decided in this session")
            return False
        name = self._last[-1]
        card = self.reviewer.state.card(name)
        if card is None or not self._told(self.reviewer.reopen(card)):
            return False
        self._last.pop()
        self.say(f"  card {name} is open again")
        return True

    def _done(self, card: Card | None, outcome: Outcome, fields: Mapping[str, Any] | None = None) -> bool:
        if not self._told(outcome):
            return False
        decision = outcome.decision
        assert decision is not None
        self._last.append(decision.card)
        if decision.do == "accept" and decision.key:
            source = card.source if card else self._source_of(decision.card)
            self.accepted.append(f"{source}/{decision.key}")
            altered = [f"{n}: {_text(was)} → {_text(now)}" for n, (was, now) in decision.changed.items()]
            note = f"; you changed {', '.join(altered)}" if altered and fields else ""
            self.say(plain(f"{source}/{decision.key} stands in the record{note}"))
        self.rejected += decision.do == "reject"
        return True

    def _source_of(self, card: str) -> str:
        found = self.reviewer.state.card(card)
        return found.source if found else "?"

    def _told(self, outcome: Outcome) -> bool:
        for problem in outcome.problems:
            closest = f" (closest: {problem.closest})" if problem.closest else ""
            place = f" ({problem.place})" if problem.place else ""
            self.say(plain(f"  {problem.severity}[{problem.code}] {problem.message}{closest}{place}"))
            if problem.hint:
                self.say(plain(f"     hint: {problem.hint}"))
        return outcome.done

    def _line(self, prompt: str) -> str:
        self.steps += 1
        return self.ask(prompt).strip()

    def _show(self, card: Card, left: int) -> None:
        document = self.reviewer.queue.documents[card.source]
        self.say("")
        if card.kind == "source":
            self.say(plain(f"[{left} left] {card.source} · the document itself (a accept, e edit, r reject, s skip)"))
            lines = list(source_card(document, self._changes))
        else:
            self.say(plain(f"[{left} left] {card.source} · {card.kind} · {card.why} · {card.score:.2f} · {card.id}"))
            lines = list(
                shown(
                    replace(card, unknown=self.reviewer.unknown(card)),
                    self.reviewer.proposed(card),
                    self._changes,
                    self.reviewer.text(card.source) or "",
                    self.reviewer.case,
                    self.width,
                    marks=self.marks,
                    around=self._around,
                )
            )
        for line in lines:
            self.say(line)


def _text(value: Any) -> str:
    if value in (None, "", []):
        return "nothing"
    return value if isinstance(value, str) else ", ".join(map(str, value if isinstance(value, Sequence) else [value]))
