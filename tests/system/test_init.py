"""`trinational init` on a terminal, against a real homeserver: from nothing to a bot that has said its welcome."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import yaml

from bot import config
from bot.core.model import RoomId
from bot.demo.account import Account as Login
from bot.demo.reps import Rep
from bot.matrix.http import Http, path_of
from bot.store.account import AccountStore
from bot.store.keys import open_database, present_keys
from tests.bot_process import ROOT, BotProcess
from tests.servers import Account, Accounts
from tests.terminal import Terminal

pytestmark = pytest.mark.asyncio(loop_scope="session")

WELCOME = {"en": "Welcome", "es": "Le damos la bienvenida", "fr": "Bienvenue"}


class Desk:
    """Starts terminals and ends them."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "bot.yaml"
        self.open: list[Terminal] = []

    def init(self, *options: str) -> Terminal:
        argv = [sys.executable, "-m", "bot", "init", "--config", str(self.config), *options]
        self.open.append(Terminal(argv, ROOT))
        return self.open[-1]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    for terminal in desk.open:
        terminal.end()


async def devices(accounts: Accounts, account: Account) -> int:
    """How many sessions the account has, the one that asks left out."""
    identifier = {"type": "m.id.user", "user": account.user_id}
    body = {"type": "m.login.password", "identifier": identifier, "password": account.password}
    token = (await accounts.homeserver.call("POST", path_of("login"), body))["access_token"]
    found = (await accounts.homeserver.call("GET", path_of("devices"), token=token))["devices"]
    await accounts.homeserver.call("POST", path_of("logout"), {}, token=token)
    return len(found) - 1


async def test_from_nothing_to_a_welcome_in_each_room_once(accounts: Accounts, desk: Desk) -> None:
    bot, carla, paz = [await accounts.new(name) for name in ("bot", "Carla", "Paz")]
    url = accounts.homeserver.url
    shell = desk.init("--keys", "all")
    await shell.expect(r"1  English\W+2  español\W+3  français\W+\[1\] ")
    shell.type("2")
    await shell.expect(r"Servidor.*: ")
    shell.type("http://127.0.0.1:1")
    await shell.expect(r"✗ http://127.0.0.1:1 no responde")
    await shell.expect(r"Servidor.*: ")
    shell.type(url)
    await shell.expect(r"✓")
    await shell.expect(r"bot: ")
    shell.type("the bot")
    await shell.expect(r"✗ .*@.*: ")
    shell.type(bot.user_id)
    await shell.expect(r"[Cc]ontraseña.*: ")
    shell.type("wrong")
    await shell.expect(r"✗ .*contraseña")
    await shell.expect(r"bot: \[@bot.*\] ")
    shell.type("")
    await shell.expect(r"[Cc]ontraseña.*: ")
    shell.type(bot.password)
    await shell.expect(r"✓ .*\n")
    assert bot.password not in shell.shown
    await shell.expect(r"Idiomas.*\[en,es,fr\] ")
    shell.type("")
    await shell.expect(r"\[1\] ")
    shell.type("")
    await shell.expect(r"\[S/n\] ")
    shell.type("")
    for person, language in ((carla, "2"), (paz, "1")):
        await shell.expect(r"coordina.*: ")
        if person is carla:
            shell.type("@nobody-here" + bot.user_id[bot.user_id.index(":") :])
            await shell.expect(r"✗ .*@nobody-here.*\W+.*: ")
        shell.type(person.user_id)
        await shell.expect(r"\[.*\] ")
        shell.type("")
        await shell.expect(r"\): ")
        shell.type("Red de ejemplo")
        await shell.expect(r"\[1\] ")
        shell.type(language)
    await shell.expect(r"\[s/N\] ")
    shell.type("")
    await shell.expect(r"\[1\] ")
    shell.type("")
    await shell.expect(r"\): ")
    shell.type("Red de ejemplo A.C.")
    await shell.expect(r"personales: ")
    shell.type("privacidad@example.org")
    await shell.expect(r"\[S/n\] ")
    assert not desk.config.exists()
    assert list(desk.config.parent.iterdir()) == []
    shell.type("")
    await shell.expect(r"\[S/n\] ")
    files = {path.name: path.stat().st_mode & 0o777 for path in desk.config.parent.iterdir()}
    assert files == {"bot.yaml": 0o600, "store.key": 0o600, "fields.key": 0o600, "bot.password": 0o600, "data": 0o700}
    settings = yaml.safe_load(desk.config.read_text(encoding="utf-8"))
    ((channel,), operators) = settings["channels"], settings["operators_room"]
    assert set(channel["rooms"]) == set(WELCOME)
    assert operators.startswith("!")
    async with Rep(url, Login(carla.user_id, carla.password)) as rep:
        for room in channel["rooms"].values():
            await rep.join(room)
        shell.type("")
        for language, room in channel["rooms"].items():
            await rep.wait_for(partial(welcomed, rep, room, WELCOME[language]), 60)
        await shell.expect(r"bot\.ready")
        shell.interrupt()
        assert await shell.ended() == 0
        assert await devices(accounts, bot) == 1

        again = BotProcess(desk.config, afresh=True)
        again.start()
        try:
            await again.stderr.wait("bot.ready", 60)
            await rep.say(channel["rooms"]["en"], "The petition MX-2024-017 goes on.")
            await rep.wait_for(partial(relayed, rep, channel["rooms"]["fr"]), 30)
            beside, code = await doctor(desk.config)
            assert (beside["bot"], code) == ("ok", 0)
        finally:
            again.end()
        alone, code = await doctor(desk.config)
        assert (alone["bot"], code) == ("warning", 0)
        # The devices of reps on nio are not signed by their owner.
        troubled = {check for check, level in alone.items() if level != "ok"}
        assert troubled - {"engine"} == {"bot", "backup", "devices"}  # Firefox may have no models here
        expected = (
            "configuration permissions disk database register clock device homeserver limits identity room engine"
        )
        assert set(expected.split()) <= alone.keys()
        await as_the_bot(desk.config, path_of("rooms", channel["rooms"]["fr"], "leave"))
        assert (await doctor(desk.config))[0]["room"] == "failure", "of a room that was left, the last state is told"
        await as_the_bot(desk.config, path_of("logout"))
        refused, code = await doctor(desk.config)
        assert (refused["device"], refused.get("homeserver"), code) == ("failure", None, 4)
        for language, room in channel["rooms"].items():
            assert sum(seen.plain.startswith(WELCOME[language]) for seen in rep.seen(room)) == 1


