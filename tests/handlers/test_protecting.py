"""Coordinators protect names in a direct chat; no answer repeats or tells one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.commands import Command
from bot.core.model import Channel, EventId, EventRef, RoomId
from bot.core.name_forms import Nicknames
from bot.errors import UserError
from bot.handlers.answers import Asked
from bot.handlers.protecting import ProtectDesk
from bot.i18n import Texts
from bot.store.database import Database
from bot.store.protected_names import ProtectedNameStore
from tests.fakes.clock import ManualClock
from tests.handlers.house import CARLA, EN, ES, FR, MEMBERS, House

NAME = "Guadalupe Pérez Ramírez"


@dataclass
class Scene:
    desk: ProtectDesk
    store: ProtectedNameStore


def asked(name: str = NAME, language: str = "en", *, direct: bool = True) -> Asked:
    command = Command("help", {"name": name} if name else {}, language)
    ref = EventRef(RoomId("!direct"), EventId("$1"))
    return Asked(command, MEMBERS[CARLA], Channel("", ()), language, ref, ManualClock().now(), direct=direct)


@pytest_asyncio.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    database = await Database.open(tmp_path / "bot.db", bytes(32))
    store = await ProtectedNameStore.open(database, Nicknames([("Guadalupe", ("Lupe",))]))
    yield Scene(ProtectDesk(Texts.load(), store), store)
    await database.close()


@pytest.mark.parametrize("language", ["en", "es", "fr"])
async def test_no_answer_repeats_the_name_and_each_asks_to_delete_the_message(scene: Scene, language: str) -> None:
    for act in (scene.desk.add, scene.desk.remove):
        text = (await act(asked(language=language))).text
        for word in (*NAME.split(), "lupe", "Perez"):
            assert word.casefold() not in (text.plain + text.html).casefold()
        assert {"en": "delete that message", "es": "borre ese mensaje", "fr": "supprimez ce message"}[
            language
        ] in text.plain


async def test_an_added_name_is_found_and_a_removed_one_is_not(scene: Scene) -> None:
    await scene.desk.add(asked())
    assert len(scene.store.find("dice Lupe Perez")) == 1
    await scene.desk.remove(asked("Lupe Perez"))
    assert len(scene.store.find("dice Lupe Perez")) == 1, "that is not exactly the name"
    await scene.desk.remove(asked())
    assert scene.store.find(NAME) == ()


async def test_an_answer_does_not_tell_whether_a_name_was_protected_before(scene: Scene) -> None:
    assert await scene.desk.add(asked()) == await scene.desk.add(asked())
    assert await scene.desk.remove(asked()) == await scene.desk.remove(asked())


async def test_elsewhere_nothing_is_protected_and_the_coordinator_is_told_to_delete_the_message(scene: Scene) -> None:
    for act in (scene.desk.add, scene.desk.remove):
        with pytest.raises(UserError, match="only in a direct chat") as caught:
            await act(asked(direct=False))
        assert caught.value.params == {}
    assert scene.store.find(NAME) == ()


@pytest.mark.parametrize("name", ["", "Ana 2", "de la", "x"])
async def test_what_is_no_name_gets_one_sentence_that_says_what_to_do(scene: Scene, name: str) -> None:
    for act in (scene.desk.add, scene.desk.remove):
        with pytest.raises(UserError, match="first names first"):
            await act(asked(name))


async def test_who_protects_a_single_word_is_told_what_that_means(scene: Scene) -> None:
    assert "single word" in (await scene.desk.add(asked("Chivis"))).text.plain
    assert "single word" not in (await scene.desk.add(asked())).text.plain


async def test_an_unknown_command_protects_nothing(scene: Scene) -> None:
    from bot.core.commands import Unknown

    with pytest.raises(UserError):
        await scene.desk.add(replace(asked(), command=Unknown()))


async def test_a_name_typed_in_a_room_protects_nothing_and_goes_nowhere(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(EN, CARLA, f"!protect add {NAME}")
        assert "direct chat" in house.homeserver.texts(EN)[-1]
        for room in (EN, ES, FR):
            assert "Pérez" not in house.homeserver.readable(room)
        store = await ProtectedNameStore.open(house.database, Nicknames([]))
        assert store.find(NAME) == ()
