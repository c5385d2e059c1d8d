"""Briefs written for the tests of the renderers: one as a ministry would get it, one with everything hostile in it.

Arland, Bethia and all that is said of them are made up.
"""

from __future__ import annotations

from detente.brief.document import (
    Brief,
    Bullets,
    Cell,
    Citation,
    LadderFigure,
    Mark,
    Paragraph,
    Section,
    Sentence,
    Step,
    Table,
    TimelineFigure,
)
from detente.values.partial_date import PartialDate

SOURCES = (
    ("The Harbour Courier", "newspaper, capital of Arland, B"),
    ("Bethia Wire", "state news agency of Bethia, C"),
    ("Lowland Policy Institute", "research institute, third country, B"),
    ("Observer Mission bulletin", "mission of twelve states, A"),
    ("Joint communiqué", "document of both parties, A"),
)


def said(text: str, *cites: int, assessment: bool = False, framing: bool = False) -> Sentence:
    return Sentence(text, tuple(f"c{cite:02}" for cite in cites), assessment=assessment, framing=framing)


def judged(text: str, *cites: int) -> Sentence:
    return said(text, *cites, assessment=True)


def para(*sentences: Sentence) -> Paragraph:
    return Paragraph(sentences)


def points(*groups: Paragraph) -> Bullets:
    return Bullets(groups)


def row(head: str, *rest: Sentence | str) -> tuple[Cell, ...]:
    return (
        Cell(said(head, framing=True), strong=True),
        *(Cell(cell if isinstance(cell, Sentence) else said(cell, framing=True)) for cell in rest),
    )


def mark(when: str, label: str, lane: str, *cites: int, future: bool = False) -> Mark:
    return Mark(PartialDate.parse(when), label, lane, future, tuple(f"c{cite:02}" for cite in cites))


AS_OF = PartialDate.parse("2031-04-30")

LADDER = LadderFigure(
    "The Border Treaty: where it stands",
    (
        Step("text agreed", "reached", "13 March 2031"),
        Step("initialled", "next", "", ("a place and a day, which neither side has named",)),
        Step(
            "signed",
            "later",
            "",
            (
                "amendment of the Arland constitution, as Bethia demands",
                "joint request to close the Lowland Group, which both say they accept once the treaty is signed",
            ),
        ),
        Step("ratified", "later"),
        Step("in force", "later"),
        Step("implemented", "later"),
    ),
    "Ladder of six rungs. The text was agreed on 13 March 2031; the treaty is not initialled. Signature waits for a "
    "constitutional amendment in Arland and for the closing of the Lowland Group.",
)

TIMELINE = TimelineFigure(
    "What happened and what is due",
    (
        mark("2029-11", "ceasefire line surveyed", "Talks", 3),
        mark("2030-autumn", "thirteen of seventeen articles agreed", "Talks", 1, 3),
        mark("2031-03-13", "both ministries announce an agreed text", "Talks", 1, 2, 5),
        mark("2031-03-16/..", "Bethia claims shots at its posts almost daily", "Border", 2),
        mark("2031-03-18", "Arland denies shooting, offers joint inquiry", "Border", 1),
        mark("early 2031-04", "Bethia restates both preconditions", "Talks", 2),
        mark("2031-04-09/2031-04-12", "ministers meet in a third country", "Talks", 4),
        mark("2031-06", "parliamentary hearing on the draft constitution", "Arland", 1, future=True),
        mark("2032-summer", "parliamentary election", "Arland", 1, future=True),
        mark("2027", "new constitution first promised", "Arland", 1),
        mark("2032-H2", "referendum, if parliament sends it", "Arland", 3, future=True),
        mark("by 2031-12", "mandate of the observer mission is to be renewed", "Border", 4, future=True),
    ),
    AS_OF,
    "Timeline in three lanes from 2027 to 2032. The text was agreed on 13 March 2031; incidents are claimed from "
    "16 March on; the election follows in summer 2032 and the referendum in the second half of 2032.",
)

CITATIONS = tuple(
    Citation(
        number=number,
        id=f"c{number:02}",
        source=SOURCES[number % 5][0],
        where=f"paragraph {number + 2}, characters {411 * number}\u2013{411 * number + 118}",
        says=(
            "“the text is agreed in full”",
            "“almost every night”",
            "“no deadline has been set”",
            "“once the amendment is adopted”",
            "“we see no obstacle”",
        )[number % 5],
        descriptor=SOURCES[number % 5][1],
    )
    for number in range(1, 31)
)


