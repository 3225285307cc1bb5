"""What a person typed -> a command. English, Spanish and French words are understood everywhere.

What opens a command:

* `!` or a full-width `！`, then perhaps spaces, then a letter or digit: always, even when the word is unknown, so that
  a mistyped command is answered and never relayed into other rooms.
* `¡`, `!!`, a message that is one quotation, and "signo de admiración" as dictation writes it: only when all of it is a
  known command. Spanish speech begins that way: "¡Qué bien!" is relayed. Without an id, what stands between `¡` and `!`
  is an exclamation as well: "¡Ayuda!" may be a call for help, and everyone has to hear it.

Which command it is, is looked up in `bot/core/command_table.py`. No command is ever carried out from a mistyped word:
it is only suggested.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.argument_words import NEGATIONS
from bot.core.command_arguments import Given, Said, read_arguments
from bot.core.command_table import AS_TYPED, DIRECT_ONLY, LEAST_ROLE, SPEC, TABLE, WRITES, Spec, Verb
from bot.core.command_text import (
    MAX_ARGUMENT,
    PARTS,
    Word,
    bare,
    join_spelled_id,
    know,
    language_of,
    opened,
    take_record_id,
)
from bot.core.command_words import FILLERS, VERIFY_ACTIONS, WORDS, Part, VerifyAction, fold
from bot.core.model import Language, Role
from bot.core.slips import slips

__all__ = [
    "DIRECT_ONLY",
    "LEAST_ROLE",
    "MAX_ARGUMENT",
    "WRITES",
    "Command",
    "Unknown",
    "Verb",
    "bare",
    "learn",
    "may",
    "parse",
    "spell",
    "spell_answer",
]

_LONGEST_TYPED = 30
"""Characters; a longer word is no slip of any."""
_RANK: Mapping[Role, int] = {"observer": 0, "rep": 1, "coordinator": 2}


@dataclass(frozen=True, slots=True)
class Command:
    verb: Verb
    arguments: Mapping[str, str] = field(default_factory=dict)
    """`record_id`: an id in its written form, or folded characters that are none.

    `user_id` as typed, when there was exactly one. `text` and `name`: as typed, character for character.

    For `verify`: `who` (as `bare` gives it) to begin one; or `action` and perhaps `number` to answer one.
    """
    language: Language | None = None
    """The one language that the command's words belong to, None when they belong to several."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Meant as a command, but none that exists. `suggestion` is what was probably meant."""

    suggestion: Command | None = None

    @property
    def language(self) -> Language | None:
        return self.suggestion.language if self.suggestion else None


def parse(body: str) -> Command | Unknown | None:
    """None: ordinary speech, to be relayed. Never raises."""
    message = opened(body)
    if message is None:
        return None
    reading = _Reader(body, message.end).read(message.words)
    if message.certain:
        return reading.answer
    command = reading.answer
    if not reading.whole or not isinstance(command, Command):
        return None
    named = _names_something(command)
    several = len(message.words) > 1
    exclaimed = (message.closed and not several) or (message.inverted and (several or message.closed))
    return command if named or not exclaimed else None


def may(role: Role, verb: Verb) -> bool:
    return _RANK[role] >= _RANK[LEAST_ROLE[verb]]


def spell_answer(action: VerifyAction, language: Language, number: str) -> str:
    """How to answer a verification: `!verificar confirmar 4821`."""
    return f"{spell('verify', language)} {VERIFY_ACTIONS[action][language][0]} {number}"


def spell(verb: Verb, language: Language, about: str = "") -> str:
    """How to type a command in `language`: `!petición estado 7K2-M9X`. `about`: what follows its words."""
    words = [WORDS[part][language][0] for part in SPEC[verb].forms[0]]
    return "!" + " ".join([*words, about] if about else words)


def learn(language: Language, words: Mapping[Part, str]) -> None:
    """Understand and spell commands in one language more, from then on. Raises ValueError, and learns nothing then.

    Belongs to the start of the program, before the first command is read.
    """
    strange = [part for part in words if part not in WORDS]
    taken = [word for part, typed in words.items() for word in typed.split() if PARTS.get(fold(word), part) != part]
    if strange or taken:
        raise ValueError(f"not a part of a command, or said of another one already: {', '.join([*strange, *taken])}")
    for part, typed in words.items():
        WORDS[part][language] = tuple(typed.split())
        know(language, part, WORDS[part][language])


