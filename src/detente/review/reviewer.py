"""Decisions on cards: checked on a workbench, put on disk, then carried out in the case.

One door for every front end: the terminal, a file of decisions, a page.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeVar

from detente.case.case import Case
from detente.documents.wordlist import wordlist
from detente.notation.edit import CannotEdit
from detente.notation.problem import Problem, Problems
from detente.review import entry as entries
from detente.review import landing
from detente.review.bench import Bench, Change, errors
from detente.review.card import Card, card_id
from detente.review.decision import Decision, State, joined
from detente.review.issues import IssueIndex
from detente.review.names import Names
from detente.review.store import Queue, Waiting
from detente.review.texts import default_folder, text_of

P = ParamSpec("P")
T = TypeVar("T")

BY_HAND = "entered by hand"
_SIDECAR_FIELDS = wordlist(
    "title kind publisher publisher-basis voice authors authors-basis published published-basis seen language "
    "translated-from url perspective note"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision: carried out, or why not."""

    decision: Decision | None
    problems: tuple[Problem, ...] = ()

    @property
    def done(self) -> bool:
        """Whether it was carried out."""
        return self.decision is not None


def _alone(method: Callable[Concatenate[Reviewer, P], T]) -> Callable[Concatenate[Reviewer, P], T]:
    """While it runs, nobody else changes the queue or the case, and all that others decided is known."""

    @functools.wraps(method)
    def held(self: Reviewer, /, *args: P.args, **more: P.kwargs) -> T:
        with self.queue.alone():
            return method(self, *args, **more)

    return held


