"""A French verb with its helpers, and what denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from bot.core.model import Language
from bot.translation.clauses.meaning import Negation, Tense, Thing, pronoun
from bot.translation.clauses.read_romance import RomanceReader
from bot.translation.clauses.romance_group import Group

_TENSES: Mapping[str, Tense] = {
    "pri": "present", "pii": "imperfect", "fti": "future", "cni": "conditional", "prs": "present",
}  # fmt: skip
_FINITE = re.compile(r"^<(pri|pii|fti|cni|prs)><p([123])><(sg|pl)>$")
_PARTICIPLE = re.compile(r"^<pp><(m|f)><(sg|pl)>$")
CLITICS: Mapping[str, tuple[Thing, str]] = {
    "me": (pronoun(1), "any"), "te": (pronoun(2), "any"), "nous": (pronoun(1, plural=True), "any"),
    "vous": (pronoun(2, plural=True), "any"), "le": (pronoun(3, "m"), "acc"), "la": (pronoun(3, "f"), "acc"),
    "l'": (pronoun(3), "acc"), "les": (pronoun(3, plural=True), "acc"), "lui": (pronoun(3), "dat"),
    "leur": (pronoun(3, plural=True), "dat"), "se": (pronoun(3), "dat"),
    "y": (pronoun(3, "n"), "there"), "en": (pronoun(3, "n"), "of it"),
}  # fmt: skip
_WITH_BE = frozenset(
    "aller venir arriver partir sortir entrer revenir retourner rester devenir tomber mourir décéder naître rentrer monter passer débarquer repartir ressortir repasser survenir intervenir redevenir"
    " descendre redescendre remonter parvenir".split()
)
_THERE_BY_NOW, _WHERE_TO = (
    frozenset("rendu rendue rendus rendues".split()),
    frozenset("à dans chez sur en là ici".split()),
)
_COUNTED = frozenset("heures jours semaines quarts samedis dimanches".split())
"""Plus d'heures: more of them."""
STATES = frozenset("broken closed open blocked locked injured".split())
"""What a participle says of a thing as an adjective does."""
_INNER = {
    "déjà": "already", "encore": "still", "toujours": "still", "aussi": "also", "enfin": "finally",
    "finalement": "finally", "seulement": "only", "juste": "only",
}  # fmt: skip


_OWN = {(3, False): "se", (3, True): "se", (1, False): "me", (1, True): "nous", (2, True): "vous", (2, False): "te"}


