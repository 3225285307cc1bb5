"""What the programs of a general dictionary answer about single words, and the words of ours that come of it.

All functions are total: an answer that says nothing gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.lexicon import Form
from bot.core.model import Language
from bot.translation.clauses.general_words import GeneralWord, general_name
from bot.translation.clauses.words import Noun, Small

_UNIT = re.compile(r"\^((?:[^$\\^]|\\.)*)\$")
_READING = re.compile(r"([^<>/+#*@]+)((?:<[a-zA-Z0-9]+>)+)")
_NUMBERS = ("sg", "pl", "sp")
_MANNER: Mapping[Language, str] = {"en": "ly", "es": "mente", "fr": "ment"}
"""Endings of adverbs that stand where any of manner does. Others are small words, which the readers know or not."""
_PARTICIPLES = frozenset(("pp", "past", "ger", "pprs", "subs"))
_AGENT = re.compile(r"(?:ista|nte|iatra|eta)$")
"""Spanish nouns of either gender that name somebody."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of the dictionary: its lemma and the tags of its form."""

    lemma: str
    tags: tuple[str, ...]

    @property
    def part(self) -> str:
        return self.tags[0]

    @property
    def gender(self) -> str:
        return next((tag for tag in self.tags if tag in ("m", "f", "mf")), "m" if "GD" in self.tags else "")

    @property
    def number(self) -> str:
        return next((tag for tag in self.tags if tag in _NUMBERS), "")

    def __str__(self) -> str:
        return f"^{self.lemma}{''.join(f'<{tag}>' for tag in self.tags)}$"

    def of(self, *tags: str) -> Unit:
        """With its part of speech and these tags."""
        return Unit(self.lemma, (self.part, *filter(None, tags)))


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a word may be that is in the dictionary."""

    written: str
    noun: Unit | None = None
    plurals: tuple[bool, ...] = ()
    adjective: Unit | None = None
    adverb: Unit | None = None
    is_verb: bool = False

    @property
    def units(self) -> Sequence[Unit]:
        return [unit for unit in (self.noun, self.adjective, self.adverb) if unit is not None]


def analysis(answer: str, written: str, language: Language) -> Analysis | None:
    """None for a word that the dictionary does not know; an analysis without units for one that is of no use."""
    unit = _UNIT.search(answer)
    surface, *readings = unit[1].split("/") if unit is not None else [""]
    if surface != written or not readings or readings[0].startswith("*"):
        return None
    nothing = Analysis(written.lower())
    if written[0].isupper():
        # at the beginning of a sentence
        readings = [reading.lower() for reading in readings]
    units = [_unit(reading) for reading in readings]
    known = [each for each in units if each is not None]
    parts = {each.part for each in known}
    if len(known) < len(units) or not parts <= {"n", "adj", "adv", "vblex"}:
        # A name, or a small word: these are what the readers have to know themselves.
        return nothing
    is_verb = "vblex" in parts
    nouns = {(each.lemma, each.gender) for each in known if each.part == "n"}
    noun = next((each for each in known if each.part == "n"), None) if len(nouns) == 1 else None
    numbers = {each.number for each in known if each.part == "n"}
    plurals = (False, True) if "sp" in numbers or len(numbers) > 1 else ("pl" in numbers,)
    adjectives = {each.lemma: each for each in known if each.part == "adj" and not {"comp", "sup"} & {*each.tags}}
    is_participle = all(_PARTICIPLES & {*each.tags} for each in known if each.part == "vblex")
    adjective = next(iter(adjectives.values())) if len(adjectives) == 1 and (not is_verb or is_participle) else None
    adverb = next((each for each in known if each.part == "adv" and written.endswith(_MANNER[language])), None)
    if len(nouns) > 1 or ("adv" in parts and (adverb is None or is_verb)):
        return nothing
    return Analysis(written.lower(), noun, plurals if noun else (), adjective, adverb, is_verb)


def translation(answer: str) -> Unit | None:
    """None where the dictionary has no word, or several that it would have to choose from."""
    unit = _UNIT.search(answer)
    _, *readings = unit[1].split("/") if unit is not None else [""]
    return _unit(readings[0]) if len(readings) == 1 else None


def _unit(reading: str) -> Unit | None:
    found = _READING.fullmatch(reading)
    return Unit(found[1], tuple(re.findall(r"<(\w+)>", found[2]))) if found is not None else None


def in_full(unit: Unit, language: Language) -> Sequence[Unit]:
    """As another dictionary may know it: with the gender and number that this one leaves open."""
    if language == "en" or unit.part not in ("n", "adj"):
        return (unit,)
    number = unit.number or "sg"
    genders = [unit.gender] if unit.gender and unit.part == "n" else [unit.gender or "m", "mf"]
    return [unit.of(gender, number) for gender in dict.fromkeys((*genders, "mf"))]


FORMS = 8
"""Wanted of each word at the most."""


def wanted(unit: Unit, language: Language) -> Sequence[Unit]:
    """The forms that tell how it is written."""
    match unit.part:
        case "n":
            genders = [""] if language == "en" else [unit.gender]
            return [unit.of(gender, number) for gender in genders for number in _NUMBERS]
        case "adj" if language != "en":
            every = [unit.of(gender, number) for number in ("sg", "pl") for gender in ("m", "f", "mf")]
            return [*every, unit.of("m", "sp"), unit.of("mf", "sp")]
        case _:
            return ()


def somebody(unit: Unit) -> Sequence[Unit]:
    """The forms that tell whether a Spanish noun names somebody."""
    return [unit.of("m", "sg"), unit.of("f", "sg")] if unit.part == "n" else ()


def is_somebody(unit: Unit, forms: Mapping[str, str]) -> bool:
    """panadero, panadera; periodista: things have one gender."""
    he, she = (forms.get(str(each)) for each in somebody(unit))
    return bool(he and she and he != she) or (unit.gender == "mf" and bool(_AGENT.search(unit.lemma)))


def noun_form(unit: Unit, language: Language, forms: Mapping[str, str]) -> Form | None:
    one, many, either = (forms.get(str(each)) for each in wanted(unit, language))
    singular, plural = one or either, many or either
    number = "" if singular and plural else "sg" if singular else "pl"
    if unit.number == "pl" and not one:
        number = "pl"
    written = singular or plural
    if not written:
        return None
    return Form(singular or written, plural or written, "" if language == "en" else unit.gender or "m", number)


def adjective_forms(unit: Unit, language: Language, forms: Mapping[str, str]) -> str | None:
    """The four of Spanish and French with slashes between them; the one of English."""
    if language == "en":
        return unit.lemma
    him, her, one, them, hers, all_, he, she = (forms.get(str(each)) for each in wanted(unit, language))
    either = he or she
    four = (him or one or either, her or one or either, them or all_ or either, hers or all_ or either)
    return "/".join(filter(None, four)) if all(four) else None


def generated(asked: Sequence[Unit], answers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The forms that the generator knows."""
    for unit, answer in zip(asked, answers, strict=True):
        if answer and not answer.startswith(("#", "*", "@")) and "<" not in answer:
            yield str(unit), answer.replace("’", "'").replace("œ", "oe")


