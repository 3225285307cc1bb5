"""A digest over very many petitions lets others have their turn meanwhile. Times: `python -m tests.bench.digest`."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from bot.core.disclosure import Audience, Viewer
from bot.handlers.record_news import _AT_A_TIME, RecordNews
from bot.i18n import Texts
from bot.store.database import Database
from bot.store.register import Register
from tests.bench.digest import GROUPS, NOW, WEEK, fill, members_of
from tests.core.life import CLOCKS

PETITIONS = 300


async def test_between_two_turns_of_others_only_a_few_petitions_are_looked_at(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "bot.db", bytes(32))
    try:
        register = await Register.open(database)
        await fill(register, random.Random(1), PETITIONS)
        news, turns = RecordNews(Texts.load(), CLOCKS, register, members_of(GROUPS)), 0
        audience = Audience.of([Viewer(GROUPS[0], is_member=True)])

        async def others() -> None:
            while True:
                nonlocal turns
                turns += 1
                await asyncio.sleep(0)

        other = asyncio.ensure_future(others())
        await news.find("en", audience, NOW - WEEK, NOW, NOW.date(), WEEK)
        other.cancel()
        await asyncio.wait([other])
        assert turns >= PETITIONS // _AT_A_TIME
    finally:
        await database.close()
