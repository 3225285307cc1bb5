"""Spanish sentences read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import Adjunct, Clause, Frame, Negation, Tense, Thing, pair, pronoun
from bot.translation.clauses.read_romance import Group, RomanceReader
from bot.translation.clauses.reading import SPANS, Roles

_SUBJECTS = {
    "yo": pronoun(1), "tú": pronoun(2), "usted": pronoun(2, plural=True), "él": pronoun(3, "m"), "ella": pronoun(3, "f"),
    "nosotros": pronoun(1, plural=True), "nosotras": pronoun(1, "f", plural=True), "ustedes": pronoun(2, plural=True),
    "ellos": pronoun(3, plural=True), "ellas": pronoun(3, "f", plural=True),
}  # fmt: skip
_AFTER_PREPOSITION = {**_SUBJECTS, "mí": pronoun(1), "ti": pronoun(2)}
_INDEFINITE = {
    "nadie": "nobody", "alguien": "somebody", "todos": "everybody", "nada": "nothing", "algo": "something",
    "todo": "everything", "eso": "that", "esto": "that",
}  # fmt: skip
_OWNERS = {"mi": "1s", "mis": "1s", "tu": "2s", "tus": "2s", "su": "3", "sus": "3"} | {
    f"nuestr{ending}": "1p" for ending in ("o", "a", "os", "as")
}
_DETERMINERS = {
    "el": "the", "la": "the", "los": "the", "las": "the", "un": "a", "una": "a", "unos": "some", "unas": "some",
    "este": "this", "esta": "this", "estos": "this", "estas": "this", "ese": "that", "esa": "that", "esos": "that",
    "esas": "that", "ningún": "no", "ninguna": "no", "cada": "each", "otro": "another", "otra": "another",
    "algunos": "some", "algunas": "some", "algún": "any", "alguna": "any", "varios": "several", "varias": "several",
    "muchos": "many", "muchas": "many", "pocos": "few", "pocas": "few", "ambos": "both", "ambas": "both",
}  # fmt: skip
_MASCULINE = frozenset(
    "el los un unos este estos ese esos ningún otro algunos varios muchos pocos nuestro nuestros".split()
)
_PLURAL = frozenset("los las unos unas estos estas esos esas mis tus nuestros nuestras varios varias".split())
_FEMININE = frozenset(
    "la las una unas esta estas esa esas ninguna otra algunas varias muchas pocas nuestra nuestras".split()
)
_PARTS = {
    "ninguno": "no", "ninguna": "no", "uno": "one", "una": "one", "algunos": "some", "algunas": "some",
    "muchos": "many", "muchas": "many", "varios": "several", "varias": "several", "todos": "all", "todas": "all",
    "pocos": "few", "pocas": "few",
}  # fmt: skip
_TENSES: Mapping[str, Tense] = {
    "pri": "present", "ifi": "past", "pii": "imperfect", "fti": "future", "cni": "conditional", "prs": "present",
    "pis": "past",
}  # fmt: skip
_THERE_IS: Mapping[str, Tense] = {
    "hay": "present", "hubo": "past", "había": "imperfect", "habrá": "future", "habría": "conditional", "haya": "present",
}  # fmt: skip
_ASKED = {"cuándo": "when", "dónde": "where", "cómo": "how"}
_NOT_YET = frozenset({"if", "when", "unless", "until", "even if"})
_TO_COME = frozenset("mañana hoy ahora ahorita próximo próxima siempre".split())
_FINITE = re.compile(r"^<(pri|ifi|pii|fti|cni|prs|pis)><p([123])><(sg|pl)>$")
_PARTICIPLE = re.compile(r"^<pp><(m|f)><(sg|pl)>$")
_CLITICS: Mapping[str, tuple[Thing, str]] = {
    "me": (pronoun(1), "any"), "te": (pronoun(2), "any"), "nos": (pronoun(1, plural=True), "any"),
    "lo": (pronoun(3, "m"), "acc"), "la": (pronoun(3, "f"), "acc"), "los": (pronoun(3, "m", plural=True), "acc"),
    "las": (pronoun(3, "f", plural=True), "acc"), "le": (pronoun(3), "dat"), "les": (pronoun(3, plural=True), "dat"),
    "se": (pronoun(3), "dat"),
}  # fmt: skip
_WITH_CLITICS = re.compile(r"^(.+?)((?:me|te|se|nos|los|las|les|lo|la|le){1,2})$")
_ONE_CLITIC = re.compile(r"me|te|se|nos|los|las|les|lo|la|le")
_BARE = str.maketrans("áéíóú", "aeiou")
_ADVERBS = {"ya": "already", "también": "also", "siempre": "always", "todavía": "still", "aún": "still"}


class SpanishReader(RomanceReader):
    language: Language = "es"
    CLITICS = _CLITICS
    _now = False

    def main(self, position: int, *, is_question: bool) -> Iterator[tuple[Clause, int]]:
        for before, start in self._before(position):
            self._now = any(each.clause is not None and each.word in _NOT_YET for each in before)
            if is_question:
                asked = {"quién": "S", "cuándo": "when", "dónde": "where", "cómo": "how"}.get(self.at(start), "")
                after = start + bool(asked)
                if self.at(start) == "por" and self.at(start + 1) == "qué":
                    asked, after = "why", start + 2
                if asked == "S":
                    for clause, end in self.predicate(after, pronoun(word="who")):
                        yield replace(clause, mood="question", asked="S", before=before), end
                else:
                    for clause, end in self.clause(after):
                        yield replace(clause, mood="question", asked=asked, before=before), end
                continue
            yield from ((replace(clause, before=before), after) for clause, after in self._cleft(start))
            yield from ((replace(clause, before=before), after) for clause, after in self._order(start))
            for clause, after in self.clause(start):
                yield replace(clause, before=before), after
            if self.at(start) == "que":
                for clause, after in self.clause(start + 1, subjunctive=True):
                    if (clause.subject is not None and clause.subject.kind != "pronoun") or (
                        clause.subject is not None and clause.subject.word
                    ):
                        yield replace(clause, tense="conditional", modal="should"), after

    def _cleft(self, position: int) -> Iterator[tuple[Clause, int]]:
        """fue ella quien firmó"""
        negative = self.at(position) == "no"
        start = position + negative
        if self.at(start) in ("fue", "fui", "fuimos", "es", "soy", "somos", "fueron", "son", "era", "eran"):
            for subject, after in self.thing(start + 1, "S"):
                if subject.clause is not None:
                    continue
                ends = [after + 1] if self.at(after) in ("quien", "quienes") else []
                if self.at(after) in ("el", "la", "los", "las") and self.at(after + 1) == "que":
                    ends.append(after + 2)
                third = replace(subject, person=3) if subject.kind == "pronoun" else subject
                for end in ends:
                    for clause, last in (*self.predicate(end, third), *self.predicate(end, subject)):
                        if not clause.passive:
                            yield replace(clause, subject=subject, cleft="no" if negative else "yes"), last

    def short(self, position: int) -> Iterator[tuple[Thing, int]]:
        """el sindicato no"""
        for subject, after in self.thing(position, "S"):
            if self.at(after) == "no" and after + 1 == len(self.words):
                yield subject, after + 1

    def subordinate(self, position: int, kind: str, name: str) -> Iterator[tuple[Clause, int]]:
        # si votamos: what is not yet sure is not told as done
        before, self._now = self._now, name in _NOT_YET
        found = [*self.clause(position, subjunctive=None if kind != "conj" else False)]
        if kind == "conj":
            found += self.clause(position, subjunctive=True)
        self._now = before
        for clause, after in found:
            # hasta que no paguen: until they pay
            plain = name == "until" and clause.negation == "not"
            yield replace(clause, negation="") if plain else clause, after

    def _infinitive(self, position: int) -> Iterator[tuple[Clause, int]]:
        negation: Negation = "not" if self.at(position) == "no" else ""
        clitics, self._climbing = self._climbing, ()
        empty = Group(negation=negation, is_finite=False, clitics=clitics)
        for group, after in self._base(position + bool(negation), empty):
            yield from self.finished(group, after, None)

    def complement(self, mark: str, position: int) -> Iterator[tuple[Clause, int]]:
        if mark == "wh":
            if self.at(position) in ("quién", "quien", "quiénes"):
                for clause, after in self.predicate(position + 1, pronoun(word="who")):
                    yield replace(clause, asked="S"), after
            elif self.at(position) in _ASKED or self.words[position : position + 2] == ["por", "qué"]:
                asked = _ASKED.get(self.at(position), "why")
                for clause, after in self.clause(position + 1 + (asked == "why")):
                    yield replace(clause, asked=asked), after
            elif self.at(position) == "si":
                for clause, after in self.clause(position + 1):
                    yield replace(clause, asked="if"), after
        elif mark in ("que", "que+"):
            if self.at(position) == "que":
                for clause, after in self.clause(position + 1, subjunctive=mark == "que+"):
                    plain = mark == "que+" and clause.tense in ("past", "present")
                    yield replace(clause, tense="present") if plain else clause, after
        else:
            if mark and self.at(position) != mark:
                return
            yield from self._infinitive(position + bool(mark))

    def duration(self, position: int) -> Iterator[tuple[Adjunct, int]]:
        starts = []
        if self.at(position) in ("durante", "por"):
            starts.append(("duration", position + 1))
        if self.at(position) == "desde" and self.at(position + 1) == "hace":
            starts.append(("lasting", position + 2))
        if self.at(position) == "hace":
            starts.append(("ago", position + 1))
        starts.append(("duration", position))
        for name, start in starts:
            for thing, after in self._noun_phrase(start):
                if thing.word in SPANS and thing.det.startswith(("number:", "a")):
                    yield Adjunct(name, thing=thing), after

    def clause(self, position: int, *, subjunctive: bool | None = False) -> Iterator[tuple[Clause, int]]:
        """`subjunctive`: None for either."""
        self.step()
        start = position + (self.at(position) == "no")
        if self.at(start) in _THERE_IS:
            yield from self.existing(start + 1, _THERE_IS[self.at(start)], "not" if start > position else "")
        if self.at(start) == "hay" and self.at(start + 1) == "que":
            for clause, after in self._infinitive(start + 2):
                negation: Negation = "not" if start > position else clause.negation
                yield replace(clause, subject=pronoun(1, plural=True), modal="have to", negation=negation), after
        if self.at(position) == "a":
            for topic, after in self.thing(position + 1, "O"):
                start = after + (self.at(after) == ",")
                for subject, verb in ((None, start), *self._named_subject(start)):
                    for group, end in self._grouped(verb, subjunctive):
                        if group.clitics and (subject is None or self.agrees(subject, group)):
                            yield from self.finished(group, end, subject, topic=topic)
        for topic, after in self._named_subject(position):
            # El paro lo empezó el turno de noche
            if topic.kind == "noun" and not self.is_somebody(topic):
                for group, end in self._grouped(after + (self.at(after) == ","), subjunctive):
                    gender, plural = self.lists.nouns[topic.word].form("es").gender, topic.plural
                    article = ("las" if gender == "f" else "los") if plural else "la" if gender == "f" else "lo"
                    if article in group.clitics:
                        yield from self.finished(group, end, None, topic=topic)
        for group, after in self._grouped(position, subjunctive):
            yield from self.finished(group, after, None)
        for subject, after in self._named_subject(position):
            for group, end in self._grouped(after, subjunctive):
                if self.agrees(subject, group):
                    yield from self.finished(group, end, subject)

    def _named_subject(self, position: int) -> Iterator[tuple[Thing, int]]:
        yield from self.thing(position, "S")

    def _grouped(self, position: int, subjunctive: bool | None) -> Iterator[tuple[Group, int]]:
        for group, after in self.group(position):
            if subjunctive is None or group.subjunctive == subjunctive:
                yield group, after

    def _order(self, position: int) -> Iterator[tuple[Clause, int]]:
        """No firmen; díganles"""
        you = pronoun(2, plural=True)
        start = position + (2 if self.words[position : position + 2] == ["por", "favor"] else 0)
        start += start > position and self.at(start) == ","
        negation: Negation = {"no": "not", "nunca": "never"}.get(self.at(start), "")  # type: ignore[assignment]
        if negation:
            for clitics, after in self._clitics(start + 1):
                for tense, person, plural, verb in self._finite_forms(self.at(after)):
                    if tense == "prs" and (person == 3 or (person == 2 and not plural)):
                        subject = you if person == 3 else pronoun(2)
                        group = Group(verb, negation=negation, is_finite=False, clitics=clitics)
                        yield from ((replace(clause, mood="order", subject=subject), end)
                                    for clause, end in self.finished(group, after + 1, None))  # fmt: skip
            return
        for base, clitics in self._taken_apart(self.at(start)):
            for tense, person, _, verb in self._finite_forms(base):
                if tense == "prs" and person == 3:
                    group = Group(verb, is_finite=False, clitics=clitics)
                    for clause, end in self.finished(group, start + 1, None):
                        yield replace(clause, mood="order", subject=you), end

    def _taken_apart(self, word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield word, ()
        found = _WITH_CLITICS.match(word)
        if found is not None:
            yield found[1].translate(_BARE), tuple(_ONE_CLITIC.findall(found[2]))
            yield found[1], tuple(_ONE_CLITIC.findall(found[2]))

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
            elif word == "tampoco" and not negation:
                negation = "not"
            elif word in ("solo", "sólo", "solamente", "únicamente"):
                adverbs.append("only")
            elif word in _ADVERBS:
                adverbs.append(_ADVERBS[word])
            else:
                break
            position += 1
        for clitics, start in self._clitics(position):
            empty = Group(negation=negation, adverbs=tuple(adverbs), clitics=clitics)
            yield from self._helped(start, empty)

    def _clitics(self, position: int) -> Iterator[tuple[tuple[str, ...], int]]:
        found: list[str] = []
        while self.at(position) in _CLITICS and len(found) < 2:
            found.append(self.at(position))
            position += 1
        yield tuple(found), position

    def _finite_forms(self, word: str) -> Iterator[tuple[str, int, bool, str]]:
        readings = []
        for lemma, tags in self.verbs.read.get(word, ()):
            found = _FINITE.match(tags)
            if found is not None:
                readings.append((found[1], int(found[2]), found[3] == "pl", lemma))
        # firmamos: of a deed people tell that it was done
        later = "ifi" if self._now or _TO_COME & set(self.words) else "pri"
        # cerraría, retiraba: I only where the sentence speaks of me
        not_me = not {"me", "mí", "yo", "mi", "mis"} & set(self.words)
        yield from sorted(
            readings,
            key=lambda each: (
                each[0] == later and each[1] == 1 and each[2],
                each[0] == "prs",
                each[0] in ("pii", "cni", "prs", "pis") and not each[2] and (each[1] == 1) == not_me,
            ),
        )

    def _helped(self, position: int, empty: Group) -> Iterator[tuple[Group, int]]:
        word = self.at(position)
        for tense, person, plural, lemma in self._finite_forms(word):
            subjunctive = tense in ("prs", "pis")
            group = replace(empty, tense=_TENSES[tense], person=person, plural=plural, subjunctive=subjunctive)
            after = position + 1
            if lemma == "haber":
                had: Tense = "perfect" if tense in ("pri", "prs") else "pluperfect"
                with_have = replace(group, tense=had)
                if tense == "cni" or tense == "pis":
                    with_have = replace(group, tense="conditional" if tense == "cni" else "pluperfect",
                                        adverbs=(*group.adverbs, "have") if tense == "cni" else group.adverbs)  # fmt: skip
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
            if lemma == "ir" and self.at(after) == "a":
                near: Tense = "near" if tense == "pri" else "conditional"
                if tense in ("pri", "pii"):
                    yield from self._base(after + 1, replace(group, tense=near))
            if lemma == "poder":
                can: Tense = "past" if tense in ("pii", "ifi", "pis") else group.tense
                yield from self._base(after, replace(group, modal="can", tense=can))
            if lemma == "deber":
                modal, of_modal = ("should", "conditional") if tense in ("cni", "pii") else ("must", group.tense)
                yield from self._base(after, replace(group, modal=modal, tense=of_modal))  # type: ignore[arg-type]
            if lemma == "tener" and self.at(after) == "que":
                of_have: Tense = "past" if tense in ("pii", "ifi", "pis") else group.tense
                yield from self._base(after + 1, replace(group, modal="have to", tense=of_have))
            yield replace(group, verb=lemma), after

    def _base(self, position: int, group: Group) -> Iterator[tuple[Group, int]]:
        """An infinitive, with the pronouns that hang on it."""
        if self.at(position) == "ser":
            yield from self._participles(position + 1, replace(group, is_passive=True))
        if self.at(position) == "haber":
            for verb, _, many, end in self._participle(position + 1):
                if not many:
                    yield replace(group, verb=verb, tense="perfect"), end
            if self.at(position + 1) == "sido":
                yield from self._participles(position + 2, replace(group, is_passive=True, tense="perfect"))
        for base, enclitics in self._taken_apart(self.at(position)):
            for verb, tags in self.verbs.read.get(base, ()):
                if tags == "<inf>":
                    yield replace(group, verb=verb, clitics=(*group.clitics, *enclitics)), position + 1

    def _participle(self, position: int) -> Iterator[tuple[str, str, bool, int]]:
        for verb, tags in self.verbs.read.get(self.at(position), ()):
            found = _PARTICIPLE.match(tags)
            if found is not None:
                yield verb, found[1], found[2] == "pl", position + 1

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
        del frame, roles
        return pronoun(group.person, group.gender, plural=group.plural)

    def contrast(self, position: int, clause: Clause) -> Iterator[tuple[Adjunct, int]]:
        """…, no la empresa"""
        start = position + (self.at(position) == ",")
        if self.at(start) != "no" or self.at(position) != ",":
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

    def thing(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        self.step()
        if self.at(position) == "ni":
            for first, after in self._single(position + 1, role):
                if self.at(after) == "ni":
                    for second, end in self._single(after + 1, role):
                        yield pair(first, second, "nor"), end
        for first, after in self._single(position, role):
            word = self.at(after)
            if word in ("y", "e", "o", "u") and not (first.kind == "pronoun" and first.word):
                again = self.at(after + 1) == "a" and role in ("O", "R")
                for second, end in self._single(after + 1 + again, role):
                    yield pair(first, second, "and" if word in ("y", "e") else "or"), end
            yield first, after

    def _single(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        for name, after in self.listed("pre", position):
            if name == "only" and self.at(after) not in _CLITICS:
                start = after + (self.at(after) == "a")
                for thing, end in self._single(start, role):
                    yield replace(thing, only=True), end
        pronouns = _SUBJECTS if role == "S" else _AFTER_PREPOSITION
        if word in pronouns:
            yield pronouns[word], position + 1
        if word in _INDEFINITE and self.at(position + 1) not in ("los", "las", "el", "la"):
            yield pronoun(word=_INDEFINITE[word]), position + 1
        if word in ("quien", "quienes"):
            yield from self._relative(Thing("pronoun", "the one", plural=word == "quienes"), position, must=True)
        if word in ("el", "la", "los", "las") and self.at(position + 1) == "que":
            head = Thing(
                "pronoun", "the one", plural=word in ("los", "las"), gender="f" if word in ("la", "las") else ""
            )
            yield from self._relative(head, position + 1, must=True)
        if word in ("el", "la", "los", "las") and self.at(position + 1) == "de":
            head = Thing(
                "pronoun", "the one", plural=word in ("los", "las"), gender="f" if word in ("la", "las") else ""
            )
            for owner, after in self._noun_phrase(position + 2):
                yield replace(head, whose=owner), after
        if word == "lo" and self.at(position + 1) == "que":
            yield from self._relative(Thing("pronoun", "what", gender="n"), position + 1, must=True)
        yield from self._part(position)
        yield from self.name(position)
        yield from self._noun_phrase(position)

    def _part(self, position: int) -> Iterator[tuple[Thing, int]]:
        starts = [(f"number:{number}", after) for number, after in self.number(position)]
        if self.at(position) in _PARTS:
            starts.append((_PARTS[self.at(position)], position + 1))
        if self.at(position) == "la" and self.at(position + 1) in ("mitad", "mayoría"):
            starts.append(("half" if self.at(position + 1) == "mitad" else "most", position + 2))
        if self.at(position) == "ni" and self.at(position + 1) in ("uno", "una"):
            starts.append(("no", position + 2))
        for det, after in starts:
            if self.at(after) == "de":
                for whole, end in self._single(after + 1, "O"):
                    if whole.plural or det == "half":
                        yield Thing("part", plural=det not in ("no", "one", "each", "half"), det=det, whose=whole), end
            if (det.startswith("number:") or det == "one") and not any(True for _ in self.nouns(after)):
                single = det == "one"
                people = Thing("noun", "people", plural=not single, det="number:one" if single else det)
                yield from self._owned(people, after)
            if det == "all" and self.at(after) in ("los", "las", "nuestros", "mis"):
                for whole, end in self._noun_phrase(after):
                    yield replace(whole, det="all"), end

    def _noun_phrase(self, position: int) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        gender = "m" if word in _MASCULINE else "f" if word in _FEMININE else ""
        for det, start in self._determiner(position):
            for before, after in self._adjectives(start):
                for name, plural, end in self.nouns(after):
                    form = self.lists.nouns[name].form("es")
                    if start > position and gender and form.gender in ("m", "f") and form.gender != gender:
                        if name != "water":
                            continue
                    many = word in _PLURAL or (det.startswith("number:") and det[7:] not in ("one", "1"))
                    if many and not plural and form.number != "pl":
                        continue
                    bare = self.at(position - 1) in ("por", "con", "sin", "de", "para", *_THERE_IS)
                    if not det and not (plural or form.number or before or bare):
                        continue
                    if det in ("a", "no", "each", "any") and plural and form.number != "pl":
                        continue
                    for behind, last in self._adjectives(end):
                        thing = Thing("noun", name, plural=plural, det=det, adjectives=(*before, *behind))
                        yield from self._owned(thing, last)

    def _owned(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        if self.at(position) == "de":
            for owner, after in self._single(position + 1, "O"):
                if owner.kind in ("noun", "name") and owner.clause is None:
                    yield from self._relative(replace(thing, whose=owner), after, must=False)
        yield from self._relative(thing, position, must=False)

    def _relative(self, thing: Thing, position: int, *, must: bool) -> Iterator[tuple[Thing, int]]:
        word = self.at(position)
        bare = replace(thing, clause=None)
        if word == "que" or (thing.word == "the one" and word in ("quien", "quienes")):
            if thing.word != "what":
                for group, after in self.group(position + 1):
                    if not group.subjunctive and self._agrees_with_head(thing, group):
                        for clause, end in self.finished(group, after, bare):
                            yield replace(thing, clause=clause, clause_role="S"), end
            if thing.word in SPANS:
                for clause, end in self.clause(position + 1):
                    yield replace(thing, clause=clause, clause_role="T"), end
            if not self.is_somebody(thing) or thing.word == "what":
                yield from self._with_gap(thing, position + 1)
        if word == "a" and self.at(position + 1) in ("quien", "quienes"):
            yield from self._with_gap(thing, position + 2)
        if word == "a" and self.at(position + 1) in ("el", "la", "los", "las") and self.at(position + 2) == "que":
            yield from self._with_gap(thing, position + 3)
        if not must:
            yield thing, position

    def _with_gap(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]:
        bare = replace(thing, clause=None)
        for subject, start in ((None, position), *self._named_subject(position)):
            for group, after in self.group(start):
                if subject is None or self.agrees(subject, group):
                    for clause, end in self.finished(group, after, subject, gap=bare):
                        yield replace(thing, clause=clause, clause_role="O"), end

    def _determiner(self, position: int) -> Iterator[tuple[str, int]]:
        word = self.at(position)
        if word in ("todos", "todas", "todo", "toda") and self.at(position + 1) in ("los", "las", "el", "la"):
            yield "all", position + 2
        for known in (_OWNERS, _DETERMINERS):
            if word in known:
                det = f"of:{known[word]}" if known is _OWNERS else known[word]
                yield det, position + 1
                if word not in ("un", "una"):
                    for number, after in self.number(position + 1):
                        yield f"{det};number:{number}", after
        if word == "ni" and self.at(position + 1) in ("un", "una"):
            yield "no", position + 2
        for number, after in self.number(position):
            yield f"number:{number}", after
        yield "", position
