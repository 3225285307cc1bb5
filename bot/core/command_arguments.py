"""What follows the words of a command, read by its kind. What is left over is a stranger to the command."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.argument_words import FILTER, HOLD_ACTION, LANGUAGE, LETTER, ROLE, SCOPE, STAGE, STRENGTH, SWITCH
from bot.core.command_asides import EVERY_ASIDE
from bot.core.command_table import AS_TYPED, Takes
from bot.core.command_text import MAX_ARGUMENT, Word, take_record_id
from bot.core.command_times import date_length, duration_length
from bot.core.command_words import FILLERS
from bot.core.confirming import is_confirmation

_PAIR = re.compile(r"(?P<key>[^\W\d_]\w*)[:=](?P<value>\S+)")
_ID_LIKE = re.compile(r"(?=.*\d)(?=.*[a-z-])[0-9a-z-]{3,8}|\d{6}")
_TO_A_PERSON = re.compile(r"a\s+(?=\w)")
"""Spanish: "proteger a María"."""
_NUMBER = re.compile(r"\d{1,9}")
_LESS_THAN_NOTHING = re.compile(r"\s[-−–]$")
"""A minus sign right before a number; in "!pause-2h" and "!pause - 2h" it is a dash."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words after (and between) those of the command, small words included, and where they stand."""

    body: str
    rest: Sequence[Word]
    form: Sequence[Word]
    end: int

    def after(self) -> str:
        """Everything behind the words of the command, as it was typed."""
        return self.body[max(word.end for word in self.form) : self.end].lstrip(" \t\r\n\u00a0:,").rstrip()

    def typed(self, words: Sequence[Word]) -> str:
        begin, end = 0, len(words)
        while begin < end and self._is_small(words[begin]):
            begin += 1
        while end > begin and self._is_small(words[end - 1]):
            end -= 1
        return " ".join(self.body[word.start : word.end] for word in words[begin:end])

    def _is_small(self, word: Word) -> bool:
        """Not what is a name for its capitals: "Union ES", where the line is not all in capitals."""
        spelled = self.body[word.start : word.end]
        is_name = len(spelled) > 1 and spelled.isupper() and not self.body.isupper()
        return word.folded in FILLERS and not is_name


@dataclass(frozen=True, slots=True)
class Given:
    arguments: Mapping[str, str] = field(default_factory=dict)
    strangers: Sequence[Word] = ()


def read_arguments(takes: Takes, said: Said) -> Given:
    if takes in AS_TYPED and takes != "place":
        text = said.after()
        if takes == "lines" and not _heard(said.rest):
            text = ""  # "please" is no line of a file
        if takes == "name" and all("es" in word.languages for word in said.form if word.part):
            text = _TO_A_PERSON.sub("", text, 1) if _TO_A_PERSON.match(text) else text
        return Given({AS_TYPED[takes]: text} if text else {})
    arguments, left = _READERS[takes](said)
    kept = {key: value if key == "text" else value[:MAX_ARGUMENT] for key, value in arguments.items() if value}
    return Given(kept, [word for word in left if word.folded not in FILLERS])


_Read = tuple[dict[str, str], Sequence[Word]]


def _nothing(said: Said) -> _Read:
    return {}, said.rest


def _record(said: Said) -> _Read:
    record_id, left = take_record_id(_heard(said.rest))
    if record_id is None:
        record_id, left = _take_id_like(left)
    return ({"record_id": record_id} if record_id else {}), left


def _status(said: Said) -> _Read:
    """A valid id, else what stands there instead of one."""
    record_id, left = take_record_id([word for word in _heard(said.rest) if word.part is None])
    if record_id:
        others = [word for word in _heard(said.rest) if word.part]
        return {"record_id": record_id}, [*left, *others]
    strangers = [word for word in _heard(said.rest) if word.part is None]
    spoken_of = any(word.part == "status" for word in said.form)
    if strangers and (spoken_of or (len(strangers) == 1 and any(c.isdigit() for c in strangers[0].folded))):
        typed = " ".join(word.folded for word in strangers).upper()
        return {"record_id": typed}, [word for word in _heard(said.rest) if word.part]
    return {}, said.rest


def _details(said: Said) -> _Read:
    arguments, left = _dated(said)
    return {**arguments, "text": said.typed(left)}, ()


