"""`!protect`: coordinators put exact names under protection. No answer repeats a name, none tells what is protected."""

from __future__ import annotations

from bot.core.cards import note
from bot.core.commands import Command
from bot.core.name_forms import NotAName, canonical
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.i18n import Texts
from bot.store.protected_names import ProtectedNameStore

ADD_HELP: tuple[HelpLine, ...] = (
    ("Ana Pérez López", N_("always hold messages with this person’s name; in our direct chat")),
)
REMOVE_HELP: tuple[HelpLine, ...] = (("Ana Pérez López", N_("protect this name no longer; in our direct chat")),)

_ADDED = (
    N_("This name is protected now: any message with it is held, in every room."),
    N_(
        "I look for it with and without accents, with nicknames and initials, in any order, in file"
        " names and e-mails too."
    ),
    N_("I cannot find it misspelled, nor a person who is only described. A first name or a surname alone is not held."),
)
_ONE_WORD = N_("This name is a single word: every message with that word is held, whoever is meant.")
_REMOVED = N_("If exactly this name was protected, it no longer is. The same words in another order are another name.")
_DELETE_YOURS = N_(
    "I keep no name, only a secret code for it. Your message still shows it: please delete that message in this chat."
)
_WRONG_PLACE = N_(
    "Names are protected only in a direct chat with me, where nobody else can read them. Nothing was changed. If a name"
    " stands in your message here, please delete that message."
)
_NOT_A_NAME = N_(
    "Please write the name of one person after the command, first names first, in full and without numbers."
)


class ProtectDesk:
    """Its caller has made sure that a coordinator asks."""

    def __init__(self, texts: Texts, store: ProtectedNameStore) -> None:
        self._texts = texts
        self._store = store

    async def add(self, asked: Asked) -> Reply:
        """The answer is the same whether the name was protected before. Raises UserError."""
        name = _name(asked)
        try:
            is_one_word = len(canonical(name).split()) == 1
            await self._store.add(name)
        except NotAName:
            raise UserError(_NOT_A_NAME) from None
        return self._reply(asked, *_ADDED[: 2 if is_one_word else 3], *([_ONE_WORD] if is_one_word else []))

    async def remove(self, asked: Asked) -> Reply:
        """The answer is the same whether the name was protected before. Raises UserError."""
        try:
            await self._store.remove(_name(asked))
        except NotAName:
            raise UserError(_NOT_A_NAME) from None
        return self._reply(asked, _REMOVED)

    def _reply(self, asked: Asked, *sentences: str) -> Reply:
        language = asked.answer_language
        return Reply(note(*(self._texts.gettext(language, each) for each in (*sentences, _DELETE_YOURS))))


def _name(asked: Asked) -> str:
    """Raises UserError outside a direct chat, where others have read the name by now."""
    if not asked.direct:
        raise UserError(_WRONG_PLACE)
    return asked.command.arguments.get("name", "") if isinstance(asked.command, Command) else ""
