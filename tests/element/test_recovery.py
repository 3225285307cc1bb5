"""The bot's disk is lost, and comes back with the recovery key: the same identity, and the rooms go on."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest
import pytest_asyncio

from bot.recovery_paper import FILE_NAME
from tests.bot_process import ROOT, BotConfig, BotProcess
from tests.element.host import ElementHost
from tests.element.network import Network
from tests.element.rep import ElementRep
from tests.servers import Accounts

pytestmark = pytest.mark.timeout(180)

VERSION = "/_matrix/client/v3/room_keys/version"


@pytest_asyncio.fixture
async def network(accounts: Accounts, element_host: ElementHost, tmp_path: Path) -> AsyncIterator[Network]:
    async with await Network.build(accounts, element_host, tmp_path, languages=("en", "es")) as network:
        await network.start_bot()
        yield network


def take_away_key(config: BotConfig) -> str:
    """What a person writes down, from the file that the first start leaves where there is no terminal."""
    file = config.data_dir / FILE_NAME
    assert file.stat().st_mode & 0o777 == 0o600
    found = re.search(r"^ {4}(Es[1-9A-HJ-NP-Za-km-z ]{40,})$", file.read_text(), re.MULTILINE)
    assert found is not None
    file.unlink()
    return found[1]


async def recover(config: BotConfig, key: str) -> subprocess.CompletedProcess[str]:
    key_file = config.directory / "recovery.key"
    key_file.touch(mode=0o600)
    key_file.write_text(key)
    arguments = [sys.executable, "-m", "bot", "recover", "--config", str(config.path), "--key-file", str(key_file)]
    return await asyncio.to_thread(subprocess.run, arguments, cwd=ROOT, capture_output=True, text=True, timeout=60)


async def until_backed_up(rep: ElementRep, count: int) -> None:
    """`rep` is a device of the account whose backup is looked at."""
    async with asyncio.timeout(20):
        while cast(dict[str, int], await rep.request("GET", VERSION))["count"] < count:
            await asyncio.sleep(0.1)


async def test_element_reads_what_the_bot_stored_and_is_trusted_with_it(
    network: Network, element_host: ElementHost, accounts: Accounts
) -> None:
    ana = network.reps["es"]
    said = await ana.say(network.rooms["es"], "Antes.")
    copy = (await network.relayed("es", said))["en"]
    key = take_away_key(network.config)
    account = network.config.account
    phone = await ElementRep.start(
        element_host, accounts.homeserver.url, account.user_id, account.password, cross_sign=False, only_signed=False
    )
    await until_backed_up(phone, 2)
    opened = await phone.unlock(key)
    assert opened == {
        "imported": opened["total"],
        "total": opened["total"],
        "backup_trusted": True,
        "backup_key_fits": True,
        "cross_signing_ready": True,
        "secret_storage_ready": True,
    }
    assert cast(int, opened["total"]) >= 2
    assert (await phone.wait(network.rooms["es"], event=said)).body == "Antes."
    assert (await phone.wait(network.rooms["en"], event=copy.event_id)).failure is None
    assert await ana.device_status(account.user_id, phone.device_id) == {"signed_by_owner": True, "verified": False}
    await phone.stop()


async def test_after_a_lost_disk_the_bot_is_the_same_and_old_messages_can_be_edited_and_deleted(
    network: Network,
) -> None:
    ana, ellen = network.reps["es"], network.reps["en"]
    edited, deleted = [await ana.say(network.rooms["es"], text) for text in ("Lunes.", "Martes.")]
    copies = [(await network.relayed("es", said))["en"] for said in (edited, deleted)]
    await network.bot.stderr.wait(" backup.uploaded ")
    key = take_away_key(network.config)
    network.bot.stop()
    shutil.rmtree(network.config.data_dir)

    result = await recover(network.config, key)
    assert (result.returncode, result.stderr.count("Traceback")) == (0, 0), result.stderr
    assert re.search(r"Room keys: [1-9][0-9]* restored, 0 unreadable\.", result.stdout)
    assert "other sessions (1)" in result.stdout

    await network.start_bot()
    await network.bot.stderr.wait(" bot.ready ")
    await ana.edit(network.rooms["es"], edited, "Miércoles.")
    await ana.redact(network.rooms["es"], deleted)
    shown = await network.while_it_runs(ellen.wait(network.rooms["en"], 20, event=copies[0].event_id, replaced=True))
    assert "Miércoles." in shown.body
    await network.while_it_runs(ellen.wait(network.rooms["en"], 20, event=copies[1].event_id, redacted=True))
    new = (await network.relayed("es", await ana.say(network.rooms["es"], "Jueves.")))["en"]
    assert new.trusted
    assert len(await network.copies_in("en", edited)) == 1
    for rep in (ana, ellen):
        assert not (await rep.user_status(network.bot_user))["needs_approval"]
    assert not (network.config.data_dir / FILE_NAME).exists()


async def test_the_bot_recovers_what_element_stored(
    accounts: Accounts, element_host: ElementHost, tmp_path: Path
) -> None:
    account, other = await accounts.new("bot"), await accounts.new("ellen")
    url = accounts.homeserver.url
    phone = await ElementRep.start(element_host, url, account.user_id, account.password)
    ellen = await ElementRep.start(element_host, url, other.user_id, other.password)
    key = await phone.set_up_recovery()
    rooms = {code: await phone.create_room(f"demo {code}", [other.user_id]) for code in ("en", "es")}
    for room in rooms.values():
        await ellen.join(room)
        await phone.wait_member(room, other.user_id)
    said = await phone.say(rooms["en"], "Before.")
    assert (await ellen.wait(rooms["en"], event=said)).trusted
    await until_backed_up(phone, 1)
    config = BotConfig(tmp_path, url, account, [other.user_id], {"demo": rooms}, keys="cross-signed")
    config.add_member(other.user_id, "Ellen", "en", organisation="Local 12", role="coordinator")
    config.write()

    wrong = await recover(config, "EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d")
    assert wrong.returncode == 4
    assert "does not belong to this account" in wrong.stderr
    result = await recover(config, key)
    assert result.returncode == 0, result.stderr
    assert re.search(r"Room keys: [1-9][0-9]* restored, 0 unreadable\.", result.stdout)
    bot = BotProcess(config.path)
    bot.start()
    try:
        await bot.stderr.wait(" bot.ready ")
        copy = await ellen.wait_copy(rooms["es"], await ellen.say(rooms["en"], "After."), 20)
        assert copy.trusted
        assert not (await ellen.user_status(account.user_id))["needs_approval"]
    finally:
        bot.end()
        await phone.stop()
        await ellen.stop()