def welcomed(rep: Rep, room: RoomId, word: str) -> bool:
    return any(seen.decrypted and seen.plain.startswith(word) for seen in rep.seen(room))


def relayed(rep: Rep, room: RoomId) -> bool:
    return any("MX-2024-017" in seen.plain for seen in rep.seen(room) if seen.decrypted)


async def as_the_bot(path: Path, call: str) -> None:
    """Something that the bot itself would not do, with its token."""
    settings = config.load(path)
    database = await open_database(settings, present_keys(settings))
    try:
        device = await AccountStore(database).device()
    finally:
        await database.close()
    assert device is not None
    async with Http(settings.homeserver) as http:
        http.access_token = device.access_token
        await http.request("POST", call, {})


async def doctor(path: Path) -> tuple[dict[str, str], int]:
    """The worst level of each check, and the exit code."""
    command = [sys.executable, "-m", "bot", "doctor", "--json", "--config", str(path)]
    done = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    answer = json.loads(done.stdout)
    print(json.dumps(answer, indent=1, ensure_ascii=False))
    order = ("ok", "warning", "failure")
    levels: dict[str, str] = {}
    for finding in answer["findings"]:
        known = levels.get(finding["check"], "ok")
        levels[finding["check"]] = max(known, finding["level"], key=order.index)
    assert answer["exit_code"] == done.returncode
    return levels, done.returncode


async def test_given_up_it_leaves_nothing_here_and_no_session_there(accounts: Accounts, desk: Desk) -> None:
    bot = await accounts.new("bot")
    shell = desk.init("--language", "en", "--homeserver", accounts.homeserver.url, "--user", bot.user_id)
    await shell.expect(r"password.*: ")
    shell.type(bot.password)
    await shell.expect(r"Languages.* ")
    shell.interrupt()
    assert await shell.ended() == 130
    assert "Stopped. Nothing was written." in shell.shown
    assert "Traceback" not in shell.shown
    assert list(desk.config.parent.iterdir()) == []
    assert await devices(accounts, bot) == 0


async def made_in_element(
    accounts: Accounts, account: Account, bot: Account, *, encrypted: bool = True
) -> tuple[str, str]:
    """A room as Element makes them, with the bot invited: its id, and its address."""
    call = accounts.homeserver.call
    identifier = {"type": "m.id.user", "user": account.user_id}
    login = {"type": "m.login.password", "identifier": identifier, "password": account.password}
    token = (await call("POST", path_of("login"), login))["access_token"]
    secret = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    name = f"sala-{account.user_id[1:].partition(':')[0]}-{len(token)}-{token[-6:].casefold()}"
    wanted = {"preset": "private_chat", "invite": [bot.user_id], "room_alias_name": name}
    body = wanted | {"initial_state": [secret] if encrypted else []}
    room = (await call("POST", path_of("createRoom"), body, token=token))["room_id"]
    return room, f"#{name}:{accounts.homeserver.server_name}"


