"""What the readers of the three languages share: places in a sentence, phrases of the lists, clauses side by side.

A reader tries every way to read a stretch of words and gives each one with the place behind it; the first way that
reaches the end of the sentence is the meaning. `Patience` ends the search in sentences that could go on for ever.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from bot.translation.clauses.fitting import Fitting
from bot.translation.clauses.meaning import (
    COURTESY,
    NOT_SO,
    SAME,
    Clause,
    Sentence,
    Thing,
    is_pronoun,
    pronoun,
    to_be_done,
)
from bot.translation.clauses.read_adjuncts import Adjuncts
from bot.translation.clauses.read_words import Impatient
from bot.translation.clauses.tokens import tokens

MAX_WORDS = 32
_SAID_WITH_MORE = (
    "thank", "congrat", "sorry", "welcome", "see you", "good luck", "take care", "happy", "attention", "reminder",
    "bad news", "good news", "comrades",
)  # fmt: skip
"""What begins so may be said of a day, a person or a thing; other greetings and interjections stand alone."""


def _is_unnamed(clause: Clause) -> bool:
    who = clause.subject
    return who is not None and who.kind == "pronoun" and who.word == "" and who.person == 3 and not clause.passive


class Reader(Fitting, Adjuncts):
    _behind_subjects: frozenset[str] = frozenset({",", ";", ":"})
    """What joins no verb to the subject of the clause before."""

    def read(self, text: str) -> Sentence | None:
        """None when a word or a construction is in no list."""
        return next(self.readings(text), None)

    def readings(self, text: str) -> Iterator[Sentence]:
        """Every way to read it that is found with patience, the likeliest first."""
        self.raw = tokens(text, self.language)
        self.words = [word.lower() for word in self.raw]
        while "¿" in self.words or "¡" in self.words:
            # Hola, ¿pueden venir?: its end tells as much.
            opens = self.words.index("¿" if "¿" in self.words else "¡")
            del self.words[opens], self.raw[opens]
        end = ""
        while self.words and self.words[-1] in ".!?…":
            end = self.words.pop() + end
            self.raw.pop()
        if not 1 < len(self.words) <= MAX_WORDS:
            return
        end = self.without_tag(end)
        self._there = frozenset(self.words)
        self._meant = self.lists.word_senses.meant(self.words, self.language)
        self._listed = {}
        self._steps = 0
        try:
            yield from self.more_and_more(end)
            found = None
            for found in self._whole(end, is_question=self.asks(end)):
                yield found
            if found is None and len(self.words) > 4 and "," not in self.words:
                # As people type it: no fue huelga fue paro
                for self._runs_on in (1, 3):
                    for found in self._whole(end, is_question=self.asks(end)):
                        yield found
                    if found is not None:
                        break
                self._runs_on = 0
            if found is None and self.is_hurried():
                # As people type it: debio firmar, ella me paso la lista
                self._unaccented = True
                for self._runs_on in (0, 1):
                    for found in self._whole(end, is_question=self.asks(end)):
                        yield found
                    if found is not None:
                        break
                self._unaccented, self._runs_on = False, 0
            if "?" not in end and self.may_ask():
                yield from self._whole(f"{end.replace('.', '')}?", is_question=True)
        except (Impatient, RecursionError):
            self.gave_up = True

    def _whole(self, end: str, *, is_question: bool) -> Iterator[Sentence]:
        for joiner, start in (("", 0), *self.listed("and", 0)):
            for clauses, position in self._joined(start, is_question=is_question):
                # Ojalá que gane: whoever wishes gives no order.
                if position == len(self.words) and (joiner != "if only" or clauses[0][1].mood != "order"):
                    yield Sentence(((joiner, clauses[0][1]), *clauses[1:]), end)

    def may_ask(self) -> bool:
        """Whether it may be a question that lacks its sign."""
        return False

    def is_hurried(self) -> bool:
        """Whether it may lack accents that another form of a verb has."""
        return False

    def asks(self, end: str) -> bool:
        return "?" in end and not end.startswith(",")

    def without_tag(self, end: str) -> str:
        """They can't do that, can they?: a statement, and its end."""
        return end

    def more_and_more(self, end: str) -> Iterator[Sentence]:
        """The more we wait, the more scabs they hire."""
        del end
        yield from ()

    def _joined(self, position: int, *, is_question: bool) -> Iterator[tuple[tuple[tuple[str, Clause], ...], int]]:
        for first, after in chain(self.courtesy(position), self.main(position, is_question=is_question)):
            yield ((("", first),)), after
            alone = self.language == "en" or not first.asked.startswith(_SAID_WITH_MORE)
            if first.frame is COURTESY and alone and not first.adjuncts and first.asked != "please":
                # hey does anyone have it; oye no firmes; coudonc ils ont signé
                for rest, end in self._rest(after, first, ",", is_question=is_question):
                    yield (("", first), (",", rest[0][1]), *rest[1:]), end
            for joiner, start in self._joiner(after):
                self._runs_on -= start == after
                for rest, end in self._rest(start, first, joiner, is_question=is_question):
                    yield (("", first), (joiner, rest[0][1]), *rest[1:]), end
                self._runs_on += start == after

    def courtesy(self, position: int) -> Iterator[tuple[Clause, int]]:
        """Good morning; thank you for the translation; see you on Saturday. Spoken to somebody, as an order is."""
        for name, after in self.listed("hello", position):
            # bon demain on vote: the day is no part of the interjection
            said_alone = not name.startswith(_SAID_WITH_MORE)
            for adjuncts, end in (((), after),) if said_alone else self.adjuncts(after, deep=False):
                if all(each.clause is None or each.word == "for" for each in adjuncts):
                    # gracias por: for
                    said = tuple(replace(each, word="for") if each.word == "because of" else each for each in adjuncts)
                    yield (
                        Clause(COURTESY, subject=pronoun(2, plural=True), adjuncts=said, mood="order", asked=name),
                        end,
                    )

    def _rest(
        self, position: int, first: Clause, joiner: str, *, is_question: bool
    ) -> Iterator[tuple[tuple[tuple[str, Clause], ...], int]]:
        for rest, end in self._joined(position, is_question=is_question):
            told = rest[0][1]
            if first.frame is COURTESY and self.language == "es" and told.mood == "question" and _is_unnamed(told):
                # Hola, ¿pueden enviar la lista?: those who are greeted, or others
                continue
            may_order = first.mood == "order" or self.may_order_next(position)
            if may_order or told.mood != "order" or told.before or told.frame is COURTESY:
                yield rest, end
        for who, after in self.short(position):
            yield (("", Clause(NOT_SO, first.tense, who, negation="not")),), after
        for who, after in self.short_yes(position):
            yield (("", Clause(NOT_SO, first.tense, who)),), after
        for who, after in self.short_never(position):
            yield (("", Clause(NOT_SO, first.tense, who, negation="never")),), after
        subject = first.thing(first.passive) if first.passive else first.subject
        if (
            subject is not None
            and first.mood == "question"
            and first.asked == ""
            and joiner.strip(",") in ("or", "and")
        ):
            # should we wait or file it now
            for clause, after in self.bare(position):
                shared = replace(clause, subject=subject, modal=first.modal, tense=first.tense, mood="question")
                yield (("", shared),), after
        inner = first.roles.get("C")
        asks_whether = first.mood == "question" and isinstance(inner, Clause) and inner.asked == "if"
        asks_of_it = bool(first.passive) and first.mood == "question"
        if subject is not None and (asks_whether or asks_of_it) and self.language == "fr":
            it = pronoun(subject.person, self.gender_of(subject), plural=subject.plural)
            again = it if is_pronoun(subject) else replace(it, whose=subject)
            yield from (((("", clause),), after) for clause, after in self.resumed(first, again, position))
        if subject is not None and first.mood == "statement":
            taken = replace(subject, only=False, clause=None)
            plural = taken.plural or taken.kind == "pair"
            same = Thing("pronoun", SAME, taken.person, plural, self.gender_of(taken), whose=taken)
            if first.passive:
                # Said again: the other languages may tell the first clause without a passive.
                same = replace(same, word="")
            if first.modal or first.tense in ("future", "near", "was near", "conditional"):
                # must reinstate them and pay them
                for clause, after in self.bare(position):
                    shared = replace(clause, subject=same, modal=first.modal, tense=first.tense)
                    yield (("", shared),), after
            for clause, after in self.resumed(first, same, position):
                yield (("", clause),), after
            if joiner not in self._behind_subjects:
                for clause, after in self.predicate(position, same):
                    yield (("", clause),), after

    def resumed(self, first: Clause, same: Thing, position: int) -> Iterator[tuple[Clause, int]]:
        """promised to reinstate us and pay us"""
        inner = first.roles.get("C")
        if isinstance(inner, Clause) and inner.subject is None and not first.adjuncts:
            for clause, after in self.bare(position):
                done = to_be_done(clause) if inner.passive and not clause.passive else clause
                if done is not None:
                    who = first.subject if first.passive else same
                    yield replace(first, subject=who, roles={**first.roles, "C": done}, before=()), after

    def _joiner(self, position: int) -> Iterator[tuple[str, int]]:
        comma = self.at(position) == ","
        for name, after in self.listed("and", position + comma):
            if name == "either":
                continue
            yield ("," if comma else "") + name, after
        if self.at(position) in (",", ";", ":") and not any(True for _ in self.listed("and", position + 1)):
            yield self.at(position), position + 1
        if self._runs_on and position > 1 and self.begins_clause(position):
            yield ",", position

    def begins_clause(self, position: int) -> bool:
        """Whether a word shows that the next clause of what was typed in a hurry begins with it."""
        del position
        return False

    def may_order_next(self, position: int) -> bool:
        """Behind another clause, without a sign that tells an order from a statement."""
        del position
        return self.language == "fr"

    @abstractmethod
    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def short(self, position: int) -> Iterator[tuple[Thing, int]]: ...

    @abstractmethod
    def short_yes(self, position: int) -> Iterator[tuple[Thing, int]]:
        """we did; nosotros sí; nous, oui"""

    def short_never(self, position: int) -> Iterator[tuple[Thing, int]]:
        """they never did"""
        del position
        yield from ()

    @abstractmethod
    def bare(self, position: int) -> Iterator[tuple[Clause, int]]:
        """A clause that begins with its infinitive."""

    @abstractmethod
    def predicate(self, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]: ...
