"""What may have been sent is looked for in the room when the homeserver no longer knows the transaction id."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.core.model import EventId, Language
from tests.system.network import SystemNetwork
from tests.system.proxy import Proxy
from tests.system.stores import database_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOW, THIRTEEN_HOURS = timedelta(), timedelta(hours=13)
ANOTHER_LOGIN = "0123456789abcdef"


@pytest_asyncio.fixture(loop_scope="session")
async def forgetful(system_network: SystemNetwork) -> AsyncIterator[Proxy]:
    """The homeserver as it is a day later: it knows no transaction id any more."""
    with Proxy(system_network.people.homeserver.url) as proxy:
        proxy.forgetful = True
        yield proxy
        system_network.stop_bot()


def take_record_away(database: Any, revision: EventId, room_id: str, *, ago: timedelta, login_id: str = "") -> None:
    """As if the bot had been killed between the sending of a copy and the record of it, `ago`."""
    copy = database.execute(
        "SELECT source_room_id, source_event_id, edits FROM copy WHERE revision_event_id = ? AND room_id = ?",
        (revision, room_id),
    ).fetchone()
    database.execute("DELETE FROM copy WHERE revision_event_id = ? AND room_id = ?", (revision, room_id))
    database.execute(
        "INSERT INTO pending"
        " (room_id, event_id, lane, target_room_id, subject_event_id, accepted_at, login_id, started)"
        " SELECT ?, ?, 'relay', ?, ?, ?, iif(? = '', login_id, ?), 1 FROM device",
        (
            copy["source_room_id"],
            revision,
            room_id,
            copy["source_event_id"] if copy["edits"] else "",
            int((datetime.now(UTC) - ago).timestamp()),
            login_id,
            login_id,
        ),
    )


async def test_a_copy_that_may_have_been_sent_long_ago_or_by_another_login_is_not_sent_again(
    system_network: SystemNetwork, forgetful: Proxy
) -> None:
    network = system_network
    said = {name: await network.say("en", f"Said for {name}.") for name in ("old", "other login", "new", "edited")}
    for source in said.values():
        await network.relayed("en", source)
    edit = await network.rep("en").edit(network.rooms["en"], said["edited"], "Said otherwise.")
    for language in network.others("en"):
        await network.edited(language, said["edited"])
    network.stop_bot()
    room_id = network.rooms["es"]
    with database_of(network) as database:
        take_record_away(database, said["old"], room_id, ago=THIRTEEN_HOURS)
        take_record_away(database, said["other login"], room_id, ago=NOW, login_id=ANOTHER_LOGIN)
        take_record_away(database, said["new"], room_id, ago=NOW)
        take_record_away(database, edit, room_id, ago=THIRTEEN_HOURS)
    network.restart_with(homeserver=forgetful.url)
    await network.everything_before_is_done()

    def times(language: Language) -> dict[str, int]:
        return {name: len(network.copies(language, source)) for name, source in said.items()}

    # "new" is the proof that the homeserver has forgotten: there the bot relies on the transaction id alone.
    assert times("es") == {"old": 1, "other login": 1, "new": 2, "edited": 1}
    assert times("fr") == {"old": 1, "other login": 1, "new": 1, "edited": 1}
    assert len(network.edits("es", said["edited"])) == 1
    for name in ("old", "other login"):  # the record is there again: an edit finds its copy
        await network.rep("en").edit(network.rooms["en"], said[name], "Changed afterwards.")
        await network.edited("es", said[name])


async def test_a_copy_that_was_not_sent_in_the_end_is_sent_once(
    system_network: SystemNetwork, forgetful: Proxy
) -> None:
    network = system_network
    network.stop_bot()
    said = await network.say("en", "Written while the bot was away.")
    with database_of(network) as database:
        database.execute(
            "INSERT INTO pending (room_id, event_id, lane, target_room_id, accepted_at, login_id, started)"
            " SELECT ?, ?, 'relay', ?, ?, login_id, 1 FROM device",
            (
                network.rooms["en"],
                said,
                network.rooms["es"],
                int((datetime.now(UTC) - THIRTEEN_HOURS).timestamp()),
            ),
        )
    network.restart_with(homeserver=forgetful.url)
    await network.relayed("en", said)
    await network.everything_before_is_done()
    assert [len(network.copies(language, said)) for language in ("en", "es", "fr")] == [0, 1, 1]


async def test_an_old_command_that_may_have_been_answered_is_not_answered_again(
    system_network: SystemNetwork, forgetful: Proxy
) -> None:
    network = system_network
    asked = await network.say("en", "!help")
    await network.answer("en", asked)
    network.stop_bot()
    with database_of(network) as database:
        database.execute("DELETE FROM done_once WHERE key = ?", (f"command {asked}",))
        database.execute(
            "INSERT OR REPLACE INTO pending (room_id, event_id, lane, accepted_at, login_id, started)"
            " SELECT ?, ?, 'command', ?, login_id, 1 FROM device",
            (network.rooms["en"], asked, int((datetime.now(UTC) - THIRTEEN_HOURS).timestamp())),
        )
    network.restart_with(homeserver=forgetful.url)
    await network.answer("en", await network.say("en", "!help"))
    assert len(network.answers("en", asked)) == 1
