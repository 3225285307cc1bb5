"""Turns of spoken Spanish: who is spoken to, what befell somebody, requests to anybody, what is said twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.meaning import (
    CALLED,
    FRAGMENT,
    Adjunct,
    Clause,
    Sentence,
    Thing,
    is_pronoun,
    pronoun,
)
from bot.translation.clauses.read_es_things import CLITICS
from bot.translation.clauses.read_es_unreal import SpanishUnreal

_MISHAPS: Mapping[str, tuple[str, str]] = {
    "caer": ("drop_it", "O"), "olvidar": ("forget_o", "O"), "perder": ("lose", "O"), "acabar": ("run_out_of", "X"),
    "terminar": ("run_out_of", "X"), "romper": ("break_thing", "O"), "quebrar": ("break_thing", "O"),
}  # fmt: skip
"""Verb with `se` -> the frame of whoever it befell, and what the thing is there: se me cayó la caja."""

_NOT_DROPPED = frozenset(
    "case case_w petition lawsuit complaint file_case deal agreement accord contract strike plan project order_w sale".split()
)
"""What falls through, and out of nobody's hands: se nos cae el caso."""
_ASKED_OF_ANYBODY = frozenset("sabe tiene puede quiere vio trae conoce va fue ha".split())
_LISTEN = ("oye", "oiga", "oigan", "mira", "miren")


