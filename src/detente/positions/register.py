"""The registers of a case for reading: instruments, tracks, missions, guarantees, narratives, sources, names."""

from __future__ import annotations

from detente.case.case import Case
from detente.case.process import Instrument, IssueKind, Link, Track
from detente.positions.speech import counted, listed, speaker
from detente.positions.table import Entry, Table, table


def instruments_table(case: Case) -> Table:
    """Instruments with their PA-X id where they have one; which apply while the main one is unsigned."""
    rows = []
    for i in case.process.instruments.values():
        reached = [rung for rung in case.process.ladder if rung in i.reached]
        rows.append(
            (
                Entry.of(i.title, (b.worded for b in (*i.basis, *i.slots_basis[:1]))),
                Entry(i.kind),
                Entry(i.dated.text if i.dated else ""),
                Entry(i.pa_x or "none"),
                Entry.of(
                    reached[-1].replace("-", " ") if reached else "",
                    (b.worded for b in (i.reached[reached[-1]].basis if reached else ())),
                ),
                Entry(_fallback(case, i)),
            )
        )
    heads = ("instrument", "kind", "dated", "PA-X", "rung", "fallback")
    return table("instruments", "Instruments", heads, rows)


def fallbacks(case: Case) -> list[str]:
    """Texts that are said to apply for now: those whose last rung (`applies_until`) is not yet reached."""
    return [name for name, i in case.process.instruments.items() if i.applies_until and not _ended(case, i)]


def _ended(case: Case, item: Instrument) -> bool:
    name, _, rung = (item.applies_until or "").partition(".")
    until = case.process.instruments.get(name)
    rungs = list(case.process.ladder)
    return until is not None and any(
        rungs.index(reached) >= rungs.index(rung) for reached in until.reached if {reached, rung} <= set(rungs)
    )


def _fallback(case: Case, item: Instrument) -> str:
    if not item.applies_until:
        return ""
    return f"no longer: {item.applies_until} is reached" if _ended(case, item) else f"until {item.applies_until}"


