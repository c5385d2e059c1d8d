"""Which act a reporting verb stands for, read off what is said.

"Said" reports anything. The words that follow decide: a demand ("must", "only once"), an offer ("is ready
to"), an accusation (somebody else did harm), a denial (we did not), a forecast, a judgement.
"""

from __future__ import annotations

import re

from detente.reading.words import Word

_DEMAND = re.compile(
    r"\b(?:must|should|ought to|has to|have to|needs? to|(?:is|are|was|were) (?:a |"
    r"the )?(?:prerequisite|precondition|condition|red line)|"
    r"necessary|necessity|"
    r"(?:can|could|may|will|would) only (?:be )?\w+ (?:in|with|under|through|by|if|when|once|after)|"
    r"only (?:be )?\w* ?\w*(?: \w+){0,3} ?(?:once|if|when|after)|impossible without|"
    r"no \w+(?: \w+){0,4} without (?:an?|the|its|their|first)|must come first|"
    r"(?:pre-?requisite|precondition|condition) (?:for|of) [^.;]{2,40} (?:is|was)|"
    r"(?:is|are) required|demands?|insists?|call(?:s|ed)? (?:on|for)|unless)\b",
    re.I,
)
_OFFER = re.compile(
    r"\b(?:ready|readiness|willing|willingness|prepared|open) (?:to|for)\b|"
    r"\b(?:offered|offering|proposed|offers? to|proposes? (?:to|that))\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:had|have|has|had been|was|were|is|been)\b[^.;]{0,40}\b(?:finali[sz]ed|agreed|concluded|"
    r"completed|signed|settled|reached|"
    r"approved|adopted|ratified|initialled|initialed|finished|resumed|launched|suspended|appointed|"
    r"established|released|"
    r"begun|started|ended|opened|accepted|decided|closed|withdrawn|lifted|ready for)\b|"
    r"(?<!previously )(?<!already )\b(?:reached|finali[sz]ed|agreed on|agreed to|concluded)\b|"
    r"\b(?:jointly|finally|just) signed\b",
    re.I,
)
HARM = re.compile(
    r"\b(?:(?<!cease-)fir(?:e|ed|ing)|firefights?|"
    r"shell(?:ed|ing)|shot|attack(?:s|ed|ing)?|violat(?:e|es|ed|ing|"
    r"ion|ions)|breach(?:es|ed|ing)?|kill(?:s|ed|ing)?|"
    r"abduct\w*|bomb(?:ed|ing)?|invad\w*|occup(?:y|ied|ying|ation)|aggress\w*|provok\w*|provocat\w*|"
    r"sabotag\w*|obstruct\w*|"
    r"block(?:ed|ing|ade|aded)|smuggl\w*|"
    r"arm(?:ing|ed(?! (?:forces?|groups?|wings?|services|conflict|struggle)))\b|militari[sz]\w*|destabili[sz]\w*|"
    r"disinformation|propaganda|lies|lied|lying|"
    r"massacr\w*|genocid\w*|atrocit\w*|war crimes?|plot\w*|undermin\w*|ambush\w*|raid(?:s|ed|ing)?|loot(?:ed|ing)|"
    r"territorial claims?|interfer\w*|meddl\w*|pretext|recruit(?:s|ed|ing)?|detain(?:s|ed|ing)?|tortur\w*|reneg\w*|"
    r"stall(?:s|ed|ing)|drag\w* (?:its|their) feet|"
    r"refus(?:e|es|ed|ing|al)|seiz(?:e|ed|ing)|expel\w*|displac(?:ed|ing)|bad faith|incursions?|"
    r"clash\w*|evad(?:e|ed|ing)|pocket(?:ed|ing)|st(?:ole|olen|eal|ealing)|theft|extort\w*|embezzl\w*|"
    r"strangl\w*|strangulat\w*|starv(?:e|ed|ing|ation)|cheat(?:ed|ing)|betray\w*|brok(?:e|en)|jail(?:ed|ing)|"
    r"flouted|backtrack\w*|has (?:not|yet to|failed to) (?:\w+ )?(?:repl(?:y|ied)|respond(?:ed)?|honou?r(?:ed)?|"
    r"deliver(?:ed)?|implement(?:ed)?|answer(?:ed)?|compl(?:y|ied)))\b",
    re.I,
)
_NOT = re.compile(
    r"\b(?:not|no|never|neither|nor|nothing|none|unrelated|without any|n't|false|untrue|baseless|"
    r"unfounded|groundless)\b",
    re.I,
)
_INTENT = re.compile(
    r"\b(?:intend|intends|plans?|planning|intention|attack|reason|orders?|claims?|role|responsible|involved|fear|"
    r"evidence|basis|truth|pressure|unrelated)\b",
    re.I,
)
_FALSE = re.compile(
    r"\b(?:false|untrue|baseless|unfounded|groundless|fabricat\w*|nonsense|no evidence|lie|lies|unrelated)\b",
    re.I,
)
_ONLY_ONCE = re.compile(
    r"\b(?:will|would|can|could|nothing|no)\b[^.;]{0,80}\b(?:until|unless|once|as soon as|only (?:if|when|after))\b",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:will|would|might|may|could|likely|unlikely|is going to|are going to|next \w+|expected|"
    r"sooner or later|risks?)\b",
    re.I,
)
_NO_HARM = re.compile(
    r"\b(?:no|not|never|neither|nor|n't|nothing|without)\b(?:\W+\w+){0,3}?\W+" + HARM.pattern[2:], re.I
)
_FLAT_NO = re.compile(
    r"\W*(?:no[.,]|(?:that|this|it) (?:is|was)(?: \w+)? (?:not true|untrue|false|nonsense|a lie|a fabrication|wrong)|"
    r"(?:that|this|it) (?:never happened|did not happen|didn't happen|never took place)|not (?:true|at all)|"
    r"nothing of the (?:sort|kind)|never[.,])",
    re.I,
)
SHORT_NO = re.compile(
    r"(?:.{0,40}\bsa(?:ys|id|y) )?(?:it|they|he|she|we|i) (?:is|was|are|were|did|does|do|has|have|had|would|will)"
    r"(?: not|n't)(?: (?:so|true|involved|responsible))?[.\"”]*",
    re.I,
)
_NO_SUCH = re.compile(
    r"\bno such\b|\bnothing of the (?:sort|kind)\b|\bno truth (?:in|to)\b|\bnot true\b|\buntrue\b", re.I
)
_WILL_NOT = re.compile(
    r"\b(?:will|would|shall) (?:not|never)\b|\bnever will\b|\bwon't\b|\bwill no longer\b|"
    r"\bwill be no\b(?! (?:obstacles?|barriers?|problems?|objections?|reasons?|need)\b)",
    re.I,
)
_SCHEDULED = re.compile(
    r"\bwill (?:be held|be sent|be released|be opened|take place|travel|resume|begin|start|open|close|meet|hold|send|"
    r"visit|host|convene|reconvene|deploy|arrive|depart|publish|issue|follow|continue|reopen|launch|receive|remain|stay)\b",
    re.I,
)
_MAYBE = re.compile(r"\b(?:might|may|could|likely|unlikely|would)\b", re.I)
_MAY = re.compile(r"(?<=[a-z,] )May\b")
"""The month, not the verb."""
_FIRST_IF = re.compile(r"^\W*(?:if|unless|until|once|when|as long as)\b[^,.;]*,\s*", re.I)
_OR_ELSE = re.compile(
    r"\b(?:if\b[^,.;]*\b(?:not|n't|fails?|refuses?|continues?)\b|unless\b)[^,.;]*,\s*"
    r"(?:then )?(?:we|I) (?:will|shall)\b",
    re.I,
)
_WE_WILL = re.compile(r"\b(?:we|I) (?:will|shall|are going to|'ll|intend to|remain committed)\b", re.I)
_DANGER = re.compile(
    r"\b(?:collapse|escalat\w*|war|unravel\w*|fail(?:ure|s|ed)?|bury|danger\w*|threat\w*|risk\w*|"
    r"violence|catastroph\w*|spiral|"
    r"consequences|disaster|famine|too late|relapse|conflict|backfire|breakdown)\b",
    re.I,
)
_NOTHING_BUT = re.compile(r"\bnothing (?:other|less|more|short) (?:than|of)\b|\bnothing but\b", re.I)
"""No negation."""
_ON_THE_BRINK = re.compile(
    r"\b(?:on the (?:brink|verge|edge) of|(?:one|a) \w+ away from|patience (?:is|has|will)|(?:running|run) out|"
    r"(?:is|are) (?:still |now )?(?:dangerous|playing with fire|ticking)|too late|closing fast)\b",
    re.I,
)
"""Danger told in the present."""
_JUDGE = re.compile(
    r"\b(?:historic|decisive|welcome|glad|important|positive|good|great|significant|encouraging|"
    r"disappoint\w*|regret\w*|"
    r"premature|unacceptable|constructive|progress|step forward|step|milestone|success|failure|tragic|"
    r"proud|ideal|best|worst|"
    r"wrong|right(?! to)|unlikely|cautious|hope\w*)\b",
    re.I,
)


