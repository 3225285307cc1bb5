"""`!stats`, and the editions of the figures that it shows.

Everybody is told the same edition until the next one, once a week at a fixed time: nobody gets numbers of a moment
that they chose.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from bot.core.clocks import Clocks
from bot.core.model import Language, Member, Rendered, UserId
from bot.core.statistics import FIGURES, Edition, FigureName, edition, places
from bot.core.suppression import Cell, released
from bot.core.weekly import Weekly, following, latest
from bot.core.words import N_
from bot.errors import NoPicture
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.figure_words import FigureWords
from bot.handlers.group_names import groups_of
from bot.logs import get_logger
from bot.pictures.figures import figures_png
from bot.ports import Clock, Pictures
from bot.store.figures import FigureStore, Told
from bot.store.register import Register

log = get_logger(__name__)

HELP: tuple[HelpLine, ...] = (("", N_("the network's figures, with a picture")),)

EDITIONS = Weekly(0, time(4), UTC)
"""Monday, before any room's digest: in the Americas it is still Sunday evening."""
CLOCK_SLACK = timedelta(hours=1)
"""What was made later than this from now was made by a clock that ran ahead."""
_AT_A_TIME = 50
"""Records that are looked at before others get their turn."""


class FigureEditions:
    def __init__(
        self,
        store: FigureStore,
        register: Register,
        clocks: Clocks,
        clock: Clock,
        members: Mapping[UserId, Member],
    ) -> None:
        self._store = store
        self._members = members
        self._register = register
        self._clocks = clocks
        self._clock = clock
        self._told: Told | None = None
        self._turn = asyncio.Lock()

    async def watch(self) -> None:
        """For ever: make each edition when it is due, and one that was missed at once."""
        while True:
            now = self._clock.now()
            await self._make_due(now)
            await self._clock.sleep_until(following(EDITIONS, now))

    async def present(self) -> Edition:
        told = await self._make_due(self._clock.now())
        return edition(told.places, told.changed_at.date() if told.changed_at else None)

    async def changed_since(self, moment: datetime) -> bool:
        told = await self._make_due(self._clock.now())
        return told.changed_at is not None and told.changed_at > moment

    async def _make_due(self, now: datetime) -> Told:
        async with self._turn:
            if self._told is None:
                self._told = await self._store.told()
            made = self._told.made_at
            if made is None or made < latest(EDITIONS, now) or made > now + CLOCK_SLACK:
                self._told = await self._make(now)
            return self._told

    async def _make(self, moment: datetime) -> Told:
        before = await self._store.told()  # anew: a record may have been deleted since
        now, groups = await self._counted(moment.date())
        after = {}
        for name in FIGURES:
            after[name] = await asyncio.to_thread(released, before.places[name], now[name], groups, before.counts[name])
        log.info("figures.edition", count=len(groups))
        return await self._store.record(before, after, moment)

    async def _counted(self, today: date) -> tuple[dict[FigureName, dict[str, Cell]], dict[str, str]]:
        """The cells as they are, and whose each record is. Of a group that has left the network nothing counts any
        more, nor does it make a crowd of others; what was told stays told, as of a record that was deleted.
        """
        found: dict[FigureName, dict[str, Cell]] = {name: {} for name in FIGURES}
        groups: dict[str, str] = {}
        present = frozenset(groups_of(self._members))
        for number, record in enumerate(tuple(self._register.every())):
            if number % _AT_A_TIME == 0:
                await asyncio.sleep(0)
            if record.owner not in present:
                continue
            groups[record.record_id] = record.owner
            for name, cell in places(record, self._clocks, today).items():
                found[name][record.record_id] = cell
        return found, groups


class FigureDesk:
    def __init__(self, words: FigureWords, editions: FigureEditions, pictures: Pictures) -> None:
        self._words = words
        self._editions = editions
        self._pictures = pictures
        self._drawn: dict[Language, tuple[Edition, bytes]] = {}

    async def stats(self, asked: Asked) -> Reply:
        """The same to everybody everywhere."""
        text, picture = await self.told(asked.answer_language)
        return Reply(text, picture)

    async def changed_since(self, moment: datetime) -> bool:
        return await self._editions.changed_since(moment)

    async def told(self, language: Language) -> tuple[Rendered, bytes | None]:
        """The figures in words, and their picture; None when it cannot be drawn."""
        present = await self._editions.present()
        return self._words.card(language, present), await self._picture(language, present)

    async def _picture(self, language: Language, present: Edition) -> bytes | None:
        """Drawn once for each edition."""
        drawn = self._drawn.get(language)
        if drawn is not None and drawn[0] == present:
            return drawn[1]
        drawing = self._words.drawing(language, present)
        try:
            png = await self._pictures.draw(figures_png, drawing.title, drawing.panels, drawing.notes)
        except NoPicture as error:
            log.warning("figures.not_drawn", language=language, exc=error)
            return None
        self._drawn[language] = present, png
        return png
