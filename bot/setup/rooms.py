"""Rooms that exist are entered, others are made; what was made for nothing is taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.core.commands import spell
from bot.core.model import Language, Member, RoomId, UserId
from bot.core.words import N_
from bot.errors import MatrixError, UserError
from bot.matrix.http import Http, path_of
from bot.matrix.network_rooms import NewRoom, channel_rooms, make_room, operators_room
from bot.setup import server
from bot.setup.plan import NAMES_OF_LANGUAGES, Places, Refused
from bot.setup.terminal import Terminal

_OUTSIDE = 3
_TAKE_BACK_S = 10.0
MAKE, NONE = "make", "none"


def existing(
    terminal: Terminal,
    runner: asyncio.Runner,
    http: Http,
    languages: Sequence[Language],
    given: Sequence[str],
    operators: str | None,
    entered: list[RoomId],
) -> Places:
    """Asks for the rooms, or for none of them when they are to be made; `entered` grows with those that were joined."""
    pairs = [_pair(terminal, each, languages) for each in given]
    ids = dict(pairs)
    if len(ids) < len(pairs):
        raise terminal.fault(
            UserError(
                N_("Give one room for each language here. A further one is linked later: %(command)s"),
                command=spell("channel.link", terminal.language),
            )
        )
    makes = not ids
    if makes and terminal.asks:
        options = [terminal.text(N_("Make them for me")), terminal.text(N_("They exist; I have their ids"))]
        makes = terminal.choose(N_("One room for each language:"), options) == 0
    rooms: dict[Language, RoomId] = {}
    for language in () if makes else languages:

        def ask(language: Language = language) -> str:
            return terminal.question(N_("Id of the room for %(language)s:"), language=NAMES_OF_LANGUAGES[language])

        def enter(written: str) -> RoomId:
            room_id = runner.run(server.enter_room(http, written, entered))
            if room_id in rooms.values():
                raise UserError(N_("This room is named already."))
            return room_id

        rooms[language] = terminal.settle(ids.get(language), ask, enter)
    return _with_operators(terminal, runner, http, Places(tuple(languages), rooms), operators, entered)


def _with_operators(
    terminal: Terminal,
    runner: asyncio.Runner,
    http: Http,
    places: Places,
    given: str | None,
    entered: list[RoomId],
) -> Places:
    wanted = given
    if wanted is None:
        wanted = MAKE if not places.rooms else NONE
        if terminal.asks:
            question = N_("Make one more room, for the coordinators alone? The bot tells there what they must know.")
            wanted = MAKE if terminal.agrees(question) else NONE
    if wanted in (MAKE, NONE):
        return Places(places.languages, places.rooms, None, wanted == MAKE)
    room_id = terminal.settle(
        wanted,
        lambda: terminal.question(N_("Id of the coordinators' room:")),
        lambda written: runner.run(server.enter_room(http, written, entered)),
    )
    return Places(places.languages, places.rooms, room_id)


def _pair(terminal: Terminal, written: str, languages: Sequence[Language]) -> tuple[str, str]:
    language, equals, room = written.partition("=")
    if not equals or language not in languages:
        raise terminal.fault(
            UserError(
                N_("A room is given as es=ID, with one of these languages: %(languages)s."),
                languages=",".join(languages),
            )
        )
    return language, room


async def make(
    http: Http,
    bot: UserId,
    places: Places,
    members: Sequence[Member],
    name: str | None,
    made: list[RoomId],
    not_invited: set[UserId],
) -> Places:
    """Every room that is missing; `made` grows with each, as `not_invited` may. Raises UserError."""
    rooms = dict(places.rooms)
    if not rooms:
        for language, room in channel_rooms(members, places.languages, name).items():
            rooms[language] = await _one(http, room, bot, made, not_invited)
    operators = places.operators_room
    if places.make_operators_room:
        operators = await _one(http, operators_room(members), bot, made, not_invited)
    return Places(places.languages, rooms, operators)


async def _one(http: Http, room: NewRoom, bot: UserId, made: list[RoomId], not_invited: set[UserId]) -> RoomId:
    try:
        room_id = await make_room(http, room, bot, not_invited)
    except MatrixError as error:
        raise Refused(
            N_("The homeserver did not make a room (%(errcode)s). Try again later, or give rooms that exist."),
            _OUTSIDE,
            errcode=error.errcode,
        ) from None
    made.append(room_id)
    return room_id


async def take_back(http: Http, bot: UserId, made: Sequence[RoomId]) -> None:
    """Withdraw the invitations and leave: nobody shall find an empty room. What fails stays."""
    try:
        async with asyncio.timeout(_TAKE_BACK_S):
            for room_id in made:
                await _empty(http, bot, room_id)
    except (MatrixError, TimeoutError):
        return


async def _empty(http: Http, bot: UserId, room_id: RoomId) -> None:
    """Nobody else can be taken out where they are creators; their invitation then ends in an empty room."""
    answer = await http.request("GET", path_of("rooms", room_id, "members"), query={"membership": "invite"})
    for event in answer.get("chunk") or ():
        if event.get("state_key") != bot:
            try:
                await http.request("POST", path_of("rooms", room_id, "kick"), {"user_id": event["state_key"]})
            except MatrixError:
                continue
    await http.request("POST", path_of("rooms", room_id, "leave"), {})
