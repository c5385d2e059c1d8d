"""In which language a text is, by its commonest words: enough to say "this one I do not read"."""

from __future__ import annotations

import re
from functools import lru_cache

READ = ("en",)
"""The languages that proposals are made for."""

COMMON = {
    "en": "the of and to in a is that for on with as by was it from are be this which has have at not its an were",
    "fr": "le la les de des et du un une est que dans pour qui par sur au avec ne pas plus ce sont aux se cette",
    "de": "der die das und in den von zu mit ist des auf für nicht ein eine dem im als auch sich es an werden",
    "es": "el la los de que y en del las un una por con se para es no al lo como más su sus este fue",
    "it": "il la di che e un una per in del della con non dei le gli si da sono nel alla come anche più",
    "pt": "o a os de que e do da em um uma para com não por dos as no na se mais ao como foi pela",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er door om ook als bij uit naar worden",
    "pl": "w i z na się do nie jest że to o jak po od przez dla co ale za oraz są był przy",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ise değil en ancak göre tarafından",
    "az": "və bir bu da də üçün ilə olan daha kimi sonra isə deyil ki edib olub görə ən həm hər olaraq",
    "ru": "в и на не что с по из к от о за для его это как было был но также до при их после",
    "uk": "в і на не що з та до у за від як про для його це було але також після при їх є",
    "sr": "је у и на да се за су од са као није који или би то ће о али после",
    "hy": "և է են որ է՝ մեջ հետ համար այդ այս մի ու ի չի նաև պետք մասին կողմից",
    "ka": "და რომ არის არ ეს მისი რომელიც უნდა იყო თუ როგორც მიერ შემდეგ მაგრამ",
    "ar": "في من على أن إلى عن مع هذا هذه التي الذي لا ما كان بعد قبل بين كما أو و",
    "fa": "در به از که را با این است برای آن و یک خود تا بر هم شده بود",
    "he": "של את על לא הוא כי עם זה גם או היא אל כל בין אך",
}
"""Common words by language, ISO 639-1."""
_SETS = {code: frozenset(words.split()) for code, words in COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_TOO_SHORT = 25


def language(text: str, least: int = _TOO_SHORT) -> str | None:
    """ISO 639-1 code of the language whose common words fill most of the text; None where it is too short to say:
    fewer words than `least`."""
    words = _words(text)
    if len(words) < least:
        return None
    shares = sorted(
        ((sum(w in known for w in words) / len(words), code) for code, known in _SETS.items()), reverse=True
    )
    (best, code), (second, _) = shares[0], shares[1]
    return code if best >= 0.1 and best > 1.15 * second else None


def script(text: str) -> str | None:
    """The script most letters are in (`LATIN`, `CYRILLIC`, ...), by their Unicode names; None without letters."""
    counts: dict[str, int] = {}
    for letter in filter(str.isalpha, text[:_SAMPLE]):
        name = _script_of(letter)
        counts[name] = counts.get(name, 0) + 1
    return max(sorted(counts), key=lambda name: counts[name]) if counts else None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text[:_SAMPLE])]


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    import unicodedata

    return unicodedata.name(letter, "UNKNOWN").split()[0]
