"""A made-up case of any size, the same on every machine: Arland and Bethia, records of 1,000 statements each."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

PER_FILE = 1_000
SPEAKERS = [f"{party}-{office}" for party in ("arland", "bethia") for office in ("mfa", "mod", "president")]
OUTSIDERS = ("gulland", "mission", "institute", "court")
ISSUES = 60
EVENTS = 80
WORDS = ("harbour", "river", "school", "timber", "bridge", "market", "valley", "orchard", "station", "mill", "ferry")


def _actors() -> str:
    lines = ["actors:"]
    for party in ("arland", "bethia"):
        lines.append(f"  {party}: {{name: {party.title()}, kind: state}}")
        for office in ("mfa", "mod", "president"):
            name = f"{office.upper()} of {party.title()}"
            lines.append(f"  {party}-{office}: {{name: {name}, kind: ministry, of: {party}, speaks-for: {party}}}")
    lines.append("  gulland: {name: Gulland, kind: state}")
    lines += [f"  {name}: {{name: the {name}, kind: organisation}}" for name in OUTSIDERS[1:]]
    return "\n".join(lines) + "\n"


def _process() -> str:
    lines = ["ladder: [text-agreed, initialled, signed, ratified, in-force, implemented]", "issues:"]
    for number in range(ISSUES):
        value = (", value: yes-no", ", value: count", "")[number % 3]
        lines.append(f"  issue-{number}: {{name: issue {number}, asks: 'What of {number}?', kind: demand{value}}}")
    lines.append("events:")
    for number in range(EVENTS):
        kind = ("event", "incident", "scheduled", "event")[number % 4]
        lines.append(f"  event-{number}: {{name: event {number}, kind: {kind}, issue: issue-{number % ISSUES}}}")
    lines += [
        "instruments:",
        "  treaty: {title: Treaty, kind: treaty, parties: [arland, bethia], slots: 5}",
        "conditions:",
    ]
    for number in range(6):
        ring = ("precondition", "outside")[number % 2]
        gates = ", gates: treaty.signed" if ring == "precondition" else ""
        lines.append(
            f"  condition-{number}: {{name: condition {number}, issue: issue-{number * 3 + 2}, ring: {ring}{gates}, "
            f"holder: bethia, asked-of: arland, status: open, basis: doc-0/s{number}}}"
        )
    return "\n".join(lines) + "\n"


def _source(number: int) -> str:
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return (
        f"title: Document {number}\nvoice: institute\npublished: 2031-12-{1 + number % 28:02}\n"
        f"language: en\nperspective: made up\nsha256: {digest}\nfile: doc-{number}.txt\n"
    )


def _statement(rng: random.Random, key: str, serial: int) -> str:
    issue = rng.randrange(ISSUES)
    day = f"2031-{rng.randrange(1, 12):02}-{rng.randrange(1, 28):02}"
    words = " ".join(rng.choice(WORDS) for _ in range(9))
    start = rng.randrange(50_000)
    acts = ("claimed", "demanded", "denied", "judged", "reported", "accused", "announced", "wished")
    act = acts[0] if serial < 6 else rng.choice(acts)
    by = "institute" if act == "reported" else rng.choice(SPEAKERS)
    lines = [f"{key}:", f"  by: {by}", f"  act: {act}"]
    if serial < 6:  # what the conditions of the process rest on
        issue, lines[2] = serial * 3 + 2, "  act: demanded"
    lines += [f"  about: issue-{issue}", f"  says: {words}", f"  said: {day}"]
    if issue % 3 == 0:
        lines.append(f"  value: {'yes' if (len(by) + issue) % 2 else 'no'}")
    elif issue % 3 == 1:
        lines.append(f"  value: '{rng.randrange(2, 5)}'")
    if rng.random() < 0.3:
        lines.append(f"  event: event-{rng.randrange(EVENTS)}")
    if rng.random() < 0.3:
        lines.append(f"  to: {rng.choice(('arland', 'bethia', 'gulland'))}")
    if rng.random() < 0.2:
        lines.append(f"  wording: [{rng.choice(WORDS)} {rng.choice(WORDS)}]")
    digest = hashlib.sha256(f"{serial}".encode()).hexdigest()[:16]
    lines.append(f"  at: {{chars: [{start}, {start + 90}], opens: {words.split()[0]}, hash: '{digest}'}}")
    return "\n".join(lines) + "\n"


def write(folder: Path, statements: int) -> int:
    """Writes the case; the number of bytes of its files."""
    (folder / "record").mkdir(parents=True)
    (folder / "sources").mkdir()
    rng = random.Random(7)
    case = "title: Made up\nabout: For measuring.\nas-of: 2031-12-31\nparties: [arland, bethia]\ninstrument: treaty\n"
    files = {"case.yaml": case, "actors.yaml": _actors(), "process.yaml": _process()}
    for number in range((statements + PER_FILE - 1) // PER_FILE):
        first = number * PER_FILE
        serials = range(first, min(statements, first + PER_FILE))
        files[f"record/doc-{number}.yaml"] = "\n".join(_statement(rng, f"s{s}", s) for s in serials)
        files[f"sources/doc-{number}.yaml"] = _source(number)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sum(len(text.encode()) for text in files.values())
