"""Meanings said in Spanish."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.translation.clauses.meaning import (
    BE_SO,
    EXIST,
    LEFT_OUT,
    PAST_TENSES,
    PLACED,
    SPANS,
    THE_MORE,
    Adjunct,
    Clause,
    Roles,
    Thing,
    controller,
    denies_by_itself,
    is_negative,
    is_to_be_done,
    is_what,
)
from bot.translation.clauses.rearranging import (
    one_that,
    what_before_whom,
    with_one_that,
    with_open_condition,
    with_own_part,
)
from bot.translation.clauses.write_es_things import DEGREES, DETERMINERS
from bot.translation.clauses.write_es_turned import SpanishTurned
from bot.translation.clauses.writing import Unsayable

_BEFORE = {
    "already": "ya",
    "still": "todavía",
    "also": "también",
    "always": "siempre",
    "finally": "por fin",
    "all": "todos",
    "almost": "casi",
    "only": "solo",
    "maybe": "tal vez",
}
_NEGATIONS = {"not": ["no"], "never": ["nunca"], "no longer": ["ya", "no"], "not yet": ["todavía", "no"]}
_FULL = {"mal": "malo", "buen": "bueno", "gran": "grande", "primer": "primero", "tercer": "tercero"}
"""What is no longer short behind its verb."""
_ASKED = re.compile(r"(?:\w+ )?(?:quién|qué|cuál|cómo|cuándo|dónde|cuánt)", re.IGNORECASE)
_IT_IS = re.compile(r"(^|[,;] |\bno |\bque )(es|fue) (los|las|ellos|ellas|ustedes|nosotros|yo|tú)\b")
_IT_IS_THEM = {
    "es": {"yo": "soy", "tú": "eres", "nosotros": "somos"}
    | dict.fromkeys(("los", "las", "ellos", "ellas", "ustedes"), "son"),
    "fue": {"yo": "fui", "tú": "fuiste", "nosotros": "fuimos"}
    | dict.fromkeys(("los", "las", "ellos", "ellas", "ustedes"), "fueron"),
}
"""It is the members: son los miembros."""


class SpanishWriter(SpanishTurned):
    def joiner(self, name: str) -> str:
        return self.small("compared" if ("compared", name) in self.lists.said else "and", name)

    def finished(self, text: str, end: str) -> str:
        text = re.sub(r"\bde el\b", "del", text)
        text = re.sub(r"\bcon (?:mí|ti)\b", lambda m: "conmigo" if m[0].endswith("mí") else "contigo", text)
        text = re.sub(r"\ba el\b", "al", text)
        text = re.sub(r"\by (?=h?i[^aeou])", "e ", text)
        text = re.sub(r"\bo (?=h?o)", "u ", text)
        text = re.sub(r" (?=[,;:])", "", text)
        text = re.sub(r"^(?=(?:más|menos) .+, (?:más|menos) )", "entre ", text)
        text = _IT_IS.sub(lambda found: f"{found[1]}{_IT_IS_THEM[found[2]][found[3]]} {found[3]}", text)
        if end.startswith(" or"):
            text, end = f"{text} o no", "?"
        if end.startswith(","):
            return f"{text}, ¿verdad?"
        if "?" in end:
            head = None if _ASKED.match(text) else re.match(r"(.*, )?", text)
            start = head.end() if head and len(head[0]) < 30 else 0
            text = f"{text[:start]}¿{text[start:]}"
        if "!" in end and "?" not in end:
            text = f"¡{text}"
        return text + end

    def main(self, clause: Clause) -> list[str]:
        before = self.first_said(clause)
        if clause.frame is THE_MORE:
            return self.the_more(clause)
        if clause.mood == "order":
            return [*before, *self._order(clause)]
        if clause.asked not in ("", "S"):
            clause = replace(clause, mood="question")
            return [*before, *self._asked(clause), *self.clause(clause, subject_after=True)]
        if clause.asked == "S" and is_what(clause.subject) and not clause.passive:
            return [*before, "qué", *self.clause(clause, silent=True)]
        chosen = one_that(clause)
        if clause.cleft.startswith("O ") and (done := clause.thing("O")) is not None:
            # era a nosotros a los que grababan
            article = DETERMINERS["the"][self._place(done)]
            somebody = ["a"] if self.is_somebody(done) else []
            them = replace(
                done,
                kind="pronoun",
                word="",
                det="",
                adjectives=(),
                whose=None,
                gender=self.agreement(done)[0],
                called="",
            )
            inner = replace(
                clause,
                roles={**clause.roles, "O": them}
                if somebody and done.person < 3
                else {r: v for r, v in clause.roles.items() if r != "O"},
            )
            copula = self.finite(
                "ser",
                "pri" if clause.tense in ("present", "future", "near", "perfect") else "pii",
                None if done.plural and done.person == 3 else Thing("pronoun"),
            )
            negation = ["no"] if clause.cleft == "O no" else []
            return [
                *before,
                *negation,
                copula,
                *self.thing(done, *somebody),
                *somebody,
                article,
                "que",
                *self.clause(replace(inner, cleft="")),
            ]
        if clause.cleft and chosen is not None:
            copula = self.finite("ser", "pri" if clause.tense in ("present", "future", "near") else "ifi", chosen)
            negation = ["no"] if clause.cleft == "no" else []
            article = DETERMINERS["the"][self._place(chosen)]
            who = self.gap_filled(chosen)
            if who.kind == "pronoun" and who.person < 3 and not who.plural:
                who = replace(who, person=3)  # fui yo el que firmó
            relative = self.clause(with_one_that(clause, who), silent=True)
            return [*before, *negation, copula, *self.thing(chosen), article, "que", *relative]
        return [*before, *self.clause(clause)]

    def clause(
        self, clause: Clause, mood: str = "ind", *, silent: bool = False, subject_after: bool = False
    ) -> list[str]:
        """`silent`: the subject has been said before."""
        if clause.frame is EXIST:
            return self._existence(clause, mood)
        if "es" in clause.frame.turned:
            return self.turned(clause, mood, silent=silent)
        since = any(each.word in ("duration", "lasting") or each.word.startswith("since") for each in clause.adjuncts)
        since = since or clause.asked in ("since when", "for how long")
        if since and clause.tense == "perfect" and clause.frame.is_state and not clause.negation:
            # has been on strike for six weeks: está
            clause = replace(clause, tense="present")
        clause = self.with_passive(clause if clause.frame is not BE_SO else self._being(clause))
        clause = with_own_part(clause, self.pattern(clause.frame))
        pattern = self.pattern(clause.frame)
        roles = dict(clause.roles)
        subject, passive = clause.subject, ""
        if clause.passive:
            case = self.case_of(clause.passive, pattern)
            if case == "acc" and not pattern.reflexive:
                passive = clause.passive
        if not passive and clause.passive and not roles.get(clause.passive):
            raise Unsayable
        promoted = roles.pop(passive, None) if passive else None
        grammatical = promoted if isinstance(promoted, Thing) else subject
        said = [] if silent else self._subject(grammatical, clause)
        what = roles.get("X")
        if (
            said in (["esto"], ["eso"])
            and clause.frame.name == "be"
            and isinstance(what, Thing)
            and what.kind == "noun"
        ):
            # Esta es la tercera vez
            said = [DETERMINERS["this" if said == ["esto"] else "that"][self._place(what)]]
        after = self._after(clause, roles, passive)
        clitics = self._clitics(clause, roles, passive, grammatical)
        negation = list(_NEGATIONS.get(clause.negation, []))
        preverbal = is_negative(grammatical) and not silent and not subject_after
        if not negation and denies_by_itself(replace(clause, subject=None if preverbal or silent else clause.subject)):
            negation = [] if preverbal or mood == "inf no" else ["no"]
        if clause.negation in ("never", "not") and preverbal:
            negation = []
        if clause.negation == "not yet" and preverbal:
            negation, said = [], ["todavía", *said]
        if clause.negation == "no longer" and preverbal:
            negation, said = [], ["ya", *said]
        goes_on = (
            clause.progressive and clause.tense in ("present", "past") and not clause.frame.is_state and not passive
        )
        adverbs = [_BEFORE[each] for each in clause.adverbs if each in _BEFORE and not (each == "still" and goes_on)]
        if "even" in clause.adverbs and negation == ["no"]:
            negation = ["ni", "siquiera"]
        verb = self._verb(clause, mood, grammatical, passive, clitics)
        everybody = roles.get("O")
        if "all" in clause.adverbs and isinstance(everybody, Thing) and self.is_clitic(everybody) and everybody.plural:
            adverbs.remove("todos")
            after = ["a", "todas" if self.agreement(everybody)[0] == "f" else "todos", *after]
        if subject_after and said:
            return [*adverbs, *negation, *verb, *said, *after]
        return [*said, *adverbs, *negation, *verb, *after]

    def _after(self, clause: Clause, roles: Roles, passive: str) -> list[str]:
        words: list[str] = []
        pattern = self.pattern(clause.frame)
        for role, mark in what_before_whom(pattern.items, roles):
            value = roles.get(role if role != "OC" else "C")
            if not role:
                words.append(self.agreed(mark, clause.thing("O") or clause.subject))
            elif role == passive or (isinstance(value, Adjunct) and value.number == "moved"):
                continue
            elif isinstance(value, Adjunct):
                gender, plural = self.agreement(clause.subject)
                so = self.small("adj", value.word).removeprefix("<").split("/")
                very = [DEGREES[value.number]] if value.number in DEGREES else []
                words += [*very, _FULL.get(said := so[(gender == "f") + 2 * plural], said)]
            elif isinstance(value, Clause):
                words += self.between(clause)
                words += self._complement(clause, value, mark, of_object=role == "OC")
            elif isinstance(value, Thing) and not (role == "O" and "OC" in dict(pattern.items)):
                many = value.kind == "noun" and (self.agreement(value)[1] or self.source == "fr")
                if clause.negation and value.det == "a" and many and value.word not in SPANS:
                    # ya no tenemos guantes, pas d'eau
                    value = replace(value, det="")
                case = self.clitic_case(role, mark)
                if case != "prep" and self.is_clitic(value):
                    continue
                preposition = "" if mark.startswith(":") else mark
                if case == "dat" or (case == "acc" and self.is_somebody(value)):
                    preposition = "a"
                words += self.thing(value, preposition)
        if passive and clause.subject is not None:
            words += self.thing(clause.subject, "por")
        return [*words, *self.adjuncts(clause, clause.adjuncts)]

    def _complement(self, clause: Clause, inner: Clause, mark: str, *, of_object: bool) -> list[str]:
        if mark == "wh" and inner.asked == "S" and is_what(inner.subject) and not inner.passive:
            return ["qué", *self.clause(inner, silent=True)]
        if mark == "wh" and inner.frame is LEFT_OUT:
            return self._asked(inner)
        if mark == "wh" and is_to_be_done(inner):
            # adónde ir
            return [*self._asked(inner), *self.clause(replace(inner, subject=controller(clause)), "inf", silent=True)]
        if mark == "wh":
            return [
                *self._asked(inner),
                *self.clause(
                    inner, subject_after=inner.asked != "S" and inner.frame.name in PLACED and inner.asked != "if"
                ),
            ]
        if mark in ("que", "que?"):
            return ["que", *(self.main(inner) if inner.cleft else self.clause(inner))]
        if clause.frame.name in ("continue_to", "catch_doing") and not inner.passive:
            return self.clause(replace(inner, subject=controller(clause)), "ger", silent=True)
        if mark == "que+":
            subject = clause.thing("O") if of_object else inner.subject or controller(clause)
            mood = "past" if clause.tense in PAST_TENSES else "pres"
            over = clause.frame.name == "be_so" and mood == "pres" and inner.tense in ("past", "perfect")
            inner = replace(inner, subject=subject) if not inner.passive else inner
            named = of_object or (inner.subject is not None and inner.subject is not controller(clause))
            silent = not inner.passive and (not named or self.is_clitic(subject))
            return ["que", *self.clause(replace(inner, tense="perfect" if over else "present"), mood, silent=silent)]
        if inner.passive and not inner.roles.get(inner.passive):
            owner = controller(clause)
            if owner is None:
                raise Unsayable
            inner = replace(inner, roles={**inner.roles, inner.passive: owner})
            if self.case_of(inner.passive, self.pattern(inner.frame)) == "dat":
                # quiere que le paguen
                mood = "past" if clause.tense in PAST_TENSES else "pres"
                paid = self.clause(replace(inner, passive="", tense="present"), mood)
                return [*([mark] if mark else []), "que", *paid]
        inner = with_open_condition(clause, inner)
        if clause.frame.name in ("deny_doing", "remember_doing") and inner.tense == "present":
            # denies telling them: having told them
            inner = replace(inner, tense="perfect")
        words = self.clause(inner if inner.passive else replace(inner, subject=controller(clause)), "inf", silent=True)
        return [*([mark] if mark else []), *words]

    def _order(self, clause: Clause) -> list[str]:
        pattern = self.pattern(clause.frame)
        you = clause.subject or Thing("pronoun", person=2)
        clitics = self._clitics(clause, dict(clause.roles), "", you)
        after = self._after(clause, dict(clause.roles), "")
        denied = clause.negation or denies_by_itself(replace(clause, subject=None))
        verb = self.form(pattern.verb, "<prs><p3><pl>")
        if you.person == 1:
            verb = self.form(pattern.verb, "<prs><p1><pl>")
            if pattern.reflexive and not denied:
                # mantengámonos
                verb = verb.removesuffix("s")
        if denied:
            return [*(_NEGATIONS.get(clause.negation) or ["no"]), *clitics, verb, *after]
        return [self._enclitic(verb, clitics), *after]
