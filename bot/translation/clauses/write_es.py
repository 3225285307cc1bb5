"""Meanings said in Spanish."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import (
    PAST_TENSES,
    Adjunct,
    Clause,
    Thing,
    controller,
    denies_by_itself,
    is_negative,
)
from bot.translation.clauses.reading import EXIST, SAME, Roles
from bot.translation.clauses.writing import Unsayable, Writer

_TENSES = {"present": "pri", "past": "ifi", "imperfect": "pii", "future": "fti", "conditional": "cni"}
_INDEFINITE = {
    "nobody": "nadie", "somebody": "alguien", "everybody": "todos", "nothing": "nada", "something": "algo",
    "everything": "todo", "who": "quién", "anyone": "cualquiera", "that": "eso",
}  # fmt: skip
_OWNERS = {"1s": ("mi", "mis"), "2s": ("tu", "tus"), "3m": ("su", "sus"), "3f": ("su", "sus"), "3n": ("su", "sus"),
           "3p": ("su", "sus"), "2p": ("su", "sus"), "3": ("su", "sus")}  # fmt: skip
_DETERMINERS = {
    "the": ("el", "la", "los", "las"), "a": ("un", "una", "unos", "unas"), "this": ("este", "esta", "estos", "estas"),
    "that": ("ese", "esa", "esos", "esas"), "no": ("ningún", "ninguna", "ningún", "ninguna"),
    "all": ("todo el", "toda la", "todos los", "todas las"), "some": ("algún", "alguna", "algunos", "algunas"),
    "any": ("algún", "alguna", "algunos", "algunas"), "many": ("mucho", "mucha", "muchos", "muchas"),
    "several": ("varios", "varias", "varios", "varias"), "another": ("otro", "otra", "otros", "otras"),
    "each": ("cada", "cada", "cada", "cada"), "most": ("la mayoría de", "la mayoría de", "la mayoría de los", "la mayoría de las"),
    "few": ("poco", "poca", "pocos", "pocas"), "both": ("ambos", "ambas", "ambos", "ambas"),
}  # fmt: skip
_PARTS = {
    "no": ("ninguno", "ninguna"), "some": ("algunos", "algunas"), "many": ("muchos", "muchas"),
    "several": ("varios", "varias"), "all": ("todos", "todas"), "one": ("uno", "una"), "each": ("cada uno", "cada una"),
    "most": ("la mayoría", "la mayoría"), "few": ("pocos", "pocas"), "half": ("la mitad", "la mitad"),
    "both": ("los dos", "las dos"),
}  # fmt: skip
_BEFORE = {
    "already": "ya",
    "still": "todavía",
    "also": "también",
    "always": "siempre",
    "finally": "por fin",
    "only": "solo",
}
_NEGATIONS = {"not": ["no"], "never": ["nunca"], "no longer": ["ya", "no"], "not yet": ["todavía", "no"]}
_ACCENTED = str.maketrans("aeiou", "áéíóú")


class SpanishWriter(Writer):
    language: Language = "es"

    def joiner(self, name: str) -> str:
        return self.small("and", name)

    def finished(self, text: str, end: str) -> str:
        text = re.sub(r"\bde el\b", "del", text)
        text = re.sub(r"\bcon (?:mí|ti)\b", lambda m: "conmigo" if m[0].endswith("mí") else "contigo", text)
        text = re.sub(r"\ba el\b", "al", text)
        text = re.sub(r"\by (?=h?i[^aeou])", "e ", text)
        text = re.sub(r"\bo (?=h?o)", "u ", text)
        text = re.sub(r" (?=[,;:])", "", text)
        if "?" in end:
            head = re.match(r"(.*, )?", text)
            start = head.end() if head and len(head[0]) < 30 else 0
            text = f"{text[:start]}¿{text[start:]}"
        return text + end

    def not_so(self, clause: Clause) -> list[str]:
        return [*self.thing(clause.subject), "no"] if clause.subject is not None else []

    def main(self, clause: Clause) -> list[str]:
        before = [word for each in clause.before for word in (*self.adjunct(each, clause), ",")]
        if clause.mood == "order":
            return [*before, *self._order(clause)]
        asked = {"when": "cuándo", "where": "dónde", "why": "por qué", "how": "cómo"}.get(clause.asked, "")
        if asked:
            clause = replace(clause, mood="question")
            words = self.clause(clause, subject_after=True)
            return [*before, asked, *words]
        if clause.cleft and clause.subject is not None and not clause.passive:
            copula = self.finite(
                "ser", "pri" if clause.tense in ("present", "future", "near") else "ifi", clause.subject
            )
            negation = ["no"] if clause.cleft == "no" else []
            article = _DETERMINERS["the"][self._place(clause.subject)]
            who = self.gap_filled(clause.subject)
            if who.kind == "pronoun" and who.person < 3 and not who.plural:
                who = replace(who, person=3)  # fui yo el que firmó
            relative = self.clause(replace(clause, subject=who), silent=True)
            return [*before, *negation, copula, *self.thing(clause.subject), article, "que", *relative]
        return [*before, *self.clause(clause)]

    def clause(
        self, clause: Clause, mood: str = "ind", *, silent: bool = False, subject_after: bool = False
    ) -> list[str]:
        """`silent`: the subject has been said before."""
        if clause.frame is EXIST:
            return self._existence(clause, mood)
        clause = self.with_passive(clause)
        pattern = self.pattern(clause.frame)
        roles = dict(clause.roles)
        subject, passive = clause.subject, ""
        if clause.passive:
            case = next(self.clitic_case(role, mark) for role, mark in pattern.items if role == clause.passive)
            if case == "acc" and not pattern.reflexive:
                passive = clause.passive
        if not passive and clause.passive and not roles.get(clause.passive):
            raise Unsayable
        promoted = roles.pop(passive, None) if passive else None
        grammatical = promoted if isinstance(promoted, Thing) else subject
        said = [] if silent else self._subject(grammatical, clause)
        after = self._after(clause, roles, passive)
        clitics = self._clitics(clause, roles, passive, grammatical)
        negation = list(_NEGATIONS.get(clause.negation, []))
        preverbal = is_negative(grammatical) and not silent and not subject_after
        if not negation and denies_by_itself(replace(clause, subject=None if preverbal or silent else clause.subject)):
            negation = [] if preverbal or mood == "inf no" else ["no"]
        if clause.negation == "never" and preverbal:
            negation = []
        adverbs = [_BEFORE[each] for each in clause.adverbs if each in _BEFORE]
        verb = self._verb(clause, mood, grammatical, passive, clitics)
        if subject_after and said:
            return [*adverbs, *negation, *verb, *said, *after]
        return [*said, *adverbs, *negation, *verb, *after]

    def _existence(self, clause: Clause, mood: str) -> list[str]:
        thing = clause.thing("O")
        there = {"present": "hay", "near": "va a haber"}.get(clause.tense)
        if mood in ("pres", "past"):
            there = self.form("haber", "<prs><p3><sg>" if mood == "pres" else "<pis><p3><sg>")
        elif clause.tense in ("perfect", "pluperfect"):
            there = f"{self.form('haber', '<pri><p3><sg>' if clause.tense == 'perfect' else '<pii><p3><sg>')} habido"
        there = there or self.form("haber", f"<{_TENSES[clause.tense]}><p3><sg>")
        if there == "ha":
            there = "hay"
        denied = clause.negation or is_negative(thing)
        said = self.thing(replace(thing, det="") if thing.det in ("no", "a") and denied else thing) if thing else []
        return [*(["no"] if denied else []), there, *said, *self.adjuncts(clause, clause.adjuncts)]

    def agreement(self, thing: Thing | None) -> tuple[str, bool]:
        gender, plural = super().agreement(thing)
        is_you = thing is not None and thing.kind == "pronoun" and thing.person == 2 and thing.word in ("", SAME)
        return gender, plural or (is_you and self.has_order)

    def _subject(self, subject: Thing | None, clause: Clause) -> list[str]:
        if subject is None:
            return []
        if subject.kind == "pronoun" and subject.word in ("", SAME) and not subject.only:
            singular = subject.person == 3 and not subject.plural and subject.gender in ("m", "f")
            if singular and subject.word != SAME and not clause.passive and clause.mood != "order":
                return ["ella" if subject.gender == "f" else "él"]
            return []
        if subject.kind == "noun" and not subject.det and subject.plural and self.source == "en":
            # Workers were forced: a subject has its article
            subject = replace(subject, det="the")
        return self.thing(subject)

    def _verb(self, clause: Clause, mood: str, subject: Thing | None, passive: str, clitics: list[str]) -> list[str]:
        pattern = self.pattern(clause.frame)
        lasts = clause.tense in ("present", "imperfect") and not clause.progressive and not clause.modal
        verb = ("estar" if lasts and mood == "ind" else "ser") if passive else pattern.verb
        tail: list[str] = []
        if passive:
            gender, plural = self.agreement(subject)
            tail = [self.form(pattern.verb, f"<pp><{gender}><{'pl' if plural else 'sg'}>")]
        if clause.modal:
            modal = {"can": "poder", "must": "deber", "have to": "tener", "should": "deber"}[clause.modal]
            link = ["que"] if modal == "tener" else []
            return [*clitics, self._tensed(modal, clause, mood, subject)[0], *link, self.form(verb, "<inf>"), *tail]
        if mood.startswith("inf"):
            if clause.tense in ("perfect", "past", "pluperfect"):
                return [self._enclitic("haber", clitics), self._participle(verb), *tail]
            return [self._enclitic(self.form(verb, "<inf>"), clitics), *tail]
        if clause.tense == "near" and mood == "ind":
            return [*clitics, self.finite("ir", "pri", subject), "a", self.form(verb, "<inf>"), *tail]
        if clause.progressive and not passive and clause.tense in ("present", "past") and not clause.frame.is_state:
            helper = self.finite("estar", "pri" if clause.tense == "present" else "pii", subject)
            return [*clitics, helper, self.form(verb, "<ger>"), *tail]
        return [*clitics, *self._tensed(verb, clause, mood, subject), *tail]

    def _participle(self, verb: str) -> str:
        return "sido" if verb == "ser" else self.form(verb, "<pp><m><sg>")

    def _tensed(self, verb: str, clause: Clause, mood: str, subject: Thing | None) -> list[str]:
        tense = clause.tense
        subjunctive = {"pres": "prs", "past": "pis"}.get(mood)
        if "have" in clause.adverbs:
            return [self.finite("haber", subjunctive or "cni", subject), self._participle(verb)]
        if tense == "perfect" or tense == "pluperfect":
            helper = subjunctive or ("pri" if tense == "perfect" else "pii")
            return [self.finite("haber", helper, subject), self._participle(verb)]
        if tense == "past" and clause.modal == "can":
            tense = "imperfect"
        if tense == "past" and clause.progressive:
            tense = "imperfect"
        return [self.finite(verb, subjunctive or _TENSES[tense if tense in _TENSES else "present"], subject)]

    def _clitics(self, clause: Clause, roles: Roles, passive: str, subject: Thing | None) -> list[str]:
        pattern = self.pattern(clause.frame)
        dative = accusative = ""
        for role, mark in pattern.items:
            thing = roles.get(role)
            if role == passive or not isinstance(thing, Thing):
                continue
            case = self.clitic_case(role, mark)
            if case == "dat":
                dative = self._dative(thing)
            elif case == "acc" and self.is_clitic(thing):
                accusative = self._accusative(thing)
        if dative in ("le", "les") and accusative in ("lo", "la", "los", "las"):
            dative = "se"
        reflexive = self._reflexive(subject) if pattern.reflexive else ""
        return [each for each in (reflexive, dative, accusative) if each]

    def _you_are_many(self, thing: Thing) -> bool:
        return thing.plural or self.has_order

    def _dative(self, thing: Thing) -> str:
        if thing.kind == "pronoun" and thing.person == 2 and thing.word in ("", SAME):
            return "les" if self._you_are_many(thing) else "te"
        if thing.kind == "pronoun" and thing.person == 1:
            return "nos" if thing.plural else "me"
        plural = self.agreement(thing)[1] or thing.word == "everybody"
        return "les" if plural else "le"

    def _accusative(self, thing: Thing) -> str:
        if thing.person == 1:
            return "nos" if thing.plural else "me"
        if thing.person == 2:
            return "los" if self._you_are_many(thing) else "te"
        gender, plural = self.agreement(thing)
        return {("m", False): "lo", ("f", False): "la", ("m", True): "los", ("f", True): "las"}[gender, plural]

    def _reflexive(self, subject: Thing | None) -> str:
        if subject is None or subject.person == 3 or (subject.person == 2 and self._you_are_many(subject)):
            return "se"
        if subject.person == 1:
            return "nos" if subject.plural else "me"
        return "te"

    def person(self, subject: Thing | None) -> str:
        person = super().person(subject)
        if person == "<p2><pl>" or (person == "<p2><sg>" and self.has_order):
            return "<p3><pl>"
        if subject is not None and subject.kind == "noun":
            return "<p3><pl>" if self.agreement(subject)[1] else "<p3><sg>"
        return person

    def _after(self, clause: Clause, roles: Roles, passive: str) -> list[str]:
        words: list[str] = []
        pattern = self.pattern(clause.frame)
        for role, mark in pattern.items:
            value = roles.get(role if role != "OC" else "C")
            if not role:
                words.append(mark)
            elif role == passive:
                continue
            elif isinstance(value, Clause):
                words += self._complement(clause, value, mark, of_object=role == "OC")
            elif isinstance(value, Thing) and not (role == "O" and "OC" in dict(pattern.items)):
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
        if mark == "wh":
            return [
                *{"if": ["si"], "when": ["cuándo"], "where": ["dónde"], "how": ["cómo"], "why": ["por", "qué"]}.get(
                    inner.asked, []
                ),
                *self.clause(inner),
            ]
        if mark == "que":
            return ["que", *self.clause(inner)]
        if mark == "que+":
            subject = clause.thing("O") if of_object else inner.subject or controller(clause)
            mood = "past" if clause.tense in PAST_TENSES else "pres"
            inner = replace(inner, subject=subject) if not inner.passive else inner
            silent = (not of_object and inner.subject is not None) or self.is_clitic(subject)
            return ["que", *self.clause(replace(inner, tense="present"), mood, silent=silent)]
        if inner.passive and not inner.roles.get(inner.passive):
            owner = controller(clause)
            if owner is None:
                raise Unsayable
            inner = replace(inner, roles={**inner.roles, inner.passive: owner})
        words = self.clause(inner if inner.passive else replace(inner, subject=controller(clause)), "inf", silent=True)
        return [*([mark] if mark else []), *words]

    def _order(self, clause: Clause) -> list[str]:
        pattern = self.pattern(clause.frame)
        you = replace(clause.subject or Thing("pronoun", person=2), person=2)
        clitics = self._clitics(clause, dict(clause.roles), "", you)
        after = self._after(clause, dict(clause.roles), "")
        denied = clause.negation or denies_by_itself(replace(clause, subject=None))
        verb = self.form(pattern.verb, "<prs><p3><pl>")
        if denied:
            return [*(_NEGATIONS.get(clause.negation) or ["no"]), *clitics, verb, *after]
        return [self._enclitic(verb, clitics), *after]

    def _enclitic(self, verb: str, clitics: list[str]) -> str:
        if not clitics:
            return verb
        is_infinitive = verb.endswith("r")
        if ((is_infinitive and len(clitics) > 1) or not is_infinitive) and not re.search("[áéíóú]", verb):
            groups = list(re.finditer(r"[aeiou]+", verb))
            group = groups[-1] if is_infinitive or len(groups) == 1 else groups[-2]
            strong = re.search(r"[aeo]", group[0])
            at = group.start() + (strong.start() if strong else len(group[0]) - 1)
            verb = verb[:at] + verb[at].translate(_ACCENTED) + verb[at + 1 :]
        return verb + "".join(clitics)

    def thing(self, thing: Thing, preposition: str = "") -> list[str]:
        before = ["solo"] if thing.only else []
        if preposition:
            before.append(preposition)
        if thing.kind == "pair" and thing.first is not None and thing.whose is not None:
            again = preposition if preposition in ("a", "por") else ""
            first, second = self.thing(thing.first, preposition), self.thing(thing.whose, again)
            if thing.joined == "nor":
                return ["ni", *first, "ni", *second]
            return [*first, "y" if thing.joined == "and" else "o", *second]
        if thing.kind == "name":
            return [*before, self.number(thing.det) if thing.det else thing.word]
        if thing.kind == "pronoun":
            return [*before, *self._pronoun(thing, preposition), *self._relative(thing)]
        if thing.kind == "part":
            return [*before, *self._part(thing)]
        return [*before, *self._noun(thing), *self._relative(thing)]

    def _pronoun(self, thing: Thing, preposition: str) -> list[str]:
        if thing.word in _INDEFINITE:
            return [_INDEFINITE[thing.word]]
        gender, plural = self.agreement(thing)
        if thing.word == "what":
            return ["lo"]
        if thing.word == "the one":
            owner = self.thing(thing.whose, "de") if thing.whose is not None else []
            return [_DETERMINERS["the"][(gender == "f") + 2 * plural], *owner]
        if thing.person == 1:
            return ["nosotros" if plural else "mí" if preposition else "yo"]
        if thing.person == 2:
            return ["ustedes" if self._you_are_many(thing) else "ti" if preposition else "tú"]
        if thing.gender == "n":
            return ["eso"]
        return [("ellas" if gender == "f" else "ellos") if plural else "ella" if gender == "f" else "él"]

    def _part(self, thing: Thing) -> list[str]:
        if thing.whose is None:
            raise Unsayable
        gender, _ = self.agreement(thing.whose)
        head = self.number(thing.det) if thing.det.startswith("number:") else _PARTS[thing.det][gender == "f"]
        if thing.det in ("all", "both") and thing.whose.kind == "noun":
            return [head, *self.thing(thing.whose)]
        return [head, *self.thing(thing.whose, "de")]

    def _noun(self, thing: Thing) -> list[str]:
        form = self.lists.nouns[thing.word].form("es")
        gender, plural = self.agreement(thing)
        if not plural:
            self.it[self.is_somebody(thing)] = gender
        place = (gender == "f") + 2 * plural
        words: list[str] = []
        for det in filter(None, thing.det.split(";")):
            if det.startswith("number:"):
                one = det in ("number:one", "number:1")
                words.append(("una" if gender == "f" else "un") if one else self.number(det))
            elif det.startswith("of:"):
                owner = det[3:]
                if owner == "1p":
                    words.append(("nuestro", "nuestra", "nuestros", "nuestras")[place])
                elif owner == "2s" and self.has_order:
                    words.append("sus" if plural else "su")
                else:
                    words.append(_OWNERS[owner][plural])
            else:
                words.append(_DETERMINERS[det][place])
        before: list[str] = []
        behind: list[str] = []
        for adjective in thing.adjectives:
            written = self.small("adj", adjective)
            (before if written.startswith("<") else behind).append(written.removeprefix("<").split("/")[place])
        if words == ["un"] and before and before[0].startswith("otr"):
            words = []
        if not words and form.number == "sg" and thing.det == "" and self.source == "en":
            words = []
        noun = form.plural if plural else form.singular
        owner_words = self.thing(thing.whose, "de") if thing.whose is not None else []
        return [*words, *before, noun, *behind, *owner_words]

    def _relative(self, thing: Thing) -> list[str]:
        if thing.clause is None:
            return []
        clause, head = thing.clause, self.gap_filled(thing)
        pattern = self.pattern(clause.frame)
        if thing.clause_role == "T":
            return ["que", *self.clause(clause)]
        if thing.word == "anyone":
            mood = "past" if clause.tense in PAST_TENSES else "pres"
            return ["que", *self.clause(replace(clause, tense="present"), mood, silent=True)]
        if thing.clause_role == "S":
            if clause.passive:
                case = next(self.clitic_case(role, mark) for role, mark in pattern.items if role == clause.passive)
                if case != "acc":
                    article = _DETERMINERS["the"][self._place(head)]
                    return [
                        "a",
                        article,
                        "que",
                        *self.clause(clause_without(clause, clause.passive, head), silent=True),
                    ]
            return ["que", *self.clause(clause, silent=True)]
        article = _DETERMINERS["the"][self._place(head)]
        gap = self.gap_of(clause, thing)
        without = replace(clause, roles={role: value for role, value in clause.roles.items() if role != gap})
        if self.is_somebody(head) and thing.word != "the one":
            return ["a", article, "que", *self.clause(without)]
        return ["que", *self.clause(without)]

    def _place(self, thing: Thing) -> int:
        gender, plural = self.agreement(thing)
        return (gender == "f") + 2 * plural

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> list[str]:
        if adjunct.word == "duration" and adjunct.thing is not None:
            lasting = clause.tense in ("perfect", "present")
            return [*(["desde", "hace"] if lasting else ["durante"]), *self.thing(adjunct.thing)]
        if adjunct.word == "margin" and adjunct.thing is not None:
            return self.thing(adjunct.thing, "por")
        if adjunct.word == "lasting" and adjunct.thing is not None:
            return [*["desde", "hace"], *self.thing(adjunct.thing)]
        if adjunct.word == "ago" and adjunct.thing is not None:
            return ["hace", *self.thing(adjunct.thing)]
        if adjunct.word == "contrast" and adjunct.thing is not None:
            somebody = adjunct.number == "O" and self.is_somebody(adjunct.thing)
            preposition = {"agent": "por", "R": "a", "for": "por", "with": "con", "against": "contra"}.get(
                adjunct.number, "a" if somebody else ""
            )
            return [",", "no", *self.thing(adjunct.thing, preposition)]
        if adjunct.thing is not None:
            preposition = self.small("prep", adjunct.word)
            return self.thing(adjunct.thing, preposition)
        if adjunct.clause is not None:
            only = ["solo"] if adjunct.number == "only" else []
            return [*only, *self._subordinate(adjunct.word, adjunct.clause, clause)]
        return [self.small("adv", adjunct.word)]

    def _subordinate(self, name: str, inner: Clause, clause: Clause) -> list[str]:
        for kind in ("conj", "conj+", "conj?"):
            if (kind, name) in self.lists.said and (inner.subject is not None or inner.passive or inner.frame is EXIST):
                mood = "ind"
                future = (
                    clause.tense in ("future", "near") or clause.mood == "order" or clause.modal in ("must", "have to")
                )
                if kind == "conj+" or (kind == "conj?" and (future or (clause.negation and clause.tense == "present"))):
                    mood = "past" if clause.tense in PAST_TENSES else "pres"
                if name == "if" and clause.tense == "conditional":
                    mood = "past"
                elif name == "if" and clause.tense == "past" and inner.tense == "past":
                    inner = replace(inner, tense="imperfect")
                if (mood == "pres" and inner.tense in ("past", "present", "future")) or (
                    mood == "past" and inner.tense in ("past", "imperfect")
                ):
                    inner = replace(inner, tense="present")
                return [self.small(kind, name), *self.clause(inner, mood)]
        owner = clause.thing(clause.passive) if clause.passive else clause.subject
        if name == "for" and not clause.passive and self.is_somebody(clause.thing("O")):
            # They fired her for organizing: she did
            owner = clause.thing("O")
        if inner.passive and not inner.roles.get(inner.passive):
            if owner is None:
                raise Unsayable
            inner = replace(inner, roles={**inner.roles, inner.passive: owner})
        elif inner.subject is None:
            inner = replace(inner, subject=owner)
        mood = "inf no" if name == "without" else "inf"
        return [self.small("inf", name), *self.clause(inner, mood, silent=True)]


def clause_without(clause: Clause, role: str, head: Thing) -> Clause:
    """The clause said of `head`, whose pronoun stays: a los que les dijeron."""
    them = Thing("pronoun", "", 3, head.plural, head.gender)
    return replace(clause, roles={**clause.roles, role: them})
