"""Where the files are that belong to the code but are no Python: in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def locales_dir() -> Path:
    """Folder with `<language>/LC_MESSAGES/bot.po`."""
    return _folder("locales")


def config_dir() -> Path:
    """Folder with the defaults and data that an operator may replace."""
    return _folder("config")


def migrations_dir() -> Path:
    """Folder with `NNNN_name.sql`."""
    return _PACKAGE / "store" / "migrations"


def _folder(name: str) -> Path:
    # pyproject.toml puts the two top-level folders into the wheel under bot/_data.
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
