"""Keys out of a backup read what was said, and prove nothing about who said it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.model import (
    Edit,
    Message,
    Other,
)
from bot.errors import Undecryptable
from bot.matrix.http import Json
from bot.matrix.identities import Identities
from bot.matrix.inbound import Opener
from tests.matrix.peers import HOLA, ROOM, Device, ref, refused

SENT_AT = datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.fixture
def restoring(bot: Device, ana: Device) -> Opener:
    """The bot, with Ana's room key out of a backup."""
    assert bot.machine.restore_room_key(ROOM, ana.session_id(), ana.backed_up())
    return Opener(bot.machine, Identities())


def session_unproven(opener: Opener, event: Json) -> str | None:
    opened = opener.open(ROOM, event)
    assert isinstance(opened, Message | Edit)
    return opened.unproven_session


def test_a_restored_key_reads_an_event_and_says_that_its_sender_is_not_proved(restoring: Opener, ana: Device) -> None:
    relation = {"rel_type": "m.replace", "event_id": "$target"}
    edit = ana.message(HOLA | {"m.new_content": HOLA}, {"m.relates_to": relation})
    for event in (ana.message(HOLA), edit):
        assert session_unproven(restoring, event) == ana.session_id()


def test_a_message_whose_key_was_deleted_for_its_age_is_not_waited_for(
    opener: Opener, ana: Device, bot: Device
) -> None:
    """An edit of it would otherwise wait for that key, and its author be told to send it again."""
    event = ana.message(HOLA)
    bot.machine.forget_room_key(ROOM, ana.session_id(), int(SENT_AT.timestamp()) + 60)
    assert opener.open(ROOM, event) == Other(ref(event), ana.user_id, "expired")


def test_a_new_message_with_a_key_that_was_deleted_is_waited_for(opener: Opener, ana: Device, bot: Device) -> None:
    """Somebody who has not spoken for a month may go on with the same session: they are told."""
    bot.machine.forget_room_key(ROOM, ana.session_id(), int(SENT_AT.timestamp()) - 60)
    with pytest.raises(Undecryptable):
        opener.open(ROOM, ana.message(HOLA))


def test_the_true_key_proves_what_a_restored_one_did_not(restoring: Opener, ana: Device, bot: Device) -> None:
    early = ana.message(HOLA)
    bot.machine.take_to_device([ana.room_key(bot)])
    assert session_unproven(restoring, ana.message(HOLA)) is None
    assert session_unproven(restoring, early) == ana.session_id(), "that key starts after it"


def test_a_restored_key_under_which_an_event_is_repeated_does_not_push_the_true_one_out(
    restoring: Opener, ana: Device, mallory: Device, bot: Device
) -> None:
    early_key, event = ana.room_key(bot), ana.message(HOLA)
    forged = event | {"sender": mallory.user_id, "event_id": "$forged"}
    assert session_unproven(restoring, forged) == ana.session_id()
    bot.machine.take_to_device([early_key])
    assert session_unproven(restoring, event) is None
    del forged["content"]["sender_key"]
    assert refused(restoring, forged) == "replayed"


def test_a_restored_key_that_does_not_fit_leaves_the_event_waiting(bot: Device, ana: Device) -> None:
    assert bot.machine.restore_room_key(ROOM, ana.session_id(), ana.backed_up(1))
    with pytest.raises(Undecryptable):
        Opener(bot.machine, Identities()).open(ROOM, ana.message(HOLA))
