"""Whatever members, devices and the homeserver send, it does not deceive the bot and does not stop it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from bot.core.model import EventId, UserId
from bot.demo.bot_events import announcements_in
from tests.system.attack import Watched, seal, send_raw, to_device
from tests.system.malformed import Malformer
from tests.system.network import LANGUAGES, SystemNetwork
from tests.system.proxy import Json, events_in

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def seen_by_bot(network: SystemNetwork, event_id: EventId) -> None:
    """It was read and rejected: the log names it."""
    await network.bot.stderr.wait(f"event={event_id} rule=")


@dataclass
class Swap:
    """Encrypted events of one person are said to come from another, once and for all."""

    senders: dict[UserId, UserId]
    active: bool = True
    swapped: set[str] = field(default_factory=set)

    def __call__(self, path: str, answer: Json) -> None:
        for event in events_in(path, answer):
            sender, event_id = event.get("sender"), event.get("event_id")
            if event.get("type") != "m.room.encrypted" or sender not in self.senders:
                continue
            if self.active:
                self.swapped.add(str(event_id))
            if event_id in self.swapped:
                event["sender"] = self.senders[sender]


async def test_words_and_commands_under_a_swapped_name_count_for_nothing(watched: Watched) -> None:
    network, carla, pilar = watched.network, watched.network.coordinator, watched.network.rep("es")
    honest = await network.say("es", "MX-2024-017 antes.")
    await network.relayed("es", honest)
    swap = Swap({pilar.user_id: carla.user_id, carla.user_id: pilar.user_id})
    watched.proxy.rewrites.append(swap)
    words = await network.say("es", "MX-2024-666 con otro nombre.")
    command = await network.say("es", "!digest")  # coordinators only
    edit = await carla.edit(network.rooms["es"], honest, "MX-2024-666 con otro nombre.")
    for event_id in (words, command, edit):
        await seen_by_bot(network, event_id)
        assert event_id in swap.swapped
    swap.active = False  # what is new is honest again; the lies stay lies
    for restart in (False, True):
        if restart:
            network.bot.restart()
            await network.bot_is_ready()
        await network.everything_before_is_done()
        for language in LANGUAGES:
            assert network.copies(language, words) == []
            assert network.edits(language, honest) == []
            assert announcements_in(network.seen(language), network.bot_user) == {}
        assert network.answers("es", command) == []
    watched.proxy.rewrites.remove(swap)
    await carla.say(network.rooms["es"], "!digest")
    for language in LANGUAGES:
        await network.sees(network.rep(language), lambda lang=language: bool(announced(network, lang)))  # type: ignore[misc]


def announced(network: SystemNetwork, language: str) -> Mapping[str, object]:
    return announcements_in(network.seen(language), network.bot_user)


async def test_what_is_not_encrypted_in_an_encrypted_room_is_neither_relayed_nor_obeyed(watched: Watched) -> None:
    network = watched.network
    before = {language: announced(network, language) for language in LANGUAGES}
    words = await send_raw(
        network, network.rep("es"), "es", "m.room.message", {"msgtype": "m.text", "body": "MX-2024-666"}
    )
    command = await send_raw(
        network, network.coordinator, "es", "m.room.message", {"msgtype": "m.text", "body": "!digest"}
    )
    for event_id in (words, command):
        await seen_by_bot(network, event_id)
    await network.everything_before_is_done()
    for language in LANGUAGES:
        assert network.copies(language, words) == []
        assert announced(network, language) == before[language]
    assert network.answers("es", command) == []


async def test_only_the_author_changes_a_message(watched: Watched) -> None:
    network = watched.network
    said = await network.say("es", "MX-2024-017 es mi frase.")
    copies = await network.relayed("es", said)
    await network.coordinator.edit(network.rooms["es"], said, "MX-2024-666 no es su frase.")
    # Nor does anybody change what the bot said.
    await network.rep("en").edit(network.rooms["en"], copies["en"].event_id, "MX-2024-666")
    await network.everything_before_is_done()
    for language in network.others("es"):
        assert network.edits(language, said) == []
    assert not any("MX-2024-666" in seen.plain for language in LANGUAGES for seen in network.by_bot(language))


async def test_a_message_that_is_sent_again_by_somebody_else_or_elsewhere_counts_for_nothing(watched: Watched) -> None:
    network, carla, pilar = watched.network, watched.network.coordinator, watched.network.rep("es")
    await network.relayed("es", await network.say("es", "Para empezar."))
    sealed = seal(network, pilar, "es", "MX-2024-017 una sola vez.")
    once = await send_raw(network, pilar, "es", "m.room.encrypted", sealed)
    await network.relayed("es", once)
    again = [
        await send_raw(network, pilar, "es", "m.room.encrypted", sealed),
        await send_raw(network, carla, "es", "m.room.encrypted", sealed),
    ]
    for event_id in again:
        await seen_by_bot(network, event_id)
    elsewhere = await send_raw(network, carla, "en", "m.room.encrypted", sealed)
    await network.everything_before_is_done()
    for language in LANGUAGES:
        assert all(network.copies(language, event_id) == [] for event_id in [*again, elsewhere])


async def test_a_message_that_somebody_else_sends_again_does_not_push_the_true_one_aside(watched: Watched) -> None:
    network, carla, pilar = watched.network, watched.network.coordinator, watched.network.rep("es")
    await network.relayed("es", await network.say("es", "Para empezar."))
    sealed = seal(network, pilar, "es", "MX-2024-017 es de Pilar.")
    said = await send_raw(network, pilar, "es", "m.room.encrypted", sealed)
    await network.relayed("es", said)
    network.stop_bot()
    again = await send_raw(network, carla, "es", "m.room.encrypted", sealed)
    network.bot.start()
    await seen_by_bot(network, again)  # before the true one: that is read again only for its edit
    await pilar.edit(network.rooms["es"], said, "MX-2024-018 es de Pilar.")
    for language in network.others("es"):
        await network.edited(language, said)


async def test_nobody_takes_a_voice_away_by_sending_its_room_key_before(watched: Watched) -> None:
    network, carla, pilar = watched.network, watched.network.coordinator, watched.network.rep("es")
    room_id = network.rooms["es"]
    for rep in (pilar, carla):  # the thief is known in this room before the victim is
        await network.relayed("es", await rep.say(room_id, "Para empezar."))
    carla._client.olm.create_outbound_group_session(room_id)
    session = carla._client.olm.outbound_group_sessions[room_id]
    key = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "room_id": room_id,
        "session_id": session.id,
        "session_key": session.session_key,
    }
    malformer = Malformer(pilar._client.olm, network.bot_user, room_id, random.Random(0))
    await to_device(network, pilar, malformer.device_id, "m.room.encrypted", malformer._encrypted("m.room_key", key))
    await network.answer("es", await network.say("es", "!ayuda"))  # by now the bot has it
    await network.relayed("es", await carla.say(room_id, "MX-2024-017 con llave nueva."))
    sealed = seal(network, carla, "es", "MX-2024-017 con la misma llave.")
    for without in ("sender_key", "device_id"):  # both are deprecated and may be absent
        del sealed[without]
    await network.relayed("es", await send_raw(network, carla, "es", "m.room.encrypted", sealed))
