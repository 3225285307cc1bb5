"""Proposals through the whole bot: written by one group, told to all rooms, signed by others as they want it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest_asyncio

from bot.core.evidence import Block, Bullets, Heading, Paragraph
from bot.core.model import EventId, Member, RoomId, UserId
from bot.core.proposals import PROPOSED_A_MONTH
from bot.handlers.proposal_words import ProposalWords
from bot.i18n import Texts
from bot.store.proposals import Proposals
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, ELLEN, EN, ES, FLEUR, FR, MEMBERS, House
from tests.handlers.register_house import ask_in, direct_room, tell

OLA, OBI = UserId("@ola:demo.local"), UserId("@obi:demo.local")
DEMAND = "Every petition gets a written answer within thirty days."
BETTER = "Every petition gets a written answer with reasons within thirty days."


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    ola = Member(OLA, "Ola", "Union EN", "en", "observer")
    obi = Member(OBI, "Obi", "Union FOUR", "en")
    async with House(folder, detectors=detectors(), members={**MEMBERS, OLA: ola, OBI: obi}) as house:
        for room, people in ((EN, {ELLEN, OLA, OBI}), (ES, {ANA}), (FR, {FLEUR})):
            house.homeserver.rooms[room].people |= people
        yield house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def proposed(house: House, text: str = DEMAND, command: str = "!proposal new") -> str:
    await tell(house, command)
    last = await tell(house, text)
    while "Texts left to look at" in last:
        last = await tell(house, "keep")
    return await tell(house, "launch")


async def signed(house: House, user: UserId, word: str) -> str:
    await tell(house, "!proposal sign 1", user)
    return await tell(house, word, user)


def notices(house: House, room: RoomId, words: str) -> int:
    return sum(words in text for text in house.homeserver.texts(room))


async def told_everywhere(house: House, *words: str) -> None:
    await house.until(
        lambda: all(notices(house, room, each) for room, each in zip((EN, ES, FR), words, strict=True)),
        seconds_each=0.2,
    )


async def reported(house: House) -> list[Block]:
    return ProposalWords(Texts.load()).report("en", await Proposals(house.database).every())


async def test_a_proposal_is_told_in_every_room_once_and_without_its_group(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        assert "proposal 1" in await proposed(house)
        commands = ("!proposal sign 1", "!propuesta firmar 1", "!proposition signer 1")
        await told_everywhere(house, *commands)
        await house.restart()
        house.clock.advance(300)
        await house.idle()
        for room, command in zip((EN, ES, FR), commands, strict=True):
            assert notices(house, room, command) == 1
            assert notices(house, room, "Union EN") == 0
        assert notices(house, EN, DEMAND) == 1


async def test_the_same_message_twice_tells_one_proposal(house: House) -> None:
    proposals = Proposals(house.database)
    for _ in range(2):
        assert await proposals.tell(0, "Union EN", "en", {"en": DEMAND}, EventId("$launch"), house.clock.now()) == 1
    for _ in range(2):
        assert await proposals.tell(1, "Union EN", "en", {"en": BETTER}, EventId("$change"), house.clock.now()) == 1
    (proposal,) = await proposals.every()
    assert [version.words["en"] for version in proposal.versions] == [DEMAND, BETTER]


async def test_only_the_typed_word_tells_it_and_cancel_tells_nobody(house: House) -> None:
    await tell(house, "!proposal new")
    last = await tell(house, DEMAND)
    while "Texts left to look at" in last:
        last = await tell(house, "keep")
    assert "launch" in await tell(house, "yes")
    assert "Nobody was told" in await tell(house, "cancel")
    assert await Proposals(house.database).every() == []


async def test_a_name_in_it_is_refused_and_nothing_is_kept(house: House) -> None:
    await tell(house, "!proposal new")
    assert "I do not record this" in await tell(house, "Zepeda must be reinstated.")
    assert "at most 600 letters" in await tell(house, "Answer. " * 90)
    state = await house.database.fetch_all("SELECT state FROM talk")
    assert not any("Zepeda" in row["state"] for row in state)


async def test_a_translation_is_corrected_before_anybody_reads_it(house: House) -> None:
    await tell(house, "!proposal new")
    await tell(house, DEMAND)
    await tell(house, "Toda petición recibe una respuesta por escrito en treinta días.")
    await tell(house, "Toute plainte reçoit une réponse écrite dans les trente jours.")
    await tell(house, "1 fr Chaque pétition reçoit une réponse écrite dans les trente jours.")
    await tell(house, "launch")
    await told_everywhere(house, DEMAND, "Toda petición recibe", "Chaque pétition reçoit")


async def test_groups_count_once_and_only_who_wants_it_is_named(house: House) -> None:
    await proposed(house)
    assert "fewer than 3" in await ask_in(house, EN, ELLEN, "!proposal 1")
    assert "without a name" in await signed(house, OBI, "sign")
    assert "by name" in await signed(house, ANA, "firmar con nombre") or "nombre" in await tell(
        house, "!propuesta 1", ANA
    )
    shown = await tell(house, "!proposal 1", OBI)
    assert "Signed by 3 groups" in shown
    assert "Union ES" in shown
    assert "Union FOUR" not in shown
    assert "Union EN" not in shown
    await signed(house, OBI, "sign")
    assert "Signed by 3 groups" in await tell(house, "!proposal 1", OBI)
    await tell(house, "!propuesta retirar 1", ANA)
    shown = await tell(house, "!proposal 1", OBI)
    assert "Union ES" not in shown
    assert "fewer than 3" in shown


async def test_new_words_have_to_be_signed_anew(house: House) -> None:
    await proposed(house)
    await signed(house, ANA, "firmar con nombre")
    await signed(house, FLEUR, "signer")
    await tell(house, "!proposal sign 1", OBI)  # has the first words before the eyes
    await proposed(house, BETTER, "!proposal change 1")
    await told_everywhere(house, BETTER, "versión 2", "version 2")
    assert "has changed" in await tell(house, "sign", OBI)
    shown = await tell(house, "!proposal 1", OBI)
    assert BETTER in shown
    assert "Union ES" not in shown
    assert "fewer than 3" in shown


async def test_only_its_own_group_changes_a_proposal(house: House) -> None:
    await proposed(house)
    assert "Solo el grupo" in await tell(house, "!propuesta actualizar 1", ANA)
    assert "no proposal with this number" in await tell(house, "!proposal change 7")


async def test_a_withdrawn_proposal_is_gone_with_its_words_and_signatures(house: House) -> None:
    await proposed(house)
    await signed(house, ANA, "firmar con nombre")
    await tell(house, "!proposal withdraw 1")
    assert "Withdrawn" in await tell(house, "remove")
    await told_everywhere(house, "was withdrawn", "retirada", "retirée")
    assert "no proposal with this number" in await tell(house, "!proposal 1", OBI)
    kept = await house.database.fetch_all("SELECT words FROM proposal_version")
    assert [row["words"] for row in kept] == ["{}"]
    assert await house.database.fetch_all("SELECT organisation FROM proposal_signature") == []
    assert await reported(house) == []


async def test_an_observer_reads_and_signs_nothing(house: House) -> None:
    await proposed(house)
    assert DEMAND in await ask_in(house, EN, OLA, "!proposal 1")
    before = await tell(house, "!proposal 1", OBI)
    await tell(house, "!proposal sign 1", OLA)
    assert await tell(house, "!proposal 1", OBI) == before


async def test_a_group_does_not_flood_the_network(house: House) -> None:
    for number in range(PROPOSED_A_MONTH):
        assert f"proposal {number + 1}" in await proposed(house, f"Demand number {number}.")
    assert "Please wait" in await tell(house, "!proposal new")


async def test_signing_in_a_room_is_refused_where_others_read(house: House) -> None:
    await proposed(house)
    await house.said(EN, ELLEN, "!proposal sign 1")
    assert "direct" in house.homeserver.texts(EN)[-1]
    assert direct_room(house, ELLEN) != EN


async def test_the_report_prints_each_with_who_stands_behind_it(house: House) -> None:
    await proposed(house)
    await signed(house, ANA, "firmar con nombre")
    blocks = await reported(house)
    assert Heading("Proposal 1", 2) in blocks
    assert Paragraph(DEMAND) in blocks
    (behind,) = [block for block in blocks if isinstance(block, Bullets)]
    assert "By name: Union ES" in behind.items
    assert not any("Union EN" in item for item in behind.items)


# --- in one line ---------------------------------------------------------------------------------------------------


async def test_words_behind_the_command_are_the_first_answer_and_nobody_is_told_before_the_word(house: House) -> None:
    for command in (f"!proposal new {DEMAND}", f"!proposal {DEMAND}"):
        shown = await tell(house, command)
        assert DEMAND in shown
        assert "A machine translated" in shown
        await tell(house, "cancel")
    assert "There is none yet" in await tell(house, "!proposal")


async def test_words_that_are_refused_leave_the_question_open(house: House) -> None:
    assert "I do not record this" in await tell(house, "!proposal new Zepeda must be reinstated.")
    assert "A machine translated" in await tell(house, DEMAND)


async def test_a_sentence_about_a_proposal_in_a_room_is_told_how_to_reach_everybody(house: House) -> None:
    told = await ask_in(house, ES, ANA, "!propuesta aceptada por la empresa hoy")
    assert "chat directo" in told
    assert "sin el ! al principio" in told
    assert "Todavía no hay" in await tell(house, "!propuesta", ANA)