_TILL_READY = re.compile(r"\b(?:until|unless|if|when|once)\b[^.;]*", re.I)
"""The readiness of the other side that is waited for."""


def read(
    content: str,
    *,
    base: str,
    expert: bool,
    own: bool,
    other: bool,
    about_other: bool = False,
    main: list[Word] | None = None,
    official: bool = True,
) -> str:
    """The act of an open verb.

    `base` is the verb's own act, `expert` whether the speaker is a commentator, `own` whether the content's
    subject is the speaker's side, `other` whether it names another actor, `about_other` whether such is its subject.
    """
    content = _MAY.sub("then", content)
    text = _NOTHING_BUT.sub("just", _MAY.sub("then", _main_clause(content, main)))
    if main is None:
        text = _FIRST_IF.sub("", text)
        if not expert and _OR_ELSE.search(content):
            return "warn"
    if base == "demand" and not _DEMAND.search(content) and content.split()[:1] != ["on"] and main:
        base = "claim"
    if base == "demand":
        return "claim" if not expert and _NOT.search(text) and not _DEMAND.search(text) and own else "demand"
    if own and _ONLY_ONCE.search(content) and not expert:
        return "demand"
    if not expert and (
        _FLAT_NO.match(content)
        or SHORT_NO.fullmatch(content)
        or _NO_SUCH.search(text)
        or (own and re.search(r"\bnever\b", text, re.I) and base != "warn")
    ):
        return "deny"
    no_wait = not re.search(r"\b(?:once|if|when|unless|until)\b", content, re.I)
    if (
        official
        and not expert
        and no_wait
        and _WILL_NOT.search(text)
        and (own or not about_other)
        and base == "claim"
    ):
        return "deny"
    if _WE_WILL.search(text) and not _NOT.search(text):
        return "commit"
    if (
        official
        and not expert
        and _NOT.search(text)
        and (_FALSE.search(text) or ((HARM.search(text) or _INTENT.search(text)) and (own or not other)))
    ):
        return "deny"
    if not expert and re.search(
        r"\b(?:nothing|no|not|cannot|never|off the table|out of the question|impossible)\b[^.;]{0,80}"
        r"\b(?:until|unless|while|as long as|so long as)\b",
        content,
        re.I,
    ):
        return "demand"
    if official and not expert and not about_other and base != "announce" and _NO_HARM.search(text):
        return "deny"
    if _DEMAND.search(text) and not expert:
        return "assess" if own and not _strict(text) else "demand"
    if _OFFER.search(_TILL_READY.sub("", text)) and (
        own or not other or re.search(r"\b(?:ready|willing|prepared) to\b", text, re.I)
    ):
        return "offer"
    if _FUTURE.search(text) and not re.search(r"\bready for\b", text, re.I):
        if _DANGER.search(content):
            return "warn" if base in ("warn", "claim") and not expert else ("predict" if expert else "warn")
        if (
            own
            and not expert
            and re.search(r"\b(?:will|would)\b", text, re.I)
            and not re.search(r"might|may|could|likely", text, re.I)
        ):
            return "commit"
        if expert or other or not own:
            if not expert and official and _SCHEDULED.search(text) and not _MAYBE.search(text):
                return "announce"
            return (
                "predict"
                if expert or re.search(r"\b(?:will|might|may|could|likely|unlikely)\b", text, re.I)
                else base
            )
    if base in ("announce",) and not _JUDGE.search(text):
        return "announce"
    if _DONE.search(text) and not HARM.search(text) and not expert:
        return "announce"
    nobody = re.search(r"\b(?:nobody|no one|no-one)\b", text, re.I)
    if other and HARM.search(content) and not expert and not nobody and not (own and _NOT.search(text)):
        return "accuse"
    if _ON_THE_BRINK.search(text) and base in ("claim", "announce"):
        return "warn"
    if expert:
        return "assess"
    if _JUDGE.search(text):
        return "assess"
    return base


def _strict(text: str) -> bool:
    return bool(re.search(r"prerequisite|precondition|only|condition|demand|insist|red line", text, re.I))


def _main_clause(content: str, main: list[Word] | None) -> str:
    """The content without its relative clauses."""
    if not main:
        return content
    return " ".join(word.text for word in main)
