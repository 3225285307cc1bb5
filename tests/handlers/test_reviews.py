"""Peers of other groups read a draft that its owner has seen covered; the owner gets advice without names."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest_asyncio

from bot.core.model import Member, Message, UserId
from bot.store.database import connect
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, ELLEN, FIELDS, FLEUR, KEY, MEMBERS, House
from tests.handlers.register_house import direct_room, enter, tell
from tests.system.stores import every_value

DORA, HUGO = UserId("@dora:demo.local"), UserId("@hugo:demo.local")
DAY = 86400
DRAFT = "We at Planta Norte in Coahuila, with Juana Zepeda, 555 123 4567, ask for\nreinstatement. Union EN signs."


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    members = {
        **MEMBERS,
        CARLA: replace(MEMBERS[CARLA], organisation="Union EN", language="en"),
        ANA: replace(MEMBERS[ANA], language="en"),
        FLEUR: replace(MEMBERS[FLEUR], language="en"),
        DORA: Member(DORA, "Dora", "Union MX", "en"),
        HUGO: Member(HUGO, "Hugo", "Union ES", "en"),
    }
    async with House(folder, detectors=detectors(), members=members) as house:
        for user in members:
            direct_room(house, user)
        yield house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


def chat(house: House, user: UserId) -> list[str]:
    """What stands in somebody's direct chat from the bot."""
    return house.homeserver.texts(direct_room(house, user))


def asked(house: House, *users: UserId) -> list[UserId]:
    return [user for user in users if any("asks for peers" in text for text in chat(house, user))]


async def volunteers(house: House, *users: UserId) -> None:
    for user in users:
        await tell(house, "!review volunteer en", user)


async def requested(house: House, draft: str = DRAFT, exclude: str = "skip") -> str:
    record = await enter(house)
    await tell(house, f"!review ask {record}")
    await tell(house, draft)
    await tell(house, exclude)
    assert "Asked for" in await tell(house, "request")
    return record


async def read(house: House, user: UserId, *answers: str) -> str:
    said = ""
    for answer in ("accept", *answers):
        await house.idle()
        await house.said(direct_room(house, user), user, answer)
        said = chat(house, user)[-1]
    return said


async def test_the_owner_is_shown_what_the_readers_read_to_the_letter(house: House) -> None:
    await volunteers(house, ANA, FLEUR)
    record = await enter(house)
    await tell(house, f"!review ask {record}")
    groups = await tell(house, DRAFT)
    assert "Union ES" in groups
    assert "Union EN" not in groups
    preview = await tell(house, "skip")
    assert not asked(house, ANA, FLEUR, DORA), "nobody before the word"
    await tell(house, "request")
    await house.until(lambda: len(asked(house, ANA, FLEUR)) == 2)
    await read(house, ANA)
    draft = next(text for text in chat(house, ANA) if "Draft to read" in text)
    shown = draft.partition("\n")[2]
    assert shown in preview
    assert (
        shown == "> We at [workplace] in [place], with [name], [phone number], ask for\n> reinstatement. [group] signs."
    )
    assert "not a ruling" in draft
    assert "not a ruling" in preview


async def test_answers_come_together_and_without_names_unless_a_reader_agrees(house: House) -> None:
    await volunteers(house, ANA, FLEUR, DORA)
    record = await requested(house)
    await house.until(lambda: len(asked(house, ANA, FLEUR, DORA)) == 3)
    await read(house, ANA, "yes", "no", "unsure", "yes", "Cite article 23.3", "skip")
    await read(house, FLEUR, "1", "1", "1", "1", "skip", "name me")
    before = len(chat(house, ELLEN))
    await house.idle()
    assert not any("Cite article" in text for text in chat(house, ELLEN)), "not one by one"
    await read(house, DORA, "no", "no", "no", "no", "skip", "skip")
    await house.until(lambda: len(chat(house, ELLEN)) > before)
    advice = chat(house, ELLEN)[-1]
    assert record in advice
    assert "not a ruling" in advice
    assert "Advice: Cite article 23.3" in advice
    assert "Evidence without names: unsure" in advice
    assert "Fleur, Union FR" in advice
    assert "Ana" not in advice
    assert "Dora" not in advice
    await house.until(lambda: not drafts_standing(house, ANA, FLEUR, DORA))
    assert sum("Cite article" in text for text in chat(house, ELLEN)) == 1


