"""What groups do for each other: they read each other's drafts, and find each other."""

from __future__ import annotations

from bot.core.screening import Detectors
from bot.handlers.answers import Desk
from bot.handlers.change_words import ChangeWords
from bot.handlers.free_text import FreeText
from bot.handlers.introducing import MATCH_HELP, IntroductionDesk, IntroductionWatch
from bot.handlers.once_post import OncePost
from bot.handlers.own_records import OwnRecords
from bot.handlers.reading_volunteers import VOLUNTEER_HELP, VolunteerDesk
from bot.handlers.review_asking_words import AskingWords
from bot.handlers.review_desk import ASK_HELP, WITHDRAW_HELP, ReviewDesk
from bot.handlers.review_drafts import ReviewDrafts
from bot.handlers.review_reading import ReviewReading
from bot.handlers.review_watch import ReviewWatch
from bot.handlers.review_words import ReviewWords
from bot.store.introductions import Introductions
from bot.store.reading_volunteers import ReadingVolunteers
from bot.store.reviews import Reviews
from bot.translation.spoken import SpokenLanguages
from bot.wiring.ground import Ground
from bot.wiring.part import Part
from bot.wiring.registering import Registering


def networking(ground: Ground, registering: Registering, detectors: Detectors, spoken: SpokenLanguages) -> Part:
    texts, client, members = ground.texts, ground.client, ground.settings.members
    register, views = registering.register, registering.views
    reviews, words, post = Reviews(ground.database), ReviewWords(texts), OncePost(client, ground.direct)
    drafts = ReviewDrafts(texts, register, views.cards, registering.clocks.lifecycle, client, detectors)
    willing = ReadingVolunteers(ground.database)
    watch = ReviewWatch(texts, reviews, willing, drafts, post, words, members, ground.suspensions, ground.clock)
    own = OwnRecords(texts, register, views, ChangeWords(texts, members), registering.public_ids)
    desk = ReviewDesk(texts, reviews, own, drafts, spoken, members, AskingWords(texts), watch.wake)
    volunteers = VolunteerDesk(texts, willing, words, watch.wake)
    reading = ReviewReading(texts, reviews, drafts, post, FreeText(texts, detectors), words, watch.wake, watch.invite)
    introductions = Introductions(ground.database)
    matching = IntroductionDesk(texts, introductions)
    introducing = IntroductionWatch(texts, introductions, post, members, ground.suspensions, ground.clock)
    return Part(
        {
            "review.ask": Desk(desk.ask, ASK_HELP),
            "review.volunteer": Desk(volunteers.volunteer, VOLUNTEER_HELP),
            "review.withdraw": Desk(desk.withdraw, WITHDRAW_HELP),
            "match": Desk(matching.match, MATCH_HELP),
        },
        (reading.answer, desk.answer, matching.answer),
        (watch.run, introducing.run),
    )
