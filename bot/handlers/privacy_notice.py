"""What the bot reads and keeps, for whom and where: short for a room, in full with one's rights on `!privacy full`.

What such a notice has to say is in docs/privacy-notice.md, with the laws it comes from.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bot.core.cards import card
from bot.core.characters import single_line
from bot.core.commands import spell
from bot.core.model import Language, Rendered
from bot.core.words import N_
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.i18n import Texts
from bot.operator_section import Operator

EDITION = 3
"""Raised when the notice changes what it promises: then every room is told again."""

HELP: tuple[HelpLine, ...] = (("", N_("what I read and keep")),)
FULL_HELP: tuple[HelpLine, ...] = (("", N_("the whole privacy notice, with your rights")),)

_TITLE = N_("Privacy: what I read and keep")
_READS = N_("I read every message in this room, to copy it into the other rooms of this channel in their languages.")
_KEEPS = N_(
    "I keep ids of messages and people; of what you write in a room only lines whose corrected translation was"
    " approved. A petition that you enter in our direct chat stays in my register until its owners delete it."
)
_FILES = N_(
    "Pictures and documents are passed on as well, without place, device and author. I look at nothing inside of them"
    " and keep none."
)
_DELETE = N_("To delete, remove your message in your app: I delete every copy. If you do not agree, do not write here.")
_ALL_AT_ONCE = N_("Everything that you said, with all that came of it: %(command)s in our direct chat.")
_HERE = N_("Translation: %(engine)s, on the machine where I run. No text leaves it to be translated.")
_AWAY = N_("Translation: %(engine)s. The text of messages leaves the machine where I run to be translated.")
_OPERATOR = N_("Responsible: %(name)s, %(contact)s.")
_NO_OPERATOR = N_(
    "Responsible: who operates me has given no name or contact. Ask the coordinators before you trust me."
)
_MORE = N_("Your rights and all the rest: %(command)s")
_NO_LAWYER = N_("No lawyer has reviewed this notice yet.")

_NOBODY_ELSE = N_("I give nothing to anybody else.")

_FULL_TITLE = N_("Privacy notice in full")
_FULL = (
    N_(
        "Data: what you write, edit and delete here while I copy it; your user id, the name you show, your organisation"
        " and role as far as the coordinators gave them to me; ids and times of messages; the devices that encryption"
        " needs. Messages may tell who belongs to a union: that is sensitive data."
    ),
    N_(
        "Kept in encrypted databases: ids of messages, of their copies and of my answers, keys of the rooms, user ids,"
        " devices, who is suspended, records of petitions, what you choose or answer in our direct chat (language,"
        " digest, surveys, peer reading, introductions, proposals), codes of protected names, lines of messages whose"
        " corrected translation was approved, without names. No other message text and no display name."
    ),
    N_(
        "Purposes: to copy and translate messages, to obey commands, to keep the petition register, to make the"
        " network's surveys and figures, to bring groups together that want it, and to protect witnesses."
        " No advertising, no profiles, no training of software, no sale. There are no other purposes."
    ),
    N_("Means: I take part in the room like a person. Nothing is collected about you outside of it."),
    N_(
        "Who receives it: the people in the rooms of this channel, who may be in Mexico, the United"
        " States and Canada, so"
        " also outside Quebec. Their homeservers see who writes when, not what."
    ),
)
_RIGHTS = (
    N_(
        "Your rights: to know what I keep about you, to have it corrected or deleted, to object, and to take back your"
        " consent at any time (in Mexico: access, rectification, cancellation and opposition, ARCO). Write to who is"
        " responsible, with your user id and what you want; it costs nothing."
    ),
    N_(
        "If you get no answer: in Mexico the Secretaría Anticorrupción y Buen Gobierno, in Quebec the Commission"
        " d’accès à l’information, in the United States the attorney general of your state."
    ),
    N_(
        "What cannot be undone: what other people have read, copied or stored on their devices, and what other servers"
        " or backups keep."
    ),
    N_(
        "How long: ids of messages as long as their copies stand; keys of the rooms about a month after they were last"
        " of use; single answers to a survey until it closes; petitions until their owners delete them; the rest as"
        " long as I work for this network."
    ),
    N_("Changes: when this notice changes, I tell it anew in every room."),
)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What differs from one bot to another."""

    operator: Operator | None
    engine: str
    """As people call it: `Apertium`."""
    text_leaves_machine: bool = False
    passes_files: bool = False


class PrivacyNotice:
    def __init__(self, texts: Texts, facts: NoticeFacts) -> None:
        self._texts = texts
        self._facts = facts

    @property
    def edition(self) -> str:
        """Another one when the notice says something else."""
        facts = self._facts
        operator = (facts.operator.name, facts.operator.contact) if facts.operator else ("", "")
        files = ("files",) if facts.passes_files else ()
        said = "\0".join((str(EDITION), *operator, facts.engine, str(facts.text_leaves_machine), *files))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def short(self, language: Language) -> Rendered:
        gettext = self._texts.gettext
        lines = [
            gettext(language, _READS),
            gettext(language, _KEEPS),
            *self._files(language),
            self._engine(language),
            self._operator(language),
            gettext(language, _DELETE),
            gettext(language, _MORE, command=spell("privacy.full", language)),
            gettext(language, _NO_LAWYER),
        ]
        return card(gettext(language, _TITLE), lines)

    def full(self, language: Language) -> Rendered:
        gettext = self._texts.gettext
        lines = [
            self._operator(language),
            *(gettext(language, each) for each in (_READS, *_FULL)),
            *self._files(language),
            self._engine(language),
            *([] if self._facts.text_leaves_machine else [gettext(language, _NOBODY_ELSE)]),
            *(gettext(language, each) for each in (*_RIGHTS, _DELETE)),
            gettext(language, _ALL_AT_ONCE, command=spell("forget.me", language)),
            gettext(language, _NO_LAWYER),
        ]
        return card(gettext(language, _FULL_TITLE), lines)

    def _operator(self, language: Language) -> str:
        operator = self._facts.operator
        if operator is None:
            return self._texts.gettext(language, _NO_OPERATOR)
        name, contact = single_line(operator.name), single_line(operator.contact)
        return self._texts.gettext(language, _OPERATOR, name=name, contact=contact)

    def _files(self, language: Language) -> list[str]:
        return [self._texts.gettext(language, _FILES)] if self._facts.passes_files else []

    def _engine(self, language: Language) -> str:
        sentence = _AWAY if self._facts.text_leaves_machine else _HERE
        return self._texts.gettext(language, sentence, engine=self._facts.engine)


class PrivacyDesk:
    def __init__(self, notice: PrivacyNotice) -> None:
        self._notice = notice

    async def short(self, asked: Asked) -> Reply:
        return Reply(self._notice.short(asked.answer_language))

    async def full(self, asked: Asked) -> Reply:
        return Reply(self._notice.full(asked.answer_language))
