"""What `trinational rooms create` says when the homeserver does not make every room."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from bot.core.model import RoomId, UserId
from bot.errors import CredentialError, EnvironmentFault, MatrixError, StartError
from bot.matrix.http import Json
from bot.matrix.network_rooms import NewRoom
from bot.rooms import console
from tests.matrix.scripted import ScriptedHttp

BOT = UserId("@bot:x")
ROOMS: Mapping[str, NewRoom] = {
    language: NewRoom(language, (UserId("@carla:x"), UserId("@paz:x")), (UserId(f"@{language}:x"),))
    for language in ("en", "es", "fr")
}


def made(*answers: Json | MatrixError) -> tuple[dict[str, RoomId], StartError | None]:
    rooms: dict[str, RoomId] = {}
    error = None
    try:
        asyncio.run(console._make(ScriptedHttp(*answers), BOT, dict(ROOMS), rooms))
    except StartError as raised:
        error = raised
    return rooms, error


def test_what_was_made_before_a_refusal_is_told_and_what_is_left() -> None:
    rooms, error = made({}, {"room_id": "!en"}, {}, MatrixError("M_FORBIDDEN", 403))
    assert rooms == {"en": "!en"}
    assert isinstance(error, EnvironmentFault)
    assert "did not make the room es (M_FORBIDDEN). Not made: es, fr." in str(error)
    lines = console.report(console.Wishes("general", ("en", "es", "fr")), dict(ROOMS), rooms)
    assert lines[0] == "Rooms made: 1. People invited: 3. Put this into the configuration:"
    assert '      en: "!en"' in lines
    assert not any("es:" in line for line in lines)


def test_nothing_is_said_when_nothing_was_made() -> None:
    rooms, _ = made({}, MatrixError("M_UNKNOWN", 500))
    assert console.report(console.Wishes("general", ("en",)), dict(ROOMS), rooms) == []


def test_a_token_that_is_revoked_meanwhile_ends_with_4() -> None:
    rooms, error = made({}, MatrixError("M_UNKNOWN_TOKEN", 401))
    assert (rooms, isinstance(error, CredentialError)) == ({}, True)


@pytest.mark.parametrize("name", ['a "quoted" name', "la planta: 2 # no", "usines de pièces"])
def test_the_name_of_the_channel_comes_back_out_of_the_lines_as_it_went_in(name: str) -> None:
    import yaml

    lines = console.report(console.Wishes(name, ("en",)), dict(ROOMS), {"en": RoomId("!en")})
    assert yaml.safe_load("\n".join(lines[2:-2])) == {"channels": [{"name": name, "rooms": {"en": "!en"}}]}
