"""What the bot will not do, and how it says so: in the room's language, or in one line and an exit code."""

from __future__ import annotations

import asyncio
import secrets
import socket
import sys
from pathlib import Path

import pytest

from bot.core.model import Language, RoomId
from bot.i18n import Texts
from tests.bot_process import ROOT, BotProcess
from tests.processes import Child, Lines
from tests.system.conftest import Build
from tests.system.network import START_S, SystemNetwork
from tests.system.proxy import Proxy
from tests.system.stores import database_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOT_ENCRYPTED = (
    "This room is not encrypted, so I do not work here. Please turn on encryption in the room settings,"
    " or invite me to an encrypted room."
)
ENCRYPTION = {"algorithm": "m.megolm.v1.aes-sha2"}


async def test_the_bot_refuses_a_room_that_is_not_encrypted_once_and_in_its_language(build_network: Build) -> None:
    network: SystemNetwork = await build_network(in_clear=("es", "fr"))
    await network.start_bot()

    async def refused(language: Language) -> None:
        await network.sees(network.rep(language), lambda: bool(network.by_bot(language)))

    for language in ("es", "fr"):
        await refused(language)
    await nothing_is_relayed(network)
    with Proxy(network.people.homeserver.url) as proxy:
        proxy.forgetful = True  # not the transaction id alone keeps the bot from saying it again
        network.restart_with(homeserver=proxy.url)
        await network.bot_is_ready()
        await nothing_is_relayed(network)
        network.stop_bot()
    network.restart_with()
    texts = Texts.load()
    for language in ("es", "fr"):
        sentence = texts.gettext(language, NOT_ENCRYPTED)
        assert sentence != NOT_ENCRYPTED, "it is not translated"
        assert [(seen.plain, seen.content["msgtype"]) for seen in network.by_bot(language)] == [(sentence, "m.notice")]

    path = f"/_matrix/client/v3/rooms/{network.rooms['es']}/state/m.room.encryption"
    await network.people.homeserver.call("PUT", path, ENCRYPTION, token=network.coordinator.access_token)
    said = await network.say("en", "Now it is encrypted.")
    assert (await network.copy("es", said)).encrypted


async def nothing_is_relayed(network: SystemNetwork) -> None:
    """Not out of rooms in clear and not into them; an answer tells that the bot has seen everything by then."""
    already = {language: network.sources(language) for language in network.rooms}
    for language in network.rooms:
        await network.say(language, "MX-2024-017")
    await network.answer("en", await network.say("en", "!help"))
    await network.answer("en", await network.say("en", "!help"))
    assert {language: network.sources(language) for language in network.rooms} == already


async def test_an_invitation_by_somebody_else_is_declined(system_network: SystemNetwork) -> None:
    network = system_network
    edna = network.rep("en")
    room_id = await edna.create_room("not a place for the bot", invite=[network.bot_user])
    await network.bot.stderr.wait(f"invitation.declined room={room_id}")
    assert await membership(network, room_id) == "leave"


async def membership(network: SystemNetwork, room_id: RoomId) -> str:
    path = f"/_matrix/client/v3/rooms/{room_id}/state/m.room.member/{network.bot_user}"
    answer = await network.people.homeserver.call("GET", path, token=network.rep("en").access_token)
    return str(answer["membership"])


# --- starts that come to nothing ----------------------------------------------------------------------------------


def complaints(stderr: Lines) -> list[str]:
    """What a person is told; log lines, which begin with a date, are left out."""
    told = [line for line in stderr.all() if not line[:2].isdigit()]
    assert not any("Traceback" in line for line in told), told
    return told


async def outcome(bot: BotProcess) -> tuple[int, list[str]]:
    """Exit code and complaints of a run that ends by itself."""
    try:
        async with asyncio.timeout(START_S):
            await bot.stderr.wait_end()
            while bot.returncode is None:
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError("it still runs:\n" + "\n".join(bot.stderr.all()[-40:])) from None
    return bot.stop(), complaints(bot.stderr)


async def test_a_wrong_password_is_one_line_and_the_right_one_helps(build_network: Build) -> None:
    network: SystemNetwork = await build_network()
    password = network.config.directory / "bot.password"
    password.write_text("wrong\n", encoding="ascii")
    network.bot.start()
    code, told = await outcome(network.bot)
    assert code == 3
    assert len(told) == 1
    assert "password" in told[0]
    assert "account.password_file" in told[0]
    network.config.write()
    await network.start_bot()
    await network.everything_before_is_done()


async def test_a_server_that_does_not_answer_is_one_line(build_network: Build) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and never listens
        network = await build_network(more={"homeserver": f"http://127.0.0.1:{nobody.getsockname()[1]}"})
        network.bot.start()
        code, told = await outcome(network.bot)
    assert code == 3
    assert len(told) == 1
    assert "does not answer" in told[0]


