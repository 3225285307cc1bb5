"""What groups look for and offer, out of closed lists, and which two of them fit each other. No free text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.core.command_words import fold
from bot.core.model import Language, UserId
from bot.core.words import N_

Stance = Literal["seeks", "offers"]

STANDS = timedelta(days=90)
ANSWER_WITHIN = timedelta(days=14)
NOT_AGAIN = YEAR = timedelta(days=365)
STATED_A_YEAR = 6
"""Of a group: whoever could state without end could find out by narrow statements what others said."""
_TUESDAY = 1

STANCE_WORDS: Mapping[Stance, str] = {"seeks": N_("looks for"), "offers": N_("offers")}
HELP_WORDS: Mapping[str, str] = {
    "legal": N_("legal help"),
    "translation": N_("translation"),
    "training": N_("training"),
    "organizing": N_("organizing"),
    "evidence": N_("gathering evidence"),
    "exchange": N_("exchange of experience"),
}
PLACE_WORDS: Mapping[str, str] = {
    "north": N_("northern Mexico"),
    "bajio": N_("the Bajío"),
    "centre": N_("central Mexico"),
    "south": N_("southern Mexico"),
    "us": N_("United States"),
    "canada": N_("Canada"),
}
BRANCH_WORDS: Mapping[str, str] = {
    "vehicles": N_("vehicles and their parts"),
    "electronics": N_("electronics"),
    "aerospace": N_("aerospace"),
    "metal": N_("steel and metal"),
    "mining": N_("mining"),
    "clothing": N_("clothing and textiles"),
    "food": N_("food"),
    "services": N_("services"),
    "agriculture": N_("agriculture"),
}
_SPELLED: Mapping[str, str] = {
    "seeks": "seek seeks need needs looking busca buscamos necesita cherche cherchons besoin",
    "offers": "offer offers offering ofrece ofrecemos offre offrons",
    "legal": "legal lawyer lawyers abogado abogada abogados jurídica jurídico juridique avocat avocate",
    "translation": "translation traducción traduction",
    "training": "training capacitación formación formation",
    "organizing": "organizing organising organización sindicalización organisation syndicalisation",
    "evidence": "evidence proof pruebas preuves",
    "exchange": "exchange experience intercambio experiencia échange expérience",
    "north": "north norte nord",
    "bajio": "bajío",
    "centre": "centre center centro",
    "south": "south sur sud",
    "us": "us usa eeuu estados-unidos états-unis",
    "canada": "canada canadá",
    "vehicles": "vehicles auto cars automotriz autos vehículos automobile véhicules",
    "electronics": "electronics electrónica électronique",
    "aerospace": "aerospace aeroespacial aérospatiale",
    "metal": "metal steel acero métal acier",
    "mining": "mining minería mines",
    "clothing": "clothing textiles textile garments ropa textil vêtement",
    "food": "food alimentos aliments alimentation",
    "services": "services servicios",
    "agriculture": "agriculture agricultura",
    "en": "en english inglés anglais",
    "es": "es spanish español espagnol",
    "fr": "fr french francés français",
}
_MEANT: Mapping[str, str] = {fold(word): meaning for meaning, words in _SPELLED.items() for word in words.split()}
_SMALL = frozenset(
    fold(word) for word in "help ayuda aide and y et of de the la le el in dans parts partes pièces for para".split()
)

INTRODUCE: Mapping[Language, str] = {"en": "introduce", "es": "presentar", "fr": "présenter"}
PASS: Mapping[Language, str] = {"en": "no introduction", "es": "sin presentación", "fr": "pas de présentation"}


@dataclass(frozen=True, slots=True)
class Statement:
    group: str
    user_id: UserId
    """Who is asked and introduced."""
    stance: Stance
    helps: frozenset[str]
    languages: frozenset[Language]
    places: frozenset[str] = frozenset()
    """Empty: any; so are the branches."""
    branches: frozenset[str] = frozenset()


def read(text: str) -> tuple[dict[str, frozenset[str]], tuple[str, ...]]:
    """What was named of each list, and the words that stand in none."""
    words = [word for word in re.split(r"[\s,;.]+", fold(text[:500])) if word and word not in _SMALL]
    meant = {_MEANT[word] for word in words if word in _MEANT}
    lists: Mapping[str, Collection[str]] = {
        "stance": STANCE_WORDS,
        "helps": HELP_WORDS,
        "places": PLACE_WORDS,
        "branches": BRANCH_WORDS,
        "languages": ("en", "es", "fr"),
    }
    named = {name: frozenset(meant & set(entries)) for name, entries in lists.items()}
    return named, tuple(word for word in words if word not in _MEANT)


def fit(one: Statement, other: Statement) -> bool:
    """Exchange is with whoever looks for it or offers it; all else between one that seeks and one that offers."""
    helps = one.helps & other.helps
    wanted = helps if one.stance != other.stance else helps & {"exchange"}
    return (
        one.group != other.group
        and bool(wanted)
        and bool(one.languages & other.languages)
        and (not one.places or not other.places or bool(one.places & other.places))
        and (not one.branches or not other.branches or bool(one.branches & other.branches))
    )


def pairs(
    statements: Sequence[Statement], met: Iterable[frozenset[str]], busy: Collection[str], lots: Mapping[UserId, float]
) -> list[tuple[Statement, Statement]]:
    """Who is asked now: no group twice, none that is asked already, and no two that were asked about each other."""
    known, taken = set(met), set(busy)
    found = []
    drawn = sorted(statements, key=lambda each: (lots[each.user_id], each.group, each.stance))
    for at, one in enumerate(drawn):
        for other in drawn[at + 1 :]:
            groups = frozenset((one.group, other.group))
            if fit(one, other) and not groups & taken and groups not in known:
                found.append((one, other))
                taken |= groups
    return found


def said_about(typed: str) -> bool | None:
    """Whether somebody wants to be introduced; None for anything else."""
    bare = fold(typed[:100]).strip(" \t\r\n.,;:!¡¿?\"'«»“”‘’()*_`\u00a0")
    if bare in {fold(word) for word in INTRODUCE.values()}:
        return True
    return False if bare in {fold(word) for word in PASS.values()} else None


def next_round(now: datetime) -> datetime:
    """The next Tuesday at noon UTC: whoever is told cannot tell from the moment who said what when."""
    day = now.replace(hour=12, minute=0, second=0, microsecond=0)
    day += timedelta(days=(_TUESDAY - day.weekday()) % 7)
    return day if day > now else day + timedelta(days=7)