def _sections() -> tuple[Section, ...]:
    return (
        Section(
            "1",
            "Bottom line",
            (
                para(
                    said("Arland and Bethia agreed the text of the Border Treaty on 13 March 2031.", 1, 2, 5),
                    judged("Signature within twelve months is unlikely: 18% (range 9–31%)."),
                    said(
                        "What blocks it is one demand of Bethia: that Arland first amends its constitution, which "
                        "takes a referendum.",
                        2,
                        7,
                    ),
                ),
            ),
        ),
        Section(
            "2",
            "What changed since version 3",
            (
                points(
                    para(said("Bethia named both preconditions again in early April, in the same words.", 7)),
                    para(
                        said("The ministers met for four days in a third country; no date came out of it.", 4, 9),
                        judged("The estimate for signature by the end of 2031 falls from 12% to 9%."),
                    ),
                    para(said("Claims of shooting doubled; none was confirmed by the observer mission.", 2, 4)),
                ),
            ),
        ),
        Section(
            "3",
            "Key judgements",
            (
                points(
                    para(
                        judged(
                            "Signature by 30 April 2032 is unlikely: 18% (range 9–31%), the event being that both "
                            "heads of government sign the agreed text."
                        ),
                        said(
                            "Bethia ties signature to the amendment, and Arland plans no vote before 2032.", 2, 7, 11
                        ),
                        judged("Confidence is moderate: two independent origins, recent, but both are parties."),
                        judged("An earlier referendum, or a waiver by Bethia, would change this."),
                    ),
                    para(
                        judged("A referendum held by 31 December 2032 is roughly even: 48% (range 34–63%)."),
                        said("A turnout of one quarter of all voters is needed beside the majority.", 13),
                        judged("Confidence is low: one origin."),
                    ),
                    para(
                        judged("A return to large-scale fighting by 30 April 2032 is very unlikely: 6% (2–14%)."),
                        said("Both ministries say that the line of contact held through April.", 1, 2),
                        judged("Confidence is moderate."),
                    ),
                ),
            ),
        ),
        Section(
            "4",
            "What blocks signature",
            (
                LADDER,
                Table(
                    "Conditions on signature, who must act, and the earliest day it can be done",
                    ("Condition", "Held by", "Who must act", "Earliest", "Status"),
                    (
                        row(
                            "Constitutional amendment",
                            said("Bethia", 2, 7),
                            said("Parliament of Arland (two thirds), then voters", 13),
                            judged("14 August 2031"),
                            said("draft due after the election", 11),
                        ),
                        row(
                            "Closing of the Lowland Group",
                            said("Bethia; Arland agrees if signed first", 7, 12),
                            said("joint letter of both ministers", 12),
                            judged("12 May 2031"),
                            said("offered, not sent", 12),
                        ),
                        row(
                            "Third-country observers leave",
                            said("Bethia", 8),
                            said("the mission's council", 14),
                            "",
                            said("in the text, article 7", 5),
                        ),
                    ),
                    note=said("Days are computed from the steps each law requires, without any delay.", framing=True),
                ),
            ),
        ),
        Section("5", "Next 90 days", (TIMELINE,)),
        Section(
            "6",
            "Where sources disagree",
            (
                Table(
                    "Questions on which the sources differ",
                    ("Question", "One account", "Another account", "Independent origins"),
                    (
                        row(
                            "Does the treaty need the amendment before signature or before entry into force?",
                            said("before signature", 2, 7),
                            said("before entry into force", 3),
                            "2",
                        ),
                        row(
                            "Who opened fire on the night of 16 March?",
                            said("Arland, says Bethia's ministry", 2),
                            said("nobody, says Arland's ministry", 1),
                            "2",
                        ),
                    ),
                ),
                para(
                    said("Four of the seven reports on shooting repeat one ministry statement.", 2, 8, 10, 16),
                    judged("They count as one origin."),
                ),
            ),
        ),
        Section(
            "7",
            "What-ifs asked",
            (
                points(
                    para(
                        judged(
                            "If Bethia waived the amendment, signature by 30 April 2032 would rise from 18% to 61%."
                        )
                    ),
                    para(judged("If the election moved to autumn 2031, it would rise to 27%.")),
                ),
            ),
        ),
        Section(
            "8",
            "Indicators to watch",
            (
                points(
                    para(judged("Arland publishes a draft of the constitution: any day before 1 September 2031.")),
                    para(judged("Confirmed incidents above five in a month, as counted by the observer mission.")),
                ),
            ),
        ),
        Section(
            "9",
            "Gaps and assumptions",
            (
                points(
                    para(said("The content of twelve of the seventeen articles is not public.", 3)),
                    para(judged("Assumed: a referendum law is not changed before the vote.")),
                ),
            ),
        ),
    )


