"""`!shield`: how strictly possible names hold messages in a channel. A change takes a typed word; all rooms hear it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from bot.core.cards import Typed, card, note
from bot.core.commands import Command, spell
from bot.core.confirming import CONFIRM_WORDS, is_confirmation
from bot.core.in_languages import InLanguages
from bot.core.model import Language, Rendered
from bot.core.shield_words import Strength
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, HelpLine, Reply
from bot.i18n import Texts
from bot.store.shield_settings import ShieldSettings

HELP: tuple[HelpLine, ...] = (("", N_("how strictly possible names hold messages in this channel")),)

_SPELLED: Mapping[Language, Mapping[Strength, str]] = InLanguages(
    {
        "en": {"strict": "strict", "normal": "normal"},
        "es": {"strict": "estricto", "normal": "normal"},
        "fr": {"strict": "strict", "normal": "normal"},
    }
)
_IN_FORCE: Mapping[Strength, str] = {
    "strict": N_("The name shield of this channel is strict."),
    "normal": N_("The name shield of this channel is normal."),
}
_MEANING: Mapping[Strength, str] = {
    "strict": N_("finds more names, and holds more messages without one"),
    "normal": N_("holds fewer messages, and misses more names"),
}
_NEVER_ALL = N_("At either setting it finds about nine names in ten, never all.")
_CHANGED: Mapping[Strength, str] = {
    "strict": N_(
        "From now on the name shield of this channel is strict: it finds more names, and holds more messages."
    ),
    "normal": N_(
        "From now on the name shield of this channel is normal: it holds fewer messages, and misses more names."
    ),
}


class ShieldDesk:
    """Its caller has made sure that a coordinator asks, from a signed device."""

    def __init__(self, texts: Texts, settings: ShieldSettings) -> None:
        self._texts = texts
        self._settings = settings

    async def answer(self, asked: Asked) -> Reply | Announcement:
        """`strength` of the arguments: what is wanted; `word`: what was typed behind it. Raises UserError."""
        if not asked.channel.rooms:
            raise UserError(N_("Please write this in a room of a channel."))
        arguments = asked.command.arguments if isinstance(asked.command, Command) else {}
        wanted = arguments.get("strength")
        if wanted not in ("strict", "normal"):
            return Reply(self._shown(asked))
        strength = cast("Strength", wanted)
        if self._settings.strength(asked.channel) == strength:
            return await self._as_it_is(asked, strength)
        if not is_confirmation(arguments.get("word", "")):
            return self._question(asked.answer_language, strength)
        await self._settings.choose(asked.channel, strength, asked.event.event_id)
        return self._announcement(asked, strength)

    async def _as_it_is(self, asked: Asked, strength: Strength) -> Reply | Announcement:
        """Told again to all rooms when this very command made it so: the bot may have ended before it told them."""
        if self._settings.chosen_by(asked.channel) == asked.event.event_id:
            return self._announcement(asked, strength)
        return Reply(self._shown(asked))

    def _shown(self, asked: Asked) -> Rendered:
        language, gettext = asked.answer_language, self._texts.gettext
        ways = [
            Typed(spell("shield", language, spelled), gettext(language, _MEANING[strength]))
            for strength, spelled in _SPELLED[language].items()
        ]
        title = gettext(language, _IN_FORCE[self._settings.strength(asked.channel)])
        return card(title, [*ways, gettext(language, _NEVER_ALL)])

    def _question(self, language: Language, strength: Strength) -> Reply:
        command = spell("shield", language, f"{_SPELLED[language][strength]} {CONFIRM_WORDS[language]}")
        gettext = self._texts.gettext
        asks = card(gettext(language, "To confirm, write:"), [Typed(command, gettext(language, _MEANING[strength]))])
        return Reply(asks, to_type=command)

    def _announcement(self, asked: Asked, strength: Strength) -> Announcement:
        def words(language: Language) -> Rendered:
            return note(*(self._texts.gettext(language, each) for each in (_CHANGED[strength], _NEVER_ALL)))

        return Announcement.in_channel(asked.channel, words, f"shield {asked.event.event_id}")
