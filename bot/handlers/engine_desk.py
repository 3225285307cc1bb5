"""`!engine`: who translates here. `!engine cloud on|off`: whether a company may read the messages to translate them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.core.cards import Typed, card, note
from bot.core.commands import Command, spell
from bot.core.confirming import CONFIRM_WORDS, is_confirmation
from bot.core.in_languages import InLanguages
from bot.core.model import Channel, Language
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, HelpLine, Reply
from bot.handlers.privacy_notice import NoticeFacts
from bot.i18n import Texts
from bot.operator_section import Operator
from bot.ports import EnginePrivacy
from bot.store.engine_consent import EngineConsent
from bot.translation.switchboard import InLine, Standing, Switchboard

HELP: tuple[HelpLine, ...] = (("", N_("which engines translate in this channel, and who reads the text for it")),)
CLOUD_HELP: tuple[HelpLine, ...] = (
    ("on", N_("let a company read the messages of this channel in order to translate them")),
    ("off", N_("no longer; at once")),
)

_SWITCHES: Mapping[Language, tuple[str, str]] = InLanguages(
    {
        "en": ("on", "off"),
        "es": ("activar", "desactivar"),
        "fr": ("activer", "désactiver"),
    }
)
_READS: Mapping[EnginePrivacy, str] = {
    "local": N_("%(engine)s: on our own computer; nobody else reads the text."),
    "own-server": N_("%(engine)s: on a server of those who run this bot."),
    "cloud": N_("%(engine)s: a company on the internet, which reads the text."),
}
_STANDS: Mapping[Standing, str] = {
    "ready": N_("Ready."),
    "resting": N_("Does not answer; I try again every minute or so."),
    "not permitted": N_("Not used: this channel has not allowed it."),
    "left out": N_("Not installed."),
}
_NO_ROOM = N_("Please write this in a room of a channel.")
_ON = N_("From now on %(engines)s, a company on the internet, reads the messages of this channel to translate them.")
_MASKED = N_(
    "I take out the names of persons that I find, about nine in ten, never all. Do not write what must not leave here."
)
_STOP = N_("A coordinator stops it at any time with: %(command)s")
_OFF = N_("From now on no company reads the messages of this channel. Translations are made on our own computers.")


class EngineDesk:
    """Its caller has made sure that a coordinator asks; for `cloud`, from a signed device."""

    def __init__(self, texts: Texts, switchboard: Switchboard, consent: EngineConsent) -> None:
        self._texts = texts
        self._switchboard = switchboard
        self._consent = consent

    async def show(self, asked: Asked) -> Reply:
        """The engines in the order in which they are tried. Raises UserError."""
        language, gettext = asked.answer_language, self._texts.gettext
        lines: list[str | Typed] = []
        for number, each in enumerate(self._line(asked.channel), 1):
            if each.engine is None:
                what = f"{each.name.capitalize()}:"
            else:
                what = gettext(language, _READS[each.engine.privacy], engine=each.engine.name)
            lines.append(f"{number}. {what} {gettext(language, _STANDS[each.standing])}")
        clouds = self._clouds(asked.channel)
        if clouds:
            allowed = any(each.standing != "not permitted" for each in clouds)
            switch = _SWITCHES[language][allowed]
            meaning = CLOUD_HELP[allowed][1]
            lines.append(Typed(spell("engine.cloud", language, switch), gettext(language, meaning)))
        title = gettext(language, "Who translates here; the first that can, does it")
        return Reply(card(title, lines))

    async def cloud(self, asked: Asked) -> Reply | Announcement:
        """`setting` of the arguments: on or off; `word`: what was typed behind it. Raises UserError."""
        channel, language = asked.channel, asked.answer_language
        clouds = self._clouds(channel)
        arguments = asked.command.arguments if isinstance(asked.command, Command) else {}
        setting = arguments.get("setting")
        if setting == "off":
            had_some = await self._consent.withdraw(channel)
            if clouds or had_some:
                return self._announcement(asked, lambda each: [self._texts.gettext(each, _OFF)])
        if not clouds:
            raise UserError(N_("No engine of a company is set up for this channel. Whoever runs the bot can do that."))
        if setting != "on":
            return await self.show(asked)
        if not self._switchboard.hides_names:
            raise UserError(N_("I cannot find names of persons here, so nothing leaves to a company."))
        names = " · ".join(_names(clouds))
        if not is_confirmation(arguments.get("word", "")):
            return self._question(language, names)
        for each in clouds:
            await self._consent.give(channel, each.name, asked.member.user_id, asked.event.event_id, asked.now)
        return self._announcement(asked, lambda each: self._opened(each, names))

    def _opened(self, language: Language, names: str) -> list[str]:
        gettext, off = self._texts.gettext, spell("engine.cloud", language, _SWITCHES[language][1])
        return [
            gettext(language, _ON, engines=names),
            gettext(language, _MASKED),
            gettext(language, _STOP, command=off),
        ]

    def _question(self, language: Language, names: str) -> Reply:
        gettext = self._texts.gettext
        typed = f"{_SWITCHES[language][0]} {CONFIRM_WORDS[language]}"
        command = spell("engine.cloud", language, typed)
        meaning = gettext(language, "%(engines)s then reads what is written here. All rooms are told.", engines=names)
        lines: list[str | Typed] = [Typed(command, meaning), gettext(language, _MASKED)]
        return Reply(card(gettext(language, "To confirm, write:"), lines), to_type=command)

    def _line(self, channel: Channel) -> list[InLine]:
        if not channel.rooms:
            raise UserError(_NO_ROOM)
        return self._switchboard.line_up(channel)

    def _clouds(self, channel: Channel) -> list[InLine]:
        return [each for each in self._line(channel) if each.engine is not None and each.engine.privacy == "cloud"]

    @staticmethod
    def _announcement(asked: Asked, lines: Callable[[Language], list[str]]) -> Announcement:
        key = f"engine {asked.event.event_id}"
        return Announcement.in_channel(asked.channel, lambda language: note(*lines(language)), key)


def notice_facts(operator: Operator | None, switchboard: Switchboard, channels: Sequence[Channel]) -> NoticeFacts:
    """What the privacy notice says: every engine that may be asked, with consent or without; whether files go on."""
    line = [each for channel in channels for each in switchboard.line_up(channel) if each.engine is not None]
    leaves = any(each.engine is not None and each.engine.privacy != "local" for each in line)
    files = any(channel.attachments for channel in channels)
    names = ", ".join(dict.fromkeys(_names(line)))
    return NoticeFacts(operator, names, text_leaves_machine=leaves, passes_files=files)


def _names(line: Iterable[InLine]) -> list[str]:
    return [each.engine.name for each in line if each.engine is not None]
