"""This computer: who can read the files, how much room is left, whether the bot runs or is locked."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterable
from pathlib import Path

from bot.control_client import is_running
from bot.core.health import DISK_LOW_BYTES
from bot.core.words import N_
from bot.doctor.finding import LOCKED, Finding, failure, ok, warning
from bot.lockdown_marker import LockdownMarker
from bot.recovery_paper import FILE_NAME
from bot.secret_files import is_seen_by_others
from bot.sentences import Said

_FULL_BYTES = 100_000_000
DATABASES = ("bot.db", "crypto.db")


def permissions(config: Path, data_dir: Path) -> Iterable[Finding]:
    """Secret files are checked with the configuration, which refuses them."""
    paths = [config, data_dir, *(data_dir / name for name in DATABASES)]
    seen = [path for path in paths if path.exists() and is_seen_by_others(path)]
    for path in seen:
        fix = "chmod 700" if path.is_dir() else "chmod 600"
        yield warning(
            "permissions",
            Said(N_("Others on this machine can read %(path)s."), path=str(path)),
            f"{fix} {shlex.quote(str(path))}",
        )
    if not seen:
        yield ok("permissions", Said(N_("Configuration, keys and data are readable by their owner only.")))


def disk(data_dir: Path, free_bytes: int | None = None) -> Iterable[Finding]:
    """`free_bytes`: asked of the system when it is not given."""
    folder = data_dir if data_dir.exists() else data_dir.parent
    free = shutil.disk_usage(folder).free if free_bytes is None else free_bytes
    words = Said(N_("%(free)s GB free where the data are."), free=f"{free / 1e9:.1f}")
    if free < _FULL_BYTES:
        yield failure(
            "disk",
            words,
            f"df -h {shlex.quote(str(folder))}",
            hint=Said(N_("then delete or move what is not the bot's")),
        )
    elif free < DISK_LOW_BYTES:
        yield warning("disk", words, f"df -h {shlex.quote(str(folder))}")
    else:
        yield ok("disk", words)


def running(data_dir: Path) -> Iterable[Finding]:
    if LockdownMarker(data_dir).is_set():
        text = Said(N_("A coordinator has locked the bot. Find out why before anything else."))
        yield failure("bot", text, "trinational unlock --config PATH", LOCKED)
        return
    if is_running(data_dir):
        yield ok("bot", Said(N_("It runs.")))
    else:
        yield warning("bot", Said(N_("It does not run.")), "trinational run --config PATH")


def paper(data_dir: Path) -> Iterable[Finding]:
    path = data_dir / FILE_NAME
    if path.exists():
        text = Said(N_("The recovery key is still on this computer, where it saves nothing and a thief finds it."))
        yield warning("recovery key", text, f"shred -u {shlex.quote(str(path))}", Said(N_("first write it on paper")))
