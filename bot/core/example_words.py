"""The words of the examples in the help, in each language: nobody should have to type "declined" in Spanish.

What is shown is what the commands read: `tests/handlers/test_example_words.py` types all of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.in_languages import InLanguages
from bot.core.model import Language


def _said(en: str, es: str, fr: str) -> Mapping[Language, str]:
    return InLanguages({"en": en, "es": es, "fr": fr})


_WORDS: Mapping[str, Mapping[Language, str]] = {
    "declined": _said("declined", "rechazada", "rejetée"),
    "reason:no_reason_given": _said("reason:no-reason", "motivo:sin-motivo", "motif:aucun-motif"),
    "entry:2": _said("entry:2", "entrada:2", "entrée:2"),
    "facility": _said("facility", "planta", "usine"),
    "dates": _said("dates", "fechas", "dates"),
    "public": _said("public", "público", "public"),
    "network": _said("network", "red", "réseau"),
    "back_pay": _said("back pay", "salarios caídos", "salaire rétroactif"),
    "partly": _said("partly", "parcial", "partielle"),
    "dismissal": _said("dismissals", "despidos", "congédiements"),
    "weeks": _said("weeks", "semanas", "semaines"),
    "days": _said("days", "días", "jours"),
    "on": _said("on", "activar", "activer"),
    "off": _said("off", "apagar", "éteindre"),
    "observer": _said("observer", "observadora", "observatrice"),
    "seek": _said("seek", "busca", "cherche"),
    "legal": _said("legal", "jurídica", "juridique"),
    "auto": _said("cars", "autos", "automobile"),
}

KEYS: Mapping[Language, str] = _said(
    "reason, given, names, leaked, workers, plan, sector, facility, place, strike, liquidation",
    "motivo, dada, nombres, filtrados, trabajadores, plan, sector, planta, lugar, huelga, liquidación",
    "motif, donnée, noms, divulgués, travailleurs, plan, secteur, usine, lieu, grève, liquidation",
)
"""What may stand before a colon in an update."""


def in_words(example: str, language: Language) -> str:
    """`7K2-M9X declined 2026-03-04` -> `7K2-M9X rechazada 2026-03-04`."""
    return " ".join(_WORDS[word][language] if word in _WORDS else word for word in example.split(" "))