def _annex() -> tuple[Section, ...]:
    return (
        Section(
            "A1",
            "The seventeen articles",
            (
                Table(
                    "What is known of each article",
                    ("Article", "Subject", "Content", "Agreed"),
                    tuple(
                        row(
                            f"{number}",
                            "observers" if number == 7 else "unknown",
                            said("no forces of third states along the border", 5) if number == 7 else "",
                            said("13 March 2031", 1, 5),
                        )
                        for number in range(1, 18)
                    ),
                    widths=(1, 2, 5, 2),
                ),
            ),
        ),
        Section(
            "A2",
            "Incidents by type",
            (
                Table(
                    "Claimed, denied, observed",
                    ("Day", "Place", "Claimed", "Denied", "Observed"),
                    tuple(
                        row(
                            f"{1 + number % 30} April 2031",
                            f"sector {number % 7 + 1}",
                            said("shots at a post, by Bethia's ministry", 2),
                            said("by Arland's ministry the same day", 1),
                            said("no patrol in the sector", 4) if number % 3 else "",
                        )
                        for number in range(40)
                    ),
                ),
            ),
        ),
        Section(
            "A3",
            "Method",
            (
                para(
                    said("Every sentence cites a passage or says that it is an assessment.", framing=True),
                    said("No text of this brief was written by a language model.", framing=True),
                ),
            ),
        ),
    )


def ministry() -> Brief:
    """As long as a brief should be: two pages and an annex."""
    return Brief(
        title="Arland and Bethia: the Border Treaty",
        header=(
            ("As of", "30 April 2031"),
            ("Version", "4"),
            ("Handling", "OFFICIAL – for named readers"),
            ("Model", "detente 0.1.0, case arland-bethia"),
            ("Reviewer", "not yet reviewed"),
            ("Parties", "in alphabetical order"),
        ),
        sections=_sections(),
        annex=_annex(),
        citations=CITATIONS,
        stamp="run 7f3a, 10,000 draws, seed 1",
        numbers={citation.id: citation.number for citation in CITATIONS},
    )


HOSTILE = (
    "<script>alert('x')</script> & <img src=http://example.invalid/x.png onerror=go()>",
    '#import "@preview/evil:1.0.0" #panic() $x^2$ *bold* _it_ `code` @ref <label> // comment /* */ \\ ~ --- [a](b)',
    "| pipe | and \\| escaped | ](javascript:alert(1)) ![i](http://example.invalid/i.png) # not a heading",
    "control \x00\x07\x1b[31m here, tab\tand\nnew line",
    "override \u202egnirts desrever\u202c end, isolate \u2067x\u2069 end, zero\u200bwidth",
    "Հայաստանի սահմանը համաձայնեցված է",
    "Azərbaycan dili: ılıq İsti şəhər ğöçü, Ə ə",
    "Документ согласован полностью, сказал министр",
    "ქართული ტექსტი",
    "The paper wrote «الاتفاق 17 مادة» (13 March) and [7] stayed in place",
    "הסכם 2031 (טיוטה) [3]",
    "decomposed e\u0301 and composed é; a minus − and a dash – — …",
    "W" * 240 + " " + "ı" * 120,
    "emoji \U0001f600, Chinese 協定, unassigned \u0378, surrogate \ud83d",
    "]]> --> </style></svg></title> {{x}} %s ${y} &#x202e;",
)


def hostile() -> Brief:
    """Every kind of text in every field."""
    citations = tuple(
        Citation(number, f"id <{number}> \u202e", text, text, text, text) for number, text in enumerate(HOSTILE, 1)
    )
    cite = citations[0].id
    cells = tuple(
        (Cell(Sentence(text, (cite,)), strong=True), Cell(Sentence("")), Cell(Sentence(text, assessment=True)))
        for text in HOSTILE
    )
    return Brief(
        title=HOSTILE[0] + HOSTILE[4] + HOSTILE[9],
        header=(*tuple((text, text) for text in HOSTILE), ("As of", "2031-04-30"), ("Handling", HOSTILE[0])),
        sections=(
            Section("1", HOSTILE[0], tuple(para(Sentence(cited.says, (cited.id,))) for cited in citations)),
            Section(HOSTILE[0], HOSTILE[4], (points(*(para(Sentence(text, (cite,))) for text in HOSTILE)),)),
            Section("3", "", ()),
            Section("4", "Only a table", (Table(HOSTILE[0], HOSTILE[:3], cells, note=Sentence(HOSTILE[9])),)),
            Section("5", "No rows", (Table("", ("a", "b"), ()), Table("x", (), ()))),
            Section(
                "6",
                "Figures",
                (
                    LadderFigure(
                        HOSTILE[0],
                        tuple(
                            Step(text, ("reached", "next", "later", "?<b>")[at % 4], text, (text,) * (at % 2))
                            for at, text in enumerate(HOSTILE)
                        ),
                        HOSTILE[4],
                    ),
                    TimelineFigure(
                        HOSTILE[9],
                        tuple(
                            Mark(
                                PartialDate.parse(f"{2010 + at}-summer"), text, HOSTILE[at % 3], at % 2 == 0, (cite,)
                            )
                            for at, text in enumerate(HOSTILE)
                        ),
                        AS_OF,
                        HOSTILE[12],
                    ),
                    LadderFigure("empty", (), ""),
                    TimelineFigure("empty", (), AS_OF, ""),
                ),
            ),
        ),
        annex=(),
        citations=citations,
        stamp=HOSTILE[0],
    )
