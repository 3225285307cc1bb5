"""What docs/protected-names.md says of misspelled names, measured: `python -m tools.misspelled_figures`.

Made-up people of the three languages are put under protection. Counted are: their names with one mistake that are
found, harmless sentences that are held (of the sets for development; the held ones are looked at by nobody), how many
rows a name takes, and the time a message takes.
"""

from __future__ import annotations

import json
import random
import string
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from bot.core.name_forms import forms_of
from bot.core.protected_names import ProtectedNames, hashed
from bot.resources import config_dir
from bot.store.nickname_file import load_nicknames

_GIVEN = (
    "Guadalupe José María Juan Luis Miguel Francisco Rosa Xóchitl Yolanda Jesús Alejandro Verónica Leticia Ximena",
    "William Robert James Mary Linda Michael Sarah Jennifer Kevin Brian Patricia Steven Karen Donna Mark",
    "Jean-Pierre Marie Luc Sylvie Mathieu Geneviève François Chantal Étienne Nathalie Stéphane Julie Benoît Manon",
)
_SURNAMES = (
    "Pérez Ramírez Hernández López García Zepeda Vázquez Chávez Quiroz Robledo Mejía Cruz Flores Rojas Morales Luna",
    "Smith Johnson Brown Miller Baker Carter Walker Young King Green Hill White Stone Wood Cook Ward Price Long",
    "Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Leblanc",
)
_OF_EACH_LANGUAGE = 70
_SPELLINGS = 3
_KEY = bytes(32)
_SENTENCES = Path(__file__).parents[1] / "tests" / "data" / "names"


def main() -> None:
    chance, nicknames = random.Random(5), load_nicknames(config_dir() / "names" / "nicknames.csv")  # noqa: S311
    names = _names(chance)
    forms = {name: forms_of(name, nicknames) for name in names}
    sizes = [len(each) for each in forms.values()]
    protected = ProtectedNames(_KEY, frozenset(hashed(_KEY, form) for each in forms.values() for form in each))
    exact = ProtectedNames(
        _KEY,
        frozenset(hashed(_KEY, f) for each in forms.values() for f in each if not f.startswith(("near ", "sound "))),
    )
    print(f"{len(names)} names, rows a name: {median(sizes):.0f} in the middle, {max(sizes)} at most")
    spelled = [_with_a_mistake(name, chance) for name in names for _ in range(_SPELLINGS)]
    for what, finder in (("exact forms", exact), ("with mistakes", protected)):
        print(f"{what}: {sum(bool(finder.find(text)) for text in spelled)} of {len(spelled)} spellings found")
        clean, times = _sentences(), list[float]()
        held = 0
        for text in clean:
            since = time.process_time()
            held += bool(finder.find(text))
            times.append((time.process_time() - since) * 1000)
        late = quantiles(times, n=100)[-1]
        print(
            f"  {held} of {len(clean)} harmless sentences held; {median(times):.1f} ms, 99 of 100 under {late:.1f} ms"
        )


def _names(chance: random.Random) -> Sequence[str]:
    made = []
    for given, surnames in zip(_GIVEN, _SURNAMES, strict=True):
        for _ in range(_OF_EACH_LANGUAGE):
            name = f"{chance.choice(given.split())} {chance.choice(surnames.split())}"
            made.append(f"{name} {chance.choice(surnames.split())}" if given is _GIVEN[0] else name)
    return list(dict.fromkeys(made))


def _with_a_mistake(name: str, chance: random.Random) -> str:
    words = name.lower().split()[:2]
    at = chance.randrange(2)
    words[at] = _misspelled(words[at], chance)
    return f"dice {' '.join(words)} que no"


def _misspelled(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice(string.ascii_lowercase) + word[at + 1 :],
        )
    )


def _sentences() -> Sequence[str]:
    files = [*sorted(_SENTENCES.glob("*.dev.jsonl")), *sorted(_SENTENCES.glob("*.more.jsonl"))]
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [line["text"] for line in lines if line["kind"] in ("chat", "hard")]


if __name__ == "__main__":
    main()
