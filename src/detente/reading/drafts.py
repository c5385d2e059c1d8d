"""Statements while they are being put together, and what the rules that find them share."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.reading.cast import Cast
from detente.reading.phrases import Reference
from detente.reading.proposals import Kind, Modality, Mode
from detente.reading.quotes import Quote
from detente.reading.words import Page, Sentence, Word

_HYPOTHETICAL = frozenset({"might", "could", "may", "can", "would", "will", "'ll", "'d", "shall"})
_ADVICE = frozenset({"should", "must", "ought", "need"})
_HEDGES = frozenset(
    {
        "likely",
        "reportedly",
        "apparently",
        "allegedly",
        "probably",
        "possibly",
        "perhaps",
        "seemingly",
        "supposedly",
    }
)
_WISHED = frozenset({"condition", "demand", "request", "insistence", "proposal", "suggestion"})
_DECLINES = frozenset({"refuse", "decline", "fail"})
_SPEAKING = frozenset(
    {
        "comment",
        "answer",
        "respond",
        "reply",
        "say",
        "speak",
        "discuss",
        "speculate",
        "be",
        "elaborate",
        "confirm",
        "disclose",
        "give",
        "name",
    }
)
_NEGATIVE = frozenset({"no", "neither", "nothing", "none"})


@dataclass(slots=True)
class Draft:
    """A statement before its acts, chains and offsets are final. Offsets are into the page's prose."""

    page: Page
    sentence: Sentence
    start: int
    end: int
    ref: Reference
    act: str
    cue: Word
    cue_text: str
    reason: str
    score: float
    mode: Mode = "indirect"
    kind: Kind = "speech"
    modality: Modality = "asserted"
    open: bool = False
    content: Word | None = None
    via: tuple[str, ...] = ()
    condition: str | None = None
    fixed: bool = False
    dropped: bool = False
    fine: str | None = None
    own_start: int = -1

    @property
    def text(self) -> str:
        return self.page.block.text[self.start : self.end]


