"""The editors' say: a draft a day before, a thumb as a message, announcements, and what silence means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.core.model import EventId, EventRef, Member, RoomId, UserId
from bot.core.screening import Detectors
from bot.digest_config import Approval, DigestSettings
from bot.matrix.marks import ANNOUNCEMENT_MARK
from tests.fakes.detectors import NO_DETECTORS
from tests.handlers.figures_house import write
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, MEMBERS, House
from tests.handlers.register_house import direct_room

ROOMS = (EN, ES, FR)
DORA = UserId("@dora:demo.local")
FIRST = datetime(2026, 11, 30, 13, tzinfo=UTC)
"""Monday a week on, eight o'clock in the east: the first digest whose draft is not due before the bot starts."""
LAST = FIRST + timedelta(hours=1)


def to(house: House, moment: datetime) -> None:
    house.clock.advance((moment - house.clock.now()).total_seconds())


def a_house(
    folder: Path,
    approval: Approval,
    *,
    detectors: Detectors = NO_DETECTORS,
    members: Mapping[UserId, Member] = MEMBERS,
) -> House:
    house = House(folder, digest=DigestSettings(approval=approval), detectors=detectors, members=members)
    house.clock.advance(timedelta(days=2).total_seconds())
    return house


def digests(house: House, room: RoomId) -> list[str]:
    return [
        shown.text
        for shown in house.homeserver.shown(room)
        if str(shown.outgoing.extra.get(ANNOUNCEMENT_MARK, "")).startswith("{'key': 'digest ")
    ]


def posted(house: House) -> list[int]:
    return [len(digests(house, room)) for room in ROOMS]


async def begun(house: House) -> None:
    async def noted() -> bool:
        row = await house.database.fetch_one("SELECT count(*) AS number FROM digest_run")
        return row is not None and row["number"] == len(ROOMS)

    await house.until(noted)


async def drafted(house: House) -> EventId:
    """Carla gets the draft a day before; gives its id."""
    await begun(house)
    room = direct_room(house, CARLA)
    to(house, FIRST - timedelta(hours=24, seconds=1))
    await house.idle()
    assert house.homeserver.texts(room) == []
    to(house, FIRST - timedelta(hours=24))
    await house.until(lambda: house.homeserver.texts(room))
    shown = house.homeserver.shown(room)[-1]
    assert "Borrador del resumen del 30 de noviembre de 2026" in shown.text

    async def noted() -> bool:
        row = await house.database.fetch_one("SELECT count(*) AS number FROM digest_draft")
        return row is not None and row["number"] >= 1

    await house.until(noted)
    return shown.event_id


async def carla(house: House, text: str, reply_to: EventId | None = None) -> str:
    room = direct_room(house, CARLA)
    await house.said(room, CARLA, text, reply_to=reply_to)
    return house.homeserver.texts(room)[-1]


@pytest.mark.parametrize(
    ("approval", "said", "comes"),
    [
        ("silence-publishes", None, True),
        ("silence-publishes", "👎", False),
        ("silence-holds", None, False),
        ("silence-holds", "👍", True),
        ("silence-holds", "👍🏽", True),
    ],
)
async def test_a_thumb_decides_and_silence_does_as_configured(
    tmp_path: Path, approval: Approval, said: str | None, comes: bool
) -> None:
    async with a_house(tmp_path, approval) as house:
        await drafted(house)
        if said:
            await carla(house, said)
        to(house, LAST)
        if comes:
            await house.until(lambda: posted(house) == [1, 1, 1])
        await house.idle()
        assert posted(house) == ([1, 1, 1] if comes else [0, 0, 0])


