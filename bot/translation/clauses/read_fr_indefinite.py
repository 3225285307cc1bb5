"""Somebody, nobody, something in French: quelqu'un d'autre, rien de grave, personne du bureau."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import EVENTS, Thing, pronoun
from bot.translation.clauses.read_fr_degrees import FrenchDegrees

_INDEFINITE = {
    "nobody": ["personne"], "nothing": ["rien"], "somebody": ["quelqu'un"], "everybody": ["tout", "le", "monde"],
    "something": ["quelque", "chose"],
}  # fmt: skip

_BECOMING = frozenset(
    "suis es est sommes êtes sont étais était étaient étions être été sera serai seras seront serait devient devenu devenue "
    "devenus devenir rendu rendue rendus reste restes restent resté restée rester nommé nommée élu élue redevenu".split()
)
_BETWEEN = frozenset("pas plus aussi toujours encore déjà juste seulement jamais même".split())


class FrenchIndefinite(FrenchDegrees):
    def _indefinite(self, position: int) -> Iterator[tuple[Thing, int]]:
        for name, words in _INDEFINITE.items():
            if self.words[position : position + len(words)] == words:
                if name in ("somebody", "something") and self.at(position + len(words)) == "qui":
                    # quelqu'un qui ne parle pas français
                    yield from self._relative(pronoun(word=name), position + len(words), must=True)
                yield from self._of_that_kind(name, position + len(words))
                yield pronoun(word=name), position + len(words)
                if name in ("nobody", "somebody") and self.at(position + len(words)) in ("de", "des"):
                    # personne du bureau
                    for of_them, after in self._of(position + len(words)):
                        if of_them.kind == "noun" and of_them.det and of_them.clause is None:
                            yield Thing("pronoun", name, whose=of_them), after
        follows = self.words[position + 1 : position + 3]
        if self.at(position) == "tout" and follows not in (["le", "monde"], ["de", "suite"]):
            yield pronoun(word="everything"), position + 1

    def _of_that_kind(self, name: str, position: int) -> Iterator[tuple[Thing, int]]:
        """personne d'autre; quelque chose de grave"""
        if self.at(position) != "de":
            return
        if self.at(position + 1) == "autre":
            yield replace(pronoun(word=name), det="else"), position + 2
        for adjective, after in self.listed("adj", position + 1) if name in ("something", "nothing") else ():
            yield replace(pronoun(word=name), adjectives=(adjective,)), after

    def _tells_what_one_is(self, position: int) -> bool:
        """il est contremaître, je suis pas délégué, elle est devenue cadre"""
        before = position - 1
        while self.at(before) in _BETWEEN and before > 0:
            before -= 1
        return self.at(before) in _BECOMING

    def _known_by_its_kind(self, position: int, role: str, *, also_noun: bool) -> Iterator[tuple[Thing, int]]:
        """l'ancienne continue de s'appliquer; le local est a noun before it is an adjective"""
        word = self.at(position)
        if role != "S" or word not in ("le", "la", "l'", "les"):
            return
        if any(True for _ in self.nouns(position + 1)) != also_noun:
            return
        for name, after in self.listed("adj", position + 1):
            follows = self.at(after)
            if follows in ("ne", "se") or any(True for _ in self._finite_forms(follows)):
                gender = "f" if word == "la" or self._is_of_women(name, self.at(after - 1)) else "m"
                which = "previous" if name == "former" else name
                yield Thing("pronoun", "the one", plural=word == "les", gender=gender, adjectives=(which,)), after

    def _is_of_women(self, adjective: str, form: str) -> bool:
        men, women, *_ = self.lists.said["adj", adjective].words["fr"][0].removeprefix("<").split("/")
        return men != women and form.removesuffix("s") == women

    @staticmethod
    def _is_put_off(thing: Thing | None) -> bool:
        """le scrutin est remis à vendredi: nobody hands it in"""
        return thing is not None and (thing.word in EVENTS or thing.word.startswith("ballot_alt"))
