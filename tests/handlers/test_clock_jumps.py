"""The computer's clock jumps: by days forward, by days back. Nothing is lost, nothing comes twice, in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.house import ANA, EN, ES, FR, House

DAY = 86_400.0


@pytest.mark.parametrize("first", [3 * DAY, -3 * DAY])
async def test_what_is_said_around_jumps_of_the_clock_arrives_once_and_in_order(tmp_path: Path, first: float) -> None:
    words = ["uno", "dos", "tres"]
    async with House(tmp_path) as house:
        for word, jump in zip(words, (first, -2 * first, 0.0), strict=True):
            house.homeserver.say(ES, ANA, word)
            house.clock.advance(jump)  # before it is relayed
            await house.idle()
        await house.restart()
        await house.idle()
        for room in (EN, FR):
            texts = house.homeserver.texts(room)
            assert [word for text in texts for word in words if word in text] == words