WITHOUT_ENGINE = """\
import functools, pathlib, sys
from bot.cli import main
from bot.translation.engines import registry
registry.Apertium = functools.partial(registry.Apertium, pathlib.Path(sys.argv[1]))
sys.exit(main(sys.argv[2:]))
"""


async def test_a_missing_engine_is_one_line_with_the_command_that_installs_it(
    build_network: Build, tmp_path: Path
) -> None:
    network = await build_network()
    # As `trinational run` on a machine whose Apertium has no modes.
    argv = [sys.executable, "-c", WITHOUT_ENGINE, str(tmp_path), "run", "--config", str(network.config.path)]
    child = Child(argv, cwd=ROOT)
    try:
        async with asyncio.timeout(START_S):
            await child.stderr.wait_end()
            while child.returncode is None:
                await asyncio.sleep(0.01)
        told = complaints(child.stderr)
    finally:
        child.stop()
    assert child.returncode == 3
    assert len(told) == 1
    assert "apt-get install" in told[0]


async def test_every_mistake_in_the_configuration_is_told_at_once(build_network: Build) -> None:
    network = await build_network()
    mistakes = {"homeserver": "gopher://x", "invites": ["@", "demo.local"], "color": "red"}
    network.config.more |= mistakes
    network.config.write()
    network.bot.start()
    code, told = await outcome(network.bot)
    assert code == 2
    assert len(told) == 3
    file, written = network.config.path, network.config.path.read_text(encoding="utf-8").splitlines()
    places = {key: 1 + next(n for n, text in enumerate(written) if text.startswith(key)) for key in mistakes}
    for wanted in (
        f"trinational: {file}:{places['homeserver']}: homeserver: ",
        f"trinational: {file}:{places['invites'] + 1}: invites[0]: ",
        f"trinational: {file}:{places['color']}: color: ",
    ):
        assert sum(line.startswith(wanted) for line in told) == 1, told


async def test_a_revoked_token_ends_the_bot_and_the_next_start_gets_a_new_one_for_the_same_device(
    build_network: Build,
) -> None:
    network = await build_network()
    await network.start_bot()
    before = device_of(network)
    await network.people.homeserver.call("POST", "/_matrix/client/v3/logout", {}, token=before[1])
    code, told = await outcome(network.bot)
    assert code == 4
    assert len(told) == 1
    assert "access token" in told[0]
    network.bot.start()
    await network.bot_is_ready()  # what people on Element see of it: tests/element/test_new_token.py
    assert device_of(network)[0] == before[0]
    assert device_of(network)[1] != before[1]


def device_of(network: SystemNetwork) -> tuple[str, str]:
    """Device id and access token."""
    with database_of(network) as database:
        return tuple(database.execute("SELECT device_id, access_token FROM device").fetchone())


async def test_a_revoked_token_of_the_configuration_is_one_line_at_every_start(build_network: Build) -> None:
    network = await build_network()
    account, directory = network.account, network.config.directory
    login = await network.people.homeserver.call(
        "POST",
        "/_matrix/client/v3/login",
        {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": account.user_id},
            "password": account.password,
        },
    )
    token_file = directory / "bot.token"
    token_file.write_text(login["access_token"], encoding="utf-8")
    token_file.chmod(0o600)
    given = {"user_id": account.user_id, "token_file": "bot.token", "device_id": login["device_id"]}
    network.config.more["account"] = given
    network.config.write()
    await network.start_bot()
    await network.everything_before_is_done()
    await network.people.homeserver.call("POST", "/_matrix/client/v3/logout", {}, token=login["access_token"])
    for start in (False, True):
        if start:
            network.bot.start()
        code, told = await outcome(network.bot)
        assert code == 4
        assert len(told) == 1
        assert "access token" in told[0]


async def test_a_key_that_does_not_fit_changes_nothing(build_network: Build) -> None:
    network = await build_network()
    await network.start_bot()
    network.stop_bot()
    databases = [network.config.data_dir / name for name in ("bot.db", "crypto.db")]
    before = [path.read_bytes() for path in databases]
    for name, wrong in (("store.key", True), ("fields.key", True), ("fields.key", False)):
        key_file = network.config.directory / name
        key = key_file.read_text(encoding="ascii")
        if wrong:
            key_file.write_text(secrets.token_hex(32) + "\n", encoding="ascii")
        else:
            key_file.unlink()
        network.bot.start()
        code, told = await outcome(network.bot)
        assert code == 4
        assert len(told) == 1
        assert "key" in told[0]
        assert [path.read_bytes() for path in databases] == before
        assert wrong or not key_file.exists(), "a new key would hide that the old one is missing"
        key_file.touch(mode=0o600)
        key_file.write_text(key, encoding="ascii")
    network.bot.start()
    await network.everything_before_is_done()
