"""French clauses about nobody: il y a, il faut, il reste, ça fait; and where somebody or something is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.meaning import BE_SO, EXIST, SPANS, Adjunct, Clause, Negation, Tense, Thing, pronoun
from bot.translation.clauses.read_fr_helpers import CLITICS
from bot.translation.clauses.read_fr_relatives import who_on_is
from bot.translation.clauses.read_fr_settings import FrenchSettings
from bot.translation.clauses.romance_group import Group

_THERE_IS: Mapping[str, Tense] = {
    "a": "present", "avait": "imperfect", "aura": "future", "aurait": "conditional", "ait": "present",
}  # fmt: skip


_IT_MAKES = (
    ["ça", "fait"], ["cela", "fait"], ["il", "y", "a"], ["ça", "faisait"], ["ça", "va", "faire"], ["ça", "fera"], ["voilà"],
)  # fmt: skip
_NEEDED: Mapping[tuple[str, ...], Tense] = {
    ("faut",): "present", ("fallait",): "imperfect", ("faudra",): "future", ("va", "falloir"): "future",
    ("a", "fallu"): "past", ("avait", "fallu"): "past",
}  # fmt: skip
_BETTER: Mapping[str, Tense] = {"vaut": "present", "valait": "imperfect", "vaudrait": "conditional", "vaudra": "future"}


class FrenchImpersonal(FrenchSettings):
    def _placed(self, group: Group, position: int, who: Thing) -> Iterator[tuple[Clause, int]]:
        """La réunion est vendredi, nous sommes à l'usine"""
        if group.verb == "être" and not group.is_passive and not group.clitics:
            if self.at(position) == "de" and self.at(position + 1) in ("nuit", "jour", "soir"):
                # je suis de nuit cette semaine
                frame = next(self.placed_frames(who))
                shift = Adjunct({"nuit": "on nights", "jour": "on days", "soir": "on evenings"}[self.at(position + 1)])
                for others, end in self.adjuncts(position + 2):
                    yield who_on_is(Clause(frame, group.tense, who, {}, group.negation, adjuncts=(shift, *others))), end
            early = tuple(map(Adjunct, group.adjuncts))
            for frame, adjuncts, end in self.placed(position, who):
                yield who_on_is(Clause(frame, group.tense, who, {}, group.negation, modal=group.modal,
                                       adverbs=group.adverbs, adjuncts=(*early, *adjuncts))), end  # fmt: skip

    def _lasting(self, position: int) -> Iterator[tuple[Clause, int]]:
        """ça fait trois semaines qu'on attend"""
        for words in _IT_MAKES:
            if self.words[position : position + len(words)] != words:
                continue
            for since, after in self._for_long(position + len(words)):
                for clause, end in self.clause(after + 1) if self.at(after) == "que" else ():
                    lasts: Tense = "perfect" if clause.tense == "present" else clause.tense
                    yield replace(clause, tense=lasts, adjuncts=(*clause.adjuncts, since)), end
            for thing, after in self._noun_phrase(position + len(words)):
                if thing.word in SPANS and thing.det.startswith(("number:", "a")) and self.at(after) == "que":
                    for clause, end in self.clause(after + 1):
                        lasting = Adjunct("lasting", thing=thing)
                        tense: Tense = "perfect" if clause.tense == "past" else clause.tense
                        yield replace(clause, tense=tense, adjuncts=(*clause.adjuncts, lasting)), end

    def _for_long(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """longtemps; des mois"""
        yield from ((Adjunct(name), after) for name, after in self.listed("adv", position) if name == "for a long time")
        for thing, after in self._noun_phrase(position) if self.at(position) == "des" else ():
            name = f"for {self.lists.nouns[thing.word].form('en').plural}"
            if thing.word in SPANS and ("adv", name) in self.lists.said:
                yield Adjunct(name), after

    def _there_is(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il y a, il n'y a pas eu de; il faut"""
        start = position + 1 + (self.at(position + 1) == "ne")
        if self.at(start) == "y" and self.at(start + 1) == "en" and self.at(start + 2) in _THERE_IS:
            # il y en a trois
            before, self._of_them = self._of_them, True
            found = [each for each in self._part(start + 3, "O") if each[0].kind == "part"]
            self._of_them = before
            if self.at(start + 3) == "qui":
                # il y en a qui disent
                yield from self.predicate(start + 4, Thing("noun", "people", plural=True, det="some"))
            for thing, after in found:
                if self.at(after) == "qui":
                    yield from self.predicate(after + 1, thing)
                for adjuncts, end in self.adjuncts(after):
                    yield Clause(EXIST, _THERE_IS[self.at(start + 2)], None, {"O": thing}, adjuncts=adjuncts), end
        if self.at(start) == "y" and self.at(start + 1) in _THERE_IS:
            negation, nothing, _, after = self._inner(start + 2)
            tense: Tense = _THERE_IS[self.at(start + 1)]
            if self.at(after) == "eu" and tense == "present":
                tense, after = "past", after + 1
            if not nothing:
                yield from self.existing(after, tense, negation)
            elif not negation:
                none = Clause(EXIST, tense, None, {"O": pronoun(word="nothing")})
                if self.at(after) == "à":
                    yield from self._to_do(none, after)
                for adjuncts, end in self.adjuncts(after):
                    yield replace(none, adjuncts=adjuncts), end
            yield from self._somebody_there(start + 2)
        yield from self._left(start)
        yield from self._better(start)
        if self.words[start : start + 3] == ["se", "peut", "que"]:
            for clause, end in self.clause(start + 3, subjunctive=None):
                yield Clause(BE_SO, subject=pronoun(3, "n"), roles={"A": Adjunct("possible"), "C": clause}), end
        if self.words[start : start + 2] == ["aurait", "fallu"] or self.words[start : start + 3] == [
            "aurait",
            "pas",
            "fallu",
        ]:
            # il aurait fallu appeler la police
            negation, _, _, after = self._inner(start + 1)
            us = pronoun(1, plural=True)
            missed = [(replace(clause, subject=us), end) for clause, end in self._infinitive(after + 1)]
            if self.at(after + 1) == "que":
                missed = list(self.clause(after + 2, subjunctive=None))
            for clause, end in missed:
                adverbs = (*clause.adverbs, "have")
                yield replace(clause, modal="should", tense="conditional", negation=negation, adverbs=adverbs), end
        if self.at(start) == "faudrait":
            negation, _, _, after = self._inner(start + 1)
            if self.at(after) == "que":
                for clause, end in self.clause(after + 1, subjunctive=None):
                    yield replace(clause, modal="should", tense="conditional", negation=negation), end
            for clause, end in self._infinitive(after):
                us = pronoun(1, plural=True)
                yield replace(clause, subject=us, modal="should", tense="conditional", negation=negation), end
        for words, need in _NEEDED.items():
            if tuple(self.words[start : start + len(words)]) != words:
                continue
            negation, _, _, after = self._inner(start + len(words))
            if self.at(after) == "que":
                for clause, end in self.clause(after + 1, subjunctive=None):
                    yield replace(clause, modal="must" if negation else "have to", tense=need, negation=negation), end
            for clause, end in self._infinitive(after):
                modal = "must" if negation else "have to"
                if negation and need == "imperfect":
                    # il fallait pas signer: but we did
                    should = replace(clause, modal="should", tense="conditional", adverbs=(*clause.adverbs, "have"))
                    yield replace(should, subject=pronoun(1, plural=True), negation=negation), end
                yield replace(clause, subject=pronoun(1, plural=True), modal=modal, tense=need, negation=negation), end

    def _somebody_there(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il y a quelqu'un qui a parlé, y a juste Luc qui a signé: somebody did"""
        negation, _, adverbs, start = self._inner(position)
        alone = "only" in adverbs or self.at(start) in ("que", "juste", "seulement")
        start += self.at(start) in ("que", "juste", "seulement")
        for thing, after in self._single(start, "S"):
            is_open = thing.kind == "pronoun" and thing.word in ("somebody", "nobody")
            if self.at(after) != "qui" or thing.clause is not None or not (alone or is_open or thing.det == "no"):
                continue
            for clause, end in self.predicate(after + 1, replace(thing, only=alone)):
                ended = negation == "no longer" and not clause.negation
                yield replace(clause, negation="no longer") if ended else clause, end

    def _left(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il nous reste dix jours pour contester"""
        if self.at(position) in ("reste", "restait", "restera"):
            # il reste deux griefs
            left: Tense = {"reste": "present", "restait": "imperfect"}.get(self.at(position), "future")  # type: ignore[assignment]
            negation, nothing, _, start = self._inner(position + 1)
            if self.at(start) == "que":
                # il ne reste (plus) que deux jours
                for thing, after in self.thing(start + 1, "O"):
                    for adjuncts, end in self.adjuncts(after):
                        only = replace(thing, only=True)
                        yield Clause(EXIST, left, None, {"O": only}, adverbs=("still",), adjuncts=adjuncts), end
            elif nothing:
                for adjuncts, end in self.adjuncts(start):
                    yield Clause(EXIST, left, None, {"O": pronoun(word="nothing")}, "no longer", adjuncts=adjuncts), end
            else:
                for clause, end in self.existing(start, left, "no longer" if negation else ""):
                    yield replace(clause, adverbs=() if negation else ("still",)), end
        clitics, after = next(self._clitics(position))
        if len(clitics) == 1 and self.at(after) in ("manque", "manquait", "manquera"):
            yield from self._short_of(after, clitics[0])
        if len(clitics) != 1 or clitics[0] not in ("me", "te", "nous", "vous", "lui", "leur"):
            return
        tense: Tense | None = {"reste": "present", "restait": "imperfect", "restera": "future"}.get(self.at(after))  # type: ignore[assignment]
        if tense is None:
            return
        have = next(frame for frame in self.lists.frames if frame.name == "have_left")
        negation, _, _, start = self._inner(after + 1)
        alone = self.at(start) == "que"
        for thing, behind in self.thing(start + alone, "O"):
            for adjuncts, end in self.adjuncts(behind):
                what = replace(thing, only=True) if alone else thing
                denied: Negation = "" if alone else negation
                yield Clause(have, tense, CLITICS[clitics[0]][0], {"O": what}, denied, adjuncts=adjuncts), end

    def _short_of(self, position: int, whom: str) -> Iterator[tuple[Clause, int]]:
        """il nous manque deux signatures: we still need them"""
        need = next(frame for frame in self.lists.frames if frame.name == "need")
        tense: Tense = {"manque": "present", "manquait": "imperfect"}.get(self.at(position), "future")  # type: ignore[assignment]
        negation, _, _, start = self._inner(position + 1)
        who = CLITICS[whom][0]
        if whom == "en" or negation:
            return
        for thing, after in self.thing(start + (self.at(start) == "juste"), "O"):
            what = replace(thing, only=self.at(start) == "juste")
            for adjuncts, end in self.adjuncts(after):
                still = ("still",) if not what.only else ()
                yield Clause(need, tense, who, {"O": what}, adverbs=still, adjuncts=adjuncts), end

    def _better(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il vaut mieux attendre; il manque deux signatures"""
        frames = {frame.name: frame for frame in self.lists.frames if frame.name in ("better_to", "be_missing")}
        pair = self.words[position : position + 2]
        if "mieux" in pair and len(pair) == 2 and not _BETTER.keys().isdisjoint(pair):
            worth = _BETTER[pair[pair[0] == "mieux"]]
            for done, end in self._infinitive(position + 2):
                yield Clause(frames["better_to"], worth, pronoun(3, "n"), {"C": done}), end
                if self.at(end) == "que":
                    for other, last in self._infinitive(end + 1 + (self.at(end + 1) == "de")):
                        rather = Adjunct("rather than", clause=other)
                        yield Clause(frames["better_to"], worth, pronoun(3, "n"), {"C": done}, adjuncts=(rather,)), last
            if self.at(position + 2) == "que":
                for clause, end in self.clause(position + 3, subjunctive=None):
                    yield replace(clause, modal="should", tense="conditional"), end
        if self.at(position) in ("manque", "manquait"):
            tense: Tense = "present" if self.at(position) == "manque" else "imperfect"
            for thing, after in self.thing(position + 1, "S"):
                for adjuncts, end in self.adjuncts(after):
                    yield Clause(frames["be_missing"], tense, thing, adjuncts=adjuncts), end