def _update(said: Said) -> _Read:
    arguments, left = _dated(said)
    stage = [word for word in left if word.folded in STAGE]
    if stage:
        left = [word for word in left if word not in stage[:1]]
        return {**arguments, "stage": STAGE[stage[0].folded], "text": said.typed(left)}, ()
    return {**arguments, "stage": said.typed(left)}, ()


def _dated(said: Said) -> _Read:
    """The id, a date, a span of time and `key:value` pairs, and the words between them."""
    arguments: dict[str, str] = {}
    left: list[Word] = []
    for word in said.rest:
        pair = _PAIR.fullmatch(said.body[word.start : word.end])
        if pair and pair["key"].casefold() not in ("record_id", "date", "text", "stage", "duration"):
            key = pair["key"].casefold()[:40]
            arguments["reason" if key in ("motivo", "razón", "razon", "motif", "raison") else key] = pair["value"]
        else:
            left.append(word)
    for key, find in (("date", date_length), ("duration", duration_length)):
        found = next(((at, size) for at in range(len(left)) if (size := find(left[at:]))), None)
        if found:
            at, size = found
            arguments[key] = said.body[left[at].start : left[at + size - 1].end]
            left = [*left[:at], *left[at + size :]]
    record_id, others = take_record_id(_heard(left))
    if record_id is None:
        record_id, others = _take_id_like(others)
    if record_id:
        left = [word for word in left if word in others or word.folded in FILLERS]
        arguments = {"record_id": record_id, **arguments}
    return arguments, left


def _filter(said: Said) -> _Read:
    """What is listed, and a number alone or behind it as the page."""
    arguments, left = _filtered(said)
    numbers = [word for word in left if _NUMBER.fullmatch(word.folded)]
    if len(numbers) == 1 and "value" not in arguments:
        return {**arguments, "page": numbers[0].folded}, [word for word in left if word is not numbers[0]]
    return arguments, left


def _filtered(said: Said) -> _Read:
    for at, word in enumerate(said.rest):
        value = FILTER.get(word.folded)
        if value in ("mine", "overdue"):
            return {"filter": value}, [*said.rest[:at], *said.rest[at + 1 :]]
        if value:
            behind = said.rest[at + 1 :]
            known = next((STAGE[w.folded] for w in behind if w.folded in STAGE), "") if value == "stage" else ""
            return {"filter": value, "value": known or said.typed(behind)}, said.rest[:at]
    stage = next((word for word in said.rest if word.folded in STAGE), None)
    if stage:
        return {"filter": "stage", "value": STAGE[stage.folded]}, [word for word in said.rest if word is not stage]
    return {}, said.rest


def _place(said: Said) -> _Read:
    record_id, _ = take_record_id(_heard(said.rest))
    return {"record_id": record_id} if record_id else {"place": said.typed(said.rest)}, ()


def _user(said: Said) -> _Read:
    """A name beside the user id is no stranger; nothing is guessed about who is meant."""
    user_ids = {word.user_id for word in said.rest if word.user_id}
    arguments = {"user_id": user_ids.pop()} if len(user_ids) == 1 else {}
    return arguments, [word for word in said.rest if word.part and not word.user_id]


def _role(said: Said) -> _Read:
    arguments, _ = _user(said)
    role, left = _one_of(ROLE, said.rest)
    left = [word for word in left if word.part and not word.user_id]
    return {**arguments, **({"role": role} if role else {})}, left


def _from_words(key: str, values: Mapping[str, str]) -> Callable[[Said], _Read]:
    def read(said: Said) -> _Read:
        value, left = _one_of(values, said.rest)
        return ({key: value} if value else {}), left

    return read


def _switch(said: Said) -> _Read:
    """With the word that confirms it."""
    value, left = _one_of(SWITCH, said.rest)
    word = next((word for word in left if is_confirmation(word.folded)), None)
    arguments = {"setting": value, "word": word.folded if word else ""}
    return arguments, [other for other in left if other is not word]


def _strength(said: Said) -> _Read:
    """With the word that confirms a change of it."""
    value, left = _one_of(STRENGTH, said.rest)
    word, left = _take_confirmation(left)
    return {"strength": value, "word": word}, left


def _confirmation(said: Said) -> _Read:
    word, left = _take_confirmation(said.rest)
    return {"word": word}, left


