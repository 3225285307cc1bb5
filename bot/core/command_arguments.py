"""What follows the words of a command, read by its kind. What is left over is a stranger to the command."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.argument_words import HOLD_ACTION, LANGUAGE, ROLE, STRENGTH, SWITCH
from bot.core.command_asides import EVERY_ASIDE
from bot.core.command_rest import NUMBER, Read, Said, one_of, without_fillers
from bot.core.command_table import AS_TYPED, Takes
from bot.core.command_text import MAX_ARGUMENT, Word
from bot.core.command_times import duration_length
from bot.core.command_words import FILLERS
from bot.core.confirming import is_confirmation
from bot.core.petition_arguments import (
    read_details,
    read_export,
    read_filter,
    read_letter,
    read_place,
    read_record,
    read_reminding,
    read_status,
    read_update,
)

_TO_A_PERSON = re.compile(r"a\s+(?=\w)")
"""Spanish: "proteger a María"."""
_LESS_THAN_NOTHING = re.compile(r"\s[-−–]$")
"""A minus sign right before a number; in "!pause-2h" and "!pause - 2h" it is a dash."""


@dataclass(frozen=True, slots=True)
class Given:
    arguments: Mapping[str, str] = field(default_factory=dict)
    strangers: Sequence[Word] = ()


def read_arguments(takes: Takes, said: Said) -> Given:
    if takes in AS_TYPED and takes != "place":
        text = said.after()
        if takes == "lines" and not without_fillers(said.rest):
            text = ""  # "please" is no line of a file
        if takes == "name" and all("es" in word.languages for word in said.form if word.part):
            text = _TO_A_PERSON.sub("", text, 1) if _TO_A_PERSON.match(text) else text
        return Given({AS_TYPED[takes]: text} if text else {})
    arguments, left = _READERS[takes](said)
    kept = {key: value if key == "text" else value[:MAX_ARGUMENT] for key, value in arguments.items() if value}
    return Given(kept, [word for word in left if word.folded not in FILLERS])


def _nothing(said: Said) -> Read:
    return {}, said.rest


def _user(said: Said) -> Read:
    """A name beside the user id is no stranger; nothing is guessed about who is meant."""
    user_ids = {word.user_id for word in said.rest if word.user_id}
    arguments = {"user_id": user_ids.pop()} if len(user_ids) == 1 else {}
    return arguments, [word for word in said.rest if word.part and not word.user_id]


def _role(said: Said) -> Read:
    arguments, _ = _user(said)
    role, left = one_of(ROLE, said.rest)
    left = [word for word in left if word.part and not word.user_id]
    return {**arguments, **({"role": role} if role else {})}, left


def _from_words(key: str, values: Mapping[str, str]) -> Callable[[Said], Read]:
    def read(said: Said) -> Read:
        value, left = one_of(values, said.rest)
        return ({key: value} if value else {}), left

    return read


def _switch(said: Said) -> Read:
    """With the word that confirms it."""
    value, left = one_of(SWITCH, said.rest)
    word = next((word for word in left if is_confirmation(word.folded)), None)
    arguments = {"setting": value, "word": word.folded if word else ""}
    return arguments, [other for other in left if other is not word]


def _strength(said: Said) -> Read:
    """With the word that confirms a change of it."""
    value, left = one_of(STRENGTH, said.rest)
    word, left = _take_confirmation(left)
    return {"strength": value, "word": word}, left


def _confirmation(said: Said) -> Read:
    word, left = _take_confirmation(said.rest)
    return {"word": word}, left


def _take_confirmation(words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    word = next((word for word in words if is_confirmation(word.folded)), None)
    return (word.folded if word else ""), [other for other in words if other is not word]


def _held(said: Said) -> Read:
    actions = {HOLD_ACTION[word.folded] for word in (*said.form, *said.rest) if word.folded in HOLD_ACTION}
    left = [word for word in said.rest if word.folded not in HOLD_ACTION]
    numbers = [word for word in left if NUMBER.fullmatch(word.folded)]
    if len(actions) > 1 or len(numbers) > 1:
        return {}, said.rest
    action = actions.pop() if actions else ""
    return {"action": action, "number": numbers[0].folded if numbers else ""}, [w for w in left if w not in numbers]


def _number(said: Said) -> Read:
    numbers = [word for word in said.rest if NUMBER.fullmatch(word.folded)]
    if len(numbers) != 1:
        return {}, said.rest
    return {"number": numbers[0].folded}, [word for word in said.rest if word not in numbers]


def _duration(said: Said) -> Read:
    for at in range(len(said.rest)):
        size = duration_length(said.rest[at:])
        if size:
            more = duration_length(said.rest[at + size :])  # "1 h 30 min"
            chosen = said.rest[at : at + size + more]
            if _LESS_THAN_NOTHING.search(said.body, 0, chosen[0].start):
                break
            return {"duration": said.body[chosen[0].start : chosen[-1].end]}, [
                word for word in said.rest if word not in chosen
            ]
    return {}, said.rest


def _help(said: Said) -> Read:
    """About a word of the commands; what else is said names no topic."""
    heard = [word for word in without_fillers(said.rest) if word.part != "me"]
    part = next((word.part for word in heard if word.part), None)
    unknown = [word for word in heard if word.part is None and word.folded not in EVERY_ASIDE]
    return ({"topic": part} if part else {}), unknown


def _topic(said: Said) -> Read:
    """A question that asks for a guide names it as well: "how do I file"."""
    heard = without_fillers([*(word for word in said.form if "-" in word.folded), *said.rest])
    part = next((word.part for word in heard if word.part and word.part not in _EVERYDAY), None)
    return {"topic": part or " ".join(word.folded.replace("-", " ") for word in heard)}, ()


_EVERYDAY = frozenset(("new", "petition", "guide"))
"""Said of any guide, or with the verbs that guides have in their names: "presentar una petición"."""

_READERS: Mapping[Takes, Callable[[Said], Read]] = {
    "nothing": _nothing,
    "status": read_status,
    "record": read_record,
    "details": read_details,
    "update": read_update,
    "filter": read_filter,
    "place": read_place,
    "user": _user,
    "role": _role,
    "switch": _switch,
    "strength": _strength,
    "confirmation": _confirmation,
    "language": _from_words("language", LANGUAGE),
    "held": _held,
    "number": _number,
    "duration": _duration,
    "reminding": read_reminding,
    "letter": read_letter,
    "export": read_export,
    "help": _help,
    "topic": _topic,
}
