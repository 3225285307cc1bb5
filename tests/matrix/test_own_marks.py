"""The bot knows its own events again by their marks, and nobody else can set one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import (
    CopyMark,
    EventId,
    EventRef,
    Outgoing,
    Part,
    Rendered,
    RoomId,
)
from bot.matrix.http import Json
from bot.matrix.identities import Identities
from bot.matrix.inbound import Opener
from bot.matrix.machine import Machine
from bot.matrix.outbound import content_of
from tests.matrix.peers import HOLA, KEY, ROOM, Device


def own_copy(bot: Device, mark: CopyMark, *, edit: bool = False) -> Json:
    replaces = EventId("$copy") if edit else None
    content = content_of(Outgoing(ROOM, "txn", Rendered("hello", "hello"), mark=mark, replaces=replaces))
    relation = content.pop("m.relates_to", None)
    return bot.message(content, {"m.relates_to": relation} if relation else None)


@pytest.mark.parametrize("edit", [False, True])
@pytest.mark.parametrize("final", [False, True])
def test_a_mark_comes_back_from_an_own_event_and_from_an_own_edit(
    opener: Opener, bot: Device, edit: bool, final: bool
) -> None:
    mark = CopyMark(EventRef(RoomId("!fr"), EventId("$source")), EventId("$revision"), final)
    assert opener.own_mark(ROOM, own_copy(bot, mark, edit=edit)) == mark


@pytest.mark.parametrize("edit", [False, True])
def test_the_mark_of_a_merged_copy_names_all_that_is_in_it(opener: Opener, bot: Device, edit: bool) -> None:
    parts = (Part(EventId("$1"), EventId("$1")), Part(EventId("$2"), EventId("$edit of 2"), after_others=True))
    mark = CopyMark(EventRef(RoomId("!fr"), EventId("$2")), EventId("$edit of 2"), parts=parts)
    assert opener.own_mark(ROOM, own_copy(bot, mark, edit=edit)) == mark


def test_nobody_else_can_set_a_mark(opener: Opener, ana: Device, bot: Device) -> None:
    mark = CopyMark(EventRef(ROOM, EventId("$source")), EventId("$source"))
    content = content_of(Outgoing(ROOM, "txn", Rendered("hello", "hello"), mark=mark))
    assert opener.own_mark(ROOM, ana.message(content)) is None
    assert opener.own_mark(ROOM, ana.message(content) | {"sender": bot.user_id}) is None, "by the homeserver's grace"


def test_an_own_event_without_a_mark_or_without_a_key_has_none(opener: Opener, bot: Device) -> None:
    assert opener.own_mark(ROOM, bot.message(HOLA)) is None
    assert opener.own_mark(ROOM, {"sender": bot.user_id, "type": "m.room.encrypted", "content": {}}) is None
    assert opener.own_mark(RoomId("!other"), bot.message(HOLA)) is None


def test_own_copies_are_found_with_a_restored_key(bot: Device, ana: Device) -> None:
    """After the disk was lost: whatever such a mark leads to is done to our own event."""
    mark = CopyMark(EventRef(RoomId("!fr"), EventId("$source")), EventId("$revision"))
    event = own_copy(ana, mark) | {"sender": bot.user_id}  # by a device that is no more
    opener = Opener(bot.machine, Identities())
    assert opener.own_mark(ROOM, event) is None
    assert bot.machine.restore_room_key(ROOM, ana.session_id(), ana.backed_up())
    assert opener.own_mark(ROOM, event) == mark


def test_own_copies_of_an_earlier_device_of_this_store_are_found(tmp_path: Path, bot: Device) -> None:
    mark = CopyMark(EventRef(RoomId("!fr"), EventId("$source")), EventId("$revision"))
    event = own_copy(bot, mark)
    bot.machine.close()
    again = Machine.open(tmp_path / "bot", bot.user_id, "NEWDEVICE", KEY)
    assert Opener(again, Identities()).own_mark(ROOM, event) == mark
    again.close()
