"""English sentences read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.core.model import Language
from bot.translation.clauses.meaning import Adjunct, Clause, Frame, Negation, Pattern, Tense, Thing, pair, pronoun
from bot.translation.clauses.reading import SPANS, Reader

_SUBJECTS = {
    "i": pronoun(1), "you": pronoun(2), "he": pronoun(3, "m"), "she": pronoun(3, "f"), "it": pronoun(3, "n"),
    "we": pronoun(1, plural=True), "they": pronoun(3, plural=True),
}  # fmt: skip
_OBJECTS = {
    "me": pronoun(1), "you": pronoun(2), "him": pronoun(3, "m"), "her": pronoun(3, "f"), "it": pronoun(3, "n"),
    "us": pronoun(1, plural=True), "them": pronoun(3, plural=True),
}  # fmt: skip
_OWNERS = {"my": "1s", "our": "1p", "your": "2s", "his": "3m", "her": "3f", "its": "3n", "their": "3p"}
_INDEFINITE = {
    "nobody": "nobody", "someone": "somebody", "somebody": "somebody", "everyone": "everybody",
    "everybody": "everybody", "nothing": "nothing", "something": "something", "everything": "everything",
}  # fmt: skip
_ANY = {"anyone": ("nobody", "somebody"), "anybody": ("nobody", "somebody"), "anything": ("nothing", "something")}
_DETERMINERS = {
    "the": "the", "a": "a", "an": "a", "this": "this", "that": "that", "these": "this", "those": "that", "no": "no",
    "all": "all", "some": "some", "many": "many", "several": "several", "another": "another", "each": "each",
    "every": "each", "most": "most", "few": "few", "both": "both",
}  # fmt: skip
_MODALS: Mapping[str, tuple[Tense, str]] = {
    "will": ("future", ""), "would": ("conditional", ""), "can": ("present", "can"), "could": ("past", "can"),
    "must": ("present", "must"), "should": ("conditional", "should"), "may": ("present", "can"),
    "might": ("conditional", "can"),
}  # fmt: skip
_BE: Mapping[str, Tense] = {"am": "present", "is": "present", "are": "present", "was": "past", "were": "past"}
_HAVE: Mapping[str, Tense] = {"have": "perfect", "has": "perfect", "had": "pluperfect"}
_THERE: tuple[tuple[tuple[str, ...], Tense], ...] = (
    (("there", "is"), "present"), (("there", "are"), "present"), (("there", "was"), "past"), (("there", "were"), "past"),
    (("there", "will", "be"), "future"), (("there", "has", "been"), "perfect"), (("there", "have", "been"), "perfect"),
    (("there", "had", "been"), "pluperfect"), (("there", "would", "be"), "conditional"),
)  # fmt: skip
_PREPOSITIONS = frozenset("with of for without by about against after before".split())
_DO: Mapping[str, Tense] = {"do": "present", "does": "present", "did": "past"}


@dataclass(frozen=True, slots=True)
class _Group:
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


class EnglishReader(Reader):
    language: Language = "en"
    _denied = False
    """Whether `anybody` is nobody here."""

    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for before, start in self._before(position):
            if is_question:
                yield from self._question(start, before)
            else:
                for clause, after in self._cleft(start):
                    yield replace(clause, before=before), after
                for clause, after in self.clause(start):
                    yield replace(clause, before=before), after
                for clause, after in self._order(start):
                    yield replace(clause, before=before), after

    def _cleft(self, position: int) -> Iterator[tuple[Clause, int]]:
        """it was the supervisor who hit him"""
        if self.at(position) != "it" or self.at(position + 1) not in ("is", "was"):
            return
        negative = self.at(position + 2) == "not"
        for role in ("O", "S"):
            for subject, after in self.thing(position + 2 + negative, role):
                if subject.clause is None and self.at(after) in ("who", "that"):
                    for clause, end in self.predicate(after + 1, subject):
                        yield replace(clause, cleft="no" if negative else "yes"), end

    def short(self, position: int) -> Iterator[tuple[Thing, int]]:
        """the union did not"""
        for subject, after in self.thing(position, "S"):
            if self.at(after) in (*_DO, *_BE, *_HAVE, *_MODALS) and self.at(after + 1) == "not":
                if after + 2 == len(self.words):
                    yield subject, after + 2

    def bare(self, position: int) -> Iterator[tuple[Clause, int]]:
        for verb, after in self._verb(position, ("<inf>",)):
            yield from self._completed(_Group(verb), after, None)

    def predicate(self, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]:
        for group, after in self._group(position):
            yield from self._completed(group, after, subject)

    def subordinate(self, position: int, kind: str, name: str) -> Iterator[tuple[Clause, int]]:
        del kind
        denied, self._denied = self._denied, name in ("without", "unless", "before")
        yield from self.clause(position)
        self._denied = denied

    def infinitival(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        for name, after in self.listed("inf", position):
            negation: Negation = "not" if self.at(after) == "not" else ""
            start = after + bool(negation)
            forms = ("<inf>",) if name == "to" else ("<ger>",)
            passive = self.at(start) == "being" and name != "to"
            denied, self._denied = self._denied, name in ("without", "before", "instead of") or bool(negation)
            if passive:
                for verb, end in self._verb(start + 1, ("<pp>",)):
                    group = _Group(verb, negation=negation, is_passive=True)
                    yield from self._adjuncts_of(name, group, end)
            for verb, end in self._verb(start, forms):
                yield from self._adjuncts_of(name, _Group(verb, negation=negation), end)
            if name == "without" and not passive:
                yield from self._without_somebody(after)
            self._denied = denied

    def _without_somebody(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """without anyone telling us"""
        for who, after in self.thing(position, "O"):
            for verb, end in self._verb(after, ("<ger>",)):
                for clause, last in self._completed(_Group(verb), end, who):
                    yield Adjunct("without", clause=clause), last

    def _adjuncts_of(self, name: str, group: _Group, position: int) -> Iterator[tuple[Adjunct, int]]:
        for clause, end in self._completed(group, position, None):
            yield Adjunct(name, clause=clause), end

    def duration(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        if self.at(position) == "for":
            for thing, after in self.thing(position + 1, "X"):
                if thing.word in SPANS and thing.det.startswith(("number:", "a")):
                    yield Adjunct("duration", thing=thing), after
        for thing, after in self.thing(position, "X"):
            if thing.word in SPANS and thing.det.startswith(("number:", "a")) and self.at(after) == "ago":
                yield Adjunct("ago", thing=thing), after + 1

    def thing(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        self.step()
        for first, after in self._single(position, role):
            if self.at(after) in ("and", "or") and first.kind != "pronoun":
                for second, end in self._single(after + 1, role):
                    yield pair(first, second, self.at(after)), end
            yield first, after
        if self.at(position) == "neither":
            for first, after in self._single(position + 1, role):
                if self.at(after) == "nor":
                    for second, end in self._single(after + 1, role):
                        yield pair(first, second, "nor"), end

    def _single(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        if word == "only" or (word == "just" and role == "S"):
            for thing, after in self._single(position + 1, role):
                yield replace(thing, only=True), after
            return
        pronouns = _SUBJECTS if role == "S" else _OBJECTS
        if word in pronouns:
            yield pronouns[word], position + 1
        if word in _INDEFINITE:
            yield from self._with_clause(pronoun(word=_INDEFINITE[word]), position + 1)
        if word in ("that", "this") and role != "S" and self.at(position + 1) in ("", ",", "and", "but"):
            yield pronoun(3, "n", "that"), position + 1
        if word == "no" and self.at(position + 1) == "one":
            yield from self._with_clause(pronoun(word="nobody"), position + 2)
        if word in _ANY:
            denied, otherwise = _ANY[word]
            if self.at(position + 1) == "who" and not self._denied:
                yield from self._with_clause(pronoun(word="anyone"), position + 1)
            yield from self._with_clause(pronoun(word=denied if self._denied else otherwise), position + 1)
        yield from self._part(position)
        if word in ("those", "the") and (word == "those" or self.at(position + 1) in ("one", "ones")):
            start = position + (1 if word == "those" else 2)
            plural = word == "those" or self.at(position + 1) == "ones"
            for thing, after in self._with_clause(Thing("pronoun", "the one", plural=plural), start):
                if thing.clause is not None:
                    yield thing, after
        for thing, after in self.name(position):
            yield thing, after
        yield from self._noun_phrase(position)

    def _part(self, position: int) -> Iterator[tuple[Thing, int]]:
        """three of the workers, none of us"""
        starts: list[tuple[str, int]] = [(f"number:{number}", after) for number, after in self.number(position)]
        word = self.at(position)
        if word in ("none", "some", "many", "most", "several", "all", "one", "each", "few", "both", "half"):
            starts.append(({"none": "no"}.get(word, word), position + 1))
        if word == "not" and self.at(position + 1) == "one":
            starts.append(("no", position + 2))
        for det, after in starts:
            alone = det.startswith("number:") or det == "one"
            if alone and self.at(after) != "of" and not any(True for _ in self.nouns(after)):
                # one was suspended
                of_people = "number:one" if det in ("one", "number:one", "number:1") else det
                yield Thing("noun", "people", plural=of_people != "number:one", det=of_people), after
            if self.at(after) == "of":
                for whole, end in self._single(after + 1, "O"):
                    if (whole.plural or det == "half") and whole.kind in ("noun", "pronoun"):
                        yield Thing("part", plural=det not in ("no", "one", "each"), det=det, whose=whole), end
            elif det == "half" and self.at(after) in ("the", "my", "our", "their", "his", "her"):
                for whole, end in self._single(after, "O"):
                    yield Thing("part", det=det, whose=whole), end

    def _noun_phrase(self, position: int) -> Iterator[tuple[Thing, int]]:
        for det, start in self._determiner(position):
            for adjectives, after in self._adjectives(start):
                for name, plural, end in self.nouns(after):
                    form = self.lists.nouns[name].form("en")
                    bare = not det and not (plural or form.number) and self.at(position - 1) not in _PREPOSITIONS
                    if bare or (det in ("a", "another", "each") and plural):
                        continue
                    if det.startswith("number:") and not plural and det not in ("number:one", "number:1"):
                        continue
                    # management threatened us
                    one_body = not det and form.number == "sg" and self.lists.nouns[name].is_somebody
                    thing = Thing("noun", name, plural=plural, det="the" if one_body else det, adjectives=adjectives)
                    yield from self._owned(thing, end)

    def _owned(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """the company's lawyer; the lawyer of the company; the workers who signed"""
        if self.at(position) == "'s":
            for adjectives, after in self._adjectives(position + 1):
                for name, plural, end in self.nouns(after):
                    owned = Thing("noun", name, plural=plural, det="the", adjectives=adjectives, whose=thing)
                    yield from self._with_clause(owned, end)
        if self.at(position) == "of":
            for owner, after in self._single(position + 1, "O"):
                if owner.kind in ("noun", "name"):
                    yield replace(thing, whose=owner), after
        for place in ("at", "in", "on", "from"):
            if self.at(position) == place:
                for owner, after in self._noun_phrase(position + 1):
                    if owner.word in ("plant", "factory", "night_shift", "day_shift", "shift", "line", "warehouse"):
                        yield replace(thing, whose=owner), after
        yield from self._with_clause(thing, position)

    def _with_clause(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        if word in ("who", "that", "which", "whom"):
            for group, after in self._group(position + 1):
                for clause, end in self._completed(group, after, replace(thing, only=False)):
                    yield replace(thing, clause=clause, clause_role="S"), end
        if thing.word in SPANS and thing.det == "the":
            for clause, end in self.clause(position + (word in ("that", "when"))):
                yield replace(thing, clause=clause, clause_role="T"), end
        start = position + (word in ("who", "that", "which", "whom"))
        if thing.kind == "noun" or thing.word == "the one":
            for subject, after in self._bare_subject(start):
                for group, verb_end in self._group(after):
                    for clause, end in self._completed(group, verb_end, subject, gap=thing):
                        yield replace(thing, clause=clause, clause_role="O"), end
        yield thing, position

    def _bare_subject(self, position: int) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        if word in _SUBJECTS:
            yield _SUBJECTS[word], position + 1
        elif word in ("the", "my", "our"):
            for det, start in self._determiner(position):
                for name, plural, end in self.nouns(start):
                    yield Thing("noun", name, plural=plural, det=det), end

    def _determiner(self, position: int) -> Iterator[tuple[str, int]]:
        word = self.at(position)
        if word in _OWNERS:
            yield f"of:{_OWNERS[word]}", position + 1
            for number, after in self.number(position + 1):
                yield f"of:{_OWNERS[word]};number:{number}", after
        if word in _DETERMINERS:
            if word == "all" and self.at(position + 1) == "the":
                yield "all", position + 2
            if word == "both" and self.at(position + 1) == "the":
                yield "both", position + 2
            yield _DETERMINERS[word], position + 1
            if word in ("the", "these", "those"):
                for number, after in self.number(position + 1):
                    yield f"{_DETERMINERS[word]};number:{number}", after
        if word == "any":
            yield "no" if self._denied else "any", position + 1
        if word == "not" and self.at(position + 1) in ("one", "a") and self.at(position + 2) != "of":
            yield "no", position + (3 if self.at(position + 2) == "single" else 2)
        for number, after in self.number(position):
            yield f"number:{number}", after
        if word == "one":
            yield "number:one", position + 1
        yield "", position

    def _adjectives(self, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        for name, after in self.listed("adj", position):
            for others, end in self._adjectives(after):
                yield (name, *others), end
        yield (), position

    def _there_is(self, position: int) -> Iterator[tuple[Clause, int]]:
        words = self.words[position : position + 4]
        for said, tense in _THERE:
            if words[: len(said)] == list(said):
                after = position + len(said)
                negation: Negation = "not" if self.at(after) == "not" else ""
                denied, self._denied = self._denied, bool(negation)
                yield from self.existing(after + bool(negation), tense, negation)
                self._denied = denied
        if words[:3] == ["there", "will", "not"] and words[3:] == ["be"]:
            yield from self.existing(position + 4, "future", "not")

    def clause(self, position: int) -> Iterator[tuple[Clause, int]]:
        self.step()
        if self.at(position) == "there":
            yield from self._there_is(position)
        denied = self._denied
        for subject, after in self.thing(position, "S"):
            for group, end in self._group(after):
                if _agree(group, subject):
                    yield from self._completed(group, end, subject)
        self._denied = denied

    def _order(self, position: int) -> Iterator[tuple[Clause, int]]:
        negation: Negation = ""
        start = position
        if self.at(start) in ("please", "do") and self.at(start + 1) != "not":
            start += 1
        if self.at(start) == "do" and self.at(start + 1) == "not":
            negation, start = "not", start + 2
        elif self.at(start) == "never":
            negation, start = "never", start + 1
        for verb, after in self._verb(start, ("<inf>",)):
            for clause, end in self._completed(_Group(verb, negation=negation), after, pronoun(2)):
                yield replace(clause, mood="order"), end

    def _question(self, position: int, before: tuple[Adjunct, ...]) -> Iterator[tuple[Clause, int]]:
        asked = {"who": "S", "when": "when", "where": "where", "why": "why", "how": "how"}.get(self.at(position), "")
        if asked == "S":
            who = pronoun(word="who")
            for group, after in self._group(position + 1):
                for clause, end in self._completed(group, after, who):
                    yield replace(clause, mood="question", asked="S", before=before), end
        start = position + bool(asked)
        if self.at(start) not in _DO and self.at(start) not in _BE and self.at(start) not in _HAVE:
            if self.at(start) not in _MODALS:
                return
        for subject, after in self.thing(start + 1, "S"):
            # Read as a statement: the first word behind the subject.
            words, raw = self.words, self.raw
            moved = [*words[:start], *words[start + 1 : after], words[start], *words[after:]]
            self.words = moved
            self.raw = [*raw[:start], *raw[start + 1 : after], raw[start], *raw[after:]]
            try:
                found = [
                    (clause, end)
                    for group, verb_end in self._group(after - 1)
                    for clause, end in self._completed(group, verb_end, subject)
                ]
            finally:
                self.words, self.raw = words, raw
            for clause, end in found:
                yield replace(clause, mood="question", asked="" if asked == "S" else asked, before=before), end

    def _before(self, position: int) -> Iterator[tuple[tuple[Adjunct, ...], int]]:
        yield (), position
        for adjunct, after in self.adjunct(position):
            if self.at(after) == ",":
                yield (adjunct,), after + 1
            elif adjunct.clause is None and adjunct.thing is None:
                yield (adjunct,), after

    def _group(self, position: int) -> Iterator[tuple[_Group, int]]:
        """The ways to read a verb with its helpers; finite."""
        self.step()
        for adverbs, negation, start in self._adverbs(position):
            for group, after in self._finite(start):
                if negation and group.negation:
                    continue
                yield replace(group, adverbs=(*adverbs, *group.adverbs), negation=negation or group.negation), after

    def _finite(self, position: int) -> Iterator[tuple[_Group, int]]:
        word = self.at(position)
        for adverbs, negation, start in self._adverbs(position + 1):
            if word in _MODALS:
                tense, modal = _MODALS[word]
                yield from self._base(start, _Group("", tense, negation, modal, adverbs=adverbs))
            if word in _DO:
                group = _Group("", _DO[word], negation, adverbs=adverbs)
                if negation:
                    if self.at(start) == "have" and self.at(start + 1) == "to":
                        yield from self._base(start + 2, replace(group, modal="have to"))
                    for verb, after in self._verb(start, ("<inf>",)):
                        yield replace(group, verb=verb), after
                else:
                    for verb, after in self._verb(start, ("<inf>",)):
                        yield replace(group, verb=verb), after
            if word in _HAVE:
                group = _Group("", _HAVE[word], negation, adverbs=adverbs)
                if self.at(start) == "been":
                    for verb, after in self._verb(start + 1, ("<pp>",)):
                        yield replace(group, verb=verb, is_passive=True), after
                    for verb, after in self._verb(start + 1, ("<ger>",)):
                        yield replace(group, verb=verb, progressive=True), after
                for verb, after in self._verb(start, ("<pp>",)):
                    yield replace(group, verb=verb), after
                if self.at(start) == "to" and not negation:
                    of_have: Tense = "past" if word == "had" else "present"
                    yield from self._base(start + 1, _Group("", of_have, modal="have to", adverbs=adverbs))
            if word in _BE:
                group = _Group("", _BE[word], negation, adverbs=adverbs)
                if self.at(start) == "going" and self.at(start + 1) == "to":
                    near = replace(group, tense="near" if group.tense == "present" else "conditional")
                    yield from self._base(start + 2, near)
                if self.at(start) == "being":
                    for verb, after in self._verb(start + 1, ("<pp>",)):
                        yield replace(group, verb=verb, is_passive=True, progressive=True), after
                for verb, after in self._verb(start, ("<pp>",)):
                    yield replace(group, verb=verb, is_passive=True), after
                for verb, after in self._verb(start, ("<ger>",)):
                    yield replace(group, verb=verb, progressive=True), after
        if word in ("got", "get", "gets"):
            for verb, after in self._verb(position + 1, ("<pp>",)):
                yield _Group(verb, "past" if word == "got" else "present", is_passive=True), after
        if word == "used" and self.at(position + 1) == "to":
            yield from self._base(position + 2, _Group("", "imperfect"))
        for verb, after in self._verb(position, ("<past>",)):
            yield _Group(verb, "past"), after
        if word in _BE:
            for adverbs, negation, start in self._adverbs(position + 1):
                yield _Group("be", _BE[word], negation, adverbs=adverbs), start
        if word in ("had", "has", "have"):
            yield _Group("have done", "past" if word == "had" else "present"), position + 1
        for verb, after in self._verb(position, ("<pri><p3><sg>",)):
            yield _Group(verb, "present", person="3s"), after
        for verb, after in self._verb(position, ("<inf>",)):
            yield _Group(verb, "present", person="p"), after

    def _base(self, position: int, group: _Group) -> Iterator[tuple[_Group, int]]:
        if self.at(position) in ("be", "get"):
            for verb, after in self._verb(position + 1, ("<pp>",)):
                yield replace(group, verb=verb, is_passive=True), after
            if self.at(position) == "be":
                for verb, after in self._verb(position + 1, ("<ger>",)):
                    yield replace(group, verb=verb, progressive=True), after
        if self.at(position) == "have" and self.at(position + 1) == "to" and not group.modal:
            yield from self._base(position + 2, replace(group, modal="have to"))
        if self.at(position) == "have" and group.tense == "conditional" and not group.modal:
            for verb, after in self._verb(position + 1, ("<pp>",)):
                yield replace(group, verb=verb, adverbs=(*group.adverbs, "have")), after
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
            elif word in ("already", "also", "always", "still", "finally", "only"):
                adverbs.append(word)
            else:
                break
            position += 1
        yield tuple(adverbs), negation, position

    def _verb(self, position: int, tags: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        for lemma, tag in self.verbs.read.get(self.at(position), ()):
            if tag in tags:
                yield lemma, position + 1

    def _completed(
        self,
        group: _Group,
        position: int,
        subject: Thing | None,
        *,
        gap: Thing | None = None,
    ) -> Iterator[tuple[Clause, int]]:
        """The clause with its objects, and what else it says. `gap`: its object stands before it."""
        if group.verb == "have done":
            yield from self._having_done(group, position, subject)
            return
        denied = self._denied
        self._denied = denied or bool(group.negation)
        for frame, pattern in self.lists.by_verb["en"].get(group.verb, ()):
            for roles, promoted, after in self._filled(group, pattern, position, gap):
                for clause, end in self._with_adjuncts(frame, group, roles, promoted, after, subject):
                    if gap is not None and not promoted and "gap" not in _given(clause, gap):
                        continue
                    yield clause, end
        self._denied = denied

    def _having_done(self, group: _Group, position: int, subject: Thing | None) -> Iterator[tuple[Clause, int]]:
        """had my brother fired: made others do it"""
        frame = next(frame for frame in self.lists.frames if frame.name == "have_done")
        for thing, after in self.thing(position, "O"):
            for verb, end in self._verb(after, ("<pp>",)):
                for done, last in self._completed(_Group(verb, is_passive=True), end, thing):
                    if done.passive == "O" and done.subject is None:
                        inner = replace(done, passive="", adjuncts=())
                        yield Clause(frame, group.tense, subject, {"C": inner}, adjuncts=done.adjuncts), last

    def _filled(
        self, group: _Group, pattern: Pattern, position: int, gap: Thing | None
    ) -> Iterator[tuple[dict[str, Thing | Clause | Adjunct], str, int]]:
        promoted = ""
        items = list(pattern.items)
        if group.is_passive:
            promoted = next((role for role, mark in items if role in ("O", "R") and not mark.strip(":oa")), "")
            if not promoted:
                return
            items = [item for item in items if item[0] != promoted]
        yield from self._items(items, position, {}, promoted, gap)

    def _items(
        self,
        items: list[tuple[str, str]],
        position: int,
        roles: dict[str, Thing | Clause | Adjunct],
        promoted: str,
        gap: Thing | None,
    ) -> Iterator[tuple[dict[str, Thing | Clause | Adjunct], str, int]]:
        self.step()
        if not items:
            yield roles, promoted, position
            return
        (role, mark), *rest = items
        if not role:
            if self.at(position) == mark:
                yield from self._items(rest, position + 1, roles, promoted, gap)
            return
        mark = "" if mark.startswith(":") else mark
        if role == "C":
            for clause, after in self._complement(mark, position):
                yield from self._items(rest, after, {**roles, "C": clause}, promoted, gap)
            return
        if gap is not None and role in ("O", "R") and not mark:
            yield from self._items(rest, position, {**roles, role: gap}, promoted, None)
        start = position
        if mark:
            words = mark.split()
            if self.words[position : position + len(words)] != words:
                return
            start += len(words)
        for thing, after in self.thing(start, role):
            yield from self._items(rest, after, {**roles, role: thing}, promoted, gap)

    def _complement(self, mark: str, position: int) -> Iterator[tuple[Clause, int]]:
        negation: Negation = ""
        if mark == "that":
            yield from self.clause(position + (self.at(position) == "that"))
            return
        if self.at(position) == "not":
            negation, position = "not", position + 1
        denied, self._denied = self._denied, self._denied or bool(negation)
        if mark == "wh":
            word = self.at(position)
            if word == "who":
                for group, after in self._group(position + 1):
                    for clause, end in self._completed(group, after, pronoun(word="who")):
                        yield replace(clause, asked="S"), end
            elif word in ("why", "when", "where", "how"):
                for clause, end in self.clause(position + 1):
                    yield replace(clause, asked=word), end
            elif word in ("if", "whether"):
                for clause, end in self.clause(position + 1):
                    yield replace(clause, asked="if"), end
        elif mark in ("", "to"):
            if mark and self.at(position) != "to":
                self._denied = denied
                return
            start = position + bool(mark)
            for group, after in self._base(start, _Group("", negation=negation)):
                yield from self._completed(group, after, None)
        elif self.at(position) == mark or mark == "of":
            start = position + (self.at(position) == mark)
            if self.at(start) == "having":
                for verb, after in self._verb(start + 1, ("<pp>",)):
                    yield from self._completed(_Group(verb, "perfect", negation), after, None)
            for verb, after in self._verb(start, ("<ger>",)):
                yield from self._completed(_Group(verb, negation=negation), after, None)
        self._denied = denied

    def _with_adjuncts(
        self,
        frame: Frame,
        group: _Group,
        roles: dict[str, Thing | Clause | Adjunct],
        promoted: str,
        position: int,
        subject: Thing | None,
    ) -> Iterator[tuple[Clause, int]]:
        clause = Clause(
            frame, group.tense, subject, roles, group.negation, promoted, group.progressive, group.modal, group.adverbs
        )
        if frame.is_state and group.tense == "past":
            clause = replace(clause, tense="imperfect")
        starts: list[tuple[Clause, int]] = [(clause, position)]
        if promoted:
            # The subject of the sentence is what it was done to.
            done = replace(clause, subject=None, roles={**roles, promoted: subject} if subject else roles)
            starts = [(done, position)]
            if self.at(position) == "by":
                starts = [
                    (replace(done, subject=agent), after) for agent, after in self.thing(position + 1, "O")
                ] + starts
        for start, after in starts:
            if not self.suits(start):
                continue
            for adjuncts, end in self.adjuncts(after):
                end_negation = start.negation
                if self.at(end) == "yet" and end_negation == "not":
                    yield replace(start, negation="not yet", adjuncts=adjuncts), end + 1
                elif self.at(end) == "anymore" and end_negation == "not":
                    yield replace(start, negation="no longer", adjuncts=adjuncts), end + 1
                yield replace(start, adjuncts=adjuncts), end
                for contrast, last in self._contrast(end, start):
                    yield replace(start, adjuncts=(*adjuncts, contrast)), last

    def _contrast(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]:
        """…, not by the company; …, not the union"""
        start = position + (self.at(position) == ",")
        if self.at(start) != "not":
            return
        word = self.at(start + 1)
        same = clause.thing("O")
        for number, after in self.number(start + 1):
            if after == len(self.words) and same is not None and same.det.startswith("number:"):
                yield Adjunct("contrast", thing=Thing("name", det=f"number:{number}")), after
                return
        role = {"by": "agent", "to": "R", "for": "for", "with": "with", "against": "against"}.get(word, "")
        for thing, after in self.thing(start + 1 + bool(role), "O"):
            if role:
                yield Adjunct("contrast", thing=thing, number=role), after
            elif not clause.passive:
                is_object = clause.thing("O") is not None and not clause.adjuncts
                yield Adjunct("contrast", thing=thing, number="O" if is_object else "S"), after


def _agree(group: _Group, subject: Thing) -> bool:
    """She quits, they quit; `she quit` is in the past."""
    plural = subject.plural or (subject.kind in ("pronoun", "name") and subject.person != 3) or subject.kind == "name"
    return not group.person or subject.kind == "name" or (group.person == "p") == plural


def _given(clause: Clause, gap: Thing) -> tuple[str, ...]:
    return ("gap",) if any(each is gap for each in clause.roles.values()) else ()
