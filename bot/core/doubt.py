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
from bot.core.two_senses import open_to_two_senses

Doubt = Literal[
    "unknown words",
    "translated word by word",
    "negation",
    "numbers",
    "who did it",
    "word with two senses",
    "can be read in two ways",
    "word from a general dictionary",
    "reads differently when translated back",
    "long sentence",
    "language that nobody checks",
]

Way = Literal["", "unsure", "word by word", "two readings", "looked up", "looked up, two readings", "understood"]
"""How an engine came to a translation, as far as it can tell."""

FEWEST_WORDS = 4
"""Of a text that is doubtful for being translated word by word; a shorter one only where somebody does something."""
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
_EVERYBODY: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:all|every|everyone|everybody|both)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:tod[oa]s?|ambos|ambas|cualquiera)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:tout|toute|tous|toutes|chacune?)\b", re.IGNORECASE),
}
"""Beside a negation: not everybody, or nobody? The languages do not keep the same order for it."""
_SOMEBODY_DOES: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:i|you|we|they|he|she|it|me|us|them|him|her|who|is|are|was|were|has|have|had|do|does|did|will|can|must)\b"
        r"|['’](?:m|re|ve|ll|d)\b|\b(?!morning|evening|meeting|nothing)\w{2,}(?:ed|ing)\b|^\W*(?:stop|strike|sign|vote|go|come|stay|call|tell)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:yo|tú|él|ella|ellos|ellas|nosotros|nosotras|me|te|se|nos|lo|les?|es|son|fue|va|van|hay|ha|han|está)\b"
        r"|\w{2}(?:[óéí]|aron|ieron|[aei]mos|aban?|ían?|[ae]n|ando|iendo|r[áé]n?)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:je|tu|ils?|elles?|on|nous|vous|me|te|se|est|sont|a|ont|va|vont)\b|\b[jmts]['’]"
        r"|\w{2}(?:ez|ons|ent|ait|aient|ée?s?)\b",
        re.IGNORECASE,
    ),
}
"""Pronouns, auxiliaries and endings of verbs: signs that even two words say who does something."""
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
    doubts = _of_the_way(way, source_text, source)
    if not {source, target} <= _NEGATION.keys():
        return (*doubts, "language that nobody checks")
    if _negation_may_have_moved(source_text, translation, source, target):
        doubts.append("negation")
    if number_words(source_text, source) != number_words(translation, target):
        doubts.append("numbers")
    # A reader that understood the whole sentence knows who did it: 1 of 50 of these marks stood on a wrong translation.
    understood = way not in ("", "unsure", "word by word")
    if not understood and _person_is_guessed(source_text, translation, source, target):
        doubts.append("who did it")
    if open_to_two_senses(source_text, source, target, understood=understood):
        doubts.append("word with two senses")
    if back is not None and not reads_the_same(source_text, back, source):
        doubts.append("reads differently when translated back")
    if _has_long_sentence(source_text):
        doubts.append("long sentence")
    return tuple(doubts)


def _of_the_way(way: Way, source_text: str, source: Language) -> list[Doubt]:
    doubts: list[Doubt] = ["unknown words"] if way == "unsure" else []
    if way in ("unsure", "word by word") and _says_something(source_text, source):
        doubts.append("translated word by word")
    if way in ("two readings", "looked up, two readings"):
        doubts.append("can be read in two ways")
    if way in ("looked up", "looked up, two readings"):
        doubts.append("word from a general dictionary")
    return doubts


def _has_long_sentence(text: str) -> bool:
    return any(len(_WORD.findall(sentence)) > LONG_SENTENCE_WORDS for sentence in _SENTENCE.findall(text))


def _says_something(text: str, language: Language) -> bool:
    words = len(_WORD.findall(text))
    somebody = _SOMEBODY_DOES.get(language)
    return words >= FEWEST_WORDS or (somebody is not None and bool(somebody.search(text)))


def negated_clauses(text: str, language: Language) -> int:
    """Clauses between commas, so that the two halves of a double negation count once."""
    return len(_negated(text, language))


def _negation_may_have_moved(text: str, translation: str, source: Language, target: Language) -> bool:
    if negated_clauses(text, source) != negated_clauses(translation, target):
        return True
    return any(_EVERYBODY[source].search(clause) for clause in _negated(text, source))


def _negated(text: str, language: Language) -> list[str]:
    return [clause for clause in _CLAUSE.findall(text) if _NEGATION[language].search(clause)]


def number_words(text: str, language: Language) -> Counter[int]:
    values = _NUMBERS[language]
    return Counter(values[word] for word in map(str.lower, _WORD.findall(text)) if word in values)


_NOT_ME_BUT_YOU: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:it|this|that)(?:['’]s| is| was| wasn['’]t| isn['’]t) .{2,40}?\b(?:who|that)\b", re.IGNORECASE
    ),
    "es": re.compile(
        r"\b(?:fu(?:e|eron|i|iste|imos)|es|son|soy|somos|eran?) (?:\w+ ){1,4}?(?:quien(?:es)?|(?:el|la|los|las) que)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\bc(?:e (?:n['’])?|['’])(?:est|était|étaient|sont|furent|fut) "
        r"(?:.{2,40}? qu[ie'’]|.*\b(?:moi|toi|eux|elles?)\b)"
        r"|\bce (?:ne )?sont\b",
        re.IGNORECASE,
    ),
}
"""Sentences that pick out who it was: their verb and their person are made differently in each language."""


def _person_is_guessed(source_text: str, translation: str, source: Language, target: Language) -> bool:
    open_person = _OPEN_PERSON.get((source, target))
    if open_person is not None:
        said, guessed = open_person
        if len(guessed.findall(translation)) > len(said.findall(source_text)):
            return True
    lost = _SHE.get((source, target))
    if lost is not None and len(lost[1].findall(translation)) < len(lost[0].findall(source_text)):
        return True
    return bool(_GUESSED_SOURCE[source].search(source_text) or _NOT_ME_BUT_YOU[source].search(source_text))


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
