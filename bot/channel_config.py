"""The channels of the operator's file: rooms that mirror each other, one or several in each language.

channels:
  - name: parts plants
    rooms: {en: "!…", es: ["!…", "!…"], fr: "!…"}
    keys: cross-signed            # optional
    testimony: [es]               # optional: languages whose rooms take testimony, or single rooms ["!…"]
    messages_expire: 30d          # optional: after how many days messages and copies are deleted
    engines: [firefox, apertium]  # optional: who translates here, in this order (bot/engine_settings.py)
    attachments: true             # optional: pictures and documents are passed on, cleaned (false unless written)
    attachments_max_mb: 20        # optional: how large a file may be
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import cast, get_args

from bot.checked_yaml import Mistakes, Value, expecting
from bot.core.attachments import DEFAULT_MAX_BYTES, MEGABYTE
from bot.core.linking import FEWEST_ROOMS
from bot.core.model import Channel, ChannelRoom, KeyPolicy, Language, RoomId
from bot.engine_settings import EngineName, read_order
from bot.resources import language_codes
from bot.sentences import N_, Msgid, Said

LANGUAGES: tuple[Language, ...] = language_codes()

# Opaque from room version 12 on: no server name has to follow.
_ROOM_ID = re.compile(r"![\x21-\x7e]{1,254}")
_LABEL = re.compile(r"[^\x00-\x1f\x7f\u2028\u2029]{1,100}")
_MOST_MB = 90
_DAYS = re.compile(r"(?P<days>[7-9]|[1-9][0-9]{1,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d")

_ROOM_EXPECTED = N_(
    'a room id in quotes; it starts with "!" (in Element: room settings, Advanced; an alias with "#" is not it)'
)
_ROOMS_EXPECTED = N_('a room id in quotes, or a list of them where a language has several, such as ["!…", "!…"]')
_TESTIMONY_EXPECTED = N_('a list of languages or rooms of the channel, at least one, such as [es] or ["!…"]')


def label(value: Value | None, expected: Msgid) -> str:
    """A short text that people see; '' where there is none."""
    told = Said(N_("%(what)s, at most 100 characters in one line"), what=Said(expected))
    return value.text(told, _LABEL).strip() if value is not None else ""


class ChannelReader:
    """Knows every room that the file has used already."""

    def __init__(self, mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        self._room_lines: dict[str, int] = {}

    def channels(
        self, value: Value | None, engines: frozenset[EngineName] = frozenset(), *, may_be_empty: bool = False
    ) -> tuple[Channel, ...]:
        """`engines`: those on servers that are set up."""
        names: dict[str, int] = {}
        expected = N_("a list with at least one channel")
        items = value.items(expected, may_be_empty=may_be_empty) if value is not None else []
        return tuple(self._channel(item, names, engines) for item in items)

    def _channel(self, item: Value, names: dict[str, int], set_up: frozenset[EngineName]) -> Channel:
        section = item.section(N_("a channel with name and rooms"))
        name = section.required("name", N_("a name for the channel"))
        rooms = section.required("rooms", N_("the rooms by their language"))
        keys, testimony = section.optional("keys"), section.optional("testimony")
        expire = section.optional("messages_expire")
        engines = read_order(section.optional("engines"), set_up)
        attachments = self._attachments(section.optional("attachments"), section.optional("attachments_max_mb"))
        section.finish()
        shown = label(name, N_("a name for the channel"))
        if name is not None and shown:
            if shown in names:
                name.mistake(
                    Said(N_("another channel has this name already, in line %(line)s"), line=str(names[shown]))
                )
            names.setdefault(shown, name.line)
        policy = cast("KeyPolicy", keys.choice(get_args(KeyPolicy))) if keys is not None else "cross-signed"
        read = self._rooms(rooms)
        languages, single = self._testimony(testimony, read)
        return Channel(shown, read, policy, languages, single, self._expiry(expire), engines, attachments)

    @staticmethod
    def _attachments(allowed: Value | None, max_mb: Value | None) -> int:
        """Bytes that a file may have; 0: none is passed on."""
        passes = allowed.truth() if allowed is not None else False
        if max_mb is None:
            return DEFAULT_MAX_BYTES if passes else 0
        limit = int(max_mb.number(1, _MOST_MB) * MEGABYTE)
        if not passes:
            max_mb.mistake(Said(N_("it counts only beside `attachments: true`")))
        return limit if passes else 0

    @staticmethod
    def _expiry(value: Value | None) -> timedelta | None:
        if value is None:
            return None
        days = _DAYS.fullmatch(value.text(N_("a number of days from 7d to 3650d, such as 30d"), _DAYS))
        return timedelta(days=int(days["days"])) if days else None

    def _testimony(
        self, value: Value | None, rooms: Sequence[ChannelRoom]
    ) -> tuple[frozenset[Language], frozenset[RoomId]]:
        """Whole languages, and single rooms."""
        languages, single = set[Language](), set[RoomId]()
        for item in value.items(_TESTIMONY_EXPECTED) if value is not None else []:
            if item.looks_like(_ROOM_ID):
                room = RoomId(item.text(_ROOM_EXPECTED, _ROOM_ID))
                if rooms and room not in {each.room_id for each in rooms}:
                    item.mistake(Said(N_("this channel has no such room; it has to stand under rooms as well")))
                single.add(room)
                continue
            language = item.choice(LANGUAGES)
            if rooms and language not in {each.language for each in rooms}:
                item.mistake(Said(N_("this channel has no room in that language")))
            languages.add(language)
        return frozenset(languages), frozenset(single)

    def _rooms(self, value: Value | None) -> tuple[ChannelRoom, ...]:
        if value is None:
            return ()
        rooms: list[ChannelRoom] = []
        section = value.section(N_('a room for each language, such as `{en: "!…", es: "!…"}`'))
        for language, line, written in section.entries():
            if language not in LANGUAGES:
                self._mistakes.add(
                    line,
                    written.key,
                    expecting(Said(N_("one of the languages %(words)s"), words=", ".join(LANGUAGES))),
                )
            ids = written.items(_ROOMS_EXPECTED) if written.is_list else [written]
            rooms += (ChannelRoom(self.room(each), language) for each in ids)
        if section.is_complete and len(rooms) < FEWEST_ROOMS:
            value.mistake(Said(N_("a channel needs at least two rooms")))
        return tuple(rooms)

    def room(self, value: Value) -> RoomId:
        """A room that nothing else in the file uses."""
        room = value.text(_ROOM_EXPECTED, _ROOM_ID)
        if room and room in self._room_lines:
            value.mistake(Said(N_("this room is used already, in line %(line)s"), line=str(self._room_lines[room])))
        self._room_lines.setdefault(room, value.line)
        return RoomId(room)


def is_room_id(written: str) -> bool:
    return _ROOM_ID.fullmatch(written) is not None


def is_label(written: str) -> bool:
    """Whether people can be shown it: short, in one line."""
    return bool(written.strip()) and _LABEL.fullmatch(written) is not None
