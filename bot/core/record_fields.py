"""The fields of a members' record: which values each takes, and to whom it may be shown when its owners publish it.

The levels are those of the register's data model: 1 the owners' own group, 2 groups that they name, 3 the whole
network, 4 everybody in a room of it. What stands at 3 is shown to the network in a coarser form where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Level = Literal[1, 2, 3, 4]
Coarse = Literal["same", "coarser", "none"]
"""How the network sees a field at level 3: as it is, in a coarser form, or not at all."""


@dataclass(frozen=True, slots=True)
class Field:
    proposed: Level
    """Once the owners publish; level 1 until then."""
    coarse: Coarse
    values: tuple[str, ...] = ()
    """What it may be; empty where it is free text or no single value."""
    several: bool = False


REASONS = (
    "insufficient_evidence",
    "not_covered_facility",
    "not_priority_sector",
    "not_traded_or_competing",
    "law_out_of_scope",
    "facts_before_treaty",
    "already_remedied",
    "domestic_proceedings_pending",
    "domestic_remedies_not_used",
    "witness_names_missing",
    "duplicate",
    "systemic_not_facility_specific",
    "incomplete",
    "political_or_priority_choice",
    "no_reason_given",
    "other",
)
REMEDIES = (
    "reinstatement",
    "back_pay",
    "severance",
    "new_vote",
    "cba_recognised",
    "cba_renounced",
    "dues_refund",
    "access",
    "office_space",
    "neutrality_statement",
    "personnel_guidelines",
    "discipline_of_managers",
    "training",
    "complaint_line",
    "monitoring",
    "sector_agreement_applied",
    "compensation_other",
    "preference_suspended",
    "penalty",
    "entry_denied",
)
RETALIATION = (
    "dismissal",
    "demotion_transfer",
    "blacklist",
    "threat",
    "physical_violence",
    "surveillance",
    "criminal_complaint",
    "union_leader_ousted",
    "plant_closure",
    "family_affected",
    "other",
)

FIELDS: Mapping[str, Field] = {
    "owner": Field(1, "none"),
    "route": Field(3, "same"),
    "facility": Field(1, "none"),
    "place": Field(1, "coarser"),
    "sector": Field(3, "coarser"),
    "stage": Field(3, "coarser"),
    "dates": Field(2, "coarser"),
    "confirmed": Field(3, "same"),
    "flags": Field(2, "none"),
    "reason_given": Field(3, "same", ("none", "oral", "written")),
    "reason_codes": Field(2, "none", REASONS, several=True),
    "names_requested": Field(3, "same", ("no", "informally", "condition", "unknown")),
    "names_leaked": Field(2, "none", ("no", "suspected", "confirmed", "unknown")),
    "workers_consulted": Field(3, "same", ("before", "after", "told_only", "no", "unknown")),
    "plan_seen": Field(3, "same", ("before", "after", "never")),
    "remedies": Field(2, "none"),
    "retaliation": Field(1, "none"),
}
"""Reason codes and remedies stay at level 2: the network may see them only as counts of five and more."""

OUTCOMES: tuple[str, ...] = tuple(name for name, field in FIELDS.items() if field.values)
"""What can be recorded of how a petition went, each out of a fixed list."""

SUPERSECTORS: Mapping[str, str] = {
    "auto_assembly": "automotive",
    "auto_parts": "automotive",
    "tires_rubber": "automotive",
    "processed_food": "food",
    "industrial_bakery": "food",
    "agriculture": "food",
    "mining": "extraction",
    "energy": "extraction",
    "call_center": "services",
    "air_cargo": "services",
    "logistics": "services",
    "other_services": "services",
    "unknown": "unknown",
}
"""All others are manufacturing."""

ZONES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "Baja California",
            "Baja California Sur",
            "Chihuahua",
            "Coahuila",
            "Durango",
            "Nuevo León",
            "Sinaloa",
            "Sonora",
            "Tamaulipas",
            "Zacatecas",
        ),
        "north",
    ),
    **dict.fromkeys(("Aguascalientes", "Guanajuato", "Jalisco", "Querétaro", "San Luis Potosí"), "bajio"),
    **dict.fromkeys(
        (
            "Ciudad de México",
            "Colima",
            "Estado de México",
            "Hidalgo",
            "Michoacán",
            "Morelos",
            "Nayarit",
            "Puebla",
            "Tlaxcala",
        ),
        "centre",
    ),
    **dict.fromkeys(
        ("Campeche", "Chiapas", "Guerrero", "Oaxaca", "Quintana Roo", "Tabasco", "Veracruz", "Yucatán"), "south"
    ),
}
"""The Mexican states; elsewhere a place has no coarser form, since a state alone may tell which workplace it is."""


def supersector(sector: str) -> str:
    return SUPERSECTORS.get(sector, "manufacturing")
