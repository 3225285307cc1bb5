"""How much, and more or less than what: very tired, heavier than the old one, too hot to work, more cards."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.meaning import BE_SO, Adjunct, Clause, Frame, Thing, pronoun
from bot.translation.clauses.read_en_reduced import EnglishReduced
from bot.translation.clauses.read_en_verbs import Group

_DEGREES: Mapping[str, str] = {
    "very": "very", "really": "very", "extremely": "very", "super": "very", "so": "so", "too": "too", "way": "too",
    "more": "more", "less": "less", "as": "as", "pretty": "rather", "quite": "rather", "most": "most",
}  # fmt: skip
AMOUNTS: Mapping[tuple[str, ...], str] = {
    ("more",): "more", ("less",): "less", ("fewer",): "less", ("too", "many"): "too many", ("too", "much"): "too many",
    ("so", "many"): "so many", ("so", "much"): "so many", ("enough",): "enough", ("much",): "many", ("a", "few"): "some",
    ("a", "lot", "of"): "many", ("lots", "of"): "many", ("any", "more"): "more", ("way", "more"): "more",
    ("way", "too", "many"): "too many", ("way", "too", "much"): "too many", ("plenty", "of"): "many",
}  # fmt: skip
"""Determiners of several words."""
_IRREGULAR: Mapping[str, tuple[str, str]] = {
    "best": ("most", "good"), "worst": ("most", "bad"),
}  # fmt: skip
_ORDINALS = frozenset("first second third fourth fifth last".split())
_NO_COMPARATIVES = frozenset("other former longer never ever order lower higher better over under after dryer".split())
_COMPARING = frozenset("prefer prefers preferred more less fewer rather other else better worse higher lower".split())


_HARD_TO = frozenset("hard difficult easy impossible tough dangerous simple expensive".split())


class EnglishDegrees(EnglishReduced):
    def _adjectives(self, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        for degree, name, after in self._graded(position):
            if degree not in ("as", "so", "too"):
                for others, end in self._adjectives(after):
                    yield (f"{degree}~{name}", *others), end
        for name, after in self.listed("adj", position):
            for others, end in self._adjectives(after):
                yield (name, *others), end
        yield (), position

    def _graded(self, position: int) -> Iterator[tuple[str, str, int]]:
        """An adjective with its degree: very bad, heavier, most dangerous."""
        word = self.at(position)
        degree = _DEGREES.get(word, "")
        if degree:
            start = position + 1 + (word == "way" and self.at(position + 1) == "too")
            if word != "way" or start > position + 1:
                for name, after in self.listed("adj", start):
                    yield degree, name, after
        for degree, name in self._inflected(word):
            yield degree, name, position + 1

    def _inflected(self, word: str) -> Iterator[tuple[str, str]]:
        if word in ("best", "worst"):
            yield _IRREGULAR[word]
        if word in _NO_COMPARATIVES or len(word) < 5:
            return
        for ending, degree in (("er", "more"), ("est", "most")):
            if not word.endswith(ending):
                continue
            stem = word[: -len(ending)]
            tried = [stem, f"{stem}e"]
            if stem.endswith("i"):
                tried.append(f"{stem[:-1]}y")
            if len(stem) > 2 and stem[-1] == stem[-2]:
                tried.append(stem[:-1])
            for each in tried:
                for found in self.lists.phrases["en", "adj"].at([each], 0):
                    yield degree, found.value
                    return

    def _amount(self, position: int) -> Iterator[tuple[str, int]]:
        for length in (3, 2, 1):
            said = AMOUNTS.get(tuple(self.words[position : position + length]))
            if said:
                yield said, position + length
                return

    def _being_so(self, group: Group, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]:
        """it is illegal to fire them"""
        for name, after in self.listed("adj", position):
            if self.at(after) in ("to", "that"):
                for done, end in self._complement(self.at(after), after):
                    so = Adjunct(name)
                    tense = "imperfect" if group.tense == "past" else group.tense
                    yield Clause(BE_SO, tense, subject, {"A": so, "C": done}, group.negation), end

    def _being_hard_to(
        self, group: Group, so: Adjunct, position: int, subject: Thing | None
    ) -> Iterator[tuple[Clause, int]]:
        """The heat is hard to prove: it is hard to prove it."""
        if subject is None or self.at(position) != "to" or so.word not in _HARD_TO:
            return
        what = subject if subject.kind != "pronoun" or subject.word else replace(subject, word="", gender="n")
        for verb, after in self._base(position + 1, Group("")):
            for done, end in self._completed(verb, after, None, gap=what):
                if done.thing("O") is what and not done.adjuncts:
                    it = pronoun(3, "n")
                    yield from self._with_adjuncts(BE_SO, group, {"A": so, "C": done}, "", end, it)

    def _being_graded(self, group: Group, position: int, subject: Thing | None) -> Iterator[tuple[Clause, int]]:
        """is more dangerous than the old one; is too hot to work"""
        graded = [*self._graded(position)]
        for name, after in self.listed("adj", position):
            yield from self._being_hard_to(group, Adjunct(name), after, subject)
        if not graded:
            graded = [
                ("enough", name, after + 1)
                for name, after in self.listed("adj", position)
                if self.at(after) == "enough"
            ]
        if not graded:
            # The pay is bad: what stands before its noun in Spanish is no frame of its own
            graded = [
                ("", name, after)
                for name, after in self.listed("adj", position)
                if self.lists.word("adj", name, "es").startswith("<")
            ]
        for degree, name, after in graded:
            so: dict[str, Thing | Clause | Adjunct] = {"A": Adjunct(name, number=degree)}
            if degree not in ("enough", "so", "as"):
                yield from self._being_hard_to(group, Adjunct(name, number=degree), after, subject)
            if degree == "so" and self.at(after) == "that":
                for done, end in self._complement("that", after):
                    yield from self._with_adjuncts(BE_SO, group, {**so, "C": done}, "", end, subject)
            if degree in ("too", "enough") and self.at(after) == "for":
                # too fast for us to check
                for who, start in self.thing(after + 1, "O"):
                    for done, end in self._complement("to", start):
                        by_them = replace(done, subject=who)
                        yield from self._with_adjuncts(BE_SO, group, {**so, "C": by_them}, "", end, subject)
            if degree in ("too", "enough") and self.at(after) == "to":
                for done, end in self._complement("to", after):
                    yield from self._with_adjuncts(BE_SO, group, {**so, "C": done}, "", end, subject)
            yield from self._with_adjuncts(BE_SO, group, {**so}, "", after, subject)

    def compared(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """than they promised; than the old one; as the others"""
        word = self.at(position)
        if word == "than":
            before = self.words[:position]
            if not any(each in _COMPARING or each.endswith("er") for each in before):
                return
        elif word != "as" or "as" not in self.words[:position]:
            return
        how = "than" if word == "than" else "as than"
        if {"prefer", "prefers", "preferred", "rather"} & {*self.words[:position]}:
            # prefer to walk out than work here
            for clause, after in self.bare(position + 1):
                yield Adjunct(how, clause=clause), after
        for clause, after in self.clause(position + 1):
            yield Adjunct(how, clause=clause), after
        for role in ("O", "S"):
            for thing, after in self.thing(position + 1, role):
                if role == "O" or thing.kind == "pronoun":
                    yield Adjunct(how, thing=thing), after
        if self.at(position + 1) in ("before", "usual", "ever"):
            yield Adjunct(how, number=self.at(position + 1)), position + 2
        for name, after in self.listed("adv", position + 1):
            yield Adjunct(how, number=name), after

    def one_of_them(self, position: int) -> Iterator[tuple[Thing, int]]:
        """the old one, this one, more of it"""
        word = self.at(position)
        if word in ("this", "that", "these", "those") and self.at(position + 1) in ("one", "ones"):
            near = "this one" if word in ("this", "these") else "that one"
            yield pronoun(3, "n", near, plural=self.at(position + 1) == "ones"), position + 2
        if word in ("the", "a", "my", "our", "their"):
            for adjectives, after in self._adjectives(position + 1):
                if adjectives and self.at(after) in ("one", "ones"):
                    plural = self.at(after) == "ones"
                    det = "a" if word == "a" else "the"
                    one = replace(pronoun(3, "n", "the one", plural=plural), det=f"adj {det}", adjectives=adjectives)
                    yield one, after + 1
        if word == "the":
            for degree, name, after in self._graded(position + 1):
                if degree == "most" and not any(True for _ in self.nouns(after)):
                    one = replace(pronoun(3, "n", "the one"), det="adj the", adjectives=(f"most~{name}",))
                    yield one, after
                    if self.at(after) in ("in", "of", "on"):
                        for whole, end in self.thing(after + 1, "O"):
                            if whole.kind == "noun":
                                yield replace(one, whose=whole), end
        if word == "the" and self.at(position + 1) in _ORDINALS and self.at(position + 2) not in ("of", "one", "ones"):
            if not any(True for _ in self.nouns(position + 2)):
                # the third got a warning
                name = self.at(position + 1)
                yield replace(pronoun(3, "n", "the one"), det="adj the", adjectives=(name,)), position + 2
        if word == "another" and self.at(position + 1) == "one":
            yield pronoun(3, "n", "another one"), position + 2
        if word in ("more", "less", "enough") and self.at(position + 1) in (
            "",
            ",",
            "and",
            "but",
            "than",
            "if",
            "because",
            "for",
        ):
            yield pronoun(3, "n", word), position + 1

    @abstractmethod
    def _complement(self, mark: str, position: int) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def _with_adjuncts(
        self,
        frame: Frame,
        group: Group,
        roles: dict[str, Thing | Clause | Adjunct],
        promoted: str,
        position: int,
        subject: Thing | None,
    ) -> Iterator[tuple[Clause, int]]: ...
