"""The words of the examples in the help, in each language: nobody should have to type "declined" in Spanish.

What is shown is what the commands read: `tests/handlers/test_example_words.py` types all of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.in_languages import in_all
from bot.core.model import Language

_WORDS: Mapping[str, Mapping[Language, str]] = {
    "declined": in_all("declined", "rechazada", "rejetée"),
    "reason:no_reason_given": in_all("reason:no-reason", "motivo:sin-motivo", "motif:aucun-motif"),
    "entry:2": in_all("entry:2", "entrada:2", "entrée:2"),
    "facility": in_all("facility", "planta", "usine"),
    "dates": in_all("dates", "fechas", "dates"),
    "public": in_all("public", "público", "public"),
    "network": in_all("network", "red", "réseau"),
    "back_pay": in_all("back pay", "salarios caídos", "salaire rétroactif"),
    "partly": in_all("partly", "parcial", "partielle"),
    "dismissal": in_all("dismissals", "despidos", "congédiements"),
    "weeks": in_all("weeks", "semanas", "semaines"),
    "days": in_all("days", "días", "jours"),
    "on": in_all("on", "activar", "activer"),
    "off": in_all("off", "apagar", "éteindre"),
    "observer": in_all("observer", "observadora", "observatrice"),
    "seek": in_all("seek", "busca", "cherche"),
    "legal": in_all("legal", "jurídica", "juridique"),
    "auto": in_all("cars", "autos", "automobile"),
}

KEYS: Mapping[Language, str] = in_all(
    "reason, given, names, leaked, workers, plan, sector, facility, place, strike, liquidation",
    "motivo, dada, nombres, filtrados, trabajadores, plan, sector, planta, lugar, huelga, liquidación",
    "motif, donnée, noms, divulgués, travailleurs, plan, secteur, usine, lieu, grève, liquidation",
)
"""What may stand before a colon in an update."""


def in_words(example: str, language: Language) -> str:
    """`7K2-M9X declined 2026-03-04` -> `7K2-M9X rechazada 2026-03-04`."""
    return " ".join(_WORDS[word][language] if word in _WORDS else word for word in example.split(" "))
