"""The harness itself: reps talk to each other, and bad news about trust is told as such."""

from __future__ import annotations

import pytest

from tests.element.conftest import LogIn
from tests.element.host import ElementError, ElementHost
from tests.element.rep import ElementRep
from tests.servers import Accounts


@pytest.fixture
async def pair(newcomer: LogIn) -> tuple[ElementRep, ElementRep, str]:
    """Two reps in an encrypted room."""
    ana, ellen = await newcomer("Ana"), await newcomer("Ellen")
    room = await ana.create_room("pair", [ellen.user_id])
    await ellen.join(room)
    await ana.wait_member(room, ellen.user_id)
    return ana, ellen, room


async def test_a_message_of_a_signed_device_is_shown_without_shield(pair: tuple[ElementRep, ElementRep, str]) -> None:
    ana, ellen, room = pair
    said = await ana.say(room, "¿Nos oímos?", html="<b>¿Nos oímos?</b>")
    seen = await ellen.wait(room, event=said, failed=False)
    assert seen.trusted
    assert (seen.sender, seen.body, seen.html) == (ana.user_id, "¿Nos oímos?", "<b>¿Nos oímos?</b>")
    assert "body" not in seen.wire_content
    assert await ellen.device_status(ana.user_id, ana.device_id) == {"signed_by_owner": True, "verified": False}
    assert await ellen.user_status(ana.user_id) == {
        "known": True,
        "needs_approval": False,
        "verified": False,
        "verified_before": False,
    }


async def test_relations_are_shown_as_element_shows_them(pair: tuple[ElementRep, ElementRep, str]) -> None:
    ana, ellen, room = pair
    said = await ana.say(room, "first")
    answer = await ellen.reply(room, said, "answer", mention=ana.user_id)
    below = await ellen.reply_in_thread(room, said, "below")
    reaction = await ellen.react(room, said, "👍")
    edit = await ana.edit(room, said, "second")

    assert (await ana.wait(room, event=answer, failed=False)).replies_to == said
    assert (await ana.wait(room, event=below, failed=False)).relation["rel_type"] == "m.thread"
    assert (await ana.wait(room, event=reaction)).relation["key"] == "👍"
    seen = await ellen.wait(room, event=said, replaced=True)
    assert (seen.body, seen.original_content["body"], seen.replaced_by) == ("second", "first", edit)

    await ana.redact(room, said)
    assert (await ellen.wait(room, event=said, redacted=True)).content == {}
    assert [seen.body for seen in await ellen.messages(room)] == ["answer", "below"]


async def test_an_unsigned_device_is_neither_heard_nor_given_keys(
    newcomer: LogIn, accounts: Accounts, element_host: ElementHost
) -> None:
    ana = await newcomer("Ana")
    account = await accounts.new("plain")
    plain = await ElementRep.start(
        element_host,
        accounts.homeserver.url,
        account.user_id,
        account.password,
        only_signed=False,
        cross_sign=False,
    )
    room = await ana.create_room("unsigned", [plain.user_id])
    await plain.join(room)
    await ana.wait_member(room, plain.user_id)

    unheard = await plain.say(room, "unheard")
    assert (await ana.wait(room, event=unheard, failed=True)).failure == "UNSIGNED_SENDER_DEVICE"
    unread = await ana.say(room, "unread")
    assert (await plain.wait(room, event=unread, failed=True)).failure == "MEGOLM_KEY_WITHHELD_FOR_UNVERIFIED_DEVICE"
    await plain.stop()


async def test_a_message_in_clear_is_told_from_an_encrypted_one(pair: tuple[ElementRep, ElementRep, str]) -> None:
    ana, ellen, room = pair
    said = await ana.send_in_clear(room, {"msgtype": "m.text", "body": "careless"})
    seen = await ellen.wait(room, event=said)
    assert not seen.encrypted
    assert not seen.trusted


async def test_a_new_identity_of_a_known_user_raises_the_alarm(
    newcomer: LogIn, accounts: Accounts, element_host: ElementHost
) -> None:
    ana = await newcomer("Ana")
    account = await accounts.new("forgetful")
    login = (element_host, accounts.homeserver.url, account.user_id, account.password)
    before = await ElementRep.start(*login)
    room = await ana.create_room("alarm", [account.user_id])
    await before.join(room)
    await ana.wait_user(account.user_id, known=True, needs_approval=False)

    after = await ElementRep.start(*login)
    await ana.wait_user(account.user_id, needs_approval=True)
    await before.stop()
    await after.stop()


async def test_a_condition_that_stays_unmet_tells_what_there_is_instead(
    pair: tuple[ElementRep, ElementRep, str],
) -> None:
    ana, _, room = pair
    await ana.say(room, "something else")
    with pytest.raises(TimeoutError, match="something else"):
        await ana.wait(room, within_s=0.1, body="never said")


async def test_a_refusal_of_the_server_keeps_its_code(newcomer: LogIn) -> None:
    ana = await newcomer("Ana")
    with pytest.raises(ElementError) as refused:
        await ana.request("GET", "/_matrix/client/v3/rooms/!no:where/state")
    assert refused.value.errcode == "M_FORBIDDEN"


async def test_a_driver_that_ends_fails_the_calls_under_way() -> None:
    host = ElementHost()
    host.start()
    host.stop()
    with pytest.raises(RuntimeError, match="has ended"):
        await host.call("nobody", "rooms")
