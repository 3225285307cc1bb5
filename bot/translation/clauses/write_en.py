"""Meanings said in English."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.translation.clauses.meaning import (
    BE_SO,
    EXIST,
    Adjunct,
    Clause,
    Pattern,
    Roles,
    Thing,
    controller,
    is_negative,
    is_since,
)
from bot.translation.clauses.rearranging import one_that, with_one_that, with_owner
from bot.translation.clauses.write_en_adjuncts import clause_subject
from bot.translation.clauses.write_en_asked import NEGATIONS, EnglishAsked
from bot.translation.clauses.write_en_degrees import compared
from bot.translation.clauses.writing import GAP, Unsayable

_OF_THINGS = frozenset(
    "know_all_w read sign write file retire_o hand_in publish count tear_up hide approve accept close pay_o negotiate_o translate "
    "do_o make_o check_o delete copy print keep_o fill_out finish prepare post cover_up answer_o withdraw0 demand_o propose_o "
    "honour decline admit_o impose_o turn_off turn_on fix open_o reopen_o register validate burn put_on put_in store_safe "
    "change cut give give_back give_back_o send send_o share shelve hand_to promise offer pay_r owe withhold_r take_from steal "
    "steal_from deny deny_right say tell_it call_off postpone confirm prove_o stop_line end_o call_strike begin_o grant".split()
)
"""Their object is no person: lo, la, le are it."""
_BARE_GERUND = frozenset(
    "be_better_off_c better_off_w recommend_doing regret_to_w deny_to_w deny_doing start_to stop_to have_trouble continue_to risk_to finish_to end_up "
    "better_for_k regret_doing_k".split()
)


def own(subject: Thing | None) -> str:
    """Whose hand it was that somebody injured: his own."""
    if subject is None or subject.person == 3:
        return "of:3p" if subject is None or subject.plural else "of:3"
    return f"of:{subject.person}{'p' if subject.plural else 's'}"


_OF_ONESELF = frozenset("hurt_part break_part cut_part break_part_q twist_part burn_part crush_part".split())
"""He twisted the ankle: his."""


class EnglishWriter(EnglishAsked):
    def joiner(self, name: str) -> str:
        return name

    def finished(self, text: str, end: str) -> str:
        text = re.sub(r"\ba (?=(?:[aeio]|hour|honest|unpaid|un[^i])\w*)(?!one\b|once\b)", "an ", text)
        text = re.sub(r" (?=[,;:])", "", text)
        text = text.replace("an other ", "another ")
        text = re.sub(r"^or (?=.*, or )", "either ", text)
        text = re.sub(r"ss 's\b", "ss's", text)
        text = re.sub(r"s 's\b", "s'", text)
        text = re.sub(r" 's\b", "'s", text)
        return text + end

    def beside(self, clause: Clause) -> list[str]:
        """Three days without water; Brenda, …"""
        thing = clause.thing("O")
        if thing is None:
            raise Unsayable
        return [*self.thing(thing), *self.adjuncts(clause, clause.adjuncts)]

    def not_so(self, clause: Clause) -> list[str]:
        third = self.person(clause.subject) == "<p3><sg>"
        helper = {
            "present": "does" if third else "do", "perfect": "has" if third else "have", "pluperfect": "had",
            "future": "will", "near": "will", "conditional": "would",
        }.get(clause.tense, "did")  # fmt: skip
        return [*self._subject(clause.subject), helper, *(["not"] if clause.negation else [])]

    def main(self, clause: Clause) -> list[str]:
        before = self.first_said(clause)
        if clause.mood == "order":
            anymore = ["anymore"] if clause.negation == "no longer" else []
            negation = {"": [], "not": ["do", "not"], "never": ["never"], "no longer": ["do", "not"]}.get(
                clause.negation
            )
            if negation is None:
                raise Unsayable
            if clause.subject is not None and clause.subject.person == 1:
                before = [*before, "let", "us"]
                negation = ["not"] if negation == ["do", "not"] else negation
            denied = not negation and any(is_negative(value) for value in clause.roles.values())
            clause = self._as_english_says_it(clause)
            self.remember(clause)
            pattern = self._chosen(clause.frame, dict(clause.roles))
            bare = replace(clause, adjuncts=()) if anymore else clause
            after = self._after(bare, dict(clause.roles), "", pattern, denied=bool(negation) or denied)
            if anymore:
                # before a reason: do not ask anymore because …
                behind = [word for each in clause.adjuncts for word in self.adjunct(each, clause, denied=True)]
                has_reason = any(each.clause is not None for each in clause.adjuncts)
                after, anymore = [*after, *anymore, *behind] if has_reason else [*after, *behind, *anymore], []
            return [
                *before,
                *(["do", "not"] if denied else negation),
                self.form(pattern.verb, "<inf>"),
                *after,
                *anymore,
            ]
        if clause.mood == "question" and clause.asked != "S":
            return [*before, *self._asked(clause), *self.clause(clause, question=True)]
        chosen = one_that(clause)
        if clause.cleft and chosen is not None:
            copula = "is" if clause.tense in ("present", "future", "near") else "was"
            negation = ["not"] if clause.cleft == "no" else []
            relative = self.clause(with_one_that(clause, self.gap_filled(chosen)), silent=True)
            return [
                *before,
                "it",
                copula,
                *negation,
                *self.thing(chosen),
                "who" if self.is_person(chosen) else "that",
                *relative,
            ]
        return [*before, *self.clause(clause)]

    def clause(
        self, clause: Clause, *, silent: bool = False, question: bool = False, form: str = "", moved: bool = False
    ) -> list[str]:
        """`form`: inf, ger; else finite. `moved`: an object stands before the clause."""
        if clause.frame is EXIST:
            return self._existence(clause)
        inner = clause.roles.get("C")
        if clause.frame.name == "have_done" and isinstance(inner, Clause) and not clause.passive:
            return self._had_done(clause, inner, silent=silent, form=form)
        clause = self._as_english_says_it(clause)
        if clause.mood == "wish" and clause.tense == "imperfect":
            # if only they paid us
            clause = replace(clause, tense="past")
        lasting = any(is_since(each) for each in (*clause.before, *clause.adjuncts))
        lasting = lasting or clause.asked == "since when"
        if lasting and clause.tense == "present" and not clause.modal:
            goes_on = not clause.frame.is_state and not clause.passive and not clause.negation
            clause = replace(clause, tense="perfect", progressive=clause.progressive or goes_on)
        roles = dict(clause.roles)
        self.remember(clause)
        pattern = self._chosen(clause.frame, roles, clause.passive)
        passive, subject = clause.passive, clause.subject
        if passive and not any(role == passive and not mark.strip(":oa") for role, mark in pattern.items):
            # s'est fait retirer son permis: they took it from her
            clause, passive = replace(clause, passive=""), ""
        promoted = roles.pop(passive, None) if passive else None
        grammatical = promoted if isinstance(promoted, Thing) else subject
        if passive and not isinstance(promoted, Thing) and not form:
            raise Unsayable
        is_what = self._is_what(clause)
        unnamed = self.is_clitic(grammatical) and grammatical is not None and grammatical.person == 3
        said = (
            []
            if silent
            else self._subject(
                grammatical, impersonal=is_what and unnamed and grammatical is not None and not grammatical.plural
            )
        )
        preverbal = is_negative(grammatical) and not silent
        negative_object = any(is_negative(value) for value in roles.values()) or any(
            is_negative(each.thing) for each in clause.adjuncts
        )
        if (
            clause.negation == "not yet"
            and clause.tense == "present"
            and not clause.frame.is_state
            and not clause.modal
        ):
            clause = replace(clause, tense="perfect", progressive=False)
        negation = list(NEGATIONS[clause.negation])
        if preverbal and negation == ["not"]:
            negation = []
        if preverbal and negation == ["never"]:
            negation = ["ever"]
        anymore = ["anymore"] if preverbal and negation == ["no", "longer"] else []
        if anymore:
            negation = []
        if not negation and negative_object and not preverbal and form != "ger":
            negation = ["not"]
        denied = bool(negation) or preverbal or (form == "ger" and negative_object)
        adverbs = [each for each in clause.adverbs if each != "have"]
        if negation == ["not"] and "still" in adverbs:
            adverbs.remove("still")
            said = [*said, "still"]
        everybody = roles.get("O")
        if "all" in adverbs and isinstance(everybody, Thing) and self.is_clitic(everybody) and everybody.plural:
            # replace us all
            adverbs.remove("all")
            roles["O"] = replace(everybody, word="", only=False, adjectives=("all",))
        helpers, verb = self._group(clause, pattern, grammatical, passive, form, negation)
        after = self._after(clause, roles, passive, pattern, denied=denied)
        after = [*after, *anymore]
        if question and "already" in adverbs and clause.tense in ("perfect", "past"):
            # ¿Ya firmaron?: have they signed yet
            adverbs.remove("already")
            after = [*after, "yet"]
            clause = replace(clause, tense="perfect")
        if clause.negation == "not yet":
            after = [*after, "yet"]
        del moved
        if form:
            return [*negation, *helpers, *adverbs, *verb, *after]
        if question:
            if not helpers:
                raise Unsayable
            return [helpers[0], *said, *negation, *helpers[1:], *adverbs, *verb, *after]
        if helpers:
            return [*said, helpers[0], *negation, *adverbs, *helpers[1:], *verb, *after]
        return [*said, *negation, *adverbs, *verb, *after]

    def _as_english_says_it(self, clause: Clause) -> Clause:
        inner, threatened = clause.roles.get("C"), clause.thing("O")
        if clause.frame.name == "threaten_r_to" and isinstance(inner, Clause) and inner.thing("O") == threatened:
            # threatened to fire me
            to_do = next(frame for frame in self.lists.frames if frame.name == "threaten_to")
            return replace(clause, frame=to_do, roles={"C": inner}) if not clause.passive else clause
        own_part = clause.frame.name in _OF_ONESELF or (clause.frame.name.endswith("_part") and "R" not in clause.roles)
        if own_part and threatened is not None and threatened.det.partition(";")[0] == "the" and not clause.passive:
            det = threatened.det.replace("the", own(clause.subject), 1)
            return replace(clause, roles={**clause.roles, "O": replace(threatened, det=det)})
        receiver, cut = clause.thing("R"), clause.thing("O")
        if (
            clause.frame.name in ("cut_r", "change_for", "cut_hours_r")
            and receiver is not None
            and cut is not None
            and not clause.passive
        ):
            if self.is_clitic(receiver) and (cut.det == "the" or cut.det.startswith("of:")):
                # Nos bajaron el sueldo: our pay
                owner = {(1, False): "1s", (1, True): "1p", (3, True): "3p"}.get((receiver.person, receiver.plural))
                owner = owner or ("2s" if receiver.person == 2 else "3f" if receiver.gender == "f" else "3m")
                name = "change" if clause.frame.name == "change_for" else "cut"
                frame = next(frame for frame in self.lists.frames if frame.name == name)
                return replace(clause, frame=frame, roles={"O": replace(cut, det=f"of:{owner}")})
        of_things = clause.frame.name in _OF_THINGS or bool(clause.frame.only)
        if of_things and threatened is not None and self.is_clitic(threatened):
            if self.source != "en" and threatened.person == 3 and not threatened.plural:
                return replace(clause, roles={**clause.roles, "O": replace(threatened, gender="n")})
        return clause

    def _after(self, clause: Clause, roles: Roles, passive: str, pattern: Pattern, *, denied: bool) -> list[str]:
        words: list[str] = []
        roles = with_owner(pattern, roles, self.is_clitic)
        for role, mark in pattern.items:
            value = roles.get(role)
            if not role:
                words.append(self.word_of_verb(mark, clause, pattern))
            elif role == passive or value is None:
                continue
            elif isinstance(value, Adjunct):
                words += compared(value.word, value.number)
            elif isinstance(value, Clause):
                words += self._complement(clause, value, mark, denied=denied)
            else:
                if mark.endswith(" another"):
                    value = replace(value, det="bare")
                said = [] if value.word == GAP else self.thing(value, denied=denied)
                words += [*mark.removeprefix(":o").removeprefix(":a").split(), *said]
        if passive and clause.subject is not None:
            words += ["by", *self.thing(clause.subject)]
        for each in clause.adjuncts:
            words += self.adjunct(each, clause, denied=denied)
        return words

    def _complement(self, clause: Clause, inner: Clause, mark: str, *, denied: bool) -> list[str]:
        if mark == "wh":
            return self._asked_inside(clause, inner)
        if mark == "that+":
            who = clause_subject(inner) if inner.passive else inner.subject
            return ["that", *self._subject(who), *self.clause(inner, form="inf", silent=True)]
        if mark == "that" or (clause.frame is BE_SO and (inner.subject is not None or inner.passive)):
            return ["that", *(self.main(inner) if inner.cleft else self.clause(inner))]
        owner = inner.subject or controller(clause)
        if inner.passive and not inner.roles.get(inner.passive) and owner is None:
            raise Unsayable
        del denied
        if mark in ("", "to"):
            words = self.clause(replace(inner, subject=owner) if not inner.passive else inner, form="inf", silent=True)
            negated = words[:1] in (["not"], ["never"])
            return [*(words[:1] if negated else []), *([mark] if mark else []), *(words[1:] if negated else words)]
        words = self.clause(replace(inner, subject=owner) if not inner.passive else inner, form="ger", silent=True)
        if clause.frame.name in _BARE_GERUND:
            return words
        return [mark, *words]
