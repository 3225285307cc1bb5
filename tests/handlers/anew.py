"""A house that begins anew, as the bot does when rooms were linked or followed: its run ends with `Rewired`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot.handlers.upgrades import Rewired
from tests.handlers.house import House


@asynccontextmanager
async def at_work(house: House) -> AsyncIterator[House]:
    await house.start()
    try:
        yield house
    finally:
        with suppress(ExceptionGroup):
            await house.crash()


async def begins_anew(house: House, *, seconds_each: float) -> None:
    """`seconds_each`: as in `until`."""
    with pytest.raises(ExceptionGroup) as ended:
        await house.until(lambda: False, seconds_each=seconds_each)
    assert ended.group_contains(Rewired)
    with suppress(ExceptionGroup):
        await house.crash()
    house.login(house.rooms.login_id)
    await house.start()
