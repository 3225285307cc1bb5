"""`trinational rooms create` on a real homeserver: from a configuration without rooms to a bot that relays."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.room_rules import weaknesses
from bot.demo.account import Account as Login
from bot.demo.reps import Rep
from bot.matrix.http import path_of
from bot.matrix.room_state import RoomState
from tests.bot_process import ROOT, BotConfig, BotProcess
from tests.servers import Account, Accounts

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMMAND_S = 60


async def rooms_create(config: BotConfig, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "rooms", "create", "--config", str(config.path), *arguments]
    return await asyncio.to_thread(subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=COMMAND_S)


def without_channels(config: BotConfig) -> None:
    settings = yaml.safe_load(config.write().read_text(encoding="utf-8"))
    del settings["channels"]
    config.path.write_text(yaml.safe_dump(settings), encoding="utf-8")


async def configured(accounts: Accounts, directory: Path, people: Mapping[str, tuple[str, str]]) -> Any:
    """A configuration without channels; `people`: language and role by name."""
    account = await accounts.new("bot")
    members = {name: await accounts.new(name) for name in people}
    config = BotConfig(directory, accounts.homeserver.url, account, [])
    for name, (language, role) in people.items():
        config.add_member(members[name].user_id, name, language, organisation="Demo", role=role)  # type: ignore[arg-type]
    config.invites.append(next(iter(members.values())).user_id)
    without_channels(config)
    return config, members


async def token_of(accounts: Accounts, account: Account) -> str:
    identifier = {"type": "m.id.user", "user": account.user_id}
    body = {"type": "m.login.password", "identifier": identifier, "password": account.password}
    return str((await accounts.homeserver.call("POST", path_of("login"), body))["access_token"])


async def test_rooms_are_made_and_the_bot_relays_in_them(accounts: Accounts, tmp_path: Path) -> None:
    people = {
        "Carla": ("es", "coordinator"),
        "Paz": ("en", "coordinator"),
        "Ellen": ("en", "rep"),
        "Ana": ("es", "rep"),
    }
    config, members = await configured(accounts, tmp_path / "bot", people)
    done = await rooms_create(config, "--languages", "en,es", "--channel", "parts plants", "--operators-room")
    assert done.returncode == 0, done.stderr
    printed = yaml.safe_load(done.stdout.partition("\n\n")[2].rpartition("\n\n")[0])
    ((channel,), operators) = printed["channels"], printed["operators_room"]
    assert channel["name"] == "parts plants"

    token, call = await token_of(accounts, config.account), accounts.homeserver.call
    ids = {name: account.user_id for name, account in members.items()}
    expected = {channel["rooms"]["en"]: "Ellen", channel["rooms"]["es"]: "Ana", operators: ""}
    for room_id, rep in expected.items():
        state = RoomState(room_id)
        joined = (await call("GET", path_of("sync"), token=token))["rooms"]["join"][room_id]
        for event in (*joined["state"]["events"], *joined["timeline"]["events"]):
            if "state_key" in event:
                state.apply(event)
        coordinators = (ids["Carla"], ids["Paz"])
        assert (
            weaknesses(
                state.present_rules(), {config.account.user_id, *coordinators}, coordinators, config.account.user_id
            )
            == ()
        )
        invited = {user for user, membership in state.memberships.items() if membership == "invite"}
        assert invited == {*coordinators, *([ids[rep]] if rep else [])}

    settings = yaml.safe_load(config.path.read_text(encoding="utf-8"))
    settings["channels"] = [channel | {"keys": "all"}]
    settings["operators_room"] = operators
    config.path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    bot = BotProcess(config.path)
    bot.start()
    try:
        async with (
            Rep(accounts.homeserver.url, Login(ids["Ellen"], members["Ellen"].password)) as ellen,
            Rep(accounts.homeserver.url, Login(ids["Ana"], members["Ana"].password)) as ana,
        ):
            await ellen.join(channel["rooms"]["en"])
            await ana.join(channel["rooms"]["es"])
            await bot.stderr.wait("bot.ready")
            await ana.say(channel["rooms"]["es"], "La petición MX-2024-017 avanza.")
            await ellen.wait_for(
                lambda: any(
                    "MX-2024-017" in seen.plain for seen in ellen.seen(channel["rooms"]["en"]) if seen.decrypted
                ),
                30,
            )
            refused = await rooms_create(config)
            assert (refused.returncode, refused.stdout) == (3, "")
            assert "The bot runs with this data folder" in refused.stderr
    finally:
        bot.end()


async def test_one_coordinator_is_too_few_and_nothing_is_made(accounts: Accounts, tmp_path: Path) -> None:
    config, _ = await configured(accounts, tmp_path / "bot", {"Carla": ("es", "coordinator"), "Ana": ("es", "rep")})
    refused = await rooms_create(config)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "A room needs at least two coordinators" in refused.stderr
    assert "this file has 1" in refused.stderr
    assert not (config.data_dir / "bot.db").exists()
