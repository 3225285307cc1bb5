"""The main job: what is said in one room reaches the others, unless a name, a pause or a rule keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.attachments.cleaner import Cleaner
from bot.core.model import EventId
from bot.handlers.ahead import Ahead
from bot.handlers.answers import Desk
from bot.handlers.attachments import Attachments
from bot.handlers.bringing import Bringing
from bot.handlers.copy_sender import CopySender
from bot.handlers.copy_wishes import CopyWishes
from bot.handlers.copy_writer import CopyWriter
from bot.handlers.deafness import Deafness
from bot.handlers.file_word import FileWord
from bot.handlers.gate import Gate
from bot.handlers.hold_desk import HELD_HELP, RELEASE_HELP, HoldDesk
from bot.handlers.hold_words import HoldWords
from bot.handlers.holding import Holding
from bot.handlers.lanes import work_through
from bot.handlers.late_translation import LateTranslations
from bot.handlers.masks import Masks
from bot.handlers.merging import Merging
from bot.handlers.misplaced import Misplaced
from bot.handlers.outlook import Outlook
from bot.handlers.own_language import HELP as LANGUAGE_HELP
from bot.handlers.own_language import OwnLanguageDesk
from bot.handlers.pausing import PAUSE_HELP, RESUME_HELP, PauseDesk
from bot.handlers.poll_words import PollWords
from bot.handlers.polls import Polls
from bot.handlers.reactions import Reactions
from bot.handlers.redaction import Redactions
from bot.handlers.references import References
from bot.handlers.relay import Relay
from bot.handlers.room_queue import AT_ONCE, RoomQueue
from bot.handlers.speech import Speech
from bot.handlers.testimony_desk import HELP as TESTIMONY_HELP
from bot.handlers.testimony_desk import TestimonyDesk
from bot.handlers.testimony_word import TestimonyWord
from bot.handlers.undeleted import Undeleted
from bot.handlers.who import HELP as WHO_HELP
from bot.handlers.who import WhoDesk
from bot.handlers.wish_copies import WishCopies
from bot.store.copy_wishes import WishStore
from bot.store.file_consent import FileConsent
from bot.store.hold_questions import HoldQuestions
from bot.store.holds import Holds
from bot.store.merged import MergedCopies
from bot.store.pauses import PauseStore
from bot.store.polls import PollStore
from bot.store.reactions import ReactionStore
from bot.store.said import SaidStore
from bot.store.undeleted import UndeletedStore
from bot.translation.switchboard import Switchboard
from bot.wiring.ground import Ground
from bot.wiring.part import Part, Task
from bot.wiring.shield import Shield


@dataclass(frozen=True, slots=True)
class Relaying:
    reactions: Reactions
    speech: Speech
    pauses: PauseStore
    gate: Gate
    ahead: Ahead
    attachments: Attachments
    hold_desk: HoldDesk
    polls: Polls
    lanes: tuple[Task, ...]
    """What a lockdown stops at once."""
    part: Part
    forget: Callable[[EventId], None]
    """What is in memory of an event."""


async def relaying(ground: Ground, shield: Shield, switchboard: Switchboard) -> Relaying:
    ledger, client, events, clock = ground.ledger, ground.client, ground.events, ground.clock
    texts, members, channels, suspensions = ground.texts, ground.settings.members, ground.channels, ground.suspensions
    screener, direct, bell = shield.screener, ground.direct, ground.bell

    holds, words, pauses = Holds(ground.database), HoldWords(texts), await PauseStore.open(ground.database)
    wishes = WishStore(ground.database)
    reactions = Reactions(ledger, client, ReactionStore(ground.database), client.user_id)
    undeleted = UndeletedStore(ground.database)
    redactions = Redactions(
        ledger,
        client,
        events,
        reactions,
        members,
        suspensions,
        wishes,
        SaidStore(ground.database),
        ground.settling,
        undeleted,
        clock,
    )
    writer = CopyWriter(switchboard, texts, screener)
    references = References(ledger, client, events, channels, members)
    speech = Speech(ledger, client, shield.spoken, members, ground.languages)
    attachments = Attachments(client, ground.done, events, Cleaner(), texts, clock, members)
    file_word = FileWord(FileConsent(ground.database), holds, events, texts)
    polls = Polls(
        ledger,
        client,
        events,
        PollStore(ground.database),
        holds,
        redactions,
        writer,
        PollWords(texts),
        speech,
        clock,
        channels,
        members,
        suspensions,
        client.user_id,
    )
    sender, merged = CopySender(client, clock), MergedCopies(ground.database)
    copy_wishes = CopyWishes(wishes, events, writer, speech, screener, channels)
    merging = Merging(
        merged,
        client,
        events,
        redactions,
        writer,
        references,
        speech,
        clock,
        channels,
        client.login_id,
        suspensions,
        holds,
        sender,
        ground.pace,
        copy_wishes,
    )
    testimony_word = TestimonyWord(holds, ground.done, client, direct, texts, clock, channels, members, suspensions)
    masks = Masks(holds)
    bringing = Bringing(ledger, client, redactions, merged, sender, clock, client.login_id)
    wish_copies = WishCopies(ledger, events, channels, attachments, copy_wishes, merging, sender, bringing, masks)
    relay = Relay(
        ledger,
        events,
        writer,
        references,
        reactions,
        speech,
        channels,
        suspensions,
        attachments,
        copy_wishes,
        polls,
        merging,
        sender,
        bringing,
        wish_copies,
        masks,
    )
    late = LateTranslations(
        ledger,
        client,
        events,
        redactions,
        writer,
        speech,
        clock,
        channels,
        holds,
        attachments,
        merging,
        sender,
    )
    holding = Holding(
        holds,
        HoldQuestions(ground.database),
        ledger,
        client,
        events,
        direct,
        redactions,
        screener,
        words,
        file_word,
        clock,
        channels,
        members,
        client.login_id,
        suspensions,
    )
    hold_desk = HoldDesk(holds, client, events, direct, screener, writer, words, file_word, channels)
    who_desk = WhoDesk(texts, ledger, reactions, screener, client.user_id)
    pause_desk = PauseDesk(texts, pauses)
    deafness = Deafness(ledger, ground.done, client, events, texts, clock, channels, suspensions)

    ahead = Ahead(switchboard, speech)
    outlook = Outlook(merged, ledger, events, holds, ahead, channels)

    def lanes() -> Iterator[Task]:
        for room_id in ground.rooms:
            queue = RoomQueue(ledger, room_id, relay.stands_alone, ground.pace, bell, outlook.begins)
            for _ in range(AT_ONCE):
                yield partial(work_through, ledger, "relay", relay.relay, bell, clock, room_id, ground.pace, queue)
            yield partial(late.work, bell, room_id)

    def forget(event_id: EventId) -> None:
        events.forget(event_id)
        ahead.forget(event_id)

    language_desk = OwnLanguageDesk(texts, ground.languages)
    return Relaying(
        reactions,
        speech,
        pauses,
        Gate(holds, ledger, events, screener, file_word, Misplaced(direct, texts, members), clock),
        ahead,
        attachments,
        hold_desk,
        polls,
        tuple(lanes()),
        Part(
            {
                "held": Desk(hold_desk.held, HELD_HELP),
                "release": Desk(hold_desk.release, RELEASE_HELP),
                "testimony": Desk(TestimonyDesk(texts).answer, TESTIMONY_HELP),
                "pause": Desk(pause_desk.pause, PAUSE_HELP),
                "resume": Desk(pause_desk.resume, RESUME_HELP),
                "language": Desk(language_desk.answer, LANGUAGE_HELP),
                "who": Desk(who_desk.answer, WHO_HELP),
            },
            tasks=(
                partial(work_through, ledger, "redaction", redactions.carry_out, bell, clock, limits=ground.pace),
                partial(Undeleted(undeleted, client, clock).watch, bell),
                partial(work_through, ledger, "ask", holding.ask, bell, clock),
                partial(holding.look_after, bell),
                partial(holding.watch, bell),
                testimony_word.watch,
                ahead.run,
                outlook.run,
                deafness.watch,
                ground.pace.tell,
            ),
        ),
        forget,
    )
