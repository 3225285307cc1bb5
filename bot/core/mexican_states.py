"""The state of Mexico that a place names: "Coah.", "NL", "Silao, Gto", "estado de puebla"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.core.command_words import fold
from bot.core.record_fields import ZONES

_SHORT: Mapping[str, str] = {
    "Aguascalientes": "ags",
    "Baja California": "bc, b c, bcn",
    "Baja California Sur": "bcs, b c s",
    "Campeche": "camp",
    "Chiapas": "chis",
    "Chihuahua": "chih",
    "Ciudad de México": "cdmx, df, d f, mexico city, distrito federal",
    "Coahuila": "coah, coahuila de zaragoza",
    "Colima": "col",
    "Durango": "dgo",
    "Estado de México": "edomex, edo mex, edo de mexico, edo mexico, mex",
    "Guanajuato": "gto",
    "Guerrero": "gro",
    "Hidalgo": "hgo",
    "Jalisco": "jal",
    "Michoacán": "mich, michoacan de ocampo",
    "Morelos": "mor",
    "Nayarit": "nay",
    "Nuevo León": "nl, n l",
    "Oaxaca": "oax",
    "Puebla": "pue",
    "Querétaro": "qro, queretaro de arteaga",
    "Quintana Roo": "qroo, q roo, q r",
    "San Luis Potosí": "slp, s l p",
    "Sinaloa": "sin",
    "Sonora": "son",
    "Tabasco": "tab",
    "Tamaulipas": "tamps, tam",
    "Tlaxcala": "tlax",
    "Veracruz": "ver, veracruz de ignacio de la llave",
    "Yucatán": "yuc",
    "Zacatecas": "zac",
}
"""As people abbreviate them on letters and in chats."""

_PLACES = 4096
_WORDS = re.compile(r"[^\W_]+")
_BEFORE = ("estado de ", "edo de ", "state of ", "etat de ", "en ", "in ", "au ", "a ")


def _bare(typed: str) -> str:
    return " ".join(_WORDS.findall(fold(typed)))


_NAMES: Mapping[str, str] = {_bare(state): state for state in ZONES}
_SPELLINGS: Mapping[str, str] = {
    **{short: state for state, typed in _SHORT.items() for short in typed.split(", ")},
    **_NAMES,
}


def as_state(typed: str) -> str | None:
    """The state in its one spelling, when nothing but a state was typed."""
    bare = _bare(typed)
    rest = next((bare.removeprefix(before) for before in _BEFORE if bare.startswith(before)), bare)
    return _SPELLINGS.get(bare) or _SPELLINGS.get(rest)


@lru_cache(maxsize=_PLACES)
def state_in(place: str) -> str | None:
    """The one state that a place names: all of it, or what stands behind its last comma.

    None where nothing says so: many a town bears the name of another state. Remembered, because a list of all records
    asks it of each.
    """
    return as_state(place) or (as_state(place.rpartition(",")[2]) if "," in place else None)
