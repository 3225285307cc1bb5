"""The sectors of the register in plain words (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.words import N_

SECTOR_WORDS: Mapping[str, str] = {
    "auto_assembly": N_("car making"),
    "auto_parts": N_("car parts"),
    "tires_rubber": N_("tires and rubber"),
    "electronics": N_("electronics"),
    "aerospace": N_("aerospace"),
    "steel_aluminium": N_("steel and aluminum"),
    "machinery": N_("machinery"),
    "glass": N_("glass"),
    "pottery": N_("pottery"),
    "plastics": N_("plastics"),
    "cement": N_("cement"),
    "forgings": N_("forgings"),
    "industrial_bakery": N_("industrial bakeries"),
    "processed_food": N_("processed food"),
    "garments_textiles": N_("clothing and textiles"),
    "mining": N_("mining"),
    "call_center": N_("call centers"),
    "air_cargo": N_("air cargo"),
    "logistics": N_("logistics"),
    "other_manufacturing": N_("other manufacturing"),
    "other_services": N_("other services"),
    "agriculture": N_("agriculture"),
    "energy": N_("energy"),
    "unknown": N_("sector not known"),
}
