"""The evidence report: what is in it, what must never be in it, and what the file tells besides."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from typing import ParamSpec
from xml.etree import ElementTree as ET

import docx
import pytest
import pytest_asyncio

from bot import report_console
from bot.config import AccountSettings, EngineSettings, Settings
from bot.core.evidence import Bullets, Figure, Heading, Paragraph, Part, Period, Table, cases_in, clock_totals
from bot.core.public_cases import PublicCase, Source
from bot.core.statistics import edition
from bot.documents.report import document
from bot.errors import ConfigError
from bot.handlers.evidence import EvidenceWriter
from bot.handlers.figure_words import FigureWords
from bot.i18n import Texts
from bot.resources import config_dir
from bot.store.baseline_file import load_baseline
from bot.store.figures import FigureStore
from bot.store.public_case_file import load_public_cases
from bot.store.register import Register
from tests.core.life import CLOCKS, LIFECYCLE, steps
from tests.fakes.clock import ManualClock
from tests.fakes.pictures import PicturesAtOnce
from tests.fakes.rooms import BOT
from tests.handlers.figures_house import a_network_with_figures, next_edition, write
from tests.handlers.house import House

P = ParamSpec("P")

TODAY = date(2026, 11, 22)
YEARS = Period(date(2021, 1, 1), TODAY)
TEXTS = Texts.load()
CASES = load_public_cases(config_dir() / "public_cases.yaml", LIFECYCLE)


class OnePicture(PicturesAtOnce):
    """Draws the first and gives it again: each takes a third of a second, and there are two dozen."""

    def __init__(self) -> None:
        self._drawn = b""

    async def draw(self, png: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
        self._drawn = self._drawn or await super().draw(png, *args, **kwargs)
        return self._drawn


class NoPictures(PicturesAtOnce):
    """Most tests look at words."""

    async def draw(self, *_: object, **__: object) -> bytes:
        return await super().draw(lambda: b"no picture")


WRITER = EvidenceWriter(
    TEXTS, CLOCKS, FigureWords(TEXTS, load_baseline(config_dir() / "public_baseline.yaml")), OnePicture()
)


def case(*told: tuple[str, str | None], later_unknown: bool = False, facility: str = "Plant") -> PublicCase:
    return PublicCase(
        "7K2-M9X",
        facility,
        "",
        "mining",
        "US_MX",
        "petition",
        "",
        steps(*told),
        later_unknown,
        (Source("USTR"),),
        "high",
        TODAY,
    )


def words(content: bytes) -> str:
    """Everything that a reader can find in the file, also what no page shows."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    return "\n".join(" ".join([*ET.fromstring(part).itertext(), part.decode()]) for part in parts)  # ours


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        yield house


WITHOUT_PICTURES = EvidenceWriter(TEXTS, CLOCKS, WRITER._figures, NoPictures())


async def report(house: House, writer: EvidenceWriter = WITHOUT_PICTURES, period: Period = YEARS) -> bytes:
    told = await FigureStore(house.database).told()
    records = tuple((await Register.open(house.database)).every())
    day = told.changed_at.date() if told.changed_at else None
    today = house.clock.now().date()
    parts = [
        await writer.part(language, period, edition(told.places, day), CASES[:6], records, (), today)
        for language in TEXTS.languages
    ]
    return document(parts)


# --- what is in it -------------------------------------------------------------------------------------------------


async def test_it_tells_the_same_in_three_languages_with_figures_clocks_cases_and_method(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await a_network_with_figures(house)
        await house.restart()
        next_edition(house)

        async def told() -> bool:
            return (await FigureStore(house.database).told()).changed_at is not None

        await house.until(told)
        paper = docx.Document(io.BytesIO(await report(house, WRITER)))
    headings = [line.text for line in paper.paragraphs if line.style is not None and line.style.name == "Heading 1"]
    assert headings[:4] == [
        "Figures of the network",
        "Clocks of the law, in public cases",
        "Public cases",
        "Method and limits",
    ]
    assert len(headings) == 12
    assert headings[4] == "Cifras de la red"
    assert headings[11] == "Méthode et limites"
    assert len(paper.tables) == 9
    assert len({len(table.rows) for table in paper.tables[2::3]}) == 1
    assert paper.tables[0].rows[1].cells[2].text == "6"
    assert len(paper.inline_shapes) % 3 == 0
    pictures = [shape._inline.docPr.get("descr") for shape in paper.inline_shapes]
    assert any(text is not None and "Taken up: 6" in text for text in pictures)


async def test_of_members_records_nothing_is_told_but_what_was_made_public(house: House) -> None:
    hidden = await write(house, 901, ("filed", "2026-01-05"), published=False)
    network = await write(house, 902, ("filed", "2026-01-05"))
    public = await write(house, 903, ("filed", "2026-01-05"), levels={"facility": 4})
    text = words(await report(house))
    assert "Planta 903" in text
    assert public in text
    for secret in ("Planta 901", "Planta 902", hidden, network, "@ellen", "Union"):
        assert secret not in text


async def test_the_file_names_no_author_no_program_no_machine_and_no_moment(house: House) -> None:
    content = await report(house)
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert "2026-11-22T" not in words(content)
    assert "python-docx" not in words(content).lower()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}
        assert "Application" not in archive.read("docProps/app.xml").decode()
    assert content == await report(house)


