"""What a French sentence names behind what it says of it: ils l'ont signée, l'entente; c'est elle, la déléguée."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Clause, Thing, is_pronoun
from bot.translation.clauses.read_fr_openings import FrenchOpenings

_STRONG = {"moi": (1, False), "toi": (2, False), "nous": (1, True), "vous": (2, True), "lui": (3, False),
           "elle": (3, False), "eux": (3, True), "elles": (3, True)}  # fmt: skip
_ALSO_BEFORE = frozenset(
    "devant derrière avant après contre depuis pendant autour proche près dedans dessus sur sous dehors pour avec".split()
)
_PRONOUN = {("n", False): "ce", ("m", False): "il", ("f", False): "elle", ("f", True): "elles"}


class FrenchNamedBehind(FrenchOpenings):
    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for clause, after in self.stated(position, is_question=is_question):
            yield clause, after
            yield from self._named_behind(clause, after)

    def _named_behind(self, clause: Clause, position: int) -> Iterator[tuple[Clause, int]]:
        comma = self.at(position) == ","
        start = position + comma
        if start >= len(self.words) or clause.mood == "order":
            return
        who = _STRONG.get(self.at(start))
        if comma and who is not None and self.at(start + 1) in ("", ","):
            # je signe pas, moi
            if clause.subject is not None and (clause.subject.person, clause.subject.plural) == who:
                yield clause, start + 1
                comma = self.at(start + 1) == ","
                start += 1 + comma
        for topic, end in self.thing(start, "S"):
            definite = topic.kind in ("name", "pair") or topic.det.startswith(("the", "this", "that", "of:"))
            if topic.kind not in ("noun", "name", "pair") or not (definite and (comma or topic.kind == "noun")):
                continue
            if not comma and self.at(start - 1) in _ALSO_BEFORE:
                # il va témoigner devant le juge: no judge testifies
                continue
            if self.at(end) not in ("", ",", "et", "mais", "pis"):
                continue
            told = self._told_of(clause, topic)
            if told is not None:
                yield told, end

    def _told_of(self, clause: Clause, topic: Thing) -> Clause | None:
        subject, what = clause.subject, clause.thing("X")
        is_it = subject is not None and is_pronoun(subject) and subject.gender == "n"
        if clause.frame.name == "be" and is_it and what is not None and not clause.cleft:
            # c'est lui, le gars qui a appelé
            if what.kind == "pronoun" or what.kind == "name":
                return replace(clause, subject=what, roles={**clause.roles, "X": topic})
            return replace(clause, subject=topic)
        if subject is None or subject.kind != "pronoun":
            return self._said_of(clause, topic, "")
        return self._said_of(clause, topic, _PRONOUN.get((subject.gender, subject.plural), "ils"))

    @abstractmethod
    def stated(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]: ...
