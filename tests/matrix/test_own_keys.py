"""One-time and fallback keys: nobody who wants to write to the bot may find none."""

from __future__ import annotations

import pytest

from bot.errors import MatrixError
from bot.matrix.devices import ONE_TIME_KEY
from bot.matrix.guards import signed_by
from bot.matrix.own_keys import OwnKeys
from tests.matrix.peers import Device
from tests.matrix.scripted import ScriptedHttp


@pytest.mark.parametrize("counts", [{}, {ONE_TIME_KEY: 0}, {ONE_TIME_KEY: 3}, {ONE_TIME_KEY: "many"}])
async def test_one_time_keys_are_topped_up_also_when_none_is_left(bot: Device, counts: object) -> None:
    http = ScriptedHttp({})
    bot.machine.account.shared = True
    await OwnKeys(http, bot.machine).top_up(counts, [ONE_TIME_KEY])
    (body,) = http.asked
    assert len(body["one_time_keys"]) >= 45
    assert "fallback_keys" not in body


@pytest.mark.parametrize("counts", [None, {ONE_TIME_KEY: 50}])
async def test_nothing_is_uploaded_when_enough_are_left_or_the_server_says_nothing(bot: Device, counts: object) -> None:
    http = ScriptedHttp()
    bot.machine.account.shared = True
    await OwnKeys(http, bot.machine).top_up(counts, [ONE_TIME_KEY])
    assert http.asked == []


async def test_a_used_fallback_key_is_replaced_by_a_signed_one(bot: Device) -> None:
    http = ScriptedHttp({})
    bot.machine.account.shared = True
    await OwnKeys(http, bot.machine).top_up({ONE_TIME_KEY: 50}, [])
    ((key_id, key),) = http.asked[0]["fallback_keys"].items()
    assert key_id.startswith(f"{ONE_TIME_KEY}:")
    assert key["fallback"] is True
    assert signed_by(key, bot.user_id, "ed25519:BOT", bot.machine.ed25519)


async def test_a_homeserver_without_fallback_keys_is_given_none(bot: Device) -> None:
    http = ScriptedHttp()
    bot.machine.account.shared = True
    await OwnKeys(http, bot.machine).top_up({ONE_TIME_KEY: 50}, None)
    assert http.asked == []


async def test_keys_are_kept_before_they_are_published(bot: Device) -> None:
    """The other way round, a message encrypted to a lost key could never be read."""
    bot.machine.account.shared = True
    with pytest.raises(MatrixError):
        await OwnKeys(ScriptedHttp(MatrixError("M_UNKNOWN", 400)), bot.machine).top_up({}, [ONE_TIME_KEY])
    stored = bot.machine.store.load_account()
    assert stored.one_time_keys == bot.machine.account.one_time_keys


async def test_a_device_that_the_server_forgot_is_published_again(bot: Device) -> None:
    http = ScriptedHttp({"device_keys": {bot.user_id: {}}}, {})
    bot.machine.account.shared = True
    await OwnKeys(http, bot.machine).publish()
    assert http.asked[1]["device_keys"]["device_id"] == "BOT"


async def test_keys_that_a_homeserver_still_offers_are_taken_off_it_before_new_ones_go_there(bot: Device) -> None:
    """It was set back to a state in which they had not been used up; here their private halves are gone."""

    def claimed(**key: object) -> dict[str, object]:
        return {"one_time_keys": {bot.user_id: {bot.machine.device_id: {f"{ONE_TIME_KEY}:x": {"key": "k", **key}}}}}

    http = ScriptedHttp(claimed(), claimed(), claimed(fallback=True), {})
    bot.machine.account.shared = True
    await OwnKeys(http, bot.machine).renew()
    assert [list(body) for body in http.asked] == [["one_time_keys"]] * 3 + [["one_time_keys", "fallback_keys"]]
    assert len(http.asked[-1]["one_time_keys"]) >= 45
