"""Anything that people may write to the bot in private: answered in a sentence, and nothing shown without its word."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from bot.core.command_table import TABLE
from bot.core.command_words import WORDS
from bot.core.model import Member, UserId
from bot.i18n import Texts
from bot.store.register import Register
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, ELLEN, FLEUR, MEMBERS, House
from tests.handlers.register_house import direct_room, enter

PAZ = UserId("@paz:demo.local")
PEOPLE = (ELLEN, ANA, CARLA, PAZ, FLEUR)
FAILED = (
    "Something went wrong on my side; nothing was changed. Please try again,"
    " and tell a coordinator if it happens again."
)
TYPED = [
    spec for spec in TABLE if spec.verb.split(".")[0] in ("petition", "org", "member", "remedy", "retaliation", "help")
]
VALUES = (
    "7K2-M9X 000-000 2 3 99 -1 facility dates network public groups off on yesterday 2026-02-30 31/12/2026 declined"
    " mine overdue stage sector reason:no_reason_given reason:zzz given:none entry:9 entry:x strike:yes sector:mining"
    " back_pay partly coordinator observer @ana:demo.local @nora:demo.local %(name)s {} ' \u202e \U0001f600 https://ustr.gov/x"
).split()
VALUES += ["Union ES", "Union FR", "for 90 days", "for 0 days", "x" * 300]
SHOWS = {"published", "named", "revealed", "consented"}


@pytest.mark.parametrize("lines", [120, pytest.param(3000, marks=[pytest.mark.long, pytest.mark.timeout(1200)])])
async def test_whatever_is_typed_nothing_fails_and_nothing_is_shown_deleted_or_admitted_without_a_word(
    tmp_path: Path, lines: int
) -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    chance, texts = random.Random(seed), Texts.load()
    failed = {texts.gettext(language, FAILED) for language in texts.languages}
    members = {**MEMBERS, PAZ: Member(PAZ, "Paz", "Union EN", "en", "coordinator")}
    async with House(tmp_path, detectors=detectors(), members=members) as house:
        records = [await enter(house, user_id) for user_id in (ELLEN, ANA)]
        for _ in range(lines):
            spec, language = chance.choice(TYPED), chance.choice(texts.languages)
            words = [WORDS[part][language][0] for part in chance.choice(spec.forms)]
            words += chance.choices([*VALUES, *records, *records], k=chance.randint(0, 4))
            room = direct_room(house, user_id := chance.choice(PEOPLE))
            house.clock.advance(5)
            await house.said(room, user_id, "!" + " ".join(words))
            assert house.homeserver.texts(room)[-1] not in failed, (seed, words)
        register = await Register.open(house.database)
        assert not register.tampered
        assert {record.record_id for record in register.every()} >= set(records), seed
        rows = await house.database.fetch_all(
            "SELECT opened('register_log.payload', payload) AS payload FROM register_log WHERE payload IS NOT NULL"
        )
        assert not SHOWS & {json.loads(row["payload"])["action"] for row in rows}, seed
        told = await house.database.fetch_all(
            "SELECT opened('roster_log.payload', payload) AS payload FROM roster_log WHERE payload IS NOT NULL"
        )
        assert {json.loads(row["payload"])["action"] for row in told} <= {"member.role", "org.object"}, seed
