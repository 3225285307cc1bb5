"""Meanings said in English."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import Adjunct, Clause, Frame, Pattern, Thing, controller, is_negative
from bot.translation.clauses.reading import EXIST, SAME, Roles
from bot.translation.clauses.writing import Unsayable, Writer

_INDEFINITE = {
    "nobody": "nobody", "somebody": "someone", "everybody": "everyone", "nothing": "nothing", "something": "something",
    "everything": "everything", "who": "who", "anyone": "anyone", "that": "that",
}  # fmt: skip
_ANY = {"nobody": "anyone", "nothing": "anything"}
_OWNERS = {"1s": "my", "2s": "your", "2p": "your", "3m": "his", "3f": "her", "3n": "its", "3p": "their", "1p": "our",
           "3": "their"}  # fmt: skip
_OF_THINGS = frozenset(
    "read sign write file retire_o hand_in publish count tear_up hide approve accept close pay_o negotiate_o translate "
    "change cut give give_back give_back_o send send_o hand_to promise offer pay_r owe withhold_r take_from steal "
    "steal_from deny deny_right say tell_it call_off postpone confirm prove_o stop_line end_o call_strike begin_o grant".split()
)
"""Their object is no person: lo, la, le are it."""
_SUBJECTS = {(1, False): "I", (2, False): "you", (1, True): "we", (2, True): "you", (3, True): "they"}
_OBJECTS = {(1, False): "me", (2, False): "you", (1, True): "us", (2, True): "you", (3, True): "them"}
_BE_PRESENT = {"<p1><sg>": "am", "<p3><sg>": "is"}
_BE_PAST = {"<p1><sg>": "was", "<p3><sg>": "was"}
_NEGATIONS = {"": [], "not": ["not"], "never": ["never"], "no longer": ["no", "longer"], "not yet": ["not"]}


class EnglishWriter(Writer):
    language: Language = "en"

    def joiner(self, name: str) -> str:
        return name

    def finished(self, text: str, end: str) -> str:
        text = re.sub(r"\ba (?=[aeio]\w)(?!one\b|once\b)", "an ", text)
        text = re.sub(r" (?=[,;:])", "", text)
        text = re.sub(r"s 's\b", "s'", text)
        text = re.sub(r" 's\b", "'s", text)
        return text + end

    def not_so(self, clause: Clause) -> list[str]:
        return [*self._subject(clause.subject), "did", "not"]

    def main(self, clause: Clause) -> list[str]:
        before = [word for each in clause.before for word in (*self.adjunct(each, clause), ",")]
        if clause.mood == "order":
            negation = {"": [], "not": ["do", "not"], "never": ["never"]}.get(clause.negation)
            if negation is None:
                raise Unsayable
            denied = not negation and any(is_negative(value) for value in clause.roles.values())
            pattern = self._chosen(clause.frame, dict(clause.roles))
            after = self._after(clause, dict(clause.roles), "", pattern, denied=bool(negation) or denied)
            return [*before, *(["do", "not"] if denied else negation), self.form(pattern.verb, "<inf>"), *after]
        if clause.mood == "question" and clause.asked != "S":
            asked = [clause.asked] if clause.asked else []
            return [*before, *asked, *self.clause(clause, question=True)]
        if clause.cleft and clause.subject is not None and not clause.passive:
            copula = "is" if clause.tense in ("present", "future", "near") else "was"
            negation = ["not"] if clause.cleft == "no" else []
            relative = self.clause(replace(clause, subject=self.gap_filled(clause.subject)), silent=True)
            return [
                *before,
                "it",
                copula,
                *negation,
                *self.thing(clause.subject),
                "who" if self.is_somebody(clause.subject) else "that",
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
        lasting = any(each.word == "lasting" or each.word.startswith("since") for each in clause.adjuncts)
        if lasting and clause.tense == "present" and not clause.modal:
            clause = replace(clause, tense="perfect")
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
        is_what = clause.frame.name in ("true_that", "true0", "false0", "legal0")
        unnamed = self.is_clitic(grammatical) and grammatical is not None and grammatical.person == 3
        said = [] if silent else self._subject(grammatical, impersonal=is_what and unnamed)
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
        negation = list(_NEGATIONS[clause.negation])
        if preverbal and negation == ["not"]:
            negation = []
        if preverbal and negation == ["never"]:
            negation = ["ever"]
        if not negation and negative_object and not preverbal and form != "ger":
            negation = ["not"]
        denied = bool(negation) or preverbal or (form == "ger" and negative_object)
        adverbs = [each for each in clause.adverbs if each != "have"]
        if negation == ["not"] and "still" in adverbs:
            adverbs.remove("still")
            said = [*said, "still"]
        helpers, verb = self._group(clause, pattern, grammatical, passive, form, negation)
        after = self._after(clause, roles, passive, pattern, denied=denied)
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

    def _had_done(self, clause: Clause, inner: Clause, *, silent: bool, form: str) -> list[str]:
        """had my brother fired"""
        pattern = self._chosen(inner.frame, {}, "O")
        thing = inner.thing("O")
        if thing is None or clause.negation or clause.modal or form == "ger":
            raise Unsayable
        said = [] if silent else self._subject(clause.subject)
        third = self.person(clause.subject) == "<p3><sg>"
        have = {"present": ["has" if third else "have"], "past": ["had"], "perfect": ["has" if third else "have", "had"],
                "future": ["will", "have"], "near": ["will", "have"]}.get(clause.tense, ["had"])  # fmt: skip
        if form == "inf":
            have = ["have"]
        rest = self._after(inner, dict(inner.roles), "O", pattern, denied=False)
        return [*said, *have, *self.thing(thing), self.form(pattern.verb, "<pp>"), *rest,
                *self.adjuncts(clause, clause.adjuncts)]  # fmt: skip

    def _existence(self, clause: Clause) -> list[str]:
        thing = clause.thing("O")
        if thing is None:
            raise Unsayable
        plural = thing.plural or self.agreement(thing)[1]
        be = {
            "present": ["are" if plural else "is"], "past": ["were" if plural else "was"],
            "imperfect": ["were" if plural else "was"], "future": ["will", "be"], "conditional": ["would", "be"],
            "perfect": ["have" if plural else "has", "been"], "pluperfect": ["had", "been"],
            "near": ["are" if plural else "is", "going", "to", "be"],
        }[clause.tense]  # fmt: skip
        if clause.negation and thing.kind == "noun" and thing.det in ("", "a"):
            thing, negation = replace(thing, det="no"), []
        else:
            negation = _NEGATIONS[clause.negation]
        if thing.kind == "noun" and not thing.det and not plural:
            thing = replace(thing, det="a")
        return ["there", be[0], *negation, *be[1:], *self.thing(thing), *self.adjuncts(clause, clause.adjuncts)]

    def _as_english_says_it(self, clause: Clause) -> Clause:
        inner, threatened = clause.roles.get("C"), clause.thing("O")
        if clause.frame.name == "threaten_r_to" and isinstance(inner, Clause) and inner.thing("O") == threatened:
            # threatened to fire me
            to_do = next(frame for frame in self.lists.frames if frame.name == "threaten_to")
            return replace(clause, frame=to_do, roles={"C": inner}) if not clause.passive else clause
        if clause.frame.name in _OF_THINGS and threatened is not None and self.is_clitic(threatened):
            if self.source != "en" and threatened.person == 3 and not threatened.plural:
                return replace(clause, roles={**clause.roles, "O": replace(threatened, gender="n")})
        return clause

    def _group(
        self, clause: Clause, pattern: Pattern, subject: Thing | None, passive: str, form: str, negation: list[str]
    ) -> tuple[list[str], list[str]]:
        """Helpers and the verb; with do where English wants it."""
        tense = clause.tense
        verb = pattern.verb
        participle = self.form(verb, "<pp>")
        person = self.person(subject)
        if form:
            start = "being" if form == "ger" else "be"
            if tense in ("perfect", "past", "pluperfect") and form == "ger" and not passive:
                return ["having"], [participle]
            if passive:
                return [start], [participle]
            return [], [self.form(verb, "<ger>" if form == "ger" else "<inf>")]
        base = ["be", participle] if passive else [self.form(verb, "<inf>")]
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
            case "conditional":
                return ["would"], base
            case "near":
                return [_BE_PRESENT.get(person, "are")], ["going", "to", *base]
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
        if subject is not None and subject.kind == "noun":
            return "<p3><pl>" if self.agreement(subject)[1] else "<p3><sg>"
        return super().person(subject)

    def _chosen(self, frame: Frame, roles: Roles, passive: str = "") -> Pattern:
        """`turned him down`, `gave it to them`: where a pronoun wants another order."""
        first, *others = frame.patterns["en"]
        direct = roles.get("O")
        if passive == "O" and any(role == "R" and not mark for role, mark in first.items):
            for each in others:
                if dict(each.items).get("R") == "to" and each.verb == first.verb:
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

    _body = ""
    """Gender, in the language that is read, of the company or union that was spoken of last."""

    def _is_it(self, thing: Thing) -> bool:
        unnamed = thing.kind == "pronoun" and thing.word == "" and thing.person == 3 and not thing.plural
        return unnamed and self.source != "en" and bool(self._body) and thing.gender in ("", self._body)

    def _subject(self, subject: Thing | None, *, impersonal: bool = False) -> list[str]:
        if subject is None:
            return ["they"]
        if (self._is_it(subject) or impersonal) and not subject.only:
            return ["it"]
        if subject.kind == "pronoun" and subject.word == SAME:
            return []
        if subject.kind == "pronoun" and subject.word == "" and not subject.only:
            key = (subject.person, subject.plural)
            if key in _SUBJECTS:
                return [_SUBJECTS[key]]
            return [{"f": "she", "m": "he", "n": "it"}.get(subject.gender, "he")]
        return self.thing(subject)

    def _after(self, clause: Clause, roles: Roles, passive: str, pattern: Pattern, *, denied: bool) -> list[str]:
        words: list[str] = []
        for role, mark in pattern.items:
            value = roles.get(role)
            if not role:
                words.append(mark)
            elif role == passive or value is None:
                continue
            elif isinstance(value, Clause):
                words += self._complement(clause, value, mark, denied=denied)
            elif isinstance(value, Thing):
                words += [*mark.removeprefix(":o").split(), *self.thing(value, denied=denied)]
        if passive and clause.subject is not None:
            words += ["by", *self.thing(clause.subject)]
        for each in clause.adjuncts:
            words += self.adjunct(each, clause, denied=denied)
        return words

    def _complement(self, clause: Clause, inner: Clause, mark: str, *, denied: bool) -> list[str]:
        if mark == "wh":
            return [
                *{"if": ["if"], "when": ["when"], "where": ["where"], "how": ["how"], "why": ["why"]}.get(
                    inner.asked, []
                ),
                *self.clause(inner),
            ]
        if mark == "that+":
            return ["that", *self._subject(inner.subject), *self.clause(inner, form="inf", silent=True)]
        if mark == "that":
            return ["that", *self.clause(inner)]
        owner = inner.subject or controller(clause)
        if inner.passive and not inner.roles.get(inner.passive) and owner is None:
            raise Unsayable
        del denied
        if mark in ("", "to"):
            words = self.clause(replace(inner, subject=owner) if not inner.passive else inner, form="inf", silent=True)
            negated = words[:1] in (["not"], ["never"])
            return [*(words[:1] if negated else []), *([mark] if mark else []), *(words[1:] if negated else words)]
        words = self.clause(replace(inner, subject=owner) if not inner.passive else inner, form="ger", silent=True)
        if clause.frame.name in ("deny_doing", "start_to", "stop_to"):
            return words
        return [mark, *words]

    def thing(self, thing: Thing, *, denied: bool = False) -> list[str]:
        before = ["only"] if thing.only else []
        if thing.kind == "pair" and thing.first is not None and thing.whose is not None:
            first, second = self.thing(thing.first, denied=denied), self.thing(thing.whose, denied=denied)
            if thing.joined == "nor":
                return [*(["either"] if denied else ["neither"]), *first, "or" if denied else "nor", *second]
            return [*first, thing.joined, *second]
        if thing.kind == "name":
            return [*before, self.number(thing.det) if thing.det else thing.word]
        if thing.kind == "pronoun":
            return [*before, *self._pronoun(thing, denied=denied), *self._relative(thing)]
        if thing.kind == "part":
            return [*before, *self._part(thing, denied=denied)]
        return [*before, *self._noun(thing, denied=denied), *self._relative(thing)]

    def _pronoun(self, thing: Thing, *, denied: bool) -> list[str]:
        if thing.word == "what":
            return ["what"]
        if thing.word in _INDEFINITE:
            return [_ANY[thing.word] if denied and thing.word in _ANY else _INDEFINITE[thing.word]]
        if thing.word == "the one":
            owner = ["from", *self.thing(thing.whose)] if thing.whose is not None else []
            return [*(["those"] if thing.plural else ["the", "one"]), *owner]
        key = (thing.person, thing.plural)
        if key in _OBJECTS:
            return [_OBJECTS[key]]
        return [{"f": "her", "m": "him", "n": "it"}.get(thing.gender, "him")]

    def _part(self, thing: Thing, *, denied: bool) -> list[str]:
        if thing.whose is None:
            raise Unsayable
        head = self.number(thing.det) if thing.det.startswith("number:") else thing.det
        if thing.det == "no":
            head = "any" if denied else "none"
        if thing.det == "all" and thing.whose.kind == "noun":
            return [head, *self.thing(thing.whose)]
        return [head, "of", *self.thing(thing.whose)]

    def _noun(self, thing: Thing, *, denied: bool) -> list[str]:
        form = self.lists.nouns[thing.word].form("en")
        _, plural = self.agreement(thing)
        if self.is_somebody(thing) and not plural:
            is_body = not self.is_person(thing)
            self._body = self.lists.nouns[thing.word].form(self.source).gender if is_body else ""
        words: list[str] = []
        for det in filter(None, thing.det.split(";")):
            if det.startswith("number:"):
                words.append("one" if det == "number:one" else self.number(det))
            elif det.startswith("of:"):
                words.append(_OWNERS[self.owner if det == "of:3" else det[3:]])
            elif det in ("this", "that") and plural:
                words.append({"this": "these", "that": "those"}[det])
            elif det == "a" and (plural or form.number):
                continue
            elif det == "no" and denied:
                words.append("any")
            elif det == "all":
                words += ["all", "the"]
            else:
                words.append(det)
        adjectives = [self.lists.said["adj", each].words["en"][0] for each in thing.adjectives]
        noun = form.plural if plural else form.singular
        if (
            thing.whose is not None
            and self.is_somebody(thing.whose)
            and thing.det == "the"
            and thing.whose.clause is None
        ):
            return [*self.thing(thing.whose), "'s", *adjectives, noun]
        owner = ["of", *self.thing(thing.whose)] if thing.whose is not None else []
        return [*words, *adjectives, noun, *owner]

    def _relative(self, thing: Thing) -> list[str]:
        if thing.clause is None:
            return []
        who = "who" if self.is_somebody(thing) else "that"
        if thing.word == "what":
            who = ""
        if thing.clause_role == "T":
            return ["that", *self.clause(thing.clause)]
        if thing.clause_role == "S":
            return [who, *self.clause(thing.clause, silent=True)]
        clause = thing.clause
        gap = self.gap_of(clause, thing)
        without = replace(clause, roles={role: value for role, value in clause.roles.items() if role != gap})
        return ["whom" if who == "who" else who, *self.clause(without, moved=True)]

    def adjunct(self, adjunct: Adjunct, clause: Clause, *, denied: bool = False) -> list[str]:
        if adjunct.word == "duration" and adjunct.thing is not None:
            return ["for", *self.thing(adjunct.thing)]
        if adjunct.word == "margin" and adjunct.thing is not None:
            return ["by", *self.thing(adjunct.thing)]
        if adjunct.word == "lasting" and adjunct.thing is not None:
            return [*["for"], *self.thing(adjunct.thing)]
        if adjunct.word == "ago" and adjunct.thing is not None:
            return [*self.thing(adjunct.thing), "ago"]
        if adjunct.word == "contrast" and adjunct.thing is not None:
            preposition = {"agent": ["by"], "R": ["to"], "for": ["for"], "with": ["with"], "against": ["against"]}
            return [",", "not", *preposition.get(adjunct.number, []), *self.thing(adjunct.thing)]
        if adjunct.thing is not None:
            return [*adjunct.word.split(), *self.thing(adjunct.thing, denied=denied)]
        if adjunct.clause is not None:
            only = ["only"] if adjunct.number == "only" else []
            return [*only, *self._subordinate(adjunct.word, adjunct.clause, clause)]
        return [adjunct.word]

    def _subordinate(self, name: str, inner: Clause, clause: Clause) -> list[str]:
        for kind in ("conj", "conj+", "conj?"):
            if (kind, name) in self.lists.said and (inner.subject is not None or inner.passive or inner.frame is EXIST):
                if name == "without":
                    who = clause_subject(inner)
                    said = self.thing(who, denied=True) if who is not None else ["anyone"]
                    return ["without", *said, *self.clause(inner, form="ger", silent=True)]
                tense = inner.tense
                if name == "if" and tense == "imperfect":
                    tense = "past"
                if clause.tense in ("past", "perfect") and tense == "present" and kind != "conj":
                    tense = "past"
                return [name, *self.clause(replace(inner, tense=tense))]
        owner = clause.thing(clause.passive) if clause.passive else clause.subject
        if inner.subject is None and not inner.passive:
            inner = replace(inner, subject=owner)
        if name == "to":
            words = self.clause(inner, form="inf", silent=True)
            return [*(["not"] if words[:1] == ["not"] else []), "to", *(words[1:] if words[:1] == ["not"] else words)]
        inner = replace(inner, tense="present") if name in ("after", "for") else inner
        return [name, *self.clause(inner, form="ger", silent=True)]


def clause_subject(clause: Clause) -> Thing | None:
    return clause.thing(clause.passive) if clause.passive else clause.subject
