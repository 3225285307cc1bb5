"""French sentences read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import Adjunct, Clause, Frame, Negation, Tense, Thing, pair, pronoun
from bot.translation.clauses.read_romance import Group, RomanceReader
from bot.translation.clauses.reading import SPANS, Roles

_SUBJECTS = {
    "je": pronoun(1), "tu": pronoun(2), "il": pronoun(3, "m"), "elle": pronoun(3, "f"), "nous": pronoun(1, plural=True),
    "vous": pronoun(2, plural=True), "ils": pronoun(3, plural=True), "elles": pronoun(3, "f", plural=True),
    "on": pronoun(3, word="on"), "cela": pronoun(3, "n"), "ça": pronoun(3, "n"),
}  # fmt: skip
_STRONG = {
    "moi": pronoun(1), "toi": pronoun(2), "lui": pronoun(3, "m"), "elle": pronoun(3, "f"),
    "nous": pronoun(1, plural=True), "vous": pronoun(2, plural=True), "eux": pronoun(3, plural=True),
    "elles": pronoun(3, "f", plural=True), "cela": pronoun(3, "n"), "ça": pronoun(3, "n"),
}  # fmt: skip
_OWNERS = {"mon": "1s", "ma": "1s", "mes": "1s", "ton": "2s", "ta": "2s", "tes": "2s", "son": "3", "sa": "3", "ses": "3",
           "notre": "1p", "nos": "1p", "votre": "2p", "vos": "2p", "leur": "3p", "leurs": "3p"}  # fmt: skip
_DETERMINERS = {
    "le": "the", "la": "the", "l'": "the", "les": "the", "un": "a", "une": "a", "des": "a", "ce": "this",
    "cet": "this", "cette": "this", "ces": "this", "aucun": "no", "aucune": "no", "chaque": "each",
    "plusieurs": "several", "quelques": "some", "certains": "some", "certaines": "some",
}  # fmt: skip
_MASCULINE = frozenset("le un ce cet mon ton aucun".split())
_FEMININE = frozenset("la une cette ma ta sa aucune".split())
_PLURAL = frozenset("les des ces mes tes ses nos vos leurs plusieurs quelques certains certaines".split())
_PARTS = {
    "aucun": "no", "aucune": "no", "certains": "some", "certaines": "some", "plusieurs": "several", "tous": "all",
    "toutes": "all", "chacun": "each", "chacune": "each", "beaucoup": "many",
}  # fmt: skip
_TENSES: Mapping[str, Tense] = {
    "pri": "present", "pii": "imperfect", "fti": "future", "cni": "conditional", "prs": "present",
}  # fmt: skip
_THERE_IS: Mapping[str, Tense] = {
    "a": "present", "avait": "imperfect", "aura": "future", "aurait": "conditional", "ait": "present",
}  # fmt: skip
_ASKED = {"quand": "when", "où": "where", "comment": "how", "pourquoi": "why"}
_FINITE = re.compile(r"^<(pri|pii|fti|cni|prs)><p([123])><(sg|pl)>$")
_PARTICIPLE = re.compile(r"^<pp><(m|f)><(sg|pl)>$")
_CLITICS: Mapping[str, tuple[Thing, str]] = {
    "me": (pronoun(1), "any"), "te": (pronoun(2), "any"), "nous": (pronoun(1, plural=True), "any"),
    "vous": (pronoun(2, plural=True), "any"), "le": (pronoun(3, "m"), "acc"), "la": (pronoun(3, "f"), "acc"),
    "l'": (pronoun(3), "acc"), "les": (pronoun(3, plural=True), "acc"), "lui": (pronoun(3), "dat"),
    "leur": (pronoun(3, plural=True), "dat"), "se": (pronoun(3), "dat"),
}  # fmt: skip
_WITH_BE = frozenset("aller venir arriver partir sortir entrer revenir retourner rester devenir tomber".split())
_INNER = {"déjà": "already", "encore": "still", "toujours": "still", "aussi": "also", "enfin": "finally"}
_DONE_TO_OTHERS = frozenset(
    "pay pay_o pay_r promise promise_that offer deny_right refuse force let let_in prevent forbid tell_that tell_to order "
    "ask_to take_from steal steal_from withhold withhold_r close move move_to cut remove follow record accuse "
    "accuse_doing accuse0 punish search_o replace hide tear_up reject owe".split()
)
"""What people tell that others did to them: `on` is they."""


class FrenchReader(RomanceReader):
    language: Language = "fr"
    CLITICS = _CLITICS
    TO, OF, BY = "à", "de", "par"

    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for before, start in self._before(position):
            if is_question:
                yield from ((replace(clause, before=before), after) for clause, after in self._question(start))
                continue
            yield from ((replace(clause, before=before), after) for clause, after in self._cleft(start))
            for clause, after in self.clause(start):
                yield replace(clause, before=before), after
            yield from ((replace(clause, before=before), after) for clause, after in self._order(start))
            if self.at(start) == "que":
                for clause, after in self.clause(start + 1, subjunctive=True):
                    if clause.subject is not None and (clause.subject.kind != "pronoun" or clause.subject.word):
                        yield replace(clause, tense="conditional", modal="should", before=before), after

    def _question(self, position: int) -> Iterator[tuple[Clause, int]]:
        if self.at(position) == "qui" and self.at(position + 1) != "est":
            for clause, end in self.predicate(position + 1, pronoun(word="who")):
                yield replace(clause, mood="question", asked="S"), end
        asked = {"quand": "when", "où": "where", "pourquoi": "why", "comment": "how"}.get(self.at(position), "")
        start = position + bool(asked)
        if self.words[start : start + 4] == ["est", "-", "ce", "que"]:
            start += 4
        elif self.words[start : start + 2] == ["est-ce", "que"]:
            start += 2
        for clause, end in self.clause(start):
            yield replace(clause, mood="question", asked=asked), end
        # Vont-ils nous congédier?
        if self.at(start + 1) == "-" and self.at(start + 2) in _SUBJECTS:
            words, raw = self.words, self.raw
            self.words = [*words[:start], words[start + 2], words[start], *words[start + 3 :]]
            self.raw = [*raw[:start], raw[start + 2], raw[start], *raw[start + 3 :]]
            try:
                found = list(self.clause(start))
            finally:
                self.words, self.raw = words, raw
            for clause, end in found:
                yield replace(clause, mood="question", asked=asked), end + 1

    def _cleft(self, position: int) -> Iterator[tuple[Clause, int]]:
        """c'est elle qui a signé"""
        start = position + (self.words[position : position + 2] == ["ce", "ne"])
        if self.at(position) != "ce" or self.at(start + 1) not in ("est", "sont"):
            return
        after = start + 2
        negative = self.at(after) == "pas"
        for subject, end in (*self._strong(after + negative), *self.thing(after + negative, "S")):
            if self.at(end) == "que" and subject.clause is None and not negative:
                for who, verb in self._subjects_after_que(end + 1):
                    for group, last in self.group(verb):
                        if self._takes_pronoun_or_noun(who, group):
                            for clause, finish in self.finished(group, last, who, gap=subject):
                                yield _who_on_is(clause), finish
            if self.at(end) == "qui" and subject.clause is None:
                for clause, last in self.predicate(end + 1, subject):
                    yield replace(clause, cleft="no" if negative else "yes"), last

    def _strong(self, position: int) -> Iterator[tuple[Thing, int]]:
        if self.at(position) in _STRONG:
            yield _STRONG[self.at(position)], position + 1

    def short(self, position: int) -> Iterator[tuple[Thing, int]]:
        """le syndicat non; pas le syndicat"""
        for subject, after in (*self._strong(position), *self.thing(position, "S")):
            if self.at(after) in ("non", "pas") and after + 1 == len(self.words):
                yield subject, after + 1

    def subordinate(self, position: int, kind: str, name: str) -> Iterator[tuple[Clause, int]]:
        del name
        yield from self.clause(position, subjunctive=None if kind != "conj" else False)

    def adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        if self._only and self.at(position) == "que":
            # elle n'a signé que parce qu'on l'a menacée
            for adjunct, after in super().adjunct(position + 1):
                if adjunct.clause is not None:
                    yield replace(adjunct, number="only"), after
        yield from super().adjunct(position)

    def _infinitive(self, position: int) -> Iterator[tuple[Clause, int]]:
        start = position + (self.at(position) == "ne")
        negation, nothing, _, start = self._inner(start)
        for clitics, after in self._clitics(start):
            empty = Group(negation=negation, is_finite=False, clitics=clitics, nothing=nothing)
            for group, end in self._base(after, empty):
                yield from self.finished(group, end, None)

    def complement(self, mark: str, position: int) -> Iterator[tuple[Clause, int]]:
        if mark == "wh":
            if self.at(position) == "qui":
                for clause, after in self.predicate(position + 1, pronoun(word="who")):
                    yield replace(clause, asked="S"), after
            elif self.at(position) in _ASKED:
                for clause, after in self.clause(position + 1):
                    yield replace(clause, asked=_ASKED[self.at(position)]), after
            elif self.at(position) == "si":
                for clause, after in self.clause(position + 1):
                    yield replace(clause, asked="if"), after
        elif mark in ("que", "que+"):
            if self.at(position) == "que":
                for clause, after in self.clause(position + 1, subjunctive=None if mark == "que+" else False):
                    yield clause, after
        else:
            if mark and self.at(position) != mark:
                return
            yield from self._infinitive(position + bool(mark))

    def duration(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        starts = []
        if self.at(position) in ("pendant", "durant", "pour"):
            starts.append(("duration", position + 1))
        if self.at(position) == "depuis":
            starts.append(("lasting", position + 1))
        if self.words[position : position + 3] == ["il", "y", "a"]:
            starts.append(("ago", position + 3))
        starts.append(("duration", position))
        for name, start in starts:
            for thing, after in self._noun_phrase(start):
                if thing.word in SPANS and thing.det.startswith(("number:", "a")):
                    yield Adjunct(name, thing=thing), after

    def clause(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]:
        self.step()
        word = self.at(position)
        if word == "il":
            yield from self._there_is(position)
        if word in _SUBJECTS:
            for group, after in self.group(position + 1):
                if self._is_mood(group, subjunctive) and self._takes_pronoun(_SUBJECTS[word], group):
                    for clause, end in self.finished(group, after, _SUBJECTS[word]):
                        yield _who_on_is(clause), end
        for subject, after in self.thing(position, "S"):
            if subject.kind == "pronoun" and subject.word == "":
                continue
            for group, end in self.group(after):
                if self._is_mood(group, subjunctive) and self.agrees(subject, group):
                    yield from self.finished(group, end, subject)

    def _there_is(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il y a, il n'y a pas eu de; il faut"""
        start = position + 1 + (self.at(position + 1) == "ne")
        if self.at(start) == "y" and self.at(start + 1) in _THERE_IS:
            negation, nothing, _, after = self._inner(start + 2)
            tense: Tense = _THERE_IS[self.at(start + 1)]
            if self.at(after) == "eu" and tense == "present":
                tense, after = "past", after + 1
            if not nothing:
                yield from self.existing(after, tense, negation)
        if self.at(start) in ("faut", "fallait", "faudra"):
            negation, _, _, after = self._inner(start + 1)
            need: Tense = {"faut": "present", "fallait": "imperfect"}.get(self.at(start), "future")  # type: ignore[assignment]
            if self.at(after) == "que":
                for clause, end in self.clause(after + 1, subjunctive=None):
                    yield replace(clause, modal="must" if negation else "have to", tense=need, negation=negation), end
            for clause, end in self._infinitive(after):
                modal = "must" if negation else "have to"
                yield replace(clause, subject=pronoun(1, plural=True), modal=modal, tense=need, negation=negation), end

    @staticmethod
    def _is_mood(group: Group, subjunctive: bool | None) -> bool:
        return subjunctive is None or group.subjunctive == subjunctive

    def _takes_pronoun(self, subject: Thing, group: Group) -> bool:
        if subject.word == "on":
            return group.person == 3 and not group.plural
        return group.person == subject.person and group.plural == subject.plural

    def _order(self, position: int) -> Iterator[tuple[Clause, int]]:
        """Ne signez rien; dites-leur"""
        you = pronoun(2, plural=True)
        start = position + (self.at(position) == "ne")
        for clitics, after in self._clitics(start) if start > position else [((), start)]:
            for tense, person, plural, verb in self._finite_forms(self.at(after)):
                if tense != "pri" or person != 2 or not plural:
                    continue
                behind: list[str] = []
                end = after + 1
                while self.at(end) == "-" and self.at(end + 1) in (*_CLITICS, "moi"):
                    behind.append({"moi": "me"}.get(self.at(end + 1), self.at(end + 1)))
                    end += 2
                negation, nothing, _, last = self._inner(end)
                if start > position and not negation and not nothing:
                    negation = ""
                group = Group(verb, negation=negation, is_finite=False, clitics=(*clitics, *behind), nothing=nothing,
                              only=start > position and not negation and not nothing)  # fmt: skip
                for clause, finish in self.finished(group, last, None):
                    yield replace(clause, mood="order", subject=you), finish

    def group(self, position: int) -> Iterator[tuple[Group, int]]:
        self.step()
        denied = self.at(position) == "ne"
        start = position + denied
        for clitics, after in self._clitics(start):
            for group, end in self._helped(after, Group(clitics=clitics)):
                lonely = denied and not group.negation and not group.nothing
                yield replace(group, only=lonely), end

    def _clitics(self, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        found: list[str] = []
        while self.at(position) in _CLITICS and len(found) < 2:
            found.append(self.at(position))
            position += 1
        # personne ne l'y a obligée: to that
        position += bool(found) and self.at(position) == "y"
        yield tuple(found), position

    def _finite_forms(self, word: str) -> Iterator[tuple[str, int, bool, str]]:
        readings = []
        for lemma, tags in self.verbs.read.get(word, ()):
            found = _FINITE.match(tags)
            if found is not None:
                readings.append((found[1], int(found[2]), found[3] == "pl", lemma))
        yield from sorted(readings, key=lambda each: each[0] == "prs")

    def _inner(self, position: int) -> tuple[Negation, bool, tuple[str, ...], int]:
        """What stands behind the verb or between its parts: pas, jamais, plus, rien, encore."""
        negation: Negation = ""
        nothing = False
        adverbs: list[str] = []
        while True:
            word = self.at(position)
            if word == "pas" and not negation:
                negation = "not"
                if self.at(position + 1) == "encore":
                    negation, position = "not yet", position + 1
                if adverbs and adverbs[-1] == "still":
                    adverbs.pop()
                    negation = "not yet"
            elif word == "jamais":
                negation = "never"
            elif word == "plus" and not negation:
                negation = "no longer"
            elif word == "rien":
                nothing = True
            elif word in _INNER and word != "aussi":
                adverbs.append(_INNER[word])
            else:
                return negation, nothing, tuple(adverbs), position
            position += 1

    def _helped(self, position: int, empty: Group) -> Iterator[tuple[Group, int]]:
        for tense, person, plural, lemma in self._finite_forms(self.at(position)):
            negation, nothing, adverbs, after = self._inner(position + 1)
            group = replace(
                empty, tense=_TENSES[tense], person=person, plural=plural, subjunctive=tense == "prs",
                negation=negation, nothing=nothing, adverbs=adverbs,
            )  # fmt: skip
            compound: Tense = {"pri": "past", "pii": "pluperfect", "prs": "past", "fti": "perfect"}.get(
                tense, "perfect"
            )  # type: ignore[assignment]
            with_helper = replace(group, tense=compound)
            if tense == "cni":
                with_helper = replace(group, tense="conditional", adverbs=(*adverbs, "have"))
            if lemma == "avoir":
                if self.at(after) == "été":
                    yield from self._participles(after + 1, replace(with_helper, is_passive=True))
                for verb, gender, _, end in self._participle(after):
                    yield from self._with_modal(verb, replace(with_helper, gender=gender), end)
            if lemma == "être" and self.at(after) in ("obligé", "obligés", "obligée", "obligées") and negation:
                if self.at(after + 1) == "de":
                    yield from self._with_infinitive(after + 2, replace(group, modal="have to"))
            if lemma == "être":
                reflexive = bool(set(empty.clitics) & self.SELF) and self._is_own(empty.clitics, person, plural)
                for verb, gender, many, end in self._participle(after):
                    if verb in ("faire", "voir") and reflexive:
                        yield from self._had_done(end, with_helper)
                    if reflexive or verb in _WITH_BE:
                        yield replace(with_helper, verb=verb), end
                    if verb not in _WITH_BE and not reflexive and many == plural:
                        yield replace(group, verb=verb, is_passive=True, gender=gender), end
            if lemma == "aller" and tense in ("pri", "pii"):
                near: Tense = "near" if tense == "pri" else "conditional"
                yield from self._with_infinitive(after, replace(group, tense=near))
            if lemma == "avoir" and negation and self.at(after) == "à":
                yield from self._with_infinitive(after + 1, replace(group, modal="have to"))
            if lemma in ("pouvoir", "devoir"):
                yield from self._with_modal(lemma, group, after)
            yield replace(group, verb=lemma), after

    def _with_modal(self, verb: str, group: Group, position: int) -> Iterator[tuple[Group, int]]:
        if verb == "pouvoir":
            yield from self._with_infinitive(position, replace(group, modal="can"))
        elif verb == "devoir":
            modal = "should" if group.tense == "conditional" else "have to" if group.tense == "past" else "must"
            yield from self._with_infinitive(position, replace(group, modal=modal))
        yield replace(group, verb=verb), position

    def _had_done(self, position: int, group: Group) -> Iterator[tuple[Group, int]]:
        """s'est fait congédier: was dismissed"""
        clitics = tuple(each for each in group.clitics if each not in self.SELF)
        for lemma, tags in self.verbs.read.get(self.at(position), ()):
            if tags == "<inf>":
                yield replace(group, verb=lemma, is_passive=True, had_done=True, clitics=clitics), position + 1

    def _is_own(self, clitics: tuple[str, ...], person: int, plural: bool) -> bool:
        own = {
            (3, False): "se",
            (3, True): "se",
            (1, False): "me",
            (1, True): "nous",
            (2, True): "vous",
            (2, False): "te",
        }
        return own[person, plural] in clitics

    def _with_infinitive(self, position: int, group: Group) -> Iterator[tuple[Group, int]]:
        for clitics, after in self._clitics(position):
            yield from self._base(after, replace(group, clitics=(*group.clitics, *clitics)))

    def _base(self, position: int, group: Group) -> Iterator[tuple[Group, int]]:
        word = self.at(position)
        if word == "être":
            yield from self._participles(position + 1, replace(group, is_passive=True))
            for verb, _, _, end in self._participle(position + 1):
                if verb in _WITH_BE or set(group.clitics) & self.SELF:
                    yield replace(group, verb=verb, tense="perfect"), end
        if word == "avoir":
            if self.at(position + 1) == "été":
                yield from self._participles(position + 2, replace(group, is_passive=True, tense="perfect"))
            for verb, _, _, end in self._participle(position + 1):
                yield replace(group, verb=verb, tense="perfect"), end
        for lemma, tags in self.verbs.read.get(word, ()):
            if tags == "<inf>":
                yield replace(group, verb=lemma), position + 1

    def _participle(self, position: int) -> Iterator[tuple[str, str, bool, int]]:
        for verb, tags in self.verbs.read.get(self.at(position), ()):
            found = _PARTICIPLE.match(tags)
            if found is not None:
                yield verb, found[1], found[2] == "pl", position + 1

    def _participles(self, position: int, group: Group) -> Iterator[tuple[Group, int]]:
        for verb, gender, _, end in self._participle(position):
            yield replace(group, verb=verb, gender=gender), end

    def reflexive_pronoun(self, group: Group) -> str:
        own = {(1, False): "me", (1, True): "nous", (2, False): "te", (2, True): "vous"}
        return own.get((group.person, group.plural), "se")

    def se_is_dative(self, clitics: tuple[str, ...]) -> bool:
        del clitics
        return False

    def subject_may_follow(self, group: Group) -> bool:
        del group
        return False

    def unnamed(self, group: Group, frame: Frame, roles: Roles) -> Thing:
        del frame, roles
        return pronoun(group.person, "", plural=group.plural)

    def contrast(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]:
        """…, pas par l'entreprise"""
        start = position + (self.at(position) == ",")
        start += self.words[start : start + 2] == ["et", "non"]
        if self.at(position) != "," or self.at(start) not in ("pas", "non"):
            return
        same = clause.thing("O")
        for number, after in self.number(start + 1):
            if after == len(self.words) and same is not None and same.det.startswith("number:"):
                yield Adjunct("contrast", thing=Thing("name", det=f"number:{number}")), after
                return
        role = {"par": "agent", "à": "R", "avec": "with", "contre": "against", "pour": "for"}.get(
            self.at(start + 1), ""
        )
        after_role = start + 1 + bool(role)
        for thing, after in (*self._strong(after_role), *self.thing(after_role, "O")):
            if role:
                yield Adjunct("contrast", thing=thing, number=role), after
            else:
                is_object = clause.thing("O") is not None and not self.is_somebody(thing)
                yield Adjunct("contrast", thing=thing, number="O" if is_object else "S"), after

    def thing(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        self.step()
        if self.at(position) == "ni":
            for first, after in self._single(position + 1, role):
                if self.at(after) == "ni":
                    for second, end in self._single(after + 1, role):
                        yield pair(first, second, "nor"), end
        for first, after in self._single(position, role):
            word = self.at(after)
            if word in ("et", "ou") and not (first.kind == "pronoun" and first.word):
                again = self.at(after + 1) in ("à", "de") and role in ("R", "X")
                for second, end in self._single(after + 1 + again, role):
                    yield pair(first, second, "and" if word == "et" else "or"), end
            yield first, after

    def _single(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        if word in ("seulement", "seuls", "seules", "uniquement"):
            for thing, after in self._single(position + 1, role):
                yield replace(thing, only=True), after
        if role in ("X", "R") and word in _STRONG:
            yield _STRONG[word], position + 1
        if word == "personne":
            yield pronoun(word="nobody"), position + 1
        if word in ("ça", "cela") and role != "S":
            yield pronoun(3, "n", "that"), position + 1
        if word == "rien":
            yield pronoun(word="nothing"), position + 1
        if word == "quelqu'un":
            yield pronoun(word="somebody"), position + 1
        if word == "tout":
            if self.at(position + 1) == "le" and self.at(position + 2) == "monde":
                yield pronoun(word="everybody"), position + 3
            else:
                yield pronoun(word="everything"), position + 1
        if word == "quelque" and self.at(position + 1) == "chose":
            yield pronoun(word="something"), position + 2
        if word in ("celui", "celle", "ceux", "celles"):
            head = Thing(
                "pronoun",
                "the one",
                plural=word.startswith(("ceu", "celles")),
                gender="f" if word.startswith("celle") else "m",
            )
            yield from self._relative(head, position + 1, must=True)
        if word == "ce" and self.at(position + 1) in ("que", "qui"):
            yield from self._relative(Thing("pronoun", "what", gender="n"), position + 1, must=True)
        yield from self._part(position)
        yield from self.name(position)
        yield from self._noun_phrase(position)

    def _part(self, position: int) -> Iterator[tuple[Thing, int]]:
        starts = [(f"number:{number}", after) for number, after in self.number(position)]
        if self.at(position) in _PARTS:
            starts.append((_PARTS[self.at(position)], position + 1))
        if self.words[position : position + 2] == ["l'", "un"] or self.words[position : position + 2] == ["l'", "une"]:
            starts.append(("one", position + 2))
        if self.at(position) == "la" and self.at(position + 1) in ("moitié", "plupart"):
            starts.append(("half" if self.at(position + 1) == "moitié" else "most", position + 2))
        if self.at(position) in ("un", "une"):
            starts.append(("one", position + 1))
        for det, after in starts:
            alone = (det.startswith("number:") or det == "one") and self.at(after) not in ("de", "des")
            if alone and not any(True for _ in self.nouns(after)) and not any(True for _ in self.listed("adj", after)):
                single = det == "one"
                yield Thing("noun", "people", plural=not single, det="number:one" if single else det), after
            if self.at(after) in ("de", "des", "d'entre"):
                for whole, end in self._of(after):
                    if whole.plural or det == "half":
                        yield Thing("part", plural=det not in ("no", "one", "each", "half"), det=det, whose=whole), end
                if self.words[after : after + 2] == ["de", "entre"]:
                    for whole, end in self._strong(after + 2):
                        yield Thing("part", plural=det not in ("no", "one", "each"), det=det, whose=whole), end
            if det == "all" and self.at(after) in ("les", "nos", "mes"):
                for whole, end in self._noun_phrase(after):
                    yield replace(whole, det="all"), end

    def _of(self, position: int) -> Iterator[tuple[Thing, int]]:
        """de …, des …"""
        if self.at(position) == "des":
            yield from self._nouns_with("the", "", position + 1)
        elif self.at(position) == "de":
            yield from self._single(position + 1, "O")

    def _noun_phrase(self, position: int) -> Iterator[tuple[Thing, int]]:
        for det, gender, start in self._determiner(position):
            yield from self._nouns_with(det, gender, start)

    def _nouns_with(self, det: str, gender: str, position: int) -> Iterator[tuple[Thing, int]]:
        is_part, det = det == "partial", "" if det == "partial" else det
        for before, after in self._adjectives(position):
            for name, plural, end in self.nouns(after):
                form = self.lists.nouns[name].form("fr")
                if gender and form.gender in ("m", "f") and form.gender != gender:
                    continue
                many = self.at(position - 1) in _PLURAL or (det.startswith("number:") and det[7:] not in ("one", "1"))
                if many and not plural and form.number != "pl":
                    continue
                if det in ("a", "no", "each") and plural and form.number != "pl" and self.at(position - 1) != "des":
                    continue
                if (
                    not is_part
                    and not det
                    and not before
                    and self.at(position - 1) not in ("de", "sans", "par", "en", "comme")
                ):
                    continue
                for behind, last in self._adjectives(end):
                    thing = Thing("noun", name, plural=plural, det=det, adjectives=(*before, *behind))
                    yield from self._owned(thing, last)

    def _owned(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        if self.at(position) in ("de", "des"):
            for owner, after in self._of(position):
                if owner.kind in ("noun", "name") and owner.clause is None:
                    yield from self._relative(replace(thing, whose=owner), after, must=False)
        yield from self._relative(thing, position, must=False)

    def _relative(self, thing: Thing, position: int, *, must: bool) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        bare = replace(thing, clause=None)
        if word == "qui":
            for group, after in self.group(position + 1):
                if not group.subjunctive and self._agrees_with_head(thing, group):
                    for clause, end in self.finished(group, after, bare):
                        yield replace(thing, clause=clause, clause_role="S"), end
        if thing.word in SPANS and word in ("où", "que"):
            for clause, end in self.clause(position + 1):
                yield replace(thing, clause=clause, clause_role="T"), end
        if word == "que":
            for subject, verb in self._subjects_after_que(position + 1):
                for group, after in self.group(verb):
                    if not group.subjunctive and self._takes_pronoun_or_noun(subject, group):
                        for clause, end in self.finished(group, after, subject, gap=bare):
                            yield replace(thing, clause=_who_on_is(clause), clause_role="O"), end
        if not must:
            yield thing, position

    def _subjects_after_que(self, position: int) -> Iterator[tuple[Thing, int]]:
        if self.at(position) in _SUBJECTS:
            yield _SUBJECTS[self.at(position)], position + 1
        yield from self._noun_phrase(position)

    def _takes_pronoun_or_noun(self, subject: Thing, group: Group) -> bool:
        if subject.kind == "pronoun" and subject.word in ("", "on"):
            return self._takes_pronoun(subject, group)
        return self.agrees(subject, group)

    def _determiner(self, position: int) -> Iterator[tuple[str, str, int]]:
        word = self.at(position)
        gender = "m" if word in _MASCULINE else "f" if word in _FEMININE else ""
        if word in ("tous", "toutes", "tout", "toute") and self.at(position + 1) in ("les", "le", "la", "l'"):
            yield "all", "", position + 2
        for known in (_OWNERS, _DETERMINERS):
            if word in known:
                det = f"of:{known[word]}" if known is _OWNERS else known[word]
                # mon avocate, son usine
                yield det, "" if word in ("mon", "ton", "cet") else gender, position + 1
                if det != "a":
                    for number, after in self.number(position + 1):
                        yield f"{det};number:{number}", "", after
        if word == "de" and self.at(position - 1) in ("pas", "plus", "jamais", "eu"):
            yield "a", "", position + 1
        if word == "de" and self.at(position + 1) in ("le", "la", "l'"):
            yield "partial", "", position + 2
        if word in ("un", "une") and self.at(position + 1) == "autre":
            yield "another", gender, position + 2
        if word == "de" and self.at(position + 1) == "autres":
            yield "a", "", position + 1
        if word == "beaucoup" and self.at(position + 1) == "de":
            yield "many", "", position + 2
        for number, after in self.number(position):
            yield f"number:{number}", "", after
        yield "", "", position


def _who_on_is(clause: Clause) -> Clause:
    """`On` is we, and they where it is something that others do to people."""
    subject = clause.subject
    target = clause.roles.get(clause.passive) if clause.passive else None
    on = subject if subject is not None and subject.word == "on" else target
    if not isinstance(on, Thing) or on.word != "on":
        return clause
    to_somebody = any(
        isinstance(value, Thing) and value.kind == "pronoun" and not value.word for value in clause.roles.values()
    )
    wishes = clause.frame.name.startswith(("want", "need", "hope", "fear"))
    theirs = (
        not clause.passive
        and not wishes
        and (to_somebody or clause.frame.only_somebody or clause.frame.name in _DONE_TO_OTHERS)
    )
    who = pronoun(3 if theirs else 1, plural=True)
    if clause.passive:
        return replace(clause, roles={**clause.roles, clause.passive: who})
    return replace(clause, subject=who)
