"""How people say that there is nothing to tell, or that they do not know, instead of skipping a question."""

from __future__ import annotations

import re

from bot.core.command_words import fold

_WORDS = re.compile(r"[^\W_]+")


def _said(typed: str) -> str:
    return " ".join(_WORDS.findall(fold(typed[:100])))


_NOTHING = frozenset(
    _said(words)
    for words in (
        "no; not yet; none; nothing; never; n/a; na; it was not; not filed; not filed yet"
        "; todavía no; aún no; ninguno; ninguna; nada; nunca; no aplica; no se ha presentado; sin presentar"
        "; non; pas encore; aucun; aucune; rien; jamais; s.o.; sans objet; pas déposée; pas encore déposée"
    ).split(";")
)
_UNKNOWN = frozenset(
    _said(words)
    for words in (
        "i don't know; don't know; i dont know; dont know; dunno; idk; not sure; no idea; unknown; nobody knows"
        "; no sé; nose; no lo sé; no lo sabemos; no sabemos; ni idea; quién sabe; desconocido; desconocida; nadie sabe"
        "; je ne sais pas; je sais pas; sais pas; jsp; on ne sait pas; aucune idée; inconnu; inconnue; personne ne sait"
    ).split(";")
)


def is_nothing(typed: str) -> bool:
    """ "Not yet", "ninguno", a dash."""
    return _said(typed) in _NOTHING or typed.strip() in ("-", "–", "—", "0")


def is_unknown(typed: str) -> bool:
    """ "I don't know", "no sé", a question mark."""
    return _said(typed) in _UNKNOWN or (bool(typed.strip()) and not typed.strip(" ?¿."))
