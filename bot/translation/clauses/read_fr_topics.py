"""What a French sentence names before it says something of it: les griefs, c'est Manon qui les dépose; moi ils m'ont rappelé."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import (
    COURTESY,
    PLACED,
    Adjunct,
    Clause,
    Sentence,
    Tense,
    Thing,
    is_pronoun,
    pair,
    pronoun,
)
from bot.translation.clauses.read_fr_questions import FrenchQuestions
from bot.translation.clauses.read_fr_relatives import SUBJECTS
from bot.translation.clauses.romance_group import Group

_ALSO_SUBJECT = {"moi": "je", "toi": "tu", "lui": "il", "nous": "on", "vous": "vous", "eux": "ils", "elle": "elle",
                 "elles": "elles"}  # fmt: skip
_COMPARED = {"plus": "the more", "moins": "the less", "mieux": "the better"}
_GOES_ON = frozenset("je tu il on ils elle elles ça cela ce".split())
_GOES_INTO = frozenset(", pourquoi comment quand où que quoi qui si et mais - parce car puisque lorsque comme".split())
_BEHIND_TOPICS = _GOES_ON | {","}
_ASKS = frozenset("pourquoi comment est-ce combien quel quelle".split())
_YOU_DO = frozenset("avez êtes pouvez savez voulez allez connaissez pensez croyez".split())
_TOGETHER = frozenset(("past", "imperfect", "pluperfect"))


def _is_me(thing: Thing) -> bool:
    return thing.kind == "pronoun" and thing.person == 1


class FrenchTopics(FrenchQuestions):
    def topical(self, position: int) -> Iterator[tuple[Clause, int]]:
        """With its topic in the place of the pronoun that stands for it."""
        word = self.at(position)
        behind = position + 1 + (self.at(position + 1) == ",")
        if word in ("ça", "cela") and self.at(position + 1) == ",":
            # ça, c'est pas vrai
            yield from self.clause(behind)
        if word in _ALSO_SUBJECT and (self.at(behind) in SUBJECTS or self.at(behind) == "personne"):
            who = next(self._strong(position))[0]
            for clause, end in (*self._cleft(behind), *self.clause(behind)):
                if self._speaks_of(clause, who, self.at(behind) == _ALSO_SUBJECT[word]):
                    yield clause, end
        if self._there.isdisjoint(_BEHIND_TOPICS):
            return
        yield from self._both_of_us(position)
        for topic, after in self.thing(position, "S"):
            if topic.kind not in ("noun", "name", "part") and topic.word not in ("the one", "what", "everything"):
                continue
            start = after + (self.at(after) == ",")
            if (
                start > after
                and self.at(start) in ("lui", "elle", "eux", "elles")
                and self.at(start + 1) in (",", "il", "ils")
            ):
                start += 1
                start += self.at(start) == ","
            if start > after and self.at(start) in ("personne", "tout", "aucun", "aucune", "le", "la", "les", "l'"):
                # le contrat, personne l'a lu
                for clause, end in self.clause(start):
                    told = (
                        self._said_of(replace(clause, subject=None), topic, "") if clause.subject is not None else None
                    )
                    if told is not None:
                        yield replace(told, subject=clause.subject), end
                continue
            if self.at(start) not in SUBJECTS or (start == after and self.at(start) in ("nous", "vous", "je", "tu")):
                continue
            for clause, end in (*self._cleft(start), *self.clause(start)):
                told = self._said_of(clause, topic, self.at(start))
                if told is not None:
                    yield told, end

    def _both_of_us(self, position: int) -> Iterator[tuple[Clause, int]]:
        """ni Karine ni moi on a donné le nom; Luc et moi on a signé"""
        neither = self.at(position) == "ni"
        for first, after in (*self._strong(position + neither), *self._single(position + neither, "S")):
            if self.at(after) != ("ni" if neither else "et"):
                continue
            for second, end in (*self._strong(after + 1), *self._single(after + 1, "S")):
                start = end + (self.at(end) == ",")
                if self.at(start) not in ("on", "nous") or not any(_is_me(each) for each in (first, second)):
                    continue
                who = pair(first, second, "nor" if neither else "and")
                for clause, last in self.clause(start):
                    if clause.subject is not None and not clause.passive:
                        yield replace(clause, subject=who, negation="" if neither else clause.negation), last

    @staticmethod
    def _speaks_of(clause: Clause, who: Thing, is_subject: bool) -> bool:
        if is_subject:
            return True
        own = (clause.subject, *clause.roles.values())
        return any(
            isinstance(each, Thing) and is_pronoun(each) and each.person == who.person and each.plural == who.plural
            for each in own
        )

    def _said_of(self, clause: Clause, topic: Thing, word: str) -> Clause | None:
        is_it = word in ("ça", "cela", "ce")
        if word in ("il", "ils") and topic.kind == "noun" and self.gender_of(topic) == "f":
            is_subject = False
        else:
            is_subject = self._stands_for(clause.subject, topic) and not clause.passive
        undergone = next(
            (role for role in (clause.passive, "O", "R", "X") if role and self._stands_for(clause.thing(role), topic)),
            "",
        )
        if undergone and (not is_subject or not (is_it or self.is_somebody(topic))):
            return replace(clause, roles={**clause.roles, undergone: topic})
        if not is_subject:
            return None
        if clause.frame.name in PLACED:
            clause = replace(clause, frame=next(self.placed_frames(topic)))
        return replace(clause, subject=topic)

    def _stands_for(self, thing: Thing | None, topic: Thing) -> bool:
        if thing is None or not is_pronoun(thing) or thing.person != 3 or thing.det == "on":
            return False
        if thing.gender == "n":
            return True
        gender = self.gender_of(topic)
        return thing.plural == topic.plural and (not thing.gender or not gender or thing.gender == gender)

    def asks(self, end: str) -> bool:
        """Without its sign where its first word asks already, as people type."""
        you = any(pair == ["-", "tu"] for pair in (self.words[at : at + 2] for at in range(1, 5)))
        you = you or (self.words[1:3] == ["-", "vous"] and self.words[0] in _YOU_DO)
        return super().asks(end) or (not end and (self.words[0] in _ASKS or you))

    def resumed(self, first: Clause, same: Thing, position: int) -> Iterator[tuple[Clause, int]]:
        """a été mutée, pas congédiée"""
        yield from super().resumed(first, same, position)
        if first.cleft == "no":
            # ce n'est pas le délégué qui l'a annulée, mais la directrice
            frame = next(each for each in self.lists.frames if each.name == "be")
            was: Tense = "past" if first.tense in _TOGETHER else "present"
            for other, after in (*self._strong(position), *self.thing(position, "S")):
                if after == len(self.words) and other.kind in ("noun", "name", "pronoun"):
                    yield Clause(frame, was, pronoun(3, "n"), {"X": other}), after
        if first.passive:
            yield from self._done_as_well(first, same, position)
        inner = first.roles.get("C")
        if isinstance(inner, Clause) and inner.passive and inner.asked == "if":
            # si mon grief a été rejeté ou juste retardé
            undergone = inner.thing(inner.passive)
            if undergone is not None:
                of_it = replace(undergone, only=False, clause=None)
                yield from self._done_as_well(inner, replace(same, word="", whose=of_it, plural=of_it.plural), position)
        if first.passive and self.at(position) in ("pas", "non"):
            for verb, gender, many, after in self._participle(position + 1):
                done = Group(verb, first.tense, "not", is_passive=True, plural=many, gender=gender)
                yield from self.finished(done, after, same)

    def _done_as_well(self, first: Clause, same: Thing, position: int) -> Iterator[tuple[Clause, int]]:
        """ton congé a été refusé ou juste reporté"""
        alone = self.at(position) in ("juste", "seulement", "simplement")
        undergone = first.thing(first.passive)
        for verb, gender, many, after in self._participle(position + alone):
            if undergone is not None and many == undergone.plural:
                adverbs = ("only",) if alone else ()
                done = Group(verb, first.tense, is_passive=True, plural=many, gender=gender)
                for clause, end in self.finished(done, after, same):
                    yield replace(clause, adverbs=(*clause.adverbs, *adverbs)), end

    def courtesy(self, position: int) -> Iterator[tuple[Clause, int]]:
        """merci à tous ceux qui sont venus; merci d'être venus"""
        yield from super().courtesy(position)
        for name, after in self.listed("hello", position):
            if not name.startswith(("thank", "congratulations", "happy", "welcome")):
                continue
            told = Clause(COURTESY, subject=pronoun(2, plural=True), mood="order", asked=name)
            for whom, end in self.thing(after + 1, "R") if self.at(after) == "à" else ():
                for adjuncts, last in self.adjuncts(end):
                    yield replace(told, adjuncts=(Adjunct("to", thing=whom), *adjuncts)), last
            for done, end in self._infinitive(after + 1) if self.at(after) == "de" else ():
                yield replace(told, adjuncts=(Adjunct("for", clause=done),)), end

    def more_and_more(self, end: str) -> Iterator[Sentence]:
        """Plus on attend, plus ils engagent de briseurs de grève."""
        first = _COMPARED.get(self.at(0))
        if first is None:
            return
        for less, after in self.clause(1):
            comma = self.at(after) == ","
            second = _COMPARED.get(self.at(after + comma))
            if second is None:
                continue
            for more, last in self.clause(after + comma + 1):
                if last == len(self.words):
                    yield Sentence(((first, less), (f",{second}", more)), end)

    def up_to(self, position: int) -> Iterator[tuple[Clause, int]]:
        """C'est aux membres de décider, pas au patron."""
        start = position + (self.words[position : position + 2] == ["ce", "ne"])
        if self.at(position) != "ce" or self.at(start + 1) not in ("est", "était"):
            return
        negative = self.at(start + 2) == "pas"
        if self.at(start + 2 + negative) != "à":
            return
        frame = next(each for each in self.lists.frames if each.name == "up_to")
        for whom, after in self.thing(start + 3 + negative, "R"):
            if self.at(after) != "de" or not self.is_somebody(whom):
                continue
            for done, end in self._infinitive(after + 1):
                told = Clause(
                    frame, subject=pronoun(3, "n"), roles={"R": whom, "C": done}, negation="not" if negative else ""
                )
                yield told, end
                for contrast, last in self.contrast(end, told):
                    yield replace(told, adjuncts=(contrast,)), last

    def _joiner(self, position: int) -> Iterator[tuple[str, int]]:
        yield from super()._joiner(position)
        if position < len(self.words) and self.at(position) in _GOES_ON and self.at(position - 1) not in _GOES_INTO:
            # as people type: oubliez pas de voter ils comptent à midi
            yield ",", position

    @staticmethod
    def in_one_time(found: Sentence) -> Sentence:
        """C'est pas le syndicat qui l'a annulée, c'est l'employeur: it was not … it was"""
        clauses = list(found.clauses)
        for place, (joiner, clause) in enumerate(clauses[1:], start=1):
            before = clauses[place - 1][1]
            is_it = clause.subject is not None and is_pronoun(clause.subject) and clause.subject.gender == "n"
            if before.cleft == "no" and is_it and clause.frame.name == "be" and before.tense in _TOGETHER:
                clauses[place] = (joiner, replace(clause, tense="past"))
        return replace(found, clauses=tuple(clauses))
