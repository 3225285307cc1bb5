"""How dangerous, heavy or tired, in Spanish: muy peligroso, más pesado que antes, una jefa muy grosera."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.meaning import BE_SO, Adjunct, Clause, Frame, Roles, Thing, pronoun
from bot.translation.clauses.read_es_impersonal import SpanishImpersonal
from bot.translation.clauses.romance_group import Group

_DEGREES: Mapping[str, str] = {
    "muy": "very", "bien": "very", "súper": "very", "bastante": "very", "demasiado": "too", "tan": "so", "más": "more",
    "menos": "less",
}  # fmt: skip
_BEHIND_NOUNS = frozenset({"muy", "más", "menos"})
_MOST: Mapping[str, str] = {"more": "most", "less": "least"}
_ARTICLES = frozenset("el la los las".split())
_BY_ITSELF = frozenset("better worse higher lower".split())
_SOONER = frozenset({"sooner", "earlier"})
"""Más peligroso que antes: than before."""
_BEING = frozenset({"ser", "estar", "andar"})
_OF_SITUATIONS = frozenset(
    "dangerous difficult hard easy expensive cheap important unfair heavy clear strange weird sad urgent necessary possible impossible "
    "probable serious shameful tiring stressful risky normal common rare late early useful toxic illegal legal complicated".split()
)
_BEING_SO = frozenset(f"be {name}" for name in _OF_SITUATIONS)
"""Es muy peligroso: it is, where nobody and nothing is named."""


class SpanishDegrees(SpanishImpersonal):
    def finished(
        self,
        group: Group,
        position: int,
        subject: Thing | None,
        *,
        gap: Thing | None = None,
        topic: Thing | None = None,
    ) -> Iterator[tuple[Clause, int]]:
        yield from super().finished(group, position, subject, gap=gap, topic=topic)
        if self.at(position) in _DEGREES and group.verb in _BEING and not (group.is_passive or group.clitics or gap):
            yield from self._being_so_much(group, position, subject)

    def _being_so_much(self, group: Group, position: int, subject: Thing | None) -> Iterator[tuple[Clause, int]]:
        degree = _DEGREES[self.at(position)]
        for name, after in self.listed("adj", position + 1):
            if ("adj", name) not in self.lists.said or name in _BY_ITSELF:
                continue
            who = subject if subject is not None else self._who_is_so(group, name, position + 1)
            so = Adjunct(name, number="as" if degree == "so" and self.at(after) == "como" else degree)
            clause = Clause(BE_SO, group.tense, who, {"A": so}, group.negation, modal=group.modal,
                            adverbs=group.adverbs)  # fmt: skip
            starts = [(clause, after)]
            compared = {"as": ("as", "como"), "more": ("than", "que"), "less": ("than", "que")}.get(so.number)
            if compared is not None and self.at(after) == compared[1]:
                starts = [
                    *((replace(clause, adjuncts=(Adjunct(compared[0], thing=other),)), end)
                      for other, end in self.thing(after + 1, "O")),
                    *((replace(clause, adjuncts=(Adjunct(time, number=compared[0]),)), end)
                      for time, end in self.listed("adv", after + 1)
                      if time not in _SOONER),
                ]  # fmt: skip
            elif degree == "so" and self.at(after) == "que":
                starts = [
                    (replace(clause, roles={"A": so, "C": inner}), end)
                    for inner, end in self.clause(after + 1, subjunctive=None)
                ]
            for start, behind in starts:
                for adjuncts, end in self.adjuncts(behind):
                    yield replace(start, adjuncts=(*start.adjuncts, *adjuncts)), end

    def unnamed(self, group: Group, frame: Frame, roles: Roles) -> Thing:
        if group.person == 3 and not group.plural and group.verb == "ser" and frame.name in _BEING_SO:
            return pronoun(3, "n")
        return super().unnamed(group, frame, roles)

    def _who_is_so(self, group: Group, name: str, position: int) -> Thing:
        if group.person == 3 and not group.plural and group.verb == "ser" and name in _OF_SITUATIONS:
            return pronoun(3, "n")
        forms = [each.split("/") for each in self.lists.said["adj", name].words["es"]]
        hers = any(
            len(each) == 4 and self.at(position) in each[1::2] and self.at(position) not in each[::2] for each in forms
        )
        return pronoun(group.person, "f" if hers else "", plural=group.plural)

    def _adjectives(self, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        yield from super()._adjectives(position)
        if self.at(position) not in _BEHIND_NOUNS:
            return
        degree = _DEGREES[self.at(position)]
        if self.at(position - 2) in _ARTICLES:
            # la máquina más peligrosa
            degree = _MOST.get(degree, degree)
        for name, after in self.listed("adj", position + 1):
            if name not in _BY_ITSELF:
                yield (f"{degree}~{name}",), after