@dataclass(slots=True)
class Scene:
    """One document in the making: its pages, its actors, its quotations and the drafts so far."""

    cast: Cast
    pages: list[Page]
    quotes: dict[int, list[Quote]] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    silences: list[tuple[Page, int, int]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    owners: dict[str, Reference] = field(default_factory=dict)
    headers: dict[int, Reference] = field(default_factory=dict)
    """Whose list a block is an item of, where only a name stands above it."""

    spoken_last: Draft | None = None
    """The utterance that the block before ended with."""

    _by_sentence: dict[int, list[Draft]] = field(default_factory=dict)
    _direct: dict[int, dict[int, Quote]] = field(default_factory=dict)
    _quoted: dict[int, frozenset[int]] = field(default_factory=dict)

    def add(self, draft: Draft) -> None:
        """Keeps a draft."""
        self.drafts.append(draft)
        self._by_sentence.setdefault(draft.sentence.number, []).append(draft)

    def say(
        self,
        cue: Word,
        span: tuple[int, int],
        ref: Reference,
        act: str,
        reason: str,
        score: float,
        *,
        text: str | None = None,
        mode: Mode = "indirect",
        kind: Kind = "speech",
        modality: Modality = "asserted",
        open: bool = False,
        content: Word | None = None,
        fixed: bool = False,
        own_start: int = -1,
    ) -> Draft:
        """Keeps a statement made by a cue in its own sentence; `text` where the cue is more than its word."""
        draft = Draft(
            cue.sent.page,
            cue.sent,
            *span,
            ref,
            act,
            cue,
            text or cue.text,
            reason,
            score,
            mode,
            kind,
            modality,
            open,
            content,
            fixed=fixed,
            own_start=own_start,
        )
        self.add(draft)
        return draft

    def of(self, sentence: Sentence) -> list[Draft]:
        """The drafts of a sentence so far."""
        return self._by_sentence.get(sentence.number, [])

    def quote(self, page: Page, found: list[Quote]) -> None:
        """Takes in a page's quotations."""
        self.quotes[id(page)] = found
        direct: dict[int, Quote] = {}
        quoted: set[int] = set()
        for quote in found:
            for word in page.between(quote.start, quote.end):
                if quote.holds(word):
                    quoted.add(word.i)
                    if quote.direct:
                        direct[word.i] = quote
        self._direct[id(page)], self._quoted[id(page)] = direct, frozenset(quoted)

    def quoted(self, page: Page) -> frozenset[int]:
        """The words of a page that stand in quotation marks."""
        return self._quoted.get(id(page), frozenset())

    def in_direct(self, word: Word) -> Quote | None:
        """The whole utterance in quotation marks that a word stands in."""
        return self._direct.get(id(word.sent.page), {}).get(word.i)

    def in_quotes(self, word: Word) -> bool:
        """True for a word between any quotation marks."""
        return word.i in self.quoted(word.sent.page)


def auxiliaries(verb: Word) -> set[str]:
    """Auxiliaries of a verb, or of the verb it shares them with."""
    own = {kid.lower for kid in verb.kids if kid.dep in ("aux", "auxpass")}
    if verb.dep == "conj" and not own and verb.kid("nsubj", "nsubjpass") is None and verb.head.pos in ("VERB", "AUX"):
        return auxiliaries(verb.head)
    return own


def modality(verb: Word) -> Modality | None:
    """How firmly a report is made; None for advice ("should say"), questions and commands."""
    aux = auxiliaries(verb)
    if aux & _ADVICE or {"have", "to"} <= {k.lower for k in verb.head.kids if k.dep == "aux"} | {verb.head.lower}:
        return None
    for at in (verb, verb.head) if verb.dep == "conj" else (verb,):
        marks = {kid.lower for kid in at.kids if kid.dep in ("mark", "advmod") and kid.i < at.i}
        if at.head.lower in ("provided", "providing") or marks & {"provided", "providing"}:
            return None
        if marks & {"if", "unless", "whether", "once", "until"} or (
            marks & {"when", "before"} and at.tag in ("VBZ", "VBP", "VB")
        ):
            return None
    if verb.dep in ("acl", "ccomp", "relcl") and verb.head.lemma in _WISHED and verb.tag in ("VB", "VBP"):
        return None
    if any(
        w.lower == "than"
        for w in verb.sent.words[max(0, verb.i - verb.sent.words[0].i - 2) : verb.i - verb.sent.words[0].i]
    ):
        return None
    if aux & _HYPOTHETICAL:
        return "hypothetical"
    if any(kid.lower in _HEDGES for kid in verb.kids_of("advmod")):
        return "hedged"
    return "asserted"


def negated(verb: Word) -> bool:
    """Negated itself or through the verb that carries it ("has yet to say", "failed to say")."""
    if verb.negated:
        return True
    silent = verb.kid("xcomp")
    if verb.lemma in _DECLINES and silent is not None and silent.lemma in _SPEAKING:
        return True
    if any(k.lower == "neither" for by in verb.kids_of("nsubj") for k in by.kids):
        return True
    if any(
        kid.lower in _NEGATIVE for kid in verb.kids_of("nsubj", "nsubjpass", "dobj", "det")
    ) and verb.lemma not in ("see", "expect"):
        return True
    if verb.dep in ("xcomp", "acl", "ccomp") and verb.head is not verb:
        up = verb.head
        if (
            up.lemma in ("decline", "refuse", "fail", "omit", "forget", "avoid", "stop", "refrain")
            or up.lower == "yet"
        ):
            return True
        return (
            up.dep != "ROOT" and up.negated
            if up.pos == "VERB" and verb.dep == "xcomp"
            else (verb.dep == "xcomp" and up.negated)
        )
    if verb.dep == "conj" and verb.head.pos in ("VERB", "AUX"):
        shared = verb.kid("nsubj", "nsubjpass") is None and not any(k.dep == "aux" for k in verb.kids)
        return shared and any(k.lower in ("never", "neither") for k in verb.head.kids)
    return False


def content_range(head: Word, without: Word | None = None) -> tuple[int, int]:
    """Where a clause or phrase begins and ends in the prose, without "that", marks and trailing punctuation."""
    words = head.subtree()
    if without is not None:
        out = {id(w) for w in without.subtree() if without is not head}
        words = [w for w in words if id(w) not in out] or [head]
    while len(words) > 1 and (
        words[0].dep in ("punct", "mark", "cc")
        and words[0].lower in ("that", ",", "—", "–", "-", ":", "and", "but", ";")
    ):
        words = words[1:]
    while len(words) > 1 and (words[-1].dep == "punct" or words[-1].pos == "SPACE"):
        words = words[:-1]
    return words[0].start, words[-1].end
