"""Verbs that say something else of some nouns: "toucher" a cheque, a machine, or everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import SAME, Clause, Pattern, Thing, pronoun
from bot.translation.clauses.read_words import Words
from bot.translation.clauses.words import Sense

_OF_EACH_KIND: Mapping[Language, frozenset[str]] = {
    "en": frozenset("break call cut dismiss draw drop hold lift make raise terminate".split()),
    "es": frozenset("bajar dejar echar levantar meter quitar romper sacar soltar subir tirar tumbar".split()),
    "fr": frozenset(
        "casser déposer enlever lâcher lever porter remettre rendre renverser saisir sortir toucher".split()
    ),
}
"""Of a noun that is in no list it is not known which kind it is of."""

_NO_THINGS = frozenset("été fait pas tout".split())
"""Il a été arrêté: no summer."""
_TO_ONESELF = frozenset("hurt_part break_part break_part_q cut_part burn_part crush_part twist_part".split())


def _owner(thing: Thing) -> Thing | None:
    """his arm, Juan's arm"""
    if thing.whose is not None and not thing.link and thing.det in ("", "the"):
        return thing.whose
    of_whom = thing.det.partition(";")[0].removeprefix("of:")
    if not thing.det.startswith("of:") or not of_whom[:1].isdecimal():
        return None
    gender = of_whom[1:] if of_whom[1:] in ("m", "f") else ""
    return pronoun(int(of_whom[0]), gender, plural=of_whom[1:] == "p")


def _is_same(subject: Thing, owner: Thing) -> bool:
    if owner.kind != "pronoun" or subject.person != owner.person:
        return False
    if owner.person == 2:
        return True
    many = subject.plural or subject.kind == "pair"
    return many == owner.plural and (not owner.gender or not subject.gender or owner.gender == subject.gender)


_COMES_OUT = frozenset("result ruling list list_w report report_w news decision".split())
_OF_BELTS = tuple(
    "be turned,be stopped,be broken,be jammed,be on,be off,be empty,turn_on,turn_off,fix,repair,restart,break_down,fail0,jam".split(
        ","
    )
)
_SIDES = frozenset({"yes_side_rs", "no_side_rs"})


def _around(pattern: Pattern) -> tuple[tuple[str, str], ...]:
    return tuple(("R" if role == "X" else role, mark) for role, mark in pattern.items)


EMPLOYERS = frozenset(
    "panel insurance social_security plant factory facility covered_facility maquiladora auto_plant warehouse shop hospital bank network fund_w strike_fund strike_fund_rfr_alt money_fund union_fund_lx "
    "hotel_v port_t school mill_lx mine_t farm_t restaurant_v airline refinery_lx college_lx clinic daycare_w sawmill_lx foundry_lx "
    "nursing_home casino railway_lx university".split()
)
"""Things that pay, fire and are told as people are."""
SHOWN_IN = frozenset(
    "video photo list list_w newspaper news_w news television_w tv_w group recording picture facebook tv radio television social_network_v page website internet_w".split()
)


def _is_i(thing: Thing | None) -> bool:
    return thing is not None and thing.kind == "pronoun" and thing.person == 1 and not thing.plural


