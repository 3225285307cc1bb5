"""Our own words in the stream between Apertium's programs.

`^surface/lemma<tags>/…$` after the analysis, `^lemma<tags>/translation<tags>$` after the bilingual dictionary,
`^lemma<tags>$` before the words are inflected. All functions are total: what they do not know they leave.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.core.lexicon import CODE, CODE_WORD, Lexicon
from bot.core.model import Language
from bot.translation.stream_format import UNSURE

Rule = Callable[[str], str]
"""A step on a whole stream or text."""

_UNIT = re.compile(r"\^((?:[^$\\^]|\\.)*)\$")
_NOUN = re.compile(r"^([^<]+)<n>")
_NUMBER = re.compile(r"<(sg|pl)>")
_UNTRANSLATED = re.compile(r"^([^<]+)((?:<[^<>]+>)+)$")


def apply(rules: Sequence[Rule], stream: str) -> str:
    for rule in rules:
        stream = rule(stream)
    return stream


def rewrite(pattern: str, replacement: str | Callable[[re.Match[str]], str], flags: int = 0) -> Rule:
    compiled = re.compile(pattern, flags)
    return lambda stream: compiled.sub(replacement, stream)


def analysed(stream: str, lexicon: Lexicon, language: Language, verbs: Mapping[str, Sequence[str]]) -> str:
    """Give codes their grammar, and the nouns of the lexicon their code."""

    after_article = False

    def read(found: re.Match[str]) -> str:
        nonlocal after_article
        surface, *readings = found[1].split("/")
        was_after_article, after_article = after_article, any("<det>" in reading for reading in readings)
        marked = CODE_WORD.fullmatch(surface)
        if marked is not None:
            number = "sg" if marked[2].lower() == "x" else "pl"
            return f"^{surface}/{_noun(marked[1], number, lexicon, language)}$"
        match = lexicon.word(surface, language)
        is_form = match is not None and lexicon.writes(match[0], surface, language)
        if readings and readings[0].startswith("*") and not is_form and surface.lower() in verbs:
            known = [reading.capitalize() if surface[0].isupper() else reading for reading in verbs[surface.lower()]]
            return f"^{'/'.join([surface, *known])}$"
        if match is None or not readings:
            return found[0]
        code = match[0].capitalize() if surface[0].isupper() else match[0]
        ours = _noun(code, match[1], lexicon, language)
        if readings[0].startswith("*"):
            return f"^{surface}/{ours}$"
        others = [reading for reading in readings if not _NOUN.match(reading)]
        if len(others) == len(readings):
            # supervisora: only an adjective to the dictionary
            if all("<adj>" in reading for reading in readings):
                return f"^{surface}/{ours}$"
            # su renuncia: a form of a verb alone to the dictionary
            return f"^{'/'.join([surface, ours, *readings])}$" if was_after_article else found[0]
        return f"^{'/'.join([surface, ours, *others])}$"

    return _UNIT.sub(read, stream)


def looked_up(stream: str, lexicon: Lexicon, target: Language, senses: Mapping[str, str]) -> str:
    """Codes with their grammar in the target language; other words in the sense of the domain."""

    def choose(found: re.Match[str]) -> str:
        source, *translations = found[1].split("/")
        known = _UNTRANSLATED.match(source)
        if known is None:
            return found[0]
        lemma, tags = known[1], known[2]
        if CODE.fullmatch(lemma):
            return f"^{source}/{_translated_noun(lemma, tags, lexicon, target)}$"
        part = tags[: tags.index(">") + 1]
        sense = senses.get(lemma.lower() + part)
        if sense is None or not translations:
            return found[0]
        return f"^{source}/{_in_sense(sense, lemma, part, tags, translations[0])}$"

    return _UNIT.sub(choose, stream)


def inflected(
    stream: str, lexicon: Lexicon, language: Language, verbs: Mapping[str, Mapping[str, str]], *, keep_codes: bool
) -> str:
    """Words for the codes, which stay codes on the way through Spanish, and forms of our verbs."""

    def write(found: re.Match[str]) -> str:
        if found[1].startswith("*"):
            word = found[1][1:]
            is_sure = word[0].isupper() or word in _OUR_WORDS or _STAND_IN.match(word) or not word[0].isalpha()
            return word if is_sure else UNSURE + word
        verb, *clitics = found[1].split("+")
        if clitics and (form := _own_form(verb, verbs)) is not None:
            return _with_clitics(form, clitics)
        unit = _UNTRANSLATED.match(found[1].lstrip("@#*"))
        if unit is not None and unit[2].startswith("<vblex>") and unit[1].lower() in verbs:
            form = verbs[unit[1].lower()].get(_without_gender_of(unit[2]))
            return found[0] if form is None else form.capitalize() if unit[1][0].isupper() else form
        if unit is None or not CODE.fullmatch(unit[1]):
            return found[0]
        is_plural = "<pl>" in unit[2]
        if keep_codes:
            return unit[1] + ("y" if is_plural else "x")
        return lexicon.rendered(unit[1], is_plural=is_plural, language=language)

    return _UNIT.sub(write, stream)


def units_of(stream: str) -> frozenset[str]:
    """The words of a finished translation with their grammar, for the next step on a way of two."""
    return frozenset(part.lower() for unit in _UNIT.findall(stream) for part in unit.split("+"))


def as_meant(stream: str, meant: frozenset[str]) -> str:
    """The readings that the step before meant, where a form has several: `firmamos` is past or present."""

    def choose(found: re.Match[str]) -> str:
        surface, *readings = found[1].split("/")
        kept = [reading for reading in readings if reading.partition("+")[0].lower() in meant]
        return f"^{'/'.join([surface, *kept])}$" if kept else found[0]

    return _UNIT.sub(choose, stream)


def _noun(code: str, number: str, lexicon: Lexicon, language: Language) -> str:
    form = lexicon.form(code, language)
    if form is not None and form.gender == "adv":
        return f"{code}<adv>"
    gender = f"<{form.gender}>" if form is not None and form.gender else ""
    return f"{code}<n>{gender}<{number}>"


def _translated_noun(code: str, tags: str, lexicon: Lexicon, target: Language) -> str:
    form = lexicon.form(code, target)
    number = _NUMBER.search(tags)
    if form is None:
        return code + tags
    return _noun(code, form.number or (number[1] if number else "sg"), lexicon, target)


def _in_sense(sense: str, lemma: str, part: str, tags: str, translation: str) -> str:
    """`despedir<vblex>` with the inflection that the dictionary's own translation has."""
    theirs = _UNTRANSLATED.match(translation.lstrip("@"))
    rest = theirs[2] if theirs is not None else tags
    new = _UNTRANSLATED.match(sense)
    if new is None:
        return translation
    rest = rest.removeprefix(part) if rest.startswith(part) else rest[rest.index(">") + 1 :]
    # A gender that the sense brings takes the place of the other word's.
    if new[2].count("<") > 1:
        rest = re.sub(r"<(?:m|f|mf|GD)>", "", rest)
    word = new[1].capitalize() if lemma[0].isupper() and new[1][0].islower() else new[1]
    return f"{word}{new[2]}{rest}"


