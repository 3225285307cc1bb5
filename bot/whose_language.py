"""Which language the person at this computer reads. Nothing slow is imported here: English needs no catalogue.

The configuration goes first (`operator: {language: es}`): a service has no locale, and its operator still reads what
it says last. Then what the owner of this computer has chosen for all programs; else English.
"""

from __future__ import annotations

import os
from pathlib import Path

from bot.resources import language_codes

_CHOSEN_BY = ("LC_ALL", "LC_MESSAGES", "LANG")
_MOST_CHARACTERS = 1_000_000


def of_this_computer() -> str:
    """What its owner has chosen for all programs, where it is one of ours; else English."""
    told = next((os.environ[name] for name in _CHOSEN_BY if os.environ.get(name)), "")
    return next((code for code in language_codes() if told.startswith(code)), "en")


def of_the_operator(config: Path | None) -> str:
    """`config`: None where there is no configuration, or none yet."""
    return (_written_in(config) if config is not None else None) or of_this_computer()


def _written_in(config: Path) -> str | None:
    """Also from a file that is wrong elsewhere: its mistakes are told in this language."""
    import yaml

    from bot.checked_yaml import compose

    try:
        with config.open(encoding="utf-8") as file:
            top = compose(file.read(_MOST_CHARACTERS))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return None
    language = _value(_value(top, "operator"), "language")
    return language.value if isinstance(language, yaml.ScalarNode) and language.value in language_codes() else None


def _value(node: object, key: str) -> object:
    import yaml

    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)
