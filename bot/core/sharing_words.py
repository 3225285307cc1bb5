"""The words that raise a disclosure, delete a record, launch a survey or a date, or lead through a dialogue.

Never a single letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.core.command_words import fold
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
]

WORDS: Mapping[WordFor, Mapping[Language, str]] = {
    "publish": {"en": "publish", "es": "publicar", "fr": "publier"},
    "delete": {"en": "delete", "es": "borrar", "fr": "supprimer"},
    "remove": {"en": "remove", "es": "quitar", "fr": "retirer"},
    "offer": {"en": "offer", "es": "ofrecer", "fr": "offrir"},
    "reveal": {"en": "reveal", "es": "revelar", "fr": "révéler"},
    "consent": {"en": "consent", "es": "consentir", "fr": "consentir"},
    "vouch": {"en": "vouch", "es": "avalar", "fr": "parrainer"},
    "import": {"en": "import", "es": "importar", "fr": "importer"},
    "save": {"en": "save", "es": "guardar", "fr": "enregistrer"},
    "launch": {"en": "launch", "es": "lanzar", "fr": "lancer"},
    "keep": {"en": "keep", "es": "conservar", "fr": "garder"},
    "enough": {"en": "enough", "es": "basta", "fr": "assez"},
    "add": {"en": "add", "es": "agregar", "fr": "ajouter"},
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
    "cancel": {"en": "cancel", "es": "cancelar", "fr": "annuler"},
    "back": {"en": "back", "es": "atrás", "fr": "retour"},
    "skip": {"en": "skip", "es": "omitir", "fr": "passer"},
}


def is_word(typed: str, wanted: WordFor) -> bool:
    """The word of any of the languages, in any case and with or without the sign of a command; nothing beside it."""
    return _bare(typed) in {fold(word) for word in WORDS[wanted].values()}


def steering(typed: str) -> str | None:
    """`cancel`, `back` or `skip` when that is all that was typed."""
    return _STEERING.get(_bare(typed))


def _bare(typed: str) -> str:
    return fold(typed[:100]).strip(" \t\r\n.,;:!¡¿?\"'«»“”‘’()[]*_`\u00a0")
