"""Who and what a French sentence speaks of: nouns with their articles, pronouns, and clauses that tell which one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Clause, Thing, pair, pronoun
from bot.translation.clauses.read_fr_verbs import CLITICS, FrenchVerbs
from bot.translation.clauses.read_romance import Group
from bot.translation.clauses.reading import SPANS

SUBJECTS = {
    "je": pronoun(1), "tu": pronoun(2), "il": pronoun(3, "m"), "elle": pronoun(3, "f"), "nous": pronoun(1, plural=True),
    "vous": pronoun(2, plural=True), "ils": pronoun(3, plural=True), "elles": pronoun(3, "f", plural=True),
    "on": pronoun(3, word="on"), "cela": pronoun(3, "n"), "ça": pronoun(3, "n"), "ce": pronoun(3, "n"),
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
_INDEFINITE = {
    "nobody": ["personne"], "nothing": ["rien"], "somebody": ["quelqu'un"], "everybody": ["tout", "le", "monde"],
    "something": ["quelque", "chose"],
}  # fmt: skip
_MASKED = re.compile(r"⟦n\d+⟧")
_BARE_BEHIND = frozenset("de sans par en comme pour".split())
_DENYING = frozenset("pas plus jamais eu sans".split())
_FEW = {"peu": "few", "trop": "too many", "assez": "enough"}
_PARTS = {
    "aucun": "no", "aucune": "no", "certains": "some", "certaines": "some", "plusieurs": "several", "tous": "all",
    "toutes": "all", "chacun": "each", "chacune": "each", "beaucoup": "many",
}  # fmt: skip
_DONE_TO_OTHERS = frozenset(
    "pay pay_o pay_r promise promise_that offer deny_right refuse force let let_in prevent forbid tell_that tell_to order "
    "ask_to take_from steal steal_from withhold withhold_r close move move_to cut remove follow record accuse "
    "accuse_doing accuse0 erase confiscate confiscate_from search_o freeze_o install throw_away abolish_job burn burn_o destroy damage_o break_o vandalize slash_tires set_fire set_fire_to shoot sabotage cut_r cut_by cut_off_r forge hold_back_info lodge_house deny_request overturn_o fail_to punish search_o replace hide tear_up reject owe".split()
)
"""What people tell that others did to them: `on` is they."""


class FrenchThings(FrenchVerbs):
    def _strong(self, position: int) -> Iterator[tuple[Thing, int]]:
        if self.at(position) in _STRONG:
            yield _STRONG[self.at(position)], position + 1

    def thing(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        self.step()
        if self.at(position) == "ni":
            for first, after in self._single(position + 1, role):
                if self.at(after) == "ni":
                    for second, end in self._single(after + 1, role):
                        yield pair(first, second, "nor"), end
        for first, after in self._single(position, role):
            word = self.at(after)
            if word == "ni" and self.at(position - 1) == "sans":
                # sans gants ni lunettes
                for second, end in self._bare(after + 1):
                    yield pair(first, second, "or"), end
            if word in ("et", "ou") and not (first.kind == "pronoun" and first.word):
                again = self.at(after + 1) in ("à", "de") and role in ("R", "X")
                for second, end in self._single(after + 1 + again, role):
                    yield pair(first, second, "and" if word == "et" else "or"), end
            if word == "," and first.kind in ("noun", "name") and first.clause is None:
                for rest, end in self._rest_of_list(after + 1, role):
                    yield pair(first, rest, ","), end
            yield first, after
            if role == "S":
                yield from self.linked(first, after)

    def _bare(self, position: int) -> Iterator[tuple[Thing, int]]:
        for name, plural, after in self.nouns(position):
            yield Thing("noun", name, plural=plural), after

    def _rest_of_list(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        """…, Paul et Lucie"""
        for first, after in self._single(position, role):
            if self.at(after) in ("et", "ou"):
                for second, end in self._single(after + 1, role):
                    yield pair(first, second, "and" if self.at(after) == "et" else "or"), end
            elif self.at(after) == ",":
                for rest, end in self._rest_of_list(after + 1, role):
                    yield pair(first, rest, ","), end

    def _single(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        if word in ("seulement", "seuls", "seules", "uniquement"):
            for thing, after in self._single(position + 1, role):
                yield replace(thing, only=True), after
        if role in ("X", "R") and word in _STRONG:
            yield _STRONG[word], position + 1
        yield from self._indefinite(position)
        if word in ("ça", "cela") and role != "S":
            yield pronoun(3, "n", "that"), position + 1
        if word in ("tous", "toutes") and self.at(position + 1) in ("ceux", "celles"):
            yield from self._single(position + 1, role)
        if word in ("celui", "celle", "ceux", "celles"):
            head = Thing(
                "pronoun",
                "the one",
                plural=word.startswith(("ceu", "celles")),
                gender="f" if word.startswith("celle") else "m",
            )
            yield from self._relative(head, position + 1, must=True)
            for owner, after in self._of(position + 1):
                yield replace(head, whose=owner), after
        anyone = 2 if self.words[position : position + 2] == ["toute", "personne"] else int(word == "quiconque")
        if anyone:
            behind = position + anyone
            for group, after in self.group(behind + (self.at(behind) == "qui")):
                if group.person == 3 and not group.plural and not group.subjunctive:
                    for clause, end in self.finished(group, after, pronoun(3, "m")):
                        yield Thing("pronoun", "anyone", clause=clause), end
        if word == "ce" and self.at(position + 1) in ("que", "qui"):
            yield from self._relative(Thing("pronoun", "what", gender="n"), position + 1, must=True)
        yield from self._part(position, role)
        yield from self.name(position)
        yield from self._noun_phrase(position)

    def _indefinite(self, position: int) -> Iterator[tuple[Thing, int]]:
        for name, words in _INDEFINITE.items():
            if self.words[position : position + len(words)] == words:
                yield pronoun(word=name), position + len(words)
        if self.at(position) == "tout" and self.words[position + 1 : position + 3] != ["le", "monde"]:
            yield pronoun(word="everything"), position + 1

    def _part(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
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
            if self._of_them and self.at(after) not in ("de", "des"):
                whole = pronoun(3, plural=True)
                yield Thing("part", plural=det not in ("no", "one", "each", "half"), det=det, whose=whole), after
                continue
            if alone and _MASKED.fullmatch(self.at(after - 1)) and role != "S":
                # 500 $: what is counted is behind the mask, or nowhere
                yield Thing("name", self.raw[after - 1]), after
                continue
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
                if name == "woman" and det.startswith("of:"):
                    name = "wife"
                if name == "country_w" and det == "all":
                    continue
                if name in ("vote", "vote_own") and (name == "vote_own") != det.startswith("of:"):
                    continue
                if gender and form.gender in ("m", "f") and form.gender != gender:
                    continue
                many = self.at(position - 1) in _PLURAL or ("number:" in det and det[7:] not in ("one", "1"))
                if many and not plural and form.number != "pl":
                    continue
                if (
                    det in ("a", "no", "each")
                    and plural
                    and form.number != "pl"
                    and self.at(position - 1) not in ("de", "des")
                ):
                    continue
                if not is_part and not det and not before and self.at(position - 1) not in _BARE_BEHIND:
                    continue
                for behind, last in self._adjectives(end):
                    thing = Thing("noun", name, plural=plural, det=det, adjectives=(*before, *behind))
                    if self._is_capital(last) and not plural and self.is_somebody(thing):
                        # mon collègue Luis
                        for called, finish in self.name(last):
                            yield replace(thing, called=called.word), finish
                    yield from self._owned(thing, last)

    def _owned(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        yield from self.filed(thing, position)
        if self.at(position) in ("de", "des"):
            for owner, after in self._of(position):
                if owner.word == "votes" and owner.det.startswith("number:"):
                    continue
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
        if word == "où" and thing.kind == "noun" and thing.word not in SPANS:
            for clause, end in self.clause(position + 1):
                yield replace(thing, clause=clause, clause_role="P"), end
        if word == "dont":
            yield from self._whose(thing, position + 1)
        if word == "à" and self.at(position + 1) == "qui":
            yield from self._to_whom(thing, position + 2)
        if word == "que":
            for subject, verb in self._subjects_after_que(position + 1):
                for group, after in self.group(verb):
                    if not group.subjunctive and self._takes_pronoun_or_noun(subject, group):
                        for clause, end in self.finished(group, after, subject, gap=bare):
                            yield replace(thing, clause=who_on_is(clause), clause_role="O"), end
        if not must:
            if thing.kind == "noun":
                # les collègues arrêtés lundi
                for done_to, gender, many, end in self._participle(position):
                    if many == thing.plural and (gender == "f") == (self.gender_of(thing) == "f"):
                        done = Group(done_to, "past", is_passive=True, plural=many, gender=gender)
                        for clause, last in self.finished(done, end, bare):
                            yield replace(thing, clause=clause, clause_role="S"), last
            yield thing, position

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
        if word == "de" and _DENYING & set(self.words[max(0, position - 4) : position]):
            yield "a", "", position + 1
        if word == "de" and self.at(position + 1) in ("le", "la", "l'"):
            yield "partial", "", position + 2
        if word in ("un", "une") and self.at(position + 1) == "autre":
            yield "another", gender, position + 2
        if word == "de" and self.at(position + 1) == "autres":
            yield "a", "", position + 1
        if word == "beaucoup" and self.at(position + 1) == "de":
            yield "many", "", position + 2
        if word == "combien" and self.at(position + 1) == "de":
            yield "how many", "", position + 2
        if word in _FEW and self.at(position + 1) == "de":
            yield _FEW[word], "", position + 2
        for number, after in self.number(position):
            yield f"number:{number}", "", after
        for roughly, start in self.listed("qty", position):
            for number, after in self.number(start):
                yield f"number:{roughly}~{number}", "", after
        yield "", "", position


def who_on_is(clause: Clause) -> Clause:
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
    who = Thing("pronoun", person=3 if theirs else 1, plural=True, det="on")
    if clause.passive:
        return replace(clause, roles={**clause.roles, clause.passive: who})
    return replace(clause, subject=who)
