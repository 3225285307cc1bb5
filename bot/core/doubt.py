"""What in a translation a reader should not rely on: signs that the meaning may have changed.

Total and cheap: it sees only the texts. A doubt is a reason to ask another engine, and in the end to say
"doubtful" to the reader; no doubt proves nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Literal

from bot.core.lexicon import fold
from bot.core.model import Language

Doubt = Literal[
    "unknown words",
    "translated word by word",
    "negation",
    "numbers",
    "who did it",
    "word with two senses",
    "can be read in two ways",
    "reads differently when translated back",
    "long sentence",
    "language that nobody checks",
]

Way = Literal["", "unsure", "word by word", "two readings"]
"""How an engine came to a translation, as far as it can tell."""

FEWEST_WORDS = 4
"""Of a text that is doubtful because it was translated word by word: shorter ones have nobody who does something to
somebody. Of 80 longer ones that nobody had tuned on, 48 were wrong, and the other signs had missed 6 of those."""
LONG_SENTENCE_WORDS = 22
"""Rule-based engines lose the thread somewhere before."""

_NEGATION: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not|never|no|nobody|none|nothing|nor|neither|without|cannot|no one|dont|didnt|cant|wont)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "es": re.compile(r"\b(?:no|nunca|jamás|nadie|ning[uú]n[oa]?s?|nada|tampoco|ni|sin)\b", re.IGNORECASE),
    "fr": re.compile(
        r"\b(?:ne|jamais|personne(?= n)|aucune?|rien|sans|ni|non|pas)\b|\bn['’](?=[^\W\d_])", re.IGNORECASE
    ),
}
_CLAUSE = re.compile(r"[^.,;:!?…\n]+")
_SENTENCE = re.compile(r"[^.!?…\n]+")
_WORD = re.compile(r"[^\W\d_]+")

_NUMBERS: Mapping[Language, Mapping[str, int]] = {
    "en": {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
           "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
           "hundred": 100, "thousand": 1000},
    "es": {"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
           "once": 11, "doce": 12, "quince": 15, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50,
           "cien": 100, "ciento": 100, "mil": 1000},
    "fr": {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
           "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
           "cent": 100, "cents": 100, "mille": 1000},
}  # fmt: skip

# Third persons that the other language has to guess: su, son, leur, lui, on; a Spanish verb without its subject.
_OPEN_PERSON: Mapping[tuple[Language, Language], tuple[re.Pattern[str], re.Pattern[str]]] = {
    ("es", "en"): (
        re.compile(r"\b(?:él|ella|ello)\b", re.IGNORECASE),
        re.compile(r"\b(?:he|she|it|him|her|his|its|them)\b", re.IGNORECASE),
    ),
    ("es", "fr"): (
        re.compile(r"\b(?:él|ella|ellos|ellas)\b", re.IGNORECASE),
        re.compile(r"\b(?:il|elle|lui|leur|leurs|son|sa|ses)\b", re.IGNORECASE),
    ),
    ("fr", "en"): (
        re.compile(r"\b(?:il|elle)\b", re.IGNORECASE),
        re.compile(r"\b(?:he|she|it|him|her|his|its|them)\b", re.IGNORECASE),
    ),
    ("en", "fr"): (
        re.compile(r"\b(?:he|she|it|they|his|its)\b", re.IGNORECASE),
        re.compile(r"\b(?:il|elle|lui|leur)\b", re.IGNORECASE),
    ),
}
# A woman who became somebody else: what she is called, and what has to be there for her at least as often.
_SHE: Mapping[tuple[Language, Language], tuple[re.Pattern[str], re.Pattern[str]]] = {
    ("en", "fr"): (re.compile(r"\bshe\b", re.IGNORECASE), re.compile(r"\belle\b", re.IGNORECASE)),
    ("es", "fr"): (re.compile(r"\bella\b", re.IGNORECASE), re.compile(r"\belle\b", re.IGNORECASE)),
    ("es", "en"): (re.compile(r"\bella\b", re.IGNORECASE), re.compile(r"\b(?:she|her|it)\b", re.IGNORECASE)),
    ("fr", "en"): (re.compile(r"\belle\b", re.IGNORECASE), re.compile(r"\b(?:she|her|it)\b", re.IGNORECASE)),
}
_GUESSED_SOURCE: Mapping[Language, re.Pattern[str]] = {
    "es": re.compile(
        r"\b(?:sus?|l[eao]s?(?= (?:h[ae]\w* )?\w+(?:ron|ó|aban?|ían?)\b))\b|\bse l[eoa]s?\b|\bse\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"\b(?:on|lui|leurs?|son|sa|ses|se|dont|y)\b|\bs['’](?!il)"
        r"|\b(?:ils?|elles?|on|qui|l['’]\w+|l[ae]s? \w+) (?:ne |n['’])?(?:nous|vous|me|te)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(?:who|whom|whose|which|them|him|her|it|herself|himself|one|ones|those)\b", re.IGNORECASE),
}
# Words that the rules for the engine do not decide, or only by their neighbours.
_TWO_SENSES: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:struck|strikes? (?:out|the)|fired (?:up|at|on)|charge[ds]?|settle[ds]?|let go|drop(?:s|ped)?|"
        r"la(?:id|y) off|walk\w* out|pick\w* up|turn\w* (?:down|out|over)|hand\w* (?:in|over)|put\w* (?:off|up|down)|"
        r"call\w* out|stood|stand|back(?:ed|s)|left|right|order(?:s|ed)|appeal\w*|bar(?:s|red)|board|bound|"
        r"sanction\w*|table[ds]?|temp|held|hold|broke\w*|took over|take over|beat|point|moved|act|get|got|brief\w*|"
        r"dismissed (?:the|a)|planted|locked|reversed?|withheld|"
        r"(?:want|wants|wanted|expect\w*|ask\w*|told) (?:us|them|him|her|me|you) (?:not )?to|"
        r"scabs?|wildcat|shift(?:ed|ing)|would have|used to)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:corr(?:er|en|e)|liquid\w+|par(?:ó|aron|ar|amos|ando)|levant\w+|planilla|ech(?:ó|aron|ar|an|a)|qued\w+|"
        r"sac(?:ó|aron|ar|an)|baj(?:ó|aron|ar|an)|tron\w+|boletin\w+|descans\w+|esquirol\w*|al revés|deb(?:e|en|ían?)|"
        r"lleva\w*|charros?|plaza|basificar|acord\w+|cumpl\w+|falt\w+|cobr\w+|ratific\w+|desist\w+|haya[ns]?|hubier\w+|"
        r"fuer(?:a|an)|pudier\w+|sino|ya no|les? \w+(?:ron|ó))\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:mis(?:e|es)? à pied|remett\w+|remis\w*|remerci(?:é|ée|és|er)\w*|rappel\w*|saisi\w*|touch\w+|relev\w+|"
        r"retenu\w*|fai(?:t|re|sait) \w+er|laiss\w+|manqu\w+|plutôt|ne \w+ que|levé\w*|tenu\w*|pris|rendu\w*|conclu\w*|"
        r"recondui\w*|démis\w*|désist\w*|cong(?:é|és)|brisé\w*|briseurs?|scab\w*|dont|s'est fait|se sont fait|"
        r"c'est .{2,40}? qu[ie']|(?:ne |n')\w+ (?:personne|rien|que)|ce que|ce qui)\b",
        re.IGNORECASE,
    ),
}
SAME_ENOUGH = 0.92
"""Of a translation and its way back: nearly all with a wrong sense stay below, and about half of the safe ones.
A lower one was tried on tests/data/translation/doubtful.txt: it lost wrong ones and saved few false alarms."""


def find_doubts(
    source_text: str,
    translation: str,
    source: Language,
    target: Language,
    *,
    way: Way = "",
    back: str | None = None,
) -> tuple[Doubt, ...]:
    """Every reason found, in a fixed order.

    `way`: what the engine itself says. `back`: the translation, translated back by a gist engine.
    """
    doubts = _of_the_way(way, source_text)
    if not {source, target} <= _NEGATION.keys():
        return (*doubts, "language that nobody checks")
    if negated_clauses(source_text, source) != negated_clauses(translation, target):
        doubts.append("negation")
    if number_words(source_text, source) != number_words(translation, target):
        doubts.append("numbers")
    if _person_is_guessed(source_text, translation, source, target):
        doubts.append("who did it")
    if _TWO_SENSES[source].search(source_text):
        doubts.append("word with two senses")
    if back is not None and not reads_the_same(source_text, back, source):
        doubts.append("reads differently when translated back")
    if any(len(_WORD.findall(sentence)) > LONG_SENTENCE_WORDS for sentence in _SENTENCE.findall(source_text)):
        doubts.append("long sentence")
    return tuple(doubts)


def _of_the_way(way: Way, source_text: str) -> list[Doubt]:
    doubts: list[Doubt] = ["unknown words"] if way == "unsure" else []
    if way in ("unsure", "word by word") and len(_WORD.findall(source_text)) >= FEWEST_WORDS:
        doubts.append("translated word by word")
    if way == "two readings":
        doubts.append("can be read in two ways")
    return doubts


def negated_clauses(text: str, language: Language) -> int:
    """Clauses between commas, so that the two halves of a double negation count once."""
    return sum(bool(_NEGATION[language].search(clause)) for clause in _CLAUSE.findall(text))


def number_words(text: str, language: Language) -> Counter[int]:
    values = _NUMBERS[language]
    return Counter(values[word] for word in map(str.lower, _WORD.findall(text)) if word in values)


def _person_is_guessed(source_text: str, translation: str, source: Language, target: Language) -> bool:
    open_person = _OPEN_PERSON.get((source, target))
    if open_person is not None:
        said, guessed = open_person
        if len(guessed.findall(translation)) > len(said.findall(source_text)):
            return True
    lost = _SHE.get((source, target))
    if lost is not None and len(lost[1].findall(translation)) < len(lost[0].findall(source_text)):
        return True
    return bool(_GUESSED_SOURCE[source].search(source_text))


_NO_MATTER: Mapping[Language, frozenset[str]] = {
    "en": frozenset(
        (
            "a an the of to in on at for by and that it is are was were be been has have had does did do will so then"
            " here there as up this these those"
        ).split()
    ),
    "es": frozenset(
        (
            "el la los las un una unos unas de del al a en con por para y e que es son fue fueron era eran ha han he"
            " hemos este esta estos estas eso ya muy"
        ).split()
    ),
    "fr": frozenset(
        (
            "le la les un une des de du au aux a en dans sur par pour et que est sont ete etait ont avait avons avez ce"
            " cet cette ces l d c qu y"
        ).split()
    ),
}
"""Articles, prepositions and forms of to be and to have: on the way back they often come out as others. No pronouns."""
_STEM = 5
"""Letters of a word that are compared: endings come back as others as well."""


def reads_the_same(text: str, back: str, language: Language) -> bool:
    """Whether a text and its way through a translation and back are alike, or have the same words that matter."""
    return likeness(text, back) >= SAME_ENOUGH or _what_matters(text, language) == _what_matters(back, language)


def _what_matters(text: str, language: Language) -> Counter[str]:
    words = _WORD.findall(fold(text[:_COMPARED]))
    return Counter(word[:_STEM] for word in words if word not in _NO_MATTER[language])


_SHORT_STEM = 3
"""Letters: women or men, deal or agreement of the two genders are no second meaning."""


def same_words(text: str, other: str, language: Language) -> bool:
    """Whether the words that matter are the same in the same order, whatever their endings."""
    return _stems(text, language) == _stems(other, language)


def _stems(text: str, language: Language) -> list[str]:
    words = _WORD.findall(fold(text[:_COMPARED]))
    return [word[:_SHORT_STEM] for word in words if word not in _NO_MATTER[language]]


_GRAMS = (2, 3, 4)
_COMPARED = 1_500
"""Characters."""


def likeness(text: str, other: str) -> float:
    """From 0 to 1: how many short strings of letters two texts share, whatever their accents and capitals."""
    first, second = (fold(" ".join(_WORD.findall(each[:_COMPARED]))) for each in (text, other))
    shares = []
    for size in _GRAMS:
        ours = Counter(first[start : start + size] for start in range(len(first) - size + 1))
        theirs = Counter(second[start : start + size] for start in range(len(second) - size + 1))
        total = ours.total() + theirs.total()
        if total:
            shares.append(2 * (ours & theirs).total() / total)
    return sum(shares) / len(shares) if shares else 1.0
