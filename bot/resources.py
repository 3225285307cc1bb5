"""Where the files are that belong to the code but are no Python: in a checkout and in an installed wheel alike."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def locales_dir() -> Path:
    """Folder with `<language>/LC_MESSAGES/bot.po`."""
    return _folder("locales")


def language_codes() -> tuple[str, ...]:
    """The languages that are installed: `en`, `es`, `fr` and whatever else has a folder there."""
    return tuple(sorted(file.parent.name for file in locales_dir().glob("*/language.yaml")))


def config_dir() -> Path:
    """Folder with the defaults and data that an operator may replace."""
    return _folder("config")


def models_dir() -> Path:
    """Where translation models are kept unless the configuration says otherwise; it need not exist."""
    if not (_PACKAGE / "_data").is_dir():
        return _PACKAGE.parent / "var" / "models"
    home = os.environ.get("XDG_DATA_HOME", "")
    return (Path(home) if home.startswith("/") else Path.home() / ".local" / "share") / "trinational" / "models"


def _folder(name: str) -> Path:
    # pyproject.toml puts the two top-level folders into the wheel under bot/_data.
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
