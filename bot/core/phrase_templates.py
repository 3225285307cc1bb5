"""The text of a phrase with its slots: `{count} [worker/workers] voted {date.on} in {place}`.

`{kind}` or `{kind2}` is a slot, `{kind.form}` a slot with the words that its language puts before it, `[one/other]`
the two grammatical numbers that go with the nearest count before it, or else after it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.core.model import Language
from bot.core.phrase_names import FORMS_OF, NAME_FORMS
from bot.core.phrase_text import SLOT_MARKS, Words, asks_by_itself, folded, key
from bot.core.phrase_values import DATE_FORMS, Count, Plural, Value

_TIME_FORMS: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    "": {"en": ("",), "es": ("",), "fr": ("",)},
    "at": {"en": ("at", ""), "es": ("a las", "a la", "al"), "fr": ("a", "")},
}
_PLAIN: Mapping[str, Mapping[Language, tuple[str, ...]]] = {"": {"en": ("",), "es": ("",), "fr": ("",)}}
_FORMS: Mapping[str, Mapping[str, Mapping[Language, tuple[str, ...]]]] = {
    "petition": _PLAIN,
    "link": _PLAIN,
    "amount": _PLAIN,
    "percent": _PLAIN,
    "count": _PLAIN,
    "date": DATE_FORMS,
    "time": _TIME_FORMS,
    "place": {form: NAME_FORMS[form] for form in FORMS_OF["place"]},
    "organisation": {form: NAME_FORMS[form] for form in FORMS_OF["organisation"]},
}
_PIECE = re.compile(
    r"\{(?P<name>(?P<kind>[a-z]+)[2-9]?)(?:\.(?P<form>[a-z]+))?\}|\[(?P<one>[^\[\]/]*)/(?P<other>[^\[\]/]*)\]"
)
_FINAL = re.compile(r"[.!?…]*$")


class TemplateMistake(ValueError):
    """The text of a phrase cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Slot:
    name: str
    kind: str
    form: str


@dataclass(frozen=True, slots=True)
class Agreement:
    one: str
    other: str
    count: str
    """Name of the slot that decides."""

    def text(self, number: Plural) -> str:
        return self.one if number == "one" else self.other


Piece = str | Slot | Agreement


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way in which a phrase is recognised: a key, and the slots that its marks fill."""

    key: str
    slots: tuple[Slot, ...]
    numbers: Mapping[str, Plural]
    """The grammatical number that each count has to have."""


@dataclass(frozen=True, slots=True)
class Template:
    language: Language
    text: str
    pieces: tuple[Piece, ...]

    @property
    def slots(self) -> dict[str, Slot]:
        return {piece.name: piece for piece in self.pieces if isinstance(piece, Slot)}

    @property
    def final(self) -> str:
        found = _FINAL.search(self.text)
        return found[0] if found else ""

    @property
    def asks(self) -> bool:
        return "?" in self.final

    def write(self, values: Mapping[str, Value]) -> str | None:
        """The sentence with its values; None when one of them cannot be said in this form."""
        written = []
        for piece in self.pieces:
            if isinstance(piece, str):
                written.append(piece)
            elif isinstance(piece, Slot):
                text = values[piece.name].write(self.language, piece.form)
                if text is None:
                    return None
                written.append(text)
            else:
                count = values[piece.count]
                written.append(piece.text(count.plural(self.language) if isinstance(count, Count) else "other"))
        return _capital("".join(written)) if self._starts_with_slot() else "".join(written)

    def recipes(self, words: Words) -> Iterator[Recipe]:
        """All that a person may have typed for this text; `words` as of `key`."""
        question = self.asks
        counts = sorted({piece.count for piece in self.pieces if isinstance(piece, Agreement)})
        slots = tuple(self.slots.values())
        for numbers in itertools.product(("one", "other"), repeat=len(counts)):
            chosen: dict[str, Plural] = dict(zip(counts, numbers, strict=True))  # type: ignore[arg-type]
            for texts in itertools.product(*(self._surfaces(piece, chosen) for piece in self.pieces)):
                whole = folded(_FINAL.sub("", "".join(texts)))
                found = key(whole, self.language, question=False, words=words)
                if question:
                    yield Recipe(f"{found} ?", slots, chosen)
                if not question or asks_by_itself(found, self.language):
                    yield Recipe(found, slots, chosen)

    def _surfaces(self, piece: Piece, numbers: Mapping[str, Plural]) -> list[str]:
        if isinstance(piece, str):
            return [piece]
        if isinstance(piece, Agreement):
            return [piece.text(numbers[piece.count])]
        mark = SLOT_MARKS[piece.kind]
        return [f"{before} {mark}" for before in _FORMS[piece.kind][piece.form][self.language]]

    def _starts_with_slot(self) -> bool:
        return isinstance(next((piece for piece in self.pieces if piece != "¿" and piece != "¡"), ""), Slot)


Parse: TypeAlias = Callable[[str, Language], Template]


def parse_template(text: str, language: Language) -> Template:
    """Raises TemplateMistake."""
    pieces: list[Piece] = []
    end = 0
    for found in _PIECE.finditer(text):
        pieces += [text[end : found.start()]] if found.start() > end else []
        pieces.append(_slot(found) if found["name"] else Agreement(found["one"], found["other"], ""))
        end = found.end()
    pieces += [text[end:]] if end < len(text) else []
    literals = "".join(piece for piece in pieces if isinstance(piece, str))
    if re.search(r"[{}\[\]⟦⟧|]", literals):
        raise TemplateMistake("a bracket that belongs to no slot")
    if re.search(r"[0-9]", literals):
        raise TemplateMistake("a number outside a slot")
    names = [piece.name for piece in pieces if isinstance(piece, Slot)]
    if len(set(names)) < len(names):
        raise TemplateMistake("the same slot twice")
    return Template(language, text, tuple(_with_counts(pieces)))


def _slot(found: re.Match[str]) -> Slot:
    slot = Slot(found["name"], found["kind"], found["form"] or "")
    if slot.kind not in _FORMS:
        raise TemplateMistake(f"unknown slot {slot.name}; known: {', '.join(_FORMS)}")
    if slot.form not in _FORMS[slot.kind]:
        raise TemplateMistake(f"unknown form {slot.form} of {slot.kind}")
    return slot


def _with_counts(pieces: list[Piece]) -> Iterator[Piece]:
    """Every agreement with the count it goes with."""
    for place, piece in enumerate(pieces):
        if not isinstance(piece, Agreement):
            yield piece
            continue
        near = [*reversed(pieces[:place]), *pieces[place + 1 :]]
        count = next((each.name for each in near if isinstance(each, Slot) and each.kind == "count"), None)
        if count is None:
            raise TemplateMistake("[one/other] without a count")
        yield Agreement(piece.one, piece.other, count)


def _capital(text: str) -> str:
    for place, character in enumerate(text):
        if character.isalnum():
            return text[:place] + character.upper() + text[place + 1 :]
    return text
