"""Write config/names/brands.txt: shops, banks, chains and carriers of the three countries, from npm's
name-suggestion-index (BSD-3-Clause, by the OpenStreetMap community).

python -m tools.name_words.brands --index nsi.min.json --out config/names/brands.txt
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.core.names.lexicon import Lexicon, fold
from bot.names_data import load_lexicon

_TREES = ("brands/", "transit/route/bus", "operators/office/", "operators/power/plant", "operators/amenity/hospital")
_HERE = frozenset({"us", "ca", "mx", "001", "019", "021", "003", "q2267705"})
"""Where it is found: the countries, the whole world, the Americas, their north, North America."""
_WRITTEN = re.compile(r"[A-Za-zÀ-ÿ'’ &.-]{3,40}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--index", "--out"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    lexicon = load_lexicon()
    index = json.loads(options.index.read_text(encoding="utf-8"))["nsi"]
    kept = sorted({name for name in _names(index) if _WRITTEN.fullmatch(name) and _is_telling(name, lexicon)})
    options.out.write_text(
        "# Shops, banks, chains, carriers: from npm's name-suggestion-index (BSD-3-Clause)\n"
        + "".join(f"{name}\n" for name in kept),
        encoding="utf-8",
    )
    print(len(kept), "names")
    return 0


def _names(index: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> Iterator[str]:
    for path, tree in index.items():
        if path.startswith(_TREES):
            for item in tree["items"]:
                if _is_here(item):
                    yield from (item["tags"][key] for key in ("brand", "name", "network") if key in item["tags"])


def _is_here(item: dict[str, dict[str, str]]) -> bool:
    places = [str(place).lower() for place in item.get("locationSet", {}).get("include", ())]
    return any(place in _HERE or place.startswith(("us-", "ca-", "mx-")) for place in places)


def _is_telling(name: str, lexicon: Lexicon) -> bool:
    """What a person may be called, or a sentence may say, would let persons through."""
    parts = [lexicon.notes(fold(part)) for part in re.split(r"[ .&'’-]+", name) if len(part) > 2]
    if not parts:
        return False
    if " " not in name and "-" not in name:
        return max(parts[0].given, parts[0].surname) < 2 and not parts[0].word
    named = all(max(part.given, part.surname) > 0 for part in parts)
    return not named and not all(part.word for part in parts)


if __name__ == "__main__":
    sys.exit(main())