async def rooms_of(accounts: Accounts, account: Account) -> list[str]:
    identifier = {"type": "m.id.user", "user": account.user_id}
    body = {"type": "m.login.password", "identifier": identifier, "password": account.password}
    token = (await accounts.homeserver.call("POST", path_of("login"), body))["access_token"]
    found: list[str] = (await accounts.homeserver.call("GET", path_of("joined_rooms"), token=token))["joined_rooms"]
    await accounts.homeserver.call("POST", path_of("logout"), {}, token=token)
    return found


async def test_rooms_that_exist_are_taken_by_id_or_address_and_people_by_their_name_alone(
    accounts: Accounts, desk: Desk
) -> None:
    bot, carla, paz = [await accounts.new(name) for name in ("bot", "carla", "paz")]
    (english, address), (spanish, _) = [await made_in_element(accounts, carla, bot) for _ in range(2)]
    open_room, _ = await made_in_element(accounts, carla, bot, encrypted=False)
    name = {account: account.user_id[1:].partition(":")[0] for account in (bot, carla, paz)}
    shell = desk.init("--language", "fr", "--homeserver", accounts.homeserver.url, "--operators-room", "none")
    await shell.expect(r"Identifiant du robot\s: ")
    shell.type(name[bot])
    await shell.expect(r"saisie\)\s: ")
    shell.type(bot.password)
    await shell.expect(rf"✓ .*{bot.user_id}.*\[en,es,fr\] ")
    shell.type("english y español")
    await shell.expect(r"\[1\] ")
    shell.type("2")
    await shell.expect(r"English\s: ")
    shell.type(address)
    await shell.expect(r"español\s: ")
    shell.type(open_room)
    await shell.expect(r"✗ .*chiffr.*español\s: ")
    assert await rooms_of(accounts, bot) == [english], "it does not stay where nothing is encrypted"
    shell.type(spanish)
    for person in (carla, paz):  # two, also where nothing is made: who coordinates may lose a phone
        await shell.expect(r"coordonne\s: ")
        shell.type(name[person])
        await shell.expect(r"\[.*\] ")
        shell.type("")
        await shell.expect(r"\)\s: ")
        shell.type("")
        await shell.expect(r"\[1\] ")
        shell.type("")
    await shell.expect(r"\[o/N\] ")
    shell.type("")
    await shell.expect(r"\[1\] ")
    shell.type("")
    await shell.expect(r"\)\s: ")
    shell.type("")
    await shell.expect(r"\[O/n\] ")
    shell.type("")
    await shell.expect(r"\[O/n\] ")
    shell.type("n")
    assert await shell.ended() == 0
    settings = config.load(desk.config)
    assert settings.account.user_id == bot.user_id
    assert {user: member.role for user, member in settings.members.items()} == {
        carla.user_id: "coordinator",
        paz.user_id: "coordinator",
    }
    assert [room.room_id for room in settings.channels[0].rooms] == [english, spanish]


async def test_given_up_it_leaves_the_rooms_that_it_came_into(accounts: Accounts, desk: Desk) -> None:
    bot, carla = [await accounts.new(name) for name in ("bot", "carla")]
    room, _ = await made_in_element(accounts, carla, bot)
    shell = desk.init("--language", "en", "--homeserver", accounts.homeserver.url, "--user", bot.user_id)
    await shell.expect(r"password.*: ")
    shell.type(bot.password)
    await shell.expect(r"Languages.* ")
    shell.type("")
    await shell.expect(r"\[1\] ")
    shell.type("2")
    await shell.expect(r"English: ")
    shell.type(room)
    await shell.expect(r"español: ")
    assert await rooms_of(accounts, bot) == [room]
    shell.interrupt()
    assert await shell.ended() == 130
    assert await rooms_of(accounts, bot) == []


async def test_with_options_alone_it_asks_nothing_and_never_writes_over(accounts: Accounts, desk: Desk) -> None:
    bot, carla, paz = [await accounts.new(name) for name in ("bot", "Carla", "Paz")]
    password = desk.config.parent / "secret"
    password.touch(mode=0o600)
    password.write_text(bot.password)
    options = (
        *("--yes", "--language", "fr", "--homeserver", accounts.homeserver.url, "--user", bot.user_id),
        *("--password-file", str(password), "--coordinator", f"{carla.user_id},es,Carla,Red de ejemplo"),
        *("--coordinator", f"{paz.user_id},en,Paz", "--languages", "es,en", "--operators-room", "none"),
    )
    shell = desk.init(*options)
    assert await shell.ended() == 0, shell.shown
    settings = config.load(desk.config)
    assert settings.account.password_file == password
    assert {member.name: member.role for member in settings.members.values()} == {
        "Carla": "coordinator",
        "Paz": "coordinator",
    }
    assert [room.language for room in settings.channels[0].rooms] == ["en", "es"]
    written = desk.config.read_bytes()
    shell = desk.init(*options)
    assert await shell.ended() == 2
    assert "existe déjà" in shell.shown
    assert desk.config.read_bytes() == written
