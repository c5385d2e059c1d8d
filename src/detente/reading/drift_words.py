"""Words that carry how sure, how wide and from whom: what drifts when a passage is copied."""

from __future__ import annotations

from detente.documents.wordlist import wordlist

MODALS = {
    **dict.fromkeys(["may", "might", "could", "possibly", "perhaps", "maybe", "conceivably"], 1),
    **dict.fromkeys(["can", "should", "likely", "probably", "expected"], 2),
    **dict.fromkeys(wordlist("will would shall must certainly definitely inevitably surely"), 3),
}
"""How sure: 1 possible, 2 probable or able, 3 certain or bound."""

HEDGES = wordlist(
    "fairly somewhat reportedly allegedly apparently perhaps possibly probably likely seemingly arguably "
    "roughly almost nearly generally largely mostly partly partially often sometimes usually occasionally "
    "tends appears appear seems seem suggests relatively rather quite essentially potentially purportedly "
    "supposedly presumably approximately around about maybe unconfirmed suspected alleged presumed "
    "believed thought ostensibly nominally tentatively"
)

QUALIFIERS = (
    "in principle",
    "in particular",
    "in part",
    "in some cases",
    "in theory",
    "to some extent",
    "to a degree",
    "for now",
    "so far",
    "for the time being",
    "at least",
    "at most",
    "up to",
    "subject to",
    "as long as",
    "provided that",
    "on condition that",
    "with reservations",
    "de facto",
    "de jure",
    "not yet",
    "if",
    "unless",
    "until",
    "only",
    "even",
    "also",
    "partly",
    "partially",
    "temporarily",
    "provisionally",
    "conditionally",
    "indirectly",
    "privately",
    "unofficially",
    "informally",
    "formally",
    "officially",
    "currently",
    "initially",
    "still",
)
"""Limits on a claim; the longer ones come first."""

QUANTIFIERS = {
    **dict.fromkeys(["few", "a-few", "hardly", "rarely", "one"], 1),
    **dict.fromkeys(["some", "several", "certain", "sometimes", "occasional", "partial"], 2),
    **dict.fromkeys(["many", "numerous", "much", "often", "various"], 3),
    **dict.fromkeys(["most", "mostly", "majority", "usually", "largely"], 4),
    **dict.fromkeys(
        wordlist("all every each always any entire whole full fully both everyone everything none never"),
        5,
    ),
}
"""How wide: 1 few to 5 all."""

NEGATIONS = wordlist("not no never neither nor none cannot without nobody nothing n't hardly")

LIMITING = wordlist(
    "in on at near along within inside during for from since between among across around under over until "
    "before after except outside throughout"
)
"""Words that begin a phrase of place, time or range."""

SAYING = {
    **dict.fromkeys(
        wordlist(
            "claim claims claimed allege alleges alleged suggest suggests suggested hint hints hinted imply "
            "implies implied speculate speculates speculated"
        ),
        1,
    ),
    **dict.fromkeys(
        wordlist(
            "say says said tell tells told state states stated note notes noted write writes wrote add adds added "
            "report reports reported explain explains explained argue argues argued believe believes believed "
            "think thinks thought describe describes described indicate indicates indicated know knows knew fear "
            "fears feared hope hopes hoped expect expects expected consider considers considered see sees saw "
            "want wants wanted accuse accuses accused deny denies denied call calls called warn warns warned "
            "propose proposes proposed ask asks asked"
        ),
        2,
    ),
    **dict.fromkeys(
        wordlist(
            "declare declares declared insist insists insisted announce announces announced confirm confirms "
            "confirmed admit admits admitted acknowledge acknowledges acknowledged concede concedes conceded vow "
            "vows vowed pledge pledges pledged demand demands demanded agree agrees agreed accept accepts "
            "accepted reject rejects rejected recognise recognises recognised recognize recognizes recognized "
            "guarantee guarantees guaranteed refuse refuses refused assert asserts asserted proclaim proclaims "
            "proclaimed commit commits committed promise promises promised"
        ),
        3,
    ),
}
"""How strongly a verb of saying commits the speaker: 1 doubtful, 2 plain, 3 binding."""

UNNAMED = wordlist(
    "interlocutors interlocutor officials official sources source diplomats diplomat analysts analyst "
    "experts expert observers observer critics some many others people residents insiders commentators "
    "politicians lawmakers aides aide advisers adviser figures voices media reports rumours rumors "
    "everyone experts scholars researchers supporters opponents they he she negotiators delegates members "
    "envoys soldiers civilians witnesses activists"
)
"""Groups and roles that stand for nobody in particular."""