def reference_chain(case: Case, instrument: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The hops from an instrument through what it refers to: (from, to, statements)."""
    hops: list[tuple[str, str, tuple[str, ...]]] = []
    waiting, seen = [instrument], {instrument}
    while waiting:
        current = waiting.pop(0)
        item = case.process.instruments.get(current)
        for reference in item.refers_to if item else ():
            hops.append((current, reference.to, tuple(b.worded for b in reference.basis)))
            if reference.to not in seen:
                seen.add(reference.to)
                waiting.append(reference.to)
    return hops


def chains_table(case: Case) -> Table:
    """Every chain of references between instruments, with the same fields for both parties."""
    rows = [
        (
            Entry.of(case.process.instruments[origin].title, basis),
            Entry.of(case.process.instruments[to].title if to in case.process.instruments else to, basis),
        )
        for name in case.process.instruments
        for origin, to, basis in reference_chain(case, name)
        if origin == name
    ]
    return table("chains", "What instruments refer to", ("instrument", "refers to"), rows)


def tracks_table(case: Case) -> Table:
    """Tracks with their state, and links that somebody asserts."""
    rows = []
    for track in case.process.tracks.values():
        links = "; ".join(
            f"to {link.to}: {link.says}{' (disputed)' if link_disputed(case, track, link) else ''}"
            for link in track.links
        )
        basis = [b.worded for b in track.basis]
        cited = [b.worded for link in track.links for b in link.basis]
        segments = "; ".join(f"{s.name}: {s.state}" for s in track.segments.values())
        rows.append(
            (
                Entry.of(track.name, basis),
                Entry("in the text" if track.inside else "separate"),
                Entry.of(track.state, basis),
                Entry.of(segments, (b.worded for s in track.segments.values() for b in s.basis)),
                Entry.of(links, cited),
            )
        )
    return table("tracks", "Tracks", ("track", "place", "state", "parts", "links, as asserted"), rows)


def link_disputed(case: Case, track: Track, link: Link) -> bool:
    """True where a demand makes a rung wait for the track, and another source says that the instrument leaves its
    issue, or a part of it, out."""
    gating = {b.source for b in link.basis if (s := case.statements.get(b.statement or "")) and s.gates == link.to}
    instrument = link.to.partition(".")[0]
    leaving_out = {
        key.partition("/")[0]
        for key, s in case.statements.items()
        if s.omitted_from == instrument and s.about == track.issue
    }
    return bool(gating) and bool(leaving_out - gating)


def missions_table(case: Case) -> Table:
    """Missions and forces with mandate and function, and who objects."""
    rows = [
        (
            Entry.of(case.name(m.actor), (b.worded for b in m.basis)),
            Entry(m.function),
            Entry.of(m.start.text if m.start else "", (b.worded for b in m.start_basis)),
            Entry.of(m.mandate_end.text if m.mandate_end else "", (b.worded for b in m.mandate_end_basis)),
            Entry("yes" if m.observes else "no"),
        )
        for m in case.process.missions.values()
    ]
    heads = ("mission", "function", "since", "mandate ends", "observes independently")
    return table("missions", "Missions and forces", heads, rows)


def guarantees_table(case: Case) -> Table:
    """Security guarantees and what became of them."""
    rows = [
        (
            Entry.of(case.name(g.guarantor), (b.worded for b in g.basis)),
            Entry(case.name(g.beneficiary)),
            Entry(g.covers),
            Entry.of(g.record, (b.worded for b in g.basis)),
        )
        for g in case.process.guarantees.values()
    ]
    return table("guarantees", "Security guarantees", ("guarantor", "for", "covers", "record"), rows)


def narratives_table(case: Case) -> Table:
    """Allegations with carriers, competing statements and expiry; an expired one asks for a resolution."""
    rows = []
    for name, issue in case.process.issues.items():
        if issue.kind is not IssueKind.NARRATIVE:
            continue
        keys = [key for key, _ in case.about(name)]
        if not keys:
            continue
        due = issue.expires is not None and issue.expires.last <= case.day
        rows.append(
            (
                Entry.of(issue.name, keys),
                Entry(listed(dict.fromkeys(speaker(case, case.statements[key]) for key in keys))),
                Entry(issue.expires.text if issue.expires else "none"),
                Entry("asks for a resolution" if due else "open"),
            )
        )
    note = "A narrative is never evidence of what it alleges."
    return table("narratives", "Narratives", ("narrative", "in statements by", "expires", "state"), rows, note)


def sources_table(case: Case) -> Table:
    """Source cards: what is known of each, what is not, and whom it copies."""
    rows = []
    for name, s in case.sources.items():
        if not s.has_text:
            continue
        unknown = [
            label
            for label, value in (
                ("title", s.title),
                ("publisher", s.publisher),
                ("authors", s.authors),
                ("date", s.published),
            )
            if not value
        ]
        copies = "; ".join(f"{d.how} of {d.from_} (credited: {d.credited})" for d in s.depends_on)
        published = s.published.text if s.published else "unknown"
        if s.published_basis:
            published += f" ({s.published_basis})"
        rows.append(
            (
                Entry(name),
                Entry(s.title or "untitled"),
                Entry(listed(filter(None, [s.publisher, *s.authors])) or "unknown"),
                Entry(published),
                Entry(s.perspective or ""),
                Entry(s.reliability.value),
                Entry(copies),
                Entry(listed(unknown)),
                Entry("; ".join([*([f"{s.lost_links} lost links"] if s.lost_links else []), *s.damage])),
            )
        )
    heads = (
        "source", "title", "publisher, authors", "published", "descriptor", "grade", "depends on", "unknown",
        "lost in extraction",
    )  # fmt: skip
    return table("sources", "Sources", heads, rows)


def names_table(case: Case) -> Table:
    """One entity, many names; the first is ours."""
    rows = []
    for key, actor in case.actors.items():
        rows.append(_names(case, key, (actor.name, *actor.aliases, *actor.metonyms), ""))
    for key, place in case.places.items():
        rows.append(_names(case, key, (place.name, *place.aliases), "contested" if place.contested_names else ""))
    rows = [row for row in rows if row[1].text]
    return table("names", "Names", ("in our words", "also", "note"), rows)


def _names(case: Case, key: str, names: tuple[str, ...], note: str) -> tuple[Entry, Entry, Entry]:
    ours = case.name(key)
    return Entry(ours), Entry(", ".join(f"“{n}”" for n in dict.fromkeys(names) if n != ours)), Entry(note)


def gaps_table(case: Case) -> Table:
    """What the case does not know: unknown articles, undated statements, thin actors, unsourced numbers."""
    rows = []
    instrument = case.process.instruments[case.meta.instrument]
    cited = {s.article for s in case.statements.values() if s.article}
    if instrument.slots and instrument.slots > len(cited):
        rows.append((Entry("articles"), Entry(f"{instrument.slots - len(cited)} of {instrument.slots} unknown")))
    documents = {name: s for name, s in case.sources.items() if s.has_text}
    for label, field in (
        ("title", "title"),
        ("publisher", "publisher"),
        ("author", "authors"),
        ("date", "published"),
    ):
        without = [name for name, s in documents.items() if not getattr(s, field)]
        if without:
            named = f": {listed(without)}" if len(without) <= MOST_NAMED else ""
            text = f"not known of {counted(len(without), 'document')} of {len(documents)}{named}"
            rows.append((Entry(f"the {label}"), Entry(text)))
    for actor, keys in thin_actors(case).items():
        count = len(keys)
        text = f"{counted(count, 'passing mention')}: too thin for a judgement"
        rows.append((Entry(case.name(actor)), Entry.of(text, keys)))
    for name, fact in case.process.facts.items():
        if any(b.worded == "unsourced" for b in fact.basis):
            rows.append((Entry(name), Entry("number without a source")))
    return table("gaps", "What is not known", ("what", "gap"), rows)


THIN = 3
MOST_NAMED = 5


def thin_actors(case: Case) -> dict[str, list[str]]:
    """States that the record touches in fewer than three statements: no judgement can rest on so little."""
    mentions: dict[str, list[str]] = {
        name: [] for name, actor in case.actors.items() if actor.kind == "state" and name not in case.meta.parties
    }
    for key, s in case.statements.items():
        for actor in {*s.by, *s.to, *s.entity, *s.needs}:
            top = _state_of(case, actor)
            if top in mentions and key not in mentions[top]:
                mentions[top].append(key)
    return {name: keys for name, keys in mentions.items() if 0 < len(keys) < THIN}


def _state_of(case: Case, actor: str) -> str:
    seen: set[str] = set()
    while actor in case.actors and actor not in seen and (of := case.actors[actor].of):
        seen.add(actor)
        actor = of
    return actor
