"""What people type about a record -> its values: a stage, a date, what a field may hold. Wrong ones get a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from bot.core.command_words import fold
from bot.core.history import Impossible
from bot.core.lifecycle import Lifecycle, Refused, Route
from bot.core.model import Language
from bot.core.no_answer_words import is_unknown
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Flag
from bot.core.record_fields import FIELDS, OUTCOMES
from bot.core.record_words import FIELD_NAMED, FLAG_NAMED, VALUE_WORDS
from bot.core.records import Value
from bot.core.sectors import SECTOR_WORDS
from bot.core.spoken_dates import read_date
from bot.core.stage_typed import stage_meant, stage_typed
from bot.core.stage_words import FLAG_WORDS, stage_words
from bot.core.value_words import VALUES, value_meant
from bot.core.words import N_
from bot.errors import UserError
from bot.i18n import Texts

OFFICIAL_HOSTS = (
    "ustr.gov",
    "dol.gov",
    "federalregister.gov",
    "govinfo.gov",
    "congress.gov",
    "gob.mx",
    "canada.ca",
    "gc.ca",
    "can-mex-usa-sec.org",
)
"""Where the three governments and the secretariat of the treaty publish; a host below one of them counts as well."""

IMPOSSIBLE: Mapping[str, str] = {
    "no_reason": N_("A correction needs a reason: please write it at the end."),
    "no_such_entry": N_("There is no such entry. Write %(command)s to see them with their numbers."),
    "same": N_("It says that already; nothing was changed."),
    "in_the_future": N_("That day is still to come. Only what has happened is recorded."),
    "before_the_last": N_("That day does not fit the other days of this record. Please check it."),
}
_UNKNOWN_DAY = frozenset(fold(word) for word in "unknown desconocida desconocido inconnue inconnu".split())
_ONE_OF = N_("This can be one of: %(values)s")
_NO_DATE = N_("I did not understand the date. Please write it like this: %(example)s")
_TWO_DATES = N_("Do you mean %(first)s or %(second)s? Please write the month as a word.")


def read_stage(texts: Texts, lifecycle: Lifecycle, route: Route, typed: str) -> str | None:
    """The stage with this name, or the only one whose words in some language hold all of what was typed."""
    wanted = fold(typed).replace(".", " ").split()
    code = "_".join(wanted)
    if code in lifecycle.stages:
        return code
    if (meant := stage_meant(typed)) in lifecycle.stages:
        return meant
    found = [
        name
        for name in lifecycle.stages
        if wanted
        and any(
            all(any(word.startswith(each) for word in _words(texts, language, name, route)) for each in wanted)
            for language in texts.languages
        )
    ]
    return found[0] if len(found) == 1 else None


def read_day(texts: Texts, language: Language, typed: str, today: date) -> PartialDate:
    """Raises UserError when it is none, or when it may be one of two."""
    meant = read_date(typed, today)
    if len(meant) == 1:
        return meant[0]
    if meant:
        first, second = (texts.known_date(language, each) for each in meant)
        raise UserError(_TWO_DATES, first=first, second=second)
    raise UserError(_NO_DATE, example=today.isoformat())


def says_unknown(typed: str) -> bool:
    """The day is not known."""
    return is_unknown(typed) or any(word in _UNKNOWN_DAY for word in fold(typed).split())


def read_pair(texts: Texts, language: Language, key: str, typed: str) -> tuple[str, Value] | Flag | None:
    """`reason:no_reason_given` -> a field and its value; `strike:yes` -> a flag; None for a key that means nothing.

    Raises UserError for a value that the field cannot have.
    """
    name = fold(key)
    field = FIELD_NAMED.get(name)
    if field == "reason_codes" and (given := value_meant(typed, FIELDS["reason_given"].values)):
        return "reason_given", [given]
    flag = FLAG_NAMED.get(name)
    if flag is not None:
        return Flag(flag, _choice(language, typed, tuple(FLAG_WORDS[flag])))
    if field == "sector":
        return field, _described(texts, language, typed, SECTOR_WORDS)
    if field not in OUTCOMES:
        return None
    if FIELDS[field].several:
        pieces = [piece for piece in typed.split(",") if piece]
        return field, [_described(texts, language, piece, VALUE_WORDS[field]) for piece in pieces]
    return field, [_choice(language, typed, FIELDS[field].values)]


def official_link(arguments: Mapping[str, str]) -> str:
    """An address at a government, empty when there is none. Raises UserError for another address."""
    rest = arguments.get("https") or arguments.get("http")
    if not rest:
        return ""
    link = f"https:{rest}"
    try:
        host = (urlsplit(link).hostname or "").casefold()
    except ValueError:
        host = ""
    if not any(host == official or host.endswith(f".{official}") for official in OFFICIAL_HOSTS):
        raise UserError(N_("Only a page of one of the three governments counts as an official text."))
    return link


def impossible(error: Impossible, command: str) -> UserError:
    return UserError(IMPOSSIBLE[error.reason], command=command)


def refused_words(texts: Texts, language: Language, route: Route, refused: Refused) -> Sequence[tuple[str, str]]:
    """What may be recorded instead: the word to type, and what it means."""
    return [
        (stage_typed(name, language), texts.gettext(language, stage_words(name, route))) for name in refused.allowed
    ]


def _choice(language: Language, typed: str, values: Sequence[str]) -> str:
    """By its word in any language. Raises UserError with the words of this one."""
    meant = value_meant(typed, values)
    if meant is None:
        words = (VALUES[value][language] if value in VALUES else value for value in values)
        raise UserError(_ONE_OF, values=", ".join(words))
    return meant


def _described(texts: Texts, language: Language, typed: str, values: Mapping[str, str]) -> str:
    """By its code, or by words that fit one description alone in some language. Raises UserError that lists them."""
    if (meant := value_meant(typed, values)) is not None:
        return meant
    wanted = fold(typed).replace("_", " ").replace("-", " ").split()
    there = {value: [texts.gettext(spoken, msgid) for spoken in texts.languages] for value, msgid in values.items()}
    exact = "-".join(wanted)
    found = [value for value, said in there.items() if any(fold(typed_as(words)) == exact for words in said)]
    found = found or [
        value for value, said in there.items() if wanted and any(_begins(words, wanted) for words in said)
    ]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(typed_as(texts.gettext(language, msgid)) for msgid in values.values())
    raise UserError(_ONE_OF, values=listed)


def typed_as(words: str) -> str:
    """A description as one word behind a colon, without what its comma adds: "not-enough-evidence"."""
    return words.partition(",")[0].replace(" ", "-").replace("\u00a0", "-")


def _begins(words: str, wanted: Sequence[str]) -> bool:
    there = fold(words).split()
    return all(any(word.startswith(each) for word in there) for each in wanted)


def _words(texts: Texts, language: Language, name: str, route: Route) -> list[str]:
    return fold(texts.gettext(language, stage_words(name, route))).split()
