"""What comes with the program is the same in every bot: a process of the tests reads it once."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.resources import config_dir

LOADERS = (
    ("bot.app", "load_phrasebook"),
    ("bot.app", "load_term_base"),
    ("bot.handlers.name_finder", "load_name_shield"),
    ("bot.store.own_public_cases", "load_public_cases"),
    ("bot.store.public_cases", "_fingerprint"),
    ("bot.translation.apertium", "load_lexicon"),
    ("bot.translation.apertium", "load_restorers"),
    ("bot.translation.apertium", "load_senses"),
    ("bot.translation.apertium", "load_verbs"),
    ("bot.translation.apertium", "load_word_lists"),
    ("bot.wiring.digesting", "load_baseline"),
    ("bot.wiring.guiding", "load_guides"),
    ("bot.wiring.registering", "load_calendar"),
    ("bot.wiring.registering", "load_clocks"),
    ("bot.wiring.shield", "load_name_shield"),
    ("bot.wiring.shield", "load_nicknames"),
    ("bot.wiring.surveying", "load_surveys"),
    ("bot.wiring.translating", "load_term_base"),
)
"""Module that a bot calls it from, and function. Nothing that they give is ever changed."""


@functools.cache
def read_once() -> None:
    """From now on a bot of this process gets what the one before has read. Harmless when called again."""
    for module_name, name in LOADERS:
        module = importlib.import_module(module_name)
        setattr(module, name, _kept(getattr(module, name)))


def _kept(read: Callable[..., Any]) -> Callable[..., Any]:
    found: dict[object, tuple[object, object]] = {}

    @functools.wraps(read)
    def kept(*given: object) -> Any:
        if any(isinstance(each, Path) and not _comes_along(each) for each in given):
            return read(*given)  # an operator's own, which a test may change
        same = tuple(each if isinstance(each, Path) else id(each) for each in given)
        if same not in found:
            found[same] = (given, read(*given))
        return found[same][1]

    return kept


def _comes_along(path: Path) -> bool:
    return path.is_relative_to(config_dir())
