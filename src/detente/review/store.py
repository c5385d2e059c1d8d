"""The folder CASE/.review: cards as they were proposed, and a log of decisions that only ever grows.

A decision is on disk before anything is done about it, and a line that a crash cut short is no decision: at most the
card on the screen is lost. What was accepted and not yet written into the case is written when the queue is opened
again (`owed`), since each accepted decision is followed by a line that says that it was carried out.

Several people may work on one queue: whoever changes it holds it `alone` for that moment, and sees first what the
others have done.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente.case.reading import is_id
from detente.notation.atomic import write_atomically
from detente.review.card import Card
from detente.review.decision import Decision, State, state
from detente.review.lock import held

FOLDER = ".review"
_LOG = "decisions.jsonl"
_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document in the queue: what is known of it (the sidecar to be), the reader, where its text is, its cards."""

    source: str
    sidecar: Mapping[str, Any]
    text_sha256: str
    reader: str
    texts: str
    """The user's folder, relative to the case."""
    suggested_voice: Mapping[str, Any] = field(default_factory=dict)
    report: tuple[str, ...] = ()
    """What was said of it when it came in: copying, date, cleaning."""
    cards: tuple[Card, ...] = ()

    def lines(self) -> Iterator[str]:
        """The file of the queue."""
        head = {
            "document": self.source,
            "sidecar": dict(self.sidecar),
            "text-sha256": self.text_sha256,
            "reader": self.reader,
            "texts": self.texts,
            "voice": dict(self.suggested_voice),
            "report": list(self.report),
        }
        yield json.dumps(head, ensure_ascii=False)
        for card in self.cards:
            yield json.dumps(card.as_json(), ensure_ascii=False)


@dataclass(slots=True)
class Queue:
    """All documents that wait for review in a case, and the decisions on their cards."""

    folder: Path
    documents: dict[str, Waiting] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    """Lines that could not be read, by file and number."""
    _done: set[int] = field(default_factory=set)
    _numbers: list[int] = field(default_factory=list)
    _held: int = 0
    _seen: tuple[tuple[str, int, int], ...] = ()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the queue, with everything in it that others did before. Raises `Busy`."""
        if self._held:
            yield
            return
        with held(self.folder / _LOCK):
            self.refresh()
            self._held += 1
            try:
                yield
            finally:
                self._held -= 1
                self._seen = self._files()

    def refresh(self) -> None:
        """Take in what other processes added or decided."""
        if self._files() == self._seen:
            return
        now = open_queue(self.folder.parent)
        self.documents, self.decisions, self.damaged = now.documents, now.decisions, now.damaged
        self._done, self._numbers, self._seen = now._done, now._numbers, now._seen

    def _files(self) -> tuple[tuple[str, int, int], ...]:
        """The files with the time and size at which they are."""
        found = []
        for path in sorted(self.folder.glob("*.jsonl")):
            with suppress(FileNotFoundError):
                status = path.stat()
                found.append((path.name, status.st_mtime_ns, status.st_size))
        return tuple(found)

    @property
    def cards(self) -> list[Card]:
        """Every card as it was proposed."""
        return [card for document in self.documents.values() for card in document.cards]

    def state(self) -> State:
        """The queue after all decisions."""
        return state(self.cards, self.decisions)

    def owed(self) -> list[Decision]:
        """Decisions that were not carried out in the case's files yet."""
        return [one for number, one in zip(self._numbers, self.decisions, strict=True) if number not in self._done]

    def put(self, document: Waiting) -> None:
        """Write a document and its cards into the queue, in one step."""
        text = "".join(f"{line}\n" for line in document.lines())
        write_atomically(self.folder / f"{document.source}.jsonl", text.encode("utf-8", "surrogatepass"))
        self.documents[document.source] = document

    def decide(self, decision: Decision) -> None:
        """Put a decision on disk."""
        number = max(self._numbers, default=0) + 1
        self._append({"n": number, **decision.as_json()})
        self.decisions.append(decision)
        self._numbers.append(number)

    def carried_out(self, decision: Decision) -> None:
        """Note that the case's files have what this decision asks for."""
        for number, one in zip(reversed(self._numbers), reversed(self.decisions), strict=True):
            if one is decision:
                self._append({"done": number})
                self._done.add(number)
                return

    def _append(self, row: Mapping[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / _LOG
        line = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            size = os.fstat(handle).st_size
            if size and (os.lseek(handle, size - 1, os.SEEK_SET), os.read(handle, 1))[1] != b"\n":
                line = b"\n" + line  # a line that a crash cut short ends here
            written = 0
            while written < len(line):
                written += os.write(handle, line[written:])
            os.fsync(handle)
        finally:
            os.close(handle)


def open_queue(case_folder: Path) -> Queue:
    """The queue of a case; empty where none was begun. Lines that are no cards or decisions are listed, not used."""
    queue = Queue(case_folder / FOLDER)
    queue._seen = queue._files()
    if not queue.folder.is_dir():
        return queue
    for path in sorted(queue.folder.glob("*.jsonl")):
        if path.name == _LOG:
            continue
        if (document := _document(path, queue.damaged)) is not None:
            queue.documents[document.source] = document
    for number, row in _rows(queue.folder / _LOG, queue.damaged):
        try:
            if "done" in row:
                queue._done.add(int(row["done"]))
            else:
                queue.decisions.append(Decision.from_json(row))
                queue._numbers.append(int(row["n"]))
        except (KeyError, TypeError, ValueError):
            queue.damaged.append(f"{_LOG}:{number}")
    return queue


def _document(path: Path, damaged: list[str]) -> Waiting | None:
    head: Mapping[str, Any] | None = None
    cards: list[Card] = []
    for number, row in _rows(path, damaged):
        try:
            if head is None:
                head = row if row["document"] == path.stem and is_id(path.stem) else None
            else:
                card = Card.from_json(row)
                if card.source != path.stem:
                    raise ValueError("a card of another document")
                cards.append(card)
        except (KeyError, TypeError, ValueError, AttributeError):
            damaged.append(f"{path.name}:{number}")
        if head is None:
            damaged.append(f"{path.name}:{number}")
            return None
    if head is None:
        return None
    return Waiting(
        str(head["document"]),
        head.get("sidecar", {}),
        str(head.get("text-sha256", "")),
        str(head.get("reader", "hand")),
        str(head.get("texts", "")),
        head.get("voice", {}),
        tuple(head.get("report", ())),
        tuple(cards),
    )


def _rows(path: Path, damaged: list[str]) -> Iterable[tuple[int, dict[str, Any]]]:
    if not path.is_file():
        return
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError):
            damaged.append(f"{path.name}:{number}")
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            damaged.append(f"{path.name}:{number}")