class Reviewer:
    """A reviewer at work on the queue of a case. Use as a context manager.

    `case` is the case with everything accepted so far; `before` the case as it was found.
    """

    def __init__(self, folder: Path, case: Case, queue: Queue, by: str, on: str, texts: Path | None = None) -> None:
        self.folder, self.queue, self.by, self.on = folder, queue, by, on
        self.before = self.case = case
        self._given = texts
        self._texts: dict[str, str | None] = {}
        self._bench = Bench(folder)
        self._index: IssueIndex | None = None
        self._named: tuple[Case, Names] | None = None

    def __enter__(self) -> Reviewer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bench.close()

    @property
    def state(self) -> State:
        """The queue now."""
        return self.queue.state()

    def text(self, source: str) -> str | None:
        """The text of a document, where the user's folder has it unchanged."""
        if source not in self._texts:
            document = self.queue.documents[source]
            folders = [self._given] if self._given else [(self.folder / document.texts), default_folder(self.folder)]
            found = (text_of(folder, source, document.text_sha256) for folder in folders)
            self._texts[source] = next((text for text in found if text is not None), None)
        return self._texts[source]

    @_alone
    def resume(self) -> list[Problem]:
        """Carry out what was decided and not done before a crash; what cannot be is said and stays owed."""
        landing.sweep(self.folder)
        problems: list[Problem] = []
        for decision in self.queue.owed():
            problems += self._carry_out(decision)
        return problems

    @_alone
    def accept(
        self,
        card: Card,
        fields: Mapping[str, Any],
        *,
        new_actors: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Outcome:
        """Take a card into the record with these changes to its fields. `new_actors` are added to actors.yaml."""
        if refusal := self._refusal(card):
            return refusal
        if card.kind == "source":
            return self._accept_source(card, fields)
        text = self.text(card.source)
        if text is None:
            return _no_text(card.source)
        document = self.queue.documents[card.source]
        voice, actors = self._voice(card, document, dict(new_actors or {}))
        proposed = self.proposed(card)
        final = entries.completed(entries.edited(proposed, fields))
        if complaints := entries.complaints(final, text):
            return Outcome(None, tuple(complaints))
        origin = "hand" if card.why == BY_HAND else card.reader or document.reader
        plain = entries.entry(text, card.spans, final, origin, self.by, self.on)
        return self._decide(
            Decision(
                card.id,
                "accept",
                self.by,
                self.on,
                key=landing.next_key(self.folder, self.queue, card.source),
                entry=plain,
                changed=entries.changed(proposed, plain),
                new_actors=actors,
                voice=voice,
            ),
            document,
        )

    def proposed(self, card: Card) -> dict[str, Any]:
        """The fields of a card with what other decisions add: the source's voice, what it answers, what it repeats,
        and for a repeat the wording of the statement that it copies."""
        found = self._resolved(card)
        known = self.case.sources.get(card.source)
        if card.kind == "voice" or (card.kind == "repeat" and not found.get("by")):
            voice = known.voice if known and known.voice else self._suggested_voice(card.source)
            if voice:
                found["by"] = [voice]
        accepted = self.state.accepted()
        answered = [f"{card.source}/{accepted[name].key}" for name in card.answers if name in accepted]
        if answered:
            found["replies-to"] = answered
            about = {accepted[name].entry.get("about") for name in card.answers if name in accepted} - {None}
            if len(about) == 1:  # what is denied is the claim's subject, whichever words the denial uses
                found["about"] = about.pop()
        if card.repeats and card.repeats in self.case.statements:
            original = self.case.statements[card.repeats]
            found["repeats"] = [card.repeats]
            found["about"] = original.about
            if card.exact:
                found |= _copied_fields(original)
        return found

    def unknown(self, card: Card) -> dict[str, tuple[str, ...]]:
        """Names on a card that are still no actors of the case, by field."""
        left = {
            name: tuple(text for text in texts if not self._names.resolve([text])[0])
            for name, texts in card.unknown.items()
        }
        return {name: texts for name, texts in left.items() if texts}

    def _resolved(self, card: Card) -> dict[str, Any]:
        """The proposed fields; names that became actors of the case since are those actors."""
        found = dict(card.proposed)
        for name, texts in card.unknown.items():
            if actors := self._names.resolve(texts)[0]:
                found[name] = list(dict.fromkeys((*found.get(name, ()), *actors)))
        return found

    @property
    def _names(self) -> Names:
        if self._named is None or self._named[0] is not self.case:
            self._named = (self.case, Names(self.case))
        return self._named[1]

    @_alone
    def reject(self, card: Card, why: str) -> Outcome:
        """Turn a card down, with the reason."""
        if refusal := self._refusal(card):
            return refusal
        if not why.strip():
            return _problem("missing-reason", "A rejection needs its reason, in a few words.")
        return self._decide(Decision(card.id, "reject", self.by, self.on, why=" ".join(why.split())[:300]))

    @_alone
    def split(self, card: Card, at: Sequence[int] = ()) -> Outcome:
        """Make several cards of one: cut at these places of the text, or, without any, the same passage twice."""
        if refusal := self._refusal(card):
            return refusal
        if card.kind == "source":
            return _problem("cannot-split", "A source cannot be split.")
        cuts = sorted(set(at))
        if any(not any(start < cut < end for start, end in card.spans) for cut in cuts):
            return _problem("bad-span", f"A cut must lie inside the passage ({card.start} to {card.end}).")
        text = self.text(card.source)
        parts = _cut(card.spans, cuts, text) if cuts else (card.spans, card.spans)
        return self._decide(Decision(card.id, "split", self.by, self.on, parts=parts))

    @_alone
    def merge(self, card: Card, into: Card) -> Outcome:
        """Put a card into another of the same passage or the one next to it; its fields are dropped."""
        for one in (card, into):
            if refusal := self._refusal(one):
                return refusal
        if card.id == into.id or card.source != into.source or "source" in (card.kind, into.kind):
            return _problem("cannot-merge", "Only two statements of one document can be merged.")
        return self._decide(Decision(card.id, "merge", self.by, self.on, into=into.id))

    @_alone
    def reopen(self, card: Card) -> Outcome:
        """Take back the last decision on a card; an entry that it put into the record is taken out again."""
        last = self.state.decided.get(card.id)
        if last is None:
            return _problem("still-open", "Nothing was decided on this card.")
        followers = [f"{card.id}-{n}" for n in range(1, len(last.parts) + 1)]
        if any(name in self.state.decided for name in followers):
            return _problem("parts-decided", "Its parts were decided on; take those back first.")
        reopened = Decision(card.id, "reopen", self.by, self.on, key=last.key)
        return self._decide(reopened, self.queue.documents[card.source])

    @_alone
    def enter(self, source: str, span: tuple[int, int], fields: Mapping[str, Any]) -> Outcome:
        """Enter a statement by hand, with its passage; it goes the way of every other one."""
        document = self.queue.documents.get(source)
        text = self.text(source) if document else None
        if document is None:
            return _problem("unknown-source", f"There is no document '{source}' in the queue.")
        if text is None:
            return _no_text(source)
        if not 0 <= span[0] < span[1] <= len(text) or not text[span[0] : span[1]].strip():
            return _problem("bad-span", f"There is no passage {span[0]} to {span[1]}; the text has {len(text)}.")
        card = self.by_hand(source, span)
        if self.state.card(card.id) is None:
            self.queue.put(replace(document, cards=(*document.cards, card)))
        return self.accept(card, fields)

    def by_hand(self, source: str, span: tuple[int, int]) -> Card:
        """An empty card over a passage."""
        text = self.text(source) or ""
        about = self.issues.suggest(text[span[0] : span[1]])
        proposed = {"about": about[0]} if about else {}
        count = sum(card.spans == (span,) for card in self.queue.documents[source].cards)
        name = card_id(source, "statement", *span, {"hand": count})
        return Card(name, source, "statement", (span,), proposed, {"about": about}, why=BY_HAND)

    @property
    def issues(self) -> IssueIndex:
        """The issues of the case by their words."""
        if self._index is None:
            self._index = IssueIndex(self.case)
        return self._index

    def _refusal(self, card: Card) -> Outcome | None:
        if (last := self.state.decided.get(card.id)) is not None:
            who = f"by {last.by} on {last.on}" if last.by != self.by else "already"
            return _problem("already-decided", f"Card {card.id} was decided on {who} ({last.do}); reopen it first.")
        if card.source in self.state.aside:
            return _problem("put-aside", f"'{card.source}' was put aside; reopen its first card to go on.")
        return None

    def _accept_source(self, card: Card, fields: Mapping[str, Any]) -> Outcome:
        wrong = sorted(set(fields) - _SIDECAR_FIELDS)
        if wrong:
            return _problem("unknown-key", f"A sidecar has no field '{wrong[0]}' to set here.")
        changes = {name: value for name, value in entries.edited({}, fields).items() if value}
        document = self.queue.documents[card.source]
        altered = {n: [document.sidecar.get(n), v] for n, v in changes.items() if document.sidecar.get(n) != v}
        decision = Decision(card.id, "accept", self.by, self.on, entry=changes, changed=altered)
        return self._decide(decision, document)

    def _voice(
        self, card: Card, document: Waiting, actors: dict[str, Mapping[str, Any]]
    ) -> tuple[str | None, dict[str, Mapping[str, Any]]]:
        """The voice that the sidecar gets where a sentence of the document's own is accepted first."""
        known = self.case.sources.get(card.source)
        if card.kind not in ("voice", "repeat") or (known and known.voice):
            return None, actors
        voice = self._suggested_voice(card.source)
        if voice is None or (card.kind == "repeat" and card.proposed.get("by")):
            return None, actors
        fields = document.suggested_voice.get("actor", {})
        if voice not in self.case.actors and fields:
            actors.setdefault(voice, fields)
        return voice, actors

    def _suggested_voice(self, source: str) -> str | None:
        voice = self.queue.documents[source].suggested_voice.get("id")
        return str(voice) if voice else None

    def _decide(self, decision: Decision, document: Waiting | None = None) -> Outcome:
        """Try it on the bench; only then put it on disk and carry it out."""
        change: Change = {}
        warnings: tuple[Problem, ...] = ()
        if document is not None:
            try:
                change = landing.changes(self.folder, document, decision)
            except CannotEdit as refusal:
                return _problem("cannot-edit", f"A file of the case cannot be changed: {refusal}.")
            if change:
                case, problems = self._bench.tried(change)
                if case is None:
                    return Outcome(None, tuple(errors(problems)))
                self.case = case
                warnings = _warnings(problems, change, decision)
        self.queue.decide(decision)
        landing.carry_out(self.folder, change)
        self.queue.carried_out(decision)
        return Outcome(decision, warnings)

    def _carry_out(self, decision: Decision) -> list[Problem]:
        card = self.state.card(decision.card)
        if card is not None and decision.do in ("accept", "reopen"):
            try:
                change = landing.changes(self.folder, self.queue.documents[card.source], decision)
            except CannotEdit as refusal:
                return [Problem("cannot-edit", f"A file of the case cannot be changed: {refusal}.")]
            case, problems = self._bench.tried(change) if change else (self.case, None)
            if case is None:
                return errors(problems) if problems else []
            self.case = case
            landing.carry_out(self.folder, change)
        self.queue.carried_out(decision)
        return []


def _copied_fields(original: Any) -> dict[str, Any]:
    """What an exact copy says is what its original says."""
    plain = original.plain()
    kept = ("act", "says", "to", "condition", "hangs-on", "gates", "needs", "value", "scope", "stance", "modality",
            "hedge", "wording", "said", "when", "event", "place", "article", "entity")  # fmt: skip
    found = {name: plain[name] for name in kept if name in plain}
    for name in ("said", "when"):
        value = getattr(original, name)
        if value is not None:
            found[name] = value.worded
    return found


def _cut(
    spans: Sequence[tuple[int, int]], cuts: Sequence[int], text: str | None
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The spans before each cut and after the last, without white space and commas at their ends."""
    edges = [spans[0][0], *cuts, spans[-1][1]]
    parts = []
    for low, high in pairwise(edges):
        inside = [(max(start, low), min(end, high)) for start, end in spans if start < high and low < end]
        parts.append(joined([_trimmed(start, end, text) for start, end in inside]))
    return tuple(parts)


def _trimmed(start: int, end: int, text: str | None) -> tuple[int, int]:
    if text is None:
        return start, end
    while start < end - 1 and text[start] in " \n\t,;—–":
        start += 1
    while end > start + 1 and text[end - 1] in " \n\t,;—–":
        end -= 1
    return start, end


def _warnings(problems: Problems, change: Change, decision: Decision) -> tuple[Problem, ...]:
    """What `check` warns of in the new entry."""
    if not decision.key or decision.do != "accept":
        return ()
    found = []
    for name, text in change.items():
        if name.startswith("record/") and text is not None:
            first = len(text[: text.rfind(f"\n{decision.key}:") + 1].splitlines())
            found += [p for p in problems.in_order() if p.place and p.place.file == name and p.place.line > first]
    return tuple(found)


def _problem(code: str, message: str) -> Outcome:
    return Outcome(None, (Problem(code, message),))


def _no_text(source: str) -> Outcome:
    hint = "name the folder with --sources FOLDER, or add the document again"
    return Outcome(None, (Problem("no-text", f"The text of '{source}' is not in the user's folder.", hint=hint),))
