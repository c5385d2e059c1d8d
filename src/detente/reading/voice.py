"""What the document says in its own voice, kept apart from what the parties say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from detente.reading.drafts import Draft, Scene
from detente.reading.proposals import VoiceProposal
from detente.reading.words import Page

_ACTS = (
    (
        "demand",
        re.compile(r"\b(?:should|must|ought to|needs? to|has to|have to|better to|it is (?:surely )?time)\b", re.I),
    ),
    (
        "warn",
        re.compile(
            r"\b(?:risks?|danger|threat\w*|could collapse|may launch|backfire|escalat\w+|"
            r"window is (?:narrowing|closing))\b",
            re.I,
        ),
    ),
    ("predict", re.compile(r"\b(?:will|may|might|could|would|likely|unlikely|sooner or later)\b", re.I)),
    (
        "assess",
        re.compile(
            r"\b(?:significant\w*|critical\w*|important\w*|fragile|step|breakthrough|success|failure|"
            r"remains?|appears?|seems?|unresolved|"
            r"key|essential|clearly|surely|little|major|notabl\w+|concession\w*|stalled|genuine\w*|"
            r"hurdles?|obstacles?)\b",
            re.I,
        ),
    ),
)
_ABOUT = re.compile(r"About (?P<name>[A-Z][\w&' .-]{2,60})$")


def find(doc: str, scene: Scene, found: list[Draft]) -> Iterator[VoiceProposal]:
    """Sentences that judge, advise or foresee, with nobody else to speak them."""
    spoken: dict[int, list[tuple[int, int]]] = {}
    for draft in found:
        spoken.setdefault(id(draft.page), []).append((draft.start, draft.end))
    for one in scene.pages:
        if one.block.kind != "prose":
            continue
        for sent in one.sentences:
            if any(a < sent.end and b > sent.start for a, b in spoken.get(id(one), ())) or sent.words[-1].text == "?":
                continue
            if len(sent.words) < 5 or scene.in_quotes(sent.root):
                continue
            act = next((name for name, pattern in _ACTS if pattern.search(sent.text)), None)
            if act is not None:
                start, end = one.block.at(sent.start, sent.end)
                yield VoiceProposal(doc, start, end, f"own voice: {act}", 0.5, act)


def publisher(pages: list[Page]) -> str | None:
    """Who "we" is, where a closing "About NAME" says so."""
    for one, after in itertools.pairwise(pages):
        head = _ABOUT.match(one.block.text.strip())
        if head and after.block.text.lstrip().startswith(head["name"].strip()):
            return head["name"].strip()
    return None
