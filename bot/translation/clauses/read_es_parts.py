"""Names and parts of a whole in Spanish sentences: don Chuy, la mitad de los turnos, los dos."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from bot.translation.clauses.meaning import Thing, pronoun
from bot.translation.clauses.read_es_relatives import SpanishRelatives
from bot.translation.clauses.spanish_words import DETERMINERS, OWNERS, PARTS


class SpanishParts(SpanishRelatives):
    _names_in_small_letters = True

    def _is_small_name(self, position: int) -> bool:
        """dile a beto; el refugio is no name"""
        before = self.at(position - 1) if position else ""
        return before not in DETERMINERS and before not in OWNERS and super()._is_small_name(position)

    def _behind_noun(self, position: int) -> bool:
        article = self.at(position - 2) in ("el", "la", "del") if position > 1 else False
        return article and any(True for _ in self.nouns(position - 1))

    def name(self, position: int) -> Iterator[tuple[Thing, int]]:
        if self.at(position) in ("don", "doña") and self._is_capital(position + 1):
            raw = " ".join(self.raw[position : position + 2])
            yield Thing("name", raw, gender="m" if self.at(position) == "don" else "f"), position + 2
        elif self.at(position) in ("don", "doña") and self.at(position + 1) in self.lists.given_names:
            raw = f"{self.at(position)} {self.at(position + 1).capitalize()}"
            yield Thing("name", raw, gender="m" if self.at(position) == "don" else "f"), position + 2
        yield from super().name(position)

    def _part(self, position: int, role: str) -> Iterator[tuple[Thing, int]]:
        if self.at(position) in ("los", "las") and self.at(position + 1) in ("otros", "otras"):
            for number, after in self.number(position + 2):
                if not any(True for _ in self.nouns(after)):
                    yield Thing("noun", "people", plural=True, det=f"the;number:{number}", adjectives=("other",)), after
        if self.at(position) in ("los", "las"):
            for number, after in self.number(position + 1):
                if self.at(after) == "que":
                    # los 20 que despidieron
                    those = Thing("noun", "people", plural=True, det=f"the;number:{number}")
                    yield from self._relative(those, after, must=True)
        starts = [(f"number:{number}", after) for number, after in self.number(position)]
        if self.at(position) in PARTS:
            starts.append((PARTS[self.at(position)], position + 1))
        if self.at(position) == "la" and self.at(position + 1) in ("mitad", "mayoría"):
            starts.append(("half" if self.at(position + 1) == "mitad" else "most", position + 2))
        if self.at(position) == "ni" and self.at(position + 1) in ("uno", "una"):
            starts.append(("no", position + 2))
        if (
            self.at(position) in ("los", "las")
            and self.at(position + 1) in ("dos", "tres")
            and not any(True for _ in self.nouns(position + 2))
        ):
            if self.at(position + 1) == "dos" and role == "S":
                # los dos estaban de descanso
                them = pronoun(3, "f" if self.at(position) == "las" else "", plural=True)
                yield Thing("part", det="both", plural=True, whose=them), position + 2
        for det, after in starts:
            if self.at(after) == "de":
                for whole, end in self._single(after + 1, "O"):
                    if whole.plural or det == "half":
                        yield (
                            Thing(
                                "part",
                                plural=whole.plural if det == "half" else det not in ("no", "one", "each"),
                                det=det,
                                whose=whole,
                            ),
                            end,
                        )
            if det.startswith("number:") and det[7:].isalpha() and self._behind_noun(position):
                # la nave dos: which one, and nobody who did it
                continue
            if (det.startswith("number:") or det == "one") and not any(True for _ in self.nouns(after)):
                if role != "S" and det.startswith("number:"):
                    # a sum, an hour, or as many of what was spoken of
                    yield Thing("name", self.raw[position] if after == position + 1 else "", det=det), after
                single = det == "one"
                people = Thing("noun", "people", plural=not single, det="number:one" if single else det)
                yield from self._owned(people, after)
            if det == "all" and self.at(after) in ("los", "las") and self.at(after + 1) == "que":
                those = Thing(
                    "pronoun", "the one", plural=True, det="all", gender="f" if self.at(after) == "las" else ""
                )
                yield from self._relative(those, after + 1, must=True)
            if det == "all" and self.at(after) in ("los", "las", "nuestros", "mis"):
                for whole, end in self._noun_phrase(after):
                    yield replace(whole, det="all"), end

    @abstractmethod
    def _single(self, position: int, role: str) -> Iterator[tuple[Thing, int]]: ...

    @abstractmethod
    def _owned(self, thing: Thing, position: int) -> Iterator[tuple[Thing, int]]: ...

    @abstractmethod
    def _noun_phrase(self, position: int) -> Iterator[tuple[Thing, int]]: ...
