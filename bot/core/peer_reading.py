"""Peer reading: whom a redacted draft goes to, what is covered in it, and the short form that a reader answers."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.core.command_words import fold
from bot.core.model import Language, UserId
from bot.core.words import N_

Topic = Literal["dismissals", "votes", "bargaining", "coverage", "evidence", "remedies", "retaliation"]
Said = Literal["yes", "no", "unsure"]
Cover = Literal["workplace", "place", "group", "record"]

READERS = 3
FEWEST_GROUPS = 2
"""Of one volunteering group alone nobody is asked: an answer would tell which group it came from."""
TO_ACCEPT, TO_ANSWER, ALTOGETHER = timedelta(days=5), timedelta(days=7), timedelta(days=21)
PREPARING = timedelta(days=7)
LONGEST = 6000
"""Characters of a draft: it has to fit into one encrypted event, twice."""
ASKED_A_YEAR = 6
"""Of a group. Whoever could ask without end could find out by exclusions which groups have volunteers."""
YEAR = timedelta(days=365)
LEFT_OVER = 2
"""So many groups at least may not be excluded."""

TOPIC_WORDS: Mapping[Topic, str] = {
    "dismissals": N_("dismissals"),
    "votes": N_("votes"),
    "bargaining": N_("bargaining"),
    "coverage": N_("covered facility"),
    "evidence": N_("evidence"),
    "remedies": N_("remedies"),
    "retaliation": N_("reprisals"),
}
_TOPIC_SPELLED: Mapping[Topic, str] = {
    "dismissals": "dismissals dismissal despidos despido congédiements congédiement licenciements",
    "votes": "votes vote elections votaciones votación votos elecciones scrutins scrutin élections",
    "bargaining": "bargaining negotiation contract negociación contrato négociation convention",
    "coverage": "covered coverage facility cubierta cobertura instalación visée installation",
    "evidence": "evidence proof pruebas prueba evidencia preuves preuve",
    "remedies": "remedies remedy repair reparación medidas réparation mesures",
    "retaliation": "reprisals retaliation represalias représailles",
}
_TOPIC_NAMED = {fold(word): topic for topic, words in _TOPIC_SPELLED.items() for word in words.split()}
_LANGUAGE_NAMED: Mapping[str, Language] = {
    fold(word): language
    for language, words in (
        ("en", "en english inglés anglais"),
        ("es", "es spanish español espagnol"),
        ("fr", "fr french francés français"),
    )
    for word in words.split()
}

QUESTIONS: tuple[str, ...] = (
    N_("Does the draft show that the workplace is a covered facility?"),
    N_("Does it name the rights that were denied?"),
    N_("Does it give evidence without names of persons?"),
    N_("Does it cite the law?"),
)
SHORT_QUESTIONS: tuple[str, ...] = (
    N_("Covered facility: %(answer)s"),
    N_("Rights named: %(answer)s"),
    N_("Evidence without names: %(answer)s"),
    N_("Law cited: %(answer)s"),
)
_SAID_SPELLED: Mapping[Said, tuple[str, ...]] = {
    "yes": ("1", "yes", "sí", "oui"),
    "no": ("2", "no", "non"),
    "unsure": (
        *("3", "unsure", "not sure", "i don't know", "don't know"),
        *("no sé", "no estoy seguro", "no estoy segura", "en duda"),
        *("incertain", "incertaine", "pas certain", "pas certaine", "je ne sais pas"),
    ),
}
_SAID = {fold(word): answer for answer, words in _SAID_SPELLED.items() for word in words}

WordOfReading = Literal["request", "accept", "decline", "record", "name"]
READING_WORDS: Mapping[WordOfReading, Mapping[Language, str]] = {
    "request": {"en": "request", "es": "solicitar", "fr": "demander"},
    "accept": {"en": "accept", "es": "aceptar", "fr": "accepter"},
    "decline": {"en": "decline", "es": "declinar", "fr": "décliner"},
    "record": {"en": "record", "es": "registro", "fr": "dossier"},
    "name": {"en": "name me", "es": "nómbrenme", "fr": "nommez-moi"},
}


def said_word(typed: str) -> WordOfReading | None:
    """The word when it is all that was typed."""
    bare = _bare(typed)
    return next(
        (word for word, spelled in READING_WORDS.items() if bare in {fold(each) for each in spelled.values()}), None
    )


def said(typed: str) -> Said | None:
    """`yes`, `no` or `unsure`, also by its number in the list; never by one letter."""
    return _SAID.get(_bare(typed).replace("’", "'"))


def named_in(text: str) -> tuple[tuple[Language, ...], tuple[Topic, ...]]:
    """The languages and the topics that somebody named, in the order of the lists."""
    words = [_bare(word) for word in re.split(r"[\s,;]+", text)]
    languages = {_LANGUAGE_NAMED[word] for word in words if word in _LANGUAGE_NAMED}
    topics = {_TOPIC_NAMED[word] for word in words if word in _TOPIC_NAMED}
    return tuple(sorted(languages)), tuple(topic for topic in TOPIC_WORDS if topic in topics)


def _bare(typed: str) -> str:
    return fold(typed[:100]).strip(" \t\r\n.,;:!¡¿?\"'«»“”‘’()[]*_`\u00a0")


@dataclass(frozen=True, slots=True)
class Volunteer:
    user_id: UserId
    organisation: str
    languages: tuple[Language, ...]
    topics: tuple[Topic, ...]
    """Empty: whatever comes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    language: Language
    topics: tuple[Topic, ...]
    closed_to: frozenset[str]
    """The owner's group, those that the owner excludes, and those that have a reader or had one."""


