"""`trinational memory export|import|forget`: the translation memory as a CSV file, with or without a running bot."""

from __future__ import annotations

import asyncio
import csv
import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.clock import SystemClock
from bot.config import Settings
from bot.core.csv_cells import as_meant, harmless
from bot.core.identifiers import find_identifiers
from bot.core.screening import Detectors, Known, screen
from bot.core.translation_memory import MAX_LENGTH, Pair, fits, skeleton
from bot.errors import ConfigError, EnvironmentFault
from bot.names_data import load_name_shield
from bot.resources import config_dir
from bot.sentences import N_, Msgid, Said, reason_of
from bot.store.database import Database
from bot.store.keys import open_beside_the_bot
from bot.store.nickname_file import load_nicknames
from bot.store.protected_names import ProtectedNameStore
from bot.store.translation_memory import Entry, TranslationMemory

COLUMNS = ("channel", "from", "to", "source", "translation")
MAX_BYTES = 10_000_000
MOST_TOLD = 50
"""Mistakes."""

_AT_LINE = Msgid("%(path)s:%(mistake)s")
_IN_FILE = Msgid("%(path)s: %(mistake)s")

Write = Callable[[Said], None]


def export(settings: Settings, path: Path, channel: str | None, write: Write) -> int:
    """A new file that only its owner can read. Gives the exit code; raises StartError."""
    return asyncio.run(_export(settings, path, channel, write))


def take_in(settings: Settings, path: Path, write: Write) -> int:
    """All of a file or nothing of it. Gives the exit code; raises StartError, with every mistake and its line."""
    return asyncio.run(_take_in(settings, path, write))


def forget(settings: Settings, channel: str, write: Write) -> int:
    """Gives the exit code; raises StartError."""
    return asyncio.run(_forget(settings, channel, write))


async def _export(settings: Settings, path: Path, channel: str | None, write: Write) -> int:
    _check_channel(settings, channel)
    database = await _opened(settings)
    try:
        entries = await TranslationMemory(database).every(channel)
    finally:
        await database.close()
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for entry in entries:
        cells = (entry.channel, entry.source, entry.target, entry.pair.source, entry.pair.target)
        rows.writerow([harmless(cell) for cell in cells])
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise EnvironmentFault(
            Said(N_("%(path)s cannot be written: %(reason)s."), path=str(path), reason=reason_of(error))
        ) from None
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        file.write(text.getvalue())
    write(
        Said(
            N_("%(count)s entries in %(path)s. They are words of messages: keep the file as safe as the messages."),
            count=str(len(entries)),
            path=str(path),
        )
    )
    return 0


async def _take_in(settings: Settings, path: Path, write: Write) -> int:
    lines = _read(path)
    database = await _opened(settings)
    try:
        protected = await ProtectedNameStore.open(database, load_nicknames(config_dir() / "names" / "nicknames.csv"))
        checks = _Checks(settings, Detectors(load_name_shield(), find_identifiers, protected))
        entries = [entry for line, cells in lines if (entry := checks.entry(line, cells)) is not None]
        if checks.mistakes:
            more = len(checks.mistakes) - MOST_TOLD
            told = [Said(_AT_LINE, path=str(path), mistake=mistake) for mistake in checks.mistakes[:MOST_TOLD]]
            left = [Said(N_("Further mistakes: %(count)s."), count=str(more))] if more > 0 else []
            raise ConfigError([*told, *left, Said(N_("Nothing was taken in."))])
        await TranslationMemory(database).take_in(entries, SystemClock().now())
    finally:
        await database.close()
    write(Said(N_("%(count)s entries taken in. They serve the next message."), count=str(len(entries))))
    return 0


async def _forget(settings: Settings, channel: str, write: Write) -> int:
    _check_channel(settings, channel)
    database = await _opened(settings)
    try:
        count = await TranslationMemory(database).forget(channel)
        await database.vacuum()
    finally:
        await database.close()
    write(Said(N_("%(count)s entries deleted."), count=str(count)))
    return 0


def _check_channel(settings: Settings, channel: str | None) -> None:
    names = [each.name for each in settings.channels]
    if channel is not None and channel not in names:
        raise ConfigError([Said(N_("--channel: expected one of: %(names)s"), names=", ".join(names))])


async def _opened(settings: Settings) -> Database:
    return await open_beside_the_bot(settings)


def _read(path: Path) -> list[tuple[int, list[str]]]:
    """Each row with the line it ends on. Raises ConfigError, EnvironmentFault."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(
                [Said(N_("%(path)s: is larger than %(most)s MB"), path=str(path), most=str(MAX_BYTES // 1000000))]
            )
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            if tuple(next(reader, ())) != COLUMNS:
                raise ConfigError(
                    [
                        Said(
                            _IN_FILE,
                            path=f"{path}:1",
                            mistake=Said(N_("expected the columns %(columns)s"), columns=", ".join(COLUMNS)),
                        )
                    ]
                )
            return [(reader.line_num, row) for row in reader if row]
    except OSError as error:
        raise EnvironmentFault(
            Said(N_("%(path)s cannot be read: %(reason)s."), path=str(path), reason=reason_of(error))
        ) from None
    except (UnicodeDecodeError, csv.Error):
        raise ConfigError([Said(N_("%(path)s: is not a CSV file in UTF-8"), path=str(path))]) from None


class _Checks:
    """No mistake repeats a word of a text: it may be a name."""

    def __init__(self, settings: Settings, detectors: Detectors) -> None:
        self._languages = {channel.name: frozenset(channel.languages) for channel in settings.channels}
        self._detectors = detectors
        self._lines: dict[tuple[str, str, str, str], int] = {}
        self.mistakes: list[Said] = []

    def entry(self, line: int, cells: Sequence[str]) -> Entry | None:
        """None, with its mistakes noted, for a line that cannot be taken in."""
        if len(cells) != len(COLUMNS):
            sentence = N_("expected %(count)s cells, found %(found)s")
            self._note(line, "", Said(sentence, count=str(len(COLUMNS)), found=str(len(cells))))
            return None
        channel, source, target, said, meant = (as_meant(cell).strip() for cell in cells)
        before = len(self.mistakes)
        languages = self._languages.get(channel)
        if languages is None:
            self._note(line, "channel", Said(N_("no channel of the configuration")))
        elif source not in languages or target not in languages or source == target:
            self._note(line, "from, to", Said(N_("expected two different languages of the channel")))
        else:
            self._check_text(line, "source", said, source)
            self._check_text(line, "translation", meant, target)
            first = self._lines.setdefault((channel, source, target, said), line)
            if first != line:
                self._note(line, "source", Said(N_("stands on line %(line)s too"), line=str(first)))
        return Entry(channel, source, target, Pair(said, meant)) if len(self.mistakes) == before else None

    def _check_text(self, line: int, column: str, text: str, language: str) -> None:
        if not fits(text) or not skeleton(text, language):
            sentence = N_("expected words of one line, at most %(most)s characters")
            self._note(line, column, Said(sentence, most=str(MAX_LENGTH)))
        elif "\n" in text or "\r" in text:
            self._note(line, column, Said(N_("has several lines")))
        elif screen(text, language, "strict", self._detectors, Known()).held:
            self._note(line, column, Said(N_("has what may be a person's name, or a number that leads to one")))

    def _note(self, line: int, column: str, mistake: Said) -> None:
        place = f"{line}: {column}: " if column else f"{line}: "
        self.mistakes.append(Said(Msgid("%(place)s%(mistake)s"), place=place, mistake=mistake))
