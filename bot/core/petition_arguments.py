"""What follows the words of a command about petitions: ids, dates, stages, filters, places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.argument_words import FILTER, LANGUAGE, LETTER, SCOPE, STAGE, SWITCH
from bot.core.command_rest import NUMBER, Read, Said, one_of, without_fillers
from bot.core.command_text import Word, take_record_id
from bot.core.command_times import date_length, duration_length
from bot.core.command_words import FILLERS

_PAIR = re.compile(r"(?P<key>[^\W\d_]\w*)[:=](?P<value>\S+)")
_ID_LIKE = re.compile(r"(?=.*\d)(?=.*[a-z-])[0-9a-z-]{3,8}|\d{6}")


def read_record(said: Said) -> Read:
    record_id, left = take_record_id(without_fillers(said.rest))
    if record_id is None:
        record_id, left = _take_id_like(left)
    return ({"record_id": record_id} if record_id else {}), left


def read_status(said: Said) -> Read:
    """A valid id, else what stands there instead of one."""
    record_id, left = take_record_id([word for word in without_fillers(said.rest) if word.part is None])
    if record_id:
        others = [word for word in without_fillers(said.rest) if word.part]
        return {"record_id": record_id}, [*left, *others]
    strangers = [word for word in without_fillers(said.rest) if word.part is None]
    spoken_of = any(word.part == "status" for word in said.form)
    if strangers and (spoken_of or (len(strangers) == 1 and any(c.isdigit() for c in strangers[0].folded))):
        typed = " ".join(word.folded for word in strangers).upper()
        return {"record_id": typed}, [word for word in without_fillers(said.rest) if word.part]
    return {}, said.rest


def read_details(said: Said) -> Read:
    arguments, left = _dated(said)
    return {**arguments, "text": said.typed(left)}, ()


def read_update(said: Said) -> Read:
    arguments, left = _dated(said)
    stage = [word for word in left if word.folded in STAGE]
    if stage:
        left = [word for word in left if word not in stage[:1]]
        return {**arguments, "stage": STAGE[stage[0].folded], "text": said.typed(left)}, ()
    return {**arguments, "stage": said.typed(left)}, ()


def _dated(said: Said) -> Read:
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
    record_id, others = take_record_id(without_fillers(left))
    if record_id is None:
        record_id, others = _take_id_like(others)
    if record_id:
        left = [word for word in left if word in others or word.folded in FILLERS]
        arguments = {"record_id": record_id, **arguments}
    return arguments, left


def read_filter(said: Said) -> Read:
    """What is listed, and a number alone or behind it as the page."""
    arguments, left = _filtered(said)
    numbers = [word for word in left if NUMBER.fullmatch(word.folded)]
    if len(numbers) == 1 and "value" not in arguments:
        return {**arguments, "page": numbers[0].folded}, [word for word in left if word is not numbers[0]]
    return arguments, left


def _filtered(said: Said) -> Read:
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


def read_place(said: Said) -> Read:
    record_id, _ = take_record_id(without_fillers(said.rest))
    return {"record_id": record_id} if record_id else {"place": said.typed(said.rest)}, ()


def read_reminding(said: Said) -> Read:
    """A petition or all of them; off, on, or until when."""
    rest = [word for word in said.rest if word.part not in ("me", "remind")]
    arguments, left = _dated(replace(said, rest=rest))
    spoken = {word.part for word in said.form}
    value, left = one_of(SWITCH, left)
    if spoken & {"off", "mute"}:
        value = "off"
    action = value or ("snooze" if "snooze" in spoken else "")
    kept: dict[str, str] = {key: arguments[key] for key in ("record_id", "date", "duration") if key in arguments}
    pairs = [word for word in rest if word not in left and ":" in said.body[word.start : word.end]]
    return {**kept, "action": action}, [*(word for word in left if word.part != "me"), *pairs]


def read_letter(said: Said) -> Read:
    """Of which petition, what the letter asks for, and in which language."""
    arguments, left = _dated(said)
    kind, left = one_of(LETTER, left)
    language, left = one_of(LANGUAGE, left)
    kept = {"record_id": arguments.get("record_id", ""), "kind": kind, "language": language}
    return kept, left


def read_export(said: Said) -> Read:
    """One petition, all of one's own group, or what the network sees."""
    arguments, left = read_record(said)
    scope, left = one_of(SCOPE, left)
    return {**arguments, "scope": scope}, left


def _take_id_like(words: Sequence[Word]) -> tuple[str | None, list[Word]]:
    """Something that was meant as an id, in capitals: the answer says what is wrong with it."""
    word = next((word for word in words if _ID_LIKE.fullmatch(word.folded)), None)
    return (word.folded.upper() if word else None), [other for other in words if other is not word]