async def test_a_thumb_that_is_only_put_on_the_draft_decides_nothing(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-holds") as house:
        draft = await drafted(house)
        house.homeserver.react(CARLA, EventRef(direct_room(house, CARLA), draft), "👍")
        await house.idle()
        to(house, LAST)
        await house.idle()
        assert posted(house) == [0, 0, 0]


@pytest.mark.parametrize(("thumbs", "comes"), [(("👍", "👎"), False), (("👎", "👍"), True)])
async def test_of_two_coordinators_who_disagree_the_last_one_counts(
    tmp_path: Path, thumbs: tuple[str, str], comes: bool
) -> None:
    members = {**MEMBERS, DORA: Member(DORA, "Dora", "Union EN", "en", "coordinator")}
    async with a_house(tmp_path, "silence-publishes", members=members) as house:
        other = direct_room(house, DORA)
        await drafted(house)
        await house.until(lambda: house.homeserver.texts(other))
        await house.idle()
        await carla(house, thumbs[0])
        await house.said(other, DORA, thumbs[1])
        assert ("It is published" in house.homeserver.texts(other)[-1]) == comes
        await house.restart()
        to(house, LAST)
        if comes:
            await house.until(lambda: posted(house) == [1, 1, 1])
        await house.idle()
        assert posted(house) == ([1, 1, 1] if comes else [0, 0, 0])


async def test_a_thumb_after_the_hour_still_publishes_within_a_day(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-holds") as house:
        await drafted(house)
        to(house, LAST + timedelta(hours=2))
        await house.idle()
        assert posted(house) == [0, 0, 0]
        await carla(house, "👍")
        house.clock.advance(timedelta(minutes=10).total_seconds())
        await house.until(lambda: posted(house) == [1, 1, 1])


async def test_who_is_too_late_is_told_so(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-holds") as house:
        draft = await drafted(house)
        to(house, LAST + timedelta(hours=23))
        assert "Se publica a su hora" in await carla(house, "👍")
        to(house, LAST + timedelta(hours=25))
        assert "ya pasó" in await carla(house, "👍")
        assert "ya pasó" in await carla(house, "Un aviso.", draft)


async def test_what_nobody_let_go_out_is_left_out_after_a_day_and_the_next_one_is_asked_about(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-holds") as house:
        await drafted(house)
        to(house, LAST)
        await house.idle()
        to(house, FIRST + timedelta(days=6))
        await house.until(lambda: len(house.homeserver.texts(direct_room(house, CARLA))) == 2)
        await house.idle()
        await carla(house, "👍")
        to(house, LAST + timedelta(days=7))
        await house.until(lambda: posted(house) == [1, 1, 1])


async def test_a_thumb_of_somebody_else_decides_nothing(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-holds") as house:
        await drafted(house)
        await house.said(direct_room(house, ANA), ANA, "👍")
        to(house, LAST)
        await house.idle()
        assert posted(house) == [0, 0, 0]


async def test_a_reply_is_announced_in_every_language_as_it_was_shown(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-publishes") as house:
        draft = await drafted(house)
        shown = await carla(house, "La reunión es el jueves.\nen: The meeting is on Thursday.", draft)
        assert "es · Aviso: La reunión es el jueves." in shown
        assert "en · Announcement: The meeting is on Thursday." in shown
        assert "fr · Annonce (traduction automatique)" in shown
        corrected = await carla(house, "fr: La réunion est jeudi.", draft)
        assert "fr · Annonce\u00a0: La réunion est jeudi." in corrected
        to(house, LAST)
        await house.until(lambda: posted(house) == [1, 1, 1])
        first = [digests(house, room)[0].splitlines()[0] for room in ROOMS]
        assert first == [
            "Announcement: The meeting is on Thursday.",
            "Aviso: La reunión es el jueves.",
            "Annonce\u00a0: La réunion est jeudi.",
        ]


async def test_an_announcement_whose_message_was_deleted_is_taken_back(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-publishes") as house:
        draft = await drafted(house)
        room = direct_room(house, CARLA)
        said = await house.said(room, CARLA, "La reunión es el jueves.", reply_to=draft)
        house.homeserver.redact(CARLA, said)
        await house.idle()
        await house.restart()
        to(house, LAST)
        await house.until(lambda: posted(house) == [1, 1, 1])
        assert "jueves" not in digests(house, ES)[0]


async def test_an_announcement_outlives_a_restart_without_its_words_in_the_store(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-publishes") as house:
        draft = await drafted(house)
        await carla(house, "La reunión es el jueves.", draft)
        async with house.database.transaction() as connection:
            rows = await connection.fetch_all("SELECT * FROM digest_addition")
        assert all("jueves" not in str(value) for row in rows for value in tuple(row))
        await house.restart()
        to(house, LAST)
        await house.until(lambda: posted(house) == [1, 1, 1])
        assert "Aviso: La reunión es el jueves." in digests(house, ES)[0]


async def test_an_announcement_with_a_name_that_was_protected_since_is_left_out(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-publishes", detectors=cast("Detectors", None)) as house:
        draft = await drafted(house)
        assert "La flaca llega" in await carla(house, "La flaca llega el jueves.", draft)
        await carla(house, "!protect add flaca")
        to(house, LAST)
        await house.until(lambda: posted(house) == [1, 1, 1])
        assert not any("flaca" in digests(house, room)[0] for room in ROOMS)


async def test_a_draft_shows_a_coordinator_nothing_that_only_the_readers_of_its_room_may_see(tmp_path: Path) -> None:
    members = {**MEMBERS, DORA: Member(DORA, "Dora", "Union ES", "en", "coordinator")}
    async with a_house(tmp_path, "silence-publishes", members=members) as house:
        house.homeserver.rooms[EN].people |= {ELLEN}
        room = direct_room(house, DORA)
        record = await write(house, 900, ("filed", "2026-11-18"), group="Union EN", published=False)
        await house.restart()
        await drafted(house)
        await house.until(lambda: house.homeserver.texts(room))
        assert "Draft of the digest" in house.homeserver.texts(room)[-1]
        assert record not in house.homeserver.texts(room)[-1]
        to(house, LAST)
        await house.until(lambda: posted(house) == [1, 1, 1])
        assert record in digests(house, EN)[0], "or nobody would see it"


async def test_a_message_that_is_no_reply_to_the_draft_announces_nothing(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-publishes") as house:
        await drafted(house)
        await carla(house, "La reunión es el jueves.")
        to(house, LAST)
        await house.until(lambda: posted(house) == [1, 1, 1])
        assert "jueves" not in digests(house, ES)[0]


async def test_a_crash_while_the_draft_is_sent_sends_it_once(tmp_path: Path) -> None:
    async with a_house(tmp_path, "silence-publishes") as house:
        await begun(house)
        room = direct_room(house, CARLA)
        held = house.rooms.hold("send", room_id=room, done=True)
        to(house, FIRST - timedelta(hours=24))
        await house.until(held.reached.is_set)
        await house.restart()
        await house.idle()
        assert len(house.homeserver.texts(room)) == 1
