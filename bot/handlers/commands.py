"""Who may do what, which desk answers, and in which language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.cards import Typed, card, note
from bot.core.command_table import SPEC
from bot.core.command_words import WORDS
from bot.core.commands import DIRECT_ONLY, WRITES, Command, Unknown, Verb, may, spell
from bot.core.example_words import in_words
from bot.core.help_topics import FIRST, TOPICS
from bot.core.model import Language, Rendered, Role
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, Desk, HelpLine, Reply
from bot.handlers.signed import check_signed
from bot.i18n import Texts

__all__ = ["Announcement", "Asked", "CommandDesk", "Desk", "Reply"]

_HELP: tuple[HelpLine, ...] = (("", N_("this list")),)
_IN_DIRECT_CHAT = N_(
    "Please write this in our direct chat; in a room everybody reads it. Reply to it with %(command)s and I delete it"
    " here."
)
_NOT_BUILT = N_("This command is not built yet. Write !help for what I can do.")
_FOR_EVERYONE = N_("Was it a message for everyone? Send it again without the ! at the beginning.")
_HEARD_BY_ALL: frozenset[Verb] = frozenset(("digest",))
"""Answered in every room of the channel: never from a mistyped word."""
_REFUSED: Mapping[Role, str] = {
    "coordinator": N_("Only coordinators may do this."),
    "rep": N_("Only representatives and coordinators may do this."),
}
"""By the least role that may."""


class CommandDesk:
    """One place for what holds for every command; a feature is wired by its desk in `desks`."""

    def __init__(self, texts: Texts, desks: Mapping[Verb, Desk]) -> None:
        self._texts = texts
        self._desks: Mapping[Verb, Desk] = {**desks, "help": Desk(self._help, _HELP)}

    async def answer(self, asked: Asked) -> Reply | Announcement:
        """A UserError becomes a sentence in the language of the answer; other errors pass."""
        try:
            return await self._route(asked)
        except UserError as error:
            language, command = asked.answer_language, asked.command
            told = [self._texts.gettext(language, error.msgid, **error.params)]
            if isinstance(command, Command) and command.doubtful and not asked.direct:
                told.append(self._texts.gettext(language, _FOR_EVERYONE))
            return Reply(note(*told))

    async def _route(self, asked: Asked) -> Reply | Announcement:
        command = asked.command
        if isinstance(command, Unknown):
            if command.suggestion is not None and _only_asks(command.suggestion):  # "!lockdown yes", at the door
                return await self._route(replace(asked, command=command.suggestion))
            return self._did_you_mean(asked, command)
        if command.doubtful and command.verb in _HEARD_BY_ALL:
            return self._did_you_mean(asked, Unknown(command))
        _check_role(asked, command.verb)
        desk = self._desks.get(command.verb)
        if desk is None:
            raise UserError(_NOT_BUILT)
        _check_place_and_device(asked, command.verb)
        result = await desk.answer(asked)
        if command.doubtful and not asked.direct and isinstance(result, Reply):
            return replace(result, text=_below(result.text, self._texts.gettext(asked.answer_language, _FOR_EVERYONE)))
        return result

    def _did_you_mean(self, asked: Asked, unknown: Unknown) -> Reply:
        language, guess = asked.answer_language, unknown.suggestion
        t = self._texts
        if guess is not None and may(asked.member.role, guess.verb) and guess.verb in self._desks:
            command = spell(
                guess.verb, language, guess.arguments.get("record_id") or guess.arguments.get("user_id", "")
            )
            told = [t.gettext(language, "Did you mean %(command)s?", command=command)]
            example = next((shown for shown, _ in self._desks[guess.verb].help), "")
            if example and not guess.arguments:  # the word alone would only be asked for the rest
                whole = spell(guess.verb, language, in_words(example, language))
                told.append(t.gettext(language, "It is written like this: %(example)s", example=whole))
        else:
            told = [t.gettext(language, "I do not know this command. Write !help for what I can do.")]
        if not asked.direct:  # there nobody else would have read it
            told.append(t.gettext(language, _FOR_EVERYONE))
        return Reply(note(*told))

    async def _help(self, asked: Asked) -> Reply:
        """Short first: the topics; a topic shows its commands. Of both only what this person may do and I can."""
        command, language, role = asked.command, asked.answer_language, asked.member.role
        named = command.arguments.get("topic", "") if isinstance(command, Command) else ""
        topic = TOPICS.get(named)
        among = topic.verbs if topic else [verb for verb, spec in SPEC.items() if any(named in f for f in spec.forms)]
        about = [verb for verb in among if self._offers(verb, role)]
        if named and about:
            return Reply(self._list(language, about, direct=asked.direct))
        return Reply(self._topics(language, role))

    def _offers(self, verb: Verb, role: Role) -> bool:
        return verb in self._desks and may(role, verb)

    def _topics(self, language: Language, role: Role) -> Rendered:
        lines = [self._lines(language, verb)[0] for verb in FIRST if self._offers(verb, role)]
        for part, topic in TOPICS.items():
            verbs = [verb for verb in topic.verbs if self._offers(verb, role)]
            single = [line for verb in verbs[:2] for line in self._lines(language, verb)]
            if len(single) == 1:
                lines += [line for line in single if line not in lines]
            elif verbs:
                asks = spell("help", language, WORDS[part][language][0])
                lines.append(Typed(asks, self._texts.gettext(language, topic.about)))
        return card(self._texts.gettext(language, "What you can write here"), lines)

    def _list(self, language: Language, verbs: Sequence[Verb], *, direct: bool) -> Rendered:
        """What is for the direct chat alone stands apart, where it is not asked there."""
        here = [verb for verb in verbs if direct or verb not in DIRECT_ONLY]
        private = [verb for verb in verbs if verb not in here]
        lines: list[str | Typed] = [line for verb in here for line in self._lines(language, verb)]
        if private:
            lines.append(self._texts.gettext(language, "In our direct chat:"))
            lines += [line for verb in private for line in self._lines(language, verb)]
        return card(self._texts.gettext(language, "What you can write here"), lines)

    def _lines(self, language: Language, verb: Verb) -> list[Typed]:
        gettext = self._texts.gettext
        return [
            Typed(spell(verb, language, in_words(example, language)), gettext(language, told))
            for example, told in self._desks[verb].help
        ]


def _below(text: Rendered, sentence: str) -> Rendered:
    last = note(sentence)
    return Rendered(plain=f"{text.plain}\n{last.plain}", html=f"{text.html}<br>{last.html}")


def _only_asks(command: Command) -> bool:
    """It takes the word that confirms it, and does nothing without."""
    return SPEC[command.verb].takes == "confirmation" and "word" not in command.arguments


def _check_role(asked: Asked, verb: Verb) -> None:
    """Raises UserError unless this person may do this."""
    if not may(asked.member.role, verb):
        raise UserError(_REFUSED[SPEC[verb].role])


def _check_place_and_device(asked: Asked, verb: Verb) -> None:
    """Raises UserError unless it may be done here, on this device."""
    if verb in WRITES:
        check_signed(asked)
    if verb in DIRECT_ONLY and not asked.direct:
        raise UserError(_IN_DIRECT_CHAT, command=spell("forget", asked.answer_language))
