"""Who and what, said in Spanish."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import (
    PAST_TENSES,
    SAME,
    Clause,
    Thing,
)
from bot.translation.clauses.read_es_things import STRESSED_A
from bot.translation.clauses.rearranging import clause_without
from bot.translation.clauses.writing import Unsayable, Writer

_INDEFINITE = {
    "nobody": "nadie", "somebody": "alguien", "everybody": "todos", "nothing": "nada", "something": "algo",
    "everything": "todo", "who": "quién", "anyone": "cualquiera", "anybody": "nadie", "anything": "nada", "that": "eso", "which": "lo cual", "this": "esto", "more": "más", "less": "menos", "enough": "suficiente",
}  # fmt: skip
_OWNERS = {"1s": ("mi", "mis"), "2s": ("tu", "tus"), "3m": ("su", "sus"), "3f": ("su", "sus"), "3n": ("su", "sus"),
           "3p": ("su", "sus"), "2p": ("su", "sus"), "3": ("su", "sus")}  # fmt: skip
DETERMINERS = {
    "the": ("el", "la", "los", "las"), "a": ("un", "una", "unos", "unas"), "this": ("este", "esta", "estos", "estas"),
    "that": ("ese", "esa", "esos", "esas"), "no": ("ningún", "ninguna", "ningún", "ninguna"),
    "all": ("todo el", "toda la", "todos los", "todas las"), "some": ("algún", "alguna", "algunos", "algunas"),
    "any": ("algún", "alguna", "algunos", "algunas"), "many": ("mucho", "mucha", "muchos", "muchas"),
    "several": ("varios", "varias", "varios", "varias"), "another": ("otro", "otra", "otros", "otras"),
    "each": ("cada", "cada", "cada", "cada"), "most": ("la mayoría de", "la mayoría de", "la mayoría de los", "la mayoría de las"),
    "which": ("qué", "qué", "qué", "qué"), "whose": ("cuyo", "cuya", "cuyos", "cuyas"), "how many": ("cuánto", "cuánta", "cuántos", "cuántas"),
    "too many": ("demasiado", "demasiada", "demasiados", "demasiadas"),
    "enough": ("suficiente", "suficiente", "suficientes", "suficientes"), "more": ("más", "más", "más", "más"),
    "less": ("menos", "menos", "menos", "menos"), "so many": ("tanto", "tanta", "tantos", "tantas"),
    "more and more": ("cada vez más",) * 4, "less and less": ("cada vez menos",) * 4,
    "as much": ("tanto", "tanta", "tantos", "tantas"),
    "few": ("poco", "poca", "pocos", "pocas"), "both": ("ambos", "ambas", "ambos", "ambas"),
}  # fmt: skip
_PARTS = {
    "nothing of": ("nada", "nada"), "most of": ("la mayor parte", "la mayor parte"), "some of": ("una parte", "una parte"),
    "which": ("cuál", "cuál"),
    "how many": ("cuántos", "cuántas"),
    "no": ("ninguno", "ninguna"), "some": ("algunos", "algunas"), "many": ("muchos", "muchas"),
    "several": ("varios", "varias"), "all": ("todos", "todas"), "one": ("uno", "una"), "each": ("cada uno", "cada una"),
    "most": ("la mayoría", "la mayoría"), "few": ("pocos", "pocas"), "half": ("la mitad", "la mitad"),
    "both": ("los dos", "las dos"),
}  # fmt: skip


_BEFORE_IT = {"not": ["no"], "almost": ["casi"], "even": ["incluso"], "not even": ["ni", "siquiera"]}
_MINE = {"1s": "mío/mía/míos/mías", "2s": "tuyo/tuya/tuyos/tuyas", "1p": "nuestro/nuestra/nuestros/nuestras",
         "3": "suyo/suya/suyos/suyas", "2p": "suyo/suya/suyos/suyas", "3p": "suyo/suya/suyos/suyas"}  # fmt: skip
_FULL = {"primer": "primero", "tercer": "tercero"}
DEGREES = {"very": "muy", "too": "demasiado", "so": "tan", "as": "tan", "more": "más", "less": "menos", "most": "más",
           "least": "menos", "rather": "bastante", "more and more": "cada vez más", "less and less": "cada vez menos",
           "enough": "lo suficientemente", "really": "de verdad"}  # fmt: skip


class SpanishThings(Writer):
    language: Language = "es"

    def agreement(self, thing: Thing | None) -> tuple[str, bool]:
        gender, plural = super().agreement(thing)
        is_you = thing is not None and thing.kind == "pronoun" and thing.person == 2 and thing.word in ("", SAME)
        return gender, plural or (is_you and self.has_order)

    def _subject(self, subject: Thing | None, clause: Clause) -> list[str]:
        if subject is None:
            return []
        if subject.kind == "pronoun" and subject.word in ("", SAME) and not (subject.only or subject.joined == "even"):
            singular = subject.person == 3 and not subject.plural and subject.gender in ("m", "f")
            if singular and subject.word != SAME and not clause.passive and clause.mood != "order":
                return ["ella" if subject.gender == "f" else "él"]
            return []
        if subject.kind == "noun" and not subject.det and self.source == "en":
            # Workers were forced: a subject has its article
            subject = replace(subject, det="the")
        return self.thing(subject)

    def _you_are_many(self, thing: Thing) -> bool:
        return thing.plural or self.has_order

    def thing(self, thing: Thing, preposition: str = "") -> list[str]:
        if thing.link:
            return [*self.thing(replace(thing, whose=None, link=""), preposition), *self.linked(thing)]
        before = ["solo"] if thing.only and thing.joined != "even" else _BEFORE_IT.get(thing.joined, [])
        if preposition:
            before.append(preposition)
        if thing.kind == "pair" and thing.first is not None and thing.whose is not None:
            again = preposition if preposition in ("a", "por") else ""
            first, second = self.thing(thing.first, preposition), self.thing(thing.whose, again)
            if thing.joined == "nor":
                return ["ni", *first, "ni", *second]
            return [*first, {"and": "y", "or": "o"}.get(thing.joined, thing.joined), *second]
        if thing.word == "doing" and thing.clause is not None:
            return self.clause(thing.clause, "inf", silent=True)
        if thing.kind == "name":
            return [*before, self.number(thing.det) if thing.det else thing.word]
        if thing.kind == "pronoun":
            return [*before, *self._pronoun(thing, preposition), *self._relative(thing)]
        if thing.kind == "part":
            return [*before, *self._part(thing)]
        return [*before, *self._noun(thing), *self._relative(thing)]

    def _pronoun(self, thing: Thing, preposition: str) -> list[str]:
        if thing.word == "everything" and thing.clause is not None:
            return ["todo", "lo"]
        if thing.word in _INDEFINITE:
            told = {"everything": ["lo"], "nothing": ["de", "lo"]}.get(thing.word, [])
            lo = told if thing.clause is not None and (thing.clause_role == "O" or thing.word == "everything") else []
            behind = ["más"] if thing.det == "else" else []
            behind += [self.small("adj", each).removeprefix("<").split("/")[0] for each in thing.adjectives]
            whole = self.thing(thing.whose, "de") if thing.whose is not None else []
            return [_INDEFINITE[thing.word], *behind, *lo, *whole]
        gender, plural = self.agreement(thing)
        if thing.word == "what":
            return ["lo"]
        if thing.word == "the one":
            owner = self.thing(thing.whose, "de") if thing.whose is not None else []
            every = ["todas" if gender == "f" else "todos"] if thing.det == "all" else []
            if thing.det.startswith("of:"):
                return [DETERMINERS["the"][self._place(thing)], _MINE[thing.det[3:]].split("/")[self._place(thing)]]
            if thing.word == "the one" and thing.det.startswith("adj "):
                place = (gender == "f") + 2 * plural
                adjectives = [
                    {"good": "mejor", "bad": "peor"}[name] + "es" * plural
                    if degree == "most" and name in ("good", "bad")
                    else f"{DEGREES.get(degree, '')} {_FULL.get(said := self.small('adj', name).removeprefix('<').split('/')[place], said)}".strip()
                    for degree, _, name in (each.rpartition("~") for each in thing.adjectives)
                ]
                return [
                    ("uno", "una", "unos", "unas")[place] if thing.det == "adj a" else DETERMINERS["the"][place],
                    *adjectives,
                    *(self.thing(thing.whose, "de") if thing.whose else []),
                ]
            if thing.adjectives:
                place = (gender == "f") + 2 * plural
                how = [self.small("adj", each).removeprefix("<").split("/")[place] for each in thing.adjectives]
                return [DETERMINERS["the"][place], *how]
            if thing.clause is not None and thing.clause_role == "O" and not thing.det and not owner:
                gap = self.gap_of(thing.clause, thing)
                if self.clitic_case(gap, dict(self.pattern(thing.clause.frame).items).get(gap, "")) == "prep":
                    # aquel con el que
                    return [("aquel", "aquella", "aquellos", "aquellas")[(gender == "f") + 2 * plural]]
            if thing.det == "only":
                place = (gender == "f") + 2 * plural
                return [DETERMINERS["the"][place], ("único", "única", "únicos", "únicas")[place], *owner]
            return [*every, DETERMINERS["the"][(gender == "f") + 2 * plural], *owner]
        if thing.person == 1:
            return ["nosotros" if plural else "mí" if preposition else "yo"]
        if thing.person == 2:
            return ["ustedes" if self._you_are_many(thing) else "ti" if preposition else "tú"]
        if thing.word == "another one":
            return ["otra" if gender == "f" else "otro"]
        if thing.word in ("this one", "that one"):
            return [DETERMINERS[thing.word[:4]][(gender == "f") + 2 * plural]]
        if thing.gender == "n":
            return ["eso"]
        return [("ellas" if gender == "f" else "ellos") if plural else "ella" if gender == "f" else "él"]

    def _part(self, thing: Thing) -> list[str]:
        if thing.whose is None:
            raise Unsayable
        gender, _ = self.agreement(thing.whose)
        head = self.number(thing.det) if thing.det.startswith("number:") else _PARTS[thing.det][gender == "f"]
        if thing.det == "both" and thing.whose.kind == "pronoun" and thing.whose.person == 3:
            return [head]
        if thing.det == "all" and thing.whose.kind == "pronoun":
            return [head, *self._pronoun(thing.whose, "a")]
        if thing.det in ("all", "both") and thing.whose.kind == "noun":
            whole = replace(thing.whose, det="") if thing.det == "both" and thing.whose.det == "the" else thing.whose
            return [head, *self.thing(whole)]
        return [head, *self.thing(thing.whose, "de")]

    def _noun(self, thing: Thing) -> list[str]:
        if thing.word == "thing_w" and thing.det == "the" and thing.adjectives and not thing.plural:
            # lo más importante
            return ["lo", *self._noun(replace(thing, word="fact"))[2:]]
        form = self.lists.nouns[thing.word].form("es")
        gender, plural = self.agreement(thing)
        if not plural:
            self.it[self.is_somebody(thing)] = gender
        place = (gender == "f") + 2 * plural
        words: list[str] = []
        for det in () if thing.word.startswith("land_") else filter(None, thing.det.split(";")):
            if det.startswith("number:"):
                one = det in ("number:one", "number:1")
                words.append(("una" if gender == "f" else "un") if one else self.number(det))
            elif det == "all" and ";" in thing.det:
                words.append(("todo", "toda", "todos", "todas")[place])
            elif det.startswith("of:"):
                owner = det[3:]
                if owner == "1p":
                    words.append(("nuestro", "nuestra", "nuestros", "nuestras")[place])
                elif owner == "2s" and self.has_order:
                    words.append("sus" if plural else "su")
                else:
                    words.append(_OWNERS[owner][plural])
            elif det in ("the", "a") and place == 1 and form.singular.startswith(STRESSED_A):
                words.append(DETERMINERS[det][0])
            else:
                words.append(DETERMINERS[det][place])
        before: list[str] = []
        behind: list[str] = []
        for adjective in thing.adjectives:
            if adjective == "more":
                behind.append("más")
                continue
            degree, _, name = adjective.rpartition("~")
            written = self.small("adj", name)
            form_of_it = written.removeprefix("<").split("/")[place]
            if degree and name in ("bad", "good"):
                # la peor línea; un día muy malo
                worst = {"bad": "peor", "good": "mejor"}[name]
                (before if degree == "most" else behind).append(
                    worst if degree == "most" else f"{DEGREES[degree]} {form_of_it}"
                )
            elif degree:
                behind.append(f"{DEGREES[degree]} {'grande' if form_of_it == 'gran' else form_of_it}")
            else:
                (before if written.startswith("<") else behind).append(form_of_it)
        if words == ["un"] and before and before[0].startswith("otr"):
            words = []
        if not words and form.number == "sg" and thing.det == "" and self.source == "en":
            words = []
        noun = form.plural if plural else form.singular
        owner_words = self.thing(thing.whose, "de") if thing.whose is not None else []
        return [*words, *before, noun, *behind, *self.called(thing), *owner_words]

    def _relative(self, thing: Thing) -> list[str]:
        if thing.clause is None:
            return []
        clause, head = thing.clause, self.gap_filled(thing)
        pattern = self.pattern(clause.frame)
        if thing.clause_role == "T":
            return ["que", *self.clause(clause)]
        if thing.clause_role == "I":
            return [self.small("to_do", thing.word), *self.clause(clause, "inf", silent=True)]
        if thing.clause_role == "W" and not clause.passive:
            for role, owned in clause.roles.items():
                if isinstance(owned, Thing) and owned.det == "whose":
                    # cuyo casillero revisaron
                    left = {name: value for name, value in clause.roles.items() if name != role}
                    said = self.thing(owned, "a" if self.is_somebody(owned) else "")
                    return [*said, *self.clause(replace(clause, roles=left))]
        if thing.clause_role in ("P", "W"):
            return [*(["donde"] if thing.clause_role == "P" else []), *self.clause(clause)]
        if thing.word == "anyone":
            mood = "past" if clause.tense in PAST_TENSES else "pres"
            return ["que", *self.clause(replace(clause, tense="present"), mood, silent=True)]
        if thing.clause_role == "S":
            if clause.passive:
                case = self.case_of(clause.passive, pattern)
                if case != "acc":
                    article = DETERMINERS["the"][self._place(head)]
                    return [
                        "a",
                        article,
                        "que",
                        *self.clause(clause_without(clause, clause.passive, head), silent=True),
                    ]
            return ["que", *self.clause(clause, silent=True)]
        article = DETERMINERS["the"][self._place(head)]
        gap = self.gap_of(clause, thing)
        without = replace(clause, roles={role: value for role, value in clause.roles.items() if role != gap})
        if gap and self.clitic_case(gap, dict(pattern.items).get(gap, "")) == "dat":
            # a los que les prometieron un bono
            return ["a", article, "que", *self.clause(clause_without(clause, gap, head))]
        mark = dict(pattern.items).get(gap, "")
        if gap and mark and not mark.startswith(":"):
            return [mark, article, "que", *self.clause(without)]
        if self.is_somebody(head) and thing.word != "the one":
            return ["a", article, "que", *self.clause(without)]
        return ["que", *self.clause(without)]

    def _place(self, thing: Thing) -> int:
        gender, plural = self.agreement(thing)
        return (gender == "f") + 2 * plural

    @abstractmethod
    def clause(
        self, clause: Clause, mood: str = "ind", *, silent: bool = False, subject_after: bool = False
    ) -> list[str]: ...
