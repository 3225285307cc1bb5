"""The words that raise a disclosure, delete a record, launch a survey or a date, sign a proposal, steer a dialogue.

Never a single letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.core.command_asides import PLEASE
from bot.core.command_words import fold
from bot.core.in_languages import InLanguages
from bot.core.model import Language

WordFor = Literal[
    "publish",
    "delete",
    "save",
    "import",
    "launch",
    "keep",
    "enough",
    "add",
    "remove",
    "vouch",
    "offer",
    "reveal",
    "consent",
    "sign",
    "sign by name",
]

WORDS: Mapping[WordFor, Mapping[Language, str]] = {
    "publish": InLanguages({"en": "publish", "es": "publicar", "fr": "publier"}),
    "delete": InLanguages({"en": "delete", "es": "borrar", "fr": "supprimer"}),
    "remove": InLanguages({"en": "remove", "es": "quitar", "fr": "retirer"}),
    "offer": InLanguages({"en": "offer", "es": "ofrecer", "fr": "offrir"}),
    "reveal": InLanguages({"en": "reveal", "es": "revelar", "fr": "révéler"}),
    "consent": InLanguages({"en": "consent", "es": "consentir", "fr": "consentir"}),
    "sign": InLanguages({"en": "sign", "es": "firmar", "fr": "signer"}),
    "sign by name": InLanguages({"en": "sign by name", "es": "firmar con nombre", "fr": "signer avec le nom"}),
    "vouch": InLanguages({"en": "vouch", "es": "avalar", "fr": "parrainer"}),
    "import": InLanguages({"en": "import", "es": "importar", "fr": "importer"}),
    "save": InLanguages({"en": "save", "es": "guardar", "fr": "enregistrer"}),
    "launch": InLanguages({"en": "launch", "es": "lanzar", "fr": "lancer"}),
    "keep": InLanguages({"en": "keep", "es": "conservar", "fr": "garder"}),
    "enough": InLanguages({"en": "enough", "es": "basta", "fr": "assez"}),
    "add": InLanguages({"en": "add", "es": "agregar", "fr": "ajouter"}),
}
_STEERING: Mapping[str, str] = {
    fold(word): meaning
    for meaning, words in (
        ("cancel", "cancel cancelar annuler"),
        ("back", "back atrás retour volver"),
        ("skip", "skip omitir saltar passer sauter"),
    )
    for word in words.split()
}
STEERING: Mapping[str, Mapping[Language, str]] = {
    "cancel": InLanguages({"en": "cancel", "es": "cancelar", "fr": "annuler"}),
    "back": InLanguages({"en": "back", "es": "atrás", "fr": "retour"}),
    "skip": InLanguages({"en": "skip", "es": "omitir", "fr": "passer"}),
}


SHOWING: frozenset[WordFor] = frozenset(("publish", "offer", "reveal", "consent"))
"""What others have read cannot be taken back."""
_POLITE: frozenset[WordFor] = frozenset(("save", "keep", "enough"))
"""What only the writer's own group sees: "guardar por favor" is as good."""
_SIGNS = ("!", "！")


def is_word(typed: str, wanted: WordFor) -> bool:
    """The word of any of the languages, in any case; nothing beside it but, where it shows nothing, a "please".

    With the sign of a command only where that shows nothing to anybody: "!publish" asks about the command of that name.
    """
    if wanted in SHOWING and typed.lstrip().startswith(_SIGNS):
        return False
    said = _bare(typed)
    if wanted in _POLITE:
        said = " ".join(word for word in said.split() if word not in PLEASE)
    return said in {fold(word) for word in WORDS[wanted].values()}


def is_any_word(typed: str) -> bool:
    """One of them, whether anything waits for it or not."""
    return any(is_word(typed, wanted) for wanted in WORDS)


def says_yes(typed: str) -> bool:
    """What is typed where others take it for a yes, and what is none here."""
    return _bare(typed) in _YES or typed.strip().startswith("👍")


_YES = frozenset(
    fold(word.strip())
    for word in (
        "yes, y, yeah, yep, ok, okay, sure, do it, i agree, confirm, sí, si, s, claro, vale, de acuerdo, confirmo"
        ", hazlo, hágalo, adelante, oui, o, ouais, d'accord, daccord, je confirme, confirmer, vas-y, allez-y"
    ).split(",")
)


def steering(typed: str) -> str | None:
    """`cancel`, `back` or `skip` when that is all that was typed."""
    return _STEERING.get(_bare(typed))


def _bare(typed: str) -> str:
    return fold(typed[:100]).strip(" \t\r\n.,;:!¡¿?\"'«»“”‘’()[]*_`\u00a0")
