"""The demo's own clients, on a real Synapse: what they say they saw is what came."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import EventId, RoomId
from bot.demo.account import Account
from bot.demo.homeserver import Homeserver, new_password
from bot.demo.reps import Rep
from bot.demo.timeline import Seen
from bot.errors import MatrixError


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Homeserver]:
    async with Homeserver(tmp_path_factory.mktemp("synapse")) as homeserver:
        yield homeserver


pytestmark = pytest.mark.asyncio(loop_scope="module")


class Pair:
    """Ana made an encrypted room, Dana joined it."""

    def __init__(self, homeserver: Homeserver, ana: Rep, dana: Rep, room: RoomId) -> None:
        self.homeserver = homeserver
        self.ana = ana
        self.dana = dana
        self.room = room

    @classmethod
    async def meet(cls, homeserver: Homeserver, stack: AsyncExitStack, name: str) -> Pair:
        accounts = [await homeserver.sign_up(f"{who}-{name}", new_password()) for who in ("ana", "dana")]
        ana, dana = [await stack.enter_async_context(Rep(homeserver.url, account)) for account in accounts]
        room = await ana.create_room("Demo", invite=[dana.user_id])
        await dana.join(room)
        await ana.wait_for(lambda: dana.user_id in ana.members(room))
        return cls(homeserver, ana, dana, room)

    async def sees(self, viewer: Rep, event_id: EventId) -> Seen:
        def found() -> list[Seen]:
            return [seen for seen in viewer.seen(self.room) if seen.event_id == event_id and seen.decrypted]

        await viewer.wait_for(lambda: bool(found()))
        return found()[0]


async def test_what_one_sends_the_other_decrypts(server: Homeserver) -> None:
    async with AsyncExitStack() as stack:
        pair = await Pair.meet(server, stack, "send")
        hello = await pair.ana.say(pair.room, "hola", "<b>hola</b>", extra={"org.example": {"a": 1}})
        seen = await pair.sees(pair.dana, hello)
        assert (seen.plain, seen.html, seen.sender) == ("hola", "<b>hola</b>", pair.ana.user_id)
        assert (seen.encrypted, seen.content["org.example"]) == (True, {"a": 1})

        answer = await pair.dana.say(pair.room, "hello", reply_to=hello)
        seen = await pair.sees(pair.ana, answer)
        assert seen.reply_to == hello
        assert seen.content["m.mentions"] == {"user_ids": [pair.ana.user_id]}

        edit = await pair.dana.edit(pair.room, answer, "good morning")
        seen = await pair.sees(pair.ana, edit)
        assert (seen.replaces, seen.plain) == (answer, "good morning")

        await pair.dana.redact(pair.room, answer)
        await pair.ana.wait_for(
            lambda: any(each.redacted for each in pair.ana.seen(pair.room) if each.event_id == answer)
        )


async def test_a_message_reaches_every_device_that_is_known(server: Homeserver) -> None:
    async with AsyncExitStack() as stack:
        pair = await Pair.meet(server, stack, "devices")
        password = new_password()
        eve = await server.register("eve-devices", password)
        await pair.ana.invite(pair.room, eve)
        phone = await stack.enter_async_context(Rep(server.url, Account(eve, password)))
        await phone.join(pair.room)
        laptop = await stack.enter_async_context(Rep(server.url, Account(eve, password)))
        await pair.ana.wait_for(lambda: pair.ana.devices(eve) == {phone.device_id, laptop.device_id})
        event_id = await pair.ana.say(pair.room, "to both")
        for device in (phone, laptop):
            assert (await pair.sees(device, event_id)).plain == "to both"


async def test_a_malformed_event_to_the_device_does_not_end_the_sync(server: Homeserver) -> None:
    async with AsyncExitStack() as stack:
        pair = await Pair.meet(server, stack, "poison")
        await pair.sees(pair.dana, await pair.ana.say(pair.room, "first"))
        dana, device = pair.dana.user_id, pair.dana.device_id
        question: dict[str, object] = {"device_keys": {dana: []}}
        keys = await server.call("POST", "/_matrix/client/v3/keys/query", question, token=pair.ana.access_token)
        own_key = keys["device_keys"][dana][device]["keys"][f"curve25519:{device}"]
        poison = {
            "algorithm": "m.olm.v1.curve25519-aes-sha2",
            "sender_key": "A" * 43,
            "ciphertext": {own_key: {"type": 0, "body": "not base64 !"}},
        }
        await server.call(
            "PUT",
            "/_matrix/client/v3/sendToDevice/m.room.encrypted/poison",
            {"messages": {dana: {device: poison}}},
            token=pair.ana.access_token,
        )
        second = await pair.ana.say(pair.room, "second")
        assert (await pair.sees(pair.dana, second)).plain == "second"
        assert pair.dana.survived != []


async def test_nothing_is_missing_after_more_messages_than_one_sync_brings(
    server: Homeserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.demo.rep_sync._FILTER", {"room": {"timeline": {"limit": 2}}})
    async with AsyncExitStack() as stack:
        pair = await Pair.meet(server, stack, "gap")
        await pair.sees(pair.dana, await pair.ana.say(pair.room, "message 0"))
        await pair.dana._sync.stop()
        for number in range(1, 12):
            await pair.ana.say(pair.room, f"message {number}")
        await pair.dana._sync.once(timeout_ms=0)
        assert [seen.plain for seen in pair.dana.seen(pair.room)] == [f"message {number}" for number in range(12)]


async def test_a_rep_goes_on_after_the_homeserver_was_killed(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        homeserver = await stack.enter_async_context(Homeserver(tmp_path / "synapse"))
        pair = await Pair.meet(homeserver, stack, "restart")
        await pair.sees(pair.dana, await pair.ana.say(pair.room, "before"))
        await homeserver.kill()
        await homeserver.start()
        event_id = await pair.ana.say(pair.room, "after")
        assert (await pair.sees(pair.dana, event_id)).plain == "after"


async def test_a_wrong_password_and_an_ended_session_are_told(server: Homeserver) -> None:
    user_id = await server.register("mallory", new_password())
    with pytest.raises(MatrixError, match="M_FORBIDDEN"):
        async with Rep(server.url, Account(user_id, "wrong")):
            pass
    account = await server.sign_up("grace", new_password())
    async with Rep(server.url, account) as rep:
        await server.call("POST", "/_matrix/client/v3/logout", {}, token=account.access_token)
        with pytest.raises(MatrixError, match="M_UNKNOWN_TOKEN"):
            await rep.wait_for(lambda: False)
