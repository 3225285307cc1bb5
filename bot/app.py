"""The composition root: everything is made, wired and closed here; `bot.wiring` has a module for each part."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import control
from bot.allocator import settle
from bot.clock import SystemClock
from bot.config import Settings
from bot.core.names.shield import NameShield
from bot.core.screening import Detectors
from bot.errors import StartError
from bot.handlers.after_restore import AfterRestore
from bot.handlers.upgrades import Rewired
from bot.instance_lock import only_instance
from bot.lockdown_marker import LockdownMarker
from bot.logs import get_logger
from bot.matrix.client import Client
from bot.matrix.set_back import HomeserverSetBack
from bot.pictures.worker import PictureWorker
from bot.ports import Clock, Pictures
from bot.recovery_paper import RecoveryKeyPaper
from bot.speaker import Speaker
from bot.store.account import AccountStore
from bot.store.database import Database
from bot.store.disk_faults import disk_fault
from bot.store.fields import StoreKeys
from bot.store.keys import open_database, read_keys
from bot.store.outbound_sessions import OutboundSessionStore
from bot.store.present_channels import PresentChannels
from bot.store.snapshot import Snapshots
from bot.store.witnesses import Witnesses
from bot.translation.engine_set import EngineSet
from bot.translation.engines.registry import make_engines
from bot.translation.phrasebook import load_phrasebook
from bot.translation.timed import Timed
from bot.translation.word_lists import load_term_base
from bot.whose_language import of_this_computer
from bot.wiring.correcting import correcting
from bot.wiring.digesting import digesting
from bot.wiring.ground import lay_ground
from bot.wiring.guiding import guiding
from bot.wiring.housekeeping import housekeeping
from bot.wiring.listening import listening
from bot.wiring.membership import membership
from bot.wiring.networking import networking
from bot.wiring.noticing import noticing
from bot.wiring.observing import observing
from bot.wiring.operating import operating
from bot.wiring.part import together
from bot.wiring.privacy import privacy
from bot.wiring.proposing import proposing
from bot.wiring.registering import registering
from bot.wiring.relaying import relaying
from bot.wiring.shield import read_ahead, shield
from bot.wiring.surveying import surveying
from bot.wiring.translating import translating
from bot.wiring.trust import trust

if TYPE_CHECKING:
    from bot.metrics import Metrics

log = get_logger(__name__)


async def run(settings: Settings, clock: SystemClock | None = None, detectors: Detectors | None = None) -> None:
    """Run until cancelled; `detectors` tell what must not leave a room unasked, in place of ours.

    Raises StartError when the bot cannot start or cannot go on.
    """
    LockdownMarker(settings.data_dir).check()
    clock = clock or SystemClock()
    speaker = Speaker(lambda: (settings.operator.language if settings.operator else None) or of_this_computer())
    paper = RecoveryKeyPaper(settings.data_dir, speaker.words)
    paper.remind()
    try:
        with only_instance(settings.data_dir):
            while await _rewired(settings, clock, detectors, paper):
                log.info("bot.rewired")
    except Exception as error:
        if fault := disk_fault(error):
            raise fault from None
        raise


async def _rewired(
    settings: Settings, clock: SystemClock, detectors: Detectors | None, paper: RecoveryKeyPaper
) -> bool:
    """Run until the rooms of the network are others: then True. Raises as `run`."""
    keys, anew = read_keys(settings), False
    async with AsyncExitStack() as stack:
        database = await open_database(settings, keys)
        stack.push_async_callback(database.close)
        used = frozenset(settings.engine.order).union(*(channel.engines for channel in settings.channels))
        metrics = _metrics() if settings.metrics is not None else None
        made = make_engines(settings.engine, used)
        if metrics is not None:
            made = {name: Timed(name, engine, metrics.engine_took) for name, engine in made.items()}
        engines = EngineSet(
            made,
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
                reading = group.create_task(asyncio.to_thread(read_ahead))
                connecting = group.create_task(
                    stack.enter_async_context(
                        Client.connect(
                            replace(settings, channels=(await PresentChannels(database).apply(settings.channels))[0]),
                            AccountStore(database),
                            OutboundSessionStore(database),
                            keys.crypto,
                            paper.hand_over,
                            Witnesses(database, clock),
                            clock.check,
                        )
                    )
                )
            client, names = connecting.result(), reading.result()
            await _work(settings, database, keys, client, engines, clock, detectors, metrics=metrics, names=names)
        except* StartError as errors:
            raise _first(errors) from None
        except* (Rewired, HomeserverSetBack):
            anew = True
    return anew


async def _work(
    settings: Settings,
    database: Database,
    store_keys: StoreKeys,
    client: Client,
    engines: EngineSet,
    clock: Clock,
    detectors: Detectors | None = None,
    pictures: Pictures | None = None,
    metrics: Metrics | None = None,
    names: NameShield | None = None,
) -> None:
    ground = await lay_ground(settings, database, client, clock, pictures or PictureWorker())
    screening = await shield(ground, detectors, names)
    translation = await translating(ground, engines, screening.detectors)
    relay = await relaying(ground, screening, translation.switchboard)
    keys = trust(ground)
    petitions = await registering(ground, screening.detectors, translation.switchboard)
    screening.protected.when_changed(petitions.register.look_again)
    surveys = surveying(ground, screening.detectors, translation.switchboard)
    proposals = proposing(ground, screening.detectors, translation.switchboard)
    kept = privacy(ground, translation.switchboard, relay.reactions)
    house = housekeeping(ground, relay.forget)
    observed = observing(ground, translation.switchboard)
    # Whose words are asked first in a direct chat is told by this order; a feature is wired by its line here.
    whole = together(
        (
            screening.part,
            translation.part,
            relay.part,
            keys.part,
            membership(ground, keys.removals, screening.detectors),
            correcting(ground, relay.speech, screening.screener, screening.detectors),
            petitions.part,
            networking(ground, petitions, screening.detectors, screening.spoken),
            digesting(ground, petitions, screening.detectors, translation.switchboard),
            surveys.part,
            proposals.part,
            noticing(ground, (surveys.notices, petitions.coming.notices, proposals.notices)),
            kept.part,
            operating(ground, screening.detectors, translation.switchboard),
            guiding(ground),
            house.part,
            observed.part,
        )
    )
    restored = AfterRestore(client, ground.ledger, AccountStore(database), clock)
    tasks = (*whole.tasks, *listening(ground, relay, keys.verifier, whole, restored))

    async with asyncio.TaskGroup() as group:
        group.create_task(client.sync_forever(house.intake.receive))
        group.create_task(client.share_again())
        group.create_task(client.prepare_keys())
        group.create_task(client.keep_room_keys(clock, settings.keep_keys))
        # What is owed from before can be worked on only when the rooms are known again.
        await house.intake.begun.wait()
        await ground.ledger.unlock_all()
        await keys.relearning.run((*ground.rooms, *ground.former))
        await restored.run()
        log.info("bot.ready", rooms=len(client.joined_rooms()))
        settle()
        for task in tasks:
            group.create_task(task())
        group.create_task(house.lockdown.watch([group.create_task(lane()) for lane in relay.lanes]))
        snapshots = Snapshots(database, settings.data_dir, store_keys)
        desks = control.Desks(keys.verifier, kept.purge_requests, snapshots, clock, observed.vitals)
        socket = settings.data_dir / control.SOCKET_NAME
        group.create_task(control.serve(socket, desks))
        if settings.metrics is not None and metrics is not None:
            from bot import metrics_server

            group.create_task(metrics_server.serve(settings.metrics, metrics, observed.vitals.read))


def _metrics() -> Metrics:
    from bot.metrics import Metrics  # with a library and a web server that only those need who measure

    return Metrics()


def _first(errors: BaseExceptionGroup[StartError]) -> StartError:
    """The one to tell a person; when several things failed together the first is the cause."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if not isinstance(error, StartError):
        raise error
    return error
