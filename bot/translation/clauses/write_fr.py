"""Meanings said in French."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import Adjunct, Clause, Pattern, Thing, controller, is_negative
from bot.translation.clauses.reading import EXIST, SAME, Roles
from bot.translation.clauses.writing import Unsayable, Writer, clause_without

_TENSES = {"present": "pri", "imperfect": "pii", "future": "fti", "conditional": "cni"}
_INDEFINITE = {
    "nobody": "personne", "somebody": "quelqu'un", "everybody": "tout le monde", "nothing": "rien",
    "something": "quelque chose", "everything": "tout", "who": "qui", "anyone": "quiconque", "that": "cela",
}  # fmt: skip
_SUBJECTS = {(1, False): "je", (2, False): "vous", (1, True): "nous", (2, True): "vous"}
_OWNERS = {"1s": ("mon", "ma", "mes"), "2s": ("votre", "votre", "vos"), "2p": ("votre", "votre", "vos"),
           "3m": ("son", "sa", "ses"), "3f": ("son", "sa", "ses"), "3n": ("son", "sa", "ses"), "3": ("son", "sa", "ses"),
           "1p": ("notre", "notre", "nos"), "3p": ("leur", "leur", "leurs")}  # fmt: skip
# Articles that contract with à and de carry a tilde until the sentence is finished: "de le payer" has another "le".
_DETERMINERS = {
    "the": ("le~", "la~", "les~"), "a": ("un", "une", "des"), "this": ("ce", "cette", "ces"),
    "that": ("ce", "cette", "ces"), "no": ("aucun", "aucune", "aucun"), "all": ("tout le", "toute la", "tous les"),
    "some": ("quelque", "quelque", "quelques"), "any": ("un", "une", "des"),
    "many": ("beaucoup de", "beaucoup de", "beaucoup de"), "several": ("plusieurs", "plusieurs", "plusieurs"),
    "another": ("un autre", "une autre", "d'autres"), "each": ("chaque", "chaque", "chaque"),
    "how many": ("combien de", "combien de", "combien de"),
    "most": ("la plupart du", "la plupart de la", "la plupart des"), "few": ("peu de", "peu de", "peu de"),
    "both": ("les deux", "les deux", "les deux"),
}  # fmt: skip
_PARTS = {
    "no": ("aucun", "aucune"), "some": ("certains", "certaines"), "many": ("beaucoup", "beaucoup"),
    "several": ("plusieurs", "plusieurs"), "all": ("tous", "toutes"), "one": ("l'un", "l'une"),
    "each": ("chacun", "chacune"), "most": ("la plupart", "la plupart"), "few": ("peu", "peu"),
    "half": ("la moitié", "la moitié"), "both": ("les deux", "les deux"),
}  # fmt: skip
_BEFORE = {
    "already": "déjà",
    "still": "encore",
    "also": "aussi",
    "always": "toujours",
    "finally": "enfin",
    "only": "seulement",
}
_NEGATIONS = {"": "", "not": "pas", "never": "jamais", "no longer": "plus", "not yet": "pas encore"}
_WITH_BE = frozenset(
    "aller venir arriver partir sortir entrer revenir retourner rester devenir tomber mourir décéder naître descendre monter rentrer parvenir".split()
)
_TENSE_OF_HELPER = {"past": "pri", "perfect": "pri", "pluperfect": "pii"}
_ELIDED = re.compile(
    r"\b(je|me|te|se|le~?|la~?|de|ne|que|ce|jusque|lorsque|puisque|parce que) "
    r"(?=(?:[aeiouyàâéèêëîïôû]|h(?!aut|uit|arcel|auss|ors|andicap|asard|onte|uit|éros))\w*)(?!onze\b|oui\b)",
    re.IGNORECASE,
)


class FrenchWriter(Writer):
    language: Language = "fr"

    def joiner(self, name: str) -> str:
        return self.small("and", name)

    def finished(self, text: str, end: str) -> str:
        for preposition, article, contracted in (
            ("à", "le~", "au"), ("à", "les~", "aux"), ("de", "le~", "du"), ("de", "les~", "des"),
        ):  # fmt: skip
            # Not before a vowel, where the article is elided instead.
            vowel = r"(?![aeiouyàâéèêîôû]|h(?!aut|arc|auss))" if article == "le~" else ""
            text = re.sub(rf"\b{preposition} {article} {vowel}", f"{contracted} ", text)
        text = re.sub(r"\bde des\b", "de", text)
        for _ in range(2):
            text = _ELIDED.sub(lambda m: m[1].rstrip("~")[:-1] + "'", text)
        text = re.sub(r"\bma '|\b([mts])a (?=[aeiouéèêh]\w)(?!honte|hausse)", lambda m: f"{m[1]}on ", text)
        text = re.sub(r"\bce (?=[aeiouéè]\w+)(?=(?:employ|organis|ouvri|avocat|accord|argent|inspect))", "cet ", text)
        text = re.sub(r"\bsi (?=ils?\b)", "s'", text)
        text = text.replace("~", "")
        text = re.sub(r" (?=[,;])", "", text)
        text = text.replace("qu' est-ce", "qu'est-ce")
        text = re.sub(r" :", "\u00a0:", text)
        return text + end

    def not_so(self, clause: Clause) -> list[str]:
        return [*self.thing(clause.subject), "non"] if clause.subject is not None else []

    def main(self, clause: Clause) -> list[str]:
        before = [word for each in clause.before for word in (*self.adjunct(each, clause), ",")]
        if clause.mood == "order":
            self.remember(clause)
            return [*before, *self._order(clause)]
        if clause.mood == "question" and clause.asked != "S":
            asked = {
                "when": "quand",
                "where": "où",
                "why": "pourquoi",
                "how": "comment",
                "what": "qu'",
                "whom": "qui",
            }.get(clause.asked)
            return [*before, *([asked] if asked else []), "est-ce", "que", *self.clause(clause)]
        if clause.cleft and clause.subject is not None and not clause.passive:
            start = ["ce", "n'est", "pas"] if clause.cleft == "no" else ["ce", "est"]
            relative = self.clause(replace(clause, subject=self.gap_filled(clause.subject)), silent=True)
            return [*before, *start, *self.thing(clause.subject), "qui", *relative]
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
            if each is not None and each.joined == "not" and not clause.negation:
                # Tous n'ont pas signé
                clause = replace(clause, negation="not")
        clause = self.with_passive(clause)
        since = any(each.word in ("duration", "lasting") or each.word.startswith("since") for each in clause.adjuncts)
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
            case = next((self.clitic_case(role, mark) for role, mark in pattern.items if role == clause.passive), "")
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
        clitics, accusative = self._clitics(pattern, roles, passive, grammatical)
        if moved is not None:
            accusative = moved
        verb = self._verb(clause, mood, grammatical, passive, accusative)
        negation = _NEGATIONS[clause.negation]
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
        if negation == "pas" and "encore" in adverbs:
            # still not
            adverbs.remove("encore")
            negation = "toujours pas"
        inner = [word for word in (negation, *adverbs) if word]
        if nothing:
            inner.append("rien")
            roles.pop(nothing)
        after = self._after(clause, roles, passive)
        if mood == "inf":
            start = ["ne"] if denied else []
            if denied and mood == "inf" and len(verb) == 1:
                return [*start, *inner, *clitics, *verb, *after]
            if mood == "inf":
                return [*start, *(inner if denied else []), *clitics, *verb, *([] if denied else inner), *after]
        head, *rest = verb
        if "just" in clause.adverbs and rest[:1] == ["de"]:
            return [*said, *(["ne"] if denied else []), head, *inner, "de", *clitics, *rest[1:], *after]
        if clause.modal or clause.tense == "near":
            compound = "have" in clause.adverbs or (clause.tense in _TENSE_OF_HELPER and clause.tense != "past")
            place = 1 if compound else 0
            if clause.modal == "have to" and denied and clause.negation == "not":
                gender, plural = self.agreement(grammatical)
                obliged = self.form("obliger", f"<pp><{gender}><{'pl' if plural else 'sg'}>")
                tense = {"past": "pii", "present": "pri"}.get(clause.tense, _TENSES.get(clause.tense, "pri"))
                return [
                    *said,
                    "ne",
                    self.finite("être", tense, grammatical),
                    *inner,
                    obliged,
                    "de",
                    *clitics,
                    *rest,
                    *after,
                ]
            rest = [*rest[:place], *clitics, *rest[place:]]
            return [*said, *(["ne"] if denied else []), head, *inner, *rest, *after]
        return [*said, *(["ne"] if denied else []), *clitics, head, *inner, *rest, *after]

    def _existence(self, clause: Clause, mood: str) -> list[str]:
        thing = clause.thing("O")
        if thing is None:
            raise Unsayable
        denied = clause.negation or ("not" if is_negative(thing) else "")
        tense = "prs" if mood == "subj" else _TENSES.get(clause.tense, "pri")
        had = ["eu"] if clause.tense in ("past", "perfect", "pluperfect") else []
        if clause.tense == "pluperfect":
            tense = "pii"
        verb = self.form("avoir", f"<{tense}><p3><sg>")
        inner = [_NEGATIONS[denied]] if denied else []
        if denied and thing.kind == "noun" and thing.det in ("", "a", "no"):
            said = ["de", *self._noun(replace(thing, det=""), bare=True), *self._relative(thing)]
        else:
            said = self.thing(thing)
        return [
            "il",
            *(["ne"] if denied else []),
            "y",
            verb,
            *inner,
            *had,
            *said,
            *self.adjuncts(clause, clause.adjuncts),
        ]

    def _subject(self, subject: Thing | None) -> list[str]:
        if subject is None:
            return ["ils"]
        if subject.kind == "pronoun":
            if subject.word == SAME:
                return []
            if subject.word == "on":
                return ["on"]
            if subject.word == "" and not subject.only:
                if subject.person < 3:
                    return [_SUBJECTS[subject.person, subject.plural]]
                if subject.whose is not None:
                    gender, plural = self.agreement(subject)
                    return [("elles" if gender == "f" else "ils") if plural else "elle" if gender == "f" else "il"]
                if subject.plural:
                    return ["elles" if subject.gender == "f" else "ils"]
                return ["elle" if subject.gender == "f" else self._it() if subject.gender == "n" else "il"]
        return self.thing(subject)

    def _it(self) -> str:
        return {"f": "elle", "m": "il"}.get(self.it[True], "il")

    def person(self, subject: Thing | None) -> str:
        if subject is not None and subject.kind == "noun":
            return "<p3><pl>" if self.agreement(subject)[1] else "<p3><sg>"
        if subject is not None and subject.kind == "pronoun" and subject.person == 2:
            return "<p2><pl>"
        return super().person(subject)

    def _verb(
        self, clause: Clause, mood: str, subject: Thing | None, passive: str, accusative: Thing | None
    ) -> list[str]:
        pattern = self.pattern(clause.frame)
        chain: list[str] = []
        verb = pattern.verb
        gender, plural = self.agreement(subject)
        tense = clause.tense
        if passive:
            chain = [self.form(verb, f"<pp><{gender}><{'pl' if plural else 'sg'}>")]
            verb = "être"
        if clause.modal:
            modal = {"can": "pouvoir", "must": "devoir", "have to": "devoir", "should": "devoir"}[clause.modal]
            chain = [self.form(verb, "<inf>"), *chain]
            verb = modal
            if tense == "past":
                tense = "imperfect"
        elif tense == "near":
            chain = [self.form(verb, "<inf>"), *chain]
            verb, tense = "aller", "present"
        elif "just" in clause.adverbs and mood == "ind":
            chain = ["de", self.form(verb, "<inf>"), *chain]
            verb, tense = "venir", "present"
        elif clause.progressive and tense == "past":
            tense = "imperfect"
        compound = tense in _TENSE_OF_HELPER or "have" in clause.adverbs
        if mood == "subj" and not compound:
            return [self.finite(verb, "prs", subject), *chain]
        if not compound:
            if mood == "inf":
                return [self.form(verb, "<inf>"), *chain]
            return [self.finite(verb, _TENSES[tense], subject), *chain]
        helper = (
            "être"
            if ((verb in _WITH_BE and "O" not in clause.roles) or (pattern.reflexive and verb == pattern.verb))
            else "avoir"
        )
        ending = "<m><sg>"
        if helper == "être":
            ending = f"<{gender}><{'pl' if plural else 'sg'}>"
        elif accusative is not None and verb == pattern.verb and verb != "faire":
            of_object, many = self.agreement(accusative)
            ending = f"<{of_object}><{'pl' if many else 'sg'}>"
        participle = "été" if verb == "être" else self.form(verb, f"<pp>{ending}")
        if mood == "inf":
            return [self.form(helper, "<inf>"), participle, *chain]
        of_helper = "cni" if "have" in clause.adverbs else _TENSE_OF_HELPER[tense]
        if mood == "subj":
            of_helper = "prs"
        return [self.finite(helper, of_helper, subject), participle, *chain]

    def _clitics(
        self, pattern: object, roles: Roles, passive: str, subject: Thing | None
    ) -> tuple[list[str], Thing | None]:
        dative = accusative = ""
        direct: Thing | None = None
        items = getattr(pattern, "items", ())
        for role, mark in items:
            thing = roles.get(role)
            if role == passive or not isinstance(thing, Thing) or not self.is_clitic(thing):
                continue
            case = self.clitic_case(role, mark)
            if case == "dat":
                dative = self._clitic(thing, "lui", "leur")
            elif case == "acc" and "OC" not in dict(items):
                accusative, direct = (
                    self._clitic(thing, "la" if self.agreement(thing)[0] == "f" else "le", "les"),
                    thing,
                )
        reflexive = ""
        if getattr(pattern, "reflexive", False):
            reflexive = self._clitic(subject, "se", "se") if subject is not None else "se"
        order = [reflexive, *([accusative, dative] if dative in ("lui", "leur") else [dative, accusative])]
        if direct is not None and direct.person == 2 and self.source == "en":
            direct = replace(direct, plural=True)
        return [each for each in order if each], direct

    def _clitic(self, thing: Thing, singular: str, plural: str) -> str:
        if thing.kind == "pronoun" and thing.person == 1:
            return "nous" if thing.plural else "me"
        if thing.kind == "pronoun" and thing.person == 2:
            return "vous"
        return plural if self.agreement(thing)[1] else singular

    def _after(self, clause: Clause, roles: Roles, passive: str) -> list[str]:
        words: list[str] = []
        pattern = self.pattern(clause.frame)
        for role, mark in pattern.items:
            value = roles.get(role if role != "OC" else "C")
            if not role:
                words.append(self.agreed(mark, clause.thing("O") or clause.subject))
            elif role == passive:
                continue
            elif isinstance(value, Clause):
                words += self._complement(clause, value, mark, of_object=role == "OC")
            elif isinstance(value, Thing) and not (role == "O" and "OC" in dict(pattern.items)):
                case = self.clitic_case(role, mark)
                if case != "prep" and self.is_clitic(value):
                    continue
                words += self.thing(value, "à" if case == "dat" else "" if mark.startswith(":") else mark)
        if passive and clause.subject is not None:
            words += self.thing(clause.subject, "par")
        return [*words, *self.adjuncts(clause, clause.adjuncts)]

    def _complement(self, clause: Clause, inner: Clause, mark: str, *, of_object: bool) -> list[str]:
        if mark == "wh":
            return [
                *{
                    "if": ["si"],
                    "when": ["quand"],
                    "where": ["où"],
                    "how": ["comment"],
                    "why": ["pourquoi"],
                    "what": ["ce", "que"],
                    "whom": ["qui"],
                }.get(inner.asked, []),
                *self.clause(inner),
            ]
        if mark == "que":
            return ["que", *self.clause(inner)]
        if mark == "que+":
            subject = clause.thing("O") if of_object else inner.subject or controller(clause)
            if not inner.passive:
                inner = replace(inner, subject=subject)
            elif of_object:
                inner = replace(inner, roles={**inner.roles, inner.passive: subject}) if subject else inner
            return ["que", *self.clause(replace(inner, tense="present"), "subj")]
        owner = controller(clause)
        if inner.passive and not inner.roles.get(inner.passive):
            if owner is None:
                raise Unsayable
            inner = replace(inner, roles={**inner.roles, inner.passive: owner})
        words = self.clause(inner if inner.passive else replace(inner, subject=owner), "inf", silent=True)
        return [*([mark] if mark else []), *words]

    def _order(self, clause: Clause) -> list[str]:
        pattern = self.pattern(clause.frame)
        you = Thing("pronoun", person=2, plural=True)
        roles = dict(clause.roles)
        clitics, _ = self._clitics(pattern, dict(roles), "", you)
        objects = [role for role, value in roles.items() if is_negative(value)]
        verb = self.form(pattern.verb, "<pri><p2><pl>")
        denied = clause.negation or objects
        nothing = next((role for role in objects if getattr(roles[role], "word", "") == "nothing"), "")
        inner = [_NEGATIONS[clause.negation]] if clause.negation and not objects else []
        if nothing:
            roles.pop(nothing)
            inner.append("rien")
        after = self._after(clause, roles, "")
        if denied:
            return ["ne", *clitics, verb, *inner, *after]
        strong = [{"me": "moi", "te": "toi"}.get(each, each) for each in clitics]
        return ["-".join([verb, *strong]), *after]

    def thing(self, thing: Thing, preposition: str = "") -> list[str]:
        before = ["seulement"] if thing.only else []
        before += preposition.split() if preposition else []
        if thing.kind == "pair" and thing.first is not None and thing.whose is not None:
            again = preposition if preposition in ("à", "de", "par") else ""
            first, second = self.thing(thing.first, preposition), self.thing(thing.whose, again)
            if thing.joined == "nor":
                return ["ni", *first, "ni", *second]
            return [*first, {"and": "et", "or": "ou"}.get(thing.joined, thing.joined), *second]
        if thing.kind == "name":
            return [*before, self.number(thing.det) if thing.det else thing.word]
        if thing.kind == "pronoun":
            return [*before, *self._pronoun(thing), *self._relative(thing)]
        if thing.kind == "part":
            return [*before, *self._part(thing)]
        bare = preposition.split()[-1:] == ["de"] and (not thing.det or (thing.det == "a" and self.agreement(thing)[1]))
        return [*before, *self._noun(thing, bare=bare), *self._relative(thing)]

    def _pronoun(self, thing: Thing) -> list[str]:
        if thing.word == "what":
            return ["ce"]
        if thing.word in _INDEFINITE:
            return [_INDEFINITE[thing.word]]
        gender, plural = self.agreement(thing)
        if thing.word == "the one":
            owner = self.thing(thing.whose, "de") if thing.whose is not None else []
            return [
                ("celles" if gender == "f" else "ceux") if plural else "celle" if gender == "f" else "celui",
                *owner,
            ]
        if thing.person == 1:
            return ["nous" if plural else "moi"]
        if thing.person == 2:
            return ["vous"]
        if thing.gender == "n":
            return ["cela"]
        return [("elles" if gender == "f" else "eux") if plural else "elle" if gender == "f" else "lui"]

    def _part(self, thing: Thing) -> list[str]:
        if thing.whose is None:
            raise Unsayable
        gender, _ = self.agreement(thing.whose)
        head = self.number(thing.det) if thing.det.startswith("number:") else _PARTS[thing.det][gender == "f"]
        if thing.det in ("all", "both") and thing.whose.kind == "noun":
            return [head, *self.thing(thing.whose)]
        if thing.det == "all" and thing.whose.kind == "pronoun":
            return [*self._pronoun(thing.whose), head]
        if thing.whose.kind == "pronoun" and thing.whose.word == "":
            return [head, "d'entre", *self._pronoun(thing.whose)]
        return [head, *self.thing(thing.whose, "de")]

    def _noun(self, thing: Thing, *, bare: bool = False) -> list[str]:
        form = self.lists.nouns[thing.word].form("fr")
        gender, plural = self.agreement(thing)
        if not plural:
            self.it[self.is_somebody(thing)] = gender
        of_det = 2 if plural else int(gender == "f")
        place = (gender == "f") + 2 * plural
        words: list[str] = []
        dets = [det for det in thing.det.split(";") if det]
        if not dets:
            dets = ["a"] if plural and form.number != "pl" else ["partial"]
        for det in () if bare else dets:
            if det.startswith("number:"):
                one = det in ("number:one", "number:1")
                words.append(("une" if gender == "f" else "un") if one else self.number(det))
            elif det.startswith("of:"):
                words.append(_OWNERS[self.owner if det == "of:3" else det[3:]][of_det])
            elif det == "partial":
                words += ["des"] if plural else ["de", "la~"] if gender == "f" else ["de", "le~"]
            else:
                words.append(_DETERMINERS[det][of_det])
        before: list[str] = []
        behind: list[str] = []
        for adjective in thing.adjectives:
            written = self.small("adj", adjective)
            (before if written.startswith("<") else behind).append(written.removeprefix("<").split("/")[place])
        noun = form.plural if plural else form.singular
        owner_words = self.thing(thing.whose, "de") if thing.whose is not None else []
        return [*words, *before, noun, *behind, *self.called(thing), *owner_words]

    def _relative(self, thing: Thing) -> list[str]:
        if thing.clause is None:
            return []
        clause, head = thing.clause, self.gap_filled(thing)
        pattern = self.pattern(clause.frame)
        if thing.clause_role == "T":
            return ["où", *self.clause(clause)]
        if thing.word == "anyone":
            return self.clause(clause, silent=True)
        if thing.clause_role == "S":
            if clause.passive:
                case = next(
                    (self.clitic_case(role, mark) for role, mark in pattern.items if role == clause.passive), ""
                )
                if case != "acc":
                    without = clause_without(clause, clause.passive, head)
                    rest = {role: value for role, value in without.roles.items() if role != clause.passive}
                    return [
                        "à",
                        "qui",
                        "on",
                        *self.clause(
                            replace(without, roles=rest, passive="", subject=Thing("pronoun", "on")), silent=True
                        ),
                    ]
            return ["qui", *self.clause(clause, silent=True)]
        gap = self.gap_of(clause, thing)
        mark = dict(pattern.items).get(gap, "")
        without = replace(clause, roles={role: value for role, value in clause.roles.items() if role != gap})
        case = self.clitic_case(gap, mark)
        if case == "acc":
            return ["que", *self.clause(without, moved=head)]
        if case == "dat" and self.is_somebody(head):
            return ["à", "qui", *self.clause(without)]
        raise Unsayable

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> list[str]:
        if adjunct.word == "duration" and adjunct.thing is not None:
            lasting = clause.tense in ("perfect", "present")
            return ["depuis" if lasting else "pendant", *self.thing(adjunct.thing)]
        if adjunct.word == "margin" and adjunct.thing is not None:
            return self.thing(adjunct.thing, "par")
        if adjunct.word == "lasting" and adjunct.thing is not None:
            return [*["depuis"], *self.thing(adjunct.thing)]
        if adjunct.word in ("later", "earlier") and adjunct.thing is not None:
            return [*self.thing(adjunct.thing), "plus tard" if adjunct.word == "later" else "plus tôt"]
        if adjunct.word == "ago" and adjunct.thing is not None:
            return ["il", "y", "a", *self.thing(adjunct.thing)]
        if adjunct.word == "contrast" and adjunct.thing is not None:
            preposition = {"agent": "par", "R": "à", "for": "pour", "with": "avec", "against": "contre"}.get(
                adjunct.number, ""
            )
            return [",", "pas", *self.thing(adjunct.thing, preposition)]
        if adjunct.thing is not None:
            return self.thing(adjunct.thing, self.small("prep", adjunct.word))
        if adjunct.clause is not None:
            only = ["seulement"] if adjunct.number == "only" else []
            return [*only, *self._subordinate(adjunct.word, adjunct.clause, clause)]
        return [self.small("adv", adjunct.word)]

    def _subordinate(self, name: str, inner: Clause, clause: Clause) -> list[str]:
        for kind in ("conj", "conj+", "conj?"):
            if (kind, name) in self.lists.said and self.stands_alone(inner):
                mood = "subj" if kind == "conj+" or name == "until" else "ind"
                tense = inner.tense
                future = clause.tense in ("future", "near") or clause.mood == "order"
                if kind == "conj?" and name != "until" and future and tense == "present":
                    tense = "future"
                if name == "if" and tense == "conditional":
                    tense = "imperfect"
                if name == "if" and clause.tense in ("conditional", "past") and tense == "past":
                    tense = "imperfect"
                if mood == "subj":
                    # The subjunctive of French speech has one simple tense.
                    tense = "past" if tense in ("perfect", "pluperfect") else "present"
                return [*self.small(kind, name).split(), *self.clause(replace(inner, tense=tense), mood)]
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
        if name in ("for", "after") and inner.tense == "present":
            inner = replace(inner, tense="perfect")
        return [*self.small("inf", name).split(), *self.clause(inner, "inf", silent=True)]
