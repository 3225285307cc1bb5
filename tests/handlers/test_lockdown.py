"""Panic: the bot ends at once, tells the rooms nothing but that, and stays down."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot import app
from bot.cli import main
from bot.errors import LockedDown, MatrixError
from bot.handlers import lockdown
from bot.lockdown_marker import MARKER_NAME
from tests.fakes.rooms import BOT
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, House

SECRET = "Berenjena"


async def ended(house: House) -> bool:
    """True once the bot has ended because it was locked."""
    running = house._running
    assert running is not None
    await asyncio.wait([running])
    house._running = None
    error = running.exception()
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return isinstance(error, LockedDown)


async def test_the_rooms_are_told_without_contents_and_the_bot_ends(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(ES, ANA, SECRET)
        house.homeserver.say(ES, CARLA, "!pánico entendido")
        assert await ended(house)
        assert house.homeserver.texts(EN)[-1].startswith("I have stopped, at a coordinator's request.")
        assert house.homeserver.texts(FR)[-1].startswith("Je me suis arrêté")
        for room in (EN, ES, FR):
            assert "Carla" not in house.homeserver.texts(room)[-1]
        assert (tmp_path / MARKER_NAME).stat().st_mode & 0o777 == 0o600


async def test_without_the_word_nothing_stops(house: House, tmp_path: Path) -> None:
    await house.said(EN, CARLA, "!lockdown")
    assert "!lockdown understood" in house.homeserver.texts(EN)[-1]
    assert not (tmp_path / MARKER_NAME).exists()
    await house.said(ES, ANA, SECRET)
    assert SECRET in house.homeserver.readable(EN)


async def test_only_a_coordinator_locks(house: House, tmp_path: Path) -> None:
    await house.said(EN, ELLEN, "!lockdown understood")
    assert "Only coordinators" in house.homeserver.texts(EN)[-1]
    assert not (tmp_path / MARKER_NAME).exists()


async def test_what_was_about_to_be_passed_on_is_not(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        hold = house.rooms.hold("send", room_id=FR)
        house.homeserver.say(ES, ANA, SECRET)
        await house.until(hold.reached.is_set)
        house.homeserver.say(ES, CARLA, "!lockdown understood")
        assert await ended(house)
        hold.release()
        assert SECRET not in house.homeserver.readable(FR)


async def test_a_homeserver_that_hangs_or_refuses_does_not_keep_it_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lockdown, "NOTICE_S", 0.05)
    async with House(tmp_path) as house:
        hold = house.rooms.hold("send", room_id=EN)
        house.rooms.fail("send", MatrixError("M_FORBIDDEN", 403), room_id=FR)
        house.homeserver.say(ES, CARLA, "!lockdown understood")
        assert await ended(house)
        assert hold.reached.is_set()


async def test_after_the_console_has_unlocked_it_the_same_command_does_not_lock_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot ended before it could strike the command off."""
    async with House(tmp_path) as house:
        notice_and_answer = [house.rooms.hold("send", room_id=ES) for _ in range(2)]
        monkeypatch.setattr(lockdown, "NOTICE_S", 0.5)
        house.homeserver.say(ES, CARLA, "!lockdown understood")
        await house.until(lambda: all(hold.reached.is_set() for hold in notice_and_answer))
        assert await ended(house)
        (tmp_path / MARKER_NAME).unlink()
        await house.restart()
        await house.idle()
        assert not (tmp_path / MARKER_NAME).exists()
        assert "An operator has started me again" in house.homeserver.texts(ES)[-1]


async def test_a_locked_bot_does_not_start(house: House, tmp_path: Path) -> None:
    (tmp_path / MARKER_NAME).touch()
    with pytest.raises(LockedDown) as caught:
        await app.run(house._settings)
    assert caught.value.exit_code == 5
    assert BOT not in str(caught.value)


@pytest.mark.parametrize(("typed", "stays"), [("unlock", False), ("yes", True)])
def test_the_console_unlocks_with_a_typed_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, *, stays: bool
) -> None:
    (tmp_path / MARKER_NAME).touch()
    monkeypatch.setattr("bot.logs.configure", lambda **_: None)
    monkeypatch.setattr("bot.logs.harden_process", lambda: None)
    monkeypatch.setattr("builtins.input", lambda _question: typed)
    monkeypatch.setattr("bot.config.load", lambda _path: House(tmp_path)._settings)
    assert main(["unlock", "--config", "bot.yaml"]) == 0
    assert (tmp_path / MARKER_NAME).exists() is stays
    assert ("stays locked" in capsys.readouterr().out) is stays