def drafts_standing(house: House, *users: UserId) -> list[str]:
    """Drafts and invitations that are not deleted."""
    return [
        event.outgoing.body.plain
        for user in users
        for event in house.homeserver.rooms[direct_room(house, user)].events
        if event.outgoing
        and not event.redacted
        and ("Draft to read" in event.outgoing.body.plain or "asks for peers" in event.outgoing.body.plain)
    ]


async def test_never_the_owners_group_an_excluded_one_a_suspended_member_or_two_of_a_group(house: House) -> None:
    await volunteers(house, CARLA, ANA, HUGO, FLEUR, DORA)
    await house.said(direct_room(house, CARLA), CARLA, f"!member suspend {DORA}")
    await requested(house, exclude="2")  # 1 Union ES, 2 Union FR, 3 Union MX
    house.clock.advance(3600)
    for _ in range(300):  # the watch has looked by then
        await house.database.fetch_one("SELECT 1")
    assert not asked(house, CARLA, ANA, HUGO, FLEUR, DORA), "of one group that is left nobody is asked"


async def test_one_of_each_group_is_asked_and_after_five_days_the_next(house: House) -> None:
    await volunteers(house, ANA, HUGO, FLEUR)
    await requested(house)
    await house.until(lambda: len(asked(house, ANA, HUGO, FLEUR)) == 2)
    assert len(asked(house, ANA, HUGO)) == 1
    await volunteers(house, DORA)
    await house.until(lambda: asked(house, DORA))
    for _ in range(5):
        house.clock.advance(DAY)
        await house.idle()
    await house.until(lambda: not drafts_standing(house, ANA, HUGO, FLEUR, DORA))
    assert any("has ended" in text for text in chat(house, FLEUR))
    assert "only understand" in await tell(house, "accept", FLEUR)


async def test_a_decline_is_answered_and_its_invitation_deleted(house: House) -> None:
    await volunteers(house, ANA, FLEUR)
    await requested(house)
    await house.until(lambda: len(asked(house, ANA, FLEUR)) == 2)
    assert "Declined" in await tell(house, "decline", ANA)
    await house.until(lambda: not drafts_standing(house, ANA))
    assert drafts_standing(house, FLEUR)


async def test_withdrawing_deletes_every_draft_and_tells_the_readers(house: House) -> None:
    await volunteers(house, ANA, FLEUR)
    record = await requested(house)
    await house.until(lambda: len(asked(house, ANA, FLEUR)) == 2)
    await read(house, ANA, "yes")
    await house.said(direct_room(house, ELLEN), ELLEN, f"!review withdraw {record}")
    await house.until(lambda: not drafts_standing(house, ANA, FLEUR))
    await house.until(lambda: any("every copy of the draft is deleted" in text for text in chat(house, ELLEN)))
    assert any("has ended" in text for text in chat(house, ANA))
    assert "No reading" in await tell(house, f"!review withdraw {record}")


async def test_deleting_the_message_with_the_draft_takes_it_back(house: House) -> None:
    await volunteers(house, ANA, FLEUR)
    await requested(house)
    await house.until(lambda: len(asked(house, ANA, FLEUR)) == 2)
    ref = next(
        event.ref
        for event in house.homeserver.rooms[direct_room(house, ELLEN)].events
        if isinstance(event.inbound, Message) and event.inbound.text.plain == DRAFT
    )
    house.homeserver.redact(ELLEN, ref)
    house.clock.advance(3600)
    await house.until(lambda: not drafts_standing(house, ANA, FLEUR))


async def test_a_text_that_would_be_covered_otherwise_now_goes_to_nobody(house: House) -> None:
    await volunteers(house, ANA, FLEUR)
    record = await enter(house)
    for said in (f"!review ask {record}", DRAFT, "skip"):
        await tell(house, said)
    await tell(house, "!petition update " + record + " facility:Maquila")
    assert "no longer" in await tell(house, "request")
    house.clock.advance(3600)
    await house.idle()
    assert not asked(house, ANA, FLEUR)


