"""Two groups show each other the same fields, both or neither; co-petitioners are named only as far as they consent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.core import record_ids
from bot.store import register
from bot.store.database import connect
from bot.store.register import Register
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, ELLEN, FIELDS, FLEUR, KEY, MEMBERS, House
from tests.handlers.register_house import NOBODYS, enter, tell
from tests.system.stores import every_value


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    members = {**MEMBERS, CARLA: replace(MEMBERS[CARLA], organisation="Union EN", language="en")}
    async with House(folder, detectors=detectors(), members=members) as house:
        yield house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def offered(house: House) -> tuple[str, str, str]:
    """Ellen's record, Ana's record, and the offer's number."""
    ours = await enter(house, ELLEN, facility="Planta Norte")
    theirs = await enter(house, ANA, facility="Maquila Luna")
    assert "Planta Norte" in await tell(house, f"!petition reveal {ours} Union ES facility dates")
    (offer,) = [code for code in codes(await tell(house, "offer")) if code != ours]
    return ours, theirs, offer


def codes(text: str) -> set[str]:
    return {
        code
        for word in text.replace(",", " ").replace(":", " ").split()
        if (code := record_ids.parse(word)) and len(word) == 7
    }


async def rows_with(house: House, folder: Path, text: str) -> bool:
    await house.crash()
    with closing(connect(folder / "bot.db", KEY, FIELDS)) as connection:
        found = any(text in str(value) for value in every_value(connection))
    await house.start()
    return found


async def test_both_see_the_agreed_fields_and_nothing_more_or_neither_does(house: House) -> None:
    ours, theirs, offer = await offered(house)
    assert "Maquila Luna" not in await tell(house, f"!petition status {theirs}")
    shown = await tell(house, f"!petition reveal {offer} {theirs}", ANA)
    assert "Maquila Luna" in shown
    assert "Planta Norte" not in shown, "nothing of theirs before the word"
    assert "Planta Norte" not in await tell(house, f"!petition status {ours}", ANA)
    assert "Planta Norte" in await tell(house, "revelar", ANA)
    seen = await tell(house, f"!petition status {theirs}")
    assert "Maquila Luna" in seen
    assert "Coahuila" not in seen
    assert "Union ES" not in seen
    assert ours in await tell(house, "!petition list", ANA)
    assert "Planta Norte" not in await tell(house, f"!petition status {ours}", FLEUR)


async def test_a_crash_at_the_word_leaves_both_or_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path) as house:
        ours, theirs, offer = await offered(house)
        await tell(house, f"!petition reveal {offer} {theirs}", ANA)
        whole, calls = register._mark_done, 0

        async def failing(*args: Any) -> None:
            nonlocal calls
            calls += 1
            if calls == 1:  # behind both rows, before the end of the transaction
                raise RuntimeError("the power went")
            await whole(*args)

        monkeypatch.setattr(register, "_mark_done", failing)
        await tell(house, "reveal", ANA)
        for reader, record in ((ELLEN, theirs), (ANA, ours)):
            assert "Plant" not in await tell(house, f"!petition status {record}", reader)
        await tell(house, "reveal", ANA)
        await house.restart()
        assert "Maquila Luna" in await tell(house, f"!petition status {theirs}")
        assert "Planta Norte" in await tell(house, f"!petition status {ours}", ANA)
        assert not (await Register.open(house.database)).tampered
        assert "reveal" not in await tell(house, "reveal", ANA), "once"


