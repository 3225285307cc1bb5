"""A name on a real homeserver: held, asked about in an encrypted direct chat, and sent as its sender decided."""

from __future__ import annotations

import pytest

from bot.core.model import RoomId
from bot.demo.reps import Rep
from tests.bot_process import BotProcess
from tests.system.conftest import Build
from tests.system.network import SystemNetwork
from tests.system.stores import database_of, every_value

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def screened(build_network: Build) -> SystemNetwork:
    network = await build_network()
    network.bot = BotProcess(network.config.path, program=["tests.system.screened_bot"])
    await network.start_bot()
    return network


async def direct_chat(network: SystemNetwork, rep: Rep) -> RoomId:
    """The rep follows the bot's invitation."""

    def invitations() -> list[str]:
        rooms = rep._client.invited_rooms.values()
        return [room.room_id for room in rooms if room.inviter == network.bot_user]

    await network.sees(rep, lambda: bool(invitations()))
    (room_id,) = invitations()
    await rep.join(RoomId(room_id))
    return RoomId(room_id)


def nothing_leaked(network: SystemNetwork) -> None:
    for language in ("en", "fr"):
        for seen in network.by_bot(language):
            assert "Juana" not in f"{seen.content}", language
            assert "Zepeda" not in f"{seen.content}", language


async def test_a_name_leaves_its_room_only_as_its_sender_decided(build_network: Build) -> None:
    network = await screened(build_network)
    rep = network.rep("es")
    held = await network.say("es", "Juana Zepeda lo vio todo.", html="<b>Juana</b> Zepeda lo vio todo.")
    later = await network.say("es", "Mañana hay reunión.")
    room_id = await direct_chat(network, rep)
    thanks = await network.coordinator.say(network.rooms["es"], "Gracias a ustedes.")
    await network.copy("en", thanks)  # came after both, and passed them
    assert network.sources("en") == [thanks]
    nothing_leaked(network)

    network.bot.kill9()
    network.bot.start()
    await network.bot_is_ready()
    answered = await rep.say(room_id, "2")
    await network.sees(rep, lambda: any(seen.reply_to == answered for seen in rep.seen(room_id)))
    for language, mark in (("en", "[name]"), ("fr", "[nom]")):
        copy = await network.copy(language, held)
        assert mark in copy.plain
        assert mark in (copy.html or "")
        await network.copy(language, later)
        assert network.sources(language) == [thanks, held, later]
    nothing_leaked(network)

    again = await network.say("es", "También Zepeda.")
    await network.sees(rep, lambda: any("«Zepeda»" in seen.plain for seen in rep.seen(room_id)))
    question = next(seen for seen in rep.seen(room_id) if "«Zepeda»" in seen.plain)
    answered = await rep.say(room_id, "4", reply_to=question.event_id)
    await network.sees(rep, lambda: any(seen.reply_to == answered for seen in rep.seen(room_id)))
    (receipt,) = [seen.plain for seen in rep.seen(room_id) if seen.reply_to == answered]
    assert "No tengo permiso" in receipt, "the room gives the bot no power over other people's messages"
    await network.everything_before_is_done()
    assert again not in network.sources("en")
    nothing_leaked(network)
    assert all(seen.encrypted for seen in rep.seen(room_id) if seen.sender == network.bot_user and not seen.redacted)
    assert rep._client.rooms[room_id].history_visibility == "invited"
    assert rep.members(room_id) == {rep.user_id, network.bot_user}
    network.bot.end()
    with database_of(network) as database:
        for table, value in every_value(database):
            assert "Juana" not in str(value), table
