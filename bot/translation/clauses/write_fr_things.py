"""Who and what is spoken of, said in French."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from bot.core.model import Language
from bot.translation.clauses.meaning import SAME, Clause, Thing
from bot.translation.clauses.rearranging import clause_without
from bot.translation.clauses.writing import Unsayable, Writer

_INDEFINITE = {
    "nobody": "personne", "somebody": "quelqu'un", "everybody": "tout le monde", "nothing": "rien",
    "something": "quelque chose", "everything": "tout", "who": "qui", "anyone": "quiconque", "anybody": "qui que ce soit", "anything": "quoi que ce soit", "that": "cela", "which": "ce qui", "this": "ceci", "more": "plus", "less": "moins", "enough": "assez",
}  # fmt: skip
_SUBJECTS = {(1, False): "je", (2, False): "vous", (1, True): "nous", (2, True): "vous"}
_OWNERS = {"1s": ("mon", "ma", "mes"), "2s": ("votre", "votre", "vos"), "2p": ("votre", "votre", "vos"),
           "3m": ("son", "sa", "ses"), "3f": ("son", "sa", "ses"), "3n": ("son", "sa", "ses"), "3": ("son", "sa", "ses"),
           "1p": ("notre", "notre", "nos"), "3p": ("leur", "leur", "leurs")}  # fmt: skip
# Articles that contract with à and de carry a tilde until the sentence is finished: "de le payer" has another "le".
_DETERMINERS = {
    "the": ("le~", "la~", "les~"), "a": ("un", "une", "des"), "this": ("ce", "cette", "ces"),
    "that": ("ce", "cette", "ces"), "no": ("aucun", "aucune", "aucun"), "all": ("tout le", "toute la", "tous les"),
    "some": ("quelque", "quelque", "quelques"), "any": ("un", "une", "des"),
    "many": ("beaucoup de", "beaucoup de", "beaucoup de"), "several": ("plusieurs", "plusieurs", "plusieurs"),
    "another": ("un autre", "une autre", "d'autres"), "each": ("chaque", "chaque", "chaque"),
    "most": ("la plupart du", "la plupart de la", "la plupart des"), "few": ("peu de", "peu de", "peu de"),
    "both": ("les deux", "les deux", "les deux"), "whose": ("le~", "la~", "les~"),
    "how many": ("combien de", "combien de", "combien de"), "too many": ("trop de", "trop de", "trop de"),
    "much": ("beaucoup de", "beaucoup de", "beaucoup de"), "more": ("plus de", "plus de", "plus de"),
    "less": ("moins de", "moins de", "moins de"), "too much": ("trop de", "trop de", "trop de"),
    "so many": ("tellement de", "tellement de", "tellement de"),
    "nothing but": ("rien que de le~", "rien que de la~", "rien que des"),
    "enough": ("assez de", "assez de", "assez de"),
}  # fmt: skip
_PARTS = {
    "nothing of": ("rien", "rien"), "most of": ("la plus grande partie", "la plus grande partie"),
    "some of": ("une partie", "une partie"), "which": ("lequel", "laquelle"), "how many": ("combien", "combien"),
    "no": ("aucun", "aucune"), "some": ("certains", "certaines"), "many": ("beaucoup", "beaucoup"),
    "several": ("plusieurs", "plusieurs"), "all": ("tous", "toutes"), "one": ("l'un", "l'une"),
    "each": ("chacun", "chacune"), "most": ("la plupart", "la plupart"), "few": ("peu", "peu"),
    "half": ("la moitié", "la moitié"), "both": ("les deux", "les deux"),
}  # fmt: skip


_BEFORE_IT = {"almost": ["presque"], "even": ["même"], "not even": ["même", "pas"]}
DEGREES = {"very": "très", "too": "trop", "so": "si", "as": "aussi", "more": "plus", "less": "moins", "most": "le plus",
           "rather": "assez", "enough": "assez", "really": "vraiment"}  # fmt: skip


class FrenchThings(Writer):
    language: Language = "fr"

    last_body = ""
    """Gender of the company or union that was spoken of last, where no person was since."""

    @abstractmethod
    def clause(
        self, clause: Clause, mood: str = "ind", *, silent: bool = False, moved: Thing | None = None
    ) -> list[str]: ...

    def _subject(self, subject: Thing | None) -> list[str]:
        if subject is None:
            return ["ils"]
        if subject.kind == "pronoun":
            if subject.word == SAME:
                return []
            if subject.word == "on":
                return ["on"]
            if subject.word == "" and not (subject.only or subject.joined == "even"):
                if subject.person < 3:
                    return [_SUBJECTS[subject.person, subject.plural]]
                if subject.whose is not None:
                    gender, plural = self.agreement(subject)
                    return [("elles" if gender == "f" else "ils") if plural else "elle" if gender == "f" else "il"]
                if subject.plural:
                    return ["elles" if subject.gender == "f" else "ils"]
                if subject.gender == "" and self.source == "es" and self.last_body:
                    return ["elle" if self.last_body == "f" else "il"]
                return ["elle" if subject.gender == "f" else self._it() if subject.gender == "n" else "il"]
        if subject.kind == "noun" and not subject.det and self.source == "en":
            # Workers were forced: a subject has its article
            subject = replace(subject, det="the")
        return self.thing(subject)

    def _it(self) -> str:
        return {"f": "elle", "m": "il"}.get(self.it[True], "il")

    def thing(self, thing: Thing, preposition: str = "") -> list[str]:
        if thing.link:
            return [*self.thing(replace(thing, whose=None, link=""), preposition), *self.linked(thing)]
        before = ["seulement"] if thing.only and thing.joined != "even" else _BEFORE_IT.get(thing.joined, [])
        before += preposition.split() if preposition else []
        if thing.kind == "pair" and thing.first is not None and thing.whose is not None:
            again = preposition if preposition in ("à", "de", "par") else ""
            first, second = self.thing(thing.first, preposition), self.thing(thing.whose, again)
            if thing.joined == "nor":
                return ["ni", *first, "ni", *second]
            return [*first, {"and": "et", "or": "ou"}.get(thing.joined, thing.joined), *second]
        if thing.word == "doing" and thing.clause is not None:
            return self.clause(thing.clause, "inf", silent=True)
        if thing.kind == "name":
            return [*before, self.number(thing.det) if thing.det else thing.word]
        if thing.kind == "pronoun":
            return [*before, *self._pronoun(thing), *self._relative(thing)]
        if thing.kind == "part":
            return [*before, *self._part(thing)]
        last = preposition.split()[-1:]
        if last in (["sur"], ["contre"]) and not thing.det and not thing.adjectives and self.source == "en":
            # on wages: sur les salaires
            thing = replace(thing, det="the")
        alone = not thing.det and (
            last == ["sans"] or (last == ["comme"] and (self.source == "es" or not (thing.plural or thing.adjectives)))
        )
        bare = alone or (
            preposition.split()[-1:] == ["de"] and (not thing.det or (thing.det == "a" and self.agreement(thing)[1]))
        )
        return [*before, *self._noun(thing, bare=bare), *self._relative(thing)]

    def _pronoun(self, thing: Thing) -> list[str]:
        if thing.word == "what":
            return [*(["tout"] if thing.det == "all" else []), "ce"]
        if thing.word in _INDEFINITE:
            told = {"everything": ["ce"], "nothing": ["de", "ce"]}.get(thing.word, [])
            ce = told if thing.clause is not None and (thing.clause_role == "O" or thing.word == "everything") else []
            said = "n'importe qui" if thing.word == "anyone" and thing.clause is None else _INDEFINITE[thing.word]
            if thing.det == "else":
                said = f"{said} d'autre"
            return [
                *(["presque"] if thing.det == "almost" else []),
                said,
                *ce,
                *(self.thing(thing.whose, "de") if thing.whose is not None else []),
            ]
        gender, plural = self.agreement(thing)
        if thing.word == "the one" and thing.det.startswith("adj "):
            place = (gender == "f") + 2 * plural
            adjectives = [
                {
                    "good": ("meilleur", "meilleure", "meilleurs", "meilleures"),
                    "bad": ("pire", "pire", "pires", "pires"),
                }[name][place]
                if degree == "most" and name in ("good", "bad")
                else f"{'plus' if degree == 'most' else DEGREES.get(degree, '')} {self.small('adj', name).removeprefix('<').split('/')[place]}".strip()
                for degree, _, name in (each.rpartition("~") for each in thing.adjectives)
            ]
            det = _DETERMINERS["a" if thing.det == "adj a" else "the"][2 if plural else int(gender == "f")]
            return [det, *adjectives, *(self.thing(thing.whose, "de") if thing.whose else [])]
        if thing.word == "another one":
            return ["une" if gender == "f" else "un", "autre"]
        if thing.word in ("this one", "that one"):
            one = ("celles" if gender == "f" else "ceux") if plural else "celle" if gender == "f" else "celui"
            return [f"{one}-{'ci' if thing.word == 'this one' else 'là'}"]
        if thing.word == "the one" and thing.det == "all":
            return ["toutes" if thing.gender == "f" else "tous", *self._pronoun(replace(thing, det=""))]
        if thing.word == "the one" and thing.det == "only":
            place = (gender == "f") + 2 * plural
            return [
                _DETERMINERS["the"][2 if plural else int(gender == "f")],
                ("seul", "seule", "seuls", "seules")[place],
            ]
        if thing.word == "the one":
            owner = self.thing(thing.whose, "de") if thing.whose is not None else []
            return [
                ("celles" if gender == "f" else "ceux") if plural else "celle" if gender == "f" else "celui",
                *owner,
            ]
        if thing.person == 1:
            return ["nous" if plural else "moi"]
        if thing.person == 2:
            return ["vous"]
        if thing.gender == "n":
            return ["cela"]
        return [("elles" if gender == "f" else "eux") if plural else "elle" if gender == "f" else "lui"]

    def _part(self, thing: Thing) -> list[str]:
        if thing.whose is None:
            raise Unsayable
        gender, _ = self.agreement(thing.whose)
        head = self.number(thing.det) if thing.det.startswith("number:") else _PARTS[thing.det][gender == "f"]
        if thing.det in ("all", "both") and thing.whose.kind == "noun":
            both = thing.det == "both" and thing.whose.det == "the"
            return [
                head,
                *(self._noun(thing.whose, bare=True) if both else self.thing(thing.whose)),
                *(self._relative(thing.whose) if both else []),
            ]
        if thing.det == "both" and thing.whose.kind == "pronoun" and thing.whose.person == 3:
            return [head]
        if thing.det == "all" and thing.whose.kind == "pronoun":
            return [*self._pronoun(thing.whose), head]
        if thing.whose.kind == "pronoun" and thing.whose.word == "":
            return [head, "d'entre", *self._pronoun(thing.whose)]
        return [head, *self.thing(thing.whose, "de")]

    def _noun(self, thing: Thing, *, bare: bool = False) -> list[str]:
        form = self.lists.nouns[thing.word].form("fr")
        gender, plural = self.agreement(thing)
        if not plural:
            self.it[self.is_somebody(thing)] = gender
            if self.is_somebody(thing):
                self.last_body = "" if self.is_person(thing) else gender
        of_det = 2 if plural else int(gender == "f")
        place = (gender == "f") + 2 * plural
        words: list[str] = []
        dets = [det for det in thing.det.split(";") if det]
        if thing.word.startswith("land_"):
            dets = ["the"]
        if not dets:
            counted = self.source == "es" and not form.number and not self.lists.nouns[thing.word].form("es").number
            dets = ["a"] if (plural and form.number != "pl") or (counted and not plural) else ["partial"]
        for det in () if bare else dets:
            if det.startswith("number:"):
                one = det in ("number:one", "number:1")
                words.append(("une" if gender == "f" else "un") if one else self.number(det))
            elif det.startswith("of:"):
                words.append(_OWNERS[self.owner if det == "of:3" else det[3:]][of_det])
            elif det == "which":
                words.append(("quel", "quelle", "quels", "quelles")[place])
            elif det == "partial":
                words += ["des"] if plural else ["de", "la~"] if gender == "f" else ["de", "le~"]
            else:
                words.append(_DETERMINERS[det][of_det])
        before: list[str] = []
        behind: list[str] = []
        for adjective in thing.adjectives:
            if adjective == "more":
                behind.append("de plus")
                continue
            degree, _, name = adjective.rpartition("~")
            written = self.small("adj", name)
            said = written.removeprefix("<").split("/")[place]
            if degree == "most":
                behind.append(f"{('le', 'la', 'les', 'les')[place]} plus {said}")
            elif degree:
                behind.append(f"{DEGREES[degree]} {said}")
            else:
                (before if written.startswith("<") else behind).append(said)
        noun = form.plural if plural else form.singular
        owner_words = self.thing(thing.whose, "de") if thing.whose is not None else []
        return [*words, *before, noun, *behind, *self.called(thing), *owner_words]

    def _relative(self, thing: Thing) -> list[str]:
        if thing.clause is None:
            return []
        clause, head = thing.clause, self.gap_filled(thing)
        pattern = self.pattern(clause.frame)
        if thing.clause_role == "T":
            return ["que" if thing.word == "time_x9" else "où", *self.clause(clause)]
        if thing.clause_role == "I":
            return [self.small("to_do", thing.word), *self.clause(clause, "inf", silent=True)]
        if thing.clause_role in ("P", "W"):
            return ["où" if thing.clause_role == "P" else "dont", *self.clause(clause)]
        if thing.word == "anyone":
            return self.clause(clause, silent=True)
        if thing.clause_role == "S":
            if clause.passive:
                case = self.case_of(clause.passive, pattern)
                if case != "acc":
                    without = clause_without(clause, clause.passive, head)
                    rest = {role: value for role, value in without.roles.items() if role != clause.passive}
                    return [
                        "à",
                        "qui",
                        "on",
                        *self.clause(
                            replace(without, roles=rest, passive="", subject=Thing("pronoun", "on")), silent=True
                        ),
                    ]
            return ["qui", *self.clause(clause, silent=True)]
        gap = self.gap_of(clause, thing)
        mark = dict(pattern.items).get(gap, "")
        without = replace(clause, roles={role: value for role, value in clause.roles.items() if role != gap})
        case = self.clitic_case(gap, mark)
        if gap == "IN":
            return ["que", *self.clause(without)]
        if case == "acc":
            return ["que", *self.clause(without, moved=head)]
        if case == "dat" and self.is_somebody(head):
            return ["à", "qui", *self.clause(without)]
        if case == "prep" and mark == "de":
            return ["dont", *self.clause(without)]
        if case == "prep" and mark and self.is_somebody(head) and self.is_person(head):
            return [*mark.split(), "qui", *self.clause(without)]
        if case in ("prep", "dat"):
            gender, plural = self.agreement(head)
            which = ("lequel", "laquelle", "lesquels", "lesquelles")[(gender == "f") + 2 * plural]
            return [*(mark or "à").removeprefix(":").split(), which, *self.clause(without)]
        raise Unsayable
