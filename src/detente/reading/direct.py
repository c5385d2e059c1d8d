"""Whole utterances in quotation marks, and whose they are."""

from __future__ import annotations

import re

from detente.reading.drafts import Draft, Scene
from detente.reading.frames import entry
from detente.reading.nominal import owner
from detente.reading.phrases import Reference
from detente.reading.quotes import Quote
from detente.reading.words import Page, Word

_SHORT_LEAD = 5
_REPLY = frozenset(
    {"answer", "reply", "response", "message", "verdict", "line", "view", "position", "advice", "comment"}
)
_BREAK = re.compile(r"[.!?]\s")


def page(scene: Scene, one: Page, before: Page | None) -> None:
    """Adds a draft for every utterance of a block; `before` is the block above, which may introduce it."""
    quotes = [q for q in scene.quotes.get(id(one), ()) if q.direct]
    last: Draft | None = None
    spoken = scene.spoken_last
    scene.spoken_last = None
    for i, quote in enumerate(quotes):
        head = _attribution(scene, one, quote, quotes, i)
        if (
            head is None
            and last is not None
            and (_only_its_report(one, last, quote.start) or _few(one.block.text[last.end : quote.start]))
        ) and (
            _only_its_report(one, last, quote.start)
            or _own_words(scene, one, last.end, quote.start)
            or not re.search(r"\w", one.block.text[last.end : quote.start])
        ):
            last = _continued(scene, one, quote, last)
            continue
        alone = not last and not one.block.text[: quote.start].strip(' "“—')
        if head is None and before is not None and alone:
            head = _introduced(scene, before)
        if head is None and alone and spoken is not None and len(quotes) == 1 and _only_a_quote(one, quote):
            scene.spoken_last = last = _continued(scene, one, quote, spoken)
            continue
        if head is None:
            continue
        cue, ref = head
        if any(q.holds(cue) for q in quotes if cue.sent.page is one):
            continue
        scene.used.add(id(cue))
        last = _draft(scene, one, quote, cue, ref)
        scene.add(last)
    scene.spoken_last = last or scene.spoken_last


def _draft(scene: Scene, one: Page, quote: Quote, cue: Word, ref: Reference) -> Draft:
    words = one.between(quote.start, quote.end)
    found = entry(cue)
    act = "claim"
    if found is not None:
        act = found.frames.get("quote") or found.frames.get("clause") or next(iter(found.frames.values()), "claim")
    start = words[0].start if words else quote.start
    return Draft(
        one,
        words[0].sent if words else cue.sent,
        start,
        quote.end,
        ref,
        act,
        cue,
        cue.text,
        f"quotation: {cue.lemma}",
        0.95,
        "direct",
        open=found is None or found.open or cue.lower == "according",
    )


def _continued(scene: Scene, one: Page, quote: Quote, last: Draft) -> Draft:
    """The same speaker goes on: one statement where the first part was only a lead-in."""
    lead = len(last.text.split())
    if lead < _SHORT_LEAD and last.mode == "direct":
        last.end = quote.end
        return last
    more = Draft(
        one,
        one.between(quote.start, quote.end)[0].sent,
        quote.start,
        quote.end,
        last.ref,
        "claim",
        last.cue,
        last.cue_text,
        "quotation goes on",
        0.85,
        "direct",
        open=True,
    )
    scene.add(more)
    return more


def _own_words(scene: Scene, one: Page, start: int, end: int) -> bool:
    """True where what stands between two quotations is only who said so."""
    return len(one.between(start, end)) <= 16 and not _BREAK.search(
        one.block.text[start : end - 1].rstrip(' "“')[:-1]
    )


def _few(between: str) -> bool:
    return between.strip(" ,.;:—–-\"“”'").count(" ") <= 14


def _only_its_report(one: Page, last: Draft, start: int) -> bool:
    """True where the words up to the next quotation are one sentence that says who spoke the one before."""
    between = one.block.text[last.end : start].rstrip(' "“')
    return last.end <= last.cue.start < start and len(between) < 320 and not _BREAK.search(between[:-1])


def _only_a_quote(one: Page, quote: Quote) -> bool:
    return not one.block.text[quote.end :].strip(" .,\"”’'") and len(one.between(quote.start, quote.end)) >= 4


def _attribution(scene: Scene, one: Page, quote: Quote, all_: list[Quote], i: int) -> tuple[Word, Reference] | None:
    """The verb and the speaker: after the quotation, else before it."""
    stop = all_[i + 1].start if i + 1 < len(all_) else len(one.block.text)
    after = one.between(quote.end, stop)
    tail: list[Word] = []
    for word in after:
        if word.text in (".", "!", "?") and tail:
            break
        if word.dep != "punct" or word.text not in ("”", '"', "“"):
            tail.append(word)
        if len(tail) > 30:
            break
    if (
        tail
        and not (
            one.block.text[quote.end - 1 : quote.end] in ".!?"
            and tail[0].text[:1].isupper()
            and not _dash(one, quote)
        )
        and (found := _cue(scene, tail, True) or _gesture(scene, tail)) is not None
    ):
        return found
    floor = all_[i - 1].end if i else 0
    lead = [w for w in one.between(floor, quote.start - 1) if w.start < quote.start - 1]
    cut = max((n for n, w in enumerate(lead) if w.text in (".", "!", "?") and n < len(lead) - 1), default=-1)
    lead = lead[cut + 1 :]
    if lead and (lead[-1].text in (",", ":", "—", "–") or entry(lead[-1]) is not None or lead[-1].lower == "that"):
        return _cue(scene, lead, False) or _by_colon(scene, lead)
    return None


