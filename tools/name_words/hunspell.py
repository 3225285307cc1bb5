"""Every word form that a hunspell dictionary stands for, with its morphological notes.

Only what the English, Spanish and French dictionaries use: suffixes (which may carry further suffixes) and, where
asked for, prefixes. Elided articles (l', d') are prefixes there; texts are cut at the apostrophe, so they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class _Rule:
    strip: str
    add: str
    further: tuple[str, ...]
    condition: re.Pattern[str]


@dataclass(frozen=True)
class Word:
    form: str
    notes: str
    """Part of speech and the like, as the dictionary writes it; empty where it has none."""
    is_stem: bool
    """The entry itself, not made by a rule."""


@dataclass
class Dictionary:
    folder: Path
    name: str
    with_prefixes: bool
    _suffixes: dict[str, list[_Rule]] = field(default_factory=dict)
    _prefixes: dict[str, list[_Rule]] = field(default_factory=dict)
    _two_letter_flags: bool = False

    def words(self) -> Iterator[Word]:
        """May repeat a form."""
        self._read_affixes()
        with (self.folder / f"{self.name}.dic").open(encoding="utf-8") as lines:
            next(lines)
            for line in lines:
                entry, _, notes = line.strip().partition(" ")
                entry, _, notes_after_tab = entry.partition("\t")
                stem, _, flags = entry.partition("/")
                if stem and not stem.startswith("#"):
                    for form in self._forms(stem, self._split(flags)):
                        yield Word(form, notes + notes_after_tab, form == stem)

    def _forms(self, stem: str, flags: tuple[str, ...]) -> Iterator[str]:
        if "()" not in flags:  # NEEDAFFIX of the French one
            yield stem
        for flag in flags:
            for rule in self._suffixes.get(flag, ()):
                if rule.condition.search(stem) and stem.endswith(rule.strip):
                    derived = stem[: len(stem) - len(rule.strip)] + rule.add
                    yield derived
                    for second in rule.further:
                        yield from self._suffixed(derived, second)
            if self.with_prefixes:
                for rule in self._prefixes.get(flag, ()):
                    if rule.condition.search(stem) and stem.startswith(rule.strip):
                        yield rule.add + stem[len(rule.strip) :]

    def _suffixed(self, stem: str, flag: str) -> Iterator[str]:
        for rule in self._suffixes.get(flag, ()):
            if rule.condition.search(stem) and stem.endswith(rule.strip):
                yield stem[: len(stem) - len(rule.strip)] + rule.add

    def _read_affixes(self) -> None:
        with (self.folder / f"{self.name}.aff").open(encoding="utf-8") as lines:
            for line in lines:
                parts = line.split()
                if parts[:2] == ["FLAG", "long"]:
                    self._two_letter_flags = True
                if len(parts) >= 4 and parts[0] in {"SFX", "PFX"} and not (parts[2] in "YN" and parts[3].isdigit()):
                    self._take_rule(parts)

    def _take_rule(self, parts: list[str]) -> None:
        kind, flag, strip, add = parts[:4]
        added, _, further = add.partition("/")
        condition = parts[4] if len(parts) > 4 else "."
        pattern = re.compile(condition + "$" if kind == "SFX" else "^" + condition)
        zero = {"0": ""}
        rule = _Rule(zero.get(strip, strip), zero.get(added, added), self._split(further), pattern)
        (self._suffixes if kind == "SFX" else self._prefixes).setdefault(flag, []).append(rule)

    def _split(self, flags: str) -> tuple[str, ...]:
        step = 2 if self._two_letter_flags else 1
        return tuple(flags[at : at + step] for at in range(0, len(flags), step))
