"""The composition root: everything is made, wired and closed here."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace

from bot import control
from bot.clock import SystemClock
from bot.config import Settings
from bot.core.identifiers import find_identifiers
from bot.core.screening import Detectors
from bot.errors import StartError
from bot.handlers.answers import Desk
from bot.handlers.channel_check import CHECK_HELP, ChannelCheck
from bot.handlers.coming import CALENDAR_HELP, Coming
from bot.handlers.command_lane import CommandLane
from bot.handlers.commands import CommandDesk
from bot.handlers.copy_writer import CopyWriter
from bot.handlers.deafness import Deafness
from bot.handlers.declined import Declined
from bot.handlers.digest import HELP as DIGEST_HELP
from bot.handlers.digest import DigestDesk, DigestWriter
from bot.handlers.digest_schedule import DigestRoom, DigestSchedule
from bot.handlers.direct_chats import DirectChats
from bot.handlers.doorman import Doorman
from bot.handlers.engine_desk import CLOUD_HELP, EngineDesk, notice_facts
from bot.handlers.engine_desk import HELP as ENGINE_HELP
from bot.handlers.forgetting import FORGET_HELP, FORGET_ME_HELP, ForgettingDesk
from bot.handlers.gate import Gate
from bot.handlers.hold_desk import HELD_HELP, RELEASE_HELP, HoldDesk
from bot.handlers.hold_words import HoldWords
from bot.handlers.holding import Holding
from bot.handlers.inbox import Inbox, OpenEvents
from bot.handlers.intake import Intake
from bot.handlers.lanes import Bell, work_through
from bot.handlers.late_translation import translate_late
from bot.handlers.left_out import LeftOut
from bot.handlers.lockdown import HELP as LOCKDOWN_HELP
from bot.handlers.lockdown import Lockdown
from bot.handlers.name_finder import name_finder
from bot.handlers.newcomers import Newcomers
from bot.handlers.operators import Operators
from bot.handlers.pausing import PAUSE_HELP, RESUME_HELP, PauseDesk
from bot.handlers.petitions import CASE_HELP, DEADLINES_HELP, LIST_HELP, STATUS_HELP, PetitionDesk
from bot.handlers.privacy_notice import FULL_HELP as PRIVACY_FULL_HELP
from bot.handlers.privacy_notice import HELP as PRIVACY_HELP
from bot.handlers.privacy_notice import PrivacyDesk, PrivacyNotice
from bot.handlers.protecting import ADD_HELP as PROTECT_HELP
from bot.handlers.protecting import REMOVE_HELP as UNPROTECT_HELP
from bot.handlers.protecting import ProtectDesk
from bot.handlers.purge_requests import PurgeRequests
from bot.handlers.purge_words import PurgeWords
from bot.handlers.purging import Purging
from bot.handlers.reactions import Reactions
from bot.handlers.record_views import RecordViews
from bot.handlers.redaction import Redactions
from bot.handlers.references import References
from bot.handlers.register_desks import register_desks
from bot.handlers.relay import Relay
from bot.handlers.relearning import Relearning
from bot.handlers.removal import ActivePeople, Removals
from bot.handlers.screener import Screener
from bot.handlers.shield_desk import HELP as SHIELD_HELP
from bot.handlers.shield_desk import ShieldDesk
from bot.handlers.speech import Speech
from bot.handlers.suspension import RESTORE_HELP, SUSPEND_HELP, SuspensionDesk
from bot.handlers.upgrades import FOLLOW_HELP, Rewired, Upgrades
from bot.handlers.upkeep import Upkeep
from bot.handlers.verifying import HELP as VERIFY_HELP
from bot.handlers.verifying import VerificationDesk
from bot.handlers.who import HELP as WHO_HELP
from bot.handlers.who import WhoDesk
from bot.holiday_calendars import is_holiday
from bot.i18n import Texts
from bot.lockdown_marker import LockdownMarker
from bot.logs import get_logger
from bot.matrix.client import Client
from bot.matrix.verifier import Verifier
from bot.names_data import load_name_shield
from bot.ports import Clock
from bot.recovery_paper import RecoveryKeyPaper
from bot.resources import config_dir
from bot.secret_files import read_key
from bot.store.account import AccountStore
from bot.store.calendar_file import load_calendar
from bot.store.database import Database
from bot.store.dialogues import Dialogues
from bot.store.digest_runs import DigestRunStore
from bot.store.direct_chats import DirectChatStore
from bot.store.engine_consent import EngineConsent
from bot.store.holds import Holds
from bot.store.ledger import Ledger
from bot.store.nickname_file import load_nicknames
from bot.store.outbound_sessions import OutboundSessionStore
from bot.store.pauses import PauseStore
from bot.store.privacy_notices import PrivacyNoticeStore
from bot.store.protected_names import ProtectedNameStore
from bot.store.public_case_file import load_public_cases
from bot.store.public_cases import PublicCaseStore
from bot.store.purges import PurgeStore
from bot.store.reactions import ReactionStore
from bot.store.register import Register
from bot.store.room_upgrades import RoomUpgradeStore
from bot.store.shield_settings import ShieldSettings
from bot.store.stage_file import load_clocks
from bot.store.suspensions import SuspensionStore
from bot.translation.engine_set import EngineSet
from bot.translation.engines.registry import make_engines
from bot.translation.phrasebook import load_phrasebook
from bot.translation.spoken import SpokenLanguages
from bot.translation.switchboard import Switchboard
from bot.translation.word_lists import load_term_base

log = get_logger(__name__)


async def run(settings: Settings, clock: Clock | None = None, detectors: Detectors | None = None) -> None:
    """Run until cancelled; `detectors` tell what must not leave a room unasked, in place of ours.

    Raises StartError when the bot cannot start or cannot go on.
    """
    LockdownMarker(settings.data_dir).check()
    clock = clock or SystemClock()
    RecoveryKeyPaper(settings.data_dir).remind()
    while await _rewired(settings, clock, detectors):
        log.info("bot.rewired")


async def _rewired(settings: Settings, clock: Clock, detectors: Detectors | None) -> bool:
    """Run until the rooms of the network are others: then True. Raises as `run`."""
    key, anew = read_key(settings.key_file), False
    async with AsyncExitStack() as stack:
        database = await Database.open(settings.data_dir / "bot.db", key)
        stack.push_async_callback(database.close)
        used = frozenset(settings.engine.order).union(*(channel.engines for channel in settings.channels))
        engines = EngineSet(
            make_engines(settings.engine, used),
            clock,
            settings.engine.timeout_s,
            settings.engine.retry_s,
            load_term_base(),
            (load_phrasebook(),),
        )
        stack.push_async_callback(engines.close)
        try:
            async with asyncio.TaskGroup() as group:  # a missing engine must not wait for a slow homeserver
                group.create_task(engines.start())
                connecting = group.create_task(
                    stack.enter_async_context(
                        Client.connect(
                            replace(settings, channels=(await RoomUpgradeStore(database).apply(settings.channels))[0]),
                            AccountStore(database),
                            OutboundSessionStore(database),
                            key,
                            RecoveryKeyPaper(settings.data_dir).hand_over,
                        )
                    )
                )
            await _work(settings, database, connecting.result(), engines, clock, detectors)
        except* StartError as errors:
            raise _first(errors) from None
        except* Rewired:
            anew = True
    return anew


async def _work(
    settings: Settings,
    database: Database,
    client: Client,
    engines: EngineSet,
    clock: Clock,
    detectors: Detectors | None = None,
) -> None:
    upgrade_store = RoomUpgradeStore(database)
    channels, left_channels = await upgrade_store.apply(settings.channels)
    former = tuple(room for channel in left_channels for room in channel.rooms.values())
    texts = Texts.load()
    clocks = load_clocks(config_dir() / "stages.yaml", is_holiday)
    cases = PublicCaseStore(database, clocks.lifecycle)
    await cases.seed(load_public_cases(config_dir() / "public_cases.yaml", clocks.lifecycle), clock.now())

    ledger, bell, members = Ledger(database), Bell(), settings.members
    suspensions = await SuspensionStore.open(database)
    client.give_no_keys_to(suspensions.users)
    events = OpenEvents(client)
    reactions = Reactions(ledger, client, ReactionStore(database), client.user_id)
    redactions = Redactions(ledger, client, events, reactions, members, suspensions)
    protected = await ProtectedNameStore.open(database, load_nicknames(config_dir() / "names" / "nicknames.csv"))
    strengths = await ShieldSettings.open(database)
    detectors = detectors or Detectors(load_name_shield(), find_identifiers, protected)
    spoken = SpokenLanguages(texts.languages)
    holds, screener = Holds(database), Screener(detectors, spoken, texts, client, members, channels, strengths.strength)
    consent = await EngineConsent.open(database)
    switchboard = Switchboard(engines, settings.engine.order, consent, await name_finder(engines, detectors))
    writer = CopyWriter(switchboard, texts, client, members, screener)
    references = References(ledger, client, events, channels, members)
    speech = Speech(ledger, client, spoken, members)
    relay = Relay(
        ledger,
        client,
        events,
        redactions,
        writer,
        references,
        reactions,
        speech,
        clock,
        channels,
        client.login_id,
        suspensions,
        holds,
    )
    verifier = Verifier(client.verification_wire, clock, ActivePeople(members.keys(), suspensions))
    verifications = VerificationDesk(verifier, client, texts, members, settings.operators_room)
    verifier.observe(verifications.show)
    operators_room = settings.operators_room
    rooms = tuple(room for channel in channels for room in channel.rooms.values())
    network = (*rooms, *former, operators_room) if operators_room else (*rooms, *former)
    direct, words = DirectChats(client, DirectChatStore(database), client.user_id, network), HoldWords(texts)
    holding = Holding(
        holds,
        ledger,
        client,
        events,
        direct,
        redactions,
        screener,
        words,
        clock,
        channels,
        members,
        client.login_id,
        suspensions,
    )
    hold_desk = HoldDesk(holds, client, events, direct, screener, writer, words, channels)
    gate = Gate(holds, ledger, events, screener, clock)
    removals = Removals(client, suspensions, texts, clock, members, network, operators_room)
    pauses = await PauseStore.open(database)
    who_desk = WhoDesk(texts, ledger, client, reactions, members, client.user_id)
    pause_desk = PauseDesk(texts, pauses)
    coming = Coming(texts, cases, clocks, load_calendar(config_dir() / "calendar.yaml"))
    digest_writer = DigestWriter(texts, cases, coming)
    suspension_desk = SuspensionDesk(texts, suspensions, client, removals, members, (*channels, *left_channels))
    register, dialogues = await Register.open(database), Dialogues(database)
    await dialogues.forget_old(clock.now())
    record_views = RecordViews(texts, clocks, register, client, direct, members, client.user_id)
    public_ids = frozenset(case.record_id for case in cases.every())
    register_part = register_desks(texts, clocks, register, dialogues, record_views, members, detectors, public_ids)
    petition_desk = PetitionDesk(texts, cases, clocks, coming, record_views)
    digest_desk = DigestDesk(digest_writer)
    engine_desk = EngineDesk(texts, switchboard, consent)
    notice = PrivacyNotice(texts, notice_facts(settings.operator, switchboard, channels))
    privacy_desk = PrivacyDesk(notice)
    protect_desk, shield_desk = ProtectDesk(texts, protected), ShieldDesk(texts, strengths)
    purges = PurgeStore(database)
    purging = Purging(purges, database, ledger, client, events, reactions, PurgeWords(texts), clock, client.user_id)
    purge_requests = PurgeRequests(purges, purging, clock, channels)
    forgetting_desk = ForgettingDesk(texts, purges, purging, ledger, events)
    lockdown = Lockdown(texts, ledger, client, LockdownMarker(settings.data_dir), channels, operators_room)
    upgrades = Upgrades(client, upgrade_store, ledger, texts, clock, channels, operators_room)
    # A feature is wired by a line here; role, device and place are checked before its desk is asked.
    desk = CommandDesk(
        texts,
        {
            **register_part.commands,
            "petition.status": Desk(petition_desk.status, STATUS_HELP),
            "petition.list": Desk(petition_desk.list, LIST_HELP),
            "case": Desk(petition_desk.case, CASE_HELP),
            "deadlines": Desk(petition_desk.deadlines, DEADLINES_HELP),
            "calendar": Desk(coming.calendar, CALENDAR_HELP),
            "digest": Desk(digest_desk.publish, DIGEST_HELP),
            "member.suspend": Desk(suspension_desk.suspend, SUSPEND_HELP),
            "member.restore": Desk(suspension_desk.restore, RESTORE_HELP),
            "pause": Desk(pause_desk.pause, PAUSE_HELP),
            "resume": Desk(pause_desk.resume, RESUME_HELP),
            "who": Desk(who_desk.answer, WHO_HELP),
            "forget": Desk(forgetting_desk.forget, FORGET_HELP),
            "forget.me": Desk(forgetting_desk.forget_me, FORGET_ME_HELP),
            "lockdown": Desk(lockdown.order, LOCKDOWN_HELP),
            "privacy": Desk(privacy_desk.short, PRIVACY_HELP),
            "privacy.full": Desk(privacy_desk.full, PRIVACY_FULL_HELP),
            "protect.add": Desk(protect_desk.add, PROTECT_HELP),
            "protect.remove": Desk(protect_desk.remove, UNPROTECT_HELP),
            "shield": Desk(shield_desk.answer, SHIELD_HELP),
            "channel.check": Desk(ChannelCheck(client, texts, members, channels).check, CHECK_HELP),
            "channel.follow": Desk(upgrades.follow, FOLLOW_HELP),
            "engine": Desk(engine_desk.show, ENGINE_HELP),
            "engine.cloud": Desk(engine_desk.cloud, CLOUD_HELP),
            "verify": Desk(verifications.answer, VERIFY_HELP),
            "held": Desk(hold_desk.held, HELD_HELP),
            "release": Desk(hold_desk.release, RELEASE_HELP),
        },
    )
    commands = CommandLane(
        ledger,
        client,
        events,
        desk,
        texts,
        clock,
        channels,
        members,
        client.login_id,
        operators_room,
        suspensions,
        direct,
        hold_desk,
        register_part.talks,
    )
    operators = Operators(client, texts, clock, channels, operators_room)
    deafness = Deafness(ledger, client, events, texts, clock, channels, suspensions)
    declined = Declined(client, ledger, texts, clock, operators_room)
    doorman = Doorman(client, ledger, texts, clock, channels, settings.invites, suspensions, members, declined)
    intake = Intake(client, ledger, doorman, bell, clock, channels, frozenset(former))
    newcomers = Newcomers(client, PrivacyNoticeStore(database), notice, clock, channels)

    places = {
        room: DigestRoom(room, language, weekly, settings.digest.says_nothing_new)
        for channel in channels
        for language, room in channel.rooms.items()
        if (weekly := settings.digest.weekly(room, language)) is not None
    }
    schedule = DigestSchedule(client, DigestRunStore(database), digest_writer, clock, places, client.login_id)
    relearning = Relearning(client, ledger, AccountStore(database), clock, settings.keep_keys)

    relaying: list[asyncio.Task[None]] = []
    async with asyncio.TaskGroup() as group:
        group.create_task(client.sync_forever(intake.receive))
        group.create_task(client.share_again())
        group.create_task(client.keep_room_keys(clock, settings.keep_keys))
        # What is owed from before can be worked on only when the rooms are known again.
        await intake.begun.wait()
        await ledger.unlock_all()
        await relearning.run((*rooms, *former))
        log.info("bot.ready", rooms=len(client.joined_rooms()))
        group.create_task(work_through(ledger, "redaction", redactions.carry_out, bell, clock))
        group.create_task(verifier.run())
        group.create_task(switchboard.wake_resting())
        group.create_task(deafness.watch())
        group.create_task(schedule.run())
        group.create_task(LeftOut(client, ledger, texts, clock, members, operators_room).watch())
        group.create_task(declined.watch())
        group.create_task(upgrades.watch())
        group.create_task(upgrades.rewire())
        group.create_task(removals.watch(bell))
        group.create_task(newcomers.watch(bell))
        group.create_task(purging.watch())
        upkeep = Upkeep(database, ledger, purges, purging, client, texts, clock, channels)
        group.create_task(upkeep.watch())
        group.create_task(lockdown.watch(relaying))
        group.create_task(control.serve(settings.data_dir / control.SOCKET_NAME, verifier, purge_requests))
        inbox = Inbox(
            ledger,
            client,
            events,
            channels,
            speech,
            verifier,
            operators,
            operators_room,
            suspensions,
            pauses,
            gate,
            direct,
            members,
        )
        group.create_task(work_through(ledger, "inbox", inbox.sort, bell, clock))
        group.create_task(work_through(ledger, "command", commands.answer, bell, clock))
        group.create_task(work_through(ledger, "ask", holding.ask, bell, clock))
        group.create_task(holding.look_after(bell))
        group.create_task(holding.watch(bell))
        for room_id in rooms:
            relaying.append(group.create_task(work_through(ledger, "relay", relay.relay, bell, clock, room_id)))
            relaying.append(group.create_task(translate_late(ledger, relay, bell, clock, room_id)))


def _first(errors: BaseExceptionGroup[StartError]) -> StartError:
    """The one to tell a person; when several things failed together the first is the cause."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if not isinstance(error, StartError):
        raise error
    return error
