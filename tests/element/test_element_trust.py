"""The main job as reps on Element see it, "exclude insecure devices" on: they hear the bot and it hears them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio

from tests.element.conftest import LogIn
from tests.element.host import ElementHost
from tests.element.network import LANGUAGES, Network
from tests.element.rep import COPY, ElementRep
from tests.servers import Accounts


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def network(
    accounts: Accounts, element_host: ElementHost, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Network]:
    """With the bot running; its rooms were made, and joined by the reps, before it ever logged in."""
    async with await Network.build(accounts, element_host, tmp_path_factory.mktemp("network")) as network:
        await network.start_bot()
        yield network


@pytest.mark.parametrize("spoken", LANGUAGES)
async def test_a_copy_is_decrypted_without_shield_in_every_other_room_once(network: Network, spoken: str) -> None:
    said = await network.reps[spoken].say(network.rooms[spoken], f"MX-2024-017 {spoken}")
    copies = await network.relayed(spoken, said)
    assert copies.keys() == set(LANGUAGES) - {spoken}
    for language, copy in copies.items():
        assert copy.trusted, copy
        assert copy.sender == network.bot_user
        assert copy.content["msgtype"] == "m.text"
        assert network.name_of(spoken) in copy.body
        assert "MX-2024-017" in copy.body
        assert len(await network.copies_in(language, said)) == 1
    assert await network.copies_in(spoken, said) == []


async def test_all_devices_and_the_identity_of_the_bot_are_signed(network: Network) -> None:
    ana = network.reps["es"]
    devices = await bot_devices(network, ana)
    assert devices
    for device in devices:
        assert await ana.device_status(network.bot_user, device) == {"signed_by_owner": True, "verified": False}


async def test_a_reply_is_a_reply_to_the_same_message_in_every_room(network: Network) -> None:
    said = await network.reps["en"].say(network.rooms["en"], "When do we meet?")
    asked = await network.relayed("en", said)
    answer = await network.reps["es"].reply(network.rooms["es"], asked["es"], "Mañana a las 18:00.")
    answered = await network.relayed("es", answer)
    assert answered["en"].replies_to == said
    assert answered["fr"].replies_to == asked["fr"].event_id


async def test_an_edit_changes_the_copies(network: Network) -> None:
    said = await network.reps["en"].say(network.rooms["en"], "The file is MX-2024-017.")
    before = await network.relayed("en", said)
    edit = await network.reps["en"].edit(network.rooms["en"], said, "The file is MX-2024-031.")
    for language, copy in before.items():
        after = await network.reps[language].wait(network.rooms[language], event=copy.event_id, body="MX-2024-031")
        assert after.trusted
        assert "MX-2024-017" not in after.body
        assert cast(dict[str, object], after.content[COPY])["revision"] == edit


async def test_a_deletion_removes_the_copies_and_their_edits(network: Network) -> None:
    fleur, room = network.reps["fr"], network.rooms["fr"]
    said = await fleur.say(room, "À supprimer MX-2024-017.")
    copies = await network.relayed("fr", said)
    await fleur.edit(room, said, "À supprimer MX-2024-031.")
    edited = {
        language: await network.reps[language].wait(network.rooms[language], event=copy.event_id, body="MX-2024-031")
        for language, copy in copies.items()
    }
    await fleur.redact(room, said)
    for language, copy in edited.items():
        assert copy.replaced_by is not None
        for event_id in (copy.event_id, copy.replaced_by):
            gone = await network.reps[language].wait(network.rooms[language], event=event_id, redacted=True)
            assert gone.content == {}


async def test_a_formatted_message_keeps_its_form_and_loses_what_is_dangerous(network: Network) -> None:
    html = (
        '<p>We want <b>this</b> and <a href="https://example.org/a?b=1">that</a>:</p>'
        '<ul><li>wages</li><li>hours</li></ul><img src="x" onerror="alert(1)">'
    )
    said = await network.reps["en"].say(network.rooms["en"], "We want this and that:\n- wages\n- hours", html=html)
    for copy in (await network.relayed("en", said)).values():
        assert copy.trusted
        assert '<a href="https://example.org/a?b=1"' in copy.html
        assert copy.html.count("<li>") >= 2
        assert "onerror" not in copy.html


async def test_the_bot_is_the_same_after_kill_9(network: Network) -> None:
    ana = network.reps["es"]
    before = await bot_keys(network, ana)
    network.bot.kill9()
    network.bot.start()
    said = await ana.say(network.rooms["es"], "¿Sigues ahí?")
    for copy in (await network.relayed("es", said)).values():
        assert copy.trusted
    assert await bot_keys(network, ana) == before
    for rep in (network.coordinator, *network.reps.values()):
        assert (await rep.user_status(network.bot_user))["needs_approval"] is False


async def test_rooms_made_after_the_bots_first_start_are_trusted_as_well(network: Network) -> None:
    later = await network.add_channel("later")
    network.bot.restart()
    await network.wait_for_bot(later)
    said = await network.reps["fr"].say(later["fr"], "Une autre salle")
    for copy in (await network.relayed("fr", said, later)).values():
        assert copy.trusted


async def test_an_unencrypted_room_is_refused_in_its_language_and_nothing_of_it_relayed(
    accounts: Accounts, element_host: ElementHost, tmp_path: Path
) -> None:
    async with await Network.build(accounts, element_host, tmp_path, in_clear={"es"}) as network:
        await network.start_bot()
        ana, room = network.reps["es"], network.rooms["es"]
        overheard = await ana.say(room, "Esto lo lee cualquiera")
        refusal = await ana.wait(room, sender=network.bot_user, type="m.room.message")
        assert "cifra" in refusal.body
        assert refusal.content["msgtype"] == "m.notice"

        # Copies go into a room in order: once this one is there, the first would have been.
        said = await network.reps["en"].say(network.rooms["en"], "Only the two of us")
        await network.reps["fr"].wait_copy(network.rooms["fr"], said)
        back = await network.reps["fr"].say(network.rooms["fr"], "Seulement nous deux")
        await network.reps["en"].wait_copy(network.rooms["en"], back)
        assert await network.copies_in("fr", overheard) == []
        assert await network.copies_in("en", overheard) == []
        assert [seen for seen in await ana.messages(room) if COPY in seen.content] == []


async def test_the_bot_joins_only_where_an_allowed_user_invites_it(
    newcomer: LogIn, accounts: Accounts, element_host: ElementHost, tmp_path: Path
) -> None:
    stranger = await newcomer("Stranger")
    async with await Network.build(
        accounts, element_host, tmp_path, languages=("en", "es"), invite_bot=False
    ) as network:
        network.bot.start()
        trap = await stranger.create_room("trap", [network.bot_user])
        for room in network.rooms.values():
            await network.coordinator.invite(room, network.bot_user)
        await network.wait_for_bot(network.rooms)
        said = await network.reps["en"].say(network.rooms["en"], "Are you there?")
        await network.relayed("en", said)

        path = f"/_matrix/client/v3/rooms/{trap}/state/m.room.member/{network.bot_user}"
        membership = cast(dict[str, str], await stranger.request("GET", path))["membership"]
        assert membership in {"invite", "leave"}


async def bot_keys(network: Network, asked_by: ElementRep) -> dict[str, Any]:
    """What the server publishes of the bot: devices and cross-signing keys."""
    body: dict[str, object] = {"device_keys": {network.bot_user: []}}
    answer = cast(dict[str, Any], await asked_by.request("POST", "/_matrix/client/v3/keys/query", body=body))
    return {
        "devices": sorted(answer["device_keys"][network.bot_user]),
        "master": answer["master_keys"][network.bot_user]["keys"],
        "self_signing": answer["self_signing_keys"][network.bot_user]["keys"],
    }


async def bot_devices(network: Network, asked_by: ElementRep) -> list[str]:
    return list((await bot_keys(network, asked_by))["devices"])
