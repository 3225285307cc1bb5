"""Routes, stages, limits and flags in plain words. All of them are msgids; what the data file has must stand here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.lifecycle import Confidence, Route
from bot.core.words import N_

ROUTE_WORDS: Mapping[Route, str] = {
    "US_MX": N_("United States → Mexico"),
    "CA_MX": N_("Canada → Mexico"),
    "MX_US": N_("Mexico → United States"),
    "MX_CA": N_("Mexico → Canada"),
}
CONFIDENCE_WORDS: Mapping[Confidence, str] = {
    "high": N_("official text or several sources"),
    "medium": N_("one indirect source"),
    "low": N_("inferred, please check"),
}
STAGE_WORDS: Mapping[str, str] = {
    "draft": N_("Being written"),
    "filed": N_("Petition filed"),
    "received": N_("Petition received, answer pending"),
    "under_ilc_review": N_("The US committee is looking at it"),
    "under_nao_review": N_("Canada's labour office is looking at it"),
    "returned_incomplete": N_("Sent back as incomplete"),
    "withdrawn": N_("Petition withdrawn"),
    "declined": N_("Petition not taken up"),
    "resolved_pre_request": N_("Settled before any request"),
    "no_answer": N_("No answer recorded, the day for it has passed"),
    "refiled": N_("Being filed again"),
    "self_initiated": N_("A government acted without a petition"),
    "review_requested": N_("Mexico was asked to review the case"),
    "review_accepted": N_("Mexico agreed to review the case"),
    "review_refused": N_("Mexico refused to review the case"),
    "review_no_reply": N_("Mexico did not reply to the request"),
    "under_mx_review": N_("Mexico is reviewing the case"),
    "determined_denial": N_("Mexico found a denial of workers' rights"),
    "determined_no_denial": N_("Mexico found no denial of workers' rights"),
    "determined_limited": N_("Mexico's conclusion was neither yes nor no"),
    "remedied_in_review": N_("Repaired while Mexico reviewed the case"),
    "consultation": N_("The governments are discussing a repair plan"),
    "remediation_agreed": N_("The governments agreed on a repair plan"),
    "remediation_running": N_("The repair plan is being carried out"),
    "remediation_extended": N_("The repair plan was given more time"),
    "remediation_done": N_("The repair plan was carried out"),
    "remediation_failed": N_("The repair plan was not carried out"),
    "remediation_disputed": N_("The governments disagree about the repair"),
    "panel_requested": N_("A panel was asked for"),
    "panel_composed": N_("The panel's members were named"),
    "panel_confirmed": N_("The panel took the case"),
    "panel_refused_petition": N_("The panel did not take the case"),
    "verification_requested": N_("The panel asked to visit the workplace"),
    "verification": N_("The panel is checking the workplace"),
    "verification_refused": N_("The panel's visit was refused"),
    "panel_deliberating": N_("The panel is deciding"),
    "panel_not_requested": N_("The US told Congress that it asks for no panel"),
    "panel_determination_denial": N_("A panel found a denial of workers' rights"),
    "panel_determination_no_denial": N_("A panel found no denial of workers' rights"),
    "panel_no_jurisdiction": N_("A panel said the case is not for it to decide"),
    "determination_announced": N_("The panel's decision was published"),
    "panel_stalled": N_("Nothing has been heard of the panel for long"),
    "remedy_notified": N_("Sanctions were announced"),
    "sanctions_applied": N_("Sanctions are in force"),
    "closed_resolved": N_("Closed: resolved"),
    "closed_no_denial": N_("Closed: no denial of rights found"),
    "facility_closed": N_("The workplace was closed"),
    "monitoring": N_("Closed, still being watched"),
}
ELSEWHERE: Mapping[str, str] = {
    "review_requested": N_("The other government was asked to review the case"),
    "review_accepted": N_("The other government agreed to review the case"),
    "review_refused": N_("The other government refused to review the case"),
    "review_no_reply": N_("The other government did not reply to the request"),
    "under_mx_review": N_("The other government is reviewing the case"),
    "determined_denial": N_("The other government found a denial of workers' rights"),
    "determined_no_denial": N_("The other government found no denial of workers' rights"),
    "determined_limited": N_("The other government's conclusion was neither yes nor no"),
    "remedied_in_review": N_("Repaired while the other government reviewed the case"),
}
"""Where the workplace is not in Mexico."""

CLOCK_WORDS: Mapping[str, str] = {
    "answer": N_("US answer"),
    "canada_answer": N_("Canada's answer"),
    "reply": N_("Reply to the request"),
    "report": N_("Result of the review"),
    "panel_choice": N_("US choice about a panel"),
    "consultation": N_("Repair plan"),
    "notice_after_plan": N_("Sanctions"),
    "dispute": N_("Objection by a panel request"),
    "panel_members": N_("Naming of the panel"),
    "panel_check": N_("First look of the panel"),
    "verification_request": N_("Request for a visit"),
    "verification_consent": N_("Consent to a visit"),
    "verification": N_("Visit of the panel"),
    "panel_decision": N_("Panel's decision"),
    "panel_decision_unverified": N_("Panel's decision without a visit"),
    "notice_after_panel": N_("Sanctions"),
    "panel_silence": N_("Silence around the panel"),
    "panel": N_("Panel"),
}
"""What each limit is for, as it stands before a colon."""

FLAG_WORDS: Mapping[str, Mapping[str, str | None]] = {
    "liquidation": {
        "not_suspended": None,
        "suspended": N_("Final customs settlement of its goods is suspended"),
        "resumed": N_("Final customs settlement of its goods was resumed"),
        "not_applicable": None,
        "unknown": None,
    },
    "tariff_preference": {
        "normal": None,
        "suspended": N_("Its goods lost their tariff preference"),
        "unknown": None,
    },
    "facility_status": {
        "operating": None,
        "layoffs": N_("Layoffs at the workplace"),
        "relocating": N_("The workplace is being moved"),
        "closed": N_("The workplace was closed"),
        "unknown": None,
    },
    "retaliation_reported": {
        "none_reported": None,
        "dismissal": N_("Retaliation reported: dismissal"),
        "threat": N_("Retaliation reported: threats"),
        "violence": N_("Retaliation reported: violence"),
        "blacklist": N_("Retaliation reported: blacklist"),
        "unknown": None,
    },
    "strike": {"no": None, "yes": N_("A strike"), "unknown": None},
    "domestic_proceeding": {
        "none": None,
        "conciliation": N_("At the conciliation center as well"),
        "labour_court": N_("At the labor court as well"),
        "amparo": N_("An amparo case as well"),
        "unknown": None,
    },
}
"""By flag and value; None where there is nothing to tell."""


def stage_words(stage: str, route: Route) -> str:
    """The msgid for a stage; the name itself for one that a former version of the data file had."""
    in_mexico = STAGE_WORDS.get(stage, stage)
    return in_mexico if route.endswith("_MX") else ELSEWHERE.get(stage, in_mexico)
