"""Sentences that are understood as a whole, from one language to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count, islice

from bot.core.doubt import same_words
from bot.core.model import Language
from bot.ports import LookedUp, LookedUpWithTwoReadings, TwoReadings, WordByWord
from bot.translation.clauses.coreference import settled
from bot.translation.clauses.denial import denied_once
from bot.translation.clauses.french_elision import contracted
from bot.translation.clauses.general_words import GeneralWord, Unlisted, usable, with_general_words
from bot.translation.clauses.meaning import Sentence
from bot.translation.clauses.partings import JOINT_SIGNS, Partings, as_second, asks
from bot.translation.clauses.read_en import EnglishReader
from bot.translation.clauses.read_es import SpanishReader
from bot.translation.clauses.read_fr import FrenchReader
from bot.translation.clauses.read_words import MAX_STEPS, Impatient
from bot.translation.clauses.reading import Reader
from bot.translation.clauses.rearranging import told_behind_question
from bot.translation.clauses.words import WordLists
from bot.translation.clauses.write_en import EnglishWriter
from bot.translation.clauses.write_es import SpanishWriter
from bot.translation.clauses.write_fr import FrenchWriter
from bot.translation.clauses.writing import Unsayable, Writer

_READERS: Mapping[Language, type[Reader]] = {"en": EnglishReader, "es": SpanishReader, "fr": FrenchReader}
_WRITERS: Mapping[Language, type[Writer]] = {"en": EnglishWriter, "es": SpanishWriter, "fr": FrenchWriter}
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*\s*")
NOTHING: Mapping[str, GeneralWord] = {}
OTHER_READINGS = 3
"""Of a sentence, that are said as well, to see whether they say something else: eleven found no more wrong ones."""


class _Understanding:
    """A sentence that is read once, in however many languages it is then said."""

    def __init__(self, reader: Reader, sentence: str, *, with_looked_up: bool) -> None:
        self.reader = reader
        self.with_looked_up = with_looked_up
        self._left = reader.readings(sentence)
        self._found: list[Sentence] = []

    def meanings(self) -> Iterator[Sentence]:
        """The likeliest first."""
        for place in count():
            if place == len(self._found):
                meaning = self._next()
                if meaning is None:
                    return
                meaning = settled(meaning, self.reader) if self.reader.language != "en" else meaning
                self._found.append(denied_once(meaning))
            yield self._found[place]

    def _next(self) -> Sentence | None:
        try:
            return next(self._left, None)
        except LookupError:
            # A noun that was looked up may have no word in a language whose grammar tells two readings apart.
            return None


class ClauseTranslator:
    """Total. With all its patience it may be asked from several threads."""

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists
        self._unlisted = Unlisted(lists)
        self._partings = Partings(lists)
        self._understood: dict[tuple[str, Language, int, frozenset[str]], _Understanding] = {}

    def unlisted(self, text: str, source: Language, may_help: Callable[[str], bool] = bool) -> list[str]:
        """The words that it could only understand if somebody looked them up. `may_help`: whether that is any use."""
        return self._unlisted.words(text, source, may_help)

    def translated(
        self,
        sentence: str,
        source: Language,
        target: Language,
        patience: int = MAX_STEPS,
        looked_up: Mapping[str, GeneralWord] = NOTHING,
    ) -> str | None:
        """None for a sentence that is not understood from its first word to its last.

        `looked_up`: words that are in no list, by how they are written.
        With less patience than usual: raises Impatient where more of it might have found something else. What was read
        is then kept for the next language, until `forget`.
        """
        if source not in _READERS:
            return None
        if patience == MAX_STEPS:
            return self._first_said(self._understanding(sentence, source, patience, looked_up), target)
        key = (sentence, source, patience, frozenset(looked_up))
        understanding = self._understood.get(key)
        if understanding is None:
            understanding = self._understood[key] = self._understanding(sentence, source, patience, looked_up)
        said = self._first_said(understanding, target)
        if understanding.reader.gave_up:
            raise Impatient
        return said

    def is_verb_of(self, language: Language) -> Callable[[str], bool]:
        return self._lists.verbs[language].read.__contains__

    def forget(self) -> None:
        """What was read with little patience."""
        self._understood.clear()

    def _understanding(
        self, sentence: str, source: Language, patience: int, looked_up: Mapping[str, GeneralWord]
    ) -> _Understanding:
        general = usable(self._lists, sentence, source, looked_up) if looked_up else ()
        lists = with_general_words(self._lists, source, general) if general else self._lists
        reader = _READERS[source](lists)
        reader.patience = patience
        return _Understanding(reader, sentence, with_looked_up=bool(general))

    def _first_said(self, understanding: _Understanding, target: Language) -> str | None:
        meanings, reader = understanding.meanings(), understanding.reader
        meaning = next(meanings, None)
        said = _said(meaning, reader, target) if meaning is not None else None
        if said is None or meaning is None:
            return None
        others = (_said(other, reader, target) for other in islice(meanings, OTHER_READINGS))
        if reader.has_untold_sense(meaning, target) or any(
            other is not None and not same_words(said, other, target) for other in others
        ):
            return LookedUpWithTwoReadings(said) if understanding.with_looked_up else TwoReadings(said)
        return LookedUp(said) if understanding.with_looked_up else said

    def said_anew(
        self,
        text: str,
        source: Language,
        target: Language,
        patience: int = MAX_STEPS,
        looked_up: Mapping[str, GeneralWord] = NOTHING,
    ) -> list[tuple[str, str | None]]:
        """The text in pieces, each with its translation or, for the engine, None. The rest as of `translated`."""
        pieces: list[tuple[str, str | None]] = []
        for sentence in _sentences(text):
            words = sentence.strip()
            said = self.translated(words, source, target, patience, looked_up) if words else None
            if said is not None:
                start = sentence.index(words)
                pieces.append((sentence, type(said)(sentence[:start] + said + sentence[start + len(words) :])))
            elif pieces and pieces[-1][1] is None:
                pieces[-1] = (pieces[-1][0] + sentence, None)
            else:
                pieces.append((sentence, None))
        return pieces or [(text, None)]

    def said_in_part(
        self,
        text: str,
        source: Language,
        target: Language,
        patience: int = MAX_STEPS,
        looked_up: Mapping[str, GeneralWord] = NOTHING,
    ) -> list[tuple[str, str | None]]:
        """As `said_anew`, of a text that it does not understand: one clause of a sentence, where another is in the way.

        A clause that was taken out of its sentence has lost what its neighbour would have told, so it is not sure.
        """
        pieces: list[tuple[str, str | None]] = []
        said = partial(self.translated, source=source, target=target, patience=patience, looked_up=looked_up)
        for sentence in _sentences(text):
            for piece, answer in self._in_two(sentence, source, target, said) or [(sentence, None)]:
                pieces += (self._head(piece, source, said) if answer is None else []) or [(piece, answer)]
        return pieces

    def _in_two(
        self, sentence: str, source: Language, target: Language, said: Callable[[str], str | None]
    ) -> list[tuple[str, str | None]]:
        """Two clauses side by side, of which one is understood, or both."""
        for parting in self._partings.of(sentence, source):
            last = parting.last.rstrip()
            head, tail = said(parting.first), said(last)
            if asks(tail) and "?" not in last:
                tail = None
            if tail is None and head is not None:
                # The engine is given the conjunction too: it tells how the sentence goes on.
                if asks(head):
                    word = parting.joint.lstrip(JOINT_SIGNS)
                    sign = parting.joint.removesuffix(word)
                    return [(parting.first + sign, WordByWord(f"{head} ")), (word + parting.last, None)]
                return [(parting.first, WordByWord(head)), (parting.joint + parting.last, None)]
            if tail is not None:
                joint = self._partings.joint_said(parting, target, behind_question=asks(head))
                second = as_second(tail, parting) if joint.strip() or not asks(head) else tail
                rest = f"{joint}{second}{parting.last[len(last) :]}"
                return [
                    (parting.first, None if head is None else WordByWord(head)),
                    (parting.joint + parting.last, WordByWord(contracted(rest) if target == "fr" else rest)),
                ]
        return []

    def _head(self, sentence: str, source: Language, said: Callable[[str], str | None]) -> list[tuple[str, str | None]]:
        """A clause, without what it adds of when, where, how or why."""
        for first, rest in self._partings.heads(sentence, source) if "?" not in sentence else ():
            answer = said(first)
            if answer is not None and not asks(answer):
                return [(first, WordByWord(answer)), (rest, None)]
        return []


def _said(meaning: Sentence, reader: Reader, target: Language) -> str | None:
    try:
        writer = _WRITERS[target](reader.lists, reader.language)
        place = told_behind_question(meaning) if reader.language == "en" else 0
        if place:
            rest = Sentence((("", meaning.clauses[place][1]), *meaning.clauses[place + 1 :]), "")
            return f"{writer.write(Sentence(meaning.clauses[:place], '?'))} {writer.write(rest)}"
        return writer.write(meaning)
    except (Unsayable, LookupError, StopIteration):
        # A table without a word for it: better the engine's words than none for the whole message.
        return None


def _sentences(text: str) -> list[str]:
    """Joined they are the text."""
    found = _SENTENCE.findall(text)
    return found if "".join(found) == text else [text]
