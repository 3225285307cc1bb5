"""Dialogues in a direct chat: one at a time, and nothing that was typed for one is lost to the next."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.deadline_draft import DeadlineDraft
from bot.core.model import EventId, Member, UserId
from bot.core.survey_draft import Draft
from bot.resources import config_dir
from bot.store.survey_codec import draft_json
from bot.store.survey_file import load_surveys
from bot.store.surveys import Surveys
from bot.store.talks import TalkKind, Talks
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, ELLEN, MEMBERS, House
from tests.handlers.register_house import direct_room, tell
from tests.handlers.test_proposals import DEMAND, proposed
from tests.handlers.test_surveys import open_for

CORA = UserId("@cora:demo.local")

BEGUN: dict[str, tuple[Sequence[str], str]] = {
    "!petition new": (("1", "Planta Norte"), "In which state"),
    "!survey new": (("2", "Pay"), "What is the next question"),
    "!survey answer 1": (("2",), "2/7"),
    "!deadlines add": (("15 March 2027", "Comments are due."), "Where does it say so"),
    "!proposal new": ((DEMAND,), "A machine translated this"),
}
"""What was said after the command, and what is asked next."""


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    cora = Member(CORA, "Cora", "Local 12", "en", "coordinator")
    async with House(tmp_path, detectors=detectors(), members={**MEMBERS, CORA: cora}) as house:
        first = load_surveys(config_dir() / "surveys.yaml")[0]
        await Surveys(house.database).launch(first, *open_for(house), EventId("$1"))
        yield house


@pytest.mark.parametrize("first", BEGUN)
async def test_what_was_typed_is_there_again_after_another_command_was_tried(house: House, first: str) -> None:
    last, (said, next_question) = await tell(house, first, CORA), BEGUN[first]
    for each in said:
        last = await tell(house, each, CORA)
    assert next_question in last
    for other in BEGUN.keys() - {first}:
        told = await tell(house, other, CORA)
        assert "not finished" in told
        assert f"write: {first}" in told
        assert "write: cancel" in told
    assert next_question in await tell(house, first, CORA)
    assert "Forgotten" in await tell(house, "cancel", CORA)
    other = next(iter(BEGUN.keys() - {first}))
    assert "not finished" not in await tell(house, other, CORA)


@pytest.mark.parametrize(
    ("command", "other", "told"),
    [
        ("!encuesta responder 1", "!petición nueva", "escriba: !encuesta responder 1"),
        ("!sondage répondre 1", "!proposition nouvelle", "écrivez\N{NO-BREAK SPACE}: !sondage répondre 1"),
    ],
)
async def test_it_is_told_in_the_language_of_the_command(house: House, command: str, other: str, told: str) -> None:
    await tell(house, command, ANA)
    assert told in await tell(house, other, ANA)


async def test_words_behind_a_command_never_take_the_place_of_what_was_begun(house: House) -> None:
    for said in ("!deadline add", "15 March 2027", "Comments are due."):
        await tell(house, said, CORA)
    assert "not finished" in await tell(house, "!deadline add 2027-05-01 Hearing", CORA)
    assert "Where does it say so" in await tell(house, "!deadline add", CORA)
    await tell(house, "cancel", CORA)
    await tell(house, f"!proposal new {DEMAND}", CORA)
    assert "not finished" in await tell(house, "!proposal new Something else altogether.", CORA)
    assert DEMAND in await tell(house, "!proposal new", CORA)


async def test_whoever_may_go_on_no_more_may_still_cancel(house: House) -> None:
    kinds: tuple[TalkKind, ...] = ("making", "dating")
    for kind in kinds:
        state = draft_json(Draft("en")) if kind == "making" else json.dumps(asdict(DeadlineDraft("en")))
        await Talks(house.database).put(ELLEN, kind, 0, state, await _event(house), house.clock.now())
        assert "not finished" in await tell(house, "!petition new")
        assert "Forgotten" in await tell(house, "cancel")
    assert "Which way" in await tell(house, "!petition new")


async def _event(house: House) -> EventId:
    return (await house.said(direct_room(house), ELLEN, "!help")).event_id


async def test_the_end_of_a_survey_takes_nothing_of_the_proposal_of_the_same_number(house: House) -> None:
    await proposed(house)
    await tell(house, "!proposal change 1")
    shown = await tell(house, "Answers come in writing, with reasons.")
    assert "A machine translated" in shown
    assert "Closed" in await tell(house, "!survey close 1", CORA)
    assert "Answers come in writing" in await tell(house, "!proposal change 1")
