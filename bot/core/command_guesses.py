"""What may be guessed, and what has to be typed exactly."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.argument_words import MONTHS, RELATIVE_DAYS
from bot.core.command_asides import THIS_MESSAGE, spoken_in
from bot.core.command_shapes import Command
from bot.core.command_table import SPEC, Verb
from bot.core.command_text import Word
from bot.core.command_words import WORDS
from bot.core.model import Language

NAMING = ("record_id", "user_id", "number")


def names_something(command: Command) -> bool:
    """It has an id or a number, so that nobody was just exclaiming."""
    return any(c.isdigit() for key in ("record_id", "number") for c in command.arguments.get(key, "")) or (
        "user_id" in command.arguments
    )


def is_odd(command: Command) -> bool:
    """What stands in the place of a number is none, and perhaps only other words with a part of one."""
    return command.verb == "petition.status" and "-" not in command.arguments.get("record_id", "-")


def is_harmless(command: Command, *, denied: bool = False) -> bool:
    """It only shows something, or opens a dialogue that writes nothing before its last word."""
    asks = command.verb == "remind" and command.arguments.keys() <= {"record_id"}
    return (not denied and (asks or command.verb in ("petition.new", "proposal.new"))) or not SPEC[command.verb].acts


def may_be_polite(command: Command) -> bool:
    """Of what acts, only what takes nothing: what stands behind it cannot turn its sense."""
    return is_harmless(command) or SPEC[command.verb].takes in ("nothing", "confirmation", "duration")


def is_free(command: Command) -> bool:
    """Anything may follow it, so that any sentence that begins with a like word would be taken for it."""
    return "place" in command.arguments or command.arguments.get("topic", "help") not in WORDS


def first_of_name(rest: Sequence[Word]) -> str:
    return next((word.folded for word in rest if word.folded != "a"), "")


def belongs(word: Word, verb: Verb, *, acts: bool) -> bool:
    if word.part == "me":
        return not acts or verb in ("digest.subscribe", "digest.off", "mute")
    return verb == "forget" and word.folded in THIS_MESSAGE


def said_of_days(word: Word) -> bool:
    return word.folded in RELATIVE_DAYS or word.folded in MONTHS


def courteous(words: Sequence[Word]) -> Language | None:
    return spoken_in(frozenset(word.folded for word in words))
