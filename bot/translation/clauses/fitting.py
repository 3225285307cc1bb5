"""Whether a verb takes what was read around it: a meeting dismisses nobody, and a month is no price."""

from __future__ import annotations

from bot.translation.clauses.general_words import is_general
from bot.translation.clauses.limits import Limits
from bot.translation.clauses.meaning import (
    BEGIN_AND_END,
    PLACED,
    SAME,
    SPANS,
    Clause,
    Thing,
    is_pronoun,
)
from bot.translation.clauses.read_words import MASK, is_number
from bot.translation.clauses.senses_by_noun import EMPLOYERS, SHOWN_IN, SensesByNoun

_DONE_BY_OTHERS = frozenset("force poach push_to encourage_to help_to".split())
_BREAKS_OUT = frozenset("strike work_stoppage hunger_strike lockout dispute_w brawl_w fire_w scandal protest".split())
_HOLD_PEOPLE = frozenset(
    "police officer judge judge_f court soldier guard immigration national_guard prosecutor army cop_w_alt cop_t9_alt policeman_v_alt".split()
)
_DEEDS = (
    "accept", "accuse", "admit_o", "agree", "answer", "appeal", "apologize", "arrest", "ask", "beat", "bribe", "call_", "complain",
    "confirm", "decide", "decline", "demand", "deny", "detain", "dismiss", "eat", "elect", "file", "fire", "fine", "give_up", "go",
    "harass", "hire", "inspect", "interview", "investigate", "lie", "negotiate", "pay", "promise", "punish", "quit", "raid",
    "recognize", "refuse", "rehire", "reinstate", "reject", "release", "reply", "report", "resign", "retire", "say_", "sign",
    "steal", "strike", "sue", "suspend", "talk", "tell_to", "testify", "think", "threaten", "turn_in", "vote", "walk_out", "watch",
    "understand", "march", "believe", "remember", "withdraw", "withhold", "work", "defeat", "hear", "see", "know", "want", "force_out", "lay_off", "lock_", "order", "occupy",
)  # fmt: skip
"""Frames whose names begin so are what people do."""
_OF_MACHINES = frozenset("work_machine work_well work_out_well".split())
_SAID_TO_THINGS = frozenset("owe_rs answer reply_r cut_off_r do_to impose change_for".split())
"""Their receiver may be no person."""


def _is_unnamed_one(thing: Thing | None) -> bool:
    # antes de que abriera la planta: I opened it, or it did
    return (
        thing is not None
        and thing.kind == "pronoun"
        and thing.word == ""
        and thing.person in (1, 3)
        and not thing.plural
    )


def is_unknown_sum(thing: Thing | None) -> bool:
    return thing is not None and thing.word == "people" and MASK.fullmatch(thing.det[7:]) is not None


def _is_other_number(subject: Thing | None, said: Thing | None) -> bool:
    """The ballot is boxes: read wrongly."""
    both = (subject, said)
    return all(each is not None and each.kind == "noun" for each in both) and (
        subject is not None and said is not None and subject.plural != said.plural and not said.det
    )


def _is_one_of_us(thing: Thing | None) -> bool:
    return thing is not None and thing.kind == "pronoun" and thing.person < 3


_BEGUN = frozenset("begin_o start_strike end_o finish_o open_o close stop_o resume_o continue_with".split())
_OF_EVENTS = frozenset("empezar comenzar iniciar terminar acabar concluir seguir continuar".split())
_WHEN = frozenset("night night_w day morning morning_w afternoon_t evening_t week".split())
_HAPPEN = frozenset("something nothing accident accident_w incident thing problem explosion fire_w".split())
_PASS = frozenset("vote proposal offer final_offer motion contract cba agreement deal counter_offer budget law".split())
_SAID_ABOUT = frozenset("tell_about talk_about talk_to_about".split())
_PICKED = frozenset({"pick", "picks", "picked", "picking"})
_PAID = frozenset(
    "pay paie_w wages wage salary salary_w paycheck check check_w bonus severance vacation pension".split()
)
_DOORS = frozenset("door gate entrance main_gate exit_w picket picket_line road street".split())
_NOBODY = Thing("pronoun", "nothing")
_BEFALLS = frozenset(
    "heart_attack_t stroke_lx panic_attack_lx cramp_lx fever_t flu_lx seizure_lx heat_stroke_t".split()
)


