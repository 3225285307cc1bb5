"""The words of every command, per language, and how a typed word is folded before it is compared.

The first word of each list is the one that help texts show. A word may stand in several languages, but always for the
same part of a command; `tests/core/test_commands.py` holds that.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal

from bot.core.model import Language

Part = Literal["petition", "status", "digest", "verify", "member", "suspend", "restore", "help"]
VerifyAction = Literal["confirm", "cancel"]

WORDS: Mapping[Part, Mapping[Language, tuple[str, ...]]] = {
    "petition": {
        "en": ("petition", "petitions", "complaint", "complaints"),
        "es": ("petición", "peticiones", "queja", "quejas"),
        "fr": ("pétition", "pétitions", "plainte", "plaintes"),
    },
    "status": {
        "en": ("status",),
        "es": ("estado", "estatus"),
        "fr": ("statut", "état"),
    },
    "digest": {
        "en": ("digest", "summary"),
        "es": ("resumen", "boletín"),
        "fr": ("bulletin", "résumé", "sommaire"),
    },
    "verify": {
        "en": ("verify", "verification"),
        "es": ("verificar", "verificación"),
        "fr": ("vérifier", "vérification"),
    },
    "member": {
        "en": ("member", "members"),
        "es": ("miembro", "miembros"),
        "fr": ("membre", "membres"),
    },
    "suspend": {
        "en": ("suspend", "block"),
        "es": ("suspender", "bloquear"),
        "fr": ("suspendre", "bloquer"),
    },
    "restore": {
        "en": ("restore", "reinstate"),
        "es": ("restablecer", "rehabilitar"),
        "fr": ("rétablir", "réintégrer"),
    },
    "help": {
        "en": ("help", "commands"),
        "es": ("ayuda", "comandos"),
        "fr": ("aide", "commandes"),
    },
}

VERIFY_ACTIONS: Mapping[VerifyAction, Mapping[Language, tuple[str, ...]]] = {
    "confirm": {
        "en": ("confirm", "same", "yes"),
        "es": ("confirmar", "confirmo", "iguales", "sí"),
        "fr": ("confirmer", "confirme", "identiques", "oui"),
    },
    "cancel": {
        "en": ("cancel", "different", "no"),
        "es": ("cancelar", "cancelo", "diferentes", "no"),
        "fr": ("annuler", "annule", "différents", "non"),
    },
}
"""What may follow the word for verifying; nothing of it means "start"."""

FILLERS = frozenset(
    "a al de del el la las los en por favor of the for on in please pls my du des le les au aux svp stp un une".split()
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