def _dash(one: Page, quote: Quote) -> bool:
    return bool(re.match(r"[\"”]?\s*[—–-]", one.block.text[quote.end :]))


def _cue(scene: Scene, words: list[Word], after: bool) -> tuple[Word, Reference] | None:
    for place, word in enumerate(words if after else reversed(words)):
        if after and place > 14:
            return None
        if word.lower == "according":
            prep = next((k for k in word.kids if k.lower == "to"), None) or next(
                (w for w in words if w.lower == "to"), None
            )
            obj = prep.kid("pobj") if prep is not None else None
            ref = scene.cast.everyone(obj) if obj is not None else None
            if ref is not None:
                return word, ref
        found = entry(word) if word.pos in ("VERB", "AUX") else None
        if (
            found is None
            or not ("clause" in found.frames or "quote" in found.frames)
            or (found.stance and not found.open)
        ):
            continue
        ref = _speaker(scene, word, words)
        if ref is not None:
            return word, ref
    return None


def _by_colon(scene: Scene, words: list[Word]) -> tuple[Word, Reference] | None:
    """Whoever stands before the colon: "Wanyama opens:", "The ministry, in a post on X:", "Kabera:"."""
    if not words or words[-1].text != ":":
        return None
    words = words[:-1]
    for word in words:
        if word.lower == "words" and word.head.lower == "in" and (of := word.kid("prep")) is not None:
            ref = scene.cast.everyone(of.kid("pobj")) if of.kid("pobj") is not None else None  # type: ignore[arg-type]
            if ref is not None:
                return word, ref
        if word.lemma in _REPLY and word.dep == "nsubj" and (ref := owner(scene, word)) is not None:
            return word, ref
    for word in reversed(words):
        if word.pos == "VERB" and (by := word.kid("nsubj")) is not None and by in words:
            ref = scene.cast.everyone(by)
            return (word, ref) if ref is not None else None
    if any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in words):
        return None
    for word in words[:8]:
        if word.pos in ("PROPN", "NOUN", "PRON") and word.dep not in ("compound", "poss", "amod", "pobj", "nmod"):
            ref = scene.cast.reference(word)
            return (word, ref) if ref is not None and ref.kind not in ("text", "state") else None
    return None


def _gesture(scene: Scene, words: list[Word]) -> tuple[Word, Reference] | None:
    """A verb of any kind right after a quotation with its speaker beside it: "...," she shrugged."""
    for word in words[:8]:
        if word.pos == "VERB" and word.tag in ("VBD", "VBZ"):
            by = word.kid("nsubj")
            ref = scene.cast.everyone(by) if by is not None and by in words[:10] else None
            return (word, ref) if ref is not None and ref.kind == "person" and word.kid("dobj") is None else None
    return None


def _speaker(scene: Scene, cue: Word, words: list[Word]) -> Reference | None:
    """The subject as parsed; where the parse is lost among the marks, the nearest actor beside the verb."""
    from detente.reading.subjects import who

    for kid in cue.kids_of("nsubj", "dobj", "attr"):
        if kid in words and (ref := scene.cast.everyone(kid)) is not None and (kid.dep == "nsubj" or kid.i > cue.i):
            return ref
    ref = who(scene, cue)
    if ref is not None:
        return ref
    near = sorted(
        (w for w in words if w.pos in ("PROPN", "NOUN", "PRON") and abs(w.i - cue.i) <= 8),
        key=lambda w: abs(w.i - cue.i),
    )
    for word in near:
        if word.dep in ("compound", "amod", "poss", "pobj"):
            continue
        ref = scene.cast.reference(word)
        if ref is not None:
            return ref
    return None


def _introduced(scene: Scene, before: Page) -> tuple[Word, Reference] | None:
    """A block of its own, announced by the sentence above: "As B put it:", "B said in an interview." """
    if not before.sentences:
        return None
    sent = before.sentences[-1]
    closed = before.block.text.rstrip().endswith(":")
    opens = sent.words[0].lower == "as"
    if not (closed or opens):
        return None
    for word in sent.words:
        found = entry(word) if word.pos == "VERB" else None
        if found is not None and "clause" in found.frames and (closed or word.kid("ccomp") is None):
            ref = _speaker(scene, word, sent.words)
            if ref is not None:
                return word, ref
    return None