class Fitting(SensesByNoun, Limits):
    def suits(self, clause: Clause) -> bool:
        """Whether its object is what the verb takes."""
        thing = clause.thing("O")
        if not self._fits_it(clause, thing) or not self.keeps_limits(clause) or self.is_said_otherwise(clause):
            return False
        if clause.frame.name in PLACED:
            # It says when or where: `placed` reads that.
            return False
        if clause.frame.name not in _SAID_TO_THINGS and not self._may_get(clause.thing("R")):
            return False
        if clause.subject is not None and clause.subject.kind in ("noun", "pair") and not clause.passive:
            # a meeting dismisses nothing
            if clause.frame.name.startswith(_DEEDS) and clause.frame.name not in _OF_MACHINES:
                if not self._acts(clause.subject):
                    return False
        other = clause.thing("X")
        if other is not None and other.word in ("trust", "trust_w") and not other.det and clause.thing("R") is not None:
            # hablaron con los empleados de confianza
            return False
        if clause.frame.name in ("deduct_x", "deduct_rx") and other is not None and self.language == "es":
            if other.word not in _PAID and "quit" in " ".join(self.words):
                # nos quitaron el descanso de la tarde
                return False
        if clause.frame.name.startswith("deduct") and thing is not None and self.is_somebody(thing):
            # nos quitaron de la puerta
            return False
        if clause.frame.name.startswith(("strike_", "take_off")) and thing is not None and self.is_somebody(thing):
            if other is not None and other.word in _DOORS:
                # nos quitaron de la puerta: off no list
                return False
        if clause.frame.name == "absent0" and clause.subject is not None and clause.subject.word == "firm_w":
            return False
        if other is not None and clause.frame.name in _SAID_ABOUT and other.word in _WHEN and not other.det:
            # those of the night shift
            return False
        if other is not None:
            # one votes on a contract, and gets a letter from somebody
            from_whom = clause.frame.name in ("receive_from", "accept_from")
            if (clause.frame.name == "vote_on" or from_whom) and self.is_somebody(other) != from_whom:
                return False
        who = clause.subject
        if clause.frame.name == "strike" and any(word.startswith("estall") for word in self.words):
            # si estalla la huelga: the strike breaks out, nobody in particular starts it
            if who is None or (who.kind == "pronoun" and who.person == 3 and not who.plural):
                return False
        if who is not None and who.kind in ("noun", "name"):
            # workers are absent, ballots are missing
            if clause.frame.name in ("absent0", "missing0") and self.is_somebody(who) != (
                clause.frame.name == "absent0"
            ):
                return False
            if clause.frame.name == "belong" and who.kind == "noun" and not who.det:
                return False
        if clause.frame.name in ("close", "lock") and _is_one_of_us(thing):
            return False
        given, whom = clause.thing("O"), clause.thing("R")
        if given is not None and whom is not None and given.kind == whom.kind == "noun" and self.is_somebody(given):
            # paid the union leaders: not leaders to the union
            return False
        if self.language == "es" and clause.passive and "se" in self._there and given is not None:
            # se llevaron a Juan: they took him, nobody took them to him
            to = whom or clause.thing("X")
            if is_pronoun(given) and not given.word and given.plural and to is not None and to.kind in ("noun", "name"):
                if self.is_somebody(to):
                    return False
        if clause.passive and is_unknown_sum(clause.thing(clause.passive)) and not clause.frame.only_somebody:
            return False
        if (
            clause.frame.name.startswith("pick_up")
            and clause.subject is not None
            and clause.subject.word in _HOLD_PEOPLE
        ):
            # picked up by immigration: detained
            return False
        if (
            clause.frame.name == "detain"
            and bool(_PICKED & self._there)
            and (clause.subject is None or clause.subject.word not in _HOLD_PEOPLE)
        ):
            return False
        if clause.frame.name.startswith("introduce") and clause.passive and self.language == "es":
            # se presentó el patrón: he appeared
            return False
        if clause.frame.name.startswith("file") and clause.passive and self.is_somebody(clause.thing("O") or _NOBODY):
            # se presentó el patrón: nobody files him
            return False
        if clause.frame.name == "fire" and clause.subject is not None and clause.subject.word in _HOLD_PEOPLE:
            # The police let them go.
            return False
        ends = thing is not None and thing.word in BEGIN_AND_END and self._is_begun(clause)
        if (ends or clause.frame.name in _BEGUN) and self.language == "es" and _is_unnamed_one(who):
            return False  # empezó la huelga: the strike did, nobody is named who began it
        if clause.frame.name == "submit_to" and thing is not None and self.is_somebody(thing):
            # la mandaron a la oficina: sent her
            return False
        if clause.frame.name == "be_short" and self.language == "es":
            # faltan diez firmas: they are missing
            return False
        if clause.frame.name in ("give", "give_word_t9_alt") and thing is not None and thing.word in _BEFALLS:
            # le dio un infarto: he had one
            return False
        if clause.frame.name in ("pay_more_than", "pay_more") and clause.negation:
            # no le pagaron más que a tres: only
            return False
        if clause.frame.name == "appear_in_media" and (other := clause.thing("X")) is not None:
            return other.word in SHOWN_IN
        if clause.frame.name == "be_of_use" and clause.subject is not None and clause.subject.kind == "noun":
            if not self.is_somebody(clause.subject) and self.language == "es":
                # el freno no servía: it did not work
                return False
        if clause.frame.name == "run" and self.language == "es" and not any(each.thing for each in clause.adjuncts):
            # los 40 que corrieron: they were fired
            return False
        told = clause.roles.get("C")
        if self.language == "es" and isinstance(told, Clause) and self.is_done_by_another(clause, told):
            return False
        if self.language == "fr" and clause.frame.name.startswith("ask") and isinstance(told, Clause):
            if told.asked == "what" and clause.thing("R") is None:
                # on demande ce qu'on nous doit: for it
                return False
        if self.language == "fr" and who is not None and (who.kind == "noun" or who.word) and not self.is_somebody(who):
            # an accident happens, a vote passes
            if clause.frame.name.startswith("arrive") and who.word in _HAPPEN:
                return False
            if clause.frame.name.startswith("come_by") and who.word in _PASS:
                return False
        if clause.frame.name == "continue_with" and self.language == "fr" and self.is_somebody(other or _NOBODY):
            # poursuivre le syndicat: in court
            return False
        said = clause.thing("X")
        if clause.frame.name == "be" and said is not None:
            if said.word in SPANS or is_number(said) or _is_other_number(clause.subject, said):
                return False
        if thing is not None and thing.word in SPANS and clause.frame.name in ("bring_o", "take"):
            return False
        if clause.frame.name in _DONE_BY_OTHERS and isinstance(clause.roles.get("C"), Clause):
            # a fait signer les cartes: nobody forced the cards
            made = clause.thing("O")
            if made is not None and not self.is_somebody(made):
                return False
        if clause.frame.name == "":
            going_on = clause.thing("O")
            return going_on is None or not self.is_somebody(going_on)
        if clause.frame.name == "pay_for":
            # has not been paid for three weeks: not their price
            price = clause.thing("X")
            return price is None or price.word not in SPANS or clause.tense not in ("perfect", "pluperfect")
        if clause.frame.name in ("explode", "break_out"):
            # a strike breaks out, a boiler explodes
            begins = clause.subject is not None and clause.subject.word in _BREAKS_OUT
            return begins == (clause.frame.name == "break_out")
        if thing is not None and is_general(thing.word) and self.depends_on_what(clause):
            return False
        if clause.frame.only:
            if thing is not None and thing.kind == "pronoun" and thing.word in ("", SAME) and thing.person == 3:
                if clause.frame.only & self.named():
                    return True
                # They gave it to her: what may also be said of anything is said of anything.
                return thing.gender == "n" and not self.says_it_of_anything(clause)
            return thing is not None and thing.word in clause.frame.only
        if self.is_of_the_thing_named(clause, thing) or self.is_of_somebody_there(clause):
            return False
        return not clause.frame.only_somebody or thing is None or self.is_somebody(thing)

    def _acts(self, thing: Thing | None) -> bool:
        if thing is not None and thing.kind == "pair":
            return self._acts(thing.first) and self._acts(thing.whose)
        return thing is not None and (self.is_somebody(thing) or thing.word in EMPLOYERS)

    def _fits_it(self, clause: Clause, thing: Thing | None) -> bool:
        """It is hot: the weather, no machine; the company knows it: a fact, nobody; a form is not mistaken."""
        name, who = clause.frame.name, clause.subject
        if name.startswith("weather_"):
            return who is not None and who.kind == "pronoun" and who.gender == "n" and not who.word
        if name in ("know_o", "know_fact"):
            is_fact = thing is not None and thing.kind == "pronoun" and thing.gender == "n" and thing.word != "what"
            return is_fact == (name == "know_fact")
        if name in ("wrong0", "be_wrong_v", "be_wrong_thing") and who is not None:
            return self.is_somebody(who) != (name == "be_wrong_thing")
        if (
            name in ("fix", "take_guard", "install_o")
            and thing is not None
            and thing.word in ("guard", "security_guard", "guard_f")
        ):
            # of a machine
            return False
        if name == "strike_by":
            return who is not None and not self.is_somebody(who)
        if name in ("hit_thing", "remove_thing"):
            return thing is not None and not self.is_somebody(thing)
        if name.startswith("take_time") and (what := clause.thing("X")) is not None:
            # took a year; took the minutes of a meeting
            return what.word in SPANS and what.det.startswith(("number:", "a"))
        return True

    @staticmethod
    def _is_begun(clause: Clause) -> bool:
        return any(pattern.verb in _OF_EVENTS for pattern in clause.frame.patterns["es"])

    def _may_get(self, thing: Thing | None) -> bool:
        return thing is None or self.is_somebody(thing) or (self.language == "en" and thing.word in EMPLOYERS)
