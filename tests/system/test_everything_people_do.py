"""What people do in Element on a real homeserver: it reaches the other languages, and nothing more does."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
import pytest_asyncio

from bot.core.model import EventId, Language, RoomId
from bot.demo.bot_events import COPY
from bot.demo.reps import Rep
from tests.attachments import samples
from tests.system.network import LANGUAGES, RELAY_S, SystemNetwork

pytestmark = pytest.mark.asyncio(loop_scope="session")

BURST, BURST_S = 200, 10.0
PLAIN: dict[Language, str] = {
    "es": "¿ya llegó el camión? ¡mañana sí, en la mañana! «así dijo»",
    "en": "the naïve façade of the café — it’s 100 % “fine”",
    "fr": "ça coûte cher, mes sœurs : « où est l’œuf ? »",
}
SHAPED = (
    "<p>el acuerdo:</p><ul><li>primero esto</li><li>después lo otro</li></ul>"
    "<blockquote><p>como se dijo</p></blockquote>"
    "<pre><code>turno = 7 # no traducir</code></pre><p>la <span data-mx-spoiler>clave</span> está "
    '<a href="https://example.org/acta">en el acta</a></p><table><tbody><tr><td>lunes</td></tr></tbody></table>'
)
KEPT = ("<ul><li>", "<blockquote>", "turno = 7 # no traducir", "data-mx-spoiler", "https://example.org/acta", "<td>")
# A word in another script is taken for a possible name, so these are digits and marks of one.
STRANGE = ("👷🏽‍♀️✊🏽 👍", "\u202bhola a todas\u202c y ٧ ٨ ٩ adiós", "la compan\u0303era lle\u200bga a las\u200d ocho")
LONG = "la compañía pagó después lo que debía; " * 150
"""As long as an encrypted event of matrix-nio can be, which writes six bytes for each ñ."""
COMMANDS = ("! ayuda", "¡ayuda", "**!ayuda**", "！ayuda", "!ayudda")


@pytest_asyncio.fixture(loop_scope="session")
async def network(system_network: SystemNetwork) -> SystemNetwork:
    return system_network


async def test_letters_of_every_language_survive_in_every_direction(network: SystemNetwork) -> None:
    said = {language: await network.say(language, text) for language, text in PLAIN.items()}
    for language, source in said.items():
        for copy in (await network.relayed(language, source)).values():
            assert PLAIN[language] in copy.plain
            assert copy.shown["msgtype"] == "m.text"
            assert copy.shown["m.mentions"] == {}


async def test_shapes_emotes_emoji_other_scripts_and_long_messages_arrive(network: SystemNetwork) -> None:
    shaped = await network.say("es", "el acuerdo", html=SHAPED)
    emote = await network.say("es", "aplaude con ganas", kind="m.emote")
    strange = [await network.say("es", text) for text in STRANGE]
    long = await network.say("es", LONG)
    for language in network.others("es"):
        html = (await network.copy(language, shaped)).html or ""
        assert [kept in html for kept in KEPT] == [True] * len(KEPT)
        copy = await network.copy(language, emote)
        assert (copy.shown["msgtype"], copy.plain.startswith("* Pilar")) == ("m.text", True)
        for text, source in zip(STRANGE, strange, strict=True):
            assert text in (await network.copy(language, source)).plain
        copy = await network.copy(language, long)
        assert copy.plain.count("compañía") > 20
        assert len(json.dumps(copy.content)) < 48 * 1024


async def test_answers_threads_and_mentions_lead_to_the_same_message_and_person(network: SystemNetwork) -> None:
    edna, rooms = network.rep("en"), network.rooms
    root = await network.say("es", "¿a qué hora empieza?")
    copies = await network.relayed("es", root)
    relation = {"rel_type": "m.thread", "event_id": copies["en"].event_id, "is_falling_back": True}
    threaded = await edna.say(
        rooms["en"],
        "at seven in the morning",
        extra={"m.relates_to": relation | {"m.in_reply_to": {"event_id": copies["en"].event_id}}},
    )
    assert (await network.copy("es", threaded)).relates_to["event_id"] == root
    assert (await network.copy("fr", threaded)).relates_to["event_id"] == copies["fr"].event_id
    answer = await edna.say(rooms["en"], "not before seven", reply_to=copies["en"].event_id)
    back = await network.copy("es", answer)
    assert back.reply_to == root
    assert back.shown["m.mentions"] == {"user_ids": [network.rep("es").user_id]}
    assert (await network.copy("fr", answer)).shown["m.mentions"] == {}
    ringing = {"m.mentions": {"room": True, "user_ids": [edna.user_id, network.coordinator.user_id]}}
    named = await network.say("es", "@room y usted también", extra=ringing)
    rung = {language: copy.shown["m.mentions"] for language, copy in (await network.relayed("es", named)).items()}
    assert rung == {"en": {"user_ids": [edna.user_id]}, "fr": {}}, "Carla sits where it was said, and no room is rung"


async def give_power(network: SystemNetwork, room_id: RoomId) -> None:
    """To the bot, of a moderator."""
    server, token = network.people.homeserver, network.coordinator.access_token
    path = f"/_matrix/client/v3/rooms/{room_id}/state/m.room.power_levels/"
    levels = await server.call("GET", path, token=token)
    await server.call("PUT", path, levels | {"users": {**levels.get("users", {}), network.bot_user: 50}}, token=token)


async def test_two_edits_at_once_show_the_later_and_a_coordinator_deletes_by_any_copy(network: SystemNetwork) -> None:
    pilar, rooms = network.rep("es"), network.rooms
    await give_power(network, rooms["es"])
    said = await network.say("es", "nos vemos el lunes")
    for folio in ("MX-2026-001", "MX-2026-002"):
        await pilar.edit(rooms["es"], said, f"nos vemos por {folio}")
    for language in network.others("es"):

        def shows_the_last(language: Language = language) -> bool:
            edits = network.edits(language, said)
            return bool(edits) and "MX-2026-002" in edits[-1].plain

        await network.sees(network.rep(language), shows_the_last)
    copy = network.copies("fr", said)[0]
    await network.coordinator.redact(rooms["fr"], copy.event_id)
    for language in network.others("es"):
        await network.gone(language, said)
    await network.sees(pilar, lambda: any(seen.event_id == said and seen.redacted for seen in network.seen("es")))


async def test_a_file_stays_in_its_room_where_nobody_switched_that_on(network: SystemNetwork) -> None:
    sent = await network.send_file("es", samples.jpeg(), "foto.jpg")
    await network.everything_before_is_done()
    assert all(network.copies(language, sent) == [] for language in network.others("es"))


async def test_spanish_in_the_english_room_is_translated_there_and_a_chosen_language_is_answered_in(
    network: SystemNetwork,
) -> None:
    carla, rooms = network.coordinator, network.rooms
    said = await carla.say(rooms["en"], "mañana nos vemos en la planta a las ocho en punto")
    here = await network.copy("en", said)
    assert (here.relates_to.get("rel_type"), here.relates_to.get("event_id")) == ("m.thread", said)
    assert "es→en" in here.plain
    assert "es→fr" in (await network.copy("fr", said)).plain
    assert "→" not in (await network.copy("es", said)).plain, "as it was said"
    word = await network.say("en", "mañana")
    await network.relayed("en", word)
    assert network.copies("en", word) == [], "one word is in the language of its room"
    chosen = await network.say("en", "!language fr")
    assert "français" in (await network.answer("en", chosen)).plain.casefold()
    back = await network.say("en", "!language en")
    assert "english" in (await network.answer("en", back)).plain.casefold()


async def test_notices_marked_messages_and_commands_never_leave_their_room(network: SystemNetwork) -> None:
    carla, room = network.coordinator, network.rooms["es"]
    mark = {COPY: {"room_id": room, "event_id": "$other", "revision": "$other", "final": True}}
    said = [
        await carla.say(room, "soy otro programa", kind="m.notice"),
        await carla.say(room, "soy otra instancia", extra=mark),
    ]
    commands = [await network.say("es", text) for text in COMMANDS]
    for command in commands:
        await network.answer("es", command)
    await network.everything_before_is_done()
    for language in network.others("es"):
        assert all(network.copies(language, event_id) == [] for event_id in (*said, *commands))


async def test_who_renames_leaves_and_returns_makes_no_noise(network: SystemNetwork) -> None:
    carla, odile, rooms = network.coordinator, network.rep("fr"), network.rooms
    await network.everything_before_is_done()
    before = {language: len(network.by_bot(language)) for language in LANGUAGES}
    await odile._client.set_displayname("Odile B.")
    await odile.leave(rooms["fr"])
    await carla.invite(rooms["fr"], odile.user_id)
    await odile.join(rooms["fr"])
    await odile._client.set_displayname("Odile")
    await network.relayed("es", await network.say("es", "seguimos"))
    more = {language: len(network.by_bot(language)) - before[language] for language in LANGUAGES}
    assert more == {"es": 0, "en": 1, "fr": 1}


@pytest.mark.long
@pytest.mark.timeout(240)
async def test_a_burst_of_two_hundred_messages_arrives_complete_and_each_persons_in_order(
    network: SystemNetwork,
) -> None:
    """At twenty a second, as far as the homeserver takes them so fast."""
    begin = time.monotonic()
    people = [network.rep("es"), network.coordinator]

    async def speak(rep: Rep, first: int) -> list[EventId]:
        said = []
        for number in range(first, BURST, len(people)):
            await asyncio.sleep(max(0.0, begin + number * BURST_S / BURST - time.monotonic()))
            said.append(await rep.say(network.rooms["es"], f"aviso número {number}"))
        return said

    spoken = await asyncio.gather(*(speak(rep, first) for first, rep in enumerate(people)))
    for language in network.others("es"):
        for said in spoken:
            await network.copy(language, said[-1], within_s=8 * RELAY_S)
            assert [source for source in network.sources(language) if source in said] == said
