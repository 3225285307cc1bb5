"""What comes in is sorted and what is asked is answered, by the desks of all parts."""

from __future__ import annotations

from functools import partial

from bot.handlers.after_restore import AfterRestore
from bot.handlers.command_lane import CommandLane
from bot.handlers.commands import CommandDesk
from bot.handlers.forwarded import Forwarded
from bot.handlers.inbox import Inbox
from bot.handlers.lanes import work_through
from bot.handlers.open_questions import OpenQuestions
from bot.handlers.operators import Operators
from bot.handlers.unconfirmed import Unconfirmed
from bot.handlers.waiting_word import WaitingWord
from bot.matrix.verifier import Verifier
from bot.store.dialogues import Dialogues
from bot.store.reviews import Reviews
from bot.store.talks import Talks
from bot.wiring.ground import Ground
from bot.wiring.part import Part, Task
from bot.wiring.relaying import Relaying


def listening(
    ground: Ground, relay: Relaying, verifier: Verifier, whole: Part, restored: AfterRestore
) -> tuple[Task, ...]:
    ledger, client, events, direct = ground.ledger, ground.client, ground.events, ground.direct
    texts, clock, channels, suspensions = ground.texts, ground.clock, ground.channels, ground.suspensions
    members, operators_room = ground.settings.members, ground.settings.operators_room
    unconfirmed = Unconfirmed(texts)
    commands = CommandLane(
        ledger,
        client,
        events,
        CommandDesk(texts, whole.commands),
        texts,
        clock,
        channels,
        members,
        client.login_id,
        operators_room,
        suspensions,
        direct,
        relay.hold_desk,
        (*whole.talks, WaitingWord(texts, Dialogues(ground.database)).answer, unconfirmed.answer),
        whole.gestures,
        ground.languages,
        OpenQuestions(Dialogues(ground.database), Talks(ground.database), Reviews(ground.database)),
        unconfirmed,
        ground.settings.digest.zones,
    )
    inbox = Inbox(
        ledger,
        client,
        events,
        channels,
        relay.speech,
        verifier,
        Operators(client, texts, clock, channels, operators_room),
        operators_room,
        suspensions,
        relay.pauses,
        relay.gate,
        relay.ahead,
        relay.attachments,
        direct,
        members,
        relay.polls,
        restored,
        Forwarded(ground.done, client, texts, clock, members),
        unconfirmed,
    )
    return (
        partial(work_through, ledger, "inbox", inbox.sort, ground.bell, clock),
        partial(work_through, ledger, "command", commands.answer, ground.bell, clock, limits=ground.pace),
    )
