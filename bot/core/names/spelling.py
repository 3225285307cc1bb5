"""Is a word that no list has a slip, a stretched word or a regular form, rather than a name?"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import Language
from bot.core.names.lexicon import Lexicon

_VOWELS = frozenset("aeiouy")
_SHORT = 3
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ENDINGS: Mapping[Language, tuple[str, ...]] = {
    "en": tuple("s es ed d ing in ly er ers able ness ish y less ization".split()),
    "es": tuple(
        """s es mente me te se lo la le nos los las les melo mela selo sela noslo telo tela selos selas melos melas ito
        ita itos itas ote azo isimo isima cion ciones cito cita ramos semos ran ria rian riamos remos ara aran aramos
        ado ada ados adas ando iendo amos emos aron ieron ista istas izar adora adores ear eando eo ean en an ense nse
        monos eme ete enme enle enlo enla enos ame amela enmela""".split()
    ),
    "fr": tuple(
        """s es e ee ees er ent ait aient ons ez ant eur euse eurs ment x ions erait era ais able age tion
        tions""".split()
    ),
}
_PREFIXES: Mapping[Language, tuple[str, ...]] = {
    "en": tuple("re un non anti over under pre sub inter mis out co de semi multi".split()),
    "es": tuple("re des in anti sobre pre sub inter super auto co mal semi multi contra".split()),
    "fr": tuple("re de dis anti sur sous pre inter auto co mal semi multi contre non mi".split()),
}
_MENDINGS: Mapping[Language, tuple[str, ...]] = {
    "en": ("", "e", "y"),
    "es": ("", "o", "a", "e", "r", "ar", "er", "ir"),
    "fr": ("", "e", "er", "ir", "re"),
}


def is_noise(word: str) -> bool:
    """No vowel, or letters drawn out: mñn, holaaaa, jajaja."""
    if not _VOWELS & set(word):
        return True
    drawn_out = any(word[at] == word[at + 1] == word[at + 2] for at in range(len(word) - 2))
    return drawn_out or (len(word) >= 4 and len(set(word)) <= 3 and word[:2] == word[2:4])


def is_inflected(word: str, language: Language, lexicon: Lexicon) -> bool:
    """A regular form of a word that the lists have: decírselo, sindicalizáramos, reclassées."""
    for ending in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: len(word) - len(ending)]
            least = 1 if len(stem) > _SHORT and len(ending) > 1 else 2
            # sindicalícense, sindicalizar
            stems = (stem, f"{stem[:-1]}z") if language == "es" and stem.endswith("c") else (stem,)
            if any(
                lexicon.notes(written + mend).word_in(language) >= least
                for written in stems
                for mend in _MENDINGS[language]
            ):
                return True
    return _has_prefix(word, language, lexicon)


def _has_prefix(word: str, language: Language, lexicon: Lexicon) -> bool:
    """Resindicalizar, nonunionized, désyndiquer."""
    return any(
        word.startswith(prefix)
        and len(word) - len(prefix) > _SHORT
        and lexicon.notes(word[len(prefix) :]).word_in(language)
        for prefix in _PREFIXES.get(language, ())
    )


def is_compound(word: str, language: Language, lexicon: Lexicon) -> bool:
    """Two usual words written as one, as plants and brands are called; English lends them to the others."""
    if len(word) <= 2 * _SHORT:
        return False
    for at in range(3, len(word) - 2):
        head, tail = lexicon.notes(word[:at]), lexicon.notes(word[at:])
        for spoken in dict.fromkeys((language, "en")):
            if head.word_in(spoken) >= 2 and tail.word_in(spoken) >= 2:
                return True
    return False


def nearest(word: str, language: Language, lexicon: Lexicon) -> str:
    """`word` or `name`, whichever is one slip of a thumb away; a word where both are; empty where none is."""
    near_name = False
    for variant in _one_letter_away(word):
        notes = lexicon.notes(variant)
        if notes.word_in(language) >= 2:
            return "word"
        near_name = near_name or (max(notes.given, notes.surname) == 3 and not notes.word)
    return "name" if near_name else ""


def _one_letter_away(word: str) -> set[str]:
    """Short words have too many neighbours to tell anything."""
    if len(word) < 4:
        return set()
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    shorter = {head + tail[1:] for head, tail in cuts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    changed = {head + letter + tail[1:] for head, tail in cuts if tail for letter in _ALPHABET}
    longer = {head + letter + tail for head, tail in cuts for letter in _ALPHABET}
    return (shorter | swapped | changed | longer) - {word}
