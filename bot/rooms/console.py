"""What `trinational rooms create` does and says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.config import Settings
from bot.core.model import Language, RoomId, UserId
from bot.errors import ConfigError, EnvironmentFault, MatrixError
from bot.instance_lock import working_alone
from bot.logs import get_logger
from bot.matrix.http import Http
from bot.matrix.login import TOKEN_ERRORS, log_in, token_refused
from bot.matrix.network_rooms import FEWEST_COORDINATORS, NewRoom, channel_rooms, make_room, operators_room
from bot.sentences import N_, Said, as_it_is
from bot.store.account import AccountStore
from bot.store.keys import open_database, read_keys

log = get_logger(__name__)

Say = Callable[[Said], None]

OPERATORS = "operators"


@dataclass(frozen=True, slots=True)
class Wishes:
    channel: str
    languages: Sequence[Language]
    room_name: str | None = None
    operators_room: bool = False
    federated: bool = True


def create(settings: Settings, wishes: Wishes, say: Say) -> int:
    """Make the rooms, say what belongs into the configuration. Gives the exit code. Raises StartError."""
    rooms = planned(settings, wishes)
    with working_alone(settings.data_dir):
        asyncio.run(_create(settings, wishes, rooms, say))
    return 0


def planned(settings: Settings, wishes: Wishes) -> dict[str, NewRoom]:
    """The rooms by language, and `operators`. Raises ConfigError when the file has too few coordinators."""
    members = settings.members.values()
    coordinators = [member.user_id for member in members if member.role == "coordinator"]
    if len(coordinators) < FEWEST_COORDINATORS:
        raise ConfigError(
            [
                Said(
                    N_(
                        "A room needs at least two coordinators, so that one lost phone does not leave it without;"
                        " under members this file has %(count)s with `role: coordinator`."
                    ),
                    count=str(len(coordinators)),
                )
            ]
        )
    rooms: dict[str, NewRoom] = {**channel_rooms(members, wishes.languages, wishes.room_name, wishes.federated)}
    if wishes.operators_room:
        rooms[OPERATORS] = operators_room(members, wishes.federated)
    return rooms


async def _create(settings: Settings, wishes: Wishes, rooms: dict[str, NewRoom], say: Say) -> None:
    made: dict[str, RoomId] = {}
    database = await open_database(settings, read_keys(settings))
    try:
        async with Http(settings.homeserver) as http:
            device = await log_in(http, settings.account, AccountStore(database))
            try:
                await _make(http, device.user_id, rooms, made)
            finally:
                for line in report(wishes, rooms, made):
                    say(line)
    finally:
        await database.close()


async def _make(http: Http, bot: UserId, rooms: dict[str, NewRoom], made: dict[str, RoomId]) -> None:
    for key, room in rooms.items():
        try:
            made[key] = await make_room(http, room, bot)
        except MatrixError as error:
            if error.errcode in TOKEN_ERRORS:
                raise token_refused(error) from None
            left = ", ".join(each for each in rooms if each not in made)
            raise EnvironmentFault(
                Said(
                    N_(
                        "The homeserver did not make the room %(key)s (%(error)s). Not made: %(left)s. Rooms"
                        " that are listed above exist; run this again for the others alone (--languages)."
                    ),
                    key=key,
                    error=error.errcode,
                    left=left,
                )
            ) from None
        log.info("room.created", room=made[key])


def report(wishes: Wishes, rooms: dict[str, NewRoom], made: dict[str, RoomId]) -> list[Said]:
    """What stands now, as lines for the configuration; nothing when nothing was made."""
    if not made:
        return []
    invited = len({user for key in made for user in (*rooms[key].coordinators, *rooms[key].others)})
    summary = N_("Rooms made: %(rooms)s. People invited: %(people)s. Put this into the configuration:")
    lines: list[str] = []
    languages = {key: room for key, room in made.items() if key != OPERATORS}
    if languages:
        lines += ["channels:", f"  - name: {json.dumps(wishes.channel, ensure_ascii=False)}", "    rooms:"]
        lines += [f'      {language}: "{room}"' for language, room in languages.items()]
    if OPERATORS in made:
        lines.append(f'operators_room: "{made[OPERATORS]}"')
    return [
        Said(summary, rooms=str(len(made)), people=str(invited)),
        *(as_it_is(line) for line in ("", *lines, "")),
        Said(
            N_("Then start the bot with `trinational run`. `%(command)s` in a room shows that nothing is weak."),
            command="!channel check",
        ),
    ]
