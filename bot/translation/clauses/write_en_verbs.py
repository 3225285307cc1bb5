"""English verbs with their helpers, and the pattern that a pronoun wants."""

from __future__ import annotations

from bot.translation.clauses.meaning import Clause, Frame, Pattern, Roles, Thing
from bot.translation.clauses.write_en_things import EnglishThings

_BE_PRESENT = {"<p1><sg>": "am", "<p3><sg>": "is"}
_BE_PAST = {"<p1><sg>": "was", "<p3><sg>": "was"}


_WOMEN = frozenset(
    "mom_t9_alt grandma_t9_alt sister_in_law_t9_alt sister wife accountant_sf mother daughter woman forewoman female_retiree_lx "
    "sewing_machine_operator_lx receptionist_lx social_worker_lx nun_lx stepmother_lx_alt stepdaughter_lx daughter_in_law_lx "
    "granddaughter_lx great_grandmother_lx grandma_lx_alt ex_wife_lx godmother_lx goddaughter_lx orphan_girl_lx queen_lx waitress_w "
    "seamstress_w girlfriend_w nurse secretary girl aunt niece sister_in_law grandmother_v lady_v mother_in_law_v widow_v "
    "pregnant_woman_v pregnant_coworker_v maid_t nanny_t".split()
)
_POSSESSIVES = frozenset("my our your his her their its".split())
_OWN = frozenset("mind minds word ground job jobs notice temper hands number voice best feet life".split())
_OWNERS = {(1, False): "my", (1, True): "our", (2, False): "your", (2, True): "your", (3, True): "their"}


