"""Two Spanish rooms in one channel on a real homeserver: everything crosses between them as it was said."""

from __future__ import annotations

import pytest

from bot.core.model import EventId, RoomId
from bot.demo.bot_events import copy_in
from bot.demo.timeline import Seen
from tests.system.conftest import Build

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_messages_replies_edits_and_deletions_cross_between_two_rooms_of_a_language(
    build_network: Build,
) -> None:
    network = await build_network()
    carla = network.coordinator  # she alone sits in the second Spanish room
    second = RoomId(await carla.create_room("demo es 2", encrypted=True, invite=[network.bot_user]))
    network.config.channels["demo"] = {**network.rooms, "es": [network.rooms["es"], second]}
    network.config.write()
    await network.start_bot()
    await network.sees(carla, lambda: network.bot_user in carla.members(second))

    def in_second(source: EventId) -> list[Seen]:
        return copy_in(carla.seen(second), network.bot_user, source).roots

    said = await network.say("es", "Mañana hay reunión a las nueve.")
    copies = await network.relayed("es", said)
    await network.sees(carla, lambda: bool(in_second(said)))
    (copy,) = in_second(said)
    assert copy.plain == "Pilar (Sindicato Demo): Mañana hay reunión a las nueve."
    assert copy.encrypted
    assert "es→en" in copies["en"].plain

    reply = await carla.say(second, "Nosotras también vamos.", reply_to=copy.event_id)
    back = await network.copy("es", reply)
    assert back.plain == "Carla (Red Demo): Nosotras también vamos."
    assert back.reply_to == said
    assert (await network.copy("en", reply)).reply_to == copies["en"].event_id
    assert (await network.copy("fr", reply)).reply_to == copies["fr"].event_id

    english = await network.say("en", "We will be there.")
    await network.copy("es", english)
    await network.sees(carla, lambda: bool(in_second(english)))
    assert "en→es" in in_second(english)[0].plain

    await network.rep("es").edit(network.rooms["es"], said, "Mañana hay reunión a las diez.")
    await network.sees(carla, lambda: bool(copy_in(carla.seen(second), network.bot_user, said).edits))
    await network.edited("en", said)
    network.bot.kill9()
    await network.rep("es").redact(network.rooms["es"], said)
    network.bot.start()
    await network.sees(carla, lambda: copy_in(carla.seen(second), network.bot_user, said).gone)
    await network.gone("en", said)
    await network.gone("fr", said)
    await network.everything_before_is_done()
    assert len(in_second(english)) == 1
    assert len(network.copies("es", reply)) == 1
