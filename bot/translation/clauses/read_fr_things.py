"""Who and what a French sentence speaks of: nouns with their articles, pronouns, and clauses that tell which one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Thing, pair, pronoun
from bot.translation.clauses.read_fr_indefinite import FrenchIndefinite
from bot.translation.clauses.read_words import MASK
from bot.translation.clauses.remembering import found_once

_STRONG = {
    "moi": pronoun(1), "toi": pronoun(2), "lui": pronoun(3, "m"), "elle": pronoun(3, "f"),
    "nous": pronoun(1, plural=True), "vous": pronoun(2, plural=True), "eux": pronoun(3, plural=True),
    "elles": pronoun(3, "f", plural=True), "cela": pronoun(3, "n"), "ça": pronoun(3, "n"),
}  # fmt: skip
_PLURAL = frozenset("les des ces mes tes ses nos vos leurs plusieurs quelques certains certaines".split())
_MASKED = re.compile(r"⟦n\d+⟧")
_BARE_BEHIND = frozenset("de sans par en comme pour".split())
_PARTS = {
    "aucun": "no", "aucune": "no", "certains": "some", "certaines": "some", "plusieurs": "several", "tous": "all",
    "toutes": "all", "chacun": "each", "chacune": "each", "beaucoup": "many",
}  # fmt: skip


_SHIFTS = {"nuit": "night_shift", "jour": "day_shift", "soir": "afternoon_shift"}
_ON_SHIFTS = frozenset("job position position_w work".split())
_ONESELF = frozenset("lui-même elle-même eux-mêmes elles-mêmes nous-mêmes moi-même toi-même vous-mêmes".split())
"""Le patron lui-même: the other languages do without."""
_ARTICLES = frozenset(("le", "la", "l'", "les"))
_SHOWING = frozenset("video photo picture recording".split())
_SINGULAR = frozenset("le la l' un une ce cet cette mon ma ton ta son sa notre votre leur chaque".split())
_THAN = {"plus": "more than", "moins": "less than"}
_WHICH_ONE = frozenset("lequel laquelle lesquels lesquelles".split())
_ONLY_ONE = frozenset("seul seule seuls seules".split())


class FrenchThings(FrenchIndefinite):
    def _strong(self, position: int) -> Iterator[tuple[Thing, int]]:
        if self.at(position) in _STRONG:
            yield _STRONG[self.at(position)], position + 1

    @found_once
    def thing(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        self.step()
        if self.at(position) == "ni":
            for first, after in (*self._single(position + 1, role), *self._bare(position + 1)):
                if self.at(after) == "ni":
                    for second, end in (*self._single(after + 1, role), *self._bare(after + 1)):
                        yield pair(first, second, "nor"), end
        for first, start in self._single(position, role):
            after = start + (self.at(start) in _ONESELF)
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
        if word in ("seulement", "seuls", "seules", "uniquement", "juste"):
            for thing, after in self._single(position + 1, role):
                yield replace(thing, only=True), after
        if role in ("X", "R") and word in _STRONG:
            yield _STRONG[word], position + 1
        yield from self._indefinite(position)
        yield from self.the_most(position)
        yield from self.even_or_own(position, role)
        yield from self._known_by_its_kind(position, role, also_noun=False)
        if role in ("O", "X") and word in _ARTICLES and self.at(position - 1) in ("que", "à", "de", "avec", "sur"):
            for name, after in self.listed("adj", position + 1):
                # plus lourde que l'ancienne
                gender = "f" if word == "la" or self._is_of_women(name, self.at(after - 1)) else "m"
                yield Thing("pronoun", "the one", plural=word == "les", gender=gender, adjectives=(name,)), after
        if word in ("ça", "cela") and role != "S":
            yield pronoun(3, "n", "that"), position + 1
        if (
            word in ("le", "la", "les")
            and self.at(position + 1) in _ONLY_ONE
            and self.at(position + 2) in ("qui", "que", "à")
        ):
            alone = self.at(position + 1)
            one = Thing("pronoun", "the one", plural=word == "les", gender="f" if "seule" in alone else "m", det="only")
            yield from self._relative(one, position + 2, must=True)
        if word in ("tous", "toutes") and self.at(position + 1) in ("ceux", "celles"):
            for those, after in self._single(position + 1, role):
                if those.word == "the one":
                    yield replace(those, det="all"), after
        if word in ("celui", "celle", "ceux", "celles"):
            head = Thing(
                "pronoun",
                "the one",
                plural=word.startswith(("ceu", "celles")),
                gender="f" if word.startswith("celle") else "m",
            )
            yield from self._relative(head, position + 1, must=True)
            if self.at(position + 1) == "de" and self.at(position + 2) in _SHIFTS:
                # ceux de nuit
                shift = Thing("noun", _SHIFTS[self.at(position + 2)], det="the")
                yield replace(head, whose=shift), position + 3
            for owner, after in self._of(position + 1):
                yield replace(head, whose=owner), after
        if (
            word == "le"
            and role == "O"
            and MASK.fullmatch(self.at(position + 1))
            and self.at(position - 1).startswith("appel")
        ):
            # appelez le 911
            yield Thing("name", self.raw[position + 1]), position + 2
        anyone = 2 if self.words[position : position + 2] == ["toute", "personne"] else int(word == "quiconque")
        if anyone:
            behind = position + anyone
            for group, after in self.group(behind + (self.at(behind) == "qui")):
                if group.person == 3 and not group.plural and not group.subjunctive:
                    for clause, end in self.finished(group, after, pronoun(3, "m")):
                        yield Thing("pronoun", "anyone", clause=clause), end
        if word == "tout" and self.words[position + 1 : position + 3] in (["ce", "que"], ["ce", "qui"]):
            yield from self._relative(Thing("pronoun", "everything", gender="n"), position + 2, must=True)
        if word == "ce" and self.at(position + 1) in ("que", "qui"):
            yield from self._relative(Thing("pronoun", "what", gender="n"), position + 1, must=True)
        yield from self._part(position, role)
        yield from self.name(position)
        yield from self._noun_phrase(position)
        yield from self._known_by_its_kind(position, role, also_noun=True)

    def _part(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        one = False
        starts = [(f"number:{number}", after) for number, after in self.number(position)]
        if self.at(position) in _PARTS:
            starts.append((_PARTS[self.at(position)], position + 1))
        if self.words[position : position + 2] == ["l'", "un"] or self.words[position : position + 2] == ["l'", "une"]:
            starts.append(("one", position + 2))
        if self.at(position) == "la" and self.at(position + 1) in ("moitié", "plupart"):
            starts.append(("half" if self.at(position + 1) == "moitié" else "most", position + 2))
        if self.at(position) in ("un", "une"):
            starts.append(("one", position + 1))
        if self._asking and self.at(position) == "combien":
            starts.append(("how many", position + 1))
        if self.at(position) in ("plus", "moins") and self.words[position + 1 : position + 4] == ["de", "la", "moitié"]:
            starts.append((f"number:{_THAN[self.at(position)]}~half", position + 4))
        if self._asking and self.at(position) in _WHICH_ONE:
            starts.append(("which", position + 1))
            one = self.at(position) in ("lequel", "laquelle")
        for det, after in starts:
            alone = (det.startswith("number:") or det == "one") and self.at(after) not in ("de", "des")
            if self._of_them and self.at(after) not in ("de", "des"):
                whole = pronoun(3, plural=True)
                yield (
                    Thing(
                        "part",
                        plural=whole.plural if det == "half" else not one and det not in ("no", "one", "each"),
                        det=det,
                        whose=whole,
                    ),
                    after,
                )
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
                    if whole.plural or det.endswith("half"):
                        yield (
                            Thing(
                                "part",
                                plural=whole.plural if det == "half" else not one and det not in ("no", "one", "each"),
                                det=det,
                                whose=whole,
                            ),
                            end,
                        )
                if self.at(after) == "de":
                    for whole, end in self._strong(after + 1 + (self.at(after + 1) == "entre")):
                        yield (
                            Thing("part", plural=not one and det not in ("no", "one", "each"), det=det, whose=whole),
                            end,
                        )
            if det == "all" and self.at(after) in ("les", "nos", "mes"):
                for whole, end in self._noun_phrase(after):
                    yield replace(whole, det="all"), end

    def _of(self, position: int) -> Iterator[tuple[Thing, int]]:
        """de …, des …"""
        if self.at(position) == "des":
            yield from self._nouns_with("the", "", position + 1)
            for number, after in self.number(position + 1):
                yield from self._nouns_with(f"the;number:{number}", "", after)
        elif self.at(position) == "de":
            yield from self._single(position + 1, "O")

    def noun_asked(self, position: int) -> Iterator[tuple[Thing, int]]:
        yield from self._noun_phrase(position)
        yield from self._part(position, "S")

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
                if name == "country_w_alt" and det == "all":
                    continue
                if name == "daughter" and not det.startswith("of:") and (plural or self.at(end) != "de"):
                    # les filles de l'emballage
                    continue
                if name in ("vote", "vote_own") and (name == "vote_own") != det.startswith("of:"):
                    continue
                genders = {each.gender for each in self.lists.nouns[name].forms["fr"]}
                if gender and not genders & {gender, "mf"}:
                    continue
                many = self.at(position - 1) in _PLURAL or ("number:" in det and det[7:] not in ("one", "1"))
                if many and not plural and form.number != "pl":
                    continue
                if plural and form.number != "pl" and self.at(position - 1) in _SINGULAR and not before:
                    # l'autobus, le bras: one
                    continue
                if (
                    det in ("a", "no", "each")
                    and plural
                    and form.number != "pl"
                    and self.at(position - 1) not in ("de", "des")
                ):
                    continue
                if not is_part and not det and not before and self.at(position - 1) not in _BARE_BEHIND:
                    if not self._tells_what_one_is(position) or not self.lists.nouns[name].is_somebody:
                        continue
                for behind, last in self._adjectives(end):
                    thing = Thing("noun", name, plural=plural, det=det, adjectives=(*before, *behind))
                    if self._is_capital(last) and not plural and self.is_somebody(thing):
                        # mon collègue Luis
                        for called, finish in self.name(last):
                            yield replace(thing, called=called.word), finish
                    yield from self._owned(thing, last)

    def _owned(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        shift = _SHIFTS.get(self.at(position + 1)) if self.at(position) == "de" else None
        if shift and (self.is_somebody(thing) or thing.word in _ON_SHIFTS):
            # les gens de nuit
            of_shift = replace(thing, whose=Thing("noun", shift, det="the"))
            yield from self._relative(of_shift, position + 2, must=False)
        if thing.det in ("more", "less") and self.at(position) == "que":
            # plus d'ancienneté que Paul
            for other, after in (*self._strong(position + 1), *self._single(position + 1, "O")):
                yield replace(thing, whose=other, link="than"), after
        for called, after in self.called(thing, position):
            # la ligne 2
            if called.called.startswith(("number:", "⟦")):
                yield called, after
        if self.at(position) in ("de", "des"):
            for owner, after in self._of(position):
                if owner.word == "votes" and owner.det.startswith("number:"):
                    continue
                if (
                    owner.clause is not None
                    and owner.clause_role == "S"
                    and thing.word in _SHOWING
                    and self.is_somebody(owner)
                ):
                    # une vidéo du boss qui frappe Luc
                    yield replace(thing, whose=owner), after
                if owner.kind in ("noun", "name") and owner.clause is None:
                    yield from self._relative(replace(thing, whose=owner), after, must=False)
        yield from self._relative(thing, position, must=False)
