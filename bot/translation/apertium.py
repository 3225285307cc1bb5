"""The Apertium engine: rule-based, local, small, and only a gist.

Debian has no pair of French and English, so these go through Spanish.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from bot.core.lexicon import Lexicon
from bot.core.model import Language
from bot.core.restoring import Restorer
from bot.errors import ConfigError, EngineUnavailable, EnvironmentFault
from bot.ports import EnginePrivacy, EngineQuality, WordByWord
from bot.sentences import N_, Said
from bot.translation.chain import Chain
from bot.translation.clauses.general_words import GeneralWord
from bot.translation.clauses.translator import ClauseTranslator
from bot.translation.clauses.verb_forms import verbs_as_answered, wanted_forms
from bot.translation.clauses.words import WordLists, load_word_lists
from bot.translation.dictionary import Dictionary
from bot.translation.failures import Refused
from bot.translation.full_stops import as_it_ended, with_full_stop
from bot.translation.modes import INSTALL, MODES_DIR, stages
from bot.translation.rules import Rules, rules_for
from bot.translation.sayings import Sayings, load_sayings
from bot.translation.spanish_turns import in_its_time
from bot.translation.splitting import split
from bot.translation.stream_format import decode, encode
from bot.translation.turns import load_turns
from bot.translation.whole_sentences import as_it_is, joined, understood
from bot.translation.word_lists import Direction, Verbs, load_lexicon, load_restorers, load_senses, load_verbs
from bot.translation.word_stream import Rule, analysed, apply, as_meant, inflected, looked_up, units_of

MAX_PIECE = 2_000
"""Characters of one request; longer segments are translated in pieces."""
MAX_BATCH = 200_000
"""Characters of one call."""
_MODES: Mapping[tuple[Language, Language], str] = {
    ("en", "es"): "eng-spa",
    ("es", "en"): "spa-eng",
    ("es", "fr"): "es-fr",
    ("fr", "es"): "fr-es",
}
_ROUTES: Mapping[tuple[Language, Language], tuple[tuple[Language, Language], ...]] = {
    **{direction: (direction,) for direction in _MODES},
    ("en", "fr"): (("en", "es"), ("es", "fr")),
    ("fr", "en"): (("fr", "es"), ("es", "en")),
}
_GENERATES: Mapping[Language, tuple[Language, Language]] = {"en": ("es", "en"), "es": ("en", "es"), "fr": ("es", "fr")}
_FORMS_AT_ONCE = 500
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_GOES_ON, _I = re.compile(r"\s+[^\W\d_A-ZÀ-Þ]"), re.compile(r"I\b")
"""The rest of a sentence whose first clause was said without the programs: they begin it like a sentence."""
_AFTER_FIRST_WORD = re.compile(r"^(\S+ +)([^\W\d_])([^\W\d_]+)")


class Apertium:
    name = "Apertium"
    quality: EngineQuality = "gist"
    privacy: EnginePrivacy = "local"

    def __init__(self, modes_dir: Path = MODES_DIR) -> None:
        self._modes_dir = modes_dir
        self._lexicon = Lexicon(())
        self._verbs = Verbs({}, {})
        self._restorers: dict[Language, Restorer] = {}
        self._senses: dict[Direction, dict[str, str]] = {}
        self._rules: dict[tuple[Language, Language], Rules] = {}
        self._turns: dict[Language, tuple[Rule, ...]] = {}
        self._sayings: dict[Language, Sayings] = {}
        self._chains: dict[tuple[Language, Language], tuple[Chain, ...]] = {}
        self._whole: ClauseTranslator | None = None
        self._dictionary: Dictionary | None = None

    async def start(self) -> None:
        """Load all dictionaries. Raises EnvironmentFault, with the command that installs what is missing."""
        self._rules = {direction: rules_for(direction) for direction in _MODES}
        self._chains = {
            direction: tuple(map(Chain, stages(mode, self._modes_dir))) for direction, mode in _MODES.items()
        }
        try:
            async with asyncio.TaskGroup() as tasks:
                starts = [tasks.create_task(_starts(chain)) for chains in self._chains.values() for chain in chains]
                reading = tasks.create_task(self._mistake_in_lists())  # while the programs read their dictionaries
        except BaseException:
            await self.close()
            raise
        if (mistake := reading.result()) is not None:
            await self.close()
            raise mistake
        if not all(start.result() for start in starts):
            await self.close()
            raise EnvironmentFault(
                Said(N_("Apertium is installed but does not start. Reinstall with: %(install)s"), install=INSTALL)
            )
        try:
            self._whole = ClauseTranslator(await self._word_lists())
            self._dictionary = Dictionary(self._chains, self._lexicon, self._senses)
        except BaseException:
            await self.close()
            raise

    async def _mistake_in_lists(self) -> ConfigError | None:
        try:
            await asyncio.to_thread(self._read_lists)
        except ConfigError as mistake:
            return mistake
        return None

    def _read_lists(self) -> None:
        self._restorers = load_restorers()
        self._lexicon, self._verbs, self._senses = load_lexicon(), load_verbs(), load_senses()
        self._turns, self._sayings = load_turns(self._lexicon), load_sayings()

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        """Keeps the tokens of `core.masking`. Raises EngineUnavailable, Refused."""
        route = _ROUTES.get((source, target))
        if route is None:
            raise Refused("no such direction")
        if sum(map(len, segments)) > MAX_BATCH:
            raise Refused("too long")
        if any("\0" in segment for segment in segments):
            raise Refused("a text with a NUL character")
        whole = self._whole
        if whole is None:
            raise EngineUnavailable("not started")
        restorer, is_verb = self._restorers.get(source), whole.is_verb_of(source)
        results = [restorer.restored(segment, is_verb) for segment in segments] if restorer else list(segments)
        if source == "es":
            results = [in_its_time(segment) for segment in results]
        # Sentences that are understood as a whole are said anew; what is left goes through Apertium's programs.
        looked_up = await self._looked_up(results, source)
        pieces = await understood(whole, results, source, target, looked_up)
        pieces = [
            [part for piece in each for part in await self._said_plainly(piece, source, target, looked_up)]
            for each in pieces
        ]
        # A number behind such a sentence is as good in the other language.
        pieces = [[(text, as_it_is(text) if answer is None else answer) for text, answer in each] for each in pieces]
        left = [text for each in pieces for text, answer in each if answer is None]
        given = iter(await self._by_programs(left, route) if left else [])
        return [
            joined([WordByWord(next(given)) if answer is None else answer for _, answer in each]) for each in pieces
        ]

    async def _said_plainly(
        self, piece: tuple[str, str | None], source: Language, target: Language, looked_up: Mapping[str, GeneralWord]
    ) -> list[tuple[str, str | None]]:
        """What was not understood, without its turns of speech; then it may be."""
        text, answer = piece
        if answer is not None or self._whole is None:
            return [piece]
        plain = self._sayings[source].plainly(text)
        pieces = (await understood(self._whole, [plain], source, target, looked_up))[0] if plain != text else [piece]
        if all(said is None for _, said in pieces):
            (pieces,) = await understood(self._whole, [plain], source, target, looked_up, in_part=True)
        return pieces

    async def _looked_up(self, texts: Sequence[str], source: Language) -> Mapping[str, GeneralWord]:
        """The words that are in no list of ours."""
        dictionary = self._dictionary
        if self._whole is None or dictionary is None:
            return {}
        may_help = partial(dictionary.may_help, language=source)
        unlisted = [word for text in texts for word in self._whole.unlisted(text, source, may_help)]
        return await dictionary.words(unlisted, source) if unlisted else {}

    async def _by_programs(self, results: list[str], route: Sequence[Direction]) -> list[str]:
        meant: tuple[frozenset[str], ...] = ()
        texts, results = results, [with_full_stop(text) for text in results]
        for number, direction in enumerate(route, start=1):
            results, meant = await self._step(results, direction, meant, is_last=number == len(route))
        return [as_it_ended(result, text) for result, text in zip(results, texts, strict=True)]

    async def _word_lists(self) -> WordLists:
        """With the forms of their verbs, as the generators of the installed pairs know them."""
        lists = await asyncio.to_thread(load_word_lists)
        for language, direction in _GENERATES.items():
            asked = (unit for _, _, unit in wanted_forms(lists, language))
            answers = []
            while some := list(islice(asked, _FORMS_AT_ONCE)):  # all at once would be 30 MB for this moment
                answers += await self._chains[direction][-1].exchange(["\n".join(some)])
            lists.verbs[language] = await asyncio.to_thread(verbs_as_answered, lists, language, answers)
        return lists

    async def close(self) -> None:
        for chains in self._chains.values():
            for chain in chains:
                await chain.close()

    async def _step(
        self,
        segments: Sequence[str],
        direction: Direction,
        meant: Sequence[frozenset[str]],
        *,
        is_last: bool,
    ) -> tuple[list[str], tuple[frozenset[str], ...]]:
        """The translations, and for each the words that were meant by its forms.

        `meant`: the same from the step before, where there was one.
        """
        if direction not in self._chains:
            raise EngineUnavailable("not started")
        rules = self._rules[direction]
        pieces = [split(segment, MAX_PIECE) for segment in segments]
        flat = [piece for group in pieces for piece in group]
        of_piece = [each for each, group in zip(meant, pieces, strict=True) for _ in group] if meant else ()
        encoded = [encode(self._lexicon.mark(apply(rules.before, piece), direction[0]).text) for piece in flat]
        streams, now_meant = await self._through(
            [each.stream for each in encoded], direction, of_piece, is_last=is_last
        )
        answers = [decode(stream, each) for stream, each in zip(streams, encoded, strict=True)]
        finished = iter(
            _finished(apply(rules.after, answer), piece, direction[1])
            for answer, piece in zip(answers, flat, strict=True)
        )
        of_segment = iter(now_meant)
        return ["".join(next(finished) for _ in group) for group in pieces], tuple(
            frozenset().union(*(next(of_segment) for _ in group)) for group in pieces
        )

    async def _through(
        self, streams: list[str], direction: Direction, meant: Sequence[frozenset[str]], *, is_last: bool
    ) -> tuple[list[str], list[frozenset[str]]]:
        """The stages of Apertium one after the other, with our own words put in between."""
        source, target = direction
        rules, lexicon, verbs = self._rules[direction], self._lexicon, self._verbs
        analysis, tagging, lookup, transfer, generation = self._chains[direction]
        # Without the space it loses a last word with which a longer term may begin ("el domingo", as of Palm Sunday).
        streams = [each.removesuffix(" ") for each in await analysis.exchange([f"{each} " for each in streams])]
        streams = [analysed(stream, lexicon, source, verbs.by_form[source]) for stream in streams]
        if meant:
            streams = [as_meant(stream, units) for stream, units in zip(streams, meant, strict=True)]
        streams = await tagging.exchange([apply(rules.analysed, stream) for stream in streams])
        streams = await lookup.exchange([apply((*self._turns[source], *rules.tagged), stream) for stream in streams])
        senses = self._senses.get(direction, {})
        streams = [apply(rules.looked_up, looked_up(stream, lexicon, target, senses)) for stream in streams]
        finishing = (*rules.transferred, *(rules.read if is_last else ()))
        streams = [apply(finishing, stream) for stream in await transfer.exchange(streams)]
        now_meant = [frozenset() if is_last else units_of(stream) for stream in streams]
        streams = [
            inflected(stream, lexicon, target, verbs.by_lemma[target], keep_codes=not is_last) for stream in streams
        ]
        return await generation.exchange(streams), now_meant


async def _starts(chain: Chain) -> bool:
    try:
        await chain.start()
    except EngineUnavailable:
        return False
    return True


def _finished(answer: str, original: str, target: Language) -> str:
    """The answer in the spaces of its original, without the capital that Apertium moves off a name at the start."""
    words = answer.strip()
    first = _AFTER_FIRST_WORD.match(words)
    if first and first[3].islower() and f"{first[2]}{first[3]}" not in original:
        second = _AFTER_FIRST_WORD.match(original.strip())
        if second is None or second[2].islower():
            words = f"{first[1]}{first[2].lower()}{first[3]}{words[first.end() :]}"
    if _GOES_ON.match(original) and not _I.match(words):
        words = words[:1].lower() + words[1:]
    if target == "es":
        words = _SENTENCE.sub(lambda sentence: _opened(sentence[0]), words)
    stripped = original.strip()
    start = original.index(stripped)
    return original[:start] + words + original[start + len(stripped) :]


def _opened(sentence: str) -> str:
    """A Spanish question or exclamation with its opening sign."""
    body = sentence.lstrip(" \"'“«(")
    for closing, opening in (("?", "¿"), ("!", "¡")):
        if body.endswith(closing) and opening not in body and any(map(str.isalpha, body)):
            return f"{sentence[: len(sentence) - len(body)]}{opening}{body}"
    return sentence
