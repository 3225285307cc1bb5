"""The digest on request: what each room is told, and by whose command."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import Role
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step
from bot.handlers.commands import Announcement
from bot.store.public_cases import PublicCaseStore
from tests.handlers.desk_house import CASE, NOW, PLANT, ROOMS, Ask, announcement, asker, public_cases, reply


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[PublicCaseStore]:
    async with public_cases(tmp_path) as store:
        yield store


@pytest_asyncio.fixture
async def ask(store: PublicCaseStore) -> Ask:
    return await asker(store)


async def test_a_digest_tells_each_room_in_its_language_what_is_new(ask: Ask) -> None:
    assert announcement(await ask("!resumen", role="coordinator")) == {
        "en": [
            "What changed in the last 7 days",
            f"New: {PLANT}. A panel found a denial of workers' rights.",
            "One of them: !petition status 7K2-M9X, with its number.",
            "Every line: !digest full",
        ],
        "es": [
            "Cambios de los últimos 7 días",
            f"Nueva: {PLANT}. Un panel determinó que hubo denegación de derechos laborales.",
            "Para ver una: !petición estado 7K2-M9X, con su número.",
            "Todas las líneas: !resumen completo",
        ],
        "fr": [
            "Changements des 7 derniers jours",
            f"Nouvelle\xa0: {PLANT}. Un groupe spécial a constaté un déni des droits.",
            "Pour en voir une\xa0: !pétition statut 7K2-M9X, avec son numéro.",
            "Toutes les lignes\xa0: !bulletin complet",
        ],
    }


async def test_a_move_is_told_with_both_stages_and_a_correction_without(ask: Ask, store: PublicCaseStore) -> None:
    later = NOW + timedelta(days=30)
    moved = replace(CASE, steps=(*CASE.steps, Step("sanctions_applied", PartialDate(later.date()))))
    await store.seed([moved], later)
    lines = announcement(await ask("!digest", role="coordinator", now=later))["en"]
    assert lines[1] == (
        f"Moved: {PLANT}. Now: Sanctions are in force. Before: A panel found a denial of workers' rights."
    )
    later += timedelta(days=30)
    await store.seed([replace(moved, region="Puebla")], later)
    lines = announcement(await ask("!digest", role="coordinator", now=later))["en"]
    assert lines[1] == f"Corrected: {PLANT}."


async def test_an_empty_week_says_so_in_one_line(ask: Ask) -> None:
    later = NOW + timedelta(days=7, seconds=1)
    assert announcement(await ask("!digest", role="coordinator", now=later)) == {
        "en": ["Nothing changed in the last 7 days."],
        "es": ["Sin cambios en los últimos 7 días."],
        "fr": ["Aucun changement ces 7 derniers jours."],
    }


async def test_what_changed_exactly_seven_days_ago_still_counts(ask: Ask) -> None:
    assert len(announcement(await ask("!digest", role="coordinator", now=NOW + timedelta(days=7)))["en"]) > 1


async def test_a_digest_goes_to_the_rooms_that_the_channel_has(ask: Ask) -> None:
    two = {"en": ROOMS["en"], "fr": ROOMS["fr"]}
    assert set(announcement(await ask("!digest", role="coordinator", rooms=two))) == {"en", "fr"}


@pytest.mark.parametrize("role", ["rep", "observer"])
async def test_only_coordinators_publish_a_digest(ask: Ask, role: Role) -> None:
    assert reply(await ask("!resumen", role=role)) == ["Solo la coordinación puede hacer esto."]


async def test_an_announcement_has_one_key_for_one_asking_event(ask: Ask) -> None:
    keys = []
    for event in ("$one", "$one", "$two"):
        answer = await ask("!digest", role="coordinator", event=event)
        assert isinstance(answer, Announcement)
        keys.append(answer.key)
    assert keys[0] == keys[1] != keys[2]