class FrenchHelpers(RomanceReader):
    language: Language = "fr"

    CLITICS = CLITICS
    _names_in_small_letters = True

    TO, OF, BY = "à", "de", "par"

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
        while self.at(position) in CLITICS and len(found) < 3:
            found.append(self.at(position))
            position += 1
        yield tuple(found), position

    def _finite_forms(self, word: str) -> Iterator[tuple[str, int, bool, str]]:
        readings = []
        if word not in self.verbs.read and "aie" in word:
            # paiera is also payera
            word = word.replace("aie", "aye")
        for lemma, tags in self.verbs.read.get(word, ()):
            found = _FINITE.match(tags)
            if found is not None:
                readings.append((found[1], int(found[2]), found[3] == "pl", lemma))
        # je suis: I am, before I follow
        yield from sorted(readings, key=lambda each: (each[0] == "prs", each[3] == "suivre"))

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
            elif word == "tout" and self._before_verb(word, position + 1):
                # j'ai tout filmé
                adverbs.append("everything")
            elif word == "même" and self.at(position + 1) == "pas" and not negation:
                adverbs.append("even")
            elif word == "donc" and self.at(position + 1) in ("de", "à", "pas"):
                pass  # arrêtez donc de crier
            elif self.words[position : position + 3] == ["de", "le", "tout"] and negation:
                position += 2
            elif (
                word in ("tous", "toutes")
                and not negation
                and self.at(position + 1) not in ("les", "nos", "ceux", "celles")
            ):
                adverbs.append("all")
            elif word in _INNER and (
                word not in ("aussi", "seulement", "juste") or self._before_verb(word, position + 1)
            ):
                adverbs.append(_INNER[word])
            else:
                return negation, nothing, tuple(adverbs), position
            position += 1

    def _is_so(self, position: int) -> bool:
        so = self.listed("adj", position)
        return bool(so) and so[0][0] in STATES and self.at(position + 1) not in ("par", "de")

    def _before_verb(self, word: str, position: int) -> bool:
        """il veut juste parler"""
        forms = self.verbs.read.get(self.at(position), ())
        return word != "aussi" and any(tags == "<inf>" or tags.startswith("<pp>") for _, tags in forms)

    def _helped(self, position: int, empty: Group) -> Iterator[tuple[Group, int]]:
        inner = [self._inner(position + 1)]
        if self.at(position + 1) == "plus" and "ne" not in self.words[max(0, position - 3) : position]:
            # elle est plus lourde que l'autre: more, and nothing that ended
            more = self.at(position + 2) == "de" and self.at(position + 3) in _COUNTED
            inner.insert(0 if more else 1, ("", False, (), position + 1))
        readings = product(self._finite_forms(self.at(position)), inner)
        for (tense, person, plural, lemma), (negation, nothing, adverbs, after) in readings:
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
            if lemma == "avoir" and self.at(after) == "failli":
                yield from self._with_infinitive(after + 1, replace(with_helper, adverbs=(*adverbs, "almost")))
            if lemma in ("avoir", "être"):
                for helped, behind in self._with_adverb(with_helper, after):
                    yield from self._compound(lemma, helped, behind)
            if lemma == "être" and self.at(after) in ("obligé", "obligés", "obligée", "obligées") and negation:
                if self.at(after + 1) == "de":
                    yield from self._with_infinitive(after + 2, replace(group, modal="have to"))
            if lemma == "être" and not self._is_reflexive(group):
                if self._is_so(after):
                    # la machine est brisée: how it is, before who broke it
                    yield replace(group, verb=lemma), after
                for verb, gender, many, end in self._participle(after):
                    if verb not in _WITH_BE and many == plural and verb != "rendre":
                        yield replace(group, verb=verb, is_passive=True, gender=gender), end
            if lemma == "être" and self.at(after) in ("censé", "censés", "censée", "censées"):
                # étaient censés nous payer: should have paid us
                have = ("have",) if tense == "pii" else ()
                due = replace(group, tense="conditional", modal="should", adverbs=(*adverbs, *have))
                yield from self._with_infinitive(after + 1 + (self.at(after + 1) == "de"), due)
            if lemma == "être" and self.at(after) in _THERE_BY_NOW and self.at(after + 1) in _WHERE_TO:
                # elle est rendue à l'hôpital
                yield replace(group, verb=lemma, adjuncts=(*group.adjuncts, "now")), after + 1
            if lemma == "être" and self.words[after : after + 3] == ["en", "train", "de"]:
                lasting: Tense = "past" if group.tense == "imperfect" else group.tense
                yield from self._with_infinitive(after + 3, replace(group, tense=lasting, progressive=True))
            if lemma == "venir" and tense in ("pri", "pii") and self.at(after) == "de":
                just: Tense = "perfect" if tense == "pri" else "pluperfect"
                yield from self._with_infinitive(after + 1, replace(group, tense=just, adverbs=(*adverbs, "just")))
            if lemma == "faire" and self._is_reflexive(group):
                yield from self._had_done(after, group)
            if lemma == "aller" and tense in ("pri", "pii"):
                near: Tense = "near" if tense == "pri" else "conditional"
                yield from self._with_infinitive(after, replace(group, tense=near))
            if lemma == "avoir" and negation and self.at(after) == "à":
                yield from self._with_infinitive(after + 1, replace(group, modal="have to"))
            if lemma in ("pouvoir", "devoir"):
                yield from self._with_modal(lemma, group, after)
            if lemma == "aimer" and tense == "cni":
                # nous aimerions savoir
                yield replace(group, verb="vouloir"), after
            yield replace(group, verb=lemma), after
            for name, behind in self.listed("adv", after) if lemma in ("avoir", "être", "faire") else ():
                # ont vraiment le droit
                yield replace(group, verb=lemma, adjuncts=(*group.adjuncts, name)), behind

    def _with_adverb(self, group: Group, position: int) -> Iterator[tuple[Group, int]]:
        """ont illégalement congédié: an adverb that stands between helper and participle"""
        yield group, position
        for name, after in self.listed("adv", position):
            negation, nothing, adverbs, end = self._inner(after)
            if not negation and not nothing:
                yield replace(group, adjuncts=(name,), adverbs=(*group.adverbs, *adverbs)), end

    def _compound(self, helper: str, group: Group, position: int) -> Iterator[tuple[Group, int]]:
        reflexive = self._is_reflexive(group)
        if helper == "avoir" and self.at(position) == "été":
            for behind in (position + 1, *(after for _, after in self.listed("adv", position + 1))):
                adjuncts = tuple(name for name, after in self.listed("adv", position + 1) if after == behind)
                passive = replace(group, is_passive=True, adjuncts=(*group.adjuncts, *adjuncts[:1]))
                yield from self._participles(behind, passive)
        for verb, gender, _, end in self._participle(position):
            if helper == "avoir":
                yield from self._with_modal(verb, replace(group, gender=gender), end)
                continue
            if verb in ("faire", "voir") and reflexive:
                yield from self._had_done(end, group)
            if reflexive or verb in _WITH_BE:
                yield replace(group, verb=verb), end

    def _is_reflexive(self, group: Group) -> bool:
        own = set(group.clitics) & self.SELF
        return bool(own) and self._is_own(group.clitics, group.person, group.plural)

    def _with_modal(self, verb: str, group: Group, position: int) -> Iterator[tuple[Group, int]]:
        if verb == "pouvoir":
            yield from self._with_infinitive(position, replace(group, modal="can"))
        elif verb == "devoir":
            modal = "must" if group.tense == "present" else "should" if group.tense == "conditional" else "have to"
            yield from self._with_infinitive(position, replace(group, modal=modal))
        yield replace(group, verb=verb), position

    def _had_done(self, position: int, group: Group) -> Iterator[tuple[Group, int]]:
        """s'est fait congédier: was dismissed"""
        clitics = tuple(each for each in group.clitics if each not in self.SELF)
        for lemma, tags in self.verbs.read.get(self.at(position), ()):
            if tags == "<inf>":
                yield replace(group, verb=lemma, is_passive=True, had_done=True, clitics=clitics), position + 1

    @staticmethod
    def _goes_with_be(verb: str) -> bool:
        return verb in _WITH_BE

    def _is_own(self, clitics: tuple[str, ...], person: int, plural: bool) -> bool:
        return _OWN[person, plural] in clitics

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
        if word in ("faire", "voir") and set(group.clitics) & self.SELF:
            yield from self._had_done(position + 1, group)
        if word == "avoir":
            if self.at(position + 1) == "été":
                yield from self._participles(position + 2, replace(group, is_passive=True, tense="perfect"))
            negation, nothing, adverbs, behind = self._inner(position + 1)
            done = replace(
                group, tense="perfect", negation=group.negation or negation, nothing=group.nothing or nothing
            )
            for verb, gender, _, end in self._participle(behind):
                # m'avoir tout payé
                yield replace(done, verb=verb, gender=gender, adverbs=(*group.adverbs, *adverbs)), end
        if word == "pouvoir" and not group.modal:
            # avant de pouvoir témoigner
            yield from self._with_infinitive(position + 1, replace(group, modal="can"))
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

    def _takes_pronoun(self, subject: Thing, group: Group) -> bool:
        if subject.word == "on":
            return group.person == 3 and not group.plural
        return group.person == subject.person and group.plural == subject.plural
