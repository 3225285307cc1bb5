"""The weekly digest and the figures."""

from __future__ import annotations

from bot.handlers.answers import Desk
from bot.handlers.digest import HELP, DigestDesk, DigestWriter
from bot.handlers.digest_schedule import DigestRoom, DigestSchedule
from bot.handlers.figure_words import FigureWords
from bot.handlers.figures import HELP as STATS_HELP
from bot.handlers.figures import FigureDesk, FigureEditions
from bot.resources import config_dir
from bot.store.baseline_file import load_baseline
from bot.store.digest_runs import DigestRunStore
from bot.store.figures import FigureStore
from bot.wiring.ground import Ground
from bot.wiring.part import Part
from bot.wiring.registering import Registering


def digesting(ground: Ground, registering: Registering) -> Part:
    client, settings = ground.client, ground.settings.digest
    writer = DigestWriter(ground.texts, registering.cases, registering.coming)
    places = {
        room: DigestRoom(room, language, weekly, settings.says_nothing_new)
        for channel in ground.channels
        for language, room in channel.rooms.items()
        if (weekly := settings.weekly(room, language)) is not None
    }
    runs = DigestRunStore(ground.database)
    schedule = DigestSchedule(client, runs, writer, ground.clock, places, client.login_id)
    editions = FigureEditions(FigureStore(ground.database), registering.register, registering.clocks, ground.clock)
    baseline = load_baseline(config_dir() / "public_baseline.yaml")
    figures = FigureDesk(FigureWords(ground.texts, baseline), editions, ground.pictures)
    return Part(
        {"digest": Desk(DigestDesk(writer).publish, HELP), "stats": Desk(figures.stats, STATS_HELP)},
        tasks=(schedule.run, editions.watch),
    )
