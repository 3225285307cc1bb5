"""Panic on the real thing: the rooms are told, the process ends with its own exit code, and it stays down."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import Language
from bot.demo.account import Account as Login
from bot.demo.reps import Rep
from bot.lockdown_marker import MARKER_NAME
from bot.matrix.signing import SigningKey
from tests.bot_process import ROOT
from tests.servers import Accounts
from tests.system.conftest import Build
from tests.system.network import LANGUAGES, SystemNetwork
from tests.system.proxy import Proxy, Trouble
from tests.system.stores import database_of, every_value

pytestmark = pytest.mark.asyncio(loop_scope="session")

ENDS_S = 60.0
"""Far more than the five seconds that the notices have."""
STOPPED: dict[Language, str] = {
    "en": "I have stopped, at a coordinator's request.",
    "es": "Me detuve",
    "fr": "Je me suis arrêté",
}
SECRET = "Berenjena"
LINE = (
    "trinational: Locked by a coordinator. Find out why before anything else; then run `trinational unlock` to"
    " let it start."
)


async def sign_own_device(network: SystemNetwork, rep: Rep) -> None:
    """What Element does at the first login: a lockdown is obeyed from such a session only."""
    server, token, user = network.people.homeserver, rep.access_token, rep.user_id
    master, signer = SigningKey(os.urandom(32)), SigningKey(os.urandom(32))
    body: dict[str, dict[str, object]] = {
        f"{usage}_key": {"user_id": user, "usage": [usage], "keys": {key.key_id: key.public}}
        for usage, key in (("master", master), ("self_signing", signer))
    }
    body["self_signing_key"]["signatures"] = {user: {master.key_id: master.sign(body["self_signing_key"])}}
    await server.call("POST", "/_matrix/client/v3/keys/device_signing/upload", body, token=token)
    asked = {"device_keys": {user: [rep.device_id]}}
    answer = await server.call("POST", "/_matrix/client/v3/keys/query", asked, token=token)
    device = answer["device_keys"][user][rep.device_id]
    signed = {name: value for name, value in device.items() if name not in ("signatures", "unsigned")}
    signed["signatures"] = {user: {signer.key_id: signer.sign(signed)}}
    path = "/_matrix/client/v3/keys/signatures/upload"
    assert not (await server.call("POST", path, {user: {rep.device_id: signed}}, token=token))["failures"]


async def command(network: SystemNetwork, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "bot", *arguments, "--config", str(network.config.path)]
    return await asyncio.to_thread(
        subprocess.run, argv, cwd=ROOT, input=typed, capture_output=True, text=True, timeout=ENDS_S
    )


async def ended(network: SystemNetwork) -> int | None:
    async with asyncio.timeout(ENDS_S):
        await network.bot.stderr.wait_end()
    return network.bot.stop()


def is_told(network: SystemNetwork, language: Language) -> bool:
    return STOPPED[language] in network.by_bot(language)[-1].plain


def assert_closed_in_order(network: SystemNetwork, temporary: Path) -> None:
    """Both databases whole in their one file, and nothing lies about."""
    left = {path.name for path in network.config.data_dir.iterdir() if path.is_file()}
    assert left - {"recovery-key.txt"} == {MARKER_NAME, "bot.db", "bot.lock", "crypto.db"}, "it is for the operator"
    assert list(temporary.iterdir()) == []
    with database_of(network) as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert [table for table, value in every_value(database) if SECRET in str(value)] == []


@pytest_asyncio.fixture(loop_scope="session")
async def marta(accounts: Accounts) -> AsyncIterator[Rep]:
    """A coordinator with a verified session."""
    account = await accounts.new("marta")
    async with Rep(accounts.homeserver.url, Login(account.user_id, account.password)) as rep:
        yield rep


async def test_a_lockdown_tells_the_rooms_ends_the_process_and_only_the_console_starts_it_again(
    build_network: Build, marta: Rep, tmp_path: Path
) -> None:
    (temporary := tmp_path / "temporary").mkdir()
    network = await build_network(environment={"TMPDIR": str(temporary)})
    await sign_own_device(network, marta)
    network.config.add_member(marta.user_id, "Marta", "es", organisation="Red Demo", role="coordinator")
    network.config.write()
    await network.coordinator.invite(network.rooms["es"], marta.user_id)
    await marta.join(network.rooms["es"])
    await network.start_bot()
    await network.relayed("es", await network.say("es", f"Antes, {SECRET}."))
    await marta.wait_for(lambda: bool(marta.devices(network.bot_user)))
    await marta.say(network.rooms["es"], "!pánico entendido")
    assert await ended(network) == 5, network.fate()
    assert [line for line in network.bot.stderr.all() if line.startswith("trinational: ")] == [LINE]
    for language in LANGUAGES:
        await network.sees(network.rep(language), partial(is_told, network, language))
        words = network.by_bot(language)[-1].plain
        assert not any(word in words for word in ("Marta", marta.user_id, SECRET)), "it tells nothing of anybody"
    assert_closed_in_order(network, temporary)

    said = await network.say("es", "¿Hay alguien?")
    again = await command(network, "run")
    assert (again.returncode, again.stdout, again.stderr) == (5, "", f"{LINE}\n")
    await command(network, "unlock", typed="yes\n")
    assert (await command(network, "run")).returncode == 5, "another word does not unlock it"
    assert "Unlocked" in (await command(network, "unlock", typed="unlock\n")).stdout
    network.bot.start()
    await network.relayed("es", said)
    assert network.bot.returncode is None, "the old command does not lock it again"

    with Proxy(network.people.homeserver.url) as proxy:
        network.restart_with(homeserver=proxy.url)
        await network.bot_is_ready()
        await network.relayed("es", await network.say("es", "¿Y ahora?"))
        before = {language: len(network.by_bot(language)) for language in LANGUAGES}
        marker = network.config.data_dir / MARKER_NAME

        def gone(method: str, _path: str) -> Trouble | None:
            """From the moment on at which the bot knows of it nothing of it reaches the homeserver."""
            return "lost before" if method != "GET" or marker.exists() else None

        proxy.weather = gone
        await marta.say(network.rooms["es"], "!pánico entendido")
        assert await ended(network) == 5, network.fate()
        assert proxy.troubles.total() > 0
    assert {language: len(network.by_bot(language)) for language in LANGUAGES} == before
    assert_closed_in_order(network, temporary)
