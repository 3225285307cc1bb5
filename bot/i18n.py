"""Sentences, dates and numbers in the languages of the rooms.

English stands in the code; Spanish (of Mexico) and French (of Canada) come from `locales/*/LC_MESSAGES/bot.po`, read
and checked once at the start. The language is always passed, never guessed.
"""

from __future__ import annotations

import datetime as dt
import functools
import gettext
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, format_percent

from bot.core.model import Language
from bot.core.partial_dates import PartialDate
from bot.core.words import N_
from bot.errors import ConfigError
from bot.languages import installed
from bot.resources import locales_dir
from bot.sentences import Said, of_our_files

DOMAIN = "bot"
SOURCE_LANGUAGE: Language = "en"

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_ANY_PERCENT = re.compile(r"%(?!\(\w+\)s)")


class Texts:
    """Words for people. Whole numbers among the parameters are written the way the language writes them.

    What a sentence calls its parameters is free: `%(language)s` is one of them like any other.
    """

    def __init__(self, catalogues: Mapping[Language, gettext.NullTranslations]) -> None:
        self._catalogues = catalogues
        self._locales = {language: Locale.parse(installed()[language].locale) for language in catalogues}

    @classmethod
    def load(cls, languages: Iterable[Language] | None = None, directory: Path | None = None) -> Texts:
        """Read the catalogues in `directory`; by default all installed ones, which are read once.

        Raises ConfigError that lists every sentence which is missing, fuzzy, or has other placeholders or another
        number of plural forms than it should.
        """
        wanted = tuple(installed() if languages is None else languages)
        return _load(wanted, directory) if directory else _load_installed(wanted)

    @property
    def languages(self) -> tuple[Language, ...]:
        return tuple(self._catalogues)

    def gettext(self, language: Language, msgid: str, /, **params: str | int) -> str:
        return self._fill(language, self._catalogues[language].gettext(msgid), params)

    def ngettext(self, language: Language, singular: str, plural: str, count: int, /, **params: str | int) -> str:
        """`count` chooses the form and is the parameter `count` as well."""
        chosen = self._catalogues[language].ngettext(singular, plural, count)
        return self._fill(language, chosen, {**params, "count": count})

    def pgettext(self, language: Language, context: str, msgid: str, /, **params: str | int) -> str:
        return self._fill(language, self._catalogues[language].pgettext(context, msgid), params)

    def date(self, language: Language, day: dt.date) -> str:
        """`Nov 22, 2026`, `22 de noviembre de 2026`, `22 novembre 2026`: the month is never a number."""
        written = format_date(day, "medium" if language == "en" else "long", locale=self._locales[language])
        return f"1er{written[1:]}" if language == "fr" and day.day == 1 else written

    def month(self, language: Language, day: dt.date) -> str:
        return format_skeleton("yMMMM", day, locale=self._locales[language])

    def known_date(self, language: Language, happened: PartialDate | None) -> str:
        """A date as precise as it is known: `Jul 4, 2025`, `July 2025`, `3rd quarter 2025`, `2025`."""
        if happened is None:
            return self.gettext(language, "day not known")
        match happened.precision:
            case "day":
                return self.date(language, happened.day)
            case "month":
                return self.month(language, happened.day)
            case "quarter":
                return format_skeleton("yQQQQ", happened.day, locale=self._locales[language])
            case "year":
                return str(happened.day.year)

    def said(self, language: Language, text: str) -> str:
        """A sentence that was kept until the language was known; any other text as it is."""
        if not isinstance(text, Said):
            return text
        return self.gettext(language, text.msgid, **{name: self.said(language, of) for name, of in text.params.items()})

    def number(self, language: Language, value: float) -> str:
        return format_decimal(value, locale=self._locales[language])

    def percent(self, language: Language, share: float) -> str:
        """Whole: `42%`, `42 %`."""
        return format_percent(share, locale=self._locales[language])

    def labelled(self, language: Language, label: str, value: str) -> str:
        """`label: value`, with the space that French has before the colon."""
        return self.gettext(language, N_("%(label)s: %(value)s"), label=label, value=value)

    def listing(self, language: Language, items: Sequence[str]) -> str:
        """`a, b, and c`."""
        return format_list(items, locale=self._locales[language])

    def _fill(self, language: Language, sentence: str, params: Mapping[str, str | int]) -> str:
        if not params:
            return sentence
        written = {k: self.number(language, v) if isinstance(v, int) else v for k, v in params.items()}
        return sentence % written


def find_mistakes(template: Catalog, catalogue: Catalog) -> list[str]:
    """What keeps `catalogue` from being a whole translation of `template`, one line for each mistake."""
    mistakes: list[str] = []
    for wanted in template:
        if not wanted.id:
            continue
        found = catalogue.get(_key(wanted), wanted.context)
        problem = _problem(wanted, found, catalogue.num_plurals)
        if problem:
            mistakes.append(f"{_key(wanted)!r} {problem}")
    return mistakes


def _problem(wanted: Message, found: Message | None, plural_forms: int) -> str | None:
    if found is None:
        return "is missing"
    if found.fuzzy:
        return "is marked as fuzzy"
    forms, sources = _forms(found.string), _forms(wanted.id)
    needed = plural_forms if len(sources) > 1 else 1
    # The reader fills up missing plural forms with empty ones and refuses a file with too many.
    if len(forms) != needed or not all(forms):
        return f"needs {needed} plural forms" if needed > 1 else "is not translated"
    if any(_ANY_PERCENT.search(text.replace("%%", "")) for text in (*forms, *sources)):
        return "has a placeholder that is not of the form %(name)s"
    if any(_placeholders(form) != _placeholders(source) for form in forms for source in sources):
        return "has other placeholders than the English sentence"
    return None


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _key(message: Message) -> str:
    return _forms(message.id)[0]


@functools.cache
def _load_installed(languages: tuple[Language, ...]) -> Texts:
    return _load(languages, locales_dir())


def _load(languages: tuple[Language, ...], root: Path) -> Texts:
    mistakes: list[str] = []
    template = _read(root / f"{DOMAIN}.pot", None, mistakes)
    catalogues: dict[Language, gettext.NullTranslations] = {}
    for language in languages:
        if language == SOURCE_LANGUAGE:
            catalogues[language] = gettext.NullTranslations()
            continue
        path = root / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        catalogue = _read(path, language, mistakes)
        mistakes += [f"{path}: {mistake}" for mistake in find_mistakes(template, catalogue)]
        catalogues[language] = _compile(catalogue)
    if mistakes:
        raise ConfigError(list(map(of_our_files, mistakes)))
    return Texts(catalogues)


def _read(path: Path, language: Language | None, mistakes: list[str]) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, locale=installed()[language].locale if language else None, abort_invalid=True)
    except OSError as error:
        mistakes.append(f"{path}: cannot be read: {error.strerror}")
    except (PoFileError, ValueError):
        mistakes.append(f"{path}: is not a message catalogue")
    return Catalog()


def _compile(catalogue: Catalog) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
