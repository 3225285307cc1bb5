"""A room of the network as the bot makes it, so that no person has to know all of this."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.model import Language, Member, RoomId, UserId
from bot.core.room_rules import FULL_POWER, has_creators
from bot.core.words import N_
from bot.errors import MatrixError, UserError
from bot.languages import installed
from bot.logs import get_logger
from bot.matrix.http import Http, Json, owed, path_of, retry_delay_s

log = get_logger(__name__)

PREFERRED_VERSION = "12"
FEWEST_COORDINATORS = 2
ATTEMPTS = 6
# Names are not encrypted: these tell nobody what the rooms are for.
_NEUTRAL_OPERATORS = "Sala · Room · Salle"


@dataclass(frozen=True, slots=True)
class NewRoom:
    """`name` is not encrypted: it must be neutral, no case and no person in it."""

    name: str
    coordinators: Sequence[UserId]
    others: Sequence[UserId] = ()
    federated: bool = True
    """False: only accounts of this homeserver can ever come in. It cannot be changed later."""


def network_room(room: NewRoom, bot: UserId, version: str) -> Json:
    """What `POST /createRoom` is asked for (specification: client-server API, "Room Creation"). Raises UserError.

    The coordinators stand beside the bot: as creators where the room version has those, else with full power.
    """
    coordinators = [user for user in dict.fromkeys(room.coordinators) if user != bot]
    if len(coordinators) < FEWEST_COORDINATORS:
        raise UserError(N_("A room needs at least two coordinators, so that one lost phone does not leave it without."))
    creation: Json = {"m.federate": room.federated}
    powers: Json = {
        "users": {},
        "users_default": 0,
        "events_default": 0,
        "state_default": FULL_POWER,
        "invite": FULL_POWER,
        "kick": FULL_POWER,
        "ban": FULL_POWER,
        "redact": FULL_POWER,
        "events": {},
    }
    if has_creators(version):
        creation["additional_creators"] = coordinators
    else:
        powers["users"] = dict.fromkeys([bot, *coordinators], FULL_POWER)
    return {
        "room_version": version,
        "visibility": "private",
        "preset": "private_chat",
        "name": room.name,
        "creation_content": creation,
        "power_level_content_override": powers,
        "initial_state": [
            _state("m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"}),
            _state("m.room.history_visibility", {"history_visibility": "invited"}),
            _state("m.room.join_rules", {"join_rule": "invite"}),
            _state("m.room.guest_access", {"guest_access": "forbidden"}),
        ],
        "invite": list(dict.fromkeys([*coordinators, *(user for user in room.others if user != bot)])),
    }


def channel_rooms(
    members: Iterable[Member], languages: Sequence[Language], name: str | None = None, federated: bool = True
) -> dict[Language, NewRoom]:
    """One room per language: the coordinators in each, the others in the room of their language."""
    listed = list(members)
    coordinators = _coordinators(listed)
    return {
        language: NewRoom(
            f"{name or installed()[language].room} ({installed()[language].name})",
            coordinators,
            [member.user_id for member in listed if member.language == language],
            federated,
        )
        for language in languages
    }


def operators_room(members: Iterable[Member], federated: bool = True) -> NewRoom:
    """The room of the coordinators alone."""
    return NewRoom(_NEUTRAL_OPERATORS, _coordinators(members), (), federated)


async def make_room(http: Http, room: NewRoom, bot: UserId, not_invited: set[UserId] | None = None) -> RoomId:
    """Make it and invite its people. Raises UserError, MatrixError.

    Only a refusal for haste is tried again: after any other failure the room may be there, and would be made twice.
    People of other homeservers are invited afterwards, one by one: a server that does not answer costs no room. Who
    could not be invited is added to `not_invited`.
    """
    version = best_version(await http.persist("GET", path_of("capabilities")))
    body = network_room(room, bot, version)
    here = [user for user in body["invite"] if _server_of(user) == _server_of(bot)]
    far = [user for user in body["invite"] if user not in here]
    room_id = await _made(http, {**body, "invite": here})
    for user in far:
        try:
            await http.persist("POST", path_of("rooms", room_id, "invite"), {"user_id": user}, attempts=ATTEMPTS)
        except MatrixError as error:
            if not_invited is None:
                log.warning("room.not_invited", room=room_id, errcode=error.errcode)
            else:
                not_invited.add(user)
    return room_id


def _server_of(user: UserId) -> str:
    return user.partition(":")[2]


async def _made(http: Http, body: Json) -> RoomId:
    for attempt in range(ATTEMPTS):
        try:
            return RoomId(owed(await http.request("POST", path_of("createRoom"), body), "room_id"))
        except MatrixError as error:
            if error.status != 429 or attempt == ATTEMPTS - 1:
                raise
            await asyncio.sleep(retry_delay_s(attempt, error.retry_after_s))
    raise AssertionError("unreachable")


def _coordinators(members: Iterable[Member]) -> list[UserId]:
    return [member.user_id for member in members if member.role == "coordinator"]


def best_version(capabilities: Json) -> str:
    """The version to make rooms in, from `GET /capabilities`: one with creators where the homeserver has it."""
    versions = capabilities.get("capabilities", {}).get("m.room_versions", {})
    available = versions.get("available", {})
    return PREFERRED_VERSION if available.get(PREFERRED_VERSION) == "stable" else str(versions.get("default", "11"))


def _state(event_type: str, content: Json) -> Json:
    return {"type": event_type, "state_key": "", "content": content}
