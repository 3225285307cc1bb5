"""What befalls a volunteer's server within a year and is no fault of the bot. Afterwards nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.core.model import EventId
from tests.system.conftest import Build
from tests.system.network import LANGUAGES, SystemNetwork
from tests.system.stores import opened
from tests.system.test_faults import arrived_once
from tests.system.test_refusals import outcome

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

UNWRITTEN = 120
"""Python's own exit code where a last line could not be written."""
LOCKED_S = 7.0
"""Longer than SQLite waits by itself in Python."""


@pytest.mark.parametrize("years", [20, pytest.param(-20, marks=pytest.mark.long)])
async def test_a_start_with_a_wrong_clock_is_one_line_and_costs_nothing(build_network: Build, years: int) -> None:
    """Years ahead every room key would be old enough to be deleted, here and in the backup."""
    network = await build_network()
    await network.start_bot()
    said = await network.say("es", "Aviso de antes.")
    await network.relayed("es", said)
    network.stop_bot()
    with another_program(network, "tests.system.wrong_clock_bot", WRONG_BY_DAYS=str(years * 365)):
        network.bot.start()
        code, told = await outcome(network.bot)
    assert (code, len(told)) == (3, 1), network.fate()
    assert "set the clock that is wrong" in told[0]
    network.bot.start()
    await network.bot_is_ready()
    await network.rep("es").edit(network.rooms["es"], said, "Aviso corregido.")
    for language in network.others("es"):
        await network.edited(language, said)
    await network.everything_before_is_done()
    assert all(seen.decrypted for language in LANGUAGES for seen in network.by_bot(language))


async def test_a_log_that_cannot_be_written_holds_nobody_up(build_network: Build) -> None:
    """Its disk is full, and the data are on another one."""
    network = await build_network()
    with another_program(network, "tests.system.full_log_bot"):
        await network.start_bot()
        await network.everything_before_is_done()
        assert network.bot.stop() in (0, UNWRITTEN)
    network.bot.start()
    await network.bot_is_ready()
    await network.everything_before_is_done()


async def test_another_time_zone_between_two_runs_and_a_room_key_of_before_go_together(build_network: Build) -> None:
    """Half a day apart; nio counts the age of a room key in local time."""
    network = await build_network(afresh=True)  # a copy of a process keeps the zone that this has read
    said: list[EventId] = []
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        network.bot._environment = {**network.bot._environment, "TZ": zone}
        await network.start_bot()
        await network.bot_is_ready()
        said.append(await network.say("es", f"Aviso número {len(said)}."))
        await network.relayed("es", said[-1])
        network.stop_bot()
    network.bot.start()
    await arrived_once(network, said)
    assert all(seen.decrypted for language in LANGUAGES for seen in network.by_bot(language))


@pytest.mark.parametrize("name", ["bot.db", "crypto.db"])
async def test_a_program_that_keeps_a_database_locked_for_a_while_holds_the_bot_up_and_no_more(
    system_network: SystemNetwork, name: str
) -> None:
    network = system_network
    with closing(opened(network, network.config.data_dir / name)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = [await network.say("es", f"Aviso número {number}.") for number in range(3)]
        await asyncio.sleep(LOCKED_S)
        other.execute("ROLLBACK")
    await arrived_once(network, said)
    assert network.bot_runs


async def test_journals_that_somebody_has_cleaned_away_after_a_power_cut_cost_nothing(build_network: Build) -> None:
    """The databases are then as they were some time ago, the homeserver and everybody's apps are not."""
    network = await build_network()
    await network.start_bot()
    await network.everything_before_is_done()
    network.stop_bot()
    network.bot.start()
    await network.bot_is_ready()
    said = []
    for number in range(3):
        said.append(await network.say("es", f"Aviso número {number}."))
        await network.relayed("es", said[-1])
    network.bot.kill9()
    gone = [file for file in network.config.data_dir.iterdir() if file.name.endswith(("-wal", "-shm"))]
    assert gone, "nothing would be tried"
    for file in gone:
        file.unlink()
    network.bot.start()
    await network.bot_is_ready()
    for language in LANGUAGES:
        await network.relayed(language, await network.say(language, "Here again."))
    await arrived_once(network, said)
    assert all(seen.decrypted for language in LANGUAGES for seen in network.by_bot(language))


async def test_a_certificate_that_has_expired_and_a_name_that_is_not_found_are_one_line_each(
    build_network: Build, tmp_path: Path
) -> None:
    network = await build_network()
    configured(network, "https://homeserver.invalid")
    network.bot.start()
    code, told = await outcome(network.bot)
    assert (code, len(told)) == (3, 1)
    assert "name is not found" in told[0]
    async with expired(tmp_path) as url:
        configured(network, url)
        network.bot.start()
        code, told = await outcome(network.bot)
    assert (code, len(told)) == (3, 1)
    assert "certificate" in told[0]
    configured(network, network.people.homeserver.url)
    await network.start_bot()
    await network.everything_before_is_done()


@contextmanager
def another_program(network: SystemNetwork, module: str, **environment: str) -> Iterator[None]:
    bot = network.bot
    argv, before = bot._argv, bot._environment
    bot._argv, bot._environment = [argv[0], "-m", module, argv[-1]], {**before, **environment}
    yield
    bot._argv, bot._environment = argv, before


def configured(network: SystemNetwork, homeserver: str) -> None:
    network.config.more["homeserver"] = homeserver
    network.config.write()


@asynccontextmanager
async def expired(folder: Path) -> AsyncIterator[str]:
    """The address of a homeserver whose certificate is not valid any more."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=91))
        .not_valid_after(now - timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(folder / "certificate")
    runner = web.AppRunner(web.Application(), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "localhost", 0, ssl_context=secured).start()
        yield f"https://localhost:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
