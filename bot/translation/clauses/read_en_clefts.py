"""It was the foreman who did it; and what somebody would not do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, is_negative
from bot.translation.clauses.read_en_objects import EnglishObjects


class EnglishClefts(EnglishObjects):
    def _cleft(self, position: int) -> Iterator[tuple[Clause, int]]:
        """it was the supervisor who hit him"""
        if self.at(position) != "it" or self.at(position + 1) not in ("is", "was"):
            return
        negative = self.at(position + 2) == "not"
        for role in ("O", "S"):
            for subject, after in self.thing(position + 2 + negative, role):
                if subject.clause is not None or (subject.whose is not None and subject.whose.clause is not None):
                    continue
                contrasted: tuple[Adjunct, ...] = ()
                if self.at(after) == "," and self.at(after + 1) == "not":
                    # it was the foreman, not Luis, who
                    for other, behind in self.thing(after + 2, role):
                        if self.at(behind) in (",", "who", "that"):
                            contrasted = (Adjunct("contrast", thing=other, number="S"),)
                            after = behind + (self.at(behind) == ",")
                            break
                how = "no" if negative else "yes"
                if self.at(after) in ("who", "that"):
                    for clause, end in self.predicate(after + 1, subject):
                        adjuncts = tuple(
                            replace(each, number="S") if each.word == "contrast" and each.number == "O" else each
                            for each in clause.adjuncts
                        )
                        yield replace(clause, cleft=how, adjuncts=(*adjuncts, *contrasted)), end
                if role == "O":
                    # it was us they were recording
                    start = after + (self.at(after) in ("who", "that", "whom"))
                    for one, behind in self._with_gap(subject, start):
                        if one.clause is not None and one.clause.thing("O") == subject:
                            yield (
                                replace(one.clause, cleft=f"O {how}", adjuncts=(*one.clause.adjuncts, *contrasted)),
                                behind,
                            )

    def _refused(self, clause: Clause) -> Clause:
        """He wouldn't say why: he did not want to; what he would not do if … is another thing."""
        who = clause.subject
        refuses = (
            clause.tense == "conditional"
            and clause.negation == "not"
            and not clause.modal
            and not clause.passive
            and not clause.frame.is_state
            and "have" not in clause.adverbs
            and who is not None
            and who.person == 3
            and self.is_somebody(who)
            and not is_negative(who)
            and self._there.isdisjoint(("if", "unless", "said", "think", "thought", "knew", "promised", "told"))
        )
        if not refuses:
            return clause
        want = next(frame for frame in self.lists.frames if frame.name == "want_to")
        kept = tuple(each for each in clause.adjuncts if each.clause is None)
        done = Clause(clause.frame, roles=clause.roles, adjuncts=kept)
        rest = tuple(each for each in clause.adjuncts if each.clause is not None)
        return Clause(want, "past", who, {"C": done}, "not", adverbs=clause.adverbs, adjuncts=rest)
