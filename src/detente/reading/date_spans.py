"""Durations, and points of time at a distance: "three weeks", "two years ago", "a day earlier"."""

from __future__ import annotations

import re

from detente.reading import datevalue as cal
from detente.reading.date_words import ABOUT, NUMBER, SKIP, UNIT, VAGUE, Found, Now, Tense, rules, shown, unit

RULES, _rule = rules()


@_rule(
    "ago",
    "unit",
    rf"\b(?P<about>{ABOUT})?(?P<n>{NUMBER}|{VAGUE}) (?P<u>{UNIT}) ago\b|\b(?P<bare>{UNIT}) ago\b",
    re.I,
)
def _ago(m: re.Match[str], now: Now, tense: Tense) -> Found:
    count = cal.number(m["n"]) if m["n"] else None
    if now.day is None or count is None:
        return None
    return shown(cal.shift(now.day, -count, unit(m["u"])))


@_rule(
    "from now",
    "unit",
    rf"\b(?P<n>{NUMBER}) (?P<u>{UNIT}) from now\b|\bin (?P<m>{NUMBER}) (?P<v>{UNIT})['’]?s? time\b",
    re.I,
)
def _from_now(m: re.Match[str], now: Now, tense: Tense) -> Found:
    count = cal.number(m["n"] or m["m"])
    if now.day is None or count is None:
        return None
    return shown(cal.shift(now.day, count, unit(m["u"] or m["v"])))


@_rule(
    "time of life",
    "unit",
    rf"\b(?:just |only |about |some |almost |nearly )?(?:{NUMBER}|{VAGUE}) {UNIT} (?:earlier|later|"
    rf"afterwards|before(?=[ ]*[,.;]))\b",
    re.I,
)
@_rule(
    "time of life",
    "unit",
    r"\bthe (?:following|next|previous|preceding|same) (?:day|night|week|month|year)\b(?! of)|"
    r"\bthe (?:day|week|month|year) (?:before|after)(?= ?[,.;])|\bon the same day\b|"
    r"\b(?:later |earlier )?that (?:same )?(?:day|night|evening|week|month|year)\b",
    re.I,
)
def _elsewhere(m: re.Match[str], now: Now, tense: Tense) -> Found:
    """Reckoned from a date that the text gave before: see date_context."""
    return None


@_rule(
    "vague",
    "unit",
    rf"\b(?:in|over|during) (?:recent|the coming|coming|the past few|the last few|the next few) (?:{UNIT})\b|"
    rf"\bthe other day\b",
    re.I,
)
def _vague(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return None


_RATE = re.compile(
    r"\b(?:times|once|twice|barrels|tonnes|tons|dollars|euros|pounds|people|litres|trucks|lorries|shells|hours|cases|"
    r"kilometres|miles|flights|\d+) $",
    re.I,
)
"""Barrels a day are no duration."""
_FRACTION = {"half": {"year": "P6M", "century": "P50Y", "decade": "P5Y", "month": "P2W", "hour": "PT30M"}}
_FRACTION |= {"quarter": {"century": "P25Y", "year": "P3M"}}


@_rule(
    "duration", "unit", r"\b(half|a quarter|quarter)(?: of)?[ -](?:a |an )?(year|century|decade|month|hour)\b", re.I
)
def _part_of(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return _FRACTION[m[1].lower().removeprefix("a ")].get(m[2].lower(), SKIP)


@_rule(
    "duration",
    "unit",
    rf"\b(?P<about>{ABOUT})?(?P<n>{NUMBER})(?: (?P<u>year|month|week|day|hour)s? and a half|"
    rf" and a half (?P<v>year|month|week|day|hour)s)\b",
    re.I,
)
def _and_a_half(m: re.Match[str], now: Now, tense: Tense) -> Found:
    count, step = cal.number(m["n"]), (m["u"] or m["v"]).lower()
    finer = {
        "year": (12, "month"),
        "day": (24, "hour"),
        "week": (7, "day"),
        "hour": (60, "minute"),
        "month": (30, "day"),
    }
    times, name = finer[step]
    return cal.duration(count * times + times // 2, name) if count is not None else None


@_rule(
    "duration",
    "unit",
    rf"\b(?P<about>{ABOUT})?(?P<n>{NUMBER}|{VAGUE})[- ](?P<u>{UNIT})(?:[- ]long)?\b"
    rf"(?! ago| earlier|-old (?:man|woman|boy|girl|son|daughter|father|mother|student|teacher|farmer|driver|child))",
    re.I,
)
def _duration(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if m["u"].lower() == "second" and not m["n"].isdigit():
        return SKIP
    if m["n"].lower() in ("a", "an") and _RATE.search(m.string[: m.start()][-14:]):
        return SKIP
    # "A decades-long war": the article belongs to the war.
    several = m["n"].lower() in ("a", "an") and m["u"].lower().endswith("s")
    return cal.duration(None if several else cal.number(m["n"]), unit(m["u"]))


@_rule(
    "duration",
    "unit",
    r"\b(?:the )?(?:past|last|next|previous|coming) (year|month|week|decade|century)\b(?! of)",
    re.I,
)
def _past_unit(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return cal.duration(1, m[1].lower())


@_rule("duration", "unit", r"\b(day|week|month|year|decade|century)-long\b", re.I)
def _long(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return cal.duration(1, m[1].lower())


@_rule(
    "duration",
    "unit",
    r"\b(?:for |over (?:the )?|after )?(hours|days|weeks|months|years|decades|centuries)(?=[ -]long\b|"
    r"[ -]old\b| of\b|,|\.| |$)(?! ago| before| after| later| earlier| to come)",
    re.I,
)
def _bare(m: re.Match[str], now: Now, tense: Tense) -> Found:
    plain = m[0].lower()
    alone = m[1].lower() in ("decades", "centuries") or plain.startswith(("for", "over", "after"))
    return cal.duration(None, unit(m[1])) if alone else SKIP
