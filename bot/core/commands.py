"""What a person typed -> a command. English, Spanish and French words are understood everywhere.

What opens a command:

* `!` or a full-width `！`, perhaps behind emoji, then a letter or digit: always, even when the word is unknown, so that
  a mistyped command is answered and never relayed into other rooms.
* `¡`, `!!`, `❗`, a message that is one quotation, and "signo de admiración" as dictation writes it: only when all of
  it is a known command. Spanish speech begins that way: "¡Qué bien!" is relayed. Without an id, what stands between `¡`
  and `!` is an exclamation as well, and only a bare "¡Ayuda!" asks for help.

Which command it is, is looked up in `bot/core/command_table.py`. A command that only shows something is also carried
out from a mistyped word or out of a whole question; what writes needs its exact words, and is only suggested else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.command_guesses import names_something
from bot.core.command_reader import Reader
from bot.core.command_shapes import Command, Unknown
from bot.core.command_table import DIRECT_ONLY, LEAST_ROLE, SPEC, WRITES, Verb
from bot.core.command_text import (
    MAX_ARGUMENT,
    PARTS,
    bare,
    know,
    opened,
)
from bot.core.command_words import VERIFY_ACTIONS, WORDS, Part, VerifyAction, fold
from bot.core.model import Language, Role

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

_RANK: Mapping[Role, int] = {"observer": 0, "rep": 1, "coordinator": 2}


def parse(body: str) -> Command | Unknown | None:
    """None: ordinary speech, to be relayed. Never raises."""
    message = opened(body)
    if message is None:
        return None
    reading = Reader(body, message.end).understand(message.words)
    if message.certain:
        return reading.answer
    command = reading.answer
    if not reading.whole or not isinstance(command, Command):
        return None
    named = names_something(command)
    several = len(message.words) > 1
    exclaimed = (message.closed and not several) or (message.inverted and (several or message.closed))
    if command == Command("help", {}, command.language):
        return replace(command, doubtful=True)  # perhaps a cry
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
