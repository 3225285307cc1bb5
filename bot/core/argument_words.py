"""Words that may follow a command, in the three languages together: a folded word -> its one value, per kind.

A word may be a command's and an argument's: "borrar" forgets, and after `!retenido` it says what to do with a held one.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.command_words import fold


def _values(words: Mapping[str, str]) -> Mapping[str, str]:
    return {fold(word): value for value, typed in words.items() for word in typed.split()}


SWITCH = _values(
    {
        "on": "on yes sí oui enable enabled activar activado encender prender activer activé allumer",
        "off": "off no non disable disabled desactivar desactivado apagar désactiver désactivé éteindre arrêter",
    }
)
STRENGTH = _values(
    {
        "normal": "normal normale",
        "strict": "strict stricte estricto estricta",
    }
)
LANGUAGE = _values(
    {
        "en": "en eng english inglés ingles anglais",
        "es": "es esp spanish español castellano espagnol",
        "fr": "fr fra french francés français",
    }
)
LETTER = _values(
    {
        "reasons": "reasons reason why razones razón motivos motivo raisons raison motifs motif",
        "certification": "certification certificate congress certificación certificado constancia congreso congrès"
        " certificat attestation",
    }
)
SCOPE = _values({"network": "network red réseau"})
ROLE = _values(
    {
        "observer": "observer observador observadora observateur observatrice",
        "rep": "rep representative delegado delegada representante délégué déléguée représentant représentante",
        "coordinator": "coordinator coordinador coordinadora coordonnateur coordonnatrice",
    }
)
FILTER = _values(
    {
        "mine": "mine my mía mías mis nuestras ours our miennes mes nos",
        "overdue": "overdue late over vencida vencidas atrasada atrasadas vencido vencidos retard"
        " échue échues dépassée dépassées",
        "stage": "stage etapa étape",
        "sector": "sector industry industria secteur",
        "state": "state estado edo état province provincia",
    }
)
HOLD_ACTION = _values(
    {
        "send": "send send-as-is enviar mandar envoyer",
        "mask": "mask send-masked masked enmascarar enmascarado ocultar masquer masqué",
        "drop": "drop discard don't-send dont-send do-not-send don't-relay dont-relay do-not-relay descartar no-enviar"
        " no-mandar no-compartir no-reenviar écarter ne-pas-envoyer pas-envoyer n'envoie-pas n'envoyez-pas",
        "delete": "delete erase forget borrar eliminar olvidar supprimer effacer oublier",
    }
)
STAGE = _values(
    {
        "filed": "filed submitted presentada presentado déposée déposé",
        "received": "received recibida recibido reçue reçu",
        "declined": "declined rejected refused rechazada rechazado desechada desechado improcedente"
        " rejetée rejeté refusée refusé irrecevable",
        "withdrawn": "withdrawn retirada retirado retirée retiré",
        "review_requested": "review_requested requested solicitada demandée",
        "review_accepted": "review_accepted accepted aceptada aceptado acceptée accepté",
        "remediation_agreed": "remediation_agreed agreed acordada convenue",
        "panel_requested": "panel_requested panel",
        "closed_resolved": "closed_resolved resolved resuelta resuelto résolue résolu",
    }
)
"""The everyday words for stages. Any other is passed on as it was typed: `config` says which stages exist."""

NEGATIONS = frozenset("no not never don't dont non ne pas jamais nunca jamás sin sans".split()) | {fold("jamás")}
"""A command that does something is not carried out beside one of them."""

MONTHS = frozenset(
    fold(month)
    for month in (
        "january february march april may june july august september october november december jan feb mar apr jun jul"
        " aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre"
        " noviembre diciembre ene abr ago dic janvier février mars avril mai juin juillet août septembre octobre"
        " novembre décembre janv févr avr juil déc"
    ).split()
)
RELATIVE_DAYS = frozenset(
    fold(day) for day in "today yesterday tomorrow hoy ayer antier anteayer mañana hier aujourd'hui demain".split()
)
UNITS = frozenset(
    fold(unit)
    for unit in (
        "m min mins minute minutes minuto minutos h hr hrs hour hours hora horas heure heures d day days día días jour"
        " jours week weeks semana semanas semaine semaines month months mes meses mois"
    ).split()
)
COUNTS = frozenset(
    fold(count) for count in "one a an two three half un una uno dos tres media medio une deux trois demi demie".split()
)
