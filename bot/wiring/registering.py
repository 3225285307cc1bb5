"""Petitions: the public cases, what members report of theirs, and the clocks that run over both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.clocks import Clocks
from bot.core.review_calendar import ReviewDate
from bot.core.screening import Detectors
from bot.handlers.answers import Desk
from bot.handlers.brought_tables import BroughtTables
from bot.handlers.coming import CALENDAR_HELP, FILE_HELP, Coming
from bot.handlers.deadline_desk import ADD_HELP, REMOVE_HELP, DeadlineDesk
from bot.handlers.drafts import Drafts
from bot.handlers.free_text import FreeText
from bot.handlers.matching import MatchWatch
from bot.handlers.one_at_a_time import OneAtATime
from bot.handlers.petitions import CASE_HELP, DEADLINES_HELP, LIST_HELP, STATUS_HELP, PetitionDesk
from bot.handlers.record_views import RecordViews
from bot.handlers.register_desks import register_desks
from bot.handlers.reminder_words import ReminderWords
from bot.handlers.reminding import Reminding
from bot.handlers.timeline_desk import TIMELINE_HELP, TimelineDesk
from bot.holiday_calendars import is_holiday
from bot.resources import config_dir
from bot.store.calendar_file import load_calendar
from bot.store.deadlines import Deadlines
from bot.store.dialogues import Dialogues
from bot.store.matches import Matches
from bot.store.own_public_cases import all_public_cases
from bot.store.public_cases import PublicCaseStore
from bot.store.register import Register
from bot.store.reminders import ReminderStore
from bot.store.reveal_offers import RevealOffers
from bot.store.stage_file import load_clocks
from bot.store.talks import Talks
from bot.translation.switchboard import Switchboard
from bot.wiring.ground import Ground
from bot.wiring.part import Part


@dataclass(frozen=True, slots=True)
class Registering:
    clocks: Clocks
    cases: PublicCaseStore
    public_ids: frozenset[str]
    register: Register
    views: RecordViews
    coming: Coming
    part: Part


async def registering(ground: Ground, detectors: Detectors, switchboard: Switchboard) -> Registering:
    texts, clock, members, database = ground.texts, ground.clock, ground.settings.members, ground.database
    clocks = load_clocks(config_dir() / "stages.yaml", is_holiday)
    cases = PublicCaseStore(database, clocks.lifecycle)
    await cases.seed(all_public_cases(ground.settings.data_dir, clocks.lifecycle), clock.now())
    shipped, added = load_calendar(config_dir() / "calendar.yaml"), await Deadlines.open(database, clock.now())
    free_text = FreeText(texts, detectors)

    def dates() -> Sequence[ReviewDate]:
        """Without those that coordinators wrote a name into which was put under protection since."""
        shown = (each for each in added.every() if not any(map(free_text.is_protected, each.texts)))
        return (*shipped, *shown)

    coming = Coming(texts, cases, clocks, dates)
    register, dialogues, talks = await Register.open(database), Dialogues(database), Talks(database)
    one = OneAtATime(talks, dialogues)
    dating = DeadlineDesk(texts, added, talks, free_text, Drafts(switchboard), coming, one)
    register.cover(detectors.protected.find)
    await dialogues.forget_old(clock.now())
    views = RecordViews(texts, clocks, register, ground.client, ground.direct, members, ground.client.user_id)
    public_ids = frozenset(case.record_id for case in cases.every())
    reminders, matches = ReminderStore(database), Matches(database)
    own = register_desks(
        texts,
        clocks,
        register,
        dialogues,
        views,
        members,
        detectors,
        public_ids,
        reminders,
        BroughtTables(ground.events, ground.client),
        RevealOffers(database),
        matches,
        one,
    )
    watch = MatchWatch(texts, register, matches, members, ground.suspensions, ground.direct, clock)
    reminding = Reminding(
        ground.client,
        ground.direct,
        reminders,
        register,
        clocks,
        ReminderWords(texts),
        clock,
        members,
        ground.suspensions,
        ground.channels,
        ground.settings.digest.zones,
        ground.client.user_id,
    )
    timelines = TimelineDesk(texts, clocks, cases, views, ground.pictures)
    desk = PetitionDesk(texts, cases, clocks, coming, views)

    async def warm() -> None:
        await views.warm(clock.now().date())

    return Registering(
        clocks,
        cases,
        public_ids,
        register,
        views,
        coming,
        Part(
            {
                **own.commands,
                "petition.status": Desk(desk.status, STATUS_HELP),
                "petition.list": Desk(desk.list, LIST_HELP),
                "petition.timeline": Desk(timelines.timeline, TIMELINE_HELP),
                "case": Desk(desk.case, CASE_HELP),
                "deadlines": Desk(desk.deadlines, DEADLINES_HELP),
                "calendar": Desk(coming.calendar, CALENDAR_HELP),
                "calendar.file": Desk(coming.file, FILE_HELP),
                "deadline.add": Desk(dating.add, ADD_HELP),
                "deadline.remove": Desk(dating.remove, REMOVE_HELP),
            },
            (*own.talks, dating.answer),
            tasks=(reminding.run, warm, watch.run),
        ),
    )
