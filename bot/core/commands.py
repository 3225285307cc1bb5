"""What a person typed -> a command. English, Spanish and French words are understood everywhere.

What opens a command:

* `!` or a full-width `！`, then perhaps spaces, then a letter or digit: always, even when the word is unknown, so that
  a mistyped command is answered and never relayed into other rooms.
* `¡`, `!!`, a message that is one quotation, and "signo de admiración" as dictation writes it: only when all of it is a
  known command. Spanish speech begins that way: "¡Qué bien!" is relayed. One word between `¡` and `!` is an
  exclamation as well: "¡Ayuda!" may be a call for help, and everyone has to hear it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.core import record_ids
from bot.core.command_words import DICTATED, FILLERS, VERIFY_ACTIONS, WORDS, Part, VerifyAction, fold
from bot.core.model import Language, Role
from bot.core.slips import slips

Verb = Literal["petition.status", "digest", "verify", "member.suspend", "member.restore", "help"]

LEAST_ROLE: Mapping[Verb, Role] = {
    "petition.status": "observer",
    "digest": "coordinator",
    "verify": "coordinator",
    "member.suspend": "coordinator",
    "member.restore": "coordinator",
    "help": "observer",
}
WRITES: frozenset[Verb] = frozenset({"verify", "member.suspend", "member.restore"})
"""They change whom the bot trusts: obeyed only from a device that its owner's identity has signed."""

_SPOKEN_AS: Mapping[Verb, tuple[Part, ...]] = {
    "petition.status": ("petition", "status"),
    "digest": ("digest",),
    "verify": ("verify",),
    "member.suspend": ("member", "suspend"),
    "member.restore": ("member", "restore"),
    "help": ("help",),
}
_RANK: Mapping[Role, int] = {"observer": 0, "rep": 1, "coordinator": 2}

MAX_READ = 500
"""Characters of a message that are looked at."""
MAX_WORDS = 16
MAX_ARGUMENT = 255
"""Characters; a user id has no more."""

