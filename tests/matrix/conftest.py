from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.matrix.identities import Identities
from bot.matrix.inbound import Opener
from tests.matrix.peers import Device


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Device]:
    with Device.open(tmp_path / "bot", "@bot:demo.local", "BOT") as device:
        yield device


@pytest.fixture
def ana(tmp_path: Path, bot: Device) -> Iterator[Device]:
    """Somebody in the room, whose device the bot knows."""
    with Device.open(tmp_path / "ana", "@ana:demo.local", "ANA") as device:
        device.meet(bot)
        bot.meet(device)
        yield device


@pytest.fixture
def mallory(tmp_path: Path, bot: Device) -> Iterator[Device]:
    """Somebody else in the room, who means harm."""
    with Device.open(tmp_path / "mallory", "@mallory:demo.local", "MALLORY") as device:
        device.meet(bot)
        bot.meet(device)
        yield device


@pytest.fixture
def opener(bot: Device, ana: Device) -> Opener:
    """The bot, with Ana's room key."""
    bot.machine.take_to_device([ana.room_key(bot)])
    return Opener(bot.machine, Identities())
