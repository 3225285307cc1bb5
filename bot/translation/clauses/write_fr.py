"""Meanings said in French."""

from __future__ import annotations

from dataclasses import replace

from bot.translation.clauses.french_elision import contracted
from bot.translation.clauses.meaning import (
    EXIST,
    PLACED,
    THE_MORE,
    TRUE,
    Adjunct,
    Clause,
    Pattern,
    Roles,
    Thing,
    controller,
    is_negative,
    is_since,
    is_what,
)
from bot.translation.clauses.rearranging import (
    one_that,
    what_before_whom,
    with_one_that,
    with_open_condition,
    with_own_part,
    with_owner,
)
from bot.translation.clauses.write_fr_asked import NEGATIONS, FrenchAsked, is_who, moved_before
from bot.translation.clauses.write_fr_things import DEGREES
from bot.translation.clauses.write_fr_verbs import TENSE_OF_HELPER, TENSES
from bot.translation.clauses.writing import Unsayable

_BEFORE = {
    "already": "déjà", "still": "encore", "also": "aussi", "always": "toujours", "finally": "enfin", "all": "tous",
    "almost": "presque", "only": "seulement", "maybe": "peut-être",
}  # fmt: skip

# il reste, il manque: never "ça"
_OF_NOBODY = frozenset("être faire pleuvoir neiger falloir valoir agir rester manquer sembler paraître geler".split())


