"""`trinational report`: one trilingual document from what may be told to everybody."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.config import Settings
from bot.core.evidence import Part, Period
from bot.core.proposals import Proposal
from bot.core.records import Record
from bot.core.statistics import Edition, edition
from bot.documents.report import document
from bot.errors import ConfigError, EnvironmentFault
from bot.handlers.evidence import EvidenceWriter
from bot.handlers.figure_words import FigureWords
from bot.holiday_calendars import is_holiday
from bot.i18n import Texts
from bot.pictures.worker import PictureWorker
from bot.ports import Clock
from bot.resources import config_dir
from bot.sentences import N_, Said, reason_of
from bot.store.baseline_file import load_baseline
from bot.store.figures import FigureStore
from bot.store.keys import open_beside_the_bot
from bot.store.nickname_file import load_nicknames
from bot.store.proposals import Proposals
from bot.store.protected_names import ProtectedNameStore
from bot.store.public_case_file import load_public_cases
from bot.store.register import Register
from bot.store.stage_file import load_clocks

Write = Callable[[Said], None]


def run(settings: Settings, clock: Clock, first: str, last: str, out: Path | None, write: Write) -> int:
    """Gives the exit code; raises StartError."""
    today = clock.now().date()
    period = _period(first, last, today)
    target = out or Path(f"evidence-report-{period.first}-{period.last}.docx")
    parts = asyncio.run(_parts(settings, period, today))
    _save(target, document(parts))
    write(Said(N_("Written: %(path)s. Look through it before you give it to anybody."), path=str(target)))
    return 0


def _period(first: str, last: str, today: date) -> Period:
    """Raises ConfigError with a sentence for each mistake."""
    days: list[date] = []
    mistakes: list[Said] = []
    for option, typed in (("--from", first), ("--to", last)):
        try:
            days.append(date.fromisoformat(typed))
        except ValueError:
            mistakes.append(Said(N_("%(option)s: expected a day such as 2026-11-22"), option=option))
    if not mistakes and days[0] > days[1]:
        mistakes.append(Said(N_("--from: expected a day before the one of --to")))
    if not mistakes and days[1] > today:
        mistakes.append(Said(N_("--to: expected no day that is still to come")))
    if mistakes:
        raise ConfigError(mistakes)
    return Period(*days)


async def _parts(settings: Settings, period: Period, today: date) -> list[Part]:
    texts, clocks = Texts.load(), load_clocks(config_dir() / "stages.yaml", is_holiday)
    cases = load_public_cases(config_dir() / "public_cases.yaml", clocks.lifecycle)
    figures = FigureWords(texts, load_baseline(config_dir() / "public_baseline.yaml"))
    writer = EvidenceWriter(texts, clocks, figures, PictureWorker())
    told, records, proposals = await _kept(settings)
    return [await writer.part(language, period, told, cases, records, proposals, today) for language in texts.languages]


async def _kept(settings: Settings) -> tuple[Edition, tuple[Record, ...], list[Proposal]]:
    """The edition of the figures that everybody has been told, records, proposals. A bot that never ran has none."""
    path = settings.data_dir / "bot.db"
    if not path.exists():
        return edition({}, None), (), []
    database = await open_beside_the_bot(settings)
    try:
        told = await FigureStore(database).told()
        nicknames = load_nicknames(config_dir() / "names" / "nicknames.csv")
        protected = await ProtectedNameStore.open(database, nicknames)
        register = await Register.open(database)
        register.cover(protected.find)
        changed = told.changed_at.date() if told.changed_at else None
        return edition(told.places, changed), tuple(register.every()), await Proposals(database, protected.find).every()
    finally:
        await database.close()


def _save(target: Path, content: bytes) -> None:
    """For its maker alone, and never over another file."""
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise ConfigError(
            [Said(N_("--out: %(file)s is there already; choose another name"), file=target.name)]
        ) from None
    except OSError as error:
        raise EnvironmentFault(Said(N_("The report cannot be written: %(reason)s."), reason=reason_of(error))) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
