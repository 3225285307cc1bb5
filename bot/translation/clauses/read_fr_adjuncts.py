"""Where, when, why and how in French sentences."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses import dates
from bot.translation.clauses.dates import Day
from bot.translation.clauses.meaning import SPANS, Adjunct, Clause, Negation, Tense, Thing, is_pronoun, pronoun
from bot.translation.clauses.read_dates import DAYS
from bot.translation.clauses.read_fr_things import FrenchThings
from bot.translation.clauses.read_words import MASK
from bot.translation.clauses.romance_group import Group, by_oneself

_BEFORE_DAYS = {
    "before": (("avant", "le"),), "since": (("depuis", "le"),), "until": (("jusque", "à", "le"),),
    "as of": (("à", "partir", "de", "le"), ("dès", "le"), ("à", "compter", "de", "le")), "after": (("après", "le"),),
    "by": (("de", "ici", "le"), ("de", "ici", "à", "le")), "for": (("pour", "le"),), "to": (("à", "le"),),
    "of": (("de", "le"),), "on": (("le",), ()),
}  # fmt: skip
_BEFORE_HOURS = {
    "at": (("à",), ("pour",)), "before": (("avant",),), "since": (("depuis",),), "until": (("jusque", "à"),),
    "as of": (("à", "partir", "de"), ("dès",)), "after": (("après",),), "around": (("vers",),),
}  # fmt: skip
_HOUR = re.compile(r"⟦w\d+⟧")
_WHERE = frozenset(
    "maintenance_w packing packaging_v shipping plant factory office hospital meeting get_together_alt hearing assembly general_assembly entrance gate door warehouse "
    "cafeteria union_office court labour_court police_station vote school bank picket_line picket shop workshop_w city "
    "border trial clinic_w infirmary_w hall_alt polling_place exit_w end_w start_w negotiations_w work job".split()
)
"""À before these is where; before anything else it may be to whom or to what."""
_TOPICAL = frozenset(
    "enquête enquêtes rapport rapports question questions vote information informations mensonges menti mentir ment réunion "
    "rien dedans loi entente voté parlé rumeur rumeurs article articles discuter discuté nouvelles vérité".split()
)
"""Sur behind these is about."""
_O_CLOCK = {"une": "one", "deux": "two", "trois": "three", "quatre": "four", "cinq": "five", "six": "six",
            "sept": "seven", "huit": "eight", "neuf": "nine", "dix": "ten", "onze": "eleven", "douze": "twelve"}  # fmt: skip
_OPEN = frozenset(("present", "future", "near", "conditional"))
_ENDS = frozenset(("", ",", "et", "mais", "puis"))
_OF_NOBODY = frozenset(
    "seem_that true_that turn_out_that hot_w cold_w dark_w too_hot_w too_cold_w rain_w weather_rain degrees_w smell_bad_w too_late_w time_to_w time_that possible_that".split()
)
"""Il fait chaud: nobody."""
_HAVING = frozenset("have have_o have_left need own keep_o".split())
_VOTED = frozenset(
    "pass_vote_w approve reject vote_for0 vote_against0 adopt_o elect support vote_to accept vote".split()
)
"""What happens by a share of the votes."""
_MOTION = frozenset(
    "move move_out relocate_o go go_to return come leave deport expel_who send_o transfer_who transport_o flee".split()
)
_BEHIND_DAYS = frozenset(("", ",", "pour", "et", "mais", "pis", "parce", "à", "sans", "sinon", "ou", "au", "-"))
_GOES_ON = (
    "wait",
    "look_for",
    "negotiate",
    "work",
    "investigate",
    "hope",
    "refuse",
    "count",
    "owe",
    "live",
    "believe",
    "think",
)
"""Toujours with these is still."""
_MOVING = frozenset("renvoyer retourner déporter envoyer ramener emmener amener aller partir rentrer expulser".split())


class FrenchAdjuncts(FrenchThings):
    def adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        yield from self._dated(position)
        yield from self._of_several(position)
        if self._only and self.at(position) == "que":
            # elle n'a signé que parce qu'on l'a menacée
            for adjunct, after in super().adjunct(position + 1):
                if adjunct.clause is not None:
                    yield replace(adjunct, number="only"), after
        if self.at(position) in ("seulement", "juste", "uniquement"):
            yield from ((Adjunct(name, number="only"), after) for name, after in self.listed("adv", position + 1))
        for adjunct, after in super().adjunct(position):
            if self.at(position) == "à" and adjunct.thing is not None and adjunct.word in ("in", "at"):
                # à la réunion; elsewhere à is to
                if adjunct.thing.word in _WHERE:
                    yield replace(adjunct, word="at"), after
                continue
            if self.at(position) == "sur" and adjunct.word in ("about", "on"):
                topical = self.at(position - 1) in _TOPICAL
                if topical != (adjunct.word == "about"):
                    continue
            if self.at(position) == "même" and adjunct.clause is not None and adjunct.clause.tense in _OPEN:
                # même s'ils vous menacent
                adjunct = replace(adjunct, word="even if")
            yield adjunct, after
        if self.at(position) == "de":
            for votes, end in self._noun_phrase(position + 1):
                if votes.word == "votes" and votes.det.startswith("number:"):
                    yield Adjunct("margin", thing=votes), end
        share = self.at(position) == "à" and MASK.fullmatch(self.at(position + 1)) and self.at(position + 2) in _ENDS
        if share and not self._follows_a_day(position):
            yield Adjunct("share", number=self.raw[position + 1]), position + 2

    def _of_several(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """en l'absence des observateurs: the preposition ends in the article"""
        for place in range(position + 1, min(position + 5, len(self.words))):
            if self.at(place) != "des":
                continue
            words, raw, there = self.words, self.raw, self._there
            self._there = there | {"de", "les"}
            self.words = [*words[:place], "de", "les", *words[place + 1 :]]
            self.raw = [*raw[:place], "de", "les", *raw[place + 1 :]]
            try:
                fits = any(after == place + 1 for _, after in self.listed("prep", position))
                found = [each for each in super().adjunct(position) if each[1] > place + 2] if fits else []
            finally:
                self.words, self.raw, self._there = words, raw, there
            for adjunct, end in found:
                yield adjunct, end - 1

    def finished(
        self,
        group: Group,
        position: int,
        subject: Thing | None,
        *,
        gap: Thing | None = None,
        topic: Thing | None = None,
    ) -> Iterator[tuple[Clause, int]]:
        for clause, after in super().finished(group, position, subject, gap=gap, topic=topic):
            name = clause.frame.name
            if name == "is_that" and self.at(position) != "que":
                # c'est la première fois que
                continue
            if name.startswith("hand_") and self._is_put_off(clause.thing("O")):
                continue
            nobody = subject is not None and is_pronoun(subject) and subject.gender == "n"
            if (name == "sure_that" and nobody) or (name == "certain_that" and not nobody):
                # c'est sûr que: nobody is
                continue
            if any(each.word == "share" for each in clause.adjuncts) and name not in _VOTED:
                continue
            if name in _OF_NOBODY and subject is not None and subject.kind == "pronoun":
                # il paraît que: nobody
                clause = replace(clause, subject=pronoun(3, "n"))
            if name in _MOTION or group.verb in _MOVING:
                clause = replace(clause, adjuncts=tuple(map(self._whither, clause.adjuncts)))
            clause = by_oneself(clause)
            if "still" in clause.adverbs and not clause.negation:
                clause = self._again_or_always(clause)
            if "still" in clause.adverbs and clause.tense in ("present", "imperfect") and not clause.negation:
                if not clause.frame.is_state and not clause.modal and not clause.passive:
                    # j'attends toujours
                    clause = replace(
                        clause, progressive=True, tense="past" if clause.tense == "imperfect" else "present"
                    )
            if name in _HAVING and self.at(after) == "à" and clause.thing("O") is not None and not clause.adjuncts:
                for told, end in self._to_do(clause, after):
                    yield told, end
            yield clause, after
            if name == "prefer_to" and self.at(after) == "que":
                # j'aimerais mieux perdre ma paye que de signer
                for other, end in self._infinitive(after + 1 + (self.at(after + 1) == "de")):
                    yield replace(clause, adjuncts=(*clause.adjuncts, Adjunct("rather than", clause=other))), end

    def _to_do(self, clause: Clause, position: int) -> Iterator[tuple[Clause, int]]:
        """deux griefs à déposer; rien à perdre"""
        gap = clause.thing("O")
        for done, end in self._with_gap(position + 1, replace(gap, clause=None)) if gap is not None else ():
            left = {role: value for role, value in done.roles.items() if value != replace(gap, clause=None)}  # type: ignore[type-var]
            yield replace(clause, adjuncts=(*clause.adjuncts, Adjunct("to", clause=replace(done, roles=left)))), end

    def existing(self, position: int, tense: Tense, negation: Negation) -> Iterator[tuple[Clause, int]]:
        for clause, after in super().existing(position, tense, negation):
            if self.at(after) == "à" and not clause.adjuncts:
                yield from self._to_do(clause, after)
            yield clause, after

    @abstractmethod
    def _with_gap(self, position: int, gap: Thing) -> Iterator[tuple[Clause, int]]: ...

    def _again_or_always(self, clause: Clause) -> Clause:
        """ils ont encore changé l'horaire; ils perdent toujours nos papiers"""
        others = tuple(each for each in clause.adverbs if each != "still")
        goes_on = clause.frame.is_state or clause.modal or clause.passive or clause.frame.name.startswith(_GOES_ON)
        if any(each == pronoun(word="nothing") for each in clause.roles.values()):
            # ils nous ont encore rien dit
            return replace(clause, adverbs=others, negation="not yet")
        if "encore" in self._there and clause.tense in ("past", "pluperfect") and not clause.passive:
            return replace(clause, adverbs=others, adjuncts=(*clause.adjuncts, Adjunct("again")))
        if "toujours" in self._there and clause.tense in ("present", "imperfect", "past") and not goes_on:
            return replace(clause, adverbs=(*others, "always"))
        return clause

    def _whither(self, adjunct: Adjunct) -> Adjunct:
        there = f"to {adjunct.word.removeprefix('in ')}"
        if adjunct.word.startswith("in ") and ("adv", there) in self.lists.said:
            return replace(adjunct, word=there)
        return adjunct

    def _dated(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """le 3 mars, avant le mardi 12 mars 2026, à 14 h 30"""
        for relation, start in dates.starts(self.words, position, _BEFORE_DAYS):
            for weekday, after in (*self.listed("weekday", start), ("", start)):
                if relation == "on" and start == position and not weekday:
                    continue
                again = after + (bool(weekday) and self.at(after) == "le")
                for day, behind in self.number(again):
                    for month, end in self.listed("month", behind + (self.at(behind) == "er")):
                        if MASK.fullmatch(self.at(end)):
                            dated = Day(relation, day, month, self.raw[end], weekday)
                            yield Adjunct("day", number=dated.packed()), end + 1
                        yield Adjunct("day", number=Day(relation, day, month, "", weekday).packed()), end
                    if again > position and self._is_bare_day(position, behind):
                        yield Adjunct("day", number=Day(relation, day, "", "", weekday).packed()), behind
        if self.at(position) == "de" and _HOUR.fullmatch(self.at(position + 1)) and self.at(position + 2) == "à":
            if _HOUR.fullmatch(self.at(position + 3)):
                yield Adjunct("hour", number=f"from to|{self.raw[position + 1]}|{self.raw[position + 3]}"), position + 4
        for relation, start in dates.starts(self.words, position, _BEFORE_HOURS):
            if MASK.fullmatch(self.at(start)) and self.at(start + 1) in ("h", "heures", "heure"):
                if MASK.fullmatch(self.at(start + 2)):
                    yield Adjunct("hour", number=f"{relation}|{self.raw[start]}|{self.raw[start + 2]}"), start + 3
                yield Adjunct("hour", number=f"{relation}|{self.raw[start]}|"), start + 2
            elif relation != "since" and self.at(start) in _O_CLOCK and self.at(start + 1) in ("heure", "heures"):
                # avant cinq heures
                yield Adjunct("hour", number=f"{relation}|word {_O_CLOCK[self.at(start)]}|"), start + 2
            elif _HOUR.fullmatch(self.at(start)):
                # à 3h, as people type it: one word with its number
                yield Adjunct("hour", number=f"{relation}|{self.raw[start]}|="), start + 1
            elif MASK.fullmatch(self.at(start)) and self._follows_a_day(position):
                yield Adjunct("hour", number=f"{relation}|{self.raw[start]}|="), start + 1

    def _is_bare_day(self, position: int, behind: int) -> bool:
        """avant le 12, jusqu'au 15, remis au 14"""
        with_article = self.at(behind - 2) == "le" and MASK.fullmatch(self.at(behind - 1)) is not None
        ends = self.at(behind) in _BEHIND_DAYS
        return with_article and ends and not (self.at(position) == "le" and self.at(position - 1).startswith("appel"))

    def _follows_a_day(self, position: int) -> bool:
        """vendredi à 18:00, demain soir à 18:00: a number alone may be a share elsewhere"""
        return any(
            after == position and (kind != "adv" or not DAYS.isdisjoint(name.split()))
            for kind in ("weekday", "month", "adv")
            for start in range(max(0, position - 2), position)
            for name, after in self.listed(kind, start)
        )

    def duration(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        starts = []
        if self.at(position) in ("pendant", "durant", "pour"):
            starts.append(("duration", position + 1))
        if self.at(position) == "depuis":
            starts.append(("lasting", position + 1))
        if self.words[position : position + 3] == ["il", "y", "a"]:
            starts.append(("ago", position + 3))
        if self.at(position) == "dans":
            starts.append(("span hence", position + 1))
        starts.append(("duration", position))
        for name, start in starts:
            for thing, after in self._noun_phrase(start):
                if thing.word not in SPANS or not thing.det.startswith(("number:", "a")):
                    continue
                if start == position and self.at(after) in ("avant", "après"):
                    # trois jours avant le vote
                    earlier = "before" if self.at(after) == "avant" else "after"
                    for event, end in self._noun_phrase(after + 1):
                        yield Adjunct(f"span {earlier}", thing=replace(thing, whose=event)), end
                elif start == position and self.at(after) == "par":
                    # six jours par semaine
                    yield Adjunct("span plain", thing=thing), after
                elif start == position and self.words[after : after + 2] == ["plus", "tard"]:
                    yield Adjunct("span later", thing=thing), after + 2
                else:
                    yield Adjunct(name, thing=thing), after

    def infinitival(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        for adjunct, after in super().infinitival(position):
            if adjunct.word == "to" and adjunct.clause is not None and adjunct.clause.tense == "perfect":
                # congédié pour avoir signé
                adjunct = replace(adjunct, word="for")
            yield adjunct, after
        if self.at(position) == "en":
            # en menaçant les travailleurs
            start = position + 1
            for clitics, after in self._clitics(start):
                for lemma, tags in self.verbs.read.get(self.at(after), ()):
                    if tags == "<ger>":
                        negation, nothing, _, last = self._inner(after + 1)
                        group = Group(lemma, negation=negation, is_finite=False, clitics=clitics, nothing=nothing)
                        for clause, end in self.finished(group, last, None):
                            yield Adjunct("by", clause=clause), end