class FrenchWriter(FrenchAsked):
    def joiner(self, name: str) -> str:
        return self.small("and", name)

    def finished(self, text: str, end: str) -> str:
        if end.startswith(" or"):
            return f"{contracted(text)} ou non?"
        return f"{contracted(text)}, c'est bien ça?" if end.startswith(",") else contracted(text) + end

    def main(self, clause: Clause) -> list[str]:
        before = self.first_said(clause)
        if clause.frame is THE_MORE:
            return self.the_more(clause)
        if clause.mood == "order":
            self.remember(clause)
            return [*before, *self._order(clause)]
        if clause.mood == "question" and clause.asked != "S":
            plain = not clause.negation and not clause.modal and not self.is_clitic(clause.subject)
            if clause.frame.name in PLACED and clause.asked and plain:
                return [*before, *self._asked(clause), *self._placed(clause)]
            asked = ["qu'"] if clause.asked == "what" and clause.thing("Q") is None else self._asked(clause)
            return [*before, *asked, "est-ce", "que", *self.clause(clause, moved=moved_before(clause))]
        if clause.asked == "S" and is_what(clause.subject) and not clause.passive:
            return [*before, "qu'", "est-ce", "qui", *self.clause(clause, silent=True)]
        chosen = one_that(clause)
        if clause.cleft.startswith("O ") and (whom := clause.thing("O")) is not None:
            # c'est nous qu'ils enregistraient
            start = ["ce", "n'est", "pas"] if clause.cleft == "O no" else ["ce", "est"]
            left = replace(clause, cleft="", roles={role: value for role, value in clause.roles.items() if role != "O"})
            return [*before, *start, *self.thing(whom), "que", *self.clause(left, moved=whom)]
        if clause.cleft and chosen is not None:
            many = self.agreement(chosen)[1] and (chosen.kind != "pronoun" or chosen.person == 3)
            start = ["ce", "ne", "sont", "pas"] if many else ["ce", "n'est", "pas"]
            if clause.cleft != "no":
                start = ["ce", "sont"] if many else ["ce", "est"]
            relative = self.clause(with_one_that(clause, self.gap_filled(chosen)), silent=True)
            return [*before, *start, *self.thing(chosen), "qui", *relative]
        return [*before, *self.clause(clause)]

    def clause(
        self, clause: Clause, mood: str = "ind", *, silent: bool = False, moved: Thing | None = None
    ) -> list[str]:
        """`silent`: the subject has been said before. `moved`: an object that stands before the clause."""
        if clause.frame is EXIST:
            return self._existence(clause, mood)
        done = clause.roles.get("C")
        if clause.frame.name == "have_done" and isinstance(done, Clause) and self.is_clitic(done.thing("O")):
            # l'a fait congédier: the pronoun stands before the helper
            climbing = Pattern("faire", reflexive=False, items=(("O", ":o"), ("C", "")))
            frame = replace(clause.frame, patterns={**clause.frame.patterns, "fr": (climbing,)})
            left = replace(done, roles={role: value for role, value in done.roles.items() if role != "O"})
            clause = replace(clause, frame=frame, roles={**clause.roles, "O": done.roles["O"], "C": left})
        for each in (clause.subject, clause.thing(clause.passive) if clause.passive else None):
            if each is not None and each.joined in ("not", "not even") and not clause.negation:
                # Tous n'ont pas signé; même le chef ne le sait pas
                clause = replace(clause, negation="not")
                if each is clause.subject and each.joined == "not even":
                    clause = replace(clause, subject=replace(each, joined="even"))
        clause = self.with_passive(clause)
        clause = with_own_part(clause, self.pattern(clause.frame))
        since = any(each.word == "duration" or is_since(each) for each in clause.adjuncts)
        since = since or clause.asked in ("since when", "for how long")
        if since and clause.tense == "perfect" and clause.frame.is_state and not clause.negation:
            clause = replace(clause, tense="present")
        if clause.progressive and clause.tense in ("perfect", "pluperfect") and not clause.passive:
            # We have been waiting for three weeks: nous attendons
            clause = replace(clause, progressive=False, tense="present" if clause.tense == "perfect" else "imperfect")
        pattern = self.pattern(clause.frame)
        roles = dict(clause.roles)
        self.remember(clause)
        passive, subject = "", clause.subject
        if clause.passive:
            case = self.case_of(clause.passive, pattern)
            if case == "acc" and not pattern.reflexive:
                passive = clause.passive
            elif not roles.get(clause.passive):
                raise Unsayable
        if (
            clause.negation == "not yet"
            and clause.tense == "present"
            and not clause.frame.is_state
            and not clause.modal
        ):
            clause = replace(clause, tense="past")
        promoted = roles.pop(passive, None) if passive else None
        grammatical = promoted if isinstance(promoted, Thing) else subject
        if passive and grammatical is None:
            raise Unsayable
        impersonal = clause.passive and not passive and subject is None
        if impersonal:
            grammatical = Thing("pronoun", "on")
        said = [] if silent and not impersonal else self._subject(grammatical)
        is_it = grammatical is not None and grammatical.kind == "pronoun" and grammatical.gender == "n"
        what = roles.get("X")
        of_somebody = clause.frame.name == "be" and isinstance(what, Thing) and is_who(clause, what)
        if said == ["il"] and self.source == "es" and self._is_some_thing(clause, grammatical):
            # no fue huelga: ce n'était pas une grève
            said, clause = ["ce"], replace(clause, tense="imperfect" if clause.tense == "past" else clause.tense)
        if of_somebody and said in (["il"], ["elle"]) and self.source == "es" and clause.tense in ("past", "present"):
            # fue el juez: c'est le juge
            said, clause = ["ce"], replace(clause, tense="present")
        if (
            said
            and is_it
            and not passive
            and pattern.verb == "être"
            and grammatical
            and grammatical.word in ("", "that", "this")
        ):
            said = ["il" if isinstance(roles.get("C"), Clause) and not clause.frame.name.startswith("is_") else "ce"]
        clitics, accusative = self._clitics(pattern, roles, passive, grammatical)
        of_things = any(role == "S" and "yes" not in nouns for role, nouns in clause.frame.limits)
        nobody = passive or ("C" in roles and pattern.verb != "prendre") or pattern.verb in _OF_NOBODY
        that = (of_things and not nobody) or clause.frame.name in ("happen0", "take_time0")
        if (that and is_it and said in (["il"], ["elle"])) or (said == ["ce"] and clitics):
            said = ["ça"]
        if moved is not None:
            accusative = moved
        verb = self._verb(clause, mood, grammatical, passive, accusative)
        negation = NEGATIONS[clause.negation]
        objects = [value for value in roles.values() if is_negative(value)]
        denied = bool(negation) or bool(objects) or (is_negative(grammatical) and not silent)
        denied = denied or any(is_negative(each.thing) for each in clause.adjuncts)
        if (objects or is_negative(grammatical)) and negation in ("pas", "pas encore"):
            negation = "" if negation == "pas" else "encore"
        if clause.tense == "perfect" and negation == "jamais":
            negation = "jamais"
        nothing = next((role for role, value in roles.items() if isinstance(value, Thing) and value.word == "nothing"
                        and not dict(pattern.items).get(role, "").strip(":oaà")), "")  # fmt: skip
        adverbs = [_BEFORE[each] for each in clause.adverbs if each in _BEFORE]
        if negation == "pas" and "even" in clause.adverbs:
            negation = "même pas"
        if negation == "pas" and "encore" in adverbs:
            # still not
            adverbs.remove("encore")
            negation = "toujours pas"
        inner = [word for word in (negation, *adverbs) if word]
        if "peut-être" in inner:
            inner = ["peut-être", *(word for word in inner if word != "peut-être")]
        behind: list[str] = []
        if nothing:
            inner.append("rien")
            told = roles.pop(nothing)
            behind = self._relative(told) if isinstance(told, Thing) else []
            # rien de ce que la direction nous a donné
            behind = ["de", "ce", *behind] if behind and isinstance(told, Thing) and told.clause_role == "O" else behind
        after = [*behind, *self._after(clause, roles, passive)]
        if mood == "inf":
            start = ["ne"] if denied else []
            if clause.modal and not denied:
                # pouvoir vous aider
                return [verb[0], *clitics, *verb[1:], *inner, *after]
            if denied and len(verb) == 1:
                return [*start, *inner, *clitics, *verb, *after]
            if mood == "inf":
                return [*start, *(inner if denied else []), *clitics, *verb, *([] if denied else inner), *after]
        if mood == "ger":
            return [*(["ne"] if denied else []), *clitics, *verb, *inner, *after]
        head, *rest = verb
        if "just" in clause.adverbs and rest[:1] == ["de"]:
            return [*said, *(["ne"] if denied else []), head, *inner, "de", *clitics, *rest[1:], *after]
        if clause.modal or clause.tense in ("near", "was near"):
            compound = "have" in clause.adverbs or (
                clause.tense in TENSE_OF_HELPER
                and (clause.tense != "past" or (clause.modal == "have to" and self.source == "es"))
            )
            place = 1 if compound and clause.modal != "must" else 0
            if clause.modal == "have to" and denied and clause.negation == "not":
                gender, plural = self.agreement(grammatical)
                obliged = self.form("obliger", f"<pp><{gender}><{'pl' if plural else 'sg'}>")
                tense = {"past": "pii", "present": "pri"}.get(clause.tense, TENSES.get(clause.tense, "pri"))
                be = self.finite("être", tense, grammatical)
                return [*said, "ne", be, *inner, obliged, "de", *clitics, *rest, *after]
            rest = [*rest[:place], *clitics, *rest[place:]]
            return [*said, *(["ne"] if denied else []), head, *inner, *rest, *after]
        return [*said, *(["ne"] if denied else []), *clitics, head, *inner, *rest, *after]

    def _after(self, clause: Clause, roles: Roles, passive: str) -> list[str]:
        words: list[str] = []
        pattern = self.pattern(clause.frame)
        roles = with_owner(pattern, roles, self.is_clitic)
        for role, mark in what_before_whom(pattern.items, roles):
            value = roles.get(role if role != "OC" else "C")
            if not role:
                words.append(self.word_of_verb(mark, clause))
            elif role == passive:
                continue
            elif isinstance(value, Adjunct):
                gender, plural = self.agreement(clause.subject)
                so = self.small("adj", value.word).removeprefix("<").split("/")
                very = [DEGREES[value.number]] if value.number in DEGREES else []
                words += [*very, so[(gender == "f") + 2 * plural]]
            elif isinstance(value, Clause):
                state = roles.get("A")
                if isinstance(state, Adjunct):
                    mark = "pour" if state.number in ("too", "enough") else {"ready": "à"}.get(state.word, "de")
                    if (value.subject is not None or value.passive) and mark == "pour":
                        words.append("pour")
                    if value.subject is not None or value.passive:
                        mark = "que" if state.number == "so" or (state.word in TRUE and not clause.negation) else "que+"
                words += [*self.between(clause), *self._complement(clause, value, mark, of_object=role == "OC")]
            elif isinstance(value, Thing) and not (role == "O" and "OC" in dict(pattern.items)):
                case = self.clitic_case(role, mark)
                if case != "prep" and self.is_clitic(value):
                    continue
                if (
                    case == "acc"
                    and clause.negation
                    and self.source == "es"
                    and value.kind == "noun"
                    and not value.only
                ):
                    if value.det in ("", "a") and not mark.startswith(":"):
                        # pas de copie
                        words += self.thing(replace(value, det=""), "de")
                        continue
                words += self.thing(value, "à" if case == "dat" else "" if mark.startswith(":") else mark)
        if passive and clause.subject is not None:
            words += self.thing(clause.subject, "par")
        return [*words, *self.adjuncts(clause, clause.adjuncts)]

    def _complement(self, clause: Clause, inner: Clause, mark: str, *, of_object: bool) -> list[str]:
        if mark == "wh":
            if inner.subject is None and not inner.passive and inner.frame is not EXIST:
                # quoi faire, qui appeler, s'il faut signer
                asked = {"what": ["quoi"], "if": ["s'il", "faut"]}.get(inner.asked) or self._asked(inner)
                return [*asked, *self.clause(replace(inner, subject=controller(clause)), "inf", silent=True)]
            if inner.frame.name in PLACED and inner.asked not in ("if", "S"):
                return [*self._asked(inner), *self._placed(inner)]
            return [*self._asked(inner), *self.clause(inner, moved=moved_before(inner))]
        if mark == "que":
            return ["que", *(self.main(inner) if inner.cleft else self.clause(inner))]
        if mark == "que+":
            subject = clause.thing("O") if of_object else inner.subject or controller(clause)
            if not inner.passive:
                inner = replace(inner, subject=subject)
            elif of_object:
                inner = replace(inner, roles={**inner.roles, inner.passive: subject}) if subject else inner
            over = clause.frame.name == "be_so" and inner.tense in ("past", "perfect")
            return ["que", *self.clause(replace(inner, tense="past" if over else "present"), "subj")]
        owner = controller(clause)
        if inner.passive and not inner.roles.get(inner.passive):
            if owner is None:
                raise Unsayable
            inner = replace(inner, roles={**inner.roles, inner.passive: owner})
        inner = with_open_condition(clause, inner)
        if clause.frame.name in ("deny_doing", "remember_doing") and inner.tense == "present":
            # denies telling them: having told them
            inner = replace(inner, tense="perfect")
        words = self.clause(inner if inner.passive else replace(inner, subject=owner), "inf", silent=True)
        return [*([mark] if mark else []), *words]
