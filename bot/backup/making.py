"""A backup is made: the running bot copies its databases, everything else is read, encrypted and written here."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from bot.backup.archive import packed
from bot.backup.configuration import DATA_NAME, files_of
from bot.backup.sealing import Seal, check, seal
from bot.backup_note import BackupNote, write_note
from bot.clock import SystemClock
from bot.config import Settings
from bot.control_client import ControlClient
from bot.errors import ConfigError, CredentialError, EnvironmentFault
from bot.instance_lock import working_alone
from bot.lockdown_marker import MARKER_NAME
from bot.sentences import N_, Said, reason_of, unpacked
from bot.store.files import FILES, opens_any
from bot.store.keys import present_keys
from bot.store.snapshot import remove_snapshots, snapshot_of_stopped

_KEPT = re.compile(r"trinational-[0-9]{8}T[0-9]{6}Z\.age")


def make(
    settings: Settings, config: Path, target: Path, how: Seal, keep: int | None, with_fields_key: bool = True
) -> Path:
    """Gives the file; in a folder it is named by its moment. `keep`: only so many of the newest stay there.

    `with_fields_key`: without the second key in it, whoever opens the backup does not see whom it is about.
    Raises StartError.
    """
    check(how)
    now = SystemClock().now()
    file = _place(target, now, keep)
    try:
        content = packed(_everything(settings, config, now, with_fields_key), now.isoformat())
    finally:
        remove_snapshots(settings.data_dir)
    try:
        size = _write(file, seal(content, how))
        write_note(settings.data_dir, BackupNote(now, size))
        if keep is not None:
            _rotate(target, keep)
    except OSError as error:
        raise EnvironmentFault(Said(N_("The backup cannot be written: %(reason)s."), reason=reason_of(error))) from None
    return file


def _place(target: Path, now: datetime, keep: int | None) -> Path:
    if target.is_dir():
        return target / f"trinational-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.age"
    if keep is not None:
        raise ConfigError([Said(N_("--keep goes with a folder that exists, in place of FILE."))])
    if target.exists():
        raise ConfigError([Said(N_("FILE is there already: name a new one. Nothing was overwritten."))])
    return target


def _everything(settings: Settings, config: Path, now: datetime, with_fields_key: bool) -> dict[str, bytes]:
    keys = present_keys(settings) if with_fields_key else None
    files = files_of(settings, config, keys is not None and keys.fields is not None)
    folder = settings.data_dir / _snapshot(settings, now)
    if keys is not None and not all(opens_any(folder / name, keys) for name in FILES):
        raise CredentialError(
            Said(N_("The key files are not those that the bot runs with; put the right ones in place."))
        )
    try:
        for name in FILES:
            files[f"{DATA_NAME}/{name}"] = (folder / name).read_bytes()
        if (settings.data_dir / MARKER_NAME).exists():  # what is locked stays locked
            files[f"{DATA_NAME}/{MARKER_NAME}"] = (settings.data_dir / MARKER_NAME).read_bytes()
    except OSError as error:
        raise EnvironmentFault(
            Said(N_("The copies of the databases cannot be read: %(reason)s."), reason=reason_of(error))
        ) from None
    return files


def _snapshot(settings: Settings, now: datetime) -> str:
    """The name of the folder with the copies, whose databases have the key of the configuration."""
    try:
        client = ControlClient(settings.data_dir)
    except EnvironmentFault:
        with working_alone(settings.data_dir):  # a bot that is just starting has no socket yet
            return snapshot_of_stopped(settings.data_dir, present_keys(settings), now)
    with client as bot:
        answer = bot.call({"op": "backup"})
    if "folder" not in answer:
        raise EnvironmentFault(
            unpacked(answer["failed"])
            if "failed" in answer
            else Said(N_("The running bot is of an earlier version: restart it first."))
        )
    return Path(str(answer["folder"])).name


def _write(file: Path, content: bytes) -> int:
    """The whole file or none, for its owner only."""
    part = file.with_name(f".{file.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return len(content)


def _rotate(folder: Path, keep: int) -> None:
    """The names sort by age; other files are left alone."""
    ours = sorted(path for path in folder.iterdir() if _KEPT.fullmatch(path.name))
    for old in ours[:-keep]:
        old.unlink()
