"""One word for each value that a field or flag of a record may have, as it is typed behind `key:` in any language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.core.command_words import fold
from bot.core.in_languages import InLanguages
from bot.core.model import Language


def _word(en: str, es: str, fr: str) -> Mapping[Language, str]:
    return InLanguages({"en": en, "es": es, "fr": fr})


VALUES: Mapping[str, Mapping[Language, str]] = {
    "yes": _word("yes", "sí", "oui"),
    "no": _word("no", "no", "non"),
    "unknown": _word("unknown", "desconocido", "inconnu"),
    "none": _word("none", "ninguna", "aucune"),
    "oral": _word("oral", "verbal", "orale"),
    "written": _word("written", "escrita", "écrite"),
    "informally": _word("informally", "informalmente", "officieusement"),
    "condition": _word("condition", "condición", "condition"),
    "suspected": _word("suspected", "sospecha", "soupçon"),
    "confirmed": _word("confirmed", "confirmado", "confirmé"),
    "before": _word("before", "antes", "avant"),
    "after": _word("after", "después", "après"),
    "told_only": _word("told-only", "solo-avisados", "seulement-informés"),
    "never": _word("never", "nunca", "jamais"),
    "not_suspended": _word("not-suspended", "no-suspendida", "non-suspendue"),
    "suspended": _word("suspended", "suspendida", "suspendue"),
    "resumed": _word("resumed", "reanudada", "reprise"),
    "not_applicable": _word("not-applicable", "no-aplica", "sans-objet"),
    "normal": _word("normal", "normal", "normale"),
    "operating": _word("operating", "operando", "active"),
    "layoffs": _word("layoffs", "despidos", "licenciements"),
    "relocating": _word("relocating", "mudanza", "déménagement"),
    "closed": _word("closed", "cerrada", "fermée"),
    "conciliation": _word("conciliation", "conciliación", "conciliation"),
    "labour_court": _word("labor-court", "tribunal-laboral", "tribunal-du-travail"),
    "amparo": _word("amparo", "amparo", "amparo"),
}


def value_meant(typed: str, values: Iterable[str]) -> str | None:
    """Which of `values` was typed: its code, or its word in any language."""
    wanted = _bare(typed)
    for value in values:
        if wanted in {_bare(value), *(_bare(word) for word in VALUES.get(value, {}).values())}:
            return value
    return None


def _bare(typed: str) -> str:
    return fold(typed).replace("-", "_")
