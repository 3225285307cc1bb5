"""Who gets the bot's room keys, and what becomes of them over restarts, departures and new phones."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.element.host import ElementHost
from tests.element.network import Network
from tests.element.rep import ElementRep, Seen
from tests.servers import Accounts


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def network(
    accounts: Accounts, element_host: ElementHost, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Network]:
    async with await Network.build(accounts, element_host, tmp_path_factory.mktemp("keys")) as network:
        await network.start_bot()
        yield network


async def second_person(
    network: Network, accounts: Accounts, host: ElementHost, name: str, *, cross_sign: bool
) -> ElementRep:
    """Somebody more in the English room."""
    account = await accounts.new(name)
    person = await ElementRep.start(
        host, accounts.homeserver.url, account.user_id, account.password, only_signed=False, cross_sign=cross_sign
    )
    await network.coordinator.invite(network.rooms["en"], person.user_id)
    await person.join(network.rooms["en"])
    await network.reps["en"].wait_member(network.rooms["en"], person.user_id)
    return person


async def said_and_relayed(network: Network, body: str) -> Seen:
    """The copy in the English room of what Ana says."""
    said = await network.reps["es"].say(network.rooms["es"], body)
    return (await network.relayed("es", said))["en"]


def session_of(seen: Seen) -> str:
    return str(seen.wire_content["session_id"])


def index_of(seen: Seen) -> int:
    """The Megolm message index: version byte, tag 0x08, then the index as a variable-length integer."""
    ciphertext = str(seen.wire_content["ciphertext"])
    raw = base64.b64decode(ciphertext + "=" * (-len(ciphertext) % 4))
    assert raw[:2] == b"\x03\x08"
    index = 0
    for place, byte in enumerate(raw[2:]):
        index |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return index
    raise AssertionError("no end of the index")


async def test_a_device_that_its_owner_has_not_signed_is_told_that_it_gets_no_key(
    network: Network, accounts: Accounts, element_host: ElementHost
) -> None:
    plain = await second_person(network, accounts, element_host, "plain", cross_sign=False)
    copy = await said_and_relayed(network, "MX-2024-101")
    unread = await plain.wait(network.rooms["en"], event=copy.event_id, failed=True)
    assert unread.failure == "MEGOLM_KEY_WITHHELD_FOR_UNVERIFIED_DEVICE"
    await plain.leave(network.rooms["en"])
    await plain.stop()


async def test_somebody_who_left_cannot_read_what_follows(
    network: Network, accounts: Accounts, element_host: ElementHost
) -> None:
    guest = await second_person(network, accounts, element_host, "guest", cross_sign=True)
    before = await said_and_relayed(network, "MX-2024-102")
    assert (await guest.wait(network.rooms["en"], event=before.event_id, body="MX-2024-102")).trusted
    await guest.leave(network.rooms["en"])
    await network.reps["en"].wait_member(network.rooms["en"], guest.user_id, membership="leave")
    after = await said_and_relayed(network, "MX-2024-103")
    assert session_of(after) != session_of(before)
    await guest.stop()


async def test_a_restart_goes_on_with_the_same_session_and_never_repeats_an_index(network: Network) -> None:
    first = await said_and_relayed(network, "MX-2024-104")
    for number in range(3):
        network.bot.kill9()
        network.bot.start()
        again = await said_and_relayed(network, f"MX-2024-11{number}")
        assert session_of(again) == session_of(first)
    indices = [
        (session_of(seen), index_of(seen))
        for seen in await network.reps["en"].timeline(network.rooms["en"])
        if seen.sender == network.bot_user and seen.encrypted and not seen.redacted
    ]
    assert len(indices) == len(set(indices))
