"""The French verb with its helpers and the pronouns before it."""

from __future__ import annotations

from dataclasses import replace

from bot.translation.clauses.meaning import Clause, Roles, Thing
from bot.translation.clauses.write_fr_things import FrenchThings

TENSES = {"present": "pri", "imperfect": "pii", "future": "fti", "conditional": "cni"}
_WITH_BE = frozenset(
    "aller venir arriver partir sortir entrer revenir retourner rester devenir tomber mourir décéder naître descendre monter rentrer parvenir intervenir survenir repartir".split()
)
_ONLY_BE = frozenset("aller venir arriver partir rester devenir revenir intervenir survenir parvenir".split())
"""être even before an object: est allé chercher son frère."""
TENSE_OF_HELPER = {"past": "pri", "perfect": "pri", "pluperfect": "pii"}


_OWN = {
    "son": "m", "mon": "m", "notre": "m", "leur": "m", "sa": "f", "ma": "f", "ses": "pl", "mes": "pl", "nos": "pl", "leurs": "pl",
}  # fmt: skip
_OWNED = {
    (1, False): "mon ma mes", (1, True): "notre notre nos", (3, False): "son sa ses", (3, True): "leur leur leurs",
    (2, False): "votre votre vos", (2, True): "votre votre vos",
}  # fmt: skip
_OF_OTHERS = frozenset("être négocier parler tourner".split())


class FrenchVerbs(FrenchThings):
    def word_of_verb(self, mark: str, clause: Clause) -> str:
        """prendre sa retraite, nous prenons notre retraite"""
        if mark in _OWN and self.pattern(clause.frame).verb not in _OF_OTHERS:
            who = clause.subject
            many = who is None or who.kind == "pair" or self.agreement(who)[1]
            person = who.person if who is not None and who.kind == "pronoun" else 3
            return _OWNED[person, many].split()[("m", "f", "pl").index(_OWN[mark])]
        return self.agreed(mark, clause.thing("O") or clause.subject)

    def person(self, subject: Thing | None) -> str:
        if subject is not None and subject.kind == "noun":
            return "<p3><pl>" if self.agreement(subject)[1] else "<p3><sg>"
        if subject is not None and subject.kind == "pronoun" and subject.person == 2:
            return "<p2><pl>"
        return super().person(subject)

    def _verb(
        self, clause: Clause, mood: str, subject: Thing | None, passive: str, accusative: Thing | None
    ) -> list[str]:
        pattern = self.pattern(clause.frame)
        chain: list[str] = []
        verb = pattern.verb
        takes = verb not in _ONLY_BE and "O" in clause.roles and not dict(pattern.items).get("O", "").strip(":o")
        gender, plural = self.agreement(subject)
        tense = clause.tense
        if passive:
            chain = [self.form(verb, f"<pp><{gender}><{'pl' if plural else 'sg'}>")]
            verb = "être"
        if clause.modal:
            modal = {"can": "pouvoir", "must": "devoir", "have to": "devoir", "should": "devoir"}[clause.modal]
            chain = [self.form(verb, "<inf>"), *chain]
            verb = modal
            if tense == "past" and (clause.modal != "have to" or self.source != "es"):
                tense = "imperfect"
            if mood in ("inf", "ger"):
                return [self.form(verb, f"<{mood}>"), *chain]
            if clause.modal == "must" and "have" in clause.adverbs and not passive:
                # doit l'avoir dit
                with_be = (pattern.verb in _WITH_BE and not takes) or pattern.reflexive
                ending = f"<{gender}><{'pl' if plural else 'sg'}>" if with_be else "<m><sg>"
                done = [self.form("être" if with_be else "avoir", "<inf>"), self.form(pattern.verb, f"<pp>{ending}")]
                return [self.finite("devoir", "pri", subject), *done]
        elif tense == "was near":
            chain = [self.form(verb, "<inf>"), *chain]
            verb, tense = "aller", "imperfect"
        elif tense == "near":
            chain = [self.form(verb, "<inf>"), *chain]
            verb, tense = "aller", "present"
        elif "just" in clause.adverbs and mood == "ind":
            chain = ["de", self.form(verb, "<inf>"), *chain]
            verb, tense = "venir", "imperfect" if tense == "pluperfect" else "present"
        elif clause.progressive and tense == "past":
            tense = "imperfect"
        compound = tense in TENSE_OF_HELPER or "have" in clause.adverbs
        if mood == "subj" and not compound:
            return [self.finite(verb, "prs", subject), *chain]
        if not compound:
            if mood in ("inf", "ger"):
                return [self.form(verb, f"<{mood}>"), *chain]
            return [self.finite(verb, TENSES[tense], subject), *chain]
        helper = (
            "être" if ((verb in _WITH_BE and not takes) or (pattern.reflexive and verb == pattern.verb)) else "avoir"
        )
        ending = "<m><sg>"
        # elle s'est cassé le bras, ils se sont rendu compte: not cassée, rendus
        done_to_oneself = not pattern.reflexive or not {("O", ""), ("", "compte")} & set(pattern.items)
        if helper == "être" and done_to_oneself:
            ending = f"<{gender}><{'pl' if plural else 'sg'}>"
        elif accusative is not None and verb == pattern.verb and verb != "faire":
            of_object, many = self.agreement(accusative)
            ending = f"<{of_object}><{'pl' if many else 'sg'}>"
        participle = "été" if verb == "être" else self.form(verb, f"<pp>{ending}")
        if mood == "inf":
            return [self.form(helper, "<inf>"), participle, *chain]
        of_helper = "cni" if "have" in clause.adverbs else TENSE_OF_HELPER[tense]
        if mood == "subj":
            of_helper = "prs"
        return [self.finite(helper, of_helper, subject), participle, *chain]

    def _clitics(
        self, pattern: object, roles: Roles, passive: str, subject: Thing | None
    ) -> tuple[list[str], Thing | None]:
        dative = accusative = ""
        direct: Thing | None = None
        items = getattr(pattern, "items", ())
        for role, mark in items:
            thing = roles.get(role)
            if role == passive or not isinstance(thing, Thing) or not self.is_clitic(thing):
                continue
            case = self.clitic_case(role, mark)
            if case == "dat":
                dative = self._clitic(thing, "lui", "leur")
            elif case == "acc" and "OC" not in dict(items):
                accusative, direct = (
                    self._clitic(thing, "la" if self.agreement(thing)[0] == "f" else "le", "les"),
                    thing,
                )
        reflexive = ""
        if getattr(pattern, "reflexive", False):
            reflexive = self._clitic(subject, "se", "se") if subject is not None else "se"
        order = [reflexive, *([accusative, dative] if dative in ("lui", "leur") else [dative, accusative])]
        if direct is not None and direct.person == 2 and self.source == "en":
            direct = replace(direct, plural=True)
        return [each for each in order if each], direct

    def _clitic(self, thing: Thing, singular: str, plural: str) -> str:
        if thing.kind == "pronoun" and thing.person == 1:
            return "nous" if thing.plural else "me"
        if thing.kind == "pronoun" and thing.person == 2:
            return "vous"
        return plural if self.agreement(thing)[1] else singular
