"""What a French verb makes with its pronouns: y, en, and the adjectives of être."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import BE_SO, SEEM_SO, Adjunct, Clause, Frame, Roles, Thing, pronoun
from bot.translation.clauses.read_fr_helpers import CLITICS, FrenchHelpers
from bot.translation.clauses.romance_group import Group

_VERY = {
    "très": "very",
    "trop": "too",
    "plus": "more",
    "moins": "less",
    "aussi": "as",
    "ben": "very",
    "bien": "very",
    "assez": "enough",
    "si": "so",
    "tellement": "so",
    "vraiment": "really",
}
_GROWING = {"de plus en plus": "more and more", "de moins en moins": "less and less"}
_IMPERSONAL = frozenset(
    "useless good bad legal mandatory strange sad better preferable essential forbidden important possible impossible necessary illegal legal dangerous normal unjust difficult hard easy urgent clear".split()
)
"""`Il est` before them is nobody where something to do follows."""
_MADE_TO = frozenset("obliger forcer contraindre autoriser condamner inviter encourager".split())
"""`Ils l'y ont obligée`: to that, which the other languages leave out."""
_PLACES = frozenset("aller être travailler rester retourner entrer vivre venir revenir arriver".split())
_THEM = pronoun(3, plural=True)
_IDLE = ("en", "y")
"""They stand for nothing in some verbs, which the list of frames spells en_appeler, s'en_sortir, y_arriver."""