@dataclass(frozen=True, slots=True)
class _Reading:
    answer: Command | Unknown
    whole: bool = False
    """Every single word belongs to the command."""


@dataclass(frozen=True, slots=True)
class _Reader:
    body: str
    end: int

    def read(self, typed: Sequence[Word]) -> _Reading:
        words = join_spelled_id(typed)
        heard = _heard(words)
        record_id, others = take_record_id([word for word in heard if word.part is None])
        core = [word for word in heard if (word.part or word in others) and not word.user_id]
        while core and core[0].folded == "me":  # Spanish: "me puede dar el estado"
            core = core[1:]
        if not core and record_id and not any(word.user_id for word in heard):
            near = _nearest(heard[0].folded) if len(heard) == 1 and heard[0].folded.isalpha() else None
            if near is not None:  # one word in 32 of this length happens to be an id
                return _Reading(Unknown(self._corrected(words, heard)))
            return _Reading(Command("petition.status", {"record_id": record_id}), whole=True)
        if not core or core[0].part is None:
            return _Reading(Unknown(self._corrected(words, core[:1])))
        chosen = _choose(core)
        if chosen is None:
            return _Reading(Unknown(self._corrected(words, core[1:3]) or self._completed(words, core[0])))
        spec, form = chosen
        if spec.takes == "verify":
            return _verify(heard)
        return self._fill(spec, form, words)

    def _fill(self, spec: Spec, form: Sequence[Word], words: Sequence[Word]) -> _Reading:
        said = self._said(words, form)
        rest = _heard(said.rest)
        if spec.takes == "name" and len(form) == 1 and rest and rest[0].part:
            return _Reading(Unknown())
        given = read_arguments(spec.takes, said)
        command = Command(spec.verb, given.arguments, language_of(form))
        if spec.takes in ("text", "name"):
            return _Reading(command)
        if spec.acts and any(word.folded in NEGATIONS for word in said.rest):
            return _Reading(Unknown())
        command, given = _refined(command, given, said)
        strangers = [word for word in given.strangers if spec.acts or word.part != "me"]
        if _complete(spec, command, form, strangers):
            named = _names_something(command)
            plain = not strangers and command.arguments.keys() <= ({*_NAMING, "action"} if named else {"filter"})
            spoken = len(rest) < len(said.rest)
            whole = plain and (len(rest) <= 2 if named else not spec.acts and not spoken)
            return _Reading(command, whole=whole)
        unknown = [word for word in strangers if word.part is None]
        corrected = self._corrected(words, unknown[:1])
        if (
            corrected is None
            and (spec.verb != "petition.status" or form[0].part == "status")
            and not (spec.acts and len(unknown) < len(strangers))
        ):
            corrected = command
        return _Reading(Unknown(corrected))

    def _corrected(self, words: Sequence[Word], doubtful: Sequence[Word]) -> Command | None:
        """What it would be if the first of the doubtful words that resembles a known one were that."""
        for word in doubtful:
            near = _nearest(word.folded) if word.part is None else None
            if near is not None:
                mended = replace(word, folded=near, spelled=near)
                answer = self.read([mended if other is word else other for other in words]).answer
                return answer if isinstance(answer, Command) else answer.suggestion
        return None

    def _completed(self, words: Sequence[Word], first: Word) -> Command | None:
        """The only command that has this word among others: "suspend" is said of members."""
        fitting = [spec for spec in TABLE if any(first.part in form for form in spec.forms)]
        if len(fitting) != 1:
            return None
        given = read_arguments(fitting[0].takes, self._said(words, [first]))
        return Command(fitting[0].verb, given.arguments, language_of([first]))

    def _said(self, words: Sequence[Word], form: Sequence[Word]) -> Said:
        return Said(self.body, [word for word in words if word not in form], form, self.end)


_NAMING = ("record_id", "user_id", "number")


def _names_something(command: Command) -> bool:
    """It has an id or a number, so that nobody was just exclaiming."""
    return any(c.isdigit() for key in ("record_id", "number") for c in command.arguments.get(key, "")) or (
        "user_id" in command.arguments
    )


