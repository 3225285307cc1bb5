"""What the readers of the three languages share: places in a sentence, phrases of the lists, clauses side by side.

A reader tries every way to read a stretch of words and gives each one with the place behind it; the first way that
reaches the end of the sentence is the meaning. `Patience` ends the search in sentences that could go on for ever.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.core.model import Language
from bot.translation.clauses.meaning import (
    COURTESY,
    Adjunct,
    Clause,
    Frame,
    Negation,
    Pattern,
    Tense,
    Thing,
    pronoun,
    to_be_done,
)
from bot.translation.clauses.words import WordLists, tokens

MAX_WORDS = 32
MAX_STEPS = 12_000
"""Phrases looked at; a sentence that needs more is left to the engine."""

NAME = re.compile(r"⟦[wx]\d+⟧")
_COUNTRIES = frozenset("mexico méxico mexique canada canadá quebec québec ontario united unidos états-unis".split())
"""Their names differ, and take prepositions of their own: they stand in the list of adverbials."""
MASK = re.compile(r"⟦n\d+⟧|\d+")
_NUMBER = re.compile(r"⟦n\d+⟧|\d+")


NOT_SO = Frame("not so", {})
"""The union did not: what the clause before says is not true of it."""


Roles = dict[str, Thing | Clause | Adjunct]


BE_SO = Frame(
    "be_so",
    {
        "en": (Pattern("be", reflexive=False, items=(("A", ""), ("C", "to"))),),
        "es": (Pattern("ser", reflexive=False, items=(("A", ""), ("C", ""))),),
        "fr": (Pattern("être", reflexive=False, items=(("A", ""), ("C", "de"))),),
    },
    is_state=True,
)
"""The vote is secret; they are ready to negotiate. `A` is an adverbial that names the adjective."""


_DONE_BY_OTHERS = frozenset("force poach push_to encourage_to help_to".split())
_BREAKS_OUT = frozenset("strike work_stoppage hunger_strike lockout dispute_w brawl_w fire_w scandal protest".split())


EXIST = Frame("exist", {})
"""There is, hay, il y a."""


BODIES = frozenset(
    "company union independent_union protection_union local government ministry police court labour_court tribunal_w committee "
    "executive_committee board federation confederation agency gov_mx gov_ca gov_us STPS_name CFCRL_name human_resources "
    "management army national_guard immigration media press public_w community gang crew team rival_union new_union "
    "sham_union authority employer_body supplier_body night_shift day_shift city_hall".split()
)
"""What Spanish treats as somebody, and is no person: it."""
_NUMBERED = frozenset("line assembly_line article_w page clause_w section plant room annex number_w article".split())
_LINKS = frozenset(("about", "with", "against", "between"))
_FILES = frozenset(
    "petition complaint grievance case_w file case_file lawsuit contract clause_w formal_complaint".split()
)
"""What has a number with letters in it."""
_HOLD_PEOPLE = frozenset(
    "police officer judge judge_f court soldier guard immigration national_guard prosecutor army".split()
)
_LATER: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    "en": {"later": ("later", "afterwards"), "earlier": ("earlier", "before")},
    "es": {"later": ("después", "más tarde"), "earlier": ("antes",)},
    "fr": {"later": ("après",), "earlier": ("avant",)},
}
_DEEDS = (
    "accept", "accuse", "admit_o", "agree", "answer", "appeal", "apologize", "arrest", "ask", "beat", "bribe", "call_", "complain",
    "confirm", "decide", "decline", "demand", "deny", "detain", "dismiss", "eat", "elect", "file", "fire", "fine", "give_up", "go",
    "harass", "hire", "inspect", "interview", "investigate", "lie", "negotiate", "pay", "promise", "punish", "quit", "raid",
    "recognize", "refuse", "rehire", "reinstate", "reject", "release", "reply", "report", "resign", "retire", "say_", "sign",
    "steal", "strike", "sue", "suspend", "talk", "tell_to", "testify", "think", "threaten", "turn_in", "vote", "walk_out", "watch",
    "withdraw", "withhold", "work", "defeat", "hear", "see", "know", "want", "force_out", "lay_off", "lock_", "order", "occupy",
)  # fmt: skip
"""Frames whose names begin so are what people do."""
_EMPLOYERS = frozenset(
    "panel insurance social_security plant factory facility covered_facility maquiladora auto_plant warehouse shop hospital bank network".split()
)
PLACED = frozenset({"event_at", "located"})
_EVENTS = frozenset(
    "meeting assembly hearing vote representation_vote legitimation_vote approval_vote new_vote union_vote election deadline "
    "trial strike work_stoppage march_w march_x protest appointment interview_w count_w ballot_count visit_w inspection "
    "negotiations talks holiday training remediation_date date_w".split()
)
_PLACE = re.compile(
    r"(?:day|hour)$|(?:at|in|on|to|this|last|next|the day|to)\b|(?:yester|to)day|tomorrow|tonight|here|there|now|(?:out|in)side|home|nearby|upstairs|\w+day\b"
)
_NO_PLACE = frozenset(
    "for by about with without against because of contrast margin duration lasting ago too either".split()
)
_SAID_TO_THINGS = frozenset("answer reply_r cut_off_r do_to impose change_for".split())
"""Their receiver may be no person."""


class Impatient(Exception):
    """The search took too long."""


@dataclass(frozen=True, slots=True)
class Sentence:
    clauses: tuple[tuple[str, Clause], ...]
    """Each with the word that joins it to the one before."""
    end: str


SPANS = frozenset({"day", "week", "month", "year", "hour", "minute"})
SAME = "same"
"""The subject of a clause that takes it over from the one before."""


class Reader(ABC):
    language: Language

    def __init__(self, lists: WordLists) -> None:
        self.lists = lists
        self.verbs = lists.verbs[self.language]
        self.words: list[str] = []
        self.raw: list[str] = []
        self._steps = 0

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
        self._steps = 0
        try:
            for joiner, start in (("", 0), *self.listed("and", 0)):
                for clauses, position in self._joined(start, is_question="?" in end):
                    if position == len(self.words):
                        yield Sentence(((joiner, clauses[0][1]), *clauses[1:]), end)
        except (Impatient, RecursionError):
            return

    def step(self) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise Impatient

    def at(self, position: int) -> str:
        return self.words[position] if position < len(self.words) else ""

    def listed(self, kind: str, position: int) -> Iterator[tuple[str, int]]:
        phrases = self.lists.phrases.get((self.language, kind))
        if phrases is not None:
            for found in phrases.at(self.words, position):
                yield found.value, position + found.length

    def nouns(self, position: int) -> Iterator[tuple[str, bool, int]]:
        for found in self.lists.noun_phrases[self.language].at(self.words, position):
            yield found.value[0], found.value[1], position + found.length

    def name(self, position: int) -> Iterator[tuple[Thing, int]]:
        """A masked word; a given name with what follows it in capitals; other capitals in the middle of a sentence."""
        word = self.at(position)
        if NAME.fullmatch(word):
            yield Thing("name", self.raw[position]), position + 1
            return
        gender = self.lists.given_names.get(word) if self._is_capital(position) else None
        if not self._is_unlisted(position) and (gender is None or position == 0):
            return
        end = position + 1
        while self._is_unlisted(end):
            end += 1
        if gender is not None or position:
            yield Thing("name", " ".join(self.raw[position:end]), gender=gender or ""), end

    def _is_capital(self, position: int) -> bool:
        return position < len(self.raw) and self.raw[position][0].isupper()

    def _is_unlisted(self, position: int) -> bool:
        """A capital that the lists know in no other sense; at the beginning of a sentence that alone proves no name."""
        word = self.at(position)
        return (
            self._is_capital(position)
            and len(word) > 1
            and word not in _COUNTRIES
            and word not in self.verbs.read
            and not any(True for _ in self.nouns(position))
            and not any(True for _ in self.listed("adv", position))
        )

    def number(self, position: int) -> Iterator[tuple[str, int]]:
        if _NUMBER.fullmatch(self.at(position)):
            yield self.raw[position], position + 1
        yield from self.listed("num", position)
        for how, start in self.listed("qty", position):
            for number, after in self.number(start):
                yield f"{how}~{number}", after

    def filed(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """petition MX-2024-017"""
        if thing.kind == "noun" and thing.word in _FILES and not thing.called and not thing.plural:
            if NAME.fullmatch(self.at(position)):
                yield replace(thing, det=thing.det or "the", called=self.raw[position]), position + 1

    def called(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """Our delegate Rosa"""
        yield from self.filed(thing, position)
        if thing.kind == "noun" and thing.word in _NUMBERED and not thing.called and not thing.plural:
            for number, after in self.number(position):
                if "~" not in number:
                    yield replace(thing, called=f"number:{number}"), after
        if self.is_somebody(thing) and not thing.called:
            for name, after in self.name(position):
                # our delegate Rosa: the word for a woman, where the list has one
                hers = f"{thing.word}_f"
                word = hers if thing.kind == "noun" and name.gender == "f" and hers in self.lists.nouns else thing.word
                yield replace(thing, word=word, called=name.word), after

    def _joined(self, position: int, *, is_question: bool) -> Iterator[tuple[tuple[tuple[str, Clause], ...], int]]:
        for first, after in chain(self.courtesy(position), self.main(position, is_question=is_question)):
            yield ((("", first),)), after
            for joiner, start in self._joiner(after):
                for rest, end in self._rest(start, first, joiner, is_question=is_question):
                    yield (("", first), (joiner, rest[0][1]), *rest[1:]), end

    def linked(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """The meeting about the petition, the call with the inspector"""
        if thing.kind == "noun" and thing.whose is None and thing.clause is None:
            for name, after in self.listed("prep", position):
                if name in _LINKS:
                    for other, end in self.thing(after, "X"):
                        if other.kind in ("noun", "name") and not is_number(other):
                            yield replace(thing, whose=other, link=name), end

    def courtesy(self, position: int) -> Iterator[tuple[Clause, int]]:
        """Good morning; thank you for the translation; see you on Saturday. Spoken to somebody, as an order is."""
        for name, after in self.listed("hello", position):
            for adjuncts, end in self.adjuncts(after, deep=False):
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
            if first.mood == "order" or told.mood != "order" or told.before or told.frame is COURTESY:
                yield rest, end
        for who, after in self.short(position):
            yield (("", Clause(NOT_SO, subject=who, negation="not")),), after
        subject = first.thing(first.passive) if first.passive else first.subject
        if subject is not None and first.mood == "statement":
            taken = replace(subject, only=False, clause=None)
            plural = taken.plural or taken.kind == "pair"
            same = Thing("pronoun", SAME, taken.person, plural, self.gender_of(taken), whose=taken)
            if first.passive:
                # Said again: the other languages may tell the first clause without a passive.
                same = replace(same, word="")
            if first.modal or first.tense in ("future", "near", "conditional"):
                # must reinstate them and pay them
                for clause, after in self.bare(position):
                    shared = replace(clause, subject=same, modal=first.modal, tense=first.tense)
                    yield (("", shared),), after
            for clause, after in self.resumed(first, same, position):
                yield (("", clause),), after
            if joiner not in (",", ";", ":"):
                for clause, after in self.predicate(position, same):
                    yield (("", clause),), after

    def resumed(self, first: Clause, same: Thing, position: int) -> Iterator[tuple[Clause, int]]:
        """promised to reinstate us and pay us"""
        inner = first.roles.get("C")
        if isinstance(inner, Clause) and inner.subject is None and not first.adjuncts:
            for clause, after in self.bare(position):
                done = to_be_done(clause) if inner.passive and not clause.passive else clause
                if done is not None:
                    yield replace(first, subject=same, roles={**first.roles, "C": done}, before=()), after

    def _joiner(self, position: int) -> Iterator[tuple[str, int]]:
        comma = self.at(position) == ","
        for name, after in self.listed("and", position + comma):
            yield ("," if comma else "") + name, after
        if self.at(position) in (",", ";", ":") and not any(True for _ in self.listed("and", position + 1)):
            yield self.at(position), position + 1

    def suits(self, clause: Clause) -> bool:
        """Whether its object is what the verb takes."""
        thing = clause.thing("O")
        if clause.frame.name in PLACED:
            # It says when or where: `placed` reads that.
            return False
        if clause.frame.name not in _SAID_TO_THINGS and not self._may_get(clause.thing("R")):
            return False
        if clause.subject is not None and clause.subject.kind == "noun" and not clause.passive:
            # a meeting dismisses nothing
            acts = self.is_somebody(clause.subject) or clause.subject.word in _EMPLOYERS
            if clause.frame.name.startswith(_DEEDS) and not acts:
                return False
        other = clause.thing("X")
        if other is not None:
            # one votes on a contract, and gets a letter from somebody
            if clause.frame.name == "vote_on" and self.is_somebody(other):
                return False
            if clause.frame.name in ("receive_from", "accept_from") and not self.is_somebody(other):
                return False
        who = clause.subject
        if clause.frame.name == "strike" and any(word.startswith("estall") for word in self.words):
            # si estalla la huelga: the strike breaks out, nobody in particular starts it
            if who is None or (who.kind == "pronoun" and who.person == 3 and not who.plural):
                return False
        if who is not None and who.kind in ("noun", "name"):
            # workers are absent, ballots are missing
            if clause.frame.name in ("absent0", "missing0") and self.is_somebody(who) != (
                clause.frame.name == "absent0"
            ):
                return False
            if clause.frame.name == "belong" and who.kind == "noun" and not who.det:
                return False
        if clause.frame.name in ("close", "lock") and _is_one_of_us(clause.thing("O")):
            return False
        given, whom = clause.thing("O"), clause.thing("R")
        if given is not None and whom is not None and given.kind == whom.kind == "noun" and self.is_somebody(given):
            # paid the union leaders: not leaders to the union
            return False
        if clause.passive and _unknown_sum(clause.thing(clause.passive)) and not clause.frame.only_somebody:
            return False
        if clause.frame.name == "fire" and clause.subject is not None and clause.subject.word in _HOLD_PEOPLE:
            # The police let them go.
            return False
        said = clause.thing("X")
        if clause.frame.name == "be" and said is not None and (said.word in SPANS or is_number(said)):
            return False
        if clause.frame.name == "be" and _is_other_number(clause.subject, clause.thing("X")):
            return False
        if thing is not None and thing.word in SPANS and clause.frame.name in ("bring_o", "take"):
            return False
        if clause.frame.name in _DONE_BY_OTHERS and isinstance(clause.roles.get("C"), Clause):
            # a fait signer les cartes: nobody forced the cards
            made = clause.thing("O")
            if made is not None and not self.is_somebody(made):
                return False
        if clause.frame.name == "":
            going_on = clause.thing("O")
            return going_on is None or not self.is_somebody(going_on)
        if clause.frame.name == "pay_for":
            # has not been paid for three weeks: not their price
            price = clause.thing("X")
            return price is None or price.word not in SPANS or clause.tense not in ("perfect", "pluperfect")
        if clause.frame.name in ("explode", "break_out"):
            # a strike breaks out, a boiler explodes
            begins = clause.subject is not None and clause.subject.word in _BREAKS_OUT
            return begins == (clause.frame.name == "break_out")
        if clause.frame.only:
            if thing is not None and thing.kind == "pronoun" and thing.word in ("", SAME) and thing.person == 3:
                return thing.gender == "n" or bool(clause.frame.only & self._named())
            return thing is not None and thing.word in clause.frame.only
        return not clause.frame.only_somebody or thing is None or self.is_somebody(thing)

    def _named(self) -> set[str]:
        """What the sentence names: what a pronoun in it may mean."""
        return {name for position in range(len(self.words)) for name, _, _ in self.nouns(position)}

    def _may_get(self, thing: Thing | None) -> bool:
        return thing is None or self.is_somebody(thing)

    def later(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """a month later, un mes después"""
        for thing, after in self.thing(position, "X"):
            if thing.word in SPANS and thing.det.startswith(("number:", "a")) and not thing.clause:
                for name in ("later", "earlier"):
                    if self.at(after) in _LATER[self.language][name] and self.at(after + 1) not in ("de", "que"):
                        yield Adjunct(name, thing=thing), after + 1

    def placed_frames(self, subject: Thing | None) -> Iterator[Frame]:
        is_event = subject is not None and subject.kind == "noun" and subject.word in _EVENTS
        name = "event_at" if is_event else "located"
        yield from (frame for frame in self.lists.frames if frame.name == name)

    def placed(self, position: int, subject: Thing | None) -> Iterator[tuple[Frame, tuple[Adjunct, ...], int]]:
        """The hearing is tomorrow, she is at the hospital."""
        frame = next(self.placed_frames(subject))
        for adjuncts, after in self.adjuncts(position, deep=False):
            first = adjuncts[0] if adjuncts else None
            if first is not None and first.clause is None and (first.thing or _PLACE.match(first.word)):
                if first.word in _NO_PLACE:
                    continue
                yield frame, adjuncts, after

    def is_somebody(self, thing: Thing) -> bool:
        match thing.kind:
            case "noun":
                return self.lists.nouns[thing.word].is_somebody
            case "part" | "pair":
                return thing.whose is not None and self.is_somebody(thing.whose)
            case "pronoun":
                return thing.word not in ("nothing", "something", "everything") and thing.gender != "n"
            case "name":
                return not is_number(thing)

    def is_person(self, thing: Thing) -> bool:
        return self.is_somebody(thing) and thing.word not in BODIES

    def existing(self, position: int, tense: Tense, negation: Negation) -> Iterator[tuple[Clause, int]]:
        for thing, after in self.thing(position, "O"):
            if (
                thing.whose is not None
                and self.at(position) != "el"
                and self.language == "en"
                and self._is_placed(thing)
            ):
                # There were no inspectors at the plant: they were not its inspectors
                continue
            for adjuncts, end in self.adjuncts(after):
                yield Clause(EXIST, tense, None, {"O": thing}, negation, adjuncts=adjuncts), end

    def _is_placed(self, thing: Thing) -> bool:
        return (
            thing.whose is not None and not thing.whose.clause and thing.whose.det in ("the", "this", "that", "of:1p")
        )

    def gender_of(self, thing: Thing) -> str:
        """In the language that is read; where it does not tell, the grammar of the others decides."""
        if thing.kind == "noun":
            form = self.lists.nouns[thing.word].form(self.language)
            return "" if form.gender == "mf" else form.gender
        return thing.gender

    def adjuncts(self, position: int, *, deep: bool = True) -> Iterator[tuple[tuple[Adjunct, ...], int]]:
        """As many as there are, more first."""
        self.step()
        start = position + (self.at(position) == ",")
        for adjunct, after in self.adjunct(start if deep else position):
            for others, end in self.adjuncts(after):
                yield (adjunct, *others), end
        yield (), position

    def adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        for name, after in self.listed("adv", position):
            yield Adjunct(name), after
        for name, after in self.listed("pre", position):
            if name == "only":
                # only because they threatened her
                for adjunct, end in self.adjunct(after):
                    if adjunct.clause is not None:
                        yield replace(adjunct, number="only"), end
        for conjunction in ("conj", "conj+", "conj?"):
            for name, after in self.listed(conjunction, position):
                for clause, end in self.subordinate(after, conjunction, name):
                    aim = name == "so" and clause.modal == "can" and self.at(position - 1) != ","
                    yield Adjunct("so that" if aim else name, clause=clause), end
        yield from self.infinitival(position)
        yield from self.duration(position)
        yield from self.later(position)
        if self.at(position) in ("by", "por", "par"):
            # won by twenty votes
            for thing, end in self.thing(position + 1, "X"):
                if thing.word == "votes" and thing.det.startswith("number:"):
                    yield Adjunct("margin", thing=thing), end
        for name, after in self.listed("prep", position):
            for thing, end in self.thing(after, "X"):
                if _unknown_sum(thing) or (is_number(thing) and name not in ("in", "since")):
                    # at ⟦n1⟧: an hour, a day or a sum
                    continue
                if thing.word in SPANS and name in ("in", "after", "before") and thing.det.startswith("number:"):
                    yield Adjunct(name, thing=thing), end
                if thing.word not in SPANS and not (name in ("for", "because of") and thing.det.startswith("number:")):
                    yield Adjunct(name, thing=thing), end

    @abstractmethod
    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def short(self, position: int) -> Iterator[tuple[Thing, int]]: ...

    @abstractmethod
    def bare(self, position: int) -> Iterator[tuple[Clause, int]]:
        """A clause that begins with its infinitive."""

    @abstractmethod
    def predicate(self, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def subordinate(self, position: int, kind: str, name: str) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def infinitival(self, position: int) -> Iterator[tuple[Adjunct, int]]: ...

    @abstractmethod
    def duration(self, position: int) -> Iterator[tuple[Adjunct, int]]: ...

    @abstractmethod
    def thing(self, position: int, role: str) -> Iterator[tuple[Thing, int]]: ...


def is_number(thing: Thing) -> bool:
    """A number that stands alone: it may be a sum, an hour or a share."""
    return thing.kind == "name" and thing.det.startswith("number:")


def _is_unnamed(clause: Clause) -> bool:
    who = clause.subject
    return who is not None and who.kind == "pronoun" and who.word == "" and who.person == 3 and not clause.passive


def _unknown_sum(thing: Thing | None) -> bool:
    return thing is not None and thing.word == "people" and _NUMBER.fullmatch(thing.det[7:]) is not None


def _is_other_number(subject: Thing | None, said: Thing | None) -> bool:
    """The ballot is boxes: read wrongly."""
    both = (subject, said)
    return all(each is not None and each.kind == "noun" for each in both) and (
        subject is not None and said is not None and subject.plural != said.plural and not said.det
    )


def _is_one_of_us(thing: Thing | None) -> bool:
    return thing is not None and thing.kind == "pronoun" and thing.person < 3


def ordered(found: Sequence[tuple[Thing, int]]) -> list[tuple[Thing, int]]:
    return sorted(found, key=lambda each: -each[1])
