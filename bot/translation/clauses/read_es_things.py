"""Who and what in Spanish sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import SPANS, Tense, Thing, pair, pronoun
from bot.translation.clauses.read_es_parts import SpanishParts
from bot.translation.clauses.read_words import MASK
from bot.translation.clauses.remembering import found_once
from bot.translation.clauses.spanish_words import (
    AFTER_PREPOSITION,
    DETERMINERS,
    EVEN,
    FEMININE,
    INDEFINITE,
    MASCULINE,
    OWN,
    OWNERS,
    PLURAL,
    SUBJECTS,
)

THERE_IS: Mapping[str, Tense] = {
    "hay": "present", "hubo": "past", "había": "imperfect", "habrá": "future", "habría": "conditional", "haya": "present",
}  # fmt: skip
STRESSED_A = ("agua", "área", "arma", "acta", "aula", "aspa", "hacha", "hambre")
"""Feminine, and yet with the article el: el agua."""
_NO_ARTICLE = frozenset(
    {
        "por",
        "con",
        "sin",
        "de",
        "para",
        "como",
        "ni",
        "es",
        "soy",
        "era",
        "fue",
        "sea",
        "ser",
        "tiene",
        "tienen",
        "tenía",
        "tenían",
        "tenemos",
        "tuvo",
        *THERE_IS,
        "haber",
        "habido",
    }
)
"""Words after which a noun may stand alone: es miembro."""
CLITICS: Mapping[str, tuple[Thing, str]] = {
    "me": (pronoun(1), "any"), "te": (pronoun(2), "any"), "nos": (pronoun(1, plural=True), "any"),
    "lo": (pronoun(3, "m"), "acc"), "la": (pronoun(3, "f"), "acc"), "los": (pronoun(3, "m", plural=True), "acc"),
    "las": (pronoun(3, "f", plural=True), "acc"), "le": (pronoun(3), "dat"), "les": (pronoun(3, plural=True), "dat"),
    "se": (pronoun(3), "dat"),
}  # fmt: skip
_ONLY_ONE = frozenset("único única únicos únicas".split())
_WITH_CLITICS = re.compile(r"^(\w+[aei]r)(?:me|te|nos|les?)$")
_BEHIND_YOU = frozenset("no ya nunca sí me te se lo la le los las les nos también".split())
_SIDES = {"sí": "yes_side_rs", "no": "no_side_rs"}
_EVERY = frozenset({"todo", "todos", "todas"})
_COUNTED = ("number:", "many", "several", "few", "some")
_HAVING = frozenset("tener traer llevar usar pedir dar ofrecer recibir cobrar meter poner exigir".split())
"""Verbs after which a noun may stand alone: no traía arnés."""


class SpanishThings(SpanishParts):
    language: Language = "es"

    CLITICS = CLITICS

    def _named_subject(self, position: int) -> Iterator[tuple[Thing, int]]:
        yield from self.thing(position, "S")

    @found_once
    def thing(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        self.step()
        if self.at(position) == "ni":
            for first, after in self._single(position + 1, role):
                if self.at(after) == "ni":
                    for second, end in self._single(after + 1, role):
                        yield pair(first, second, "nor"), end
        for first, after in self._single(position, role):
            word = self.at(after)
            if word == "," and first.kind in ("noun", "name"):
                again = self.at(after + 1) == "a" and role in ("O", "R")
                for second, end in self._single(after + 1 + again, role):
                    last = end + (self.at(end) == ",")
                    if self.at(last) in ("y", "e", "o", "u") and second.kind in ("noun", "name"):
                        start = last + 1 + (self.at(last + 1) == "a" and role in ("O", "R"))
                        for third, behind in self._single(start, role):
                            joined = "and" if self.at(last) in ("y", "e") else "or"
                            yield pair(pair(first, second, ","), third, joined), behind
            if word == "ni" and "no" in self.words[:position] and first.kind == "noun":
                # no nos dan guantes ni cascos
                for second, end in self._single(after + 1, role):
                    yield pair(first, second, "or"), end
            if word in ("y", "e", "o", "u") and not (first.kind == "pronoun" and first.word):
                again = self.at(after + 1) == "a" and role in ("O", "R")
                for second, end in self._single(after + 1 + again, role):
                    yield pair(first, second, "and" if word in ("y", "e") else "or"), end
            yield first, after
            if role == "S":
                yield from self.linked(first, after)

    def _single(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        for name, after in self.listed("pre", position):
            if name == "only" and self.at(after) not in CLITICS:
                start = after + (self.at(after) == "a")
                if start > after and role == "S":
                    # solo a los afiliados: to them, not by them
                    continue
                for thing, end in self._single(start, role):
                    yield replace(thing, only=True), end
        if word in EVEN and role in ("S", "O") and self.at(position + 1) != "a":
            # hasta el gerente firmó, ni siquiera el delegado firmó
            for thing, after in self._single(position + EVEN[word], role):
                if self.is_somebody(thing) and (word != "ni" or self.at(position + 1) == "siquiera"):
                    denied = word == "ni" and role == "S"
                    yield replace(thing, only=not denied, joined="not even" if denied else "even"), after
        if word == "el" and self.at(position + 1) in _SIDES and self.at(position + 2) not in CLITICS:
            # ganó el no
            yield Thing("noun", _SIDES[self.at(position + 1)], det="the"), position + 2
        pronouns = SUBJECTS if role == "S" else AFTER_PREPOSITION
        if word == "tu" and self.at(position + 1) in _BEHIND_YOU:
            # tu no sabes nada
            yield pronoun(2), position + 1
        if word in pronouns:
            yield pronouns[word], position + 1
        if word in ("nadie", "alguien") and self.at(position + 1) == "más":
            yield replace(pronoun(word=INDEFINITE[word]), det="else"), position + 2
        if word == "casi" and self.at(position + 1) in ("nadie", "todos", "nada", "todo"):
            yield replace(pronoun(word=INDEFINITE[self.at(position + 1)]), det="almost"), position + 2
        if word in INDEFINITE and (word not in _EVERY or self.at(position + 1) not in ("lo", "los", "las", "el", "la")):
            yield pronoun(word=INDEFINITE[word]), position + 1
            if word in ("nadie", "alguien") and self.at(position + 1) == "de":
                # nadie de la oficina
                for of_them, after in self._noun_phrase(position + 2):
                    if of_them.det and of_them.clause is None:
                        yield Thing("pronoun", INDEFINITE[word], whose=of_them), after
        if word in ("el", "la", "los", "las") and self.at(position + 1) in _ONLY_ONE and self.at(position + 2) == "que":
            one = Thing(
                "pronoun",
                "the one",
                plural=word.endswith("s"),
                gender="f" if word.startswith("la") else "m",
                det="only",
            )
            yield from self._relative(one, position + 2, must=True)
        if word in ("quien", "quienes") or (position == 0 and word in ("quién", "quiénes")):
            yield from self._relative(Thing("pronoun", "the one", plural=word == "quienes"), position, must=True)
        if word in ("el", "la", "los", "las") and self.at(position + 1) == "que":
            head = Thing(
                "pronoun", "the one", plural=word in ("los", "las"), gender="f" if word in ("la", "las") else ""
            )
            yield from self._relative(head, position + 1, must=True)
        if word in ("el", "la", "los", "las") and self.at(position + 1) == "de":
            head = Thing(
                "pronoun", "the one", plural=word in ("los", "las"), gender="f" if word in ("la", "las") else ""
            )
            for owner, after in self._noun_phrase(position + 2):
                yield replace(head, whose=self._shift(owner)), after
        if word == "todo" and self.words[position + 1 : position + 3] == ["lo", "que"]:
            everything = Thing("pronoun", "what", gender="n", det="all")
            yield from self._relative(everything, position + 2, must=True)
        if word == "lo" and self.at(position + 1) == "que":
            yield from self._relative(Thing("pronoun", "what", gender="n"), position + 1, must=True)
        yield from self._part(position, role)
        yield from self.name(position)
        yield from self._noun_phrase(position)

    def _shift(self, thing: Thing) -> Thing:
        """los de noche: of that shift"""
        shift = {"night": "night_shift", "night_w": "night_shift", "day": "day_shift"}.get(thing.word, "")
        bare = not thing.det and not thing.plural and thing.clause is None and not thing.adjectives
        return replace(thing, word=shift, det="the") if shift in self.lists.nouns and bare else thing

    def _noun_phrase(self, position: int) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        gender = "m" if word in MASCULINE else "f" if word in FEMININE else ""
        for det, start in self._determiner(position):
            for before, after in self._adjectives(start):
                for name, plural, end in self.nouns(after):
                    form = self.lists.nouns[name].form("es")
                    genders = {each.gender for each in self.lists.nouns[name].forms["es"]}
                    if start > position and gender and not genders & {gender, "mf"}:
                        if not (word in ("el", "un") and form.singular.startswith(STRESSED_A)):
                            continue
                    if name.startswith("time_x") and det.startswith(_COUNTED):
                        # votó dos veces: how often
                        continue
                    many = word in PLURAL or (det.startswith("number:") and det[7:] not in ("one", "1"))
                    if many and not plural and form.number != "pl":
                        continue
                    bare = self.at(position - 1) in _NO_ARTICLE or self._follows_having(position)
                    if det in ("more", "less") and self.at(end) in ("que", "de"):
                        # más horas que: than
                        continue
                    if not det and name != "copy_w" and not (plural or form.number or before or bare):
                        continue
                    worn = any(
                        lemma in ("traer", "usar") for lemma, _ in self.verbs.read.get(self.at(position - 1), ())
                    )
                    if worn and not det and not plural and not form.number:
                        # no traía arnés
                        det = "a"
                    if name == "copy_w" and not det and not plural:
                        # copia del contrato
                        det = "a"
                    if det in ("a", "no", "each", "any") and plural and form.number != "pl":
                        continue
                    for behind, last in self._adjectives(end):
                        if name in SPANS and any(each.startswith("on ") for each in behind):
                            # dos semanas de vacaciones
                            continue
                        thing = Thing("noun", name, plural=plural, det=det, adjectives=(*before, *behind))
                        yield from self._owned(thing, last)

    def _follows_having(self, position: int) -> bool:
        """no traía arnés, sin darnos uniforme"""
        word = self.at(position - 1)
        if word == "a" and any(
            lemma in ("oler", "saber") for lemma, _ in self.verbs.read.get(self.at(position - 2), ())
        ):
            # huele a gas
            return True
        found = _WITH_CLITICS.match(word)
        bases = (word, found[1]) if found is not None else (word,)
        return any(lemma in _HAVING for base in bases for lemma, _ in self.verbs.read.get(base, ()))

    def noun_asked(self, position: int) -> Iterator[tuple[Thing, int]]:
        if self.at(position) in ("cuántos", "cuántas"):
            if self.at(position + 1) == "de":
                # ¿cuántos de los que firmaron?
                for whole, after in self._single(position + 2, "O"):
                    if whole.plural:
                        yield Thing("part", det="how many", plural=True, whose=replace(whole, only=False)), after
            elif not any(True for _ in self.nouns(position + 1)):
                yield Thing("noun", "people", plural=True, det="how many"), position + 1
        yield from self._noun_phrase(position)

    def _owned(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        if self.at(position) == "de" and self.at(position + 1) in ("las", "la") and not thing.link:
            # el camión de las 5
            hours = [(self.raw[position + 2], position + 3)] if MASK.fullmatch(self.at(position + 2)) else []
            hours += [(f"word {name}", after) for name, after in self.listed("num", position + 2)]
            for hour, after in hours:
                if not any(True for _ in self.nouns(after)) and self.at(after) not in ("que", "%"):
                    yield from self._relative(replace(thing, link=f"of day of|{hour}|="), after, must=False)
        if self.at(position) == "de":
            whose = OWN.get(self.at(position + 1))
            if whose and thing.det == "the":
                # la firma de ustedes
                yield from self._relative(replace(thing, det=f"of:{whose}"), position + 2, must=False)
            for owner, after in self._single(position + 1, "O"):
                if thing.word in SPANS and not owner.det and not owner.plural and self.is_somebody(owner):
                    # tres años de eventual: as one
                    continue
                if (owner.kind in ("noun", "name") and owner.clause is None) or owner.word == "the one":
                    yield from self._relative(replace(thing, whose=owner), after, must=False)
        yield from self._relative(thing, position, must=False)

    def _determiner(self, position: int) -> Iterator[tuple[str, int]]:
        word = self.at(position)
        if word in ("todos", "todas", "todo", "toda") and self.at(position + 1) in ("los", "las", "el", "la"):
            yield "all", position + 2
        if word in ("qué", "cuál") and self._asking:
            yield "which", position + 1
        for known in (OWNERS, DETERMINERS):
            if word in known:
                det = f"of:{known[word]}" if known is OWNERS else known[word]
                yield det, position + 1
                if word not in ("un", "una"):
                    for number, after in self.number(position + 1):
                        yield f"{det};number:{number}", after
        if word == "ni" and self.at(position + 1) in ("un", "una"):
            yield "no", position + 2
        for number, after in self.number(position):
            yield f"number:{number}", after
        yield "", position