class FrenchVerbs(FrenchHelpers):
    def finished(
        self,
        group: Group,
        position: int,
        subject: Thing | None,
        *,
        gap: Thing | None = None,
        topic: Thing | None = None,
    ) -> Iterator[tuple[Clause, int]]:
        """With what `y` and `en` stand for."""
        for idle in _IDLE:
            verb = f"{idle}_{group.verb}"
            if idle in group.clitics and verb in self.lists.by_verb["fr"]:
                # on en a assez, il s'en est sorti: verbs of their own
                clitics = tuple(each for each in group.clitics if each != idle)
                whole = replace(group, verb=verb, clitics=clitics)
                yield from super().finished(whole, position, subject, gap=gap, topic=topic)
        if "y" in group.clitics:
            rest = replace(group, clitics=tuple(each for each in group.clitics if each != "y"))
            there = () if group.verb in _MADE_TO else ("there",)
            if group.verb in _MADE_TO or group.verb in _PLACES:
                rest = replace(rest, adjuncts=(*group.adjuncts, *there))
                yield from self.finished(rest, position, subject, gap=gap, topic=topic)
            yield from super().finished(group, position, subject, gap=gap, topic=topic)
            return
        if "en" in group.clitics:
            yield from super().finished(group, position, subject, gap=gap, topic=topic)
            rest = replace(group, clitics=tuple(each for each in group.clitics if each != "en"))
            before, self._of_them = self._of_them, True
            found = list(super().finished(rest, position, subject, gap=gap, topic=topic))
            self._of_them = before
            for clause, after in found:
                thing = clause.thing("O")
                if thing is not None and thing.kind == "part" and thing.whose == _THEM:
                    yield clause, after
            return
        yield from super().finished(group, position, subject, gap=gap, topic=topic)
        if group.had_done and not group.clitics and gap is None:
            yield from self._done_to_their_own(group, position, subject)
        if group.verb == "être" and not group.is_passive and not group.clitics and gap is None and subject is not None:
            yield from self._being_so(group, position, subject)
        if group.verb == "avoir" and self.words[position : position + 2] == ["l'", "air"] and subject is not None:
            # il a l'air fatigué
            very = _VERY.get(self.at(position + 2), "")
            for name, after in self.listed("adj", position + 2 + bool(very)):
                so = Adjunct(name, number=very)
                yield Clause(SEEM_SO, group.tense, subject, {"A": so}, group.negation, adverbs=group.adverbs), after

    def se_is_dative(self, clitics: tuple[str, ...]) -> bool:
        del clitics
        return False

    def subject_may_follow(self, group: Group) -> bool:
        del group
        return False

    def unnamed(self, group: Group, frame: Frame, roles: Roles) -> Thing:
        del frame, roles
        return pronoun(group.person, "", plural=group.plural)

    def _done_to_their_own(self, group: Group, position: int, whose: Thing | None) -> Iterator[tuple[Clause, int]]:
        """ils se font garder leurs passeports par le patron: he keeps them"""
        done = replace(group, is_passive=False, had_done=False)
        for clause, after in super().finished(done, position, None):
            what = clause.thing("O")
            if what is None or not what.det.startswith("of:") or clause.adjuncts or whose is None:
                continue
            for who, end in self.thing(after + 1, "X") if self.at(after) == "par" else ():
                for adjuncts, last in self.adjuncts(end):
                    own = what if whose.kind == "pronoun" else replace(what, det="the", whose=whose)
                    yield replace(clause, subject=who, roles={**clause.roles, "O": own}, adjuncts=adjuncts), last

    def _being_so(self, group: Group, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]:
        """est prêt à négocier; il est interdit de filmer"""
        very, at = _VERY.get(self.at(position), ""), position + (self.at(position) in _VERY)
        if (growing := _GROWING.get(" ".join(self.words[position : position + 4]), "")) != "":
            very, at = growing, position + 4
        for name, after in self.listed("adj", at):
            so = Adjunct(name, number=very)
            clause = Clause(BE_SO, group.tense, subject, {"A": so}, group.negation, modal=group.modal,
                            adverbs=group.adverbs)  # fmt: skip
            starts = [(clause, after)]
            compared = (
                "as"
                if very == "as"
                else "than"
                if very in ("more", "less") or name in ("better", "worse", "higher")
                else ""
            )
            if compared and self.at(after) == "que":
                # plus lourde que l'autre
                for other, end in (*self._strong(after + 1), *self.thing(after + 1, "O")):
                    starts.append((replace(clause, adjuncts=(Adjunct(compared, thing=other),)), end))
                for time, end in self.listed("adv", after + 1):
                    starts.append((replace(clause, adjuncts=(Adjunct(time, number=compared),)), end))
            if self.at(after) == ("à" if name == "ready" else "de"):
                for inner, end in self._infinitive(after + 1):
                    starts.insert(0, (replace(clause, roles={"A": so, "C": inner}), end))
            if self.at(after) == "que":
                for inner, end in self.clause(after + 1, subjunctive=None):
                    starts.insert(0, (replace(clause, roles={"A": so, "C": inner}), end))
            for start, after_it in starts:
                whole = start
                if "C" in start.roles and name in _IMPERSONAL:
                    if subject.kind != "pronoun" or subject.word or subject.gender not in ("m", "n"):
                        continue
                    whole = replace(start, subject=pronoun(3, "n"))
                for adjuncts, end in self.adjuncts(after_it):
                    early = (*(Adjunct(each) for each in group.adjuncts), *whole.adjuncts)
                    yield replace(whole, adjuncts=(*early, *adjuncts)), end

    @abstractmethod
    def clause(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]: ...

    @abstractmethod
    def _strong(self, position: int) -> Iterator[tuple[Thing, int]]: ...

    def _assigned(
        self, clitics: tuple[str, ...], items: tuple[tuple[str, str], ...], group: Group
    ) -> Iterator[tuple[Roles, frozenset[str]]]:
        for pronoun_of, before in (("y", "à"), ("en", "de")):
            if pronoun_of in clitics:
                yield from self._behind(pronoun_of, before, clitics, items, group)
                return
        yield from super()._assigned(clitics, items, group)

    def _behind(
        self, pronoun_of: str, before: str, clitics: tuple[str, ...], items: tuple[tuple[str, str], ...], group: Group
    ) -> Iterator[tuple[Roles, frozenset[str]]]:
        """on y pense, on en parle: what stands behind à and de elsewhere"""
        rest = tuple(each for each in clitics if each != pronoun_of)
        for role, mark in items:
            if role in ("O", "R", "X") and mark == before:
                left = tuple(item for item in items if item[0] != role)
                for roles, doubled in super()._assigned(rest, left, group):
                    yield {**roles, role: CLITICS[pronoun_of][0]}, doubled
