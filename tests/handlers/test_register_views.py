"""Who sees what of the members' register, and what is never told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.core.model import UserId
from tests.handlers.house import ANA, ELLEN, EN, ES, FLEUR, FR, House
from tests.handlers.register_house import NOBODYS, ask_in, direct_room, enter, opened, published, tell

PUBLIC = "BSE-YZJ"
"""One of config/public_cases.yaml."""
GUEST = UserId("@guest:elsewhere.org")


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def test_a_forbidden_record_and_none_are_answered_with_the_same_bytes(house: House) -> None:
    record_id = await enter(house)
    for room, user in ((ES, ANA), (FR, FLEUR), (ES, GUEST)):
        for command in ("!petition status", "!petición estado", "!pétition statut"):
            hidden = await ask_in(house, room, user, f"{command} {record_id}")
            assert hidden == await ask_in(house, room, user, f"{command} {NOBODYS}")
    for command in ("status", "update", "publish", "share", "unshare", "history", "confirm", "cancel"):
        hidden = await tell(house, f"!petition {command} {record_id}", ANA)
        assert hidden == await tell(house, f"!petition {command} {NOBODYS}", ANA)


async def test_who_writes_to_a_public_case_is_told_that_it_is_one_and_what_to_write_instead(house: House) -> None:
    assert "I know no record" not in await tell(house, f"!petition status {PUBLIC}", ANA)
    for typed in ("actualizar", "publicar", "historial", "cancelar", "confirmar"):
        told = await tell(house, f"!petición {typed} {PUBLIC}", ANA)
        assert told.startswith(f"{PUBLIC} es un caso público"), told
        assert f"!petición estado {PUBLIC}" in told
        assert "!petición nueva" in told


async def test_the_history_has_the_days_of_whoever_reads_it(house: House) -> None:
    house.clock.advance(16 * 3600)  # 4 in the morning in UTC: in the Americas it is the evening before
    record_id = await enter(house)
    history = await tell(house, f"!petition history {record_id}")
    assert "1. Nov 22, 2026 · " in history
    assert "Nov 23" not in history


async def test_a_hidden_record_changes_no_list_and_no_count(house: House) -> None:
    before = [await tell(house, f"!petition list{kind}", ANA) for kind in ("", " overdue", " sector", " stage filed")]
    await enter(house)
    after = [await tell(house, f"!petition list{kind}", ANA) for kind in ("", " overdue", " sector", " stage filed")]
    assert before == after


async def test_publishing_shows_exactly_what_will_be_seen_and_waits_for_the_word(house: House) -> None:
    record_id = await enter(house)
    preview = await tell(house, f"!petition publish {record_id}")
    for hidden in ("Planta Norte", "Coahuila", "Local 12:", "October", "Oct"):
        assert hidden not in preview.split("Seen by")[1].replace("(Sindicato del Sur, Local 12, and Union FR)", "")
    for typed in ("y", "yes", "p", "ok", "sí"):
        await tell(house, typed)
        assert "Planta" not in (seen := await tell(house, f"!petition status {record_id}", ANA))
        assert "I know no record" in seen
    await tell(house, "PUBLICAR")
    seen = await tell(house, f"!petition status {record_id}", ANA)
    assert seen.splitlines()[1:4] == preview.splitlines()[3:6]
    for hidden in ("Planta Norte", "Coahuila", "Local 12", "Oct"):
        assert hidden not in seen


async def test_publishing_says_what_guests_would_see_where_a_field_is_public_already(house: House) -> None:
    record_id = await enter(house)
    assert "else in a room" not in await tell(house, f"!petition publish {record_id}")
    await tell(house, f"!petition share {record_id} facility public")
    await tell(house, "publish")
    preview = await tell(house, f"!petition publish {record_id}")
    guests = preview.partition("Seen by everybody else in a room with me:")[2]
    assert "Planta Norte" in guests
    assert "Coahuila" not in guests


async def test_a_group_sees_no_change_that_is_hidden_from_it(house: House) -> None:
    record_id = await enter(house)
    await tell(house, f"!petition share {record_id} Sindicato del Sur")
    await tell(house, "publish")
    before = await tell(house, f"!petition status {record_id}", ANA)
    house.clock.advance(3 * 24 * 3600)
    await tell(house, f"!retaliation {record_id} threat 3")
    await tell(house, f"!petition share {record_id} Union FR")
    await tell(house, "publish")
    house.clock.advance(-3 * 24 * 3600)
    assert await tell(house, f"!petition status {record_id}", ANA) == before


async def test_a_preview_that_nobody_confirmed_publishes_nothing_after_the_record_changed(house: House) -> None:
    record_id = await enter(house)
    await tell(house, f"!petition publish {record_id}")
    await tell(house, f"!petition update {record_id} strike:yes")
    assert "changed since" in await tell(house, "publish")
    assert "I know no record" in await tell(house, f"!petition status {record_id}", ANA)


async def test_a_group_that_it_is_shared_with_sees_more_than_the_network_until_the_day(house: House) -> None:
    record_id = await enter(house)
    await tell(house, f"!petition share {record_id} with Sindicato del Sur for 90 days")
    await tell(house, "publish")
    seen = await tell(house, f"!petition status {record_id}", ANA)
    assert "Oct 3, 2026" in seen
    assert "Planta Norte" not in seen
    assert "I know no record" in await tell(house, f"!petition status {record_id}", FLEUR)
    house.clock.advance(91 * 24 * 3600)
    assert "I know no record" in await tell(house, f"!petition status {record_id}", ANA)


async def test_one_field_is_raised_by_itself(house: House) -> None:
    record_id = await enter(house)
    await published(house, record_id)
    assert "To whom?" in await tell(house, f"!petition share {record_id} facility")
    await tell(house, f"!petition share {record_id} facility public")
    await tell(house, "publish")
    seen = await tell(house, f"!petition status {record_id}", ANA)
    assert "Planta Norte" in seen
    assert "Coahuila" not in seen


async def test_raising_a_field_of_what_is_not_published_says_that_nobody_sees_it_yet(house: House) -> None:
    record_id = await enter(house)
    preview = await tell(house, f"!petition share {record_id} facility public")
    assert "It is not published. Once it is, seen by every member" in preview
    assert "Once it is published, seen by everybody else" in preview
    await tell(house, "publish")
    hidden = (await tell(house, f"!petition status {record_id}", ANA)).replace(record_id, "")
    assert hidden == (await tell(house, f"!petition status {NOBODYS}", ANA)).replace(NOBODYS, "")


async def test_unsharing_takes_it_back_at_once_and_says_what_it_cannot(house: House) -> None:
    record_id = await enter(house)
    await published(house, record_id)
    assert "cannot be taken back" in await tell(house, f"!petition unshare {record_id}")
    assert "I know no record" in await tell(house, f"!petition status {record_id}", ANA)


async def test_in_a_room_only_what_all_of_it_may_see_and_the_rest_in_private(house: House) -> None:
    record_id = await enter(house)
    await published(house, record_id)
    private = len(house.homeserver.texts(direct_room(house)))
    shown = await ask_in(house, EN, ELLEN, f"!petition status {record_id}")
    assert "Planta Norte" not in shown
    assert record_id in shown
    more = house.homeserver.texts(direct_room(house))
    assert len(more) == private + 1
    assert "Planta Norte" in more[-1]


async def test_with_a_guest_in_the_room_a_network_record_is_not_shown_there(house: House) -> None:
    record_id = await enter(house)
    await published(house, record_id)
    assert record_id in await ask_in(house, ES, ANA, f"!petition status {record_id}")
    house.homeserver.rooms[ES].people.add(GUEST)
    shown = await ask_in(house, ES, ANA, f"!petition status {record_id}")
    assert shown == await ask_in(house, ES, ANA, f"!petition status {NOBODYS}")
    assert record_id not in await ask_in(house, ES, ANA, "!petition list")


async def test_list_mine_is_answered_in_private_even_when_asked_in_a_room(house: House) -> None:
    record_id = await enter(house)
    assert record_id not in await ask_in(house, EN, ELLEN, "!petition list mine")
    assert record_id in house.homeserver.texts(direct_room(house))[-1]
