"""The weekly digest and the figures."""

from __future__ import annotations

from bot.core.screening import Detectors
from bot.handlers.announcements import Announcements
from bot.handlers.answers import Desk
from bot.handlers.digest import FULL_HELP, HELP, DigestDesk, DigestWriter
from bot.handlers.digest_editing import DigestEditing
from bot.handlers.digest_schedule import DigestRoom, DigestSchedule
from bot.handlers.figure_words import FigureWords
from bot.handlers.figures import HELP as STATS_HELP
from bot.handlers.figures import FigureDesk, FigureEditions
from bot.handlers.record_news import RecordNews
from bot.handlers.subscribing import MUTE_HELP, OFF_HELP, SUBSCRIBE_HELP, Subscribers, SubscriptionDesk
from bot.resources import config_dir
from bot.store.baseline_file import load_baseline
from bot.store.digest_drafts import DigestDrafts
from bot.store.digest_runs import DigestRunStore
from bot.store.digest_subscriptions import DigestSubscriptions
from bot.store.figures import FigureStore
from bot.translation.switchboard import Switchboard
from bot.wiring.ground import Ground
from bot.wiring.part import Part
from bot.wiring.registering import Registering


def digesting(ground: Ground, registering: Registering, detectors: Detectors, switchboard: Switchboard) -> Part:
    client, settings, texts = ground.client, ground.settings.digest, ground.texts
    members, views = ground.settings.members, registering.views
    editions = FigureEditions(
        FigureStore(ground.database), registering.register, registering.clocks, ground.clock, members
    )
    baseline = load_baseline(config_dir() / "public_baseline.yaml")
    figures = FigureDesk(FigureWords(texts, baseline), editions, ground.pictures)
    news = RecordNews(texts, registering.clocks, registering.register, ground.settings.members)
    writer = DigestWriter(texts, registering.cases, registering.coming, news)
    places = {
        room.room_id: DigestRoom(room.room_id, room.language, weekly, settings.says_nothing_new, channel=channel)
        for channel in ground.channels
        for room in channel.rooms
        if (weekly := settings.weekly(room.room_id, room.language)) is not None
    }
    runs, subscriptions = DigestRunStore(ground.database), DigestSubscriptions(ground.database)
    hours = settings.personal(texts.languages)
    subscribers = Subscribers(subscriptions, ground.direct, members, ground.suspensions, hours)
    drafts = DigestDrafts(ground.database)
    editing = DigestEditing(
        texts,
        drafts,
        ground.direct,
        writer,
        views,
        Announcements(texts, drafts, ground.events, switchboard, detectors),
        detectors,
        ground.clock,
        settings.approval,
        [place.weekly for place in places.values()],
        ground.channels,
        members,
        ground.suspensions,
    )
    schedule = DigestSchedule(
        client, runs, writer, figures, views, ground.clock, places, subscribers, editing, client.login_id
    )
    desk = DigestDesk(writer, views)
    subscribing = SubscriptionDesk(texts, subscriptions, runs, subscribers, client.login_id)
    return Part(
        {
            "digest": Desk(desk.publish, HELP),
            "digest.full": Desk(desk.full, FULL_HELP),
            "digest.subscribe": Desk(subscribing.subscribe, SUBSCRIBE_HELP),
            "digest.off": Desk(subscribing.end, OFF_HELP),
            "mute": Desk(subscribing.mute, MUTE_HELP),
            "stats": Desk(figures.stats, STATS_HELP),
        },
        (editing.answer,),
        (schedule.run, editions.watch, editing.watch),
    )
