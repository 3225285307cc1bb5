"""`!guide` as a rep types it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.commands import parse
from bot.core.model import Channel, EventId, EventRef, Language, Member, RoomId, UserId
from bot.handlers.answers import Asked, Desk, Reply
from bot.handlers.commands import CommandDesk
from bot.handlers.guides import HELP, GuideDesk
from bot.i18n import Texts
from bot.resources import config_dir
from bot.store.guide_file import load_guides

TEXTS = Texts.load()
DESK = CommandDesk(TEXTS, {"guide": Desk(GuideDesk(TEXTS, load_guides(config_dir() / "guides")).show, HELP)})


async def ask(room: Language, typed: str) -> str:
    command = parse(typed)
    assert command is not None
    member = Member(UserId("@ana:demo.local"), "Ana", "Union")
    event, now = EventRef(RoomId("!room"), EventId("$asked")), datetime(2026, 11, 23, tzinfo=UTC)
    answer = await DESK.answer(Asked(command, member, Channel("plants", ()), room, event, now))
    assert isinstance(answer, Reply)
    return answer.text.plain


async def test_a_rep_reads_a_guide_page_by_page_in_their_language() -> None:
    first = await ask("es", "!guia anonima")
    assert first.startswith("Presentar una petición, también de forma anónima (1/2)")
    assert "!guía presentar 2" in first
    second = await ask("es", "!guia presentar 2")
    assert "(2/2)" in second
    assert "Fuentes: 88 FR 40914" in second
    assert "22 de noviembre de 2026" in second


async def test_without_a_name_all_guides_are_listed_with_what_to_type() -> None:
    listed = await ask("fr", "!guide")
    assert [line for line in listed.split("\n") if line.startswith("!")] == [
        "!guide couverture",
        "!guide dépôt",
        "!guide noms",
        "!guide déni",
        "!guide représailles",
        "!guide publié",
    ]


@pytest.mark.parametrize(
    ("room", "answer"),
    [
        ("en", "There is no guide of this name. The list of guides: !guide"),
        ("es", "No hay ninguna guía con ese nombre. La lista de guías: !guía"),
        ("fr", "Aucun guide ne porte ce nom. La liste des guides\u00a0: !guide"),
    ],
)
async def test_a_name_that_is_none_gets_the_way_to_the_list(room: Language, answer: str) -> None:
    assert answer in await ask(room, "!guide pensions")
