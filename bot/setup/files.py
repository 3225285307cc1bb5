"""The files of a set-up: all of them or none, and never over one that is there."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot import config
from bot.config import FIELDS_KEY_FILE
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.welcome import WELCOME_OWED
from bot.i18n import Texts
from bot.program_name import command
from bot.sentences import Msgid, Said
from bot.setup.plan import Plan, Refused
from bot.setup.yaml_file import yaml_text
from bot.store.account import AccountStore
from bot.store.database import Database
from bot.store.fields import StoreKeys

KEY_FILE, PASSWORD_FILE, TOKEN_FILE, DATA = "store.key", "bot.password", "bot.token", "data"
_OUTSIDE = 3
_NOT_ALLOWED, _FULL = N_("you may not write into that folder"), N_("the disk is full")
_REASONS: Mapping[int, Msgid] = {
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _NOT_ALLOWED,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EEXIST: N_("one of them appeared there meanwhile"),
    errno.ENOTEMPTY: N_("one of them appeared there meanwhile"),
}


def refuse_what_is_there(target: Path) -> None:
    """Before the first question. Raises UserError."""
    if not target.parent.is_dir():
        raise UserError(N_("There is no folder %(path)s: make it first."), path=str(target.parent))
    if target.is_file():
        raise UserError(
            N_(
                "A bot is set up here already (%(path)s). Start it with `%(command)s`, or choose another folder:"
                " --config."
            ),
            path=str(target),
            command=command("run", target),
        )
    for name in (target.name, KEY_FILE, FIELDS_KEY_FILE, PASSWORD_FILE, TOKEN_FILE, DATA):
        if (target.parent / name).exists() or (target.parent / name).is_symlink():
            raise UserError(
                N_("%(path)s is there already, and nothing is ever written over. Choose another folder: --config."),
                path=str(target.parent / name),
            )
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise Refused(N_("You may not write into the folder %(path)s."), _OUTSIDE, path=str(target.parent))


async def write(plan: Plan, target: Path, texts: Texts) -> None:
    """Made in a folder of its own, read back as the bot reads it, then put in place. Raises UserError, StartError."""
    try:
        made = Path(tempfile.mkdtemp(prefix=".trinational-init-", dir=target.parent))
    except OSError as error:
        raise _unwritten(error) from None
    try:
        await _make(plan, made, target, texts)
        config.load(made / target.name)
        _put_in_place(made, target.parent)
    except OSError as error:
        raise _unwritten(error) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _unwritten(error: OSError) -> Refused:
    reason = _REASONS.get(error.errno or 0, N_("something there refuses it"))
    return Refused(N_("The files cannot be written: %(reason)s."), _OUTSIDE, reason=Said(reason))


async def _make(plan: Plan, folder: Path, target: Path, texts: Texts) -> None:
    keys = StoreKeys(secrets.token_bytes(32), fields := secrets.token_bytes(32))
    _new_file(folder / KEY_FILE, keys.store.hex())
    _new_file(folder / FIELDS_KEY_FILE, fields.hex())
    kept_in = plan.secret.kept_in
    secret_file = TOKEN_FILE if plan.secret.is_token else PASSWORD_FILE
    if kept_in is None:
        _new_file(folder / secret_file, plan.secret.text)
    written = secret_file if kept_in is None else str(kept_in.resolve())
    _new_file(folder / target.name, yaml_text(plan, texts, written).rstrip("\n"))
    database = await Database.open(folder / DATA / "bot.db", keys.store, keys.field_key)
    try:
        account = AccountStore(database)
        await account.remember_device(plan.secret.device)
        await account.remember_secrets({WELCOME_OWED: b"1"})
    finally:
        await database.close()


def _new_file(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(made: Path, folder: Path) -> None:
    """The configuration last: while it is missing, nothing was set up. A signal has to wait for the end."""
    waiting = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, waiting)
    placed: list[Path] = []
    try:
        for path in sorted(made.iterdir(), key=lambda each: each.suffix == ".yaml"):
            _place(path, folder / path.name)
            placed.append(folder / path.name)
        _to_disk(folder)
    except OSError:
        _take_back(placed)
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _place(path: Path, target: Path) -> None:
    if path.is_dir():
        path.rename(target)  # fails where there is a folder with anything in it
    else:
        os.link(path, target)  # unlike a renaming, it never replaces


def _take_back(paths: Iterable[Path]) -> None:
    for path in paths:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
