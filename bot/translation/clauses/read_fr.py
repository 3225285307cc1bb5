"""French sentences read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses import dates
from bot.translation.clauses.dates import Day
from bot.translation.clauses.meaning import Adjunct, Clause, Tense, Thing, pronoun
from bot.translation.clauses.read_fr_things import SUBJECTS, FrenchThings, who_on_is
from bot.translation.clauses.read_fr_verbs import CLITICS
from bot.translation.clauses.read_romance import Group
from bot.translation.clauses.reading import BE_SO, EXIST, MASK, SPANS, Sentence

_THERE_IS: Mapping[str, Tense] = {
    "a": "present", "avait": "imperfect", "aura": "future", "aurait": "conditional", "ait": "present",
}  # fmt: skip
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
_WHERE = frozenset(
    "plant factory office hospital meeting get_together_alt hearing assembly general_assembly entrance gate door warehouse "
    "cafeteria union_office court labour_court police_station vote school bank picket_line picket shop workshop_w city "
    "border trial clinic_w infirmary_w hall_alt polling_place exit_w end_w start_w negotiations_w work job".split()
)
"""À before these is where; before anything else it may be to whom or to what."""
_TOPICAL = frozenset(
    "enquête enquêtes rapport rapports question questions vote information informations mensonges menti mentir ment réunion "
    "loi entente voté parlé rumeur rumeurs article articles discuter discuté nouvelles vérité".split()
)
"""Sur behind these is about."""
_OPEN = frozenset(("present", "future", "near", "conditional"))
_ENDS = frozenset(("", ",", "et", "mais", "puis"))
_VOTED = frozenset("approve reject vote_for0 vote_against0 adopt_o elect support vote_to accept vote".split())
"""What happens by a share of the votes."""
_MOTION = frozenset(
    "move move_out relocate_o go go_to return come leave deport expel_who send_o transfer_who transport_o flee".split()
)
_MOVING = frozenset("renvoyer retourner déporter envoyer ramener emmener amener aller partir rentrer expulser".split())
_THEY = Thing("pronoun", plural=True, det="on")
_IS = frozenset("est sont était étaient sera serait".split())
_ASKED = {"quand": "when", "où": "where", "comment": "how", "pourquoi": "why"}


class FrenchReader(FrenchThings):
    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for before, start in self._before(position):
            if is_question:
                yield from ((replace(clause, before=before), after) for clause, after in self._question(start))
                continue
            yield from ((replace(clause, before=before), after) for clause, after in self._cleft(start))
            for clause, after in self.clause(start):
                yield replace(clause, before=before), after
            yield from ((replace(clause, before=before), after) for clause, after in self._order(start))
            if self.at(start) == "que":
                for clause, after in self.clause(start + 1, subjunctive=True):
                    if clause.subject is not None and (clause.subject.kind != "pronoun" or clause.subject.word):
                        yield replace(clause, tense="conditional", modal="should", before=before), after

    def _question(self, position: int) -> Iterator[tuple[Clause, int]]:
        if self.at(position) == "qui" and self.at(position + 1) != "est":
            start = position + 1 + 2 * (self.words[position + 1 : position + 3] == ["est-ce", "qui"])
            for clause, end in self.predicate(start, pronoun(word="who")):
                yield replace(clause, mood="question", asked="S"), end
        if self.at(position) == "combien":
            for subject, after in self._noun_phrase(position):
                for clause, end in self.predicate(after, subject):
                    yield replace(clause, mood="question", asked="S"), end
        asked = {"quand": "when", "où": "where", "pourquoi": "why", "comment": "how"}.get(self.at(position), "")
        if self.at(position) == "que":
            asked = "what"
        start = position + bool(asked)
        if self.words[start : start + 2] == ["est-ce", "que"]:
            start += 2
        elif self.words[start : start + 3] == ["ce", "est", "que"]:
            start += 3
        for clause, end in self._asked(start, asked):
            yield replace(clause, mood="question", asked=asked), end
        for moved, gone in self._straightened(start):
            words, raw = self.words, self.raw
            self.words, self.raw = [words[each] for each in moved], [raw[each] for each in moved]
            try:
                found = list(self._asked(start, asked))
            finally:
                self.words, self.raw = words, raw
            for clause, end in found:
                yield replace(clause, mood="question", asked=asked), end + gone

    def _asked(self, position: int, asked: str) -> Iterator[tuple[Clause, int]]:
        if asked != "what":
            yield from self._cleft(position)
            yield from self.clause(position)
            return
        # Qu'ont-ils dit? What is asked for has no word in the clause.
        what = pronoun(word="what")
        for subject, verb in self._subjects_after_que(position):
            for group, after in self.group(verb):
                if not group.subjunctive and self._takes_pronoun_or_noun(subject, group):
                    for clause, end in self.finished(group, after, subject, gap=what):
                        roles = {role: value for role, value in clause.roles.items() if value != what}
                        yield who_on_is(replace(clause, roles=roles)), end

    def _straightened(self, start: int) -> Iterator[tuple[list[int], int]]:
        """The order of a statement, and how many words it is shorter: vont-ils, la compagnie va-t-elle, tu as-tu."""
        places = list(range(len(self.words)))
        for place in places[start + 1 : -1]:
            if self.at(place) != "-" or self.at(place + 1) not in SUBJECTS:
                continue
            if all(self.at(each) in CLITICS or self.at(each) == "ne" for each in range(start, place - 1)):
                yield [*places[:start], place + 1, *places[start:place], *places[place + 2 :]], 1
            elif place == start + 2 and self.at(start) == "y":
                yield [*places[:start], place + 1, start, start + 1, *places[place + 2 :]], 1
            if place > start + 1:
                yield [*places[:place], *places[place + 2 :]], 2
            return

    def _cleft(self, position: int) -> Iterator[tuple[Clause, int]]:
        """c'est elle qui a signé"""
        start = position + (self.words[position : position + 2] == ["ce", "ne"])
        if self.at(position) != "ce" or self.at(start + 1) not in _IS:
            return
        after = start + 2
        negative = self.at(after) == "pas"
        for adjunct, end in () if negative else self.adjunct(after):
            # c'est à cause du patron que, c'est hier que
            if self.at(end) == "que":
                for clause, last in self.clause(end + 1):
                    yield replace(clause, adjuncts=(*clause.adjuncts, adjunct)), last
        for subject, end in (*self._strong(after + negative), *self.thing(after + negative, "S")):
            if self.at(end) == "que" and subject.clause is None and not negative:
                for who, verb in self._subjects_after_que(end + 1):
                    for group, last in self.group(verb):
                        if self._takes_pronoun_or_noun(who, group):
                            for clause, finish in self.finished(group, last, who, gap=subject):
                                yield who_on_is(clause), finish
            if self.at(end) == "qui" and subject.clause is None:
                for clause, last in self._of_the_one(end + 1, subject):
                    if clause.passive and negative:
                        # ce n'est pas Marie qui a été congédiée: of which no writer makes anything else than a cleft
                        agentless = clause.subject is None and clause.thing(clause.passive) is not None
                        if not agentless:
                            continue
                    yield replace(clause, cleft="no" if negative else "yes"), last

    def _of_the_one(self, position: int, subject: Thing) -> Iterator[tuple[Clause, int]]:
        yield from self.predicate(position, subject)
        if subject.kind == "pronoun" and subject.person < 3:
            # In speech: c'est moi qui a signé.
            for group, after in self.group(position):
                if not group.subjunctive and group.person == 3:
                    yield from self.finished(group, after, subject)

    def readings(self, text: str) -> Iterator[Sentence]:
        """`On` is the same people all through a sentence that has said what they do to others."""
        for found in super().readings(text):
            if not any(each.subject == _THEY for _, each in found.clauses):
                yield found
                continue
            clauses = tuple(
                (
                    joiner,
                    replace(each, subject=_THEY) if each.subject is not None and each.subject.det == "on" else each,
                )
                for joiner, each in found.clauses
            )
            yield replace(found, clauses=clauses)

    def short(self, position: int) -> Iterator[tuple[Thing, int]]:
        """le syndicat non; pas le syndicat"""
        for subject, after in (*self._strong(position), *self.thing(position, "S")):
            if self.at(after) in ("non", "pas") and after + 1 == len(self.words):
                yield subject, after + 1

    def subordinate(self, position: int, kind: str, name: str) -> Iterator[tuple[Clause, int]]:
        del name
        yield from self.clause(position, subjunctive=None if kind != "conj" else False)

    def adjunct(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        yield from self._dated(position)
        yield from self._of_several(position)
        if self._only and self.at(position) == "que":
            # elle n'a signé que parce qu'on l'a menacée
            for adjunct, after in super().adjunct(position + 1):
                if adjunct.clause is not None:
                    yield replace(adjunct, number="only"), after
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
        if self.at(position) == "à" and MASK.fullmatch(self.at(position + 1)) and self.at(position + 2) in _ENDS:
            yield Adjunct("share", number=self.raw[position + 1]), position + 2

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
            if any(each.word == "share" for each in clause.adjuncts) and name not in _VOTED:
                continue
            if name in ("seem_that", "true_that") and subject is not None and subject.kind == "pronoun":
                # il paraît que: nobody
                clause = replace(clause, subject=pronoun(3, "n"))
            if name in _MOTION or group.verb in _MOVING:
                clause = replace(clause, adjuncts=tuple(map(self._whither, clause.adjuncts)))
            if "still" in clause.adverbs and clause.tense in ("present", "imperfect") and not clause.negation:
                if not clause.frame.is_state and not clause.modal and not clause.passive:
                    # j'attends toujours
                    clause = replace(
                        clause, progressive=True, tense="past" if clause.tense == "imperfect" else "present"
                    )
            yield clause, after

    def _whither(self, adjunct: Adjunct) -> Adjunct:
        there = f"to {adjunct.word.removeprefix('in ')}"
        if adjunct.word.startswith("in ") and ("adv", there) in self.lists.said:
            return replace(adjunct, word=there)
        return adjunct

    def _of_several(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        """en l'absence des observateurs: the preposition ends in the article"""
        for place in range(position + 1, min(position + 5, len(self.words))):
            if self.at(place) != "des":
                continue
            words, raw = self.words, self.raw
            self.words = [*words[:place], "de", "les", *words[place + 1 :]]
            self.raw = [*raw[:place], "de", "les", *raw[place + 1 :]]
            try:
                fits = any(after == place + 1 for _, after in self.listed("prep", position))
                found = [each for each in super().adjunct(position) if each[1] > place + 2] if fits else []
            finally:
                self.words, self.raw = words, raw
            for adjunct, end in found:
                yield adjunct, end - 1

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
        for relation, start in dates.starts(self.words, position, _BEFORE_HOURS):
            if MASK.fullmatch(self.at(start)) and self.at(start + 1) in ("h", "heures", "heure"):
                if MASK.fullmatch(self.at(start + 2)):
                    yield Adjunct("hour", number=f"{relation}|{self.raw[start]}|{self.raw[start + 2]}"), start + 3
                yield Adjunct("hour", number=f"{relation}|{self.raw[start]}|"), start + 2

    def _infinitive(self, position: int) -> Iterator[tuple[Clause, int]]:
        start = position + (self.at(position) == "ne")
        negation, nothing, adverbs, start = self._inner(start)
        for clitics, after in self._clitics(start):
            empty = Group(adverbs=adverbs, negation=negation, is_finite=False, clitics=clitics, nothing=nothing)
            for group, end in self._base(after, empty):
                yield from self.finished(group, end, None)

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

    def complement(self, mark: str, position: int) -> Iterator[tuple[Clause, int]]:
        if mark == "wh":
            if self.at(position) == "qui":
                for clause, after in self.predicate(position + 1, pronoun(word="who")):
                    yield replace(clause, asked="S"), after
            elif self.at(position) in _ASKED:
                for clause, after in self.clause(position + 1):
                    yield replace(clause, asked=_ASKED[self.at(position)]), after
            elif self.at(position) == "si":
                for clause, after in self.clause(position + 1):
                    yield replace(clause, asked="if"), after
        elif mark in ("que", "que+"):
            if self.at(position) == "que":
                yield from self._said(position + 1, subjunctive=None if mark == "que+" else False)
        else:
            if mark and self.at(position) != mark:
                return
            yield from self._infinitive(position + bool(mark))

    def _said(self, position: int, *, subjunctive: bool | None) -> Iterator[tuple[Clause, int]]:
        """What is said, with what stands before it at its end."""
        for before, start in self._before(position):
            for clause, after in self._cleft(start):
                if clause.cleft != "no":
                    yield replace(clause, cleft="", adjuncts=(*clause.adjuncts, *before)), after
            for clause, after in self.clause(start, subjunctive=subjunctive):
                yield replace(clause, adjuncts=(*clause.adjuncts, *before)), after

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

    def clause(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]:
        self.step()
        word = self.at(position)
        yield from self._lasting(position)
        if word == "il":
            yield from self._there_is(position)
        if word in SUBJECTS:
            for group, after in self.group(position + 1):
                if self._is_mood(group, subjunctive) and self._takes_pronoun(SUBJECTS[word], group):
                    for clause, end in self.finished(group, after, SUBJECTS[word]):
                        yield who_on_is(clause), end
                    yield from self._placed(group, after, SUBJECTS[word])
        for subject, after in self.thing(position, "S"):
            if subject.kind == "pronoun" and subject.word == "":
                continue
            for group, end in self.group(after):
                if self._is_mood(group, subjunctive) and self.agrees(subject, group):
                    yield from self.finished(group, end, subject)
                    yield from self._placed(group, end, subject)

    def _placed(self, group: Group, position: int, who: Thing) -> Iterator[tuple[Clause, int]]:
        """La réunion est vendredi, nous sommes à l'usine"""
        if group.verb == "être" and not group.is_passive and not group.clitics:
            for frame, adjuncts, end in self.placed(position, who):
                yield who_on_is(Clause(frame, group.tense, who, {}, group.negation, modal=group.modal,
                                       adverbs=group.adverbs, adjuncts=adjuncts)), end  # fmt: skip

    def _lasting(self, position: int) -> Iterator[tuple[Clause, int]]:
        """ça fait trois semaines qu'on attend"""
        for words in (["ça", "fait"], ["cela", "fait"], ["il", "y", "a"]):
            if self.words[position : position + len(words)] != words:
                continue
            for thing, after in self._noun_phrase(position + len(words)):
                if thing.word in SPANS and thing.det.startswith("number:") and self.at(after) == "que":
                    for clause, end in self.clause(after + 1):
                        lasting = Adjunct("lasting", thing=thing)
                        tense: Tense = "perfect" if clause.tense == "past" else clause.tense
                        yield replace(clause, tense=tense, adjuncts=(*clause.adjuncts, lasting)), end

    def _there_is(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il y a, il n'y a pas eu de; il faut"""
        start = position + 1 + (self.at(position + 1) == "ne")
        if self.at(start) == "y" and self.at(start + 1) == "en" and self.at(start + 2) in _THERE_IS:
            # il y en a trois
            before, self._of_them = self._of_them, True
            found = [each for each in self._part(start + 3, "O") if each[0].kind == "part"]
            self._of_them = before
            for thing, after in found:
                for adjuncts, end in self.adjuncts(after):
                    yield Clause(EXIST, _THERE_IS[self.at(start + 2)], None, {"O": thing}, adjuncts=adjuncts), end
        if self.at(start) == "y" and self.at(start + 1) in _THERE_IS:
            negation, nothing, _, after = self._inner(start + 2)
            tense: Tense = _THERE_IS[self.at(start + 1)]
            if self.at(after) == "eu" and tense == "present":
                tense, after = "past", after + 1
            if not nothing:
                yield from self.existing(after, tense, negation)
        yield from self._left(start)
        yield from self._better(start)
        if self.words[start : start + 3] == ["se", "peut", "que"]:
            for clause, end in self.clause(start + 3, subjunctive=None):
                yield Clause(BE_SO, subject=pronoun(3, "n"), roles={"A": Adjunct("possible"), "C": clause}), end
        if self.at(start) == "faudrait":
            negation, _, _, after = self._inner(start + 1)
            if self.at(after) == "que":
                for clause, end in self.clause(after + 1, subjunctive=None):
                    yield replace(clause, modal="should", tense="conditional", negation=negation), end
            for clause, end in self._infinitive(after):
                us = pronoun(1, plural=True)
                yield replace(clause, subject=us, modal="should", tense="conditional", negation=negation), end
        if self.at(start) in ("faut", "fallait", "faudra"):
            negation, _, _, after = self._inner(start + 1)
            need: Tense = {"faut": "present", "fallait": "imperfect"}.get(self.at(start), "future")  # type: ignore[assignment]
            if self.at(after) == "que":
                for clause, end in self.clause(after + 1, subjunctive=None):
                    yield replace(clause, modal="must" if negation else "have to", tense=need, negation=negation), end
            for clause, end in self._infinitive(after):
                modal = "must" if negation else "have to"
                yield replace(clause, subject=pronoun(1, plural=True), modal=modal, tense=need, negation=negation), end

    def _left(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il nous reste dix jours pour contester"""
        clitics, after = next(self._clitics(position))
        if len(clitics) != 1 or clitics[0] not in ("me", "te", "nous", "vous", "lui", "leur"):
            return
        tense: Tense | None = {"reste": "present", "restait": "imperfect", "restera": "future"}.get(self.at(after))  # type: ignore[assignment]
        if tense is None:
            return
        have = next(frame for frame in self.lists.frames if frame.name == "have_left")
        for thing, behind in self.thing(after + 1, "O"):
            for adjuncts, end in self.adjuncts(behind):
                yield Clause(have, tense, CLITICS[clitics[0]][0], {"O": thing}, adjuncts=adjuncts), end

    def _better(self, position: int) -> Iterator[tuple[Clause, int]]:
        """il vaut mieux attendre; il manque deux signatures"""
        frames = {frame.name: frame for frame in self.lists.frames if frame.name in ("better_to", "be_missing")}
        if self.words[position : position + 2] == ["vaut", "mieux"]:
            for done, end in self._infinitive(position + 2):
                yield Clause(frames["better_to"], subject=pronoun(3, "n"), roles={"C": done}), end
        if self.at(position) in ("manque", "manquait"):
            tense: Tense = "present" if self.at(position) == "manque" else "imperfect"
            for thing, after in self.thing(position + 1, "S"):
                for adjuncts, end in self.adjuncts(after):
                    yield Clause(frames["be_missing"], tense, thing, adjuncts=adjuncts), end

    @staticmethod
    def _is_mood(group: Group, subjunctive: bool | None) -> bool:
        return subjunctive is None or group.subjunctive == subjunctive

    def _order(self, position: int) -> Iterator[tuple[Clause, int]]:
        """Ne signez rien; dites-leur"""
        start = position + (self.at(position) == "ne")
        for clitics, after in self._clitics(start) if start > position else [((), start)]:
            for tense, person, plural, verb in self._finite_forms(self.at(after)):
                you = _ordered(tense, person, verb, plural=plural)
                if you is None:
                    continue
                behind: list[str] = []
                end = after + 1
                while self.at(end) == "-" and self.at(end + 1) in (*CLITICS, "moi"):
                    behind.append({"moi": "me"}.get(self.at(end + 1), self.at(end + 1)))
                    end += 2
                negation, nothing, _, last = self._inner(end)
                if start > position and not negation and not nothing:
                    negation = ""
                group = Group(verb, negation=negation, is_finite=False, clitics=(*clitics, *behind), nothing=nothing,
                              only=start > position and not negation and not nothing)  # fmt: skip
                for clause, finish in self.finished(group, last, None):
                    yield replace(clause, mood="order", subject=you), finish

    def contrast(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]:
        """…, pas par l'entreprise"""
        start = position + (self.at(position) == ",")
        start += self.words[start : start + 2] == ["et", "non"]
        if self.at(position) != "," or self.at(start) not in ("pas", "non"):
            return
        same = clause.thing("O")
        for number, after in self.number(start + 1):
            if after == len(self.words) and same is not None and same.det.startswith("number:"):
                yield Adjunct("contrast", thing=Thing("name", det=f"number:{number}")), after
                return
        role = {"par": "agent", "à": "R", "avec": "with", "contre": "against", "pour": "for"}.get(
            self.at(start + 1), ""
        )
        after_role = start + 1 + bool(role)
        for thing, after in (*self._strong(after_role), *self.thing(after_role, "O")):
            if role:
                yield Adjunct("contrast", thing=thing, number=role), after
            else:
                is_object = clause.thing("O") is not None and not self.is_somebody(thing)
                yield Adjunct("contrast", thing=thing, number="O" if is_object else "S"), after


def _ordered(tense: str, person: int, verb: str, *, plural: bool) -> Thing | None:
    """Who is told to: signez, signons, signe, dis."""
    if tense != "pri":
        return None
    if plural:
        return pronoun(person, plural=True) if person < 3 else None
    if (person == 2 and not verb.endswith("er")) or (person == 3 and verb.endswith("er")):
        return pronoun(2)
    return None
