"""Who and what, said in English."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import SAME, SPANS, Clause, Thing, is_pronoun
from bot.translation.clauses.write_en_degrees import compared
from bot.translation.clauses.writing import GAP, Unsayable, Writer

_INDEFINITE = {
    "nobody": "nobody", "somebody": "someone", "everybody": "everyone", "nothing": "nothing", "something": "something",
    "everything": "everything", "who": "who", "anyone": "anyone", "anybody": "anyone", "anything": "anything", "that": "that",
}  # fmt: skip
_ANY = {"nobody": "anyone", "nothing": "anything"}
_AS_SUBJECTS = {"me": "I", "him": "he", "her": "she", "us": "we", "them": "they"}
_MEASURES = SPANS | {
    "copy_w",
    "copy",
    "part_w",
    "half_w",
    "kind_w",
    "type_w",
    "piece_w",
    "lot_w",
    "bottle_w",
    "bunch_w",
    "list_w",
}
"""Of what they are is told behind them."""
_OWNERS = {"1s": "my", "2s": "your", "2p": "your", "3m": "his", "3f": "her", "3n": "its", "3p": "their", "1p": "our",
           "3": "their"}  # fmt: skip
_MINE = {"1s": "mine", "2s": "yours", "2p": "yours", "3m": "his", "3f": "hers", "3n": "its own", "3p": "theirs",
         "1p": "ours", "3": "theirs"}  # fmt: skip
_SUBJECTS = {(1, False): "I", (2, False): "you", (1, True): "we", (2, True): "you", (3, True): "they"}
_OBJECTS = {(1, False): "me", (2, False): "you", (1, True): "us", (2, True): "you", (3, True): "them"}


class EnglishThings(Writer):
    language: Language = "en"

    _body = ""
    """Gender, in the language that is read, of the company or union that was spoken of last."""

    _people: frozenset[str] = frozenset()
    """The genders of the persons of whom it was spoken."""

    def _is_it(self, thing: Thing) -> bool:
        unnamed = thing.kind == "pronoun" and thing.word == "" and thing.person == 3 and not thing.plural
        return unnamed and self.source != "en" and bool(self._body) and thing.gender in ("", self._body)

    def _subject(self, subject: Thing | None, *, impersonal: bool = False) -> list[str]:
        if subject is None:
            return ["they"]
        if (self._is_it(subject) or impersonal) and not subject.only:
            return ["it"]
        if subject.kind == "pronoun" and subject.word == SAME:
            return []
        if subject.kind == "pronoun" and subject.word == "" and not subject.only:
            key = (subject.person, subject.plural)
            if key in _SUBJECTS:
                return [_SUBJECTS[key]]
            return [{"f": "she", "m": "he", "n": "it"}.get(subject.gender, "he")]
        said = self.thing(subject)
        if subject.kind == "pair" and is_pronoun(subject.whose):
            # neither Karine nor I
            said[-1] = _AS_SUBJECTS.get(said[-1], said[-1])
        return said

    def thing(self, thing: Thing, *, denied: bool = False) -> list[str]:
        if thing.link:
            return [*self.thing(replace(thing, whose=None, link=""), denied=denied), *self.linked(thing)]
        before = [thing.joined] if thing.joined in ("not", "even", "not even") else ["only"] if thing.only else []
        if thing.kind == "pair" and thing.first is not None and thing.whose is not None:
            first, second = self.thing(thing.first, denied=denied), self.thing(thing.whose, denied=denied)
            if thing.joined == "nor":
                return [*(["either"] if denied else ["neither"]), *first, "or" if denied else "nor", *second]
            return [*first, thing.joined, *second]
        if thing.kind == "name":
            return [*before, self.number(thing.det) if thing.det else thing.word]
        if thing.kind == "pronoun":
            return [*before, *self._pronoun(thing, denied=denied), *self._relative(thing)]
        if thing.kind == "part":
            return [*before, *self._part(thing, denied=denied)]
        return [*before, *self._noun(thing, denied=denied), *self._relative(thing)]

    def _pronoun(self, thing: Thing, *, denied: bool) -> list[str]:
        if thing.word == "what":
            return ["everything" if thing.det == "all" else "what"]
        if thing.word in _INDEFINITE:
            of_them = ["from", *self.thing(thing.whose)] if thing.whose is not None else []
            other = ["else"] if thing.det == "else" else []
            almost = ["almost"] if thing.det == "almost" else []
            so = [word for each in thing.adjectives for word in self._adjective(each)]
            return [
                *almost,
                _ANY[thing.word] if denied and thing.word in _ANY else _INDEFINITE[thing.word],
                *so,
                *of_them,
                *other,
            ]
        if thing.word == "the one":
            owner = ["from", *self.thing(thing.whose)] if thing.whose is not None else []
            every = ["all"] if thing.det == "all" else []
            if thing.det.startswith("of:"):
                return [_MINE[self.owner if thing.det == "of:3" else thing.det[3:]]]
            if thing.adjectives:
                # heavier than the old one
                how = [word for each in thing.adjectives for word in self._adjective(each)]
                return ["the", *how, "ones" if thing.plural else "one", *(["of", *owner[1:]] if owner else [])]
            if thing.det == "only":
                return ["the", "only", "ones" if thing.plural else "one", *owner]
            return [*every, *(["those"] if thing.plural else ["the", "one"]), *owner]
        key = (thing.person, thing.plural)
        if key in _OBJECTS:
            return [_OBJECTS[key], *thing.adjectives]
        return [{"f": "her", "m": "him", "n": "it"}.get(thing.gender, "him")]

    def _part(self, thing: Thing, *, denied: bool) -> list[str]:
        if thing.whose is None:
            raise Unsayable
        head = self.number(thing.det) if thing.det.startswith("number:") else thing.det
        if thing.det == "no":
            head = "any" if denied else "none"
        if thing.det == "all" and thing.whose.kind == "noun":
            return [head, *self.thing(thing.whose)]
        return [head, "of", *self.thing(thing.whose)]

    def _noun(self, thing: Thing, *, denied: bool) -> list[str]:
        name = thing.word.removesuffix("_f")
        form = self.lists.nouns[name if name in self.lists.nouns else thing.word].form("en")
        _, plural = self.agreement(thing)
        if self.is_somebody(thing) and not plural:
            is_body = not self.is_person(thing)
            gender = self.lists.nouns[thing.word].form(self.source).gender
            self._body = gender if is_body and gender not in self._people else ""
            if not is_body:
                self._people = self._people | {gender}
        words: list[str] = []
        for det in () if thing.word.startswith("land_") else filter(None, thing.det.split(";")):
            if det == "bare":
                continue
            if det.startswith("number:"):
                words.append("one" if det == "number:one" else self.number(det))
            elif det.startswith("of:"):
                words.append(_OWNERS[self.owner if det == "of:3" else det[3:]])
            elif det in ("this", "that") and plural:
                words.append({"this": "these", "that": "those"}[det])
            elif det == "a" and (plural or form.number):
                continue
            elif det == "no" and denied:
                words.append("any")
            elif det == "much":
                words += ["a", "lot", "of"]
            elif det == "less" and plural:
                words.append("fewer")
            elif " " in det:
                words += det.split()
            elif det == "all" and not plural:
                words += ["the", "whole"]
            elif det == "all":
                words += ["all"] if ";" in thing.det else ["all", "the"]
            elif det == "the" and thing.called.startswith("number:"):
                continue
            else:
                words.append(det)
        alone = not words and not plural and not form.number and thing.whose is None and not thing.called
        if alone and thing.det != "bare" and self.source != "en":
            # es miembro, sin contrato
            words = ["a"]
        if (
            words == ["the"]
            and thing.word in SPANS
            and thing.adjectives in (("upcoming",), ("next",))
            and not thing.clause
        ):
            # remise à la semaine prochaine
            return ["next", form.plural if plural else form.singular]
        adjectives = [word for each in thing.adjectives for word in self._adjective(each)]
        if thing.det == "the" or thing.det.startswith("of:"):
            # les pires quarts: the worst
            adjectives = [{"worse": "worst", "better": "best"}.get(each, each) for each in adjectives]
        noun = form.plural if plural else form.singular
        if thing.whose is not None and thing.whose.word.endswith("_shift") and thing.det:
            if not self.is_somebody(thing) and not thing.whose.clause and not thing.whose.adjectives:
                # le poste de nuit
                shift = self.lists.nouns[thing.whose.word].form("en").singular
                return [*words, *adjectives, shift, noun, *self.called(thing)]
            return [*words, *adjectives, noun, "from", *self.thing(thing.whose)]
        if (
            thing.whose is not None
            and self.is_somebody(thing.whose)
            and thing.det == "the"
            and thing.whose.clause is None
        ):
            return [*self.thing(thing.whose), "'s", *adjectives, noun]
        if (kind := self._kind(thing)) and not thing.called:
            return [*words, *adjectives, *kind, noun]
        owner = ["of", *self.thing(thing.whose)] if thing.whose is not None else []
        return [*words, *adjectives, noun, *self.called(thing), *owner]

    def _kind(self, thing: Thing) -> list[str]:
        """changement d'horaire, cambio de horario: a schedule change"""
        of_what = thing.whose
        if self.source == "en" or thing.word in _MEASURES or of_what is None or of_what.kind != "noun":
            return []
        form = self.lists.nouns[of_what.word].form("en")
        bare = not of_what.det and not of_what.plural and not form.number and not self.is_somebody(of_what)
        if not bare or of_what.adjectives or of_what.whose is not None or of_what.clause is not None or thing.link:
            return []
        return [] if of_what.called or self.is_somebody(thing) else [form.singular]

    def _adjective(self, name: str) -> list[str]:
        degree, _, name = name.rpartition("~")
        said = self.lists.said["adj", name].words["en"][0]
        return compared(said, degree) if degree else [said]

    def _relative(self, thing: Thing) -> list[str]:
        if thing.clause is None:
            return []
        who = "who" if self.is_somebody(thing) and self.is_person(thing) else "that"
        if thing.word == "what":
            who = "that" if thing.det == "all" else ""
        if thing.clause_role == "T":
            return ["that", *self.clause(thing.clause)]
        if thing.clause_role in ("P", "W"):
            return [*(["where"] if thing.clause_role == "P" else []), *self.clause(thing.clause)]
        if thing.clause_role == "S":
            return [who, *self.clause(thing.clause, silent=True)]
        clause = thing.clause
        gap = self.gap_of(clause, thing)
        if not gap:
            raise Unsayable
        # Its preposition stays where it was: the lawyer whom we talked to.
        without = replace(clause, roles={**clause.roles, gap: Thing("pronoun", GAP)})
        return ["whom" if who == "who" else who, *self.clause(without, moved=True)]

    @abstractmethod
    def clause(
        self, clause: Clause, *, silent: bool = False, question: bool = False, form: str = "", moved: bool = False
    ) -> list[str]: ...