_CLITIC = {
    "<p1><mf><sg>": "me", "<p1><mf><pl>": "nos", "<p2><mf><sg>": "te",
    "<p3><m><sg>": "lo", "<p3><f><sg>": "la", "<p3><m><pl>": "los", "<p3><f><pl>": "las", "<p3><nt>": "lo",
    "<p3><mf><sg>": "le", "<p3><mf><pl>": "les",
}  # fmt: skip


def _own_form(unit: str, verbs: Mapping[str, Mapping[str, str]]) -> str | None:
    known = _UNTRANSLATED.match(unit)
    return verbs.get(known[1].lower(), {}).get(_without_gender_of(known[2])) if known is not None else None


def _with_clitics(form: str, clitics: Sequence[str]) -> str:
    """intimidar + nos -> intimidarnos"""
    if form.endswith("ando"):
        form = form[:-4] + "ándo"
    return form + "".join(_CLITIC.get(clitic.partition("<enc>")[2], "") for clitic in clitics)


_STAND_IN = re.compile(r"qz[a-z]{2}a$", re.IGNORECASE)
_OUR_WORDS = frozenset(
    "ella él ustedes no not fue fueron fui fuimos fuiste es son soy somos eres quien quienes yo tú nosotros ellos "
    "ellas pas hace what time a qué hora el de "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
)
"""Words that the rules put into the source in the target language."""


def _without_gender_of(tags: str) -> str:
    """`<vblex><pp><GD><ND>` and the like fall back to the masculine singular."""
    return tags.removeprefix("<vblex>").replace("<mf>", "<m>").replace("<GD>", "<m>").replace("<ND>", "<sg>")


_FIRST_OF_SENTENCE = re.compile(r"(?:^|<sent>\$|<lquest>\$|<lpar>\$|<colon>\$)[^^$]*$")
TIDY: tuple[Rule, ...] = (rewrite(r"  +", " "), rewrite(r"(?<=\w) +(?=[.,?!](?:\s|$))", ""))
"""Spaces that stay where Apertium drops a word."""
_SMALL_WORDS = frozenset("pr det cnjadv cnjcoo cnjsub prn rel vbser vbhaver vbmod vbdo vaux adv vblex predet".split())
_MOVED_CAPITAL = re.compile(r"\^([A-ZÀ-Þ])([^$<]*<(?:n|vblex|adj|pr|det|adv|cnj\w+|prn|rel|vb\w+|num|predet)>)")


def lower_inside(stream: str, *, nouns: bool = True) -> str:
    """Capitals that stayed behind when the words changed places; names (`np`) and codes keep theirs.

    English writes some nouns and adjectives with one, as Friday: `nouns` says whether they are lowered too.
    """

    def lower(found: re.Match[str]) -> str:
        before = stream[: found.start()]
        if _FIRST_OF_SENTENCE.search(before) or CODE.match(found[1] + found[2]):
            return found[0]
        if not nouns and found[2].rpartition("<")[2].rstrip(">") not in _SMALL_WORDS:
            return found[0]
        return f"^{found[1].lower()}{found[2]}"

    return _MOVED_CAPITAL.sub(lower, stream)
