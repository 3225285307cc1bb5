"""The words of every command, per language, and how a typed word is folded before it is compared.

The first word of each list is the one that help texts show. A word may stand in several languages, but always for the
same part of a command; `tests/core/test_commands.py` holds that.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal

from bot.core.command_words_en import ENGLISH
from bot.core.command_words_es import SPANISH
from bot.core.command_words_fr import FRENCH
from bot.core.in_languages import InLanguages
from bot.core.model import Language

Part = str
"""What a word says in a command, whatever its language: the keys of the three lists."""
VerifyAction = Literal["confirm", "cancel"]

_LISTS: Mapping[Language, Mapping[Part, str]] = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH}
WORDS: Mapping[Part, InLanguages[tuple[str, ...]]] = {
    part: InLanguages({language: tuple(words[part].split()) for language, words in _LISTS.items()}) for part in ENGLISH
}
"""`learn` in `commands` puts those of further languages beside them, before the first command is read."""

ACCENTED: Mapping[str, Part] = {"résumé": "digest", "resumé": "digest"}
"""Words that mean something else without their accents: "resume" ends a pause."""

VERIFY_ACTIONS: Mapping[VerifyAction, Mapping[Language, tuple[str, ...]]] = {
    "confirm": InLanguages(
        {
            "en": ("confirm", "same", "yes"),
            "es": ("confirmar", "confirmo", "iguales", "sí"),
            "fr": ("confirmer", "confirme", "identiques", "oui"),
        }
    ),
    "cancel": InLanguages(
        {
            "en": ("cancel", "different", "no"),
            "es": ("cancelar", "cancelo", "diferentes", "no"),
            "fr": ("annuler", "annule", "différents", "non"),
        }
    ),
}
"""What may follow the word for verifying; nothing of it means "start"."""

FILLERS = frozenset(
    "a al de del el la las lo los en por favor porfa porfavor xfa of the for on in please pls plz my our du des le les"
    " au aux svp stp un une una mon ma mes mi mis nuestra nos notre sur and y e et con with pour para que q k xq"
    " gracias grax thanks thx merci hola hello bonjour is es est quiero ver saber dame show get give want see voir veux"
    " donne montre avec puede puedes dar can you what"
    " cual quel quelle".split()
)
"""Words that carry nothing in a command: `!estado de la petición 7K2-M9X, por favor`."""

DICTATED = (
    ("signo", "de", "admiracion"),
    ("signo", "de", "exclamacion"),
    ("abre", "signo", "de", "admiracion"),
    ("abre", "signo", "de", "exclamacion"),
    ("abrir", "signo", "de", "admiracion"),
    ("abrir", "signo", "de", "exclamacion"),
    ("exclamation", "mark"),
    ("exclamation", "point"),
    ("point", "d'exclamation"),
)
"""What dictation writes when a person says the name of the sign, folded."""

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'", "‘": "'", "ʼ": "'"})


def fold(text: str) -> str:
    """No case, accents, ligatures, wide or hidden signs: to compare command words, never for text that is kept."""
    wide = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    bare = "".join(c for c in wide if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return unicodedata.normalize("NFKD", bare.casefold().translate(_LIGATURES))
