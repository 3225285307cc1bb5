"""The words that raise a disclosure, delete a record, launch a survey or a date, sign a proposal, steer a dialogue.

Never a single letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from bot.core.command_asides import PLEASE
from bot.core.command_words import fold
from bot.core.in_languages import in_all
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
    "publish": in_all("publish", "publicar", "publier"),
    "delete": in_all("delete", "borrar", "supprimer"),
    "remove": in_all("remove", "quitar", "retirer"),
    "offer": in_all("offer", "ofrecer", "offrir"),
    "reveal": in_all("reveal", "revelar", "révéler"),
    "consent": in_all("consent", "consentir", "consentir"),
    "sign": in_all("sign", "firmar", "signer"),
    "sign by name": in_all("sign by name", "firmar con nombre", "signer avec le nom"),
    "vouch": in_all("vouch", "avalar", "parrainer"),
    "import": in_all("import", "importar", "importer"),
    "save": in_all("save", "guardar", "enregistrer"),
    "launch": in_all("launch", "lanzar", "lancer"),
    "keep": in_all("keep", "conservar", "garder"),
    "enough": in_all("enough", "basta", "assez"),
    "add": in_all("add", "agregar", "ajouter"),
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
    "cancel": in_all("cancel", "cancelar", "annuler"),
    "back": in_all("back", "atrás", "retour"),
    "skip": in_all("skip", "omitir", "passer"),
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
    if typed.strip().startswith(_YES_SIGNS):
        return True
    if len(typed) > _LONGEST_YES:
        return False
    words = [word for word in _said(typed).split() if word not in PLEASE]
    return bool(words) and (" ".join(words) in _YES or all(word in _YES for word in words))


def _said(typed: str) -> str:
    """Its words without an emoji or a sign between them."""
    return " ".join(_SPOKEN.findall(fold(typed).replace("’", "'")))


_LONGEST_YES = 40
_YES_SIGNS = ("👍", "👌", "✅", "☑", "✔", "🆗")
_SPOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_YES = frozenset(
    _said(word)
    for word in (
        "yes, y, yeah, yep, ok, okay, sure, do it, i agree, confirm, sí, si, s, claro, vale, de acuerdo, confirmo"
        ", hazlo, hágalo, adelante, oui, o, ouais, d'accord, daccord, je confirme, confirmer, vas-y, allez-y"
        ", yup, yea, correct, right, that's right, go ahead, go, please do, fine, agreed, understood, post it, send it"
        ", dale, va, sale, órale, simón, correcto, correcta, así es, así está bien, está bien, listo, lista, entendido"
        ", por supuesto, cómo no, envíalo, envíelo, mándalo, mándelo, publícalo, publíquelo"
        ", exact, exactement, c'est bon, c'est correct, bien sûr, parfait, compris, entendu, c'est beau, envoie"
        ", envoyez"
    ).split(",")
)


def says_no(typed: str) -> bool:
    """What is typed to leave something that was only shown: a whole word, never a letter."""
    return _bare(typed).replace(",", "") in _NO or steering(typed) == "cancel"


_NO = frozenset(
    fold(word.strip())
    for word in (
        "no, nope, no thanks, no thank you, better not, drop it, leave it, no gracias, mejor no, déjalo"
        ", déjelo, non, non merci, pas question, laisse tomber, laissez tomber, laisse faire"
    ).split(",")
)


def steering(typed: str) -> str | None:
    """`cancel`, `back` or `skip` when that is all that was typed."""
    return _STEERING.get(_bare(typed))


def _bare(typed: str) -> str:
    return fold(typed[:100]).strip(" \t\r\n.,;:!¡¿?\"'«»“”‘’()[]*_`\u00a0")
