"""Spanish verbs with their helpers and pronouns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.translation.clauses.meaning import Frame, Negation, Roles, Tense, Thing, pronoun
from bot.translation.clauses.read_es_forms import ONE_CLITIC, SpanishForms
from bot.translation.clauses.read_es_things import CLITICS
from bot.translation.clauses.romance_group import Group

_TENSES: Mapping[str, Tense] = {
    "pri": "present", "ifi": "past", "pii": "imperfect", "fti": "future", "cni": "conditional", "prs": "present",
    "pis": "past",
}  # fmt: skip
_ACCUSATIVE = frozenset({("lo",), ("la",), ("los",), ("las",)})
_IF = frozenset({"si", "haber", "gustado"})
"""Where one of them is in the sentence, hubiera may be habría."""
_HAVING = frozenset(f"haber{each}" for each in ("me", "te", "lo", "la", "le", "nos", "los", "las", "les", "se", "selo"))
_OF_FACTS = frozenset(
    "fault_of not_fair be_own_fault my_fault_w your_fault_w his_fault_w our_fault_w their_fault_w is_that is_not_that".split()
)
"""Of what they say nobody is named: it was my fault."""
_OF_ALL = frozenset({"supposedly", "apparently", "unfortunately", "luckily", "fortunately"})
"""What is said of a whole clause, before it."""
_ARTICLES = frozenset({"la", "los", "las"})
_BEFORE_CLITICS = frozenset(
    "no ya que nunca nadie quien quienes también todos solo nomás si y o pero me te se nos ,".split()
)
_AFTER_SUBJECT = frozenset("se es no ya fue nos me les le está va".split())
_ADVERBS = {"ya": "already", "también": "also", "siempre": "always", "todavía": "still", "aún": "still"}


class SpanishVerbs(SpanishForms):
    _names_in_small_letters = True

    def _grouped(self, position: int, subjunctive: bool | None) -> Iterator[tuple[Group, int]]:
        for group, after in self.group(position):
            if subjunctive is None or group.subjunctive == subjunctive:
                yield group, after

    def group(self, position: int) -> Iterator[tuple[Group, int]]:
        self.step()
        adverbs: list[str] = []
        negation: Negation = ""
        while True:
            word = self.at(position)
            if word == "no" and not negation:
                negation = "not"
                if "already" in adverbs:
                    adverbs.remove("already")
                    negation = "no longer"
                elif "still" in adverbs:
                    adverbs.remove("still")
                    negation = "not yet"
            elif word in ("nunca", "jamás") and not negation:
                negation = "never"
            elif word == "ni" and self.at(position + 1) == "siquiera" and not negation and (found_at := position + 2):
                negation, position = "not", found_at - 1
                adverbs.append("even")
            elif word == "tampoco" and not negation:
                negation = "not"
            elif word in ("solo", "sólo", "solamente", "únicamente", "nomás", "nada_más"):
                adverbs.append("only")
            elif word in _ADVERBS:
                adverbs.append(_ADVERBS[word])
            elif word == "apenas" and "just" not in adverbs and position + 1 < len(self.words):
                adverbs.append("just")
            elif word == "casi" and self.at(position + 1) in CLITICS:
                adverbs.append("almost")
            elif word.endswith("mente") and (manner := self._manner(position)):
                adverbs.append(manner)
            elif word == "sí" and self.at(position + 1) != ",":
                # a ella sí le pagaron
                pass
            else:
                break
            position += 1
        for clitics, start in self._clitics(position):
            empty = Group(negation=negation, adverbs=tuple(adverbs), clitics=clitics)
            yield from self._helped(start, empty)
            if clitics and clitics[0] == "se":
                # Se les dijo que …: nobody is named
                for group, after in self._helped(start, replace(empty, clitics=clitics[1:])):
                    if group.person == 3 and not group.plural and clitics[1:] not in _ACCUSATIVE:
                        yield replace(group, plural=True), after

    def _manner(self, position: int) -> str:
        """Ilegalmente despidieron: what other languages say behind the verb."""
        found = next((name for name, after in self.listed("adv", position) if after == position + 1), "")
        return "" if found in _OF_ALL else found

    def _clitics(self, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        found: list[str] = []
        begins = position == 0 and self.at(position + 2) in _AFTER_SUBJECT
        behind = position > 0 and self.at(position - 1) not in _BEFORE_CLITICS
        if self.at(position) in _ARTICLES and (begins or behind):
            # la junta se canceló
            if any(True for _ in self.nouns(position + 1)):
                # cuando acabe la junta: the meeting
                yield (), position
                return
        while self.at(position) in CLITICS and len(found) < 2:
            found.append(self.at(position))
            position += 1
        yield tuple(found), position

    def _helped(self, position: int, empty: Group) -> Iterator[tuple[Group, int]]:
        word = self.at(position)
        for tense, person, plural, lemma in self._finite_forms(word):
            subjunctive = tense in ("prs", "pis")
            group = replace(empty, tense=_TENSES[tense], person=person, plural=plural, subjunctive=subjunctive)
            after = position + 1
            if tense == "ifi" and "just" in empty.adverbs:
                # apenas me reinstalaron
                group = replace(group, tense="perfect")
            if tense == "pri" and "almost" in empty.adverbs:
                # casi me mata: it did not
                group = replace(group, tense="past")
            if lemma == "haber":
                had: Tense = "perfect" if tense in ("pri", "prs") else "pluperfect"
                with_have = replace(group, tense=had)
                if tense == "cni" or tense == "pis":
                    with_have = replace(group, tense="conditional" if tense == "cni" else "pluperfect",
                                        adverbs=(*group.adverbs, "have") if tense == "cni" else group.adverbs)  # fmt: skip
                if tense == "pis" and _IF & set(self.words) and "si" not in self.words[max(0, position - 4) : position]:
                    # hubiéramos ganado si …
                    would_have = replace(
                        group, tense="conditional", adverbs=(*group.adverbs, "have"), subjunctive=False
                    )
                    for verb, _, many, end in self._participle(after):
                        if not many:
                            yield replace(would_have, verb=verb), end
                    if self.at(after) == "sido":
                        yield from self._participles(after + 1, replace(would_have, is_passive=True))
                if self.at(after) == "sido":
                    yield from self._participles(after + 1, replace(with_have, is_passive=True))
                for verb, _, many, end in self._participle(after):
                    if not many:
                        yield replace(with_have, verb=verb), end
                continue
            if lemma in ("ser", "estar"):
                yield from self._participles(after, replace(group, is_passive=True))
            if lemma == "estar" or (lemma in ("seguir", "andar") and tense in ("pri", "pii")):
                still = ("still",) if lemma == "seguir" else ()
                doing: Tense = "past" if tense in ("pii", "ifi", "pis") else group.tense
                for base, enclitics in self._taken_apart(self.at(after)):
                    for verb, tags in self.verbs.read.get(base, ()):
                        if tags == "<ger>":
                            yield replace(group, verb=verb, progressive=True, tense=doing,
                                          adverbs=(*group.adverbs, *still),
                                          clitics=(*group.clitics, *enclitics)), after + 1  # fmt: skip
            if lemma in ("seguir", "continuar", "quedar", "permanecer") and tense in ("pri", "pii"):
                # siguen detenidos; siguen sin pagarnos
                yield from self._participles(after, replace(group, is_passive=True, adverbs=(*group.adverbs, "still")))
                if self.at(after) == "sin":
                    of_then: Tense = "perfect" if tense == "pri" else "pluperfect"
                    yield from self._base(after + 1, replace(group, negation="not yet", tense=of_then))
            if lemma == "volver" and self.at(after) == "a":
                yield from self._base(after + 1, replace(group, adverbs=(*group.adverbs, "again")))
            if lemma == "acabar" and self.at(after) == "de" and tense in ("pri", "pii"):
                of_just: Tense = "perfect" if tense == "pri" else "pluperfect"
                yield from self._base(after + 1, replace(group, tense=of_just, adverbs=(*group.adverbs, "just")))
            if lemma == "ir" and self.at(after) == "a":
                near: Tense = "near" if tense == "pri" else "was near"
                if tense in ("pri", "pii"):
                    yield from self._base(after + 1, replace(group, tense=near))
            if lemma in ("poder", "deber") and (self.at(after) == "haber" or self.at(after) in _HAVING):
                # pudieron haberlo matado, debimos haber pedido
                if tense in ("ifi", "cni", "pii"):
                    of_can = replace(group, modal="can" if lemma == "poder" else "should", tense="conditional",
                                     adverbs=(*group.adverbs, "have"))  # fmt: skip
                    for done, end in self._base(after, of_can):
                        if done.tense == "perfect":
                            yield replace(done, tense="conditional"), end
                if self.at(after) == "haber" and tense in ("cni", "pii"):
                    # debería haber un testigo
                    of_there: Tense = "conditional" if tense == "cni" else "past"
                    there = replace(group, verb="haber", modal="can" if lemma == "poder" else "should", tense=of_there)
                    yield there, after + 1
                elif lemma == "poder" and tense == "pri":
                    # puede haber pasado: it may have
                    yield from self._base(after, replace(group, modal="can"))
                continue
            if lemma == "poder":
                can: Tense = "past" if tense in ("pii", "ifi", "pis") else group.tense
                able = replace(group, modal="can", tense=can)
                if can == "present" and "already" in group.adverbs:
                    # ya pueden pasar: now
                    able = replace(able, adverbs=tuple("now" if each == "already" else each for each in able.adverbs))
                yield from self._base(after, able)
            if lemma == "deber" and tense == "ifi":
                # debieron avisarnos: they should have
                should_have = replace(group, modal="should", tense="conditional", adverbs=(*group.adverbs, "have"))
                yield from self._base(after, should_have)
            elif lemma == "deber":
                modal, of_modal = ("should", "conditional") if tense in ("cni", "pii") else ("must", group.tense)
                yield from self._base(after, replace(group, modal=modal, tense=of_modal))  # type: ignore[arg-type]
            if lemma == "tener" and self.at(after) == "que":
                of_have: Tense = "past" if tense in ("ifi", "pis") else group.tense
                yield from self._base(after + 1, replace(group, modal="have to", tense=of_have))
            if lemma == "querer" and tense == "pis":
                # quisiéramos saber
                yield replace(group, verb=lemma, tense="conditional", subjunctive=False), after
            yield replace(group, verb=lemma), after

    def _base(self, position: int, group: Group) -> Iterator[tuple[Group, int]]:
        """An infinitive, with the pronouns that hang on it."""
        if self.at(position) == "ser":
            yield from self._participles(position + 1, replace(group, is_passive=True))
        if self.at(position) == "haber" or self.at(position) in _HAVING:
            on_have = ONE_CLITIC.findall(self.at(position).removeprefix("haber"))
            group = replace(group, clitics=(*group.clitics, *on_have))
            for verb, _, many, end in self._participle(position + 1):
                if not many:
                    yield replace(group, verb=verb, tense="perfect"), end
            if self.at(position + 1) == "sido":
                yield from self._participles(position + 2, replace(group, is_passive=True, tense="perfect"))
        for base, enclitics in self._taken_apart(self.at(position)):
            if base == "poder" and not group.modal:
                # antes de poder declarar
                able = replace(group, modal="can", clitics=(*group.clitics, *enclitics))
                yield from self._base(position + 1, able)
            for verb, tags in self.verbs.read.get(base, ()):
                if tags == "<inf>" and base in ("andar", "estar", "seguir"):
                    # por andar preguntando
                    yield from self._gerund(position + 1, replace(group, clitics=(*group.clitics, *enclitics)))
                if tags == "<inf>":
                    yield replace(group, verb=verb, clitics=(*group.clitics, *enclitics)), position + 1

    def _gerund(self, position: int, group: Group) -> Iterator[tuple[Group, int]]:
        for base, enclitics in self._taken_apart(self.at(position)):
            for verb, tags in self.verbs.read.get(base, ()):
                if tags == "<ger>":
                    yield replace(group, verb=verb, clitics=(*group.clitics, *enclitics)), position + 1

    def _participles(self, position: int, group: Group) -> Iterator[tuple[Group, int]]:
        for verb, gender, plural, end in self._participle(position):
            if not group.is_finite or plural == group.plural:
                yield replace(group, verb=verb, gender=gender), end

    def reflexive_pronoun(self, group: Group) -> str:
        if group.person == 3:
            return "se"
        return {(1, False): "me", (1, True): "nos", (2, False): "te"}.get((group.person, group.plural), "se")

    def se_is_dative(self, clitics: tuple[str, ...]) -> bool:
        return len(clitics) == 2 and clitics[0] == "se" and clitics[1] in ("lo", "la", "los", "las")

    def subject_may_follow(self, group: Group) -> bool:
        return group.person == 3

    def unnamed(self, group: Group, frame: Frame, roles: Roles) -> Thing:
        what = roles.get("X")
        if (
            frame.name == "be"
            and isinstance(what, Thing)
            and what.kind == "pronoun"
            and what.person == group.person < 3
        ):
            # fui yo: it was me
            return pronoun(3, "n")
        if frame.name in _OF_FACTS and group.person == 3 and not group.plural:
            return pronoun(3, "n")
        return pronoun(group.person, group.gender, plural=group.plural)
