"""Letters about a petition: for its owners, in the language they choose, with what the record says and no names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from docx import Document

from tests.handlers.house import ANA, EN, House
from tests.handlers.register_house import NOBODYS, ask_in, direct_room, enter, tell

CHECKLIST = "The governments now have 10 days to agree on a repair plan."


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        yield house


async def letter(house: House, said: str) -> tuple[str, bytes]:
    """Its text in the chat, and the document behind it."""
    house.clock.advance(5)
    room = direct_room(house)
    before = len(house.homeserver.shown(room))
    await house.said(room, next(iter(house.homeserver.rooms[room].people)), said)
    text, document = house.homeserver.shown(room)[before:]
    assert document.outgoing.file is not None
    assert document.outgoing.file.size_bytes == len(house.homeserver.files[document.outgoing.file.stored.url])
    return text.text, house.homeserver.files[document.outgoing.file.stored.url]


def paragraphs(document: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(document)).paragraphs]


async def test_the_letter_says_what_the_record_says_and_the_document_is_the_same_letter(house: House) -> None:
    record_id = await enter(house)
    await tell(house, f"!petition update {record_id} declined 2026-11-02")
    text, document = await letter(house, f"!letter {record_id} reasons")
    for fact in (
        "Union EN",
        "Planta Norte (Coahuila)",
        "On Oct 1, 2026",
        "on Nov 2, 2026 the petition was not taken up",
    ):
        assert fact in text
    assert "Dec 7, 2026" in text, "fifteen days from today"
    written = paragraphs(document)
    assert [line for line in text.splitlines()[1:] if line] == [line for line in written[1:] if line]


async def test_it_says_that_nobody_has_reviewed_it_above_both_forms(house: House) -> None:
    record_id = await enter(house)
    text, document = await letter(house, f"!letter {record_id} certification")
    assert "no lawyer has reviewed" in text.splitlines()[0]
    assert "no lawyer has reviewed" in paragraphs(document)[0]


async def test_it_tells_neither_the_number_of_the_record_nor_who_asked_for_it(house: House) -> None:
    record_id = await enter(house)
    text, document = await letter(house, f"!letter {record_id} reasons")
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        whole = b"\n".join(parts.read(name) for name in parts.namelist()).decode("utf-8", "replace")
    for secret in (record_id, "Ellen", "ellen", "python-docx"):
        assert secret not in text + whole
    assert house.homeserver.shown(direct_room(house))[-1].outgoing.file.name == "letter.docx"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("reasons en", "To whom it may concern,"),
        ("reasons español", "A quien corresponda:"),
        ("reasons fr", "Madame, Monsieur,"),
    ],
)
async def test_it_can_be_had_in_each_language(house: House, said: str, begins: str) -> None:
    record_id = await enter(house)
    text, document = await letter(house, f"!letter {record_id} {said}")
    assert begins in text
    assert begins in paragraphs(document)


async def test_an_answer_that_is_overdue_is_asked_for_and_never_called_a_refusal(house: House) -> None:
    record_id = await enter(house)
    text, _ = await letter(house, f"!letter {record_id} reasons")
    assert "the time for an answer ended on Nov 2, 2026. We know of no answer." in text
    assert "not taken up" not in text


async def test_without_a_kind_the_letters_are_offered_and_other_routes_have_no_congress(house: House) -> None:
    record_id = await enter(house)
    offered = await tell(house, f"!letter {record_id}")
    assert f"!letter {record_id} reasons" in offered
    assert f"!letter {record_id} certification" in offered
    for said in ("!petition new", "2", "Planta Sur", "Coahuila", "auto parts", "2026-10-01", "skip", "1"):
        await tell(house, said)
    other = (await tell(house, "save")).split(" · ")[0].split()[-1]
    assert "certification" not in await tell(house, f"!letter {other}")
    assert "Only the United States" in await tell(house, f"!letter {other} certification")


async def test_it_is_for_the_owners_alone_and_never_in_a_room(house: House) -> None:
    record_id = await enter(house)
    refused = await tell(house, f"!letter {record_id} reasons", ANA)
    assert refused == await tell(house, f"!letter {NOBODYS} reasons", ANA)
    assert "direct chat" in await ask_in(house, EN, ANA, f"!letter {record_id} reasons")
    assert not house.homeserver.files


async def test_a_finding_of_denial_that_is_entered_as_a_correction_brings_the_checklist_too(house: House) -> None:
    record_id = await enter(house, received="skip")
    for stage in ("review_requested", "review_accepted", "determined_no_denial"):
        assert CHECKLIST not in await tell(house, f"!petition update {record_id} {stage} 2026-11-20")
    assert CHECKLIST in await tell(house, f"!petition update {record_id} entry:4 determined_denial 2026-11-20 mistyped")