async def test_a_crash_at_any_send_asks_each_reader_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await volunteers(house, ANA, FLEUR)
        await house.crash()
        house.login().lose_answer("send", room_id=direct_room(house, ANA))
        await house.start()
        await requested(house)
        await house.until(lambda: asked(house, ANA))
        await house.crash()
        house.clock.advance(2 * DAY)  # no transaction id is remembered that long
        house.login("second login")
        await house.start()
        await house.until(lambda: len(asked(house, ANA, FLEUR)) == 2)
        house.clock.advance(3600)
        await house.idle()
        assert [sum("asks for peers" in text for text in chat(house, user)) for user in (ANA, FLEUR)] == [1, 1]


async def test_no_word_of_a_draft_or_an_advice_is_in_the_store(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await volunteers(house, ANA, FLEUR)
        await requested(house, "Unmistakable halibut paragraph about votes")
        await house.until(lambda: len(asked(house, ANA, FLEUR)) == 2)
        await read(house, ANA, "yes", "yes", "yes", "yes", "Unforgettable turbot", "skip")
        await house.crash()
        with closing(connect(tmp_path / "bot.db", KEY, FIELDS)) as connection:
            values = [str(value) for value in every_value(connection)]
        assert not [value for value in values if "halibut" in value or "turbot" in value]
        await house.start()


async def test_an_advice_with_a_name_is_refused(house: House) -> None:
    await volunteers(house, ANA, FLEUR)
    await requested(house)
    await house.until(lambda: len(asked(house, ANA, FLEUR)) == 2)
    assert "Juana" in await read(house, ANA, "yes", "yes", "yes", "yes", "Ask Juana Zepeda")
    assert "know who you are" in await tell(house, "skip", ANA)


async def test_somebody_who_is_forgotten_takes_their_draft_along(house: House) -> None:
    await volunteers(house, ANA, FLEUR)
    await requested(house)
    await house.until(lambda: len(asked(house, ANA, FLEUR)) == 2)
    await read(house, ANA)
    await house.said(direct_room(house, ELLEN), ELLEN, "!forget me")
    await house.said(direct_room(house, ELLEN), ELLEN, "!forget me understood")
    await house.until(lambda: any("other homeservers" in text for text in chat(house, ELLEN)))
    house.clock.advance(3600)
    await house.until(lambda: not drafts_standing(house, ANA, FLEUR))


async def test_a_group_asks_six_times_a_year(house: House) -> None:
    record = await enter(house)
    for ended in range(1, 7):
        for said in (f"!review ask {record}", "record", "skip", "request"):
            await tell(house, said)
        await house.said(direct_room(house, ELLEN), ELLEN, f"!review withdraw {record}")
        await house.until(lambda: sum("ended without" in text for text in chat(house, ELLEN)) == ended)  # noqa: B023  # awaited here
    assert "within a year" in await tell(house, f"!review ask {record}")


async def test_who_accepts_before_the_invitation_is_recorded_reads_and_nothing_is_left_behind(house: House) -> None:
    await volunteers(house, ANA, FLEUR)
    inviting = house.rooms.hold("send", room_id=direct_room(house, ANA), done=True)
    await requested(house)
    await house.until(inviting.reached.is_set)
    assert asked(house, ANA)
    house.homeserver.say(direct_room(house, ANA), ANA, "accept")
    for _ in range(50):
        await house.database.fetch_one("SELECT 1")
    inviting.release()
    await house.until(lambda: any("Draft to read" in text for text in chat(house, ANA)))
    await house.until(lambda: bool(asked(house, FLEUR)))
    for answer in ("yes", "no", "yes", "no", "skip", "skip"):
        await house.said(direct_room(house, ANA), ANA, answer)
    await read(house, FLEUR, "yes", "yes", "yes", "yes", "skip", "skip")
    await house.until(lambda: any("Reader 2" in text for text in chat(house, ELLEN)))
    await house.until(lambda: not drafts_standing(house, ANA, FLEUR))
