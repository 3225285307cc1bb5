"""What an English clause asks inside another, and whom it sets against somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.meaning import Adjunct, Clause, Tense, Thing, asked_for, pronoun
from bot.translation.clauses.read_en_things import EnglishThings
from bot.translation.clauses.read_en_verbs import BE, Group

_WHEN = re.compile(r"yesterday|today|last |this |again|twice|once|on \w+day|before|already|in writing|privately")
_SHORTLY: Mapping[str, Tense] = {"would": "conditional", "will": "future", "did": "past"}


class EnglishAsked(EnglishThings):
    def _asked_about(self, position: int) -> Iterator[tuple[Clause, int]]:
        """who signed, what they signed, which list they signed, when the hearing is, whether they signed"""
        word = self.at(position)
        if "to" in self._there:
            yield from self._to_be_done(position)
        if word == "who":
            for group, after in self._group(position + 1):
                for clause, end in self._completed(group, after, pronoun(word="who")):
                    yield replace(clause, asked="S"), end
        for thing, start in self.asked_things(position):
            for group, after in self._group(start):
                for clause, end in self._completed(group, after, thing):
                    yield replace(clause, asked="S"), end
            yield from self._asked_for_object(start, thing, "thing")
        if word in ("what", "who", "whom"):
            name = "what" if word == "what" else "who"
            yield from self._asked_for_object(position + 1, pronoun(word=name), "what" if name == "what" else "whom")
        if self.words[position : position + 2] == ["how", "much"]:
            yield from self._asked_for_object(position + 2, pronoun(word="how much"), "how much")
        for asked, start in self.listed("ask", position):
            for subject, after in self.thing(start, "S"):
                if self.at(after) in BE and self.at(after + 1) in ("", ",", "and", "but", "or"):
                    yield Clause(next(self.placed_frames(subject)), BE[self.at(after)], subject, asked=asked), after + 1
            for clause, end in self.clause(start):
                yield replace(clause, asked=asked), end
        if word in ("if", "whether"):
            for clause, end in self.clause(position + 1):
                yield replace(clause, asked="if"), end

    def _to_be_done(self, position: int) -> Iterator[tuple[Clause, int]]:
        """what to do, who to call, how to run it, where to go, whether to sign"""
        word = self.at(position)
        gaps: list[tuple[Thing, str, int]] = []
        if word in ("what", "who", "whom"):
            name = "what" if word == "what" else "who"
            gaps.append((pronoun(word=name), "what" if name == "what" else "whom", position + 1))
        gaps += [(thing, "thing", start) for thing, start in self.asked_things(position)]
        if self.words[position : position + 2] == ["how", "much"]:
            gaps.append((pronoun(word="how much"), "how much", position + 2))
        for gap, asked, start in gaps:
            if self.at(start) == "to":
                for group, after in self._base(start + 1, Group("")):
                    for clause, end in self._completed(group, after, None, gap=gap):
                        yield asked_for(clause, gap, asked), end
        for asked, start in (*self.listed("ask", position), *((("if", position + 1),) if word == "whether" else ())):
            denied = self.at(start) == "not"
            if self.at(start + denied) == "to" and asked != "why":
                for group, after in self._base(start + denied + 1, Group("", negation="not" if denied else "")):
                    for clause, end in self._completed(group, after, None):
                        yield replace(clause, asked=asked), end

    def _asked_for_object(self, position: int, gap: Thing, asked: str) -> Iterator[tuple[Clause, int]]:
        for subject, start in self._bare_subject(position):
            for group, after in self._group(start):
                for clause, end in self._completed(group, after, subject, gap=gap):
                    yield asked_for(clause, gap, asked), end

    def _contrast(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]:
        """…, not by the company; …, not the union"""
        start = position + (self.at(position) == ",")
        if self.at(start) != "not":
            return
        word = self.at(start + 1)
        if word == "even":
            # not even five minutes
            for thing, after in self.thing(start, "O"):
                yield Adjunct("contrast", thing=thing, number="even"), after
            return
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

    def _short_told(self, position: int) -> Iterator[tuple[Clause, int]]:
        """(they said) they would"""
        for who, after in self._bare_subject(position):
            denied = self.at(after + 1) == "not"
            tense = _SHORTLY.get(self.at(after))
            if tense is not None and self.at(after + 1 + denied) in ("", ",", "but", "and"):
                frame = next(each for each in self.lists.frames if each.name == "do_o")
                it = Thing("pronoun", gender="m")
                yield Clause(frame, tense, who, {"O": it}, "not" if denied else ""), after + 1 + denied

    def _between(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        for name, after in self.listed("adv", position):
            if _WHEN.match(name) and (name != "before" or self.at(after) == "that"):
                # told her before that; not: told her before she finds out
                yield Adjunct(name), after
        yield from (each for each in self.duration(position) if each[0].word == "span plain")

    def _made_to(self, mark: str, position: int, gap: Thing) -> Iterator[tuple[Clause, int]]:
        """The form they made me sign: its place is in what somebody was made to do."""
        if mark not in ("", "to") or (mark and self.at(position) != "to"):
            return
        for group, start in self._base(position + bool(mark), Group("")):
            for told, after in self._completed(group, start, None, gap=gap):
                if told.roles.get("O") is gap:
                    yield replace(told, roles={name: each for name, each in told.roles.items() if name != "O"}), after
