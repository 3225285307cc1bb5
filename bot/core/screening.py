"""What must not leave a room without its sender's word: possible names, numbers that identify, protected names.

Three detectors look at the visible text of a message. About nine in ten names are found, never all: a finding holds a
message for a person's decision, and the absence of one proves nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from bot.core.lookalikes import plain_letters, spelled_out
from bot.core.model import Language

Strength = Literal["normal", "strict"]
FindingKind = Literal[
    "name", "phone", "address", "email", "number", "staff_number", "account", "card", "plate", "handle"
]
"""`number`: one that a state gave to one person."""


class Place(Protocol):
    """Code points of a text, the end exclusive."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Identifying(Place, Protocol):
    @property
    def kind(self) -> str: ...


class Shield(Protocol):
    """Finds what may be the name of a person."""

    def check(self, text: str, language: Language, strength: Strength = "normal") -> Sequence[Place]: ...


class Protected(Protocol):
    """Finds the names that coordinators have put under protection."""

    def find(self, text: str) -> Sequence[Place]: ...


@dataclass(frozen=True, slots=True)
class Detectors:
    names: Shield
    identifiers: Callable[[str], Sequence[Identifying]]
    protected: Protected


@dataclass(frozen=True, slots=True)
class Known:
    """What is no secret here. Protected names are never known."""

    words: frozenset[str] = frozenset()
    """Folded single words: the members' own names."""
    users: Container[str] = frozenset()
    """User ids that anybody here may read."""
    handles: Container[str] = frozenset()
    """Their part before the colon, folded: "@ana" for "@ana:example.org"."""
    texts: frozenset[str] = frozenset()
    """Folded findings that their sender has released."""

    def and_texts(self, texts: Sequence[str]) -> Known:
        return replace(self, texts=self.texts | {folded(text) for text in texts})


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    kind: FindingKind


@dataclass(frozen=True, slots=True)
class Finding:
    text: str
    names: tuple[Found, ...] = ()
    identifiers: tuple[Found, ...] = ()
    protected: tuple[Found, ...] = ()

    @property
    def held(self) -> bool:
        return bool(self.names or self.identifiers or self.protected)

    @property
    def everything(self) -> tuple[Found, ...]:
        """In the order of the text."""
        return tuple(sorted((*self.names, *self.identifiers, *self.protected), key=lambda found: found.start))

    def without(self, known: Known) -> Finding:
        """Protected names stay."""

        def remains(found: Found) -> bool:
            return not _is_known(self.text[found.start : found.end], known, found.kind == "name")

        return replace(
            self, names=tuple(filter(remains, self.names)), identifiers=tuple(filter(remains, self.identifiers))
        )

    @property
    def words(self) -> list[str]:
        """What was found, each once, as it was written."""
        return list(dict.fromkeys(self._written(found) for found in self.everything))

    @property
    def told(self) -> list[tuple[str, FindingKind]]:
        """What was found, with what it is, for people: each once, and nothing that is a part of another finding, as the
        name in an e-mail address is.
        """
        all_found = self.everything
        whole = (each for each in all_found if not any(each != other and _holds(other, each) for other in all_found))
        return list({self._written(each): (self._written(each), each.kind) for each in whole}.values())

    def _written(self, found: Found) -> str:
        return " ".join(self.text[found.start : found.end].split())


MAX_PIECE = 600
"""Characters that the shield looks at in one go."""

_USER_ID = re.compile(r"@[!-9;-~]{1,255}:[A-Za-z0-9.-]{0,255}[A-Za-z0-9](?::[0-9]{1,5})?")
_HANDLE = re.compile(r"(?<![\w@.])@([a-z0-9._=/+-]{0,63}[a-z0-9_])(?![\w:@])", re.IGNORECASE)
_RUN = re.compile(r"[^\W\d_]{61,}")
"""No word of a language, and slow to look at: held as it stands."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_KINDS: dict[str, FindingKind] = {
    "phone": "phone",
    "address": "address",
    "email": "email",
    "employee_number": "staff_number",
    "account": "account",
    "card": "card",
    "plate": "plate",
    "handle": "handle",
}


def screen(text: str, language: Language, strength: Strength, detectors: Detectors, known: Known) -> Finding:
    """What is to be found in `text`, without what is no secret here."""
    seen = _without_known_people(text, known) if "@" in text else text
    names = names_in(seen, language, strength, detectors.names)
    identifiers = (
        Found(found.start, found.end, _KINDS.get(found.kind, "number")) for found in detectors.identifiers(seen)
    )
    protected = (Found(place.start, place.end, "name") for place in detectors.protected.find(text))
    found = Finding(text, tuple(names), tuple(identifiers), tuple(protected))
    return found.without(known) if found.names or found.identifiers else found


def names_in(text: str, language: Language, strength: Strength, shield: Shield) -> list[Found]:
    """Possible names, however they are written, in the order of the text."""
    seen = plain_letters(text)
    names = list(_names(seen, language, strength, shield))
    if _INVISIBLE.search(seen):
        places = [at for at, character in enumerate(seen) if not _INVISIBLE.match(character)]
        names = _together(names, _names_in_part(seen, places, language, strength, shield))
    if (spelled := spelled_out(seen)) is not None:
        names = _together(names, _names_in_part(seen, spelled[1], language, strength, shield))
    return sorted(names, key=lambda each: each.start)


def _names(text: str, language: Language, strength: Strength, shield: Shield) -> Iterator[Found]:
    for run in _RUN.finditer(text):
        yield Found(run.start(), run.end(), "name")
    for start, piece in _pieces(_RUN.sub(lambda run: " " * len(run[0]), text)):
        for place in shield.check(piece, language, strength):
            yield Found(start + place.start, start + place.end, "name")


def _together(names: Sequence[Found], whole: Iterator[Found]) -> list[Found]:
    """Without what lies inside of a longer finding."""
    longer = list(whole)
    return [each for each in names if not any(_holds(other, each) for other in longer)] + longer


def _names_in_part(
    text: str, places: Sequence[int], language: Language, strength: Strength, shield: Shield
) -> Iterator[Found]:
    """Of what is left of a text: a soft hyphen or a space without width, as pages and files bring them along, parts a
    name for no reader, and nor do the blanks of a word that is spelled out.
    """
    for found in _names("".join(text[at] for at in places), language, strength, shield):
        yield Found(places[found.start], places[found.end - 1] + 1, "name")


def _holds(outer: Found, inner: Found) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Parts of bounded length, cut between words: the work of the shield grows with the square of a text."""
    start = 0
    while len(text) - start > MAX_PIECE:
        blank = max(text.rfind(each, start + 1, start + MAX_PIECE) for each in " \n")
        end = blank if blank > start else start + MAX_PIECE
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def folded(text: str) -> str:
    """Without case, accents and the width of blanks: for comparing what two people typed."""
    wide = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in wide if unicodedata.category(c) not in ("Mn", "Cf")).split())


def words_of(*names: str) -> frozenset[str]:
    """The words of names, folded."""
    return frozenset(word for name in names for word in _WORD.findall(folded(name)))


def _is_known(found: str, known: Known, is_name: bool) -> bool:
    if folded(found) in known.texts:
        return True
    words = words_of(found) if is_name else frozenset()
    return bool(words) and words <= known.words


def _without_known_people(text: str, known: Known) -> str:
    """A known person's id is written as often as a name, and no finding; the places of other words stay the same."""
    text = _USER_ID.sub(lambda found: " " * len(found[0]) if found[0] in known.users else found[0], text)
    return _HANDLE.sub(lambda found: " " * len(found[0]) if found[1].casefold() in known.handles else found[0], text)