def general_word(
    found: Analysis,
    language: Language,
    meant: Mapping[tuple[Unit, Language], Unit],
    forms: Mapping[Language, Mapping[str, str]],
) -> GeneralWord | None:
    """`meant`: the translations of its units. A noun may lack one of the two; then it is said in the other alone."""
    noun = adjective = adverb = None
    if (unit := found.noun) is not None:
        of_noun = {
            of: (form,)
            for of, each in _said(unit, language, meant)
            if (form := noun_form(each, of, forms[of])) is not None
        }
        spanish = unit if language == "es" else meant.get((unit, "es"))
        if of_noun and spanish is not None:
            names_somebody = is_somebody(spanish, forms["es"])
            # "They need milk": a bare singular is one of what is not counted. Nothing tells which nouns these are.
            number = "sg" if language == "en" and found.plurals == (False,) and not names_somebody else ""
            here = Form(found.written, found.written, "" if language == "en" else unit.gender, number)
            noun = Noun(general_name(found.written), {**of_noun, language: (here,)}, names_somebody)
    if (unit := found.adjective) is not None:
        words = {
            of: said for of, each in _said(unit, language, meant) if (said := adjective_forms(each, of, forms[of]))
        }
        if _is_enough(words, language):
            adjective = Small("adj", {**{of: (said,) for of, said in words.items()}, language: (found.written,)})
    if (unit := found.adverb) is not None:
        lemmas = {of: each.lemma for of, each in _said(unit, language, meant)}
        if _is_enough(lemmas, language):
            adverb = Small("adv", {**{of: (said,) for of, said in lemmas.items()}, language: (found.written,)})
    if noun is None and adjective is None and adverb is None:
        return None
    return GeneralWord(found.written, noun, found.plurals, adjective, adverb, found.is_verb)


def _said(
    unit: Unit, language: Language, meant: Mapping[tuple[Unit, Language], Unit]
) -> Iterator[tuple[Language, Unit]]:
    for (each, of), translated in meant.items():
        if each == unit and of != language:
            yield of, translated


def _is_enough(forms: Mapping[Language, object], language: Language) -> bool:
    """English names adjectives and adverbs, and with Spanish goes how they are read."""
    return {"en", "es"} - {language} <= forms.keys()