async def test_a_withdrawn_offer_leaves_no_trace_and_is_like_one_that_never_was(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        ours, theirs, offer = await offered(house)
        never = (await tell(house, f"!petition reveal {NOBODYS} {theirs}", ANA)).replace(NOBODYS, "")
        await tell(house, f"!petition reveal {offer} cancel")
        assert (await tell(house, f"!petition reveal {offer} {theirs}", ANA)).replace(offer, "") == never
        assert "No offer" in await tell(house, "!petition reveal", CARLA)
        assert ours not in await tell(house, "!petition reveal", ANA)
        await tell(house, "!petition cancel")
        assert not await rows_with(house, tmp_path, offer)


async def test_an_offer_withdrawn_behind_the_preview_shows_neither(house: House) -> None:
    ours, theirs, offer = await offered(house)
    await tell(house, f"!petition reveal {offer} {theirs}", ANA)
    await tell(house, f"!petition reveal {offer} cancel")
    await tell(house, "reveal", ANA)
    assert "Planta" not in await tell(house, f"!petition status {ours}", ANA)
    assert "Maquila" not in await tell(house, f"!petition status {theirs}")


async def test_an_offer_ends_by_itself_after_a_week_and_a_third_group_cannot_tell_it_from_nothing(house: House) -> None:
    _, theirs, offer = await offered(house)
    third = await enter(house, FLEUR)
    answer = (await tell(house, f"!petition reveal {offer} {third}", FLEUR)).replace(offer, "")
    assert answer == (await tell(house, f"!petition reveal {NOBODYS} {third}", FLEUR)).replace(NOBODYS, "")
    house.clock.advance(7 * 24 * 3600 + 1)
    late = await tell(house, f"!petition reveal {offer} {theirs}", ANA)
    assert late.replace(offer, "") == (await tell(house, f"!petition reveal {NOBODYS} {theirs}", ANA)).replace(
        NOBODYS, ""
    )


async def agreed(house: House, span: str = "") -> tuple[str, str]:
    """Ellen's record and Ana's, each shown to the other."""
    ours = await enter(house, ELLEN, facility="Planta Norte")
    theirs = await enter(house, ANA, facility="Maquila Luna")
    await tell(house, f"!petition reveal {ours} Union ES facility {span}".strip())
    (offer,) = [code for code in codes(await tell(house, "offer")) if code != ours]
    await tell(house, f"!petition reveal {offer} {theirs}", ANA)
    await tell(house, "reveal", ANA)
    return ours, theirs


async def sees(house: House, ours: str, theirs: str) -> tuple[bool, bool]:
    """Whether Ana sees Ellen's, and Ellen Ana's."""
    by_ana, by_ellen = (
        await tell(house, f"!petition status {ours}", ANA),
        await tell(house, f"!petition status {theirs}"),
    )
    return "Planta" in by_ana, "Maquila" in by_ellen


async def test_what_was_agreed_ends_for_both_at_its_day(house: House) -> None:
    ours, theirs = await agreed(house, "for 30 days")
    house.clock.advance(30 * 24 * 3600)
    assert await sees(house, ours, theirs) == (True, True)
    house.clock.advance(24 * 3600)
    assert await sees(house, ours, theirs) == (False, False)


@pytest.mark.parametrize("how", ["!petition unshare {}", "!petition unshare {} Union ES", "delete"])
async def test_whoever_takes_it_back_ends_it_for_both_and_for_nothing_else(tmp_path: Path, how: str) -> None:
    async with opened(tmp_path) as house:
        kept = await agreed(house)
        house.clock.advance(60)
        ours, theirs = await agreed(house)
        assert await sees(house, ours, theirs) == (True, True)
        await house.restart()
        if how == "delete":
            await tell(house, f"!petition cancel {ours}")
        await tell(house, how.format(ours))
        for _ in range(2):
            assert await sees(house, ours, theirs) == (False, False)
            assert await sees(house, *kept) == (True, True), "another agreement of the same groups"
            assert not (await Register.open(house.database)).tampered
            await house.restart()
        assert "no longer agreed with Union EN" in await tell(house, f"!petition history {theirs}", ANA)


async def test_a_co_petitioner_is_named_only_as_far_as_it_consents_itself(house: House) -> None:
    record = await enter(house, ELLEN)
    assert "Share it" in await tell(house, f"!petition copetitioner {record} Union ES")
    await tell(house, f"!petition share {record} 2")
    await tell(house, "publish")
    await tell(house, f"!petition copetitioner {record} Union ES")
    await tell(house, f"!petition publish {record}")
    await tell(house, "publish")
    assert "Union ES" not in await tell(house, f"!petition status {record}", FLEUR)
    assert "without consent" in await tell(house, f"!petition status {record}")
    assert "not named yours" in await tell(house, f"!petition consent {record} network", FLEUR)
    assert "every member" in await tell(house, f"!petition consent {record} network", ANA)
    assert "Union ES" not in await tell(house, f"!petition status {record}", FLEUR), "nothing before the word"
    await tell(house, "consent", ANA)
    assert "Union ES" in await tell(house, f"!petition status {record}", FLEUR)
    await tell(house, f"!petition consent {record} off", ANA)
    assert "Union ES" not in await tell(house, f"!petition status {record}", FLEUR)


@pytest.mark.parametrize("ended", ["!petition unshare {} network", "31 days"])
async def test_a_consent_is_taken_back_also_when_the_record_is_no_longer_shown(house: House, ended: str) -> None:
    record = await enter(house, ELLEN)
    for group in ("Union ES for 30 days", "Union FR"):
        await tell(house, f"!petition share {record} {group}")
        await tell(house, "publish")
    await tell(house, f"!petition copetitioner {record} Union ES")
    await tell(house, f"!petition consent {record} groups", ANA)
    await tell(house, "consent", ANA)
    assert "Union ES" in await tell(house, f"!petition status {record}", FLEUR)
    house.clock.advance(31 * 24 * 3600)
    if "{}" in ended:
        await tell(house, ended.format(record))
    never = (await tell(house, f"!petition consent {NOBODYS} network", ANA)).replace(NOBODYS, "")
    assert (await tell(house, f"!petition consent {record} network", ANA)).replace(record, "") == never
    await tell(house, f"!petition consent {record} off", ANA)
    assert "Union ES" not in await tell(house, f"!petition status {record}", FLEUR)
    again = await tell(house, f"!petition consent {record} off", ANA)
    assert again.replace(record, "") == never, "what is taken back is not there to be asked about"
