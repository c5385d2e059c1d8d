"""Reads one document, or several that belong together, into proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from detente.reading import (
    anchor,
    attitudes,
    conditions,
    direct,
    disputes,
    events,
    interview,
    lists,
    newcomers,
    nominal,
    settle,
    speech,
    voice,
)
from detente.reading.cast import Cast
from detente.reading.date_context import iterate
from detente.reading.date_words import Now
from detente.reading.dates import Expression
from detente.reading.drafts import Draft, Scene
from detente.reading.gazetteer import Gazetteer
from detente.reading.gazetteer import gazetteer as make_gazetteer
from detente.reading.model import model
from detente.reading.plain import blocks
from detente.reading.plugin import Extractor, ExtractorFailed, checked
from detente.reading.proposals import ActorProposal, Anchor, DateProposal, Reading, StatementProposal
from detente.reading.quotes import quotes
from detente.reading.words import Page, page


@dataclass(frozen=True, slots=True)
class Document:
    """A document to read: its name, its text, and what is known of its publisher and date."""

    doc: str
    text: str
    published: str | None = None
    publisher: str | None = None


def read(
    text: str,
    *,
    gazetteer: Mapping[str, Mapping[str, Any]] | Gazetteer | None = None,
    published: str | None = None,
    doc: str = "text",
    publisher: str | None = None,
    extractor: Extractor | None = None,
) -> Reading:
    """Proposals for one document.

    `gazetteer` is a case's actors (see detente.reading.gazetteer), `published` a date such as 2025-03-17,
    2025-04 or an interval a/b. Offsets in the result are code points of `text`. Raises ModelMissing where
    no English model is installed. An `extractor` may add statements; those not verbatim in the text are dropped.
    """
    return read_all([Document(doc, text, published, publisher)], gazetteer=gazetteer, extractor=extractor)[0]


def read_all(
    documents: Iterable[Document],
    *,
    gazetteer: Mapping[str, Mapping[str, Any]] | Gazetteer | None = None,
    extractor: Extractor | None = None,
) -> list[Reading]:
    """Proposals for documents about one matter: undated ones are read against the others' dates, and disputes
    reach across documents (each stands in the reading of its denial)."""
    names = gazetteer if isinstance(gazetteer, Gazetteer) else make_gazetteer(gazetteer)
    documents = list(documents)
    parsed = [pages(document.text) for document in documents]
    anchors = [anchor.find(own, document.published) for own, document in zip(parsed, documents, strict=True)]
    anchors = anchor.shared(anchors)
    readings = [
        _reading(document, own, Cast(names.copy(), document.publisher), *dated, extractor)
        for document, own, dated in zip(documents, parsed, anchors, strict=True)
    ]
    return disputes.paired(readings)


Dated = tuple[Now, Anchor]
"""What the relative dates of a document are read against, and how that is known."""


def read_apart(
    document: Document,
    names: Gazetteer,
    extractor: Extractor | None = None,
    dated: Dated | None = None,
) -> tuple[Reading, Dated]:
    """One document of many, on its own: what `read_all` makes of it before documents are set beside one another.

    The second part says how the document is dated. After `anchor.shared` on those of all documents, one whose date
    changed is read again with it as `dated`; `disputes.paired` on all the readings then ends what `read_all` does.
    """
    own = pages(document.text)
    dated = dated or anchor.find(own, document.published)
    return _reading(document, own, Cast(names.copy(), document.publisher), *dated, extractor), dated


def pages(text: str) -> list[Page]:
    """The text's blocks, parsed."""
    own = blocks(text)
    out: list[Page] = []
    number = 0
    for block, parsed in zip(own, model().pipe((b.text for b in own), batch_size=16), strict=True):
        made = page(block, parsed, number)
        number += len(made.sentences)
        out.append(made)
    return out


def _reading(
    document: Document, own: list[Page], cast: Cast, now: Now, since: Anchor, extractor: Extractor | None
) -> Reading:
    cast.learn(own)
    cast.publisher = cast.publisher or voice.publisher(own)
    scene = Scene(cast, own)
    for one in own:
        scene.quote(one, quotes(one))
    lists.headers(scene)
    if (guest := interview.guest(scene)) is not None:
        cast.answering = {id(one): guest for one in own if one.block.turn == "A"}
    for i, one in enumerate(own):
        for sent in one.sentences:
            cast.walk(sent, scene.quoted(one))
        direct.page(scene, one, own[i - 1] if i else None)
        for sent in one.sentences:
            speech.sentence(scene, sent)
            attitudes.sentence(scene, sent)
            nominal.sentence(scene, sent)
            interview.labelled(scene, sent)
    lists.pages(scene)
    if guest is not None:
        interview.answers(scene, guest)
    found = settle.drafts(scene)
    times = list(iterate(own, now))
    wanted = conditions.find(scene, found)
    by_page: dict[int, list[Expression]] = {}
    for time in times:
        by_page.setdefault(id(time.page), []).append(time)
    statements = tuple(_statement(document, draft, by_page.get(id(draft.cue.sent.page), [])) for draft in found)
    reading = Reading(
        document.doc,
        len(document.text),
        since,
        actors=_actors(document, cast),
        statements=statements,
        dates=tuple(_date(document, one) for one in times),
        events=tuple(events.find(document.doc, times, found)),
        conditions=tuple(conditions.proposals(document.doc, wanted)),
        voice=tuple(voice.find(document.doc, scene, found)),
        marks=disputes.marks(scene, found),
        newcomers=tuple(newcomers.find(document.doc, cast, own, found)),
    )
    return reading if extractor is None else _extracted(reading, document, extractor)


def _extracted(reading: Reading, document: Document, extractor: Extractor) -> Reading:
    """The reading with what a plugged-in extractor adds; where it breaks down, that is said and the rest stays."""
    try:
        found = checked(document.doc, document.text, extractor, reading.statements)
    except ExtractorFailed as failure:
        return replace(reading, extractor=str(failure), extractor_failed=True)
    return replace(reading, statements=(*reading.statements, *found.kept), extractor=str(found))


def _statement(document: Document, draft: Draft, times: list[Expression]) -> StatementProposal:
    start, end = draft.page.block.at(draft.start, draft.end)
    cue_start, cue_end = draft.cue.sent.block.at(draft.cue.start, draft.cue.end)
    return StatementProposal(
        document.doc,
        start,
        end,
        draft.reason,
        draft.score,
        settle.names(draft.ref),
        draft.ref.text,
        draft.act,
        draft.cue_text,
        draft.mode,
        draft.kind,
        draft.modality,
        tuple(dict.fromkeys(draft.via)),
        draft.ref.coref,
        draft.condition,
        events.when(draft, times),
        draft.fine,
        cue_start,
        cue_end,
        draft.ref.kind,
    )


def _date(document: Document, one: Expression) -> DateProposal:
    start, end = one.page.block.at(one.start, one.end)
    return DateProposal(document.doc, start, end, f"date: {one.rule}", 0.9 if one.value else 0.5, one.value, one.text)


def _actors(document: Document, cast: Cast) -> tuple[ActorProposal, ...]:
    out = []
    for one, hit in cast.found:
        start, end = one.block.at(hit.start, hit.end)
        out.append(
            ActorProposal(
                document.doc,
                start,
                end,
                f"actor: {hit.form}",
                0.9 if hit.actor.known else 0.6,
                hit.actor.name,
                hit.actor.kind,
                hit.actor.known,
                one.block.text[hit.start : hit.end],
            )
        )
    return tuple(sorted(out, key=lambda a: a.start))