_EDGES = " \t\r\n.,;:!?¡¿…，。：；？！\"'`´«»‹›“”„‘’()[]{}<>*_~#|/\\-–—"
_QUOTED = re.compile(r"""\s*["'`«‹“„‘]+(?P<inside>[^"'`«»‹›“”„]+)["'`»›“”’]+\s*""")
_OPENING = re.compile(r"""\s*(?P<signs>[!¡]+)[\s"'`*]*(?=\w)""")
_CLOSED = re.compile(r"""!["'`»”’\s.]*\Z""")
_WIDE_SIGNS = str.maketrans("！﹗︕", "!!!")
_USER_ID = re.compile(r"@\S+:\S")
_WHOLE_USER_ID = re.compile(r"@[!-9;-~]+:(?:[A-Za-z0-9.-]*[A-Za-z0-9]|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
"""Specification: "User Identifiers"; the characters before the colon as old servers allowed them."""
_JOINTS = re.compile(r"[-_./:,]+")


@dataclass(frozen=True, slots=True)
class Command:
    verb: Verb
    arguments: Mapping[str, str] = field(default_factory=dict)
    """`record_id`: an id in its written form, or folded characters that are none.

    For `member.suspend` and `member.restore`: `user_id` as typed, when there was exactly one.

    For `verify`: `who` (as `bare` gives it) to begin one; or `action` and perhaps `number` to answer one.
    """
    language: Language | None = None
    """The one language that the command's words belong to, None when they belong to several."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Meant as a command, but none that exists. `suggestion` is what was probably meant."""

    suggestion: Command | None = None

    @property
    def language(self) -> Language | None:
        return self.suggestion.language if self.suggestion else None


def parse(body: str) -> Command | Unknown | None:
    """None: ordinary speech, to be relayed. Never raises."""
    # Not NFKC here: it takes some letters apart so that the text no longer begins with one.
    text = "".join(c for c in body.lstrip()[:MAX_READ].translate(_WIDE_SIGNS) if unicodedata.category(c) != "Cf")
    quotation = _QUOTED.fullmatch(text)
    if quotation:
        text = quotation["inside"]
    opening = _OPENING.match(text)
    words = _words(text[opening.end() :] if opening else text)
    if opening and opening["signs"] == "!" and not quotation:
        return _read(words).answer
    if not opening:
        dictated = next((start for start in DICTATED if _folded(words)[: len(start)] == list(start)), None)
        if dictated is None:
            return None
        words = words[len(dictated) :]
    reading = _read(words)
    exclaimed = len(words) == 1 and opening is not None and _CLOSED.search(text) and not quotation
    return reading.answer if reading.whole and not exclaimed else None


def may(role: Role, verb: Verb) -> bool:
    return _RANK[role] >= _RANK[LEAST_ROLE[verb]]


def spell_answer(action: VerifyAction, language: Language, number: str) -> str:
    """How to answer a verification: `!verificar confirmar 4821`."""
    return f"{spell('verify', language)} {VERIFY_ACTIONS[action][language][0]} {number}"


def bare(text: str) -> str:
    """A name or user id as it stands in a command: folded, without small words."""
    return " ".join(word.folded for word in _words(text) if word.folded not in FILLERS)


def spell(verb: Verb, language: Language, about: str = "") -> str:
    """How to type a command in `language`: `!petición estado 7K2-M9X`. `about`: a record or user id."""
    words = [WORDS[part][language][0] for part in _SPOKEN_AS[verb]]
    return "!" + " ".join([*words, about] if about else words)


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    spelled: str
    user_id: str = ""
    """As typed; empty when the word has none."""


@dataclass(frozen=True, slots=True)
class _Reading:
    answer: Command | Unknown
    whole: bool = False
    """Every single word belongs to the command."""


def _read(words: Sequence[_Word]) -> _Reading:
    heard = [word for word in words if word.folded not in FILLERS]
    known = [word for word in heard if word.folded in _PARTS]
    rest = [word.folded for word in heard if word.folded not in _PARTS]
    record_id, strangers = _take_record_id(rest)
    if not heard or (heard[0].folded not in _PARTS and not (record_id and not strangers)):
        return _Reading(Unknown(_guess(heard)))
    parts = {_PARTS[word.folded] for word in known}
    language = _language(known)
    # Small words are part of speech; beside a record id nobody is just exclaiming.
    bare = not strangers and (len(heard) == len(words) or record_id is not None)
    if "help" in parts:
        return _Reading(Command("help", language=language), whole=bare and parts == {"help"})
    if "verify" in parts:
        return _verify(heard, language) if _PARTS.get(heard[0].folded) == "verify" else _Reading(Unknown())
    if "digest" in parts:
        digest = Command("digest", language=language)
        alone = parts == {"digest"} and not rest
        return _Reading(digest, whole=bare) if alone else _Reading(Unknown(digest))
    if parts & _ABOUT_MEMBERS:
        return _member(heard, parts, language)
    status = Command("petition.status", {"record_id": record_id} if record_id else {}, language)
    if strangers and "status" not in parts:
        return _petition_without_status(status, strangers)
    if parts == {"status"} and not rest:
        return _Reading(Unknown(status))
    if strangers and not record_id:
        typed = " ".join(strangers).upper()[:MAX_ARGUMENT]
        return _Reading(Command("petition.status", {"record_id": typed}, language), whole=_has_digit(strangers))
    return _Reading(status, whole=bare)


def _verify(heard: Sequence[_Word], language: Language | None) -> _Reading:
    rest = [word.folded for word in heard[1:] if _PARTS.get(word.folded) != "verify"]
    action = _ACTIONS.get(rest[0]) if rest else None
    if action is None:
        who = " ".join(rest)[:MAX_ARGUMENT]
        return _Reading(Command("verify", {"who": who} if who else {}, language))
    number = "".join(rest[1:])
    arguments = {"action": action, "number": number} if number.isascii() and number.isdigit() else {"action": action}
    return _Reading(Command("verify", arguments, language), whole="number" in arguments)


def _member(heard: Sequence[_Word], parts: set[Part], language: Language | None) -> _Reading:
    """Nothing is guessed about who is meant: the command takes a whole user id, or asks for it."""
    if not parts <= _ABOUT_MEMBERS or {"suspend", "restore"} <= parts:
        return _Reading(Unknown())
    strangers = [word for word in heard if word.folded not in _PARTS and not word.user_id]
    near = _nearest(strangers[0].folded) if parts == {"member"} and strangers else None
    if near is not None:
        parts = parts | {_PARTS[near]}
        language = language or _language([_Word(near, near)])
    user_ids = {word.user_id for word in heard if word.user_id}
    arguments = {"user_id": user_ids.pop()} if len(user_ids) == 1 else {}
    verb: Verb = "member.restore" if "restore" in parts else "member.suspend"
    command = Command(verb, arguments, language)
    if near is not None or "member" not in parts or len(parts) == 1:
        return _Reading(Unknown(command if parts <= _ABOUT_MEMBERS else None))
    return _Reading(command, whole=bool(arguments) and len(heard) == 3)


def _petition_without_status(status: Command, strangers: Sequence[str]) -> _Reading:
    """`!petition 7K2-M9` is a mistyped id, `!petition staus` a mistyped word, `!petition new` not built yet."""
    if len(strangers) == 1 and _has_digit(strangers) and not status.arguments:
        typed = strangers[0].upper()[:MAX_ARGUMENT]
        return _Reading(Command("petition.status", {"record_id": typed}, status.language), whole=True)
    near = _nearest(strangers[0])
    if near is None or _PARTS[near] != "status":
        return _Reading(Unknown())
    language = status.language or _language([_Word(near, near)])
    return _Reading(Unknown(Command("petition.status", status.arguments, language)))


def _guess(heard: Sequence[_Word]) -> Command | None:
    near = _nearest(heard[0].folded) if heard else None
    if near is None:
        return None
    answer = _read([_Word(near, near), *heard[1:]]).answer
    return answer if isinstance(answer, Command) else answer.suggestion


def _take_record_id(rest: Sequence[str]) -> tuple[str | None, list[str]]:
    """The first valid id, written in one word or two, and the other words."""
    for size in (1, 2):
        for start in range(len(rest) - size + 1):
            record_id = record_ids.parse("".join(rest[start : start + size]))
            if record_id:
                return record_id, [*rest[:start], *rest[start + size :]]
    return None, list(rest)


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    for raw in text.split(maxsplit=MAX_WORDS)[:MAX_WORDS]:
        pieces = [raw]
        if not _USER_ID.search(raw) and any(fold(piece) in _PARTS for piece in _JOINTS.split(raw.strip(_EDGES))):
            pieces = _JOINTS.split(raw)  # "!petition-status", "!ayuda,por favor"
        for piece in pieces:
            spelled = piece.strip(_EDGES)
            if spelled:
                user_id = _WHOLE_USER_ID.search(piece)
                words.append(
                    _Word(
                        fold(spelled).strip(_EDGES),
                        unicodedata.normalize("NFC", spelled.casefold()),
                        user_id[0] if user_id and len(user_id[0]) <= MAX_ARGUMENT else "",
                    )
                )
    return words[:MAX_WORDS]


def _folded(words: Sequence[_Word]) -> list[str]:
    return [word.folded for word in words]


def _language(words: Sequence[_Word]) -> Language | None:
    """The subcommand decides where the first word is shared; the first word wins where two languages are mixed."""
    spoken = [_languages(word) for word in words]
    common = frozenset.intersection(*spoken) if spoken else frozenset()
    if common:
        return next(iter(common)) if len(common) == 1 else None
    return next((next(iter(languages)) for languages in spoken if len(languages) == 1), None)


def _languages(word: _Word) -> frozenset[Language]:
    languages = _LANGUAGES[word.folded]
    exact = frozenset(code for code in languages if word.spelled in WORDS[_PARTS[word.folded]][code])
    # An accent tells French "pétition" from English "petition"; its absence tells nothing.
    return exact if exact and word.spelled != word.folded else languages


def _has_digit(words: Sequence[str]) -> bool:
    return any(c.isdigit() for word in words for c in word)


def _nearest(typed: str) -> str | None:
    """The known word that differs by one slip (two in words of six letters and more)."""
    if not 3 <= len(typed) <= 2 + max(map(len, _PARTS)):
        return None
    limit = 1 if len(typed) < 6 else 2
    distance, word = min(((slips(typed, word), word) for word in _PARTS), key=lambda pair: pair[0])
    return word if distance <= limit else None


_PARTS: Mapping[str, Part] = {
    fold(word): part for part, lists in WORDS.items() for words in lists.values() for word in words
}
_LANGUAGES: Mapping[str, frozenset[Language]] = {
    typed: frozenset(code for code, words in WORDS[part].items() if typed in map(fold, words))
    for typed, part in _PARTS.items()
}
_ABOUT_MEMBERS: frozenset[Part] = frozenset({"member", "suspend", "restore"})
_ACTIONS: Mapping[str, VerifyAction] = {
    fold(word): action for action, lists in VERIFY_ACTIONS.items() for words in lists.values() for word in words
}
