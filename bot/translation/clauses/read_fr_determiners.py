"""Articles, owners and numbers before a French noun."""

from __future__ import annotations

from collections.abc import Iterator

from bot.translation.clauses.read_fr_relatives import FrenchRelatives

_OWNERS = {"mon": "1s", "ma": "1s", "mes": "1s", "ton": "2s", "ta": "2s", "tes": "2s", "son": "3", "sa": "3", "ses": "3",
           "notre": "1p", "nos": "1p", "votre": "2p", "vos": "2p", "leur": "3p", "leurs": "3p"}  # fmt: skip
_DETERMINERS = {
    "le": "the", "la": "the", "l'": "the", "les": "the", "un": "a", "une": "a", "des": "a", "ce": "this",
    "cet": "this", "cette": "this", "ces": "this", "aucun": "no", "aucune": "no", "chaque": "each",
    "plusieurs": "several", "quelques": "some", "certains": "some", "certaines": "some",
}  # fmt: skip
_MASCULINE = frozenset("le un ce cet mon ton aucun".split())
_FEMININE = frozenset("la une cette ma ta sa aucune".split())
_DENYING = frozenset("pas plus jamais eu sans".split())
_FEW = {"peu": "few", "trop": "too many", "assez": "enough"}
_WHICH = frozenset("quel quelle quels quelles".split())


class FrenchDeterminers(FrenchRelatives):
    def _determiner(self, position: int) -> Iterator[tuple[str, str, int]]:
        word = self.at(position)
        gender = "m" if word in _MASCULINE else "f" if word in _FEMININE else ""
        if word in ("tous", "toutes", "tout", "toute") and self.at(position + 1) in ("les", "le", "la", "l'"):
            yield "all", "", position + 2
        if word in ("tous", "toutes") and self.at(position + 1) in _OWNERS:
            yield f"all;of:{_OWNERS[self.at(position + 1)]}", "", position + 2
        if word in _WHICH and self._asking:
            yield "which", "f" if word.endswith("lle") else "", position + 1
        for known in (_OWNERS, _DETERMINERS):
            if word in known:
                det = f"of:{known[word]}" if known is _OWNERS else known[word]
                # mon avocate, son usine
                yield det, "" if word in ("mon", "ton", "cet") else gender, position + 1
                if det != "a":
                    for number, after in self.number(position + 1):
                        yield f"{det};number:{number}", "", after
        if word == "pas" and self.at(position + 1) in ("un", "une"):
            # pas un bateau rentre
            yield "no", "f" if self.at(position + 1) == "une" else "m", position + 2
        before = set(self.words[max(0, position - 4) : position])
        if word == "de" and "moins" in before and self.words[0] in ("plus", "moins"):
            # plus on attend, moins on a de chances
            yield "partial", "", position + 1
        if word == "de" and _DENYING & before:
            yield "a", "", position + 1
        if word == "de" and self.at(position + 1) in ("le", "la", "l'"):
            yield "partial", "", position + 2
        if word in ("un", "une") and self.at(position + 1) == "autre":
            yield "another", gender, position + 2
        if word == "de" and self.at(position + 1) == "autres":
            yield "a", "", position + 1
        if word == "beaucoup" and self.at(position + 1) == "de":
            yield "many", "", position + 2
        if word in ("plus", "moins") and self.at(position + 1) == "de":
            yield "more" if word == "plus" else "less", "", position + 2
        growing = " ".join(self.words[position : position + 5])
        if growing in ("de plus en plus de", "de moins en moins de"):
            yield "more and more" if "plus" in growing else "less and less", "", position + 5
        if word == "autant" and self.at(position + 1) == "de":
            yield "as much", "", position + 2
        if word in ("tant", "tellement") and self.at(position + 1) == "de":
            yield "so many", "", position + 2
        if word == "combien" and self.at(position + 1) == "de":
            yield "how many", "", position + 2
        if word in _FEW and self.at(position + 1) == "de":
            yield _FEW[word], "", position + 2
        for number, after in self.number(position):
            yield f"number:{number}", "", after
        for roughly, start in self.listed("qty", position):
            for number, after in self.number(start):
                yield f"number:{roughly}~{number}", "", after
        yield "", "", position
