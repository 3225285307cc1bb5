"""The forms of the verbs of one language, packed: what a form may be, and the form of a verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.core.packed_words import PackedWords, Packing

_READINGS_KEPT = 1024


class Readings:
    """What each form of a verb may be. Words of a sentence are asked for again and again, so the last ones are kept."""

    def __init__(self, packing: Packing) -> None:
        self._packed = PackedWords(packing, "\n")
        self._of = lru_cache(_READINGS_KEPT)(self._unpacked)

    def get(self, form: str, none: Sequence[tuple[str, str]] = ()) -> Sequence[tuple[str, str]]:
        """Infinitives and tags."""
        return self._of(form) or none

    def __contains__(self, form: str) -> bool:
        return bool(self._of(form))

    def _unpacked(self, form: str) -> tuple[tuple[str, str], ...]:
        told = self._packed.get(form)
        readings = (reading.partition("\t") for reading in told.split("\n")) if told else ()
        return tuple((lemma, tags) for lemma, _, tags in readings)


class Verbs:
    """Forms of the verbs of one language, packed: French alone has 17,000."""

    def __init__(self, forms: Iterable[tuple[str, str, str]]) -> None:
        """Infinitive, tags and form."""
        written, read = Packing(), Packing()
        for lemma, tags, form in forms:
            key = f"{lemma}\t{tags}"
            written.add(key, form)
            read.add(form, key)
        self._forms = PackedWords(written)
        self.read = Readings(read)

    def form(self, lemma: str, tags: str) -> str | None:
        """Of an infinitive with the engine's tags."""
        return self._forms.get(f"{lemma}\t{tags}")
