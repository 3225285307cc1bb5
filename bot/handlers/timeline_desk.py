"""`!petition timeline`: the dates of a petition as a picture, and in words that say the same.

In a room only what everybody there may see; whoever may see more gets the words in their direct chat.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.core import record_ids
from bot.core.cards import card, note
from bot.core.clocks import Clocks
from bot.core.disclosure import View
from bot.core.lifecycle import Route
from bot.core.model import Language, Rendered
from bot.core.petitions import Step
from bot.core.stage_words import CLOCK_WORDS, stage_words
from bot.core.timeline import Mark, marks
from bot.core.words import N_
from bot.errors import NoPicture, UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.own_records import argument
from bot.handlers.petitions import no_such_record
from bot.handlers.record_views import NOTHING_HERE, RecordViews
from bot.i18n import Texts
from bot.logs import get_logger
from bot.pictures.timeline import Point, timeline_png
from bot.ports import Pictures
from bot.store.public_cases import PublicCaseStore

log = get_logger(__name__)

TIMELINE_HELP: tuple[HelpLine, ...] = ((record_ids.EXAMPLE, N_("its dates and limits as a picture")),)
_NO_DATES = N_("No date of this petition may be shown here.")


class TimelineDesk:
    def __init__(
        self, texts: Texts, clocks: Clocks, cases: PublicCaseStore, records: RecordViews, pictures: Pictures
    ) -> None:
        self._texts = texts
        self._clocks = clocks
        self._cases = cases
        self._records = records
        self._pictures = pictures

    async def timeline(self, asked: Asked) -> Reply:
        """Raises UserError."""
        language, today = asked.answer_language, asked.today
        record_id = record_ids.parse(argument(asked, "record_id"))
        if not argument(asked, "record_id"):
            raise UserError(
                N_("Which record? Its number has six letters or digits, like %(example)s."), example=record_ids.EXAMPLE
            )
        if record_id is None:
            raise no_such_record(language)
        case = await self._cases.get(record_id)
        if case is not None:
            found = case.case
            points = self._points(language, found.route, found.steps, today, followed=not found.later_unknown)
            return await self._drawn(language, found.facility, points)
        mine, shown = self._records.seen(asked, record_id)
        if asked.direct and mine is None:
            raise no_such_record(language)
        if not asked.direct and mine is not None and mine != shown:
            own = asked.member.language or language
            await self._records.to_direct_chat(asked, self._words(own, *self._of(own, mine, today)))
        view = mine if asked.direct else shown
        if view is None:
            return Reply(note(self._texts.gettext(language, NOTHING_HERE)))
        return await self._drawn(language, *self._of(language, view, today))

    async def _drawn(self, language: Language, title: str, points: Sequence[Point]) -> Reply:
        text = self._words(language, title, points)
        if not points:
            return Reply(text)
        try:
            return Reply(text, await self._pictures.draw(timeline_png, title, points))
        except NoPicture as error:
            log.warning("picture.failed", exc=error)
            return Reply(text)

    def _words(self, language: Language, title: str, points: Sequence[Point]) -> Rendered:
        """All that the picture says."""
        lines = [
            self._texts.gettext(language, "%(date)s: %(what)s", date=point.when, what=point.what) for point in points
        ]
        return card(title, lines or [self._texts.gettext(language, _NO_DATES)])

    def _of(self, language: Language, view: View, today: date) -> tuple[str, list[Point]]:
        name = self._records.cards.title(language, view)
        title = f"{name} · {view.record_id}" if view.facility else name
        if view.route is None or not any(step.happened for step in view.steps):
            return title, []
        return title, self._points(language, view.route, view.steps, today, followed=True)

    def _points(
        self, language: Language, route: Route, steps: Sequence[Step], today: date, *, followed: bool
    ) -> list[Point]:
        found = marks(steps, self._clocks.runs(route, steps, today), today)
        return [self._point(language, mark, route, today, followed=followed) for mark in found]

    def _point(self, language: Language, mark: Mark, route: Route, today: date, *, followed: bool) -> Point:
        t, when = self._texts, self._texts.date(language, mark.day)
        if mark.kind == "today":
            return Point(mark.day, "today", when, t.pgettext(language, "a day", "today"))
        if mark.step is not None:
            when = t.known_date(language, mark.step.happened)
            return Point(mark.day, "stage", when, t.gettext(language, stage_words(mark.name, route)), mark.vague)
        return Point(mark.day, "due", when, self._due(language, mark, today, followed=followed), mark.day >= today)

    def _due(self, language: Language, mark: Mark, today: date, *, followed: bool) -> str:
        """What is due, and what is not sure about it."""
        kind = mark.run.clock.kind if mark.run is not None else "limit"
        estimated = mark.run is not None and mark.run.estimated
        if kind == "notice":
            sentence = N_("%(what)s: not before that day")
        elif kind == "extendable":
            sentence = N_("%(what)s: due normally; may be extended")
        elif mark.day < today and not followed:
            sentence = N_("%(what)s: was due; outcome not public")
        elif mark.day < today:
            sentence = (
                N_("%(what)s: was due (estimate); none recorded")
                if estimated
                else N_("%(what)s: was due; none recorded")
            )
        else:
            sentence = N_("%(what)s: due (estimate)") if estimated else N_("%(what)s: due")
        return self._texts.gettext(language, sentence, what=self._texts.gettext(language, CLOCK_WORDS[mark.name]))
