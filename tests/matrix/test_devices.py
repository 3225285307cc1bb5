"""Whose devices there are: honest keys, scripted answers of a homeserver."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.core.model import UserId
from bot.errors import MatrixError
from bot.matrix.devices import PEOPLE_PER_QUERY, Devices
from bot.matrix.http import Json
from tests.matrix.peers import Device
from tests.matrix.scripted import ScriptedHttp


def published(*devices: Device) -> Json:
    return {"device_keys": {each.user_id: {str(each.machine.device_id): each.device_keys} for each in devices}}


def known(devices: Devices, *people: Device) -> set[str]:
    return {device_id for _, device_id in devices.of(each.user_id for each in people)}


async def test_people_who_share_a_room_are_asked_for_once(bot: Device, ana: Device) -> None:
    http = ScriptedHttp(published(ana))
    devices = Devices(http, bot.machine)
    for _ in range(2):
        devices.track([ana.user_id])
        await devices.refresh()
    assert known(devices, ana) == {"ANA"}
    assert http.asked == [{"device_keys": {ana.user_id: []}}]


async def test_a_device_that_was_logged_out_is_no_reader_any_more(bot: Device, ana: Device) -> None:
    devices = Devices(ScriptedHttp({"device_keys": {ana.user_id: {}}}), bot.machine)
    assert known(devices, ana) == {"ANA"}
    devices.changed([ana.user_id])
    await devices.refresh()
    assert known(devices, ana) == set()


async def test_a_homeserver_that_does_not_answer_costs_nobody_their_devices(bot: Device, ana: Device) -> None:
    """Else everybody there would be cut off from the conversation."""
    devices = Devices(ScriptedHttp({"device_keys": {}, "failures": {"demo.local": {}}}), bot.machine)
    devices.changed([ana.user_id])
    await devices.refresh()
    assert known(devices, ana) == {"ANA"}


async def test_who_could_not_be_asked_for_is_asked_for_again(bot: Device, ana: Device) -> None:
    http = ScriptedHttp(MatrixError("M_FORBIDDEN", 403), published(ana))
    devices = Devices(http, bot.machine)
    devices.track([ana.user_id])
    with pytest.raises(MatrixError):
        await devices.refresh()
    assert devices.are_stale
    await devices.refresh()
    assert not devices.are_stale


async def test_a_device_that_comes_back_with_other_keys_stays_what_it_was_until_it_is_logged_out(
    bot: Device, ana: Device, tmp_path: Path
) -> None:
    """Whoever holds the homeserver could else put a device of their own in somebody's place."""
    before = ana.device_keys["keys"]["ed25519:ANA"]
    with Device.open(tmp_path / "anew", ana.user_id, "ANA") as anew:
        assert anew.device_keys["keys"]["ed25519:ANA"] != before
        devices = Devices(ScriptedHttp(published(anew)), bot.machine)
        devices.changed([ana.user_id])
        await devices.refresh()
        assert bot.machine.device_store[ana.user_id]["ANA"].ed25519 == before


async def test_one_malformed_device_hides_no_other(bot: Device, ana: Device, mallory: Device) -> None:
    """nio reads the answer as one piece."""
    answer = published(ana, mallory)
    answer["device_keys"][mallory.user_id]["BROKEN"] = {"keys": 7}
    answer["device_keys"][mallory.user_id]["MALLORY"] = ana.device_keys
    devices = Devices(ScriptedHttp(answer), bot.machine)
    devices.changed([ana.user_id, mallory.user_id])
    await devices.refresh()
    assert known(devices, ana) == {"ANA"}
    assert "BROKEN" not in known(devices, mallory)


@pytest.mark.parametrize("claimed", [{}, None, {"@ana:demo.local": 7}, {"@ana:demo.local": {"ANA": {}}}])
async def test_a_device_without_a_one_time_key_is_told_apart(bot: Device, ana: Device, claimed: Any) -> None:
    devices = Devices(ScriptedHttp({"one_time_keys": claimed}), bot.machine)
    assert await devices.start_sessions([(ana.user_id, "ANA")], anew=True) == {(ana.user_id, "ANA")}


async def test_a_one_time_key_must_be_signed_by_its_device(bot: Device, ana: Device, mallory: Device) -> None:
    """Else the homeserver could read what is sent to that device."""

    def claim(key: Json) -> Devices:
        return Devices(
            ScriptedHttp({"one_time_keys": {ana.user_id: {"ANA": {"signed_curve25519:A": key}}}}), bot.machine
        )

    wanted = [(ana.user_id, "ANA")]
    assert await claim(mallory.one_time_keys[0]).start_sessions(wanted, anew=True) == set(wanted)
    assert await claim(ana.one_time_keys[0]).start_sessions(wanted, anew=True) == set()


async def test_who_comes_while_a_list_is_asked_for_waits_for_it(bot: Device, ana: Device) -> None:
    """Else a message would go by the list of before: a phone that was logged out could read it."""
    answered = asyncio.Event()

    class Slow(ScriptedHttp):
        async def request(self, *arguments: Any, **more: Any) -> Json:
            await answered.wait()
            return await super().request(*arguments, **more)

    devices = Devices(Slow({"device_keys": {ana.user_id: {}}}), bot.machine)
    devices.changed([ana.user_id])

    async def ask() -> set[str]:
        await devices.refresh()
        return known(devices, ana)

    async with asyncio.TaskGroup() as group:
        both = [group.create_task(ask()) for _ in range(2)]
        await asyncio.sleep(0)
        answered.set()
    assert [each.result() for each in both] == [set(), set()]


async def test_a_crowd_is_asked_for_in_portions(bot: Device, ana: Device) -> None:
    people = [UserId(f"@person{number:03}:demo.local") for number in range(120)]
    answers = [{"device_keys": {}}, {"device_keys": {}}, published(ana)]
    http = ScriptedHttp(*answers)
    devices = Devices(http, bot.machine)
    devices.track(people)
    await devices.refresh()
    asked = [list(body["device_keys"]) for body in http.asked]
    assert sorted(user for portion in asked for user in portion) == people
    assert max(map(len, asked)) <= PEOPLE_PER_QUERY
    assert not devices.are_stale


async def test_people_are_asked_for_again_when_one_portion_found_no_answer(bot: Device) -> None:
    people = [UserId(f"@person{number:03}:demo.local") for number in range(PEOPLE_PER_QUERY + 1)]
    devices = Devices(ScriptedHttp({"device_keys": {}}, MatrixError("M_FORBIDDEN", 403)), bot.machine)
    devices.track(people)
    with pytest.raises(MatrixError):
        await devices.refresh()
    assert devices.are_stale
