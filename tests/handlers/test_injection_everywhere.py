"""Hostile names, petitions, file names, polls: run through the whole bot, they change nothing but their own text."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.core.attachments import clean_name
from bot.core.evidence import Block, Bullets, Heading, Paragraph, Part, Table
from bot.core.file_types import FORMS
from bot.core.ics import Appointment, calendar_file
from bot.core.letters import Letter
from bot.core.model import Outgoing
from bot.documents.letter import document as letter_document
from bot.documents.report import document as report_document
from bot.matrix.outbound import content_of
from bot.pictures.style import is_bare
from tests.core.test_injection import balanced
from tests.handlers.hostile_house import LUZ, everything, opened, report
from tests.handlers.house import House
from tests.hostile import ATTACKS, FORGED, WHOLE

TAG = re.compile(r"<(/?)([a-zA-Z0-9-]+)([^>]*)>")
FOREIGN = ("luz", "evil", "onerror", "data-mx")
OURS = {"strong", "br", "code", "em", "sub", "p", "blockquote", "ul", "ol", "li", "a", "mx-reply", "details", "summary"}
"""Tags that the bot itself writes anywhere."""


def sent_by_bot(house: House) -> list[Outgoing]:
    return [e.outgoing for room in house.homeserver.rooms.values() for e in room.events if e.outgoing is not None]


@pytest.mark.parametrize("word", WHOLE, ids=["markup", "formula"])
async def test_whatever_people_write_is_its_own_text_and_nothing_else(tmp_path: Path, word: str) -> None:
    async with opened(tmp_path, word) as house:
        await everything(house, word)
        said = sent_by_bot(house)
        assert sum("Nopal" in each.body.plain for each in said) > 40, "else it shows nothing"
        assert [f"{fault}: {each.body}" for each in said for fault in faults_of(each)] == []
        files = [each.file for each in said if each.file is not None]
        contents = {file.name: house.homeserver.files[file.stored.url] for file in files}
        assert {"letter.docx", "trinational.png", "export.csv", "export.json", "calendar.ics"} <= set(contents)
        assert [name for name in contents if not is_plain_name(name)] == []
        assert [name for name, content in contents.items() if not CHECKS[Path(name).suffix](content)] == []
        for told in ("A survey has closed", "“Idea of v0", "By name: Union 0", "Proposal 2 was withdrawn"):
            assert any(told in each.body.plain for each in said), f"else it shows nothing of: {told}"
        assert is_harmless_docx(await report(house))


def faults_of(sent: Outgoing) -> list[str]:
    html, plain = sent.body.html, sent.body.plain
    found = [f"a tag {tag}" for _, tag, _ in TAG.findall(html) if tag.lower() not in OURS]
    found += [f"an attribute {has}" for *_, has in TAG.findall(html) if any(word in has for word in FOREIGN)]
    lines = [*plain.split("\n"), *re.sub(r"<[^>]*>", "", html.replace("<br>", "\n")).split("\n")]
    found += [f"turns {line!r}" for line in lines if not balanced(line)]
    found += [f"control in {line!r}" for line in lines if any(map(is_control, line))]
    if sent.mark is None:  # a copy shows the lines of its message below its sender's name
        found += [f"a forged line {line!r}" for line in plain.splitlines() if line.startswith(FORGED)]
    mentions = content_of(sent)["m.mentions"]
    if "room" in mentions or LUZ in str(mentions):
        found.append(f"rings {mentions}")
    return found


def is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") and character != "\t"


def is_plain_name(name: str) -> bool:
    return len(name.splitlines()) == 1 and balanced(name) and not any(is_control(c) or c in "/\\<>" for c in name)


def is_harmless_csv(content: bytes) -> bool:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert "Nopal" in content.decode()
    return len({len(row) for row in rows}) == 1 and not any(
        cell[:1] in tuple("=+-@\t\r|%") for row in rows for cell in row if cell
    )


def is_harmless_json(content: bytes) -> bool:
    json.loads(content)
    return b"Nopal" in content


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAGE_BREAK = {f"{{{WORD}}}type": "page"}
"""Between the three languages of a report."""


def is_harmless_docx(content: bytes) -> bool:
    """Text, and nothing that an office program follows, computes or runs."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = ET.fromstring(archive.read("word/document.xml"))
        parts = archive.namelist()
    tags = {element.tag.partition("}")[2] for element in document.iter() if element.attrib != PAGE_BREAK}
    active = {"hyperlink", "fldSimple", "instrText", "object", "altChunk", "br"}
    assert "Nopal" in "".join(document.itertext())
    lines = ["".join(line.itertext()) for line in document.iter(f"{{{WORD}}}p")]
    wrong = [line for line in lines if line.startswith(FORGED) or not balanced(line)]
    return not tags & active and not wrong and not any("embed" in part or "vba" in part.lower() for part in parts)


def is_harmless_ics(content: bytes) -> bool:
    """One entry more than the five dates that are known without it, and no property that is not ours."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    names = {re.split("[;:]", line)[0] for line in lines if line}
    ours = {
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
    }
    assert "Nopal" in content.decode()
    return names == ours | {"TRANSP"} and lines.count("BEGIN:VEVENT") == DATES + 1


DATES = 5
CHECKS: Mapping[str, Callable[[bytes], bool]] = {
    ".csv": is_harmless_csv,
    ".json": is_harmless_json,
    ".docx": is_harmless_docx,
    ".ics": is_harmless_ics,
    ".png": is_bare,
    ".jpg": lambda content: content.startswith(b"\xff\xd8"),
}


# The files by themselves, with every attack there is.


def test_every_attack_is_text_in_a_letter_and_in_a_report() -> None:
    text = tuple(f"Nopal {attack}" for attack in ATTACKS)
    letter = Letter("warning", text, "day", text, " ".join(text), (*text, text), text)
    assert is_harmless_docx(letter_document(letter, "en"))
    blocks: tuple[Block, ...] = (
        Heading(text[0], 1),
        *map(Paragraph, text),
        Bullets(text),
        Table(text[:2], (text[:2],), (1, 1)),
    )
    assert is_harmless_docx(report_document([Part("es", " ".join(text), blocks)]))


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_attack_is_text_in_a_calendar_and_in_a_file_name(attack: str) -> None:
    day = date(2026, 11, 22)
    written = calendar_file([Appointment("key", day, attack, f"Nopal {attack}", day)] * (DATES + 1), "en")
    assert is_harmless_ics(written)
    assert is_plain_name(clean_name(f"{attack}.pdf", FORMS["pdf"]))