class EnglishVerbs(EnglishThings):
    def _oneself(self, who: Thing | None) -> str:
        if who is None or who.kind == "pair" or self.agreement(who)[1]:
            return {1: "ourselves", 2: "yourselves"}.get(who.person if who is not None else 3, "themselves")
        if who.person < 3:
            return "myself" if who.person == 1 else "yourself"
        if not self.is_somebody(who):
            return "itself"
        return "herself" if _is_woman(who) else "himself"

    def word_of_verb(self, mark: str, clause: Clause, pattern: Pattern) -> str:
        """change my mind, they changed their mind"""
        if mark == "himself":
            return self._oneself(clause.subject)
        if mark not in _POSSESSIVES or not any(word in _OWN for role, word in pattern.items if not role):
            return mark
        who = clause.subject
        many = who is None or who.kind == "pair" or self.agreement(who)[1]
        if who is not None and (who.person < 3 or many):
            return _OWNERS[who.person, many]
        if who is None:
            return "their"
        if not self.is_person(who):
            return "its"
        return "her" if _is_woman(who) else "his"

    def _group(
        self, clause: Clause, pattern: Pattern, subject: Thing | None, passive: str, form: str, negation: list[str]
    ) -> tuple[list[str], list[str]]:
        """Helpers and the verb; with do where English wants it."""
        tense = clause.tense
        verb = pattern.verb
        participle = self.form(verb, "<pp>")
        person = self.person(subject)
        if form and clause.modal == "can":
            able = ["being", "able", "to"] if form == "ger" else ["be", "able", "to"]
            return able, [*(["be", participle] if passive else [self.form(verb, "<inf>")])]
        if form:
            start = "being" if form == "ger" else "be"
            if tense in ("perfect", "past", "pluperfect") and form == "ger" and not passive:
                return ["having"], [participle]
            if passive:
                return [start], [participle]
            return [], [self.form(verb, "<ger>" if form == "ger" else "<inf>")]
        base = ["be", participle] if passive else [self.form(verb, "<inf>")]
        if "have" in clause.adverbs and clause.modal:
            could = {"can": ["could"], "should": ["should"]}.get(clause.modal, ["would", "have", "had", "to"])
            if could[1:]:
                return ["would"], ["have", "had", "to", *base]
            return [*could, "have", *(["been"] if passive else [])], [participle]
        if "have" in clause.adverbs:
            return ["would", "have", *(["been"] if passive else [])], [participle]
        if clause.modal:
            modal = {"can": {"past": "could", "imperfect": "could", "conditional": "could"}.get(tense, "can"),
                     "must": "must", "have to": "have to", "should": "should"}[clause.modal]  # fmt: skip
            if clause.modal == "have to":
                if tense == "present" and not negation:
                    return (["have"] if person != "<p3><sg>" else ["has"]), ["to", *base]
                if tense == "present":
                    return (["do"] if person != "<p3><sg>" else ["does"]), ["have", "to", *base]
                if tense in ("past", "imperfect", "perfect"):
                    return (["did"], ["have", "to", *base]) if negation else (["had"], ["to", *base])
                return ["will" if tense == "future" else "would"], ["have", "to", *base]
            return [modal], base
        match tense:
            case "future":
                return ["will"], base
            case "conditional" if verb == "want" and not passive:
                return ["would"], ["like"]
            case "conditional":
                return ["would"], base
            case "near":
                return [_BE_PRESENT.get(person, "are")], ["going", "to", *base]
            case "was near":
                return [_BE_PAST.get(person, "were")], ["going", "to", *base]
            case "perfect" | "pluperfect" if clause.progressive and not passive:
                have = "had" if tense == "pluperfect" else "has" if person == "<p3><sg>" else "have"
                return [have, "been"], [self.form(verb, "<ger>")]
            case "perfect":
                have = "has" if person == "<p3><sg>" else "have"
                return [have, *(["been"] if passive else [])], [participle]
            case "pluperfect":
                return ["had", *(["been"] if passive else [])], [participle]
            case _:
                pass
        if verb == "be":
            return [
                (_BE_PRESENT if tense == "present" else _BE_PAST).get(person, "are" if tense == "present" else "were")
            ], []
        be = (_BE_PRESENT if tense == "present" else _BE_PAST).get(person, "are" if tense == "present" else "were")
        if passive:
            return [be, *(["being"] if clause.progressive else [])], [participle]
        if clause.progressive or (tense == "imperfect" and not clause.frame.is_state):
            return [be], [self.form(verb, "<ger>")]
        is_question = clause.mood == "question" and clause.asked != "S"
        past = tense in ("past", "imperfect")
        if (
            negation and negation != ["never"] and negation != ["ever"] and negation != ["no", "longer"]
        ) or is_question:
            return ["did" if past else "does" if person == "<p3><sg>" else "do"], [self.form(verb, "<inf>")]
        if past:
            return [], [self.form(verb, "<past>")]
        return [], [self.form(verb, "<pri><p3><sg>") if person == "<p3><sg>" else self.form(verb, "<inf>")]

    def person(self, subject: Thing | None) -> str:
        if subject is not None and subject.kind == "part" and subject.det == "half":
            return "<p3><pl>" if subject.plural or self.agreement(subject.whose)[1] else "<p3><sg>"
        if subject is not None and subject.kind == "noun":
            return "<p3><pl>" if self.agreement(subject)[1] else "<p3><sg>"
        return super().person(subject)

    def _chosen(self, frame: Frame, roles: Roles, passive: str = "") -> Pattern:
        """`turned him down`, `gave it to them`: where a pronoun wants another order."""
        first, *others = frame.patterns["en"]
        direct = roles.get("O")
        if isinstance(direct, Thing) and direct.clause is not None and not passive:
            # docked me two days that I worked
            for each in others:
                if each.items == (("R", ""), ("O", "")):
                    return each
        if passive == "O" and any(role == "R" and not mark for role, mark in first.items):
            for each in others:
                if dict(each.items).get("R") == "to" and each.verb == first.verb:
                    return each
        receiver = roles.get("R")
        if isinstance(receiver, Thing) and receiver.clause is not None and isinstance(direct, Thing) and not passive:
            # paid dues to a union that we never saw
            for each in others:
                if dict(each.items).get("R") == "to" and each.verb == first.verb and direct.clause is None:
                    return each
        if self.is_clitic(direct) and direct is not None and passive != "O":
            places = {role: place for place, (role, _) in enumerate(first.items) if role}
            particle = next((place for place, (role, _) in enumerate(first.items) if not role), None)
            r_first = "R" in places and "O" in places and places["R"] < places["O"]
            if r_first or (particle is not None and particle < places.get("O", 0)):
                for each in others:
                    names = [role for role, _ in each.items]
                    if each.verb == first.verb and names.index("O") == 0 and (not r_first or names[:2] == ["O", "R"]):
                        return each
        return first


def _is_woman(who: Thing) -> bool:
    """English has one word for both; the lists have one for her."""
    return who.gender == "f" or (who.kind == "noun" and (who.word.endswith("_f") or who.word in _WOMEN))
