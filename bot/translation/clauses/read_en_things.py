"""Who and what in English sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Thing, is_negative, pair, pronoun
from bot.translation.clauses.read_en_compounds import EnglishCompounds
from bot.translation.clauses.read_en_parts import EXCEPT, may_except
from bot.translation.clauses.read_en_relatives import LIKE_NAMES, OWNERS, SUBJECTS
from bot.translation.clauses.read_words import MASK, NAME, NUMBERED
from bot.translation.clauses.remembering import found_once

_OBJECTS = {
    "me": pronoun(1), "you": pronoun(2), "him": pronoun(3, "m"), "her": pronoun(3, "f"), "it": pronoun(3, "n"),
    "us": pronoun(1, plural=True), "them": pronoun(3, plural=True),
}  # fmt: skip
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
_WORKPLACES = frozenset(
    "human_resources management union company agency temp_agency_t9_alt payroll maintenance_t9_alt shipping_t9_alt corporate_t9_alt security_t9_alt "
    "night_crew day_crew payroll_w local kitchen hospital paint_booth_t9_alt plant factory night_shift day_shift afternoon_shift first_shift third_shift shift line warehouse assembly_line paint_line "
    "packing assembly_area list_w list photo video committee team board picket_line union_office shipping maintenance quality area workshop paint_shop maquiladora auto_plant".split()
)
_BEHIND_THAT = frozenset(("", ",", *"and but to for with before after again now so because when if at on".split()))
_ALMOST = frozenset("nobody no none nothing all everyone everybody any anyone anybody anything".split())
_SENT = frozenset(
    "call call_w letter email email_w message message_w text_w note note_w notice answer visit visit_w offer".split()
)
_TO_WHAT = frozenset("key_w entrance door road_w".split())
_TIMES = frozenset("first second third last next other only".split())
_PREPOSITIONS = frozenset("another with of for without by about against after before".split())


class EnglishThings(EnglishCompounds):
    @found_once
    def thing(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        self.step()
        for first, after in self._single(position, role):
            if self.at(after) == "," and first.kind in ("noun", "name"):
                # hours, pay and safety
                for second, end in self._single(after + 1, role):
                    last = end + (self.at(end) == ",")
                    if self.at(last) in ("and", "or") and second.kind in ("noun", "name"):
                        for third, behind in self._single(last + 1, role):
                            yield pair(pair(first, second, ","), third, self.at(last)), behind
            if self.at(after) in ("and", "or") and (first.kind != "pronoun" or first.word.endswith("one")):
                for second, end in self._single(after + 1, role):
                    yield pair(first, second, self.at(after)), end
            if self.at(after) in EXCEPT and may_except(first):
                yield from self._but_for(first, after)
            yield first, after
            if role == "S":
                yield from self.linked(first, after)
        if self.at(position) == "neither":
            for first, after in self._single(position + 1, role):
                if self.at(after) == "nor":
                    for second, end in self._single(after + 1, role):
                        yield pair(first, second, "nor"), end

    def _single(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        if word == "only" or (word == "just" and (role == "S" or self.at(position - 1) == "or")):
            for thing, after in self._single(position + 1, role):
                yield replace(thing, only=True), after
            return
        if word == "even" or (word == "not" and self.at(position + 1) == "even"):
            for thing, after in self._single(position + 1 + (word == "not"), role):
                if thing.joined == "and" and thing.kind != "pair":
                    yield replace(thing, joined="not even" if word == "not" else "even"), after
            return
        pronouns = SUBJECTS if role == "S" else _OBJECTS
        if word == "you" and self.at(position + 1) in ("guys", "all", "people", "folks"):
            yield pronoun(2, plural=True), position + 2
        if word in pronouns:
            yield pronouns[word], position + 1
        if word == "what":
            for thing, after in self._with_clause(Thing("pronoun", "what", gender="n"), position + 1):
                if thing.clause is not None:
                    yield thing, after
        yield from self._others(position)
        if word in _INDEFINITE:
            yield from self._with_clause(pronoun(word=_INDEFINITE[word]), position + 1)
        if word in ("that", "this") and (role == "S" or self.at(position + 1) in _BEHIND_THAT):
            yield pronoun(3, "n", word), position + 1
        if word == "not" and self.at(position + 1) in ("everyone", "everybody", "all"):
            for thing, after in self._single(position + 1, role):
                if thing.word == "everybody" or thing.det == "all":
                    yield replace(thing, joined="not"), after
        if word in ("almost", "hardly", "barely") and self.at(position + 1) in _ALMOST:
            before, self._denied = self._denied, word != "almost"
            for thing, after in self._single(position + 1, role):
                if is_negative(thing) or (word == "almost" and (thing.word == "everybody" or thing.det == "all")):
                    yield replace(thing, joined="almost"), after
            self._denied = before
        if word == "whoever":
            yield from self._with_clause(pronoun(word="anyone"), position)
        if self.words[position : position + 2] == ["the", "only"] and self.at(position + 2) in ("one", "ones"):
            one = Thing("pronoun", "the one", plural=self.at(position + 2) == "ones", det="only")
            for thing, after in self._with_clause(one, position + 3):
                if thing.clause is not None:
                    yield thing, after
        if word == "all" and self.at(position + 1) == "those":
            for thing, after in self._with_clause(Thing("pronoun", "the one", plural=True, det="all"), position + 2):
                if thing.clause is not None:
                    yield thing, after
        for whole, whom in (
            ("nobody", 1),
            ("somebody", 1),
            ("someone", 1),
            ("everybody", 1),
            ("everyone", 1),
            ("anyone", 1),
            ("anybody", 1),
            ("no one", 2),
        ):
            if self.words[position : position + whom] == whole.split() and self.at(position + whom) in (
                "from",
                "in",
                "at",
                "on",
            ):
                kind = (
                    "nobody"
                    if whole == "no one" or (whole in _ANY and self._denied)
                    else _ANY[whole][1]
                    if whole in _ANY
                    else _INDEFINITE[whole]
                )
                for of_them, after in self._noun_phrase(position + whom + 1):
                    if of_them.det and of_them.clause is None:
                        yield Thing("pronoun", kind, whose=of_them), after
        if word == "no" and self.at(position + 1) == "one":
            yield from self._with_clause(pronoun(word="nobody"), position + 2)
        if word in _ANY:
            denied, otherwise = _ANY[word]
            if self.at(position + 1) == "who" and not self._denied:
                yield from self._with_clause(pronoun(word="anyone"), position + 1)
            yield from self._with_clause(pronoun(word=denied if self._denied else otherwise), position + 1)
        yield from self.one_of_them(position)
        yield from self._part(position, role)
        if word in ("those", "the") and (word == "those" or self.at(position + 1) in ("one", "ones")):
            start = position + (1 if word == "those" else 2)
            plural = word == "those" or self.at(position + 1) == "ones"
            is_noun = word == "those" and any(True for _ in self._these(start))
            for thing, after in self._with_clause(Thing("pronoun", "the one", plural=plural), start):
                if thing.clause is not None and not is_noun:
                    yield thing, after
        yield from self._of_name(position)
        yield from self._mine(position)
        yield from self.name(position)
        yield from self._noun_phrase(position)

    def _noun_phrase(self, position: int) -> Iterator[tuple[Thing, int]]:
        if "'s" in self._there:
            yield from self._of_that_day(position)
        for det, start in self._determiner(position):
            for adjectives, after in self._more_of(det, start):
                yield from self._named(det, adjectives, after)
                for name, plural, end in self.nouns(after):
                    if adjectives and any(end == of_whole for _, _, of_whole in self.nouns(start)):
                        # union dues: one noun
                        continue
                    if not {"pregnant", "female"}.isdisjoint(adjectives) and f"{name}_f" in self.lists.nouns:
                        name = f"{name}_f"
                        adjectives = tuple(each for each in adjectives if each != "female")
                    if not plural:
                        yield from self._compound(det, adjectives, name, after, end)
                    elif not adjectives:
                        yield from self._owner_in_haste(det, name, end)
                    form = self.lists.nouns[name].form("en")
                    numbered = NAME.fullmatch(self.at(end)) is not None
                    if not det and name in NUMBERED and MASK.fullmatch(self.at(end)):
                        det = "the"
                    bare = (
                        not det
                        and not (plural or form.number or numbered)
                        and self.at(position - 1) not in _PREPOSITIONS
                    )
                    if bare and (name in LIKE_NAMES or self.begins_in_haste(position)):
                        bare, det = False, "the"
                    if bare or (det in ("a", "another", "each") and (plural or form.number == "sg")):
                        continue
                    counted = det.startswith(("number:", "each", "this")) or bool(_TIMES & {*adjectives})
                    of_thing = "single" in adjectives and not self.lists.nouns[name].is_somebody
                    if of_thing or (name == "third_w" and self.at(end) != "of"):
                        continue
                    if "degree" in name and det.startswith("number:") != (name == "degree_t9_alt"):
                        continue
                    if name in ("time_x9", "time_w") and counted != (name == "time_x9"):
                        # the third time; time to go
                        continue
                    own = det.startswith(("of:", "number:", "each", "no"))
                    if (name == "vote_own") != own and name in ("vote", "vote_own"):
                        # my vote; the vote
                        continue
                    if det.startswith("number:") and not plural and det not in ("number:one", "number:1"):
                        continue
                    # management threatened us
                    one_body = not det and form.number and self.lists.nouns[name].is_somebody
                    thing = Thing("noun", name, plural=plural, det="the" if one_body else det, adjectives=adjectives)
                    if det and end == 1 and self.at(0) in self.verbs.read:
                        # vote is friday; not: (I) hope nobody got hurt
                        yield thing, end
                    else:
                        yield from self._owned(thing, end)

    def noun_asked(self, position: int) -> Iterator[tuple[Thing, int]]:
        yield from self._asked_part(position)
        yield from self._noun_phrase(position)

    def _owned(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        """the company's lawyer; the lawyer of the company; the workers who signed"""
        if self.at(position) == "'s":
            for adjectives, after in self._adjectives(position + 1):
                for name, plural, end in self.nouns(after):
                    owned = Thing("noun", name, plural=plural, det="the", adjectives=adjectives, whose=thing)
                    yield from self._with_clause(owned, end)
        if self.at(position) == "of" or (self.at(position) == "to" and thing.word in _TO_WHAT):
            for owner, after in self._single(position + 1, "O"):
                if owner.kind in ("noun", "name") or owner.clause is not None:
                    yield replace(thing, whose=owner), after
        yield from self._per(thing, position)
        if self.at(position) == "from" and thing.word in _SENT:
            # a letter from the company
            for owner, after in self._single(position + 1, "O"):
                if self.is_somebody(owner) and owner.clause is None:
                    yield replace(thing, whose=owner), after
        for place in ("at", "in", "on", "from"):
            if self.at(position) == place:
                for owner, after in self._noun_phrase(position + 1):
                    # not: broke his collarbone in the warehouse
                    if owner.word in _WORKPLACES and (self.is_somebody(thing) or not thing.det.startswith("of:")):
                        yield replace(thing, whose=owner), after
        yield from self._with_clause(thing, position)

    def _determiner(self, position: int) -> Iterator[tuple[str, int]]:
        word = self.at(position)
        if word in OWNERS:
            yield f"of:{OWNERS[word]}", position + 1
            for number, after in self.number(position + 1):
                yield f"of:{OWNERS[word]};number:{number}", after
        if word in ("which", "what") and self._asking:
            yield "which", position + 1
        if word == "how" and self.at(position + 1) == "many":
            yield "how many", position + 2
        if word in ("a", "one") and self.at(position + 1) == "single" and self._denied:
            yield "no", position + 2  # not a single copy
            return
        if word in _DETERMINERS:
            if word == "all" and self.at(position + 1) == "the":
                yield "all", position + 2
            if word == "both" and self.at(position + 1) == "the":
                yield "both", position + 2
            yield _DETERMINERS[word], position + 1
            if word in ("all", "both"):
                # all five drivers
                for number, after in self.number(position + 1 + (self.at(position + 1) == "the")):
                    yield f"the;number:{number}", after
            if word in ("the", "these", "those"):
                for number, after in self.number(position + 1):
                    yield f"{_DETERMINERS[word]};number:{number}", after
        if word == "any":
            yield "no" if self._denied else "any", position + 1
        if word == "not" and self.at(position + 1) in ("one", "a") and self.at(position + 2) != "of":
            yield "no", position + (3 if self.at(position + 2) == "single" else 2)
        for number, after in self.number(position):
            yield f"number:{number}", after
        yield from self._amount(position)
        if word == "one":
            yield "number:one", position + 1
        yield "", position
