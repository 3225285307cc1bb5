"""What Spanish orders, and what it says a clause is not true of."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import NOT_SO, Adjunct, Clause, Negation, Thing, is_pronoun, pronoun
from bot.translation.clauses.read_es_clauses import SpanishClauses
from bot.translation.clauses.read_es_things import CLITICS
from bot.translation.clauses.romance_group import Group

_BEGIN = frozenset(
    "no ya nunca yo tú él ella nosotros nosotras ustedes usted ellos ellas nadie todos todas alguien el la los las mi mis su "
    "sus solo sólo nomás nada luego ahora entonces mejor hasta nuestro nuestra nuestros nuestras a si cuando aunque porque este esta ese esa eso esto hay también tampoco".split()
)
"""With these a clause begins that stands beside another without a comma."""
_ASKING = frozenset({"qué", "quién", "cuándo", "cómo", "dónde"})
_SAY_TO_ONE = {"di": "decir", "haz": "hacer", "pon": "poner", "ven": "venir", "ten": "tener", "sal": "salir"}


class SpanishOrders(SpanishClauses):
    def _fronted_order(self, position: int) -> Iterator[tuple[Clause, int]]:
        """ese papel no lo firmen"""
        for topic, start in self._named_subject(position):
            if topic.kind == "noun" and not self.is_somebody(topic):
                for clause, after in self._order(start + (self.at(start) == ",")):
                    what = clause.thing("O")
                    if what is not None and is_pronoun(what) and what.person == 3 and what.plural == topic.plural:
                        yield replace(clause, roles={**clause.roles, "O": topic}), after

    def _order(self, position: int) -> Iterator[tuple[Clause, int]]:
        """No firmen; díganles"""
        you = pronoun(2, plural=True)
        start = position + (2 if self.words[position : position + 2] == ["por", "favor"] else 0)
        start += start > position and self.at(start) == ","
        anymore = self.at(start) == "ya" and self.at(start + 1) == "no"
        start += anymore
        negation: Negation = {"no": "not", "nunca": "never"}.get(self.at(start), "")  # type: ignore[assignment]
        if self.words[start + 1 : start + 4] == ["vaya", "a", "ser"]:
            # no vaya a ser que …: lest
            return
        if anymore:
            for clause, end in self._order(start):
                yield replace(clause, negation="no longer"), end
            return
        favour = self.words[start : start + 2] == ["favor", "de"]
        if favour or (negation and any(tag == "<inf>" for _, tag in self.verbs.read.get(self.at(start + 1), ()))):
            # No firmar nada; favor de avisar
            for clause, end in self._infinitive(start + 2 if favour else start):
                yield replace(clause, mood="order", subject=you), end
        if negation:
            if (
                self.at(start + 1) in ("vayan", "vaya", "vayas")
                and self.at(start + 2) == "a"
                and self.at(start + 3) != "ser"
            ):
                whom = pronoun(2) if self.at(start + 1) == "vayas" else you
                for group, after in self._base(start + 3, Group("", negation=negation, is_finite=False)):
                    for clause, end in self.finished(group, after, None):
                        yield replace(clause, mood="order", subject=whom), end
            for clitics, after in self._clitics(start + 1):
                for tense, person, plural, verb in self._finite_forms(self.at(after)):
                    if tense == "prs" and (person == 3 or (person == 2 and not plural)):
                        subject = you if person == 3 else pronoun(2)
                        group = Group(verb, negation=negation, is_finite=False, is_order=True, clitics=clitics)
                        yield from ((replace(clause, mood="order", subject=subject), end)
                                    for clause, end in self._done_to_others(group, after + 1))  # fmt: skip
                        if verb in ("andar", "estar"):
                            # no anden diciendo
                            for doing, behind in self._gerund(after + 1, group):
                                yield from ((replace(clause, mood="order", subject=subject), end)
                                            for clause, end in self.finished(doing, behind, None))  # fmt: skip
            return
        short = _SAY_TO_ONE.get(self.at(start))
        if short is not None:
            # di que no sabes nada
            for clause, end in self.finished(Group(short, is_finite=False), start + 1, None):
                yield replace(clause, mood="order", subject=pronoun(2)), end
        for base, clitics in self._taken_apart(self.at(start)):
            if clitics and base in _SAY_TO_ONE:
                # dile que no firme
                group = Group(_SAY_TO_ONE[base], is_finite=False, is_order=True, clitics=clitics)
                for clause, end in self.finished(group, start + 1, None):
                    yield replace(clause, mood="order", subject=pronoun(2)), end
            for tense, person, _, verb in self._finite_forms(base):
                # díganles; dile, avísame
                to_one = clitics and tense == "pri" and person == 3 and base != self.at(start)
                if (tense == "prs" and person == 3) or to_one:
                    group = Group(verb, is_finite=False, is_order=True, clitics=clitics)
                    for clause, end in self._done_to_others(group, start + 1):
                        yield replace(clause, mood="order", subject=pronoun(2) if to_one else you), end

    def _done_to_others(self, group: Group, position: int) -> Iterator[tuple[Clause, int]]:
        """no te metas: nobody orders you to do it to you"""
        for clause, end in self.finished(group, position, None):
            if not any(
                isinstance(each, Thing) and is_pronoun(each) and each.person == 2 for each in clause.roles.values()
            ):
                yield clause, end

    def begins_clause(self, position: int) -> bool:
        word = self.at(position)
        if word in _BEGIN or word in CLITICS or self._is_small_name(position) or self.may_order_next(position):
            return True
        finite = any(True for _ in self._finite_forms(word))
        return finite and not any(True for _ in self.nouns(position))

    def may_order_next(self, position: int) -> bool:
        """avísenme, no lo acepten: they can be nothing else"""
        word = self.at(position)
        start = position + (word == "no")
        if start > position:
            while self.at(start) in CLITICS:
                start += 1
        if start == position and word.endswith("e") and self.raw[0][0].islower() and any(self._with_accent(word)):
            # me obligaron pero tache el no: I did
            return False
        forms = [tense for tense, *_ in self._finite_forms(self.at(start))]
        if forms and all(tense == "prs" for tense in forms) and not any(True for _ in self.nouns(start)):
            return True
        return any(
            clitics and base != word and (base in _SAY_TO_ONE or any(True for _ in self._finite_forms(base)))
            for base, clitics in self._taken_apart(word)
        ) and not any(tag == "<inf>" for _, tag in self.verbs.read.get(word, ()))

    def contrast(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]:
        """…, no la empresa"""
        start = position + (self.at(position) == ",")
        start += self.at(start) == "y" and self.at(start + 1) == "no"
        if self.at(start) in ("no", "sino") and (self.at(position) in (",", "y") or "," not in self.words):
            how = "not" if self.at(start) == "no" else "but"
            if how == "not" or clause.negation or clause.cleft == "no":
                # los veo afuera, no en el comedor; no el lunes sino el martes
                for adjunct, end in self.adjunct(start + 1):
                    if adjunct.clause is None and (
                        end == len(self.words) or self.at(end) in (",", "y", "pero", "porque", "que")
                    ):
                        yield Adjunct("apart", clause=Clause(NOT_SO, adjuncts=(adjunct,)), number=how), end
        if self.words[start : start + 2] == ["ni", "siquiera"] and clause.negation:
            # a nadie, ni siquiera a su hermana
            role = {"a": "R", "con": "with", "contra": "against", "para": "for"}.get(self.at(start + 2), "")
            for thing, after in self.thing(start + 2 + bool(role), "O"):
                yield Adjunct("contrast", thing=thing, number=f"even {role}"), after
        if self.at(start) in ("y", "pero") and self.at(start + 1) == "a" and self._there & _ASKING:
            # ¿por qué le pagaron a ella y a mí no?
            for thing, after in self.thing(start + 2, "O"):
                if self.at(after) == "no" and self.is_somebody(thing):
                    role = "R" if clause.thing("R") is not None and clause.thing("O") is not None else "O"
                    yield Adjunct("contrast", thing=thing, number=role), after + 1
        if self.at(start) == "sino" and (clause.negation or clause.cleft == "no"):
            # no lo firmó el delegado sino el gerente
            to = self.at(start + 1) == "a"
            for thing, after in self.thing(start + 1 + to, "O"):
                if after == len(self.words) or self.at(after) in (",", "y", "porque", "que"):
                    yield (
                        Adjunct(
                            "contrast", thing=thing, number="but O" if to or not self.is_somebody(thing) else "but S"
                        ),
                        after,
                    )
            return
        if self.at(start) != "no" or (self.at(position) not in (",", "y") and "," in self.words):
            return
        same = clause.thing("O")
        for number, after in self.number(start + 1):
            if after == len(self.words) and same is not None and same.det.startswith("number:"):
                yield Adjunct("contrast", thing=Thing("name", det=f"number:{number}")), after
                return
        role = {"por": "agent", "a": "R", "con": "with", "contra": "against", "para": "for"}.get(self.at(start + 1), "")
        for thing, after in self.thing(start + 1 + bool(role), "O"):
            if role == "R" and clause.thing("O") is not None and self.is_somebody(clause.thing("O") or thing):
                yield Adjunct("contrast", thing=thing, number="O"), after
            elif role:
                yield Adjunct("contrast", thing=thing, number=role), after
            else:
                is_object = clause.thing("O") is not None and not self.is_somebody(thing)
                yield Adjunct("contrast", thing=thing, number="O" if is_object else "S"), after

    @abstractmethod
    def _infinitive(self, position: int) -> Iterator[tuple[Clause, int]]: ...