class SensesByNoun(Words):
    def says_it_of_anything(self, clause: Clause) -> bool:
        """Whether another frame is built with the same verb and the same things around it."""
        return any(not sense.frame.only for sense in self._built_like(clause))

    def depends_on_what(self, clause: Clause) -> bool:
        """Whether the verb is one that says something else of each kind of thing."""
        verbs = _OF_EACH_KIND[self.language]
        return any(pattern.verb in verbs for pattern in clause.frame.patterns.get(self.language, ()))

    def is_of_somebody_there(self, clause: Clause) -> bool:
        """quelqu'un de l'agence: of it, and not about it"""
        whom, other = clause.thing("R"), clause.thing("X")
        unnamed = whom is not None and whom.word == "somebody" and clause.frame.name.startswith(("tell_about", "talk_"))
        return unnamed and other is not None and self.is_somebody(other)

    def is_of_the_thing_named(self, clause: Clause, thing: Thing | None) -> bool:
        """votre plainte n'a pas été rejetée, elle a été transférée: it was, where nobody is named"""
        if not clause.frame.only_somebody or self.language != "fr" or thing is None or thing.kind != "pronoun":
            return False
        if thing.word not in ("", SAME) or thing.person != 3 or thing.plural or not thing.gender:
            return False
        places = (place for place, word in enumerate(self.words) if word not in _NO_THINGS)
        named = [self.lists.nouns[name] for place in places for name, _, _ in self.nouns(place)]
        if any(
            each.is_somebody and each.form("fr").gender in (thing.gender, "mf") for each in named
        ) or not self.lists.given_names.keys().isdisjoint(self.words):
            return False
        of_things = {each.form("fr").gender for each in named}
        return thing.gender in of_things and any(not each.frame.only_somebody for each in self._built_like(clause))

    def is_done_by_another(self, clause: Clause, told: Clause) -> bool:
        """Pídele que te lea la carta: whoever is asked does it, and no letter."""
        whom, who = clause.thing("R"), told.subject
        wished = any(mark == "que+" for pattern in clause.frame.patterns["es"] for _, mark in pattern.items)
        if wished and _is_i(clause.subject) and _is_i(who or clause.thing("O")) and not told.passive:
            # espero que venga: not I
            return True
        patterns = clause.frame.patterns["en"][0].items
        if whom is None or who is None or told.passive or ("C", "to") not in patterns:
            return False
        if who.kind in ("noun", "name", "pair"):
            return who.kind != whom.kind or who.word != whom.word
        return who.kind == "pronoun" and not who.word and (who.person == 1) != (whom.person == 1)

    def is_said_otherwise(self, clause: Clause) -> bool:
        """Whether what stands around a Spanish verb says that it is meant in another sense."""
        if self.language != "es":
            return False
        thing, other, who, name = clause.thing("O"), clause.thing("X"), clause.subject, clause.frame.name
        if "gang" in (thing.word if thing is not None else "", who.word if who is not None else ""):
            # la banda estaba prendida: the belt
            return name.startswith(_OF_BELTS)
        if name == "put_as_rs":
            # ponernos en la lista de los que votan: in no trade
            return other is not None and bool(other.det or other.clause or other.kind != "noun")
        if name == "promote_to_k":
            # lo ascendieron a él
            return other is not None and other.kind == "pronoun"
        if name == "leave_from":
            # salió el resultado de la votación: it came out
            return who is not None and who.word in _COMES_OUT
        if name.startswith(("file", "lodge", "submit")):
            # me presenté el lunes: nobody files me
            return thing is not None and thing.kind == "pronoun" and not thing.word and thing.person < 3
        if name in ("hope_that", "expect_that"):
            # llevamos meses esperando que contesten: waiting
            return clause.progressive
        # ganó el no: it won
        return thing is not None and thing.word in _SIDES and not name.startswith("mark_")

    def _built_like(self, clause: Clause) -> Iterator[Sense]:
        built = {(pattern.verb, _around(pattern)) for pattern in clause.frame.patterns.get(self.language, ())}
        return (
            sense
            for verb in {each for each, _ in built}
            for sense in self.lists.by_verb[self.language].get(verb, ())
            if (sense.pattern.verb, _around(sense.pattern)) in built
        )

    def done_to_owner(self, clause: Clause) -> Clause | None:
        """They broke his arm, the press crushed Juan's hand: to him; he broke his arm himself."""
        part, subject = clause.thing("O"), clause.subject
        if part is None or part.kind != "noun" or clause.passive or clause.thing("R") is not None:
            return clause
        owner = _owner(part)
        if owner is None or subject is None or (self.is_somebody(subject) and _is_same(subject, owner)):
            return clause
        built = {(each.verb, (*each.items, ("R", "of"))) for each in clause.frame.patterns["en"]}
        for sense in (each for verb, _ in built for each in self.lists.by_verb["en"].get(verb, ())):
            if (sense.pattern.verb, sense.pattern.items) in built and part.word in sense.frame.only:
                _, _, number = part.det.partition(";")
                bare = replace(part, det="the" + (f";{number}" if number else ""), whose=None)
                return replace(clause, frame=sense.frame, roles={**clause.roles, "O": bare, "R": owner})
        return None if clause.frame.name in _TO_ONESELF else clause
