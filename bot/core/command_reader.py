"""Words -> a command: as they were typed, and else as they were probably meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.argument_words import FILTER, LANGUAGE, NEGATIONS, STAGE, SWITCH
from bot.core.command_arguments import read_arguments
from bot.core.command_asides import EVERY_ASIDE, EVERY_COURTESY, FOREMOST, PLEASE
from bot.core.command_choice import choose, complete, refined
from bot.core.command_choice import heard as _heard
from bot.core.command_guesses import (
    NAMING,
    belongs,
    courteous,
    first_of_name,
    is_free,
    is_harmless,
    is_odd,
    may_be_polite,
    names_something,
    said_of_days,
)
from bot.core.command_meant import meant
from bot.core.command_rest import Said
from bot.core.command_shapes import Command, Unknown
from bot.core.command_slips import NearWords, slips
from bot.core.command_table import TABLE, Spec
from bot.core.command_text import (
    MAX_ARGUMENT,
    Word,
    join_phrases,
    join_spelled_id,
    language_of,
    take_record_id,
)
from bot.core.command_typing import apart, once, with_accents, without_number_sign
from bot.core.command_words import FILLERS, VERIFY_ACTIONS, Part, VerifyAction, fold
from bot.core.no_answer_words import is_unknown

_LEAST_SENTENCE = 3
"""Words."""
_MOST_UNKNOWN = 3
"""Words, in a question that the bot answers all the same."""


@dataclass(frozen=True, slots=True)
class Reading:
    answer: Command | Unknown
    whole: bool = False
    """Every single word belongs to the command."""
    sure: bool = False
    """What is suggested is complete, and only letters of its words had to be mended."""


@dataclass(frozen=True, slots=True)
class Reader:
    body: str
    end: int
    near: NearWords = field(default_factory=NearWords)

    def understand(self, typed: Sequence[Word]) -> Reading:
        """As it was typed; else without the words that people put around it, with slips and all when it only reads."""
        reading = self._understood(typed)
        guess = meant(_heard(join_spelled_id(join_phrases(typed)))) if isinstance(reading.answer, Unknown) else None
        return Reading(Unknown(guess)) if guess else reading

    def _understood(self, typed: Sequence[Word]) -> Reading:
        exact = self.read(typed)
        if isinstance(exact.answer, Command) and not is_odd(exact.answer):
            return exact
        whole = once(with_accents(typed))
        mended = apart(whole)
        asked = [word for word in without_number_sign(mended) if word.folded not in EVERY_ASIDE]
        tried = [self.read(words) for words in (mended, _without_courtesy(mended), asked) if words]
        if isinstance(exact.answer, Command):
            return min((r for r in (*tried, exact) if _same_verb(r, exact.answer)), key=_length_of_number)
        for words in (whole, _without_courtesy(whole)):
            polite = self.read(words)
            if isinstance(polite.answer, Command) and may_be_polite(polite.answer):
                return polite
        readings = [exact, *tried]
        denied = any(word.folded in NEGATIONS for word in typed)
        for reading in readings:
            if isinstance(reading.answer, Command) and is_harmless(reading.answer, denied=denied):
                return reading
        for reading in readings:
            guess = reading.answer.suggestion if isinstance(reading.answer, Unknown) else None
            if reading.sure and guess is not None and is_harmless(guess, denied=denied) and not is_free(guess):
                return Reading(replace(guess, doubtful=True))
        suggesting = next((reading for reading in readings[:3] if _suggests(reading)), None)
        suggested = self._as_suggestion(suggesting) if suggesting else exact
        if not denied and (demanded := self._demanded(typed)):
            return demanded
        return suggested if _would_act(suggested) else self._spoken_of(mended) or suggested

    def read(self, typed: Sequence[Word]) -> Reading:
        words = join_spelled_id(join_phrases(typed))
        heard = _heard(words)
        record_id, others = take_record_id([word for word in heard if word.part is None])
        core = [word for word in heard if (word.part or word in others) and not word.user_id]
        while len(core) > 1 and (core[0].folded == "me" or (core[0].part is None and core[0].folded in FILTER)):
            core = core[1:]  # Spanish: "me puede dar el estado"; "overdue petitions"
        if not core and record_id and not any(word.user_id for word in heard):
            near = self.near.to(heard[0].folded) if len(heard) == 1 and heard[0].folded.isalpha() else None
            if near is not None:  # one word in 32 of this length happens to be an id
                return self._suggested(words, heard)
            return Reading(Command("petition.status", {"record_id": record_id}, courteous(words)), whole=True)
        if not core or core[0].part is None:
            return _named_language(heard) or self._suggested(words, core[:1])
        chosen = choose(core)
        if chosen is None:
            mended = self._mended(words, core[1:3])
            return self._as_suggestion(mended) if mended else Reading(Unknown(self._completed(words, core[0])))
        spec, form = chosen
        if spec.takes == "verify":
            return _verify(heard)
        return self._fill(spec, form, words)

    def _fill(self, spec: Spec, form: Sequence[Word], words: Sequence[Word]) -> Reading:
        said = self._said(words, form)
        rest = _heard(said.rest)
        if spec.takes == "name" and len(form) == 1 and rest and rest[0].part:
            return Reading(Unknown())
        given = read_arguments(spec.takes, said)
        command = Command(spec.verb, given.arguments, language_of(form) or courteous(words))
        if spec.takes in ("text", "name", "lines"):
            everyone = spec.verb == "protect.add" and bool(said.rest) and first_of_name(said.rest) in FOREMOST
            return Reading(Unknown(command) if everyone else command)
        if spec.acts and any(word.folded in NEGATIONS for word in _told(spec, said)):
            return Reading(Unknown())
        command, given = refined(command, given, said)
        strangers = [word for word in given.strangers if not belongs(word, command.verb, acts=spec.acts)]
        if not spec.acts:  # "which deadlines are due" says its word twice
            strangers = [word for word in strangers if word.part is None or word.part not in _parts(form)]
        if complete(spec, command, form, strangers):
            named = names_something(command)
            plain = not strangers and command.arguments.keys() <= ({*NAMING, "action"} if named else {"filter"})
            spoken = {word.folded for word in said.rest} & FILLERS - (PLEASE if command.verb == "help" else set())
            whole = plain and (len(rest) <= 2 if named else not spec.acts and not spoken)
            return Reading(command, whole=whole)
        unknown = [word for word in strangers if word.part is None]
        mended = self._mended(words, unknown[:1])
        if mended is not None and _suggests(mended):
            return self._as_suggestion(mended)
        if (spec.verb != "petition.status" or form[0].part == "status") and not (
            spec.acts and len(unknown) < len(strangers)
        ):
            return Reading(Unknown(command), sure=len(strangers) <= (spec.verb == "help"))
        return Reading(Unknown())

    def _spoken_of(self, words: Sequence[Word]) -> Reading | None:
        """A question about one record in more words than the bot knows, with nothing in them that acts or negates."""
        record_id, others = take_record_id([word for word in _heard(words) if word.part is None])
        known = [word for word in words if word.part]
        told = any(word.folded in NEGATIONS or word.folded in STAGE or said_of_days(word) for word in others)
        if record_id is None or len(others) > _MOST_UNKNOWN or told or not known:
            return None
        kept = [word for word in words if word not in others]
        reading = self.read(kept)
        if not isinstance(reading.answer, Command) or not is_harmless(reading.answer):
            return None
        return Reading(replace(reading.answer, doubtful=True))

    def _demanded(self, typed: Sequence[Word]) -> Reading | None:
        """The word for proposals and a sentence: the first answer of a dialogue, which tells nobody before its end."""
        heard = _heard(typed)
        form, rest = heard[:1], heard[1:]
        names_one = rest[:1] and (rest[0].part or rest[0].folded.isdigit())
        steered = any(word.part in ("sign", "withdraw") for word in rest)
        if len(rest) < _LEAST_SENTENCE or form[0].part != "proposal" or names_one or steered:
            return None
        text = self._said(typed, form).after()
        return Reading(Command("proposal.new", {"text": text}, language_of(form), doubtful=True))

    def _suggested(self, words: Sequence[Word], doubtful: Sequence[Word]) -> Reading:
        mended = self._mended(words, doubtful)
        return self._as_suggestion(mended) if mended else Reading(Unknown())

    def _mended(self, words: Sequence[Word], doubtful: Sequence[Word]) -> Reading | None:
        """What it would be if the first of the doubtful words that resembles a known one were that."""
        for word in doubtful:
            near = self.near.to(word.folded) if word.part is None and word.folded not in NEGATIONS else None
            if near is not None:
                right = replace(word, folded=near, spelled=near)
                reading = self.read([right if other is word else other for other in words])
                known = any(other.part for other in words)
                if (
                    not known and _would_act(reading) and slips(word.folded, near) > 1
                ):  # too far off to tell the language of whoever typed it
                    reading = replace(reading, answer=_of_no_language(reading.answer))
                return replace(reading, sure=_is_sure(word, reading, known=known))
        return None

    def _as_suggestion(self, reading: Reading) -> Reading:
        answer = reading.answer
        return Reading(Unknown(answer if isinstance(answer, Command) else answer.suggestion), sure=reading.sure)

    def _completed(self, words: Sequence[Word], first: Word) -> Command | None:
        """The only command that has this word among others: "suspend" is said of members."""
        fitting = [spec for spec in TABLE if any(first.part in form for form in spec.forms)]
        if len(fitting) != 1:
            return None
        given = read_arguments(fitting[0].takes, self._said(words, [first]))
        return Command(fitting[0].verb, given.arguments, language_of([first]))

    def _said(self, words: Sequence[Word], form: Sequence[Word]) -> Said:
        return Said(self.body, [word for word in words if word not in form], form, self.end)


def _parts(form: Sequence[Word]) -> set[Part | None]:
    return {word.part for word in form}


def _told(spec: Spec, said: Said) -> Sequence[Word]:
    """Without what negates nothing: a "no" that sets a switch, and "no sé" at the end of an update, said of its day."""
    if spec.takes == "switch" and len(said.rest) == 1 and said.rest[0].folded in SWITCH:
        return ()
    if spec.takes == "update":
        for at, word in enumerate(said.rest):
            if is_unknown(said.body[word.start : said.end]):
                return said.rest[:at]
    return said.rest


_LONG_ENOUGH = 5


def _without_courtesy(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.folded not in EVERY_COURTESY]


def _is_sure(word: Word, reading: Reading, *, known: bool) -> bool:
    """A short word is near to too many others, unless something else shows that a command was meant."""
    answer = reading.answer
    if isinstance(answer, Unknown):
        return reading.sure
    return known or len(word.folded) >= _LONG_ENOUGH or names_something(answer) or answer.verb == "help"


def _of_no_language(answer: Command | Unknown) -> Command | Unknown:
    if isinstance(answer, Command):
        return replace(answer, language=None)
    return Unknown(replace(answer.suggestion, language=None) if answer.suggestion else None)


def _same_verb(reading: Reading, command: Command) -> bool:
    return (
        isinstance(reading.answer, Command)
        and reading.answer.verb == command.verb
        and ("record_id" in reading.answer.arguments)
    )


def _length_of_number(reading: Reading) -> tuple[bool, int]:
    number = reading.answer.arguments["record_id"] if isinstance(reading.answer, Command) else ""
    return "-" not in number, len(number)


def _would_act(reading: Reading) -> bool:
    guess = reading.answer.suggestion if isinstance(reading.answer, Unknown) else reading.answer
    return guess is not None and not is_harmless(guess)


def _suggests(reading: Reading) -> bool:
    return isinstance(reading.answer, Command) or reading.answer.suggestion is not None


def _named_language(heard: Sequence[Word]) -> Reading | None:
    """The name of a language and no other word: "in French please"."""
    named = {LANGUAGE.get(word.folded, "") if len(word.folded) > len("en") else "" for word in heard}
    if len(named) != 1 or "" in named:
        return None
    return Reading(Command("language", {"language": named.pop()}))


def _verify(heard: Sequence[Word]) -> Reading:
    language = language_of([word for word in heard if word.part])
    rest = [word.folded for word in heard[1:] if word.part != "verify"]
    action = _ACTIONS.get(rest[0]) if rest else None
    if action is None:
        who = " ".join(rest)[:MAX_ARGUMENT]
        return Reading(Command("verify", {"who": who} if who else {}, language))
    number = "".join(rest[1:])
    arguments = {"action": action, "number": number} if number.isascii() and number.isdigit() else {"action": action}
    return Reading(Command("verify", arguments, language), whole="number" in arguments)


_ACTIONS: Mapping[str, VerifyAction] = {
    fold(word): action for action, lists in VERIFY_ACTIONS.items() for words in lists.values() for word in words
}