def _take_confirmation(words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    word = next((word for word in words if is_confirmation(word.folded)), None)
    return (word.folded if word else ""), [other for other in words if other is not word]


def _held(said: Said) -> _Read:
    actions = {HOLD_ACTION[word.folded] for word in (*said.form, *said.rest) if word.folded in HOLD_ACTION}
    left = [word for word in said.rest if word.folded not in HOLD_ACTION]
    numbers = [word for word in left if _NUMBER.fullmatch(word.folded)]
    if len(actions) > 1 or len(numbers) > 1:
        return {}, said.rest
    action = actions.pop() if actions else ""
    return {"action": action, "number": numbers[0].folded if numbers else ""}, [w for w in left if w not in numbers]


def _number(said: Said) -> _Read:
    numbers = [word for word in said.rest if _NUMBER.fullmatch(word.folded)]
    if len(numbers) != 1:
        return {}, said.rest
    return {"number": numbers[0].folded}, [word for word in said.rest if word not in numbers]


def _duration(said: Said) -> _Read:
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


def _reminding(said: Said) -> _Read:
    """A petition or all of them; off, on, or until when."""
    rest = [word for word in said.rest if word.part not in ("me", "remind")]
    arguments, left = _dated(replace(said, rest=rest))
    spoken = {word.part for word in said.form}
    value, left = _one_of(SWITCH, left)
    if spoken & {"off", "mute"}:
        value = "off"
    action = value or ("snooze" if "snooze" in spoken else "")
    kept: dict[str, str] = {key: arguments[key] for key in ("record_id", "date", "duration") if key in arguments}
    pairs = [word for word in rest if word not in left and ":" in said.body[word.start : word.end]]
    return {**kept, "action": action}, [*(word for word in left if word.part != "me"), *pairs]


def _letter(said: Said) -> _Read:
    """Of which petition, what the letter asks for, and in which language."""
    arguments, left = _dated(said)
    kind, left = _one_of(LETTER, left)
    language, left = _one_of(LANGUAGE, left)
    kept = {"record_id": arguments.get("record_id", ""), "kind": kind, "language": language}
    return kept, left


def _export(said: Said) -> _Read:
    """One petition, all of one's own group, or what the network sees."""
    arguments, left = _record(said)
    scope, left = _one_of(SCOPE, left)
    return {**arguments, "scope": scope}, left


def _help(said: Said) -> _Read:
    """About a word of the commands; what else is said names no topic."""
    heard = [word for word in _heard(said.rest) if word.part != "me"]
    part = next((word.part for word in heard if word.part), None)
    unknown = [word for word in heard if word.part is None and word.folded not in EVERY_ASIDE]
    return ({"topic": part} if part else {}), unknown


def _topic(said: Said) -> _Read:
    """A question that asks for a guide names it as well: "how do I file"."""
    heard = _heard([*(word for word in said.form if "-" in word.folded), *said.rest])
    part = next((word.part for word in heard if word.part and word.part not in _EVERYDAY), None)
    return {"topic": part or " ".join(word.folded.replace("-", " ") for word in heard)}, ()


_EVERYDAY = frozenset(("new", "petition", "guide"))
"""Said of any guide, or with the verbs that guides have in their names: "presentar una petición"."""

_READERS: Mapping[Takes, Callable[[Said], _Read]] = {
    "nothing": _nothing,
    "status": _status,
    "record": _record,
    "details": _details,
    "update": _update,
    "filter": _filter,
    "place": _place,
    "user": _user,
    "role": _role,
    "switch": _switch,
    "strength": _strength,
    "confirmation": _confirmation,
    "language": _from_words("language", LANGUAGE),
    "held": _held,
    "number": _number,
    "duration": _duration,
    "reminding": _reminding,
    "letter": _letter,
    "export": _export,
    "help": _help,
    "topic": _topic,
}


def _one_of(values: Mapping[str, str], words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    """The one value that is named; a longer word outweighs a short one, as "español" does "en"."""
    named = sorted((word for word in words if word.folded in values), key=lambda word: len(word.folded) <= 2)
    long = [word for word in named if len(word.folded) > 2] or named
    chosen = {values[word.folded] for word in long}
    if len(chosen) != 1:
        return "", words
    return chosen.pop(), [word for word in words if word not in named]


def _take_id_like(words: Sequence[Word]) -> tuple[str | None, list[Word]]:
    """Something that was meant as an id, in capitals: the answer says what is wrong with it."""
    word = next((word for word in words if _ID_LIKE.fullmatch(word.folded)), None)
    return (word.folded.upper() if word else None), [other for other in words if other is not word]


def _heard(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.folded not in FILLERS]
