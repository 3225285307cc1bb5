"""What was not so, and what is wished, in Spanish sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, Tense
from bot.translation.clauses.read_es_orders import SpanishOrders
from bot.translation.clauses.romance_group import Group

_WISHED: dict[Tense, Tense] = {"past": "imperfect", "imperfect": "imperfect", "pluperfect": "pluperfect"}


class SpanishUnreal(SpanishOrders):
    def unreal(self, clause: Clause) -> Clause:
        """What its conditions and times tell of it.

        Si hubieran votado todos, ganábamos; hubiéramos ganado si no anulan las boletas: none of it was so."""
        beside = [each.clause for each in (*clause.before, *clause.adjuncts) if each.word != "until"]
        to_come = any(each is not None and each.tense == "future" for each in beside)
        if to_come and clause.tense == "present" and clause.mood == "statement" and not clause.modal:
            # cuando llegue el actuario, cuelgan las banderas
            clause = replace(clause, tense="future")
        conditions = [each.clause for each in (*clause.before, *clause.adjuncts) if each.word == "if"]
        condition = next((each for each in conditions if each is not None), None)
        if condition is None or clause.mood == "order":
            return clause
        if condition.tense == "pluperfect" and clause.tense in ("imperfect", "present", "past") and not clause.modal:
            # de haber sabido, no firmo
            clause = replace(clause, tense="conditional", adverbs=(*clause.adverbs, "have"), progressive=False)
        if condition.tense == "imperfect" and clause.tense == "imperfect" and not clause.modal:
            clause = replace(clause, tense="conditional")
        if clause.tense == "conditional" and "have" in clause.adverbs and condition.tense in ("present", "past"):
            condition = replace(condition, tense="pluperfect")
        subject = condition.subject or clause.subject

        def told(each: Adjunct) -> Adjunct:
            if each.word != "if" or each.clause is None or condition is None:
                return each
            return replace(each, clause=condition if condition.passive else replace(condition, subject=subject))

        return replace(clause, before=tuple(map(told, clause.before)), adjuncts=tuple(map(told, clause.adjuncts)))

    def infinitival(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        if self.at(position) == "de" and self.at(position + 1).startswith("haber"):
            # de haber sabido: if I had
            for group, after in self._base(position + 1, Group("", is_finite=False)):
                if group.tense == "perfect":
                    for clause, end in self.finished(group, after, None):
                        yield Adjunct("if", clause=replace(clause, tense="pluperfect")), end
        yield from super().infinitival(position)

    def wished(self, position: int) -> Iterator[tuple[Clause, int]]:
        """ojalá nos hubieran avisado"""
        start = position - 1
        if self.at(start) in ("que", "y"):
            start -= 1
        if start < 0 or self.at(start) != "ojalá":
            return
        for clause, after in self.clause(position, subjunctive=True):
            if clause.tense in _WISHED:
                yield replace(clause, tense=_WISHED[clause.tense], mood="wish"), after
