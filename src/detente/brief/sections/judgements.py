"""Key judgements: first those with a number, then the analysts' own; each with its confidence in a sentence of its
own, and with what would change it."""

from __future__ import annotations

from detente.brief.confidence import suggested, suggested_for_number, suggested_for_rate, told
from detente.brief.document import Bullets, Paragraph, Section, Sentence
from detente.brief.prospect import Prospect
from detente.brief.sections.prose import IF_THEY_HOLD, assessment, capital, chosen, forecasting, framing, sentence_end
from detente.case.case import Case
from detente.case.meta import Judgement
from detente.positions.dispute import disputes
from detente.values.partial_date import PartialDate

MOST = 5
MOST_WITH_NUMBERS = 4
"""Those with a number take more room."""
MOST_LAST = 2


def judgements(case: Case, number: str, found: Prospect | None) -> Section | None:
    """At most five in the body; `detente explain` opens the others."""
    points = [_goal(found), *_danger(found)] if found else []
    asked: set[str] = set()
    for key, item in list(case.judgements.items())[: (MOST_WITH_NUMBERS if found else MOST) - len(points)]:
        points.append(_analysts(case, key, item, asked))
    return Section(number, "Key judgements", (Bullets(tuple(points)),)) if points else None


def _goal(found: Prospect) -> Paragraph:
    """The next gated rung by the telling day."""
    case = found.case
    chance = found.chance(found.goal, found.telling)
    title = case.process.instruments[case.meta.instrument].title
    text = (
        f"{_number(found, found.said(chance))}: {title} is {found.name(found.goal)} by {_day(found)}, {IF_THEY_HOLD}."
    )
    level = framing(told(suggested_for_number(found), None))
    return Paragraph((forecasting(text, chance), *_reasons(found), level))


def _reasons(found: Prospect) -> list[Sentence]:
    """What is most often complete last, and the lever that moves it most."""
    shares = sorted(found.forecast.outlook.last(found.goal).items(), key=lambda item: (-item[1], item[0]))
    names = [name for name, share in shares if share > 0.01][:MOST_LAST]
    conditions = found.case.process.conditions
    keys = [key for name in names if (key := name.removeprefix("condition:")) in conditions]
    cites = [b.worded for key in keys for b in conditions[key].basis if b.worded != "unsourced"]
    parts = [f"most often complete last: {', then '.join(found.name(name) for name in names)}"] if names else []
    if lever := next((item for item in found.pulled if abs(item.change.value) >= 0.01), None):
        parts.append(f"what would change it most: {lever.lever.name}")
    return [assessment(f"{capital('; '.join(parts))}.", chosen(found.case, cites), *keys)] if parts else []


def _danger(found: Prospect) -> list[Paragraph]:
    """The likeliest of the events that would end the process."""
    ending = sorted(found.ending, key=lambda name: (-found.chance(name, found.telling).value, name))
    if not ending or found.case.outlook is None:
        return []
    name = ending[0]
    item, chance = found.case.outlook.hazards[name], found.chance(name, found.telling)
    text = f"{_number(found, found.said(chance))}: {found.name(name)} comes first, by {_day(found)}, {IF_THEY_HOLD}."
    spread = f", range {item.range.worded or item.range}" if item.range else ""
    cites = [b.worded for b in item.basis if b.statement or b.source]
    rate = f"what would change it: its rate, {item.rate.worded or item.rate}{spread}"
    says = assessment(f"It counts when {item.event}; {rate}.", chosen(found.case, cites))
    return [Paragraph((forecasting(text, chance), says, framing(told(suggested_for_rate(item), None))))]


def _number(found: Prospect, said: str) -> str:
    return said[:1].upper() + said[1:]


def _day(found: Prospect) -> str:
    return PartialDate.on(found.telling).text


def _analysts(case: Case, key: str, item: Judgement, asked: set[str]) -> Paragraph:
    """`asked` are the questions of the judgements before, which are not asked again."""
    keys = [b.worded for b in item.basis if b.statement or b.source]
    level = told(suggested(case, item.about, keys), item.confidence, item.by)
    sentences = [assessment(sentence_end(item.says), chosen(case, keys), key), framing(level)]
    if question := next((d for d in disputes(case) if d.subject.partition(":")[0] == item.about), None):
        told_before = question.asks in asked
        asked.add(question.asks)
        again = "the same answer" if told_before else f"an answer to “{question.asks}”"
        sentences.append(framing(f"What would change it: {again}{'.' if told_before else ''}"))
    elif len({k.partition("/")[0] for k in keys}) == 1:
        sentences.append(framing("What would change it: a second, independent origin."))
    return Paragraph(tuple(sentences))