def _choose(core: Sequence[Word]) -> tuple[Spec, list[Word]] | None:
    """The command with the most of its words there. None: no command, or two of them at once."""
    fitting = [(len(form), spec, form) for spec in TABLE for form in spec.forms if _fits(spec, form, core)]
    most = max((size for size, _, _ in fitting), default=0)
    best = [(spec, form) for size, spec, form in fitting if size == most]
    help_word = next((word for word in (core[0], core[-1]) if word.part == "help"), None)
    if help_word and not any(spec.takes in AS_TYPED for spec, _ in best):
        return SPEC["help"], [help_word]
    if len(best) != 1:
        return None
    spec, form = best[0]
    return spec, sorted((next(word for word in core if word.part == part) for part in form), key=lambda w: w.start)


def _fits(spec: Spec, form: tuple[Part, ...], core: Sequence[Word]) -> bool:
    """A question may have its words anywhere; what acts has them first, so that nothing turns their sense."""
    parts = [word.part for word in core]
    first = parts[: len(form)]
    if spec.takes in AS_TYPED:
        turned = len(form) == 2 and (form[1] not in _OPEN_TEXTS or form[1:] in spec.forms)
        return first == list(form) or (turned and first == [form[1], form[0]])
    if spec.acts:
        return sorted(part or "" for part in first) == sorted(form)
    return parts[0] in form and set(form) <= set(parts)


_OPEN_TEXTS = frozenset(form[0] for spec in TABLE if spec.takes in AS_TYPED for form in spec.forms if len(form) == 1)
"""Words behind which everything is text."""


def _refined(command: Command, given: Given, said: Said) -> tuple[Command, Given]:
    """Commands that only what follows tells from others: "my petitions", "delete 3"."""
    if command.verb == "petition.status" and not command.arguments:
        chosen = read_arguments("filter", said)
        if chosen.arguments and not chosen.strangers and any(word.part == "petition" for word in said.form):
            return replace(command, verb="petition.list", arguments=chosen.arguments), chosen
    if command.verb == "forget":
        held = read_arguments("held", said)
        if "number" in held.arguments and not held.strangers:
            return replace(command, verb="held", arguments=held.arguments), held
    return command, given


def _complete(spec: Spec, command: Command, form: Sequence[Word], strangers: Sequence[Word]) -> bool:
    parts = {word.part for word in form}
    record_id = command.arguments.get("record_id", "")
    if spec.takes == "status" and command.verb == spec.verb:
        if "status" in parts and "-" in record_id:
            return True
        return not strangers and (parts != {"status"} or bool(record_id))
    if spec.takes in ("update", "details") and len(parts) == 1 and spec.verb.startswith("petition."):
        return bool(record_id) and not strangers
    return not strangers


def _verify(heard: Sequence[Word]) -> _Reading:
    language = language_of([word for word in heard if word.part])
    rest = [word.folded for word in heard[1:] if word.part != "verify"]
    action = _ACTIONS.get(rest[0]) if rest else None
    if action is None:
        who = " ".join(rest)[:MAX_ARGUMENT]
        return _Reading(Command("verify", {"who": who} if who else {}, language))
    number = "".join(rest[1:])
    arguments = {"action": action, "number": number} if number.isascii() and number.isdigit() else {"action": action}
    return _Reading(Command("verify", arguments, language), whole="number" in arguments)


def _heard(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.folded not in FILLERS]


def _nearest(typed: str) -> str | None:
    """The known word that differs by one slip (two in words of six letters and more)."""
    if not 3 <= len(typed) <= _LONGEST_TYPED:
        return None
    limit = 1 if len(typed) < 6 else 2
    close = (word for word in PARTS if "-" not in word and abs(len(word) - len(typed)) <= limit)
    # Of two equally near the longer: a letter is left out more often than another one is hit.
    distance, _, word = min(((slips(typed, word), -len(word), word) for word in close), default=(limit + 1, 0, ""))
    return word if distance <= limit else None


_ACTIONS: Mapping[str, VerifyAction] = {
    fold(word): action for action, lists in VERIFY_ACTIONS.items() for words in lists.values() for word in words
}
