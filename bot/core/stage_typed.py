"""One word to type for each stage, per language; in English its code. `config/stages.yaml` says which stages exist."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.command_words import fold
from bot.core.in_languages import InLanguages
from bot.core.model import Language

_TYPED = """
    draft: en_preparación en_préparation
    filed: presentada déposée
    received: recibida reçue
    under_ilc_review: estudio_del_comité examen_du_comité
    under_nao_review: estudio_de_canadá examen_du_canada
    returned_incomplete: devuelta renvoyée
    withdrawn: retirada retirée
    declined: rechazada rejetée
    resolved_pre_request: resuelta_antes réglée_avant
    no_answer: sin_respuesta sans_réponse
    refiled: presentada_de_nuevo redéposée
    self_initiated: iniciada_de_oficio ouverte_d_office
    review_requested: revisión_solicitada examen_demandé
    review_accepted: revisión_aceptada examen_accepté
    review_refused: revisión_negada examen_refusé
    review_no_reply: revisión_sin_respuesta examen_sans_réponse
    under_mx_review: en_revisión examen_en_cours
    determined_denial: denegación_determinada déni_constaté
    determined_no_denial: sin_denegación aucun_déni
    determined_limited: conclusión_limitada conclusion_limitée
    remedied_in_review: reparada_en_revisión réparée_en_examen
    consultation: consultas consultations
    remediation_agreed: plan_acordado plan_convenu
    remediation_running: plan_en_marcha plan_en_cours
    remediation_extended: plan_prorrogado plan_prolongé
    remediation_done: plan_cumplido plan_réalisé
    remediation_failed: plan_incumplido plan_non_réalisé
    remediation_disputed: reparación_disputada réparation_contestée
    panel_requested: panel_solicitado groupe_spécial_demandé
    panel_composed: panel_integrado groupe_spécial_formé
    panel_confirmed: panel_admitió groupe_spécial_saisi
    panel_refused_petition: panel_no_admitió groupe_spécial_refus
    verification_requested: visita_solicitada visite_demandée
    verification: visita_en_curso visite_en_cours
    verification_refused: visita_negada visite_refusée
    panel_deliberating: panel_delibera groupe_spécial_délibère
    panel_not_requested: sin_panel sans_groupe_spécial
    panel_determination_denial: panel_con_denegación groupe_spécial_déni
    panel_determination_no_denial: panel_sin_denegación groupe_spécial_aucun_déni
    panel_no_jurisdiction: panel_sin_competencia groupe_spécial_incompétent
    determination_announced: decisión_publicada décision_publiée
    panel_stalled: panel_detenido groupe_spécial_sans_nouvelles
    remedy_notified: sanciones_anunciadas sanctions_annoncées
    sanctions_applied: sanciones_vigentes sanctions_en_vigueur
    closed_resolved: resuelta résolue
    closed_no_denial: concluida_sin_denegación close_sans_déni
    facility_closed: planta_cerrada usine_fermée
    monitoring: en_seguimiento en_suivi
"""

STAGE_TYPED: Mapping[str, Mapping[Language, str]] = {
    stage.strip(): InLanguages({"en": stage.strip(), "es": words.split()[0], "fr": words.split()[1]})
    for stage, _, words in (line.partition(":") for line in _TYPED.strip().splitlines())
}
_MEANT: Mapping[str, str] = {
    fold(word): stage for stage, typed in STAGE_TYPED.items() for word in (stage, *typed.values())
}


def stage_typed(stage: str, language: Language) -> str:
    """The code itself for one that only a former version of the data file had."""
    return STAGE_TYPED[stage][language] if stage in STAGE_TYPED else stage


def stage_meant(typed: str) -> str | None:
    """The stage that was typed, with its words joined or apart."""
    return _MEANT.get("_".join(fold(typed).replace(".", " ").replace("-", " ").split()))
