"""What a test of command desks needs: a command in, the answer of its desk out, without a bot around them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.core.commands import parse
from bot.core.model import Channel, EventId, EventRef, Language, Member, Rendered, Role, RoomId, UserId
from bot.handlers.coming import Coming
from bot.handlers.commands import Announcement, Asked, CommandDesk, Desk, Reply
from bot.handlers.digest import HELP as DIGEST_HELP
from bot.handlers.digest import DigestDesk, DigestWriter
from bot.handlers.direct_chats import DirectChats
from bot.handlers.petitions import CASE_HELP, DEADLINES_HELP, LIST_HELP, STATUS_HELP, PetitionDesk
from bot.handlers.record_news import RecordNews
from bot.handlers.record_views import RecordViews
from bot.handlers.removal import Removals
from bot.handlers.suspension import RESTORE_HELP, SUSPEND_HELP, SuspensionDesk
from bot.handlers.verifying import HELP as VERIFY_HELP
from bot.handlers.verifying import VerificationDesk
from bot.holiday_calendars import is_holiday
from bot.i18n import Texts
from bot.matrix.verifier import Verifier
from bot.resources import config_dir
from bot.store.direct_chats import DirectChatStore
from bot.store.public_case_file import load_public_cases
from bot.store.public_cases import PublicCaseStore
from bot.store.register import Register
from bot.store.stage_file import load_clocks
from bot.store.suspensions import SuspensionStore
from tests.channels import by_language
from tests.databases import open_blank
from tests.fakes.clock import ManualClock
from tests.fakes.homeserver import FakeHomeserver
from tests.fakes.rooms import FakeRooms
from tests.fakes.verification import FakeWire

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
ROOMS = {"en": RoomId("!en"), "es": RoomId("!es"), "fr": RoomId("!fr")}
CLOCKS = load_clocks(config_dir() / "stages.yaml", is_holiday)
CASES = load_public_cases(config_dir() / "public_cases.yaml", CLOCKS.lifecycle)
(CASE,) = (case for case in CASES if case.record_id == "7K2-M9X")
PLANT = "7K2-M9X · Atento Servicios (Pachuca I, Interplaza)"

Ask = Callable[..., Awaitable[Reply | Announcement]]


@cache
def shared_texts() -> Texts:
    return Texts.load()


@asynccontextmanager
async def public_cases(folder: Path) -> AsyncIterator[PublicCaseStore]:
    database = await open_blank(folder / "bot.db", bytes(32))
    store = PublicCaseStore(database, CLOCKS.lifecycle)
    await store.seed([CASE], NOW)
    yield store
    await database.close()


async def asker(store: PublicCaseStore) -> Ask:
    texts = shared_texts()
    verifier = Verifier(FakeWire().as_wire(), ManualClock(), ())
    rooms, suspensions = FakeRooms(FakeHomeserver(ManualClock())), SuspensionStore(store._database, ())
    verifications = VerificationDesk(verifier, rooms, texts, {}, None)
    removals = Removals(rooms, suspensions, texts, ManualClock(), {}, (), None)
    suspension_desk = SuspensionDesk(texts, suspensions, rooms, removals, {}, ())
    coming = Coming(texts, store, CLOCKS, tuple)
    direct = DirectChats(rooms, DirectChatStore(store._database), rooms.user_id, ())
    register = await Register.open(store._database)
    views = RecordViews(texts, CLOCKS, register, rooms, direct, {}, rooms.user_id)
    petition_desk = PetitionDesk(texts, store, CLOCKS, coming, views)
    digest_desk = DigestDesk(DigestWriter(texts, store, coming, RecordNews(texts, CLOCKS, register, {})), views)
    desk = CommandDesk(
        texts,
        {
            "petition.status": Desk(petition_desk.status, STATUS_HELP),
            "petition.list": Desk(petition_desk.list, LIST_HELP),
            "case": Desk(petition_desk.case, CASE_HELP),
            "deadlines": Desk(petition_desk.deadlines, DEADLINES_HELP),
            "digest": Desk(digest_desk.publish, DIGEST_HELP),
            "member.suspend": Desk(suspension_desk.suspend, SUSPEND_HELP),
            "member.restore": Desk(suspension_desk.restore, RESTORE_HELP),
            "verify": Desk(verifications.answer, VERIFY_HELP),
        },
    )

    async def ask(
        typed: str,
        *,
        room: Language = "en",
        role: Role = "rep",
        now: datetime = NOW,
        event: str = "$asked",
        rooms: dict[Language, RoomId] = ROOMS,
    ) -> Reply | Announcement:
        command = parse(typed)
        assert command is not None
        member = Member(UserId("@ana:demo.local"), "Ana", "Sindicato Demo", role=role)
        channel = Channel("demo", by_language(rooms))
        return await desk.answer(Asked(command, member, channel, room, EventRef(rooms[room], EventId(event)), now))

    return ask


def reply(answer: Reply | Announcement) -> list[str]:
    assert isinstance(answer, Reply)
    assert_both_forms_say_the_same(answer.text)
    return answer.text.plain.splitlines()


def announcement(answer: Reply | Announcement) -> dict[Language, list[str]]:
    assert isinstance(answer, Announcement)
    for text in answer.texts.values():
        assert_both_forms_say_the_same(text)
    languages = {room: language for language, room in ROOMS.items()}
    return {languages[room]: text.plain.splitlines() for room, text in answer.texts.items()}


def assert_both_forms_say_the_same(text: Rendered) -> None:
    stripped = re.sub(r"</?(strong|code)>", "", text.html).replace("<br>", "\n")
    assert "<" not in stripped
    assert stripped.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&") == re.sub(
        r"(?m)^  ", "", text.plain
    )