class SpanishSpoken(SpanishUnreal):
    def readings(self, text: str) -> Iterator[Sentence]:
        for sentence in super().readings(text):
            joiner, first = sentence.clauses[0]
            if joiner == "or" and any(each.strip(",") == "or" for each, _ in sentence.clauses[1:]):
                # o firmas o te vas
                sentence = Sentence((("either", first), *sentence.clauses[1:]), sentence.end)
            if joiner != "what if" or first.mood != "question":
                yield sentence
        if self.words[:2] == ["y", "si"] and "?" in text and not self.gave_up:
            # ¿Y si pedimos la conciliación?
            for clauses, after in self._joined(2, is_question=False):
                if after == len(self.words):
                    first = clauses[0][1]
                    if first.tense == "present" and not first.modal:
                        # what if we asked for it
                        first = replace(first, tense="imperfect", mood="wish")
                    yield Sentence((("what if", first), *clauses[1:]), "?")

    def courtesy(self, position: int) -> Iterator[tuple[Clause, int]]:
        yield from super().courtesy(position)
        if self.at(position) in _LISTEN and position == 0:
            position += 1 + (self.at(1) == ",")
        if position == 0 or self.at(position - 1) in (",", *_LISTEN):
            # Beto, ya llegó el inspector; no le creas, Nora
            for thing, after in self._called(position):
                alone = after == len(self.words) and position > 0
                if self.at(after) == "," or alone:
                    yield Clause(CALLED, roles={"O": thing}, mood="order", subject=pronoun(2, plural=True)), after

    def _called(self, position: int) -> Iterator[tuple[Thing, int]]:
        for thing, after in self.name(position):
            if not thing.det:
                yield thing, after
        for name, plural, after in self.nouns(position):
            thing = Thing("noun", name, plural=plural)
            if self.is_person(thing):
                yield thing, after

    def clause(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]:
        if "se" in self._there:
            yield from self.befallen(position, subjunctive=subjunctive)
        yield from super().clause(position, subjunctive=subjunctive)

    def _joined(self, position: int, *, is_question: bool) -> Iterator[tuple[tuple[tuple[str, Clause], ...], int]]:
        if self.at(position) == "ni" and not is_question:
            # ni nos pagan ni nos dejan ir
            for first, after in self.clause(position + 1):
                start = after + (self.at(after) == ",")
                if self.at(start) == "ni" and not first.negation:
                    for second, end in self.clause(start + 1):
                        if not second.negation:
                            denied = replace(second, negation="not")
                            yield (("", replace(first, negation="not")), ("and", denied)), end
        yield from super()._joined(position, is_question=is_question)

    def asks(self, end: str) -> bool:
        """alguien sabe si hay junta: a phone leaves the signs out"""
        if (self.words[:2] == ["por", "qué"] or self.words[:1] in (["quién"], ["quiénes"])) and "." not in end:
            return True
        anybody = self.words[:1] == ["alguien"] and self.at(1) in _ASKED_OF_ANYBODY and "." not in end
        return anybody or super().asks(end)

    def befallen(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]:
        """se le cayó la caja a Nora, se nos acabó el agua, a mí se me olvidó el gafete"""
        start = position + (self.at(position) == "no")
        start += self.at(start) == "ya"
        if self.at(start) != "se" or self.at(start + 1) not in ("me", "te", "le", "nos", "les"):
            return
        whom = CLITICS[self.at(start + 1)][0]
        for group, after in self._grouped(position, subjunctive):
            if (
                group.verb == "olvidar"
                and group.clitics[:1] == ("se",)
                and self.at(after) in ("", ",", "mañana", "que")
            ):
                forget = next(each for each in self.lists.frames if each.name == "forget0")
                yield Clause(forget, group.tense, whom, {}, group.negation, adverbs=group.adverbs), after
            found = _MISHAPS.get(group.verb)
            if found is None or group.clitics[:1] != ("se",) or group.person != 3 or group.is_passive:
                continue
            if group.verb == "caer" and "encima" in self._there:
                # se le cayó la tarima encima: it fell on her
                continue
            frame = next((each for each in self.lists.frames if each.name == found[0]), None)
            for thing, end in self.thing(after, "S") if frame is not None else ():
                if frame is None or not self.agrees(thing, group) or self.is_somebody(thing) or is_pronoun(thing):
                    continue
                if group.verb == "caer" and thing.word in _NOT_DROPPED:
                    continue
                if frame.name == "run_out_of" and thing.det == "the":
                    thing = replace(thing, det="")
                base = Clause(
                    frame,
                    group.tense,
                    whom,
                    {found[1]: thing},
                    group.negation,
                    modal=group.modal,
                    adverbs=group.adverbs,
                )
                named = [(base, end)]
                if self.at(end) == "a" and whom.person == 3:
                    for who, behind in self.thing(end + 1, "O"):
                        if self.is_somebody(who):
                            named.insert(0, (replace(base, subject=who), behind))
                for clause, behind in named:
                    for adjuncts, last in self.adjuncts(behind):
                        yield replace(clause, adjuncts=adjuncts), last

    def asked_of_anybody(self, position: int) -> Iterator[tuple[Clause, int]]:
        """alguien que me pase la lista: can somebody …?"""
        if self.words[position : position + 2] != ["alguien", "que"]:
            return
        who = pronoun(word="somebody")
        for group, after in self._grouped(position + 2, True):
            if group.tense == "present" and self.agrees(who, group):
                for clause, end in self.finished(replace(group, subjunctive=False, modal="can"), after, who):
                    yield replace(clause, mood="question"), end

    def _rest(
        self, position: int, first: Clause, joiner: str, *, is_question: bool
    ) -> Iterator[tuple[tuple[tuple[str, Clause], ...], int]]:
        yield from super()._rest(position, first, joiner, is_question=is_question)
        if first.mood == "order":
            for clause, after in self.told_more(first, None, position):
                yield (("", clause),), after

    def resumed(self, first: Clause, same: Thing, position: int) -> Iterator[tuple[Clause, int]]:
        yield from super().resumed(first, same, position)
        yield from self.told_more(first, same, position)

    def told_more(self, first: Clause, same: Thing | None, position: int) -> Iterator[tuple[Clause, int]]:
        """pídanle que guarde el video pero que no lo suba"""
        told = first.roles.get("C")
        if self.at(position) != "que" or not isinstance(told, Clause) or self.language != "es":
            return
        mark = dict(self._pattern_of(first)).get("C", "")
        roles = dict(first.roles)
        whom = first.thing("R") or first.thing("O")
        for role in ("R", "O"):
            if whom is not None and roles.get(role) is whom:
                gender = self.gender_of(whom)
                roles[role] = pronoun(whom.person, gender, plural=whom.plural)
        found = [*self.complement(mark, position)]
        if mark == "que" and first.frame.name.startswith(("say", "tell")):
            # dijo que venía y que no firmáramos
            for clause, after in self.clause(position + 1, subjunctive=True):
                found.append((replace(clause, tense="conditional", modal=clause.modal or "should"), after))
        for clause, after in found:
            yield (
                replace(first, subject=same or first.subject, roles={**roles, "C": clause}, before=(), adjuncts=()),
                after,
            )

    def _pattern_of(self, clause: Clause) -> tuple[tuple[str, str], ...]:
        for pattern in clause.frame.patterns.get("es", ()):
            if dict(pattern.items).get("C", "").startswith("que"):
                return pattern.items
        return ()

    def reasoned(self, clause: Clause, position: int) -> Iterator[tuple[Clause, int]]:
        """no la metan en esto, que tiene audiencia"""
        if self.at(position) == "," and self.at(position + 1) == "que":
            for reason, after in self.clause(position + 2):
                yield replace(clause, adjuncts=(*clause.adjuncts, Adjunct("because", clause=reason))), after

    def fragment(self, position: int) -> Iterator[tuple[Clause, int]]:
        """tres días sin agua"""
        if position:
            return
        for thing, start in self.thing(position, "O"):
            if thing.kind in ("noun", "part") and thing.clause is None:
                for adjuncts, after in self.adjuncts(start):
                    if adjuncts and after == len(self.words) and all(each.clause is None for each in adjuncts):
                        yield Clause(FRAGMENT, roles={"O": thing}, adjuncts=adjuncts), after
