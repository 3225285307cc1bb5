"""`!language es`: in which language a person is answered, and what their short messages are taken for."""

from __future__ import annotations

from bot.core.cards import note
from bot.core.commands import Command, spell
from bot.core.words import N_
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.i18n import Texts
from bot.store.own_languages import OwnLanguages

HELP: tuple[HelpLine, ...] = (("es", N_("your own language: I answer you in it (en, es, fr)")),)

_CHOSEN = N_("From now on I answer you in English, in rooms and in our direct chat.")
_NONE = N_("I answer you in the language of the room. To choose one: %(commands)s")
_HAS = N_("I answer you in English. To choose another language: %(commands)s")


class OwnLanguageDesk:
    def __init__(self, texts: Texts, languages: OwnLanguages) -> None:
        self._texts = texts
        self._languages = languages
        self._commands = " · ".join(spell("language", each, each) for each in texts.languages)

    async def answer(self, asked: Asked) -> Reply:
        arguments = asked.command.arguments if isinstance(asked.command, Command) else {}
        chosen = arguments.get("language")
        if chosen:
            await self._languages.choose(asked.member.user_id, chosen)
            return Reply(note(self._texts.gettext(chosen, _CHOSEN)))
        own = self._languages.of(asked.member.user_id)
        if own is None:
            return Reply(note(self._texts.gettext(asked.answer_language, _NONE, commands=self._commands)))
        return Reply(note(self._texts.gettext(own, _HAS, commands=self._commands)))
