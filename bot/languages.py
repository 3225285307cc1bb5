"""The languages that are installed: each folder of `locales` with a `language.yaml` is one.

name: português               # as its speakers call it
locale: pt_BR                 # how dates and numbers are written (CLDR)
room: Sala                    # what a new room is called; tells nothing
time_zone: America/Sao_Paulo
terms: [pt_br, pt_alt]        # columns of config/termbase.csv: the term that is written, others that are understood
command_words:                # optional: by the words of bot/core/command_words_en.py; the first is what help shows
  help: ajuda
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from bot.checked_yaml import Mistakes, Section, read
from bot.core.commands import learn
from bot.core.model import Language
from bot.errors import ConfigError
from bot.resources import language_codes, locales_dir
from bot.sentences import Said


@dataclass(frozen=True, slots=True)
class Installed:
    name: str
    locale: str
    room: str
    time_zone: str
    terms: tuple[str, str]
    command_words: Mapping[str, str] = field(default_factory=dict)
    """Words by part of a command, several with blanks between them."""


@functools.cache
def installed() -> Mapping[Language, Installed]:
    """Read once. From then on the commands of these languages are understood. Raises ConfigError."""
    found: dict[Language, Installed] = {}
    lines: list[Said] = []
    for language in language_codes():
        mistakes = Mistakes(locales_dir() / language / "language.yaml")
        top = read(locales_dir() / language / "language.yaml", mistakes)
        if top:
            found[language] = _language(top)
            try:
                learn(language, found[language].command_words)
            except ValueError as error:
                mistakes.add(1, "command_words", str(error))
        lines += mistakes.lines
    if lines:
        raise ConfigError(lines)
    return MappingProxyType(found)


def _language(top: Section) -> Installed:
    def text(name: str, expected: str) -> str:
        value = top.required(name, expected)
        return value.text(expected) if value else ""

    locale, zone = top.required("locale", "a locale such as pt_BR"), top.required("time_zone", "a time zone")
    terms, words = top.required("terms", "two columns of the term base"), top.optional("command_words")
    zones = available_timezones()
    columns = [each.text("a column of config/termbase.csv") for each in terms.items("two columns")] if terms else []
    if terms and len(columns) != len(("written", "understood")):
        terms.mistake("expected two columns of config/termbase.csv")
        columns = ["", ""]
    entries = words.section("words by part of a command").entries() if words else ()
    read_words = {part: value.text("words, with blanks between them") for part, _, value in entries}
    found = Installed(
        text("name", "what its speakers call it"),
        locale.text("a locale such as pt_BR", _is_locale) if locale else "",
        text("room", "what a new room is called"),
        zone.text("a time zone such as America/Sao_Paulo", lambda name: name in zones) if zone else "",
        (columns[0], columns[1]) if columns else ("", ""),
        MappingProxyType(read_words),
    )
    top.finish()
    return found


def _is_locale(name: str) -> bool:
    try:
        return bool(Locale.parse(name))
    except (UnknownLocaleError, ValueError):
        return False