def test_text_stays_text_whatever_is_in_it() -> None:
    nasty = 'A & B <w:t>x</w:t> ]]> \x07\u202e{HYPERLINK "http://x"} =1+1'
    blocks = (Heading(nasty, 1), Paragraph(nasty), Bullets((nasty,)), Table((nasty,), ((nasty,),), (100,)))
    paper = docx.Document(io.BytesIO(document([Part("en", nasty, blocks)])))
    tame = nasty.replace("\x07", " ").replace("\u202e", " ")
    assert [line.text for line in paper.paragraphs if line.text] == [tame] * 4
    assert paper.tables[0].rows[0].cells[0].text == tame
    xml = paper.element.xml
    assert "hyperlink" not in xml
    assert xml.count("fldSimple") == 0  # the page number stands in the footer


async def test_without_a_picture_the_tables_say_the_same() -> None:
    part = await WITHOUT_PICTURES.part("en", YEARS, edition({}, None), CASES, (), (), TODAY)
    assert not any(isinstance(block, Figure) for block in part.blocks)
    assert sum(isinstance(block, Table) for block in part.blocks) == 3


# --- clocks and cases ----------------------------------------------------------------------------------------------


def test_a_report_on_an_earlier_period_knows_nothing_of_what_came_later() -> None:
    late = case(("filed", "2024-01-01"), ("received", "2024-01-02"), ("declined", "2024-12-01"))
    before = Period(date(2024, 1, 1), date(2024, 6, 30))
    (total,) = clock_totals(CLOCKS, [late], before)
    assert (total.days, total.open_over) == ((), 1)
    (after,) = clock_totals(CLOCKS, [late], Period(date(2024, 7, 1), date(2024, 12, 31)))
    assert (after.days, after.over, after.open_over) == ((334,), 1, 0)


def test_what_nobody_follows_in_public_or_begins_on_an_estimated_day_is_never_called_late() -> None:
    unfollowed = case(("filed", "2024-01-01"), ("received", "2024-01-02"), later_unknown=True)
    assert clock_totals(CLOCKS, [unfollowed], YEARS) == ()
    estimated = case(("filed", "2024-01-01"), ("declined", "2024-12-01"))
    totals = clock_totals(CLOCKS, [estimated], YEARS)
    assert [(each.is_estimate, each.over, len(each.days)) for each in totals] == [(True, 0, 1)]


def test_the_public_cases_give_the_baseline_that_the_sources_give() -> None:
    """From the petition to the request: 14 cases, median 32 days, 30 to 66, as worked out by hand from the rows."""
    (total,) = [each for each in clock_totals(CLOCKS, CASES, YEARS) if each.clock.name == "answer" and each.is_estimate]
    assert (len(total.days), total.median, total.days[0], total.days[-1]) == (14, 32, 30, 66)


def test_a_case_is_in_the_period_in_which_something_happened_as_far_as_its_date_is_known() -> None:
    march = Period(date(2024, 3, 10), date(2024, 3, 20))

    def is_in(happened: str | None) -> bool:
        return bool(list(cases_in([case(("filed", happened))], march)))

    assert [is_in(day) for day in ("2024-03-15", "2024-03-09", "2024-03", "2024-Q1", "2024", "2024-04", None)] == [
        True,
        False,
        True,
        True,
        True,
        False,
        False,
    ]


# --- the command ---------------------------------------------------------------------------------------------------


def settings(folder: Path) -> Settings:
    return Settings(
        homeserver="http://127.0.0.1:1",
        account=AccountSettings(BOT, folder / "password"),
        data_dir=folder,
        key_file=folder / "key",
        fields_key_file=folder / "fields.key",
        invites=frozenset(),
        channels=(),
        members={},
        engine=EngineSettings(("apertium",), 1.0, 1.0),
        operators_room=None,
    )


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-13-01", "2026-11-01", "--from"),
        ("2026-01-01", "soon", "--to"),
        ("2026-05-01", "2026-01-01", "--from"),
        ("2026-05-01", "2027-01-01", "still to come"),
    ],
)
def test_a_wrong_period_is_told_in_one_sentence(tmp_path: Path, first: str, last: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        report_console.run(settings(tmp_path), ManualClock(), first, last, tmp_path / "r.docx", print)
    assert not (tmp_path / "r.docx").exists()


def test_it_is_written_for_its_maker_alone_and_never_over_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_console, "PictureWorker", NoPictures)
    target, told = tmp_path / "report.docx", list[str]()
    arguments = (settings(tmp_path), ManualClock(), "2026-01-01", "2026-11-01", target)
    assert report_console.run(*arguments, told.append) == 0
    assert target.stat().st_mode & 0o777 == 0o600
    assert docx.Document(str(target)).paragraphs[0].text == "Evidence report"
    assert "Look through it" in told[0]
    with pytest.raises(ConfigError, match="there already"):
        report_console.run(*arguments, told.append)
