"""What the fields and values of a members' record are called (msgids), and how people name the fields in commands."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.command_words import fold
from bot.core.lifecycle import Phase
from bot.core.words import N_

PHASE_WORDS: Mapping[Phase, str] = {
    "network": N_("Not filed yet"),
    "intake": N_("With the office that it is filed with"),
    "review": N_("Between the governments"),
    "determination": N_("A review has ended"),
    "remediation": N_("About a repair plan"),
    "panel": N_("With a panel"),
    "sanction": N_("About sanctions"),
    "end": N_("Closed"),
}
SUPERSECTOR_WORDS: Mapping[str, str] = {
    "automotive": N_("vehicles and their parts"),
    "manufacturing": N_("manufacturing"),
    "food": N_("food and farming"),
    "extraction": N_("mining and energy"),
    "services": N_("services"),
    "unknown": N_("sector not known"),
}
ZONE_WORDS: Mapping[str, str] = {
    "north": N_("north of Mexico"),
    "bajio": N_("the Bajío"),
    "centre": N_("center of Mexico"),
    "south": N_("south of Mexico"),
}
FIELD_WORDS: Mapping[str, str] = {
    "owner": N_("your group's name"),
    "route": N_("route"),
    "facility": N_("name of the workplace"),
    "place": N_("state or province"),
    "sector": N_("sector"),
    "stage": N_("stage"),
    "dates": N_("dates"),
    "confirmed": N_("who confirmed it"),
    "flags": N_("what happened beside the stage"),
    "reason_given": N_("whether a reason was given"),
    "reason_codes": N_("reasons"),
    "names_requested": N_("whether names of witnesses were asked for"),
    "names_leaked": N_("whether names reached the company"),
    "workers_consulted": N_("whether workers were consulted"),
    "plan_seen": N_("whether you saw the repair plan"),
    "remedies": N_("remedies"),
    "retaliation": N_("retaliation"),
}
VALUE_WORDS: Mapping[str, Mapping[str, str]] = {
    "reason_given": {
        "none": N_("Reason: none was given"),
        "oral": N_("Reason: given by word of mouth"),
        "written": N_("Reason: given in writing"),
    },
    "reason_codes": {
        "insufficient_evidence": N_("not enough evidence"),
        "not_covered_facility": N_("not a covered facility"),
        "not_priority_sector": N_("not a priority sector"),
        "not_traded_or_competing": N_("its goods are not traded or do not compete"),
        "law_out_of_scope": N_("the law is not one that counts here"),
        "facts_before_treaty": N_("it happened before the treaty"),
        "already_remedied": N_("already repaired"),
        "domestic_proceedings_pending": N_("a case in the country is still open"),
        "domestic_remedies_not_used": N_("the ways in the country were not used first"),
        "witness_names_missing": N_("names of witnesses or identity missing"),
        "duplicate": N_("there is another petition about the same"),
        "systemic_not_facility_specific": N_("about more than one workplace, such as a blacklist"),
        "incomplete": N_("incomplete"),
        "political_or_priority_choice": N_("a political choice"),
        "no_reason_given": N_("no reason given"),
        "other": N_("another reason"),
    },
    "names_requested": {
        "no": N_("Names of witnesses: not asked for"),
        "informally": N_("Names of witnesses: asked for informally"),
        "condition": N_("Names of witnesses: asked for as a condition"),
        "unknown": N_("Names of witnesses: not known whether asked for"),
    },
    "names_leaked": {
        "no": N_("Names did not reach the company"),
        "suspected": N_("Names may have reached the company"),
        "confirmed": N_("Names reached the company"),
        "unknown": N_("Not known whether names reached the company"),
    },
    "workers_consulted": {
        "before": N_("Workers were consulted before the plan was agreed"),
        "after": N_("Workers were consulted after the plan was agreed"),
        "told_only": N_("Workers were only told of the plan"),
        "no": N_("Workers were not consulted on the plan"),
        "unknown": N_("Not known whether workers were consulted"),
    },
    "plan_seen": {
        "before": N_("You saw the plan before it was published"),
        "after": N_("You saw the plan after it was published"),
        "never": N_("You never saw the plan"),
    },
}
REMEDY_WORDS: Mapping[str, str] = {
    "reinstatement": N_("reinstatement"),
    "back_pay": N_("back pay"),
    "severance": N_("severance pay"),
    "new_vote": N_("a new vote"),
    "cba_recognised": N_("recognition of the collective agreement"),
    "cba_renounced": N_("the protection contract given up"),
    "dues_refund": N_("refund of dues"),
    "access": N_("access to the workplace"),
    "office_space": N_("an office for the union"),
    "neutrality_statement": N_("a statement of neutrality"),
    "personnel_guidelines": N_("rules for managers"),
    "discipline_of_managers": N_("discipline of managers"),
    "training": N_("training"),
    "complaint_line": N_("a line for complaints"),
    "monitoring": N_("monitoring"),
    "sector_agreement_applied": N_("the sector agreement applied"),
    "compensation_other": N_("other compensation"),
    "preference_suspended": N_("loss of the tariff preference"),
    "penalty": N_("a penalty"),
    "entry_denied": N_("goods not let in"),
}
DELIVERED_WORDS: Mapping[str, str] = {
    "yes": N_("delivered"),
    "partly": N_("delivered in part"),
    "no": N_("not delivered"),
    "unknown": N_("nothing recorded yet"),
}
RETALIATION_WORDS: Mapping[str, str] = {
    "dismissal": N_("dismissals"),
    "demotion_transfer": N_("demotions or transfers"),
    "blacklist": N_("blacklisting"),
    "threat": N_("threats"),
    "physical_violence": N_("violence"),
    "surveillance": N_("surveillance"),
    "criminal_complaint": N_("criminal complaints"),
    "union_leader_ousted": N_("union leaders removed"),
    "plant_closure": N_("closure of the plant"),
    "family_affected": N_("families affected"),
    "other": N_("other retaliation"),
}

_NAMES: Mapping[str, str] = {
    "owner": "owner group grupo organización groupe",
    "route": "route ruta vía voie",
    "facility": "facility workplace plant planta empresa centro establecimiento usine établissement nombre",
    "place": "place lugar lieu municipality municipio",
    "sector": "sector secteur",
    "stage": "stage etapa étape",
    "dates": "dates date fechas fecha",
    "confirmed": "confirmed confirmación confirmation",
    "flags": "flags señales signes",
    "reason_given": "given dada donnée",
    "reason_codes": "reason reasons motivo motivos razón razones motif motifs raison raisons",
    "names_requested": "names nombres noms",
    "names_leaked": "leaked filtrados filtrado divulgués",
    "workers_consulted": "workers trabajadores personas travailleurs consulted consulta",
    "plan_seen": "plan",
    "remedies": "remedies remedy reparaciones reparación réparations réparation",
    "retaliation": "retaliation represalias représailles",
}
FIELD_NAMED: Mapping[str, str] = {fold(word): name for name, words in _NAMES.items() for word in (name, *words.split())}
"""A folded word that people type -> the field."""

FLAG_NAMED: Mapping[str, str] = {
    fold(word): name
    for name, words in (
        ("liquidation", "liquidation liquidación"),
        ("tariff_preference", "tariff_preference preference preferencia préférence"),
        ("facility_status", "facility_status plantstatus"),
        ("strike", "strike huelga paro grève"),
        ("domestic_proceeding", "domestic_proceeding proceeding proceso procédure"),
    )
    for word in words.split()
}
