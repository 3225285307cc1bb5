"""What a French question asks for, and where it stands: à qui, de quoi, lequel; où aller; je sais pas pourquoi."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import LEFT_OUT, Clause, Thing, asked_for, pronoun
from bot.translation.clauses.read_fr_impersonal import FrenchImpersonal
from bot.translation.clauses.read_fr_relatives import SUBJECTS, who_on_is
from bot.translation.clauses.romance_group import Group

_BEFORE_ASKED = frozenset("à de avec pour contre sur chez par".split())
_ENDS = frozenset(("", ",", "mais", "et", "pis"))
_WHICH = frozenset("quel quelle quels quelles".split())
_US = pronoun(1, plural=True)


class FrenchAsked(FrenchImpersonal):
    def _asked_for(self, position: int) -> Iterator[tuple[str, Thing | None, int]]:
        """What is asked for, and as which object of the clause."""
        for name, start in self.listed("ask", position):
            yield name, None, start
        if self.at(position) == "que":
            yield "what", pronoun(word="what"), position + 1
        if self.at(position) == "qui":
            yield "whom", pronoun(word="who"), position + 1
        yield from self._asked_behind(position)
        if self.at(position) == "combien":
            yield "how much", pronoun(word="how much"), position + 1
        for thing, start in self.asked_things(position):
            yield "thing", thing, start
        yield "", None, position

    def _asked(self, position: int, asked: str, gap: Thing | None) -> Iterator[tuple[Clause, int]]:
        if gap is None:
            yield from self._cleft(position)
            yield from self.clause(position)
            if asked in ("where", "when"):
                yield from self._where_one_is(position)
            return
        # Qu'ont-ils dit? What is asked for has no word in the clause.
        for subject, verb in self._subjects_after_que(position):
            for group, after in self.group(verb):
                if not group.subjunctive and self._takes_pronoun_or_noun(subject, group):
                    for clause, end in self.finished(group, after, subject, gap=gap):
                        yield who_on_is(asked_for(clause, gap, asked)), end

    def inverted(self, position: int) -> Iterator[tuple[Clause, int]]:
        """à quelle heure commence l'assemblée, où est la réunion"""
        for group, verb in self.group(position):
            if group.subjunctive or group.is_passive or group.clitics:
                continue
            for subject, after in self.thing(verb, "S"):
                if subject.kind not in ("noun", "name") or not self.agrees(subject, group):
                    continue
                if group.verb == "être" and self.at(after) in ("", ",", "et", "mais", "ou"):
                    yield (
                        Clause(next(self.placed_frames(subject)), group.tense, subject, negation=group.negation),
                        after,
                    )
                elif group.verb != "être":
                    yield from self.finished(group, after, subject)
            if group.verb == "avoir" and self.at(verb) == "lieu":
                # quand aura lieu l'audience
                for subject, after in self.thing(verb + 1, "S"):
                    if subject.kind == "noun" and self.agrees(subject, group):
                        event = next(frame for frame in self.lists.frames if frame.name == "take_place")
                        for adjuncts, end in self.adjuncts(after):
                            yield Clause(event, group.tense, subject, negation=group.negation, adjuncts=adjuncts), end

    def _asked_behind(self, position: int) -> Iterator[tuple[str, Thing | None, int]]:
        """à qui, de quoi: with the preposition that the verb wants"""
        if self.at(position) not in _BEFORE_ASKED or self.at(position + 1) not in ("qui", "quoi"):
            return
        is_who = self.at(position + 1) == "qui"
        before, self._fronted = self._fronted, self.at(position)
        try:
            yield "whom" if is_who else "what", pronoun(word="who" if is_who else "what"), position + 2
        finally:
            self._fronted = before

    def _where_one_is(self, position: int) -> Iterator[tuple[Clause, int]]:
        """où es-tu"""
        who = SUBJECTS.get(self.at(position))
        for group, after in self.group(position + 1) if who is not None else ():
            if group.verb == "être" and not group.is_passive and who is not None and self._takes_pronoun(who, group):
                frame = next(self.placed_frames(who))
                yield who_on_is(Clause(frame, group.tense, who, negation=group.negation)), after

    def what_it_is(self, position: int) -> Iterator[tuple[Clause, int]]:
        """Quel est le problème? Quels sont nos droits?"""
        frame = next(each for each in self.lists.frames if each.name == "be")
        for group, after in self.group(position + 1) if self.at(position) in _WHICH else ():
            if group.verb != "être" or group.is_passive or group.clitics:
                continue
            for what, end in self.thing(after, "S"):
                if what.kind == "noun" and self.agrees(what, group):
                    for adjuncts, last in self.adjuncts(end):
                        told = Clause(frame, group.tense, what, {}, group.negation, adjuncts=adjuncts)
                        yield replace(told, mood="question", asked="what"), last

    def left_open(self, position: int) -> Iterator[tuple[Clause, int]]:
        """je sais pas quoi faire, où aller, à qui parler; personne m'a dit pourquoi"""
        for asked, gap, after in self._to_be_done(position):
            for clause, end in self._infinitive(after) if gap is None else self._with_gap(after, gap):
                found = replace(clause, asked=asked) if gap is None else asked_for(clause, gap, asked)
                yield found, end
        for name, after in self.listed("ask", position):
            if self.at(after) in _ENDS:
                yield Clause(LEFT_OUT, asked=name), after

    def _to_be_done(self, position: int) -> Iterator[tuple[str, Thing | None, int]]:
        if self.at(position) in ("que", "quoi"):
            yield "what", pronoun(word="what"), position + 1
        yield from ((name, None, after) for name, after in self.listed("ask", position))
        yield from self._asked_behind(position)

    def _with_gap(self, position: int, gap: Thing) -> Iterator[tuple[Clause, int]]:
        start = position + (self.at(position) == "ne")
        negation, _, adverbs, start = self._inner(start)
        for clitics, after in self._clitics(start):
            empty = Group(adverbs=adverbs, negation=negation, is_finite=False, clitics=clitics)
            for group, end in self._base(after, empty):
                yield from self.finished(group, end, None, gap=gap)

    def what_to_do(self, position: int) -> Iterator[tuple[Clause, int]]:
        """Quoi faire? Où envoyer la lettre? Pourquoi signer?: what we should do"""
        for clause, after in self.left_open(position):
            if clause.frame is not LEFT_OUT and not clause.passive:
                yield replace(clause, subject=_US, modal="should", mood="question"), after

    @abstractmethod
    def _cleft(self, position: int) -> Iterator[tuple[Clause, int]]: ...
