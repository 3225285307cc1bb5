"""Reads the data of the name shield: config/names."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.core.names.gazetteer import Gazetteer
from bot.core.names.lexicon import Lexicon, fold, notes_bits
from bot.core.names.shield import NameShield
from bot.core.names.weights import WEIGHTS
from bot.resources import config_dir

_FIGURES = "public_figures.txt"
_THINGS = ("places.txt", "organisations.txt", "listed_companies.txt", "brands.txt", _FIGURES, "other.txt")

_NICKNAME = notes_bits({}, given=3, shares={"en": 3, "es": 3, "fr": 3})
_WORD_NAME = notes_bits({}, given=2)
"""Known as a name, yet said as a word far more often."""


def load_name_shield(folder: Path | None = None, weights: Mapping[str, float] = WEIGHTS) -> NameShield:
    """Takes about a tenth of a second. Raises OSError when a file is missing."""
    folder = folder or config_dir() / "names"
    lexicon = load_lexicon(folder)
    things = (name for file in _THINGS for name in _names(folder / file))
    seldom = [*_names(folder / "seldom.txt"), *(name for name in _names(folder / _FIGURES) if " " not in name)]
    return NameShield(lexicon, Gazetteer(things, seldom, lexicon), weights)


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The words alone. Raises OSError when a file is missing."""
    folder = folder or config_dir() / "names"
    nicknames = [part for name in _names(folder / "nicknames.txt") for part in name.replace("-", " ").split()]
    added = [(fold(name), _NICKNAME) for name in nicknames]
    added += [(name.lower(), _NICKNAME) for name in nicknames if "ñ" in name.lower()]
    added += [(fold(name), notes_bits({}, place=True)) for name in _names(folder / "places.txt") if name.isalpha()]
    added += [(fold(name), _WORD_NAME) for name in _names(folder / "word_names.txt")]
    return Lexicon(_numbers(folder / "words.bin"), [*added, *_words(folder / "words.txt")])


def _numbers(path: Path) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(path.read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _words(path: Path) -> Iterator[tuple[str, int]]:
    """Words with their notes; a line `[es]` says of which language the next lines are."""
    language = "en"
    for line in _lines(path):
        if line.startswith("["):
            language = line.strip("[]")
        else:
            # La niña is no Nina: what has an ñ tells nothing of the word without.
            keys = (word.lower() if "ñ" in word else fold(word) for word in _parts(line))
            yield from ((key, notes_bits({language: 2})) for key in keys)


def _names(path: Path) -> Iterator[str]:
    for line in _lines(path):
        yield from _parts(line)


def _parts(line: str) -> Iterator[str]:
    return (part.strip() for part in line.split(";") if part.strip())


def _lines(path: Path) -> Iterator[str]:
    """What follows a # is a remark."""
    for line in path.read_text(encoding="utf-8").splitlines():
        told = line.partition("#")[0].strip()
        if told:
            yield told
