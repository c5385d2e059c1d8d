"""From names in a document to actors of the case, and for names that it does not have what they could become."""

from __future__ import annotations

from collections.abc import Iterable

from detente.case.actor import ActorKind
from detente.case.beginning import slug
from detente.case.case import Case
from detente.reading.proposals import NewcomerProposal
from detente.review.words import short, stems


class Names:
    """From the reader's names to actors of the case."""

    def __init__(self, case: Case) -> None:
        self._ids: dict[str, str] = {}
        for actor, item in case.actors.items():
            for text in (item.name, *item.aliases):
                self._ids.setdefault(text.casefold(), actor)

    def near(self, names: Iterable[str]) -> tuple[str, ...]:
        """Actors whose names share the most words with these, for a reviewer to pick from."""
        wanted = stems(" ".join(names))
        scores: dict[str, float] = {}
        for text, actor in self._ids.items():
            own = stems(text)
            shared = len(wanted & own)
            if shared:
                scores[actor] = max(scores.get(actor, 0.0), 2 * shared / (len(wanted) + len(own)))
        return tuple(sorted(scores, key=lambda actor: (-scores[actor], actor))[:3])

    def resolve(self, names: Iterable[str]) -> tuple[list[str], list[str]]:
        """Actors of the case, and the names that are none."""
        known: list[str] = []
        unknown: list[str] = []
        for name in dict.fromkeys(names):
            if actor := self._ids.get(name.casefold()):
                known.append(actor)
            elif not name.startswith("("):
                unknown.append(short(name))
        return list(dict.fromkeys(known)), unknown

    def newcomers(self, found: Iterable[NewcomerProposal]) -> dict[str, dict[str, str]]:
        """Unknown names as the actors that may be added: `id`, `name`, `kind`, and where the text gives them the
        side they are `of` and the `office` they hold."""
        taken = set(self._ids.values())
        out: dict[str, dict[str, str]] = {}
        for one in found:
            if one.kind not in set(ActorKind) or one.actor.casefold() in self._ids:
                continue
            person = one.kind == ActorKind.PERSON
            name = short(one.actor)
            actor = _free(slug(name.split()[-1] if person else name), taken)
            taken.add(actor)
            of = self._ids.get(one.of.casefold()) if one.of else None
            office = short(one.office) if one.office and person else None
            fields = {"id": actor, "name": name, "kind": one.kind, "of": of, "office": office}
            out[name] = {field: text for field, text in fields.items() if text}
        return out


def _free(wanted: str, taken: set[str]) -> str:
    return next(
        name for name in (wanted, *(f"{wanted}-{number}" for number in range(2, 10_000))) if name not in taken
    )
