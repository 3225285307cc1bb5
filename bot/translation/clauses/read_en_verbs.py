"""English verbs with their helpers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.core.model import Language
from bot.translation.clauses.meaning import Negation, Tense
from bot.translation.clauses.reading import Reader

MODALS: Mapping[str, tuple[Tense, str]] = {
    "will": ("future", ""), "would": ("conditional", ""), "can": ("present", "can"), "could": ("past", "can"),
    "must": ("present", "must"), "should": ("conditional", "should"), "may": ("present", "can"),
    "might": ("conditional", "can"), "shall": ("present", "must"),
}  # fmt: skip
BE: Mapping[str, Tense] = {"am": "present", "is": "present", "are": "present", "was": "past", "were": "past"}
HAVE: Mapping[str, Tense] = {"have": "perfect", "has": "perfect", "had": "pluperfect"}
DO: Mapping[str, Tense] = {"do": "present", "does": "present", "did": "past"}
INNER = frozenset("already also always still finally only almost".split())
"""Adverbs that every language puts beside its verb."""
_EVER = frozenset(
    "have has had not did do does nobody no none neither nothing never if who anyone anybody only first".split()
)
"""What makes of `ever` no more than a stress."""
_STATES = frozenset("broken tired exhausted worried scared frightened prepared upset organized organised".split())
"""Not what was done to somebody, but how they are."""
_FAIL: Mapping[str, Tense] = {"fail": "present", "fails": "present", "failed": "past"}
_KEEP: Mapping[str, Tense] = {"keep": "present", "keeps": "present", "kept": "past"}
_CONTINUE: Mapping[str, Tense] = {"continue": "present", "continues": "present", "continued": "past"}
THERE_IS: tuple[tuple[tuple[str, ...], Tense], ...] = (
    (("there", "is"), "present"), (("there", "are"), "present"), (("there", "was"), "past"), (("there", "were"), "past"),
    (("there", "will", "be"), "future"), (("there", "has", "been"), "perfect"), (("there", "have", "been"), "perfect"),
    (("there", "had", "been"), "pluperfect"), (("there", "would", "be"), "conditional"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """The verb with all that stands before it."""

    verb: str
    tense: Tense = "present"
    negation: Negation = ""
    modal: str = ""
    is_passive: bool = False
    progressive: bool = False
    adverbs: tuple[str, ...] = ()
    person: str = ""
    """3s or p where the form tells who the subject is."""


class EnglishVerbs(Reader):
    _names_in_small_letters = True
    language: Language = "en"

    def _group(self, position: int) -> Iterator[tuple[Group, int]]:
        """The ways to read a verb with its helpers; finite."""
        self.step()
        for adverbs, negation, start in self._adverbs(position):
            found = self._finite(start)
            # They no longer let us: not yesterday
            for group, after in sorted(found, key=_in_the_past) if negation == "no longer" else found:
                if negation and group.negation:
                    continue
                yield replace(group, adverbs=(*adverbs, *group.adverbs), negation=negation or group.negation), after

    def _finite(self, position: int) -> Iterator[tuple[Group, int]]:
        word = self.at(position)
        for adverbs, negation, start in self._adverbs(position + 1):
            if word in ("may", "might") and negation:
                # We may not win: nobody is forbidden to
                yield from self._base(start, Group("", "future", negation, adverbs=(*adverbs, "maybe")))
            elif word in MODALS and not (word == "would" and self.at(start) in ("like", "love")):
                tense, modal = MODALS[word]
                yield from self._base(start, Group("", tense, negation, modal, adverbs=adverbs))
            if word == "would" and self.at(start) in ("like", "love") and not negation:
                # would like to: a wish said politely
                yield Group("want", "conditional", adverbs=adverbs), start + 1
            if word in DO:
                group = Group("", DO[word], negation, adverbs=adverbs)
                if negation:
                    if self.at(start) == "have" and self.at(start + 1) == "to":
                        yield from self._base(start + 2, replace(group, modal="have to"))
                    for verb, after in self._verb(start, ("<inf>",)):
                        yield replace(group, verb=verb), after
                else:
                    for verb, after in self._verb(start, ("<inf>",)):
                        yield replace(group, verb=verb), after
            if word in HAVE:
                group = Group("", HAVE[word], negation, adverbs=adverbs)
                if self.at(start) == "been":
                    for verb, after in self._verb(start + 1, ("<pp>",)):
                        yield replace(group, verb=verb, is_passive=True), after
                    for verb, after in self._verb(start + 1, ("<ger>",)):
                        yield replace(group, verb=verb, progressive=True), after
                for verb, after in self._verb(start, ("<pp>",)):
                    yield replace(group, verb=verb), after
                if self.at(start) == "to" and not negation:
                    of_have: Tense = "past" if word == "had" else "present"
                    yield from self._base(start + 1, Group("", of_have, modal="have to", adverbs=adverbs))
            if word in BE:
                group = Group("", BE[word], negation, adverbs=adverbs)
                if self.at(start) == "going" and self.at(start + 1) == "to":
                    near = replace(group, tense="near" if group.tense == "present" else "conditional")
                    yield from self._base(start + 2, near)
                if self.at(start) == "able" and self.at(start + 1) == "to":
                    yield from self._base(start + 2, replace(group, modal="can"))
                if self.at(start) == "supposed" and self.at(start + 1) == "to":
                    supposed: Tense = "imperfect" if group.tense == "past" else "conditional"
                    yield from self._base(start + 2, replace(group, tense=supposed, modal="should"))
                if self.at(start) == "getting":
                    for verb, after in self._verb(start + 1, ("<pp>",)):
                        yield replace(group, verb=verb, is_passive=True, progressive=True), after
                if self.at(start) == "being":
                    for verb, after in self._verb(start + 1, ("<pp>",)):
                        yield replace(group, verb=verb, is_passive=True, progressive=True), after
                if self.at(start) not in _STATES:
                    for verb, after in self._verb(start, ("<pp>",)):
                        yield replace(group, verb=verb, is_passive=True), after
                for verb, after in self._verb(start, ("<ger>",)):
                    yield replace(group, verb=verb, progressive=True), after
        if word in ("got", "get", "gets"):
            for verb, after in self._verb(position + 1, ("<pp>",)):
                yield Group(verb, "past" if word == "got" else "present", is_passive=True), after
        if word in _FAIL and self.at(position + 1) == "to":
            yield from self._base(position + 2, Group("", _FAIL[word], "not"))
        if word in _KEEP and self.at(position + 1) != "going":
            still = Group("", _KEEP[word], progressive=True, adverbs=("still",))
            for verb, after in self._verb(position + 1, ("<ger>",)):
                yield replace(still, verb=verb), after
            if self.at(position + 1) == "being":
                for verb, after in self._verb(position + 2, ("<pp>",)):
                    yield replace(still, verb=verb, is_passive=True, progressive=False), after
        if word in _CONTINUE and self.at(position + 1) == "to":
            for group, after in self._base(position + 2, Group("", _CONTINUE[word], adverbs=("still",))):
                yield replace(group, progressive=not group.is_passive), after
        if word == "used" and self.at(position + 1) == "to":
            yield from self._base(position + 2, Group("", "imperfect"))
        for verb, after in self._verb(position, ("<past>",)):
            yield Group(verb, "past"), after
        if word in BE:
            for adverbs, negation, start in self._adverbs(position + 1):
                yield Group("be", BE[word], negation, adverbs=adverbs), start
        if word in ("had", "has", "have", "got", "gets", "get"):
            yield Group("have done", "past" if word in ("had", "got") else "present"), position + 1
        for verb, after in self._verb(position, ("<pri><p3><sg>",)):
            yield Group(verb, "present", person="3s"), after
        for verb, after in self._verb(position, ("<inf>",)):
            yield Group(verb, "present", person="p"), after

    def _base(self, position: int, group: Group) -> Iterator[tuple[Group, int]]:
        if self.at(position) in ("be", "get"):
            for verb, after in self._verb(position + 1, ("<pp>",)):
                yield replace(group, verb=verb, is_passive=True), after
            if self.at(position) == "be":
                for verb, after in self._verb(position + 1, ("<ger>",)):
                    yield replace(group, verb=verb, progressive=True), after
        if self.words[position : position + 3] == ["be", "able", "to"] and group.modal in ("", "can"):
            # will be able to come, may not be able to come
            perhaps = "may" in self.words[max(0, position - 2) : position]
            able = replace(group, modal="can", tense="conditional" if perhaps else group.tense)
            yield from self._base(position + 3, able)
        if self.at(position) == "get" or (self.at(position) == "have" and not group.modal):
            yield replace(group, verb="have done"), position + 1
        if self.at(position) == "have" and self.at(position + 1) == "to" and group.modal in ("", "should"):
            yield from self._base(position + 2, replace(group, modal=group.modal or "have to"))
        if self.at(position) == "have" and (
            (group.tense == "conditional" and group.modal in ("", "should", "can"))
            or (self.at(position - 1) == "may" and group.modal == "can")
            or (group.tense == "past" and group.modal == "can")
            or (group.tense == "present" and group.modal == "must")
        ):
            tense: Tense = "present" if group.modal == "must" else "conditional"
            had = replace(group, tense=tense, adverbs=(*group.adverbs, "have"))
            if self.at(position + 1) == "been":
                for verb, after in self._verb(position + 2, ("<pp>",)):
                    yield replace(had, verb=verb, is_passive=True), after
            for verb, after in self._verb(position + 1, ("<pp>",)):
                yield replace(had, verb=verb), after
        if self.at(position) == "have" and group.tense == "present" and not group.modal:
            # claims to have signed
            if self.at(position + 1) == "been":
                for verb, after in self._verb(position + 2, ("<pp>",)):
                    yield replace(group, verb=verb, tense="perfect", is_passive=True), after
            for verb, after in self._verb(position + 1, ("<pp>",)):
                yield replace(group, verb=verb, tense="perfect"), after
        for verb, after in self._verb(position, ("<inf>",)):
            yield replace(group, verb=verb), after

    def _adverbs(self, position: int) -> Iterator[tuple[tuple[str, ...], Negation, int]]:
        adverbs: list[str] = []
        negation: Negation = ""
        while True:
            word = self.at(position)
            if word == "not" and not negation:
                negation = "not"
            elif word == "never" and not negation:
                negation = "never"
            elif word == "no" and self.at(position + 1) == "longer" and not negation:
                negation, position = "no longer", position + 1
            elif word == "even" and (negation or self.at(position + 1) == "not"):
                adverbs.append("even")
            elif word == "all" and self.at(position - 1) in ("we", "you", "they", "have", "were", "are"):
                adverbs.append("all")
            elif word == "ever" and position and not _EVER.isdisjoint(self.words[:position]):
                pass
            elif word == "almost" and self.at(position + 1) in self.verbs.read:
                adverbs.append("almost")
            elif word in INNER or (word == "just" and self.at(position + 1) not in ("a", "the", "one")):
                adverbs.append(word)
            elif word.endswith("ly") and (manner := self._manner(position)):
                adverbs.append(manner)
            else:
                break
            position += 1
        yield tuple(adverbs), negation, position

    def _manner(self, position: int) -> str:
        """Illegally fired: what other languages say behind the verb."""
        return next((name for name, after in self.listed("adv", position) if after == position + 1), "")

    def _verb(self, position: int, tags: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        for lemma, tag in self.verbs.read.get(self.at(position), ()):
            if tag in tags:
                yield lemma, position + 1


def _in_the_past(found: tuple[Group, int]) -> bool:
    return found[0].tense == "past"
