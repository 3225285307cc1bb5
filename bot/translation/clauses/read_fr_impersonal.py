"""French clauses about nobody: il y a, il faut, il reste, ça fait; and where somebody or something is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.meaning import BE_SO, EXIST, SPANS, Adjunct, Clause, Tense, Thing, pronoun
from bot.translation.clauses.read_fr_adjuncts import FrenchAdjuncts
from bot.translation.clauses.read_fr_helpers import CLITICS
from bot.translation.clauses.read_fr_relatives import who_on_is
from bot.translation.clauses.romance_group import Group

_THERE_IS: Mapping[str, Tense] = {
    "a": "present", "avait": "imperfect", "aura": "future", "aurait": "conditional", "ait": "present",
}  # fmt: skip


class FrenchImpersonal(FrenchAdjuncts):
    def _placed(self, group: Group, position: int, who: Thing) -> Iterator[tuple[Clause, int]]:
        """La réunion est vendredi, nous sommes à l'usine"""
        if group.verb == "être" and not group.is_passive and not group.clitics:
            for frame, adjuncts, end in self.placed(position, who):
                yield who_on_is(Clause(frame, group.tense, who, {}, group.negation, modal=group.modal,
                                       adverbs=group.adverbs, adjuncts=adjuncts)), end  # fmt: skip

    def _lasting(self, position: int) -> Iterator[tuple[Clause, int]]:
        """ça fait trois semaines qu'on attend"""
        for words in (["ça", "fait"], ["cela", "fait"], ["il", "y", "a"]):
            if self.words[position : position + len(words)] != words:
                continue
            for thing, after in self._noun_phrase(position + len(words)):
                if thing.word in SPANS and thing.det.startswith("number:") and self.at(after) == "que":
                    for clause, end in self.clause(after + 1):
                        lasting = Adjunct("lasting", thing=thing)
                        tense: Tense = "perfect" if clause.tense == "past" else clause.tense
                        yield replace(clause, tense=tense, adjuncts=(*clause.adjuncts, lasting)), end

    def _there_is(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il y a, il n'y a pas eu de; il faut"""
        start = position + 1 + (self.at(position + 1) == "ne")
        if self.at(start) == "y" and self.at(start + 1) == "en" and self.at(start + 2) in _THERE_IS:
            # il y en a trois
            before, self._of_them = self._of_them, True
            found = [each for each in self._part(start + 3, "O") if each[0].kind == "part"]
            self._of_them = before
            for thing, after in found:
                for adjuncts, end in self.adjuncts(after):
                    yield Clause(EXIST, _THERE_IS[self.at(start + 2)], None, {"O": thing}, adjuncts=adjuncts), end
        if self.at(start) == "y" and self.at(start + 1) in _THERE_IS:
            negation, nothing, _, after = self._inner(start + 2)
            tense: Tense = _THERE_IS[self.at(start + 1)]
            if self.at(after) == "eu" and tense == "present":
                tense, after = "past", after + 1
            if not nothing:
                yield from self.existing(after, tense, negation)
        yield from self._left(start)
        yield from self._better(start)
        if self.words[start : start + 3] == ["se", "peut", "que"]:
            for clause, end in self.clause(start + 3, subjunctive=None):
                yield Clause(BE_SO, subject=pronoun(3, "n"), roles={"A": Adjunct("possible"), "C": clause}), end
        if self.at(start) == "faudrait":
            negation, _, _, after = self._inner(start + 1)
            if self.at(after) == "que":
                for clause, end in self.clause(after + 1, subjunctive=None):
                    yield replace(clause, modal="should", tense="conditional", negation=negation), end
            for clause, end in self._infinitive(after):
                us = pronoun(1, plural=True)
                yield replace(clause, subject=us, modal="should", tense="conditional", negation=negation), end
        if self.at(start) in ("faut", "fallait", "faudra"):
            negation, _, _, after = self._inner(start + 1)
            need: Tense = {"faut": "present", "fallait": "imperfect"}.get(self.at(start), "future")  # type: ignore[assignment]
            if self.at(after) == "que":
                for clause, end in self.clause(after + 1, subjunctive=None):
                    yield replace(clause, modal="must" if negation else "have to", tense=need, negation=negation), end
            for clause, end in self._infinitive(after):
                modal = "must" if negation else "have to"
                yield replace(clause, subject=pronoun(1, plural=True), modal=modal, tense=need, negation=negation), end

    def _left(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il nous reste dix jours pour contester"""
        if self.at(position) in ("reste", "restait", "restera"):
            # il reste deux griefs
            left: Tense = {"reste": "present", "restait": "imperfect"}.get(self.at(position), "future")  # type: ignore[assignment]
            negation, nothing, _, start = self._inner(position + 1)
            if not nothing:
                for clause, end in self.existing(start, left, "no longer" if negation else ""):
                    yield replace(clause, adverbs=() if negation else ("still",)), end
        clitics, after = next(self._clitics(position))
        if len(clitics) != 1 or clitics[0] not in ("me", "te", "nous", "vous", "lui", "leur"):
            return
        tense: Tense | None = {"reste": "present", "restait": "imperfect", "restera": "future"}.get(self.at(after))  # type: ignore[assignment]
        if tense is None:
            return
        have = next(frame for frame in self.lists.frames if frame.name == "have_left")
        for thing, behind in self.thing(after + 1, "O"):
            for adjuncts, end in self.adjuncts(behind):
                yield Clause(have, tense, CLITICS[clitics[0]][0], {"O": thing}, adjuncts=adjuncts), end

    def _better(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il vaut mieux attendre; il manque deux signatures"""
        frames = {frame.name: frame for frame in self.lists.frames if frame.name in ("better_to", "be_missing")}
        if self.words[position : position + 2] == ["vaut", "mieux"]:
            for done, end in self._infinitive(position + 2):
                yield Clause(frames["better_to"], subject=pronoun(3, "n"), roles={"C": done}), end
        if self.at(position) in ("manque", "manquait"):
            tense: Tense = "present" if self.at(position) == "manque" else "imperfect"
            for thing, after in self.thing(position + 1, "S"):
                for adjuncts, end in self.adjuncts(after):
                    yield Clause(frames["be_missing"], tense, thing, adjuncts=adjuncts), end
