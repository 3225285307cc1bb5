"""Regular forms of English, Spanish and French words that no dictionary of the engine has.

Only what is regular: an irregular plural is written out where the word is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.core.model import Language

_PREPOSITIONS: Mapping[Language, frozenset[str]] = {
    "en": frozenset("of for to in on at".split()),
    "es": frozenset("de del a al en por para con sin".split()),
    "fr": frozenset("de du des d à au aux en sur pour par sans".split()),
}
_WORD = re.compile(r"[^\s'’-]+")


def plural(phrase: str, language: Language) -> str:
    """The plural of a noun phrase: of its head and the adjectives beside it."""
    words = list(_WORD.finditer(phrase))
    head = next((n for n, word in enumerate(words) if word[0].lower() in _PREPOSITIONS[language]), len(words))
    # An English noun comes last in its phrase; a Spanish or French one agrees with its adjectives.
    first = max(head - 1, 0) if language == "en" else 0
    result = phrase
    for word in reversed(words[first:head]):
        result = result[: word.start()] + _plural_word(word[0], language) + result[word.end() :]
    return result


def _plural_word(word: str, language: Language) -> str:
    match language:
        case "en":
            if re.search(r"(?:s|x|z|ch|sh)$", word):
                return word + "es"
            return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"
        case "es":
            if word[-1] in "aeiouáéó":
                return word + "s"
            if word.endswith("z"):
                return word[:-1] + "ces"
            if word.endswith(("ión", "ón")):
                return word[:-2] + "ones"
            return word + "es"
        case _:
            if word[-1] in "sxz":
                return word
            if word.endswith("al"):
                return word[:-1] + "ux"
            return word + ("x" if word.endswith("eau") else "s")


_PERSONS = ("<p1><sg>", "<p2><sg>", "<p3><sg>", "<p1><pl>", "<p2><pl>", "<p3><pl>")
_SPANISH_AR: Mapping[str, str] = {
    "pri": "o as a amos áis an",
    "pii": "aba abas aba ábamos abais aban",
    "ifi": "é aste ó amos asteis aron",
    "fti": "aré arás ará aremos aréis arán",
    "cni": "aría arías aría aríamos aríais arían",
    "prs": "e es e emos éis en",
    "pis": "ara aras ara áramos arais aran",
}
_FRENCH_ER: Mapping[str, str] = {
    "pri": "e es e ons ez ent",
    "pii": "ais ais ait ions iez aient",
    "ifi": "ai as a âmes âtes èrent",
    "fti": "erai eras era erons erez eront",
    "cni": "erais erais erait erions eriez eraient",
    "prs": "e es e ions iez ent",
    "pis": "asse asses ât assions assiez assent",
}
_PARTICIPLES: Mapping[Language, Mapping[str, str]] = {
    "es": {"<m><sg>": "ado", "<f><sg>": "ada", "<m><pl>": "ados", "<f><pl>": "adas"},
    "fr": {"<m><sg>": "é", "<f><sg>": "ée", "<m><pl>": "és", "<f><pl>": "ées"},
}


_DOUBLED = re.compile(r"^(?:[^aeiou]*|squ)[aeiou][bdgklmnprt]$|overlap$|equip$")
"""English verbs that double their last letter: skipped, jammed."""


def verb_forms(infinitive: str, language: Language) -> Iterator[tuple[str, str]]:
    """Each form of a regular verb with the engine's tags: Spanish in -ar, French in -er, English weak ones."""
    match language:
        case "en":
            stem = infinitive.removesuffix("e")
            if _DOUBLED.search(infinitive):
                stem = infinitive + infinitive[-1]
            past = infinitive[:-1] + "ied" if re.search(r"[^aeiou]y$", infinitive) else stem + "ed"
            yield from (("<inf>", infinitive), ("<pres>", infinitive), ("<imp>", infinitive))
            yield from (("<past>", past), ("<pp>", past), ("<ger>", stem + "ing"), ("<subs>", stem + "ing"))
            yield "<pri><p3><sg>", _plural_word(infinitive, "en")
        case "es":
            yield from _conjugated(infinitive.removesuffix("ar"), "ar", "ando", _SPANISH_AR, "es")
            stem = _before(infinitive.removesuffix("ar"), "a", "es")
            yield from (("<imp><p2><sg>", stem + "a"), ("<imp><p3><sg>", _before(stem, "e", "es") + "e"))
            yield "<imp><p3><pl>", _before(stem, "e", "es") + "en"
        case _:
            stem = infinitive.removesuffix("er")
            yield from _conjugated(stem, "er", "ant", _FRENCH_ER, "fr")
            yield "<imp><p2><sg>", _before(stem, "e", "fr") + "e"
            yield from (("<imp><p1><pl>", _before(stem, "ons", "fr") + "ons"), ("<imp><p2><pl>", stem + "ez"))


def _conjugated(
    stem: str, infinitive: str, gerund: str, tenses: Mapping[str, str], language: Language
) -> Iterator[tuple[str, str]]:
    yield "<inf>", stem + infinitive
    yield "<ger>", _before(stem, gerund, language) + gerund
    for agreement, ending in _PARTICIPLES[language].items():
        yield f"<pp>{agreement}", stem + ending
    for tense, endings in tenses.items():
        for person, ending in zip(_PERSONS, endings.split(), strict=True):
            yield f"<{tense}>{person}", _before(stem, ending, language) + ending


def _before(stem: str, ending: str, language: Language) -> str:
    """The stem as it is written before this ending: `busqu-e`, `mange-ons`, `prélèv-e`."""
    if language == "es":
        if ending[0] in "eé":
            return re.sub(r"(?:c|g|z)$", lambda found: {"c": "qu", "g": "gu", "z": "c"}[found[0]], stem)
        return stem
    if ending[0] in "aâo" and stem.endswith("g"):
        return stem + "e"
    if ending in ("e", "es", "ent") or ending.startswith("er"):
        if stem.endswith(("ay", "oy", "uy")):
            return stem[:-1] + "i"
        if not ending.startswith("er"):
            stem = re.sub(r"é((?:[bcdfgt]r|gu|[cdgnrst]))$", r"è\1", stem)
        return re.sub(r"[eé]([lmnv])$", r"è\1", stem) if re.search(r"e[lmnv]$|él[eè]?v$", stem) else stem
    return stem


def verb_table(listed: str, language: Language) -> dict[str, str]:
    """Forms by tags; `aprobar:aprueb` names the stem that the stress changes."""
    infinitive, _, stressed = listed.partition(":")
    forms: dict[str, str] = {}
    for tags, form in verb_forms(infinitive, language):
        forms.setdefault(tags, form)
    if stressed:
        stem = infinitive[:-2]
        for tags, form in forms.items():
            if tags.startswith(("<pri>", "<prs>", "<imp>")) and not tags.endswith(("<p1><pl>", "<p2><pl>")):
                forms[tags] = stressed + form[len(stem) :]
    return forms
