"""A picture between people on Element's stack: it arrives, and tells nothing but what is to be seen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from io import BytesIO
from typing import Any, cast

import pytest
import pytest_asyncio
from PIL import Image

from tests.attachments import samples
from tests.attachments.samples import SECRET
from tests.element.host import ElementHost
from tests.element.network import RELAY_S, Network
from tests.servers import Accounts

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def network(
    accounts: Accounts, element_host: ElementHost, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Network]:
    directory = tmp_path_factory.mktemp("network")
    async with await Network.build(accounts, element_host, directory, of_channels={"attachments": True}) as network:
        await network.start_bot()
        yield network


async def give_word(network: Network) -> None:
    """In the direct chat to which the bot invites; the question about Ana's first picture stands there."""
    ana, known = network.reps["es"], network.rooms["es"]
    room = ""
    while not room:
        invited = [room for room, state in (await ana.rooms()).items() if state == "invite" and room != known]
        room = invited[0] if invited else ""
    await ana.join(room)
    await network.while_it_runs(ana.wait(room, RELAY_S, sender=network.bot_user, body="revisado"))
    await ana.say(room, "revisado")


async def test_a_picture_with_a_caption_arrives_clean_is_edited_and_deleted(network: Network) -> None:
    ana, ellen, room = network.reps["es"], network.reps["en"], network.rooms["en"]
    photo = samples.jpeg(6, samples.picture(1200, 900))
    content: dict[str, object] = {"msgtype": "m.image", "body": "Ganamos la votación", "filename": "IMG_20261122.jpg"}
    info = {"info": {"mimetype": "image/jpeg", "w": 1200, "h": 900, "size": len(photo), "blurhash": SECRET}}
    sent = await ana.send_file(network.rooms["es"], content | info, photo)
    await give_word(network)
    copies = await network.relayed("es", sent)

    for language, copy in copies.items():
        shown: Mapping[str, Any] = cast(Mapping[str, Any], copy.content)
        assert copy.trusted
        assert (shown["msgtype"], shown["filename"]) == ("m.image", "image.jpg")
        assert "Ana" in copy.body
        assert SECRET not in str(copy.content)
        picture = await network.reps[language].read_file(shown["file"])
        assert SECRET.encode() not in picture
        assert b"Exif" not in picture
        with Image.open(BytesIO(picture)) as image:
            assert image.size == (shown["info"]["w"], shown["info"]["h"]) == (900, 1200)
            assert not image.getexif()
        small = await network.reps[language].read_file(shown["info"]["thumbnail_file"])
        with Image.open(BytesIO(small)) as image:
            assert image.size == (450, 600)
        assert len(picture) == shown["info"]["size"]

    file = copies["en"].content["file"]
    new = content | {"body": "Ganamos las dos votaciones"}
    relation = {"rel_type": "m.replace", "event_id": sent}
    await ana.send(network.rooms["es"], {**new, "m.new_content": new, "m.relates_to": relation})
    edited = await network.while_it_runs(ellen.wait(room, RELAY_S, event=copies["en"].event_id, replaced=True))
    assert (edited.content["msgtype"], edited.content["file"]) == ("m.image", file)
    assert "votaciones" in str(edited.content["body"])

    answer = await ellen.reply(room, copies["en"], "Great!", mention=network.bot_user)
    assert (await network.relayed("en", answer))["es"].replies_to == sent

    await ana.redact(network.rooms["es"], sent)
    await network.while_it_runs(ellen.wait(room, RELAY_S, event=copies["en"].event_id, redacted=True))


async def test_a_voice_message_stays_and_its_sender_is_told(network: Network) -> None:
    ana, room = network.reps["es"], network.rooms["es"]
    content = {"msgtype": "m.audio", "body": "Voice message", "org.matrix.msc3245.voice": {}}
    sent = await ana.send_file(room, content, b"OggS" + SECRET.encode())
    told = await network.while_it_runs(ana.wait(room, RELAY_S, sender=network.bot_user, body="voz"))
    assert told.replies_to == sent
    said = await ana.say(room, "Es todo")
    await network.relayed("es", said)
    for language in ("en", "fr"):
        assert await network.copies_in(language, sent) == []
