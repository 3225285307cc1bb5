"""Rooms that the bot makes, on a real homeserver: what comes out has none of the weaknesses that it warns of."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.core.model import Member, RoomId, UserId
from bot.core.room_rules import RoomRules, has_creators, weaknesses
from bot.errors import MatrixError, UserError
from bot.matrix.http import Http, Json, path_of
from bot.matrix.network_rooms import (
    NewRoom,
    best_version,
    channel_rooms,
    make_room,
    network_room,
    operators_room,
)
from bot.matrix.room_state import RoomState
from tests.matrix.scripted import ScriptedHttp
from tests.servers import Account, Accounts


@dataclass
class Made:
    room_id: RoomId
    rules: RoomRules
    state: RoomState
    accounts: Accounts
    tokens: dict[UserId, str]

    async def may(self, who: UserId, method: str, path: str, body: Json) -> bool:
        async with Http(self.accounts.homeserver.url) as http:
            http.access_token = self.tokens[who]
            try:
                await http.request(method, path, body)
            except MatrixError as error:
                if error.status != 403:
                    raise
                return False
        return True


async def token_of(accounts: Accounts, account: Account) -> str:
    body = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": account.user_id},
        "password": account.password,
    }
    return str((await accounts.homeserver.call("POST", path_of("login"), body))["access_token"])


async def made(accounts: Accounts, version: str, *, federated: bool = True) -> tuple[Made, list[UserId]]:
    people = [await accounts.new(name) for name in ("bot", "carla", "paz", "ana")]
    tokens = {person.user_id: await token_of(accounts, person) for person in people}
    bot, carla, paz, ana = tokens
    body = network_room(NewRoom("Sala", (carla, paz), (ana,), federated=federated), bot, version)
    call = accounts.homeserver.call
    room_id = RoomId(str((await call("POST", path_of("createRoom"), body, token=tokens[bot]))["room_id"]))
    for user in (carla, paz, ana):
        await call("POST", path_of("join", room_id), {}, token=tokens[user])
    state = RoomState(room_id)
    answer = await call("GET", path_of("sync"), None, token=tokens[bot])
    joined = answer["rooms"]["join"][room_id]
    for event in [*joined["state"]["events"], *joined["timeline"]["events"]]:
        if "state_key" in event:
            state.apply(event)
    return Made(room_id, state.present_rules(), state, accounts, tokens), list(tokens)


@pytest.mark.parametrize("version", ["10", "11", "12"])
async def test_a_room_that_the_bot_made_is_as_strong_as_it_asks_for(accounts: Accounts, version: str) -> None:
    room, (bot, carla, paz, ana) = await made(accounts, version)
    assert room.rules.version == version
    assert weaknesses(room.rules, room.state.joined(), (carla, paz), bot) == ()
    assert room.rules.federated
    assert has_creators(version) == (carla in room.rules.creators)
    guest = (await accounts.new("guest")).user_id
    invite = path_of("rooms", room.room_id, "invite")
    assert not await room.may(ana, "POST", invite, {"user_id": guest})
    assert await room.may(paz, "POST", invite, {"user_id": guest})
    history = path_of("rooms", room.room_id, "state", "m.room.history_visibility", "")
    assert not await room.may(ana, "PUT", history, {"history_visibility": "shared"})
    assert await room.may(ana, "PUT", path_of("rooms", room.room_id, "send", "m.room.encrypted", "t1"), {})


async def test_a_room_for_this_homeserver_alone_says_so_from_the_beginning(accounts: Accounts) -> None:
    room, _ = await made(accounts, "12", federated=False)
    assert not room.rules.federated


async def test_this_homeserver_offers_the_version_with_creators(accounts: Accounts) -> None:
    token = await token_of(accounts, await accounts.new("asks"))
    assert best_version(await accounts.homeserver.call("GET", path_of("capabilities"), None, token=token)) == "12"


@pytest.mark.parametrize(
    ("capabilities", "version"),
    [
        ({"capabilities": {"m.room_versions": {"default": "10", "available": {"10": "stable"}}}}, "10"),
        ({"capabilities": {"m.room_versions": {"default": "10", "available": {"12": "unstable"}}}}, "10"),
        ({}, "11"),
    ],
)
def test_an_older_homeserver_makes_rooms_of_its_own_version(capabilities: Json, version: str) -> None:
    assert best_version(capabilities) == version


def test_a_room_with_one_coordinator_is_refused() -> None:
    bot, carla = UserId("@bot:x"), UserId("@carla:x")
    for coordinators in ((carla,), (carla, carla), (carla, bot), ()):
        with pytest.raises(UserError, match="two coordinators"):
            network_room(NewRoom("Sala", coordinators), bot, "12")


CAPABLE = {"capabilities": {"m.room_versions": {"default": "10", "available": {"12": "stable"}}}}
ROOM = NewRoom("Sala", (UserId("@carla:x"), UserId("@paz:x")))


async def test_who_asks_too_fast_waits_and_asks_again() -> None:
    http = ScriptedHttp(CAPABLE, MatrixError("M_LIMIT_EXCEEDED", 429, 0.001), {"room_id": "!made"})
    assert await make_room(http, ROOM, UserId("@bot:x")) == "!made"


@pytest.mark.parametrize("failure", [MatrixError("NO_ANSWER"), MatrixError("M_UNKNOWN", 500), {}])
async def test_a_room_that_may_have_been_made_is_not_asked_for_again(failure: MatrixError | Json) -> None:
    http = ScriptedHttp(CAPABLE, failure)
    with pytest.raises(MatrixError):
        await make_room(http, ROOM, UserId("@bot:x"))
    assert http.answers == []


async def test_a_homeserver_that_does_not_answer_costs_no_room_and_who_is_there_is_told_of() -> None:
    room = NewRoom("Sala", (UserId("@carla:x"), UserId("@paz:far")), (UserId("@ana:further"),))
    http = ScriptedHttp(CAPABLE, {"room_id": "!made"}, MatrixError("M_UNKNOWN", 403), {})
    not_invited = set[UserId]()
    assert await make_room(http, room, UserId("@bot:x"), not_invited) == "!made"
    assert not_invited == {"@paz:far"}
    assert http.answers == [], "each of the others is invited by themselves"


def test_everybody_is_invited_into_the_room_of_their_language_and_coordinators_into_all() -> None:
    members = [
        Member(UserId("@carla:x"), "Carla", None, "es", "coordinator"),
        Member(UserId("@paz:x"), "Paz", None, "en", "coordinator"),
        Member(UserId("@ana:x"), "Ana", None, "es"),
        Member(UserId("@fleur:x"), "Fleur", None, "fr"),
    ]
    rooms = channel_rooms(members, ("en", "es"))
    assert [room.name for room in rooms.values()] == ["Room (English)", "Sala (español)"]
    assert all(room.coordinators == ["@carla:x", "@paz:x"] for room in rooms.values())
    assert network_room(rooms["es"], UserId("@bot:x"), "12")["invite"] == ["@carla:x", "@paz:x", "@ana:x"]
    assert network_room(rooms["en"], UserId("@bot:x"), "12")["invite"] == ["@carla:x", "@paz:x"]
    assert operators_room(members).others == ()
