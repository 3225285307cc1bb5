"""The people of the demo and what they say. All of it is invented, the petition excepted: a public case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.core.model import Language, Role
from bot.core.record_ids import EXAMPLE


@dataclass(frozen=True, slots=True)
class Person:
    localpart: str
    name: str
    organisation: str
    language: Language
    role: Role = "rep"


REPS: Mapping[Language, Person] = {
    "en": Person("dana", "Dana", "Demo Workers Local 88", "en"),
    "es": Person("ana", "Ana", "Sindicato Demo", "es"),
    "fr": Person("marie", "Marie", "Syndicat Démo, section 12", "fr"),
}
COORDINATOR = Person("robin", "Robin", "Trinational Demo", "en", role="coordinator")
EVERYONE: Sequence[Person] = (COORDINATOR, *REPS.values())

CHANNEL = "demo"
ROOM_NAMES: Mapping[Language, str] = {"en": "Demo (English)", "es": "Demo (español)", "fr": "Demo (français)"}


@dataclass(frozen=True, slots=True)
class Say:
    key: str
    language: Language
    """Who: the rep of that language, in that room."""
    plain: str
    html: str | None = None
    reply_to: str | None = None
    """Key of an earlier message; the speaker answers what stands for it in their own room."""
    keep: tuple[str, ...] = ()
    """What no translation may touch."""
    keep_html: tuple[str, ...] = ()
    """What must stand in the formatted form of every copy."""


@dataclass(frozen=True, slots=True)
class Together:
    """Said by all at the same moment."""

    says: Sequence[Say]


@dataclass(frozen=True, slots=True)
class Edit:
    key: str
    plain: str
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delete:
    key: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A command that is answered in the asking room only."""

    language: Language
    plain: str


@dataclass(frozen=True, slots=True)
class Announce:
    """A command by the coordinator that posts into every room."""

    language: Language
    plain: str


Step: TypeAlias = Say | Together | Edit | Delete | Ask | Announce

_AGENDA = "https://example.org/agenda"

CONVERSATION: Sequence[tuple[str, Step]] = (
    (
        "A message in English",
        Say("shift", "en", "Good morning. The company changed the schedule of the night shift without consulting us."),
    ),
    (
        "Ana answers, in Spanish, the copy that she read",
        Say(
            "same",
            "es",
            "Buenos días. Aquí también: descontaron $1,250 MXN a 14 personas.",
            reply_to="shift",
            keep=("$1,250 MXN",),
        ),
    ),
    (
        "A message in French",
        Say("meeting", "fr", "Nous avons le même problème. La réunion aura lieu mardi à 18 h 30."),
    ),
    (
        "A formatted message: bold, a list, a link",
        Say(
            "agenda",
            "en",
            f"For the meeting:\n- the documents of the last month\n- a copy of the contract\n- {_AGENDA}",
            "<p><strong>For the meeting:</strong></p><ul><li>the documents of the last month</li>"
            f'<li>a copy of the <em>contract</em></li><li><a href="{_AGENDA}">{_AGENDA}</a></li></ul>',
            keep=(_AGENDA,),
            keep_html=("<li>",),
        ),
    ),
    ("Marie corrects the day", Edit("meeting", "La réunion aura lieu mercredi à 18 h 30.")),
    (
        "Marie answers, in French, the copy that she read",
        Say(
            "record",
            "fr",
            f"Conservez les documents. Consultez aussi {EXAMPLE}.",
            reply_to="same",
            keep=(EXAMPLE,),
        ),
    ),
    (
        "Ana writes into the wrong group",
        Say("wrong", "es", "Perdón, este mensaje era para otro grupo."),
    ),
    ("Ana deletes it", Delete("wrong")),
    (
        "All three at the same moment",
        Together(
            (
                Say("yes-en", "en", "We agree. We will be there on Wednesday."),
                Say("yes-es", "es", "Estamos de acuerdo. Nosotros también vamos a participar."),
                Say("yes-fr", "fr", "Merci. Nous allons participer aussi."),
            )
        ),
    ),
    ("Ana asks for the state of a petition", Ask("es", f"!petición estado {EXAMPLE}")),
    ("The coordinator posts the digest", Announce("en", "!digest")),
)
