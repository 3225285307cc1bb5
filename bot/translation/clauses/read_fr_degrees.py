"""How much of it: la machine la plus dangereuse, le plus important, de plus en plus lourd."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Thing
from bot.translation.clauses.read_fr_determiners import FrenchDeterminers

_MOST = {"plus": "most", "moins": "least"}
_MORE = {"plus": "more", "moins": "less"}
_ARTICLES = frozenset("le la les".split())
_OWN = frozenset("notre votre leur nos vos leurs mon ma mes ton ta tes son sa ses".split())
_BY_ITSELF = frozenset("good bad better worse".split())
"""What has a word of its own for more of it."""


_MINE = {"mien": "1s", "mienne": "1s", "miens": "1s", "miennes": "1s", "tien": "2s", "tienne": "2s", "tiens": "2s",
         "tiennes": "2s", "sien": "3", "sienne": "3", "siens": "3", "siennes": "3", "nôtre": "1p", "nôtres": "1p",
         "vôtre": "2p", "vôtres": "2p", "leur": "3p", "leurs": "3p"}  # fmt: skip
_AS_DEGREE = {"former": "senior", "tall": "big"}
"""Le plus ancien, notre plus grande victoire"""


class FrenchDegrees(FrenchDeterminers):
    def _adjectives(self, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        yield from super()._adjectives(position)
        word, before = self.at(position), self.at(position - 1)
        if word in _ARTICLES and self.at(position + 1) in _MOST:
            # la machine la plus dangereuse
            yield from self._with_degree(_MOST[self.at(position + 1)], position + 2)
        elif word in _MOST and (before in _ARTICLES or before in _OWN):
            # le plus vieux délégué
            yield from self._with_degree(_MOST[word], position + 1)
        elif word in _MORE:
            # une machine plus dangereuse
            yield from self._with_degree(_MORE[word], position + 1)

    def _with_degree(self, degree: str, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        for name, after in self.listed("adj", position):
            if name not in _BY_ITSELF or degree in ("less", "least"):
                yield (f"{degree}~{_AS_DEGREE.get(name, name)}",), after

    def the_most(self, position: int) -> Iterator[tuple[Thing, int]]:
        """le plus important; le plus ancien de l'équipe"""
        word = self.at(position)
        if word not in (*_ARTICLES, "l'"):
            return
        for adjectives, after in self._adjectives(position + 1):
            if len(adjectives) != 1 or self.at(after) == "-":
                continue
            degree, _, name = adjectives[0].rpartition("~")
            if word in ("le", "l'") and self.at(after) in (",", "ce") and (degree == "most" or name == "important"):
                yield Thing("noun", "thing_w", det="the", adjectives=adjectives), after
            if degree in ("most", "least"):
                one = Thing("pronoun", "the one", plural=word == "les", gender="f" if word == "la" else "m",
                            det="adj the", adjectives=adjectives)  # fmt: skip
                yield one, after
                for whole, end in self._of_whole(after):
                    yield replace(one, whose=whole), end

    def even_or_own(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        """même les cadres; la mienne, les nôtres"""
        word = self.at(position)
        if word == "même" and self.at(position + 1) not in ("si", "pas", "quand", "que"):
            for thing, after in self._single(position + 1, role):
                if thing.kind in ("noun", "name", "pair", "part") and (thing.det or thing.kind != "noun"):
                    yield replace(thing, joined="even"), after
        owner = _MINE.get(self.at(position + 1)) if word in _ARTICLES else None
        if owner is not None and (self.at(position + 1) not in ("leur", "leurs") or self._ends_at(position + 2)):
            gender = (
                "f"
                if word == "la" or self.at(position + 1).endswith(("mienne", "miennes", "tiennes", "siennes"))
                else "m"
            )
            yield Thing("pronoun", "the one", plural=word == "les", gender=gender, det=f"of:{owner}"), position + 2

    def _ends_at(self, position: int) -> bool:
        return not any(True for _ in self.nouns(position)) and not self.listed("adj", position)

    def _single(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        raise NotImplementedError

    def _of_whole(self, position: int) -> Iterator[tuple[Thing, int]]:
        for whole, end in self._of(position) if self.at(position) in ("de", "des") else ():
            if whole.kind == "noun" and whole.det and whole.clause is None:
                yield whole, end

    def _of(self, position: int) -> Iterator[tuple[Thing, int]]:
        raise NotImplementedError
