"""Clauses that tell which one a French sentence speaks of: qui, que, dont, à qui, où."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.meaning import SPANS, Clause, Tense, Thing, pronoun
from bot.translation.clauses.read_fr_helpers import CLITICS
from bot.translation.clauses.read_fr_verbs import FrenchVerbs
from bot.translation.clauses.romance_group import Group

SUBJECTS = {
    "je": pronoun(1), "tu": pronoun(2), "il": pronoun(3, "m"), "elle": pronoun(3, "f"), "nous": pronoun(1, plural=True),
    "vous": pronoun(2, plural=True), "ils": pronoun(3, plural=True), "elles": pronoun(3, "f", plural=True),
    "on": pronoun(3, word="on"), "cela": pronoun(3, "n"), "ça": pronoun(3, "n"), "ce": pronoun(3, "n"),
}  # fmt: skip
_DONE_TO_OTHERS = frozenset(
    "pay pay_o pay_r promise promise_that offer deny_right refuse force let let_in prevent forbid tell_that tell_to order "
    "ask_to take_from steal steal_from withhold withhold_r close move move_to cut remove follow record accuse "
    "accuse_doing accuse0 erase confiscate confiscate_from search_o freeze_o install throw_away abolish_job burn burn_o destroy damage_o break_o vandalize slash_tires set_fire set_fire_to shoot sabotage cut_r cut_by cut_off_r forge hold_back_info lodge_house deny_request overturn_o fail_to punish search_o replace hide tear_up reject owe".split()
)
"""What people tell that others did to them: `on` is they."""


_OURS = (
    "see", "hear", "watch", "meet", "support", "vote", "talk", "wait", "help", "thank", "believe", "trust", "know", "find",
    "defend", "elect", "choose", "invite", "remember", "miss", "count_on", "be_afraid", "fear", "have_left", "lose", "win",
)  # fmt: skip
"""What people tell that they did themselves: `on` is we, unless it was done to us."""


_NOTHING = pronoun(word="nothing")
_ACCUSED_OF = frozenset("steal break_o damage_o destroy sabotage burn_o erase vandalize forge set_fire shoot".split())
"""On a rien volé: we say so of ourselves."""


def who_on_is(clause: Clause) -> Clause:
    """`On` is we, and they where it is something that others do to people."""
    subject = clause.subject
    target = clause.roles.get(clause.passive) if clause.passive else None
    on = subject if subject is not None and subject.word == "on" else target
    if not isinstance(on, Thing) or on.word != "on":
        return clause
    whom = clause.thing("R")
    to_somebody = whom is not None and whom.kind == "pronoun" and not whom.word and not whom.plural
    wishes = clause.frame.name.startswith(("want", "need", "hope", "fear"))
    to_us = any(
        isinstance(value, Thing) and value.kind == "pronoun" and not value.word and value.person == 1
        for value in clause.roles.values()
    )
    innocent = (clause.negation or _NOTHING in clause.roles.values()) and whom is None
    asked = (
        whom is not None and whom.kind in ("noun", "name") and clause.frame.name in ("ask_to", "tell_to", "tell_that")
    )
    ours = wishes or asked or clause.frame.name.startswith(_OURS) or (innocent and clause.frame.name in _ACCUSED_OF)
    theirs = not clause.passive and (
        to_us or (not ours and (to_somebody or clause.frame.only_somebody or clause.frame.name in _DONE_TO_OTHERS))
    )
    who = Thing("pronoun", person=3 if theirs else 1, plural=True, det="on")
    if clause.passive:
        return replace(clause, roles={**clause.roles, clause.passive: who})
    return replace(clause, subject=who)


_NEEDED: Mapping[str, Tense] = {"faut": "present", "fallait": "imperfect", "faudra": "future"}
_LEQUEL = frozenset("lequel laquelle lesquels lesquelles".split())
_JOINED = {"auquel": "à", "auxquels": "à", "auxquelles": "à", "duquel": "de", "desquels": "de", "dont": "de"}
_BEFORE_WHOM = frozenset("à avec pour contre sur chez par dans devant".split())


class FrenchRelatives(FrenchVerbs):
    def _relative(self, thing: Thing, position: int, *, must: bool) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        bare = replace(thing, clause=None)
        if word == "qui":
            for group, after in self.group(position + 1):
                if not group.subjunctive and self._agrees_with_head(thing, group):
                    for clause, end in (*self.standing(group, after, bare), *self.finished(group, after, bare)):
                        yield replace(thing, clause=clause, clause_role="S"), end
        if (thing.word in SPANS or thing.word == "time_x9") and word in ("où", "que"):
            for clause, end in self.clause(position + 1):
                yield replace(thing, clause=clause, clause_role="T"), end
        if word == "où" and thing.kind == "noun" and thing.word not in SPANS:
            for clause, end in self.clause(position + 1):
                yield replace(thing, clause=clause, clause_role="P"), end
        if word == "dont":
            yield from self._whose(thing, position + 1)
        for mark, start in self._before_whom(position):
            found = []
            before, self._fronted = self._fronted, mark
            for subject, verb in self._subjects_after_que(start):
                for group, after in self.group(verb):
                    if not group.subjunctive and self._takes_pronoun_or_noun(subject, group):
                        for clause, end in self.finished(group, after, subject, gap=bare):
                            found.append((replace(thing, clause=who_on_is(clause), clause_role="O"), end))
            self._fronted = before
            yield from found
        if word == "à" and self.at(position + 1) == "qui":
            yield from self._to_whom(thing, position + 2)
        if self.words[position : position + 2] == ["que", "il"] and self.at(position + 2) in _NEEDED:
            # ce qu'il faut faire
            for clitics, after in self._clitics(position + 3):
                for group, end in self._base(after, Group(is_finite=False, clitics=clitics)):
                    for clause, last in self.finished(group, end, None, gap=bare):
                        us = pronoun(1, plural=True)
                        needed = replace(clause, subject=us, modal="have to", tense=_NEEDED[self.at(position + 2)])
                        yield replace(thing, clause=needed, clause_role="O"), last
        if word == "que":
            for subject, verb in self._subjects_after_que(position + 1):
                for group, after in self.group(verb):
                    if not group.subjunctive and self._takes_pronoun_or_noun(subject, group):
                        for clause, end in self.finished(group, after, subject, gap=bare):
                            yield replace(thing, clause=who_on_is(clause), clause_role="O"), end
        if not must:
            if thing.kind == "noun" and self.at(position) not in (",", "en"):
                # les collègues ayant voté non
                for clause, end in self._participial(position, bare):
                    told = replace(clause, tense="past" if clause.tense == "perfect" else clause.tense)
                    yield replace(thing, clause=told, clause_role="S"), end
            if thing.kind == "noun":
                # les collègues arrêtés lundi
                for done_to, gender, many, end in self._participle(position):
                    if many == thing.plural and (gender == "f") == (self.gender_of(thing) == "f"):
                        done = Group(done_to, "past", is_passive=True, plural=many, gender=gender)
                        for clause, last in self.finished(done, end, bare):
                            yield replace(thing, clause=clause, clause_role="S"), last
            yield thing, position

    def _before_whom(self, position: int) -> Iterator[tuple[str, int]]:
        """avec qui, contre lequel, auquel, dont"""
        word = self.at(position)
        if word in _JOINED:
            yield _JOINED[word], position + 1
        elif word in _BEFORE_WHOM and self.at(position + 1) in ("qui", *_LEQUEL):
            yield word, position + 2

    def _whose(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """les travailleurs dont le contrat a été annulé"""
        for clause, end in self.clause(position):
            owned = clause.thing(clause.passive) if clause.passive else clause.subject
            if owned is None or owned.kind != "noun" or owned.det != "the" or owned.whose is not None:
                continue
            whose = replace(owned, det="whose")
            if clause.passive:
                clause = replace(clause, roles={**clause.roles, clause.passive: whose})
            else:
                clause = replace(clause, subject=whose)
            yield replace(thing, clause=clause, clause_role="W"), end

    def _to_whom(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """les travailleurs à qui on a promis une prime"""
        bare = replace(thing, clause=None)
        for subject, verb in self._subjects_after_que(position):
            for group, after in self.group(verb):
                if group.subjunctive or not self._takes_pronoun_or_noun(subject, group):
                    continue
                to_them = replace(group, clitics=(*group.clitics, "leur"))
                for clause, end in self.finished(to_them, after, subject):
                    role = next((role for role, value in clause.roles.items() if value == CLITICS["leur"][0]), "")
                    if role:
                        told = replace(clause, roles={**clause.roles, role: bare})
                        yield replace(thing, clause=who_on_is(told), clause_role="O"), end

    def _subjects_after_que(self, position: int) -> Iterator[tuple[Thing, int]]:
        if self.at(position) in SUBJECTS:
            yield SUBJECTS[self.at(position)], position + 1
        yield from self._noun_phrase(position)
        if self.at(position) not in SUBJECTS:
            yield from (each for each in self._indefinite(position) if each[0].word != "nothing")
            yield from self.name(position)

    def _takes_pronoun_or_noun(self, subject: Thing, group: Group) -> bool:
        if subject.kind == "pronoun" and subject.word in ("", "on"):
            return self._takes_pronoun(subject, group)
        return self.agrees(subject, group)

    @abstractmethod
    def _noun_phrase(self, position: int) -> Iterator[tuple[Thing, int]]: ...

    @abstractmethod
    def _indefinite(self, position: int) -> Iterator[tuple[Thing, int]]: ...

    @abstractmethod
    def _participial(self, position: int, subject: Thing | None) -> Iterator[tuple[Clause, int]]: ...