def readers(
    volunteers: Iterable[Volunteer], wanted: Wanted, lots: Mapping[UserId, float], count: int
) -> tuple[Volunteer, ...]:
    """At most `count`, one of a group: first who knows the most of the topics, then by lot."""
    fit = [each for each in volunteers if _fits(each, wanted)]
    fit.sort(key=lambda each: (-len(set(each.topics) & set(wanted.topics)), lots[each.user_id], each.user_id))
    one_of_each: dict[str, Volunteer] = {}
    for each in fit:
        one_of_each.setdefault(each.organisation, each)
    return tuple(one_of_each.values())[:count]


def _fits(volunteer: Volunteer, wanted: Wanted) -> bool:
    knows = not wanted.topics or not volunteer.topics or bool(set(volunteer.topics) & set(wanted.topics))
    return volunteer.organisation not in wanted.closed_to and wanted.language in volunteer.languages and knows


# --- covering --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Covered:
    start: int
    end: int
    label: str


_USER_ID = re.compile(r"@[^\s:@]{1,255}:[^\s]{1,255}")


def covered(text: str, found: Iterable[Covered], phrases: Sequence[tuple[str, str]], person: str) -> str:
    """The text with a label over each finding, each phrase (`(phrase, label)`) and each Matrix user id."""
    places = [*found, *(Covered(*match.span(), person) for match in _USER_ID.finditer(text))]
    flat = _flat(text)
    for phrase, label in phrases:
        words = re.findall(r"\w+", _flat(phrase))
        if words and sum(map(len, words)) > 2:
            pattern = r"(?<!\w)" + r"\W{1,3}".join(map(re.escape, words)) + r"(?!\w)"
            places += [Covered(*match.span(), label) for match in re.finditer(pattern, flat)]
    places.sort(key=lambda each: (each.start, -each.end))
    pieces, at = [], 0
    for place in places:
        if place.end <= at:
            continue
        if place.start >= at:
            pieces += [text[at : place.start], place.label]
        at = place.end
    return "".join([*pieces, text[at:]])


def _flat(text: str) -> str:
    """Without case and accents, each character in its old place."""
    return "".join(_flat_character(character) for character in text)


def _flat_character(character: str) -> str:
    bare = unicodedata.normalize("NFKD", character)[:1].casefold()
    return bare if len(bare) == 1 else character


def fingerprint(salt: bytes, text: str) -> bytes:
    """Tells whether a text is still the one that was consented to, and nothing else to whoever has no text."""
    return hashlib.sha256(salt + text.encode()).digest()


def may_ask(before: Collection[object]) -> bool:
    return len(before) < ASKED_A_YEAR
