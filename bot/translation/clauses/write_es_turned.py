"""What Spanish tells the other way round: we liked the offer, nos gustó la oferta."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from bot.translation.clauses.meaning import SAME, Clause, is_negative, pronoun
from bot.translation.clauses.write_es_states import SpanishStates
from bot.translation.clauses.writing import Unsayable


class SpanishTurned(SpanishStates):
    def turned(self, clause: Clause, mood: str, *, silent: bool) -> list[str]:
        who, what = clause.subject, clause.thing("O") or clause.thing("X")
        roles = {role: value for role, value in clause.roles.items() if value is not what}
        if who is None or clause.passive or clause.asked == "S" or clause.cleft or mood not in ("ind", "pres", "past"):
            raise Unsayable
        if (silent and who.word != SAME) or who.word in ("who", "what") or is_negative(who):
            raise Unsayable
        wanted = any(role in ("O", "X") for role, _ in clause.frame.patterns["en"][0].items)
        if wanted and what is None:
            raise Unsayable
        gender, plural = self.agreement(who)
        # A ella no le gustó: le is anybody's
        named = not self.is_clitic(who) or (who.person == 3 and not who.plural and who.gender in ("m", "f"))
        whom = replace(who, whose=who.whose) if self.is_clitic(who) else pronoun(3, gender, plural=plural)
        frame = replace(clause.frame, turned=frozenset())
        told = replace(clause, frame=frame, subject=what or pronoun(3, "n"), roles={**roles, "R": whom})
        first = self.thing(who, "a") if named and who.word != SAME else []
        return [*first, *self.clause(told, mood, subject_after=what is not None)]

    @abstractmethod
    def clause(
        self, clause: Clause, mood: str = "ind", *, silent: bool = False, subject_after: bool = False
    ) -> list[str]: ...
