"""One word for each value that a field or flag of a record may have, as it is typed behind `key:` in any language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.core.command_words import fold
from bot.core.in_languages import in_all
from bot.core.model import Language

VALUES: Mapping[str, Mapping[Language, str]] = {
    "yes": in_all("yes", "sí", "oui"),
    "no": in_all("no", "no", "non"),
    "unknown": in_all("unknown", "desconocido", "inconnu"),
    "none": in_all("none", "ninguna", "aucune"),
    "oral": in_all("oral", "verbal", "orale"),
    "written": in_all("written", "escrita", "écrite"),
    "informally": in_all("informally", "informalmente", "officieusement"),
    "condition": in_all("condition", "condición", "condition"),
    "suspected": in_all("suspected", "sospecha", "soupçon"),
    "confirmed": in_all("confirmed", "confirmado", "confirmé"),
    "before": in_all("before", "antes", "avant"),
    "after": in_all("after", "después", "après"),
    "told_only": in_all("told-only", "solo-avisados", "seulement-informés"),
    "never": in_all("never", "nunca", "jamais"),
    "not_suspended": in_all("not-suspended", "no-suspendida", "non-suspendue"),
    "suspended": in_all("suspended", "suspendida", "suspendue"),
    "resumed": in_all("resumed", "reanudada", "reprise"),
    "not_applicable": in_all("not-applicable", "no-aplica", "sans-objet"),
    "normal": in_all("normal", "normal", "normale"),
    "operating": in_all("operating", "operando", "active"),
    "layoffs": in_all("layoffs", "despidos", "licenciements"),
    "relocating": in_all("relocating", "mudanza", "déménagement"),
    "closed": in_all("closed", "cerrada", "fermée"),
    "conciliation": in_all("conciliation", "conciliación", "conciliation"),
    "labour_court": in_all("labor-court", "tribunal-laboral", "tribunal-du-travail"),
    "amparo": in_all("amparo", "amparo", "amparo"),
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
