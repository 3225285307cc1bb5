"""`!forget` as a reply, and `!forget me`: what a person said goes away, with everything that came of it."""

from __future__ import annotations

from bot.core.cards import Typed, card, note
from bot.core.commands import Command, spell
from bot.core.confirming import CONFIRM_WORDS, is_confirmation
from bot.core.model import EventRef, UserId
from bot.core.words import N_
from bot.errors import MatrixError, Undecryptable, Untrusted, UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.open_events import OpenEvents
from bot.handlers.purging import Purging
from bot.i18n import Texts
from bot.store.ledger import Ledger
from bot.store.purges import PurgeStore
from bot.store.said import SaidStore

FORGET_HELP: tuple[HelpLine, ...] = (("", N_("as a reply: deletes that message and everything that came of it")),)
FORGET_ME_HELP: tuple[HelpLine, ...] = (
    ("", N_("in our direct chat: deletes everything you said in the channels and to me")),
)

_BEGUN = N_("I am deleting it. A receipt follows here.")


class ForgettingDesk:
    def __init__(
        self,
        texts: Texts,
        store: PurgeStore,
        purging: Purging,
        ledger: Ledger,
        said: SaidStore,
        events: OpenEvents,
    ) -> None:
        self._texts = texts
        self._store = store
        self._purging = purging
        self._ledger = ledger
        self._said = said
        self._events = events

    async def forget(self, asked: Asked) -> Reply:
        """Only its author or a coordinator. Raises UserError, or MatrixError that may pass."""
        if asked.reply_to is None:
            raise UserError(N_("Which message? Reply to it with this command, or delete it in your app."))
        answered = await self._said.answers(asked.reply_to) or EventRef(asked.event.room_id, asked.reply_to)
        sources = await self._ledger.sources_of(asked.reply_to) or [answered]  # of a merged copy all have one author
        if asked.member.role != "coordinator" and await self._author(sources[-1]) != asked.member.user_id:
            raise UserError(N_("Only who wrote a message, or a coordinator, may have it deleted."))
        await self._store.messages(sources, asked.event, asked.answer_language, asked.now)
        self._purging.wake()
        return Reply(note(self._texts.gettext(asked.answer_language, _BEGUN)))

    async def _author(self, ref: EventRef) -> UserId | None:
        try:
            return (await self._events.get_hearsay(ref)).sender
        except Undecryptable as error:
            return UserId(error.sender)
        except Untrusted:
            return None
        except MatrixError as error:
            if error.may_pass:
                raise
            return None

    async def forget_me(self, asked: Asked) -> Reply:
        """The word is typed behind the command, so that nobody loses anything by a slip."""
        arguments = asked.command.arguments if isinstance(asked.command, Command) else {}
        language, gettext = asked.answer_language, self._texts.gettext
        if not is_confirmation(arguments.get("word", "")):
            command = spell("forget.me", language, CONFIRM_WORDS[language])
            meaning = gettext(
                language,
                "deletes every message and reaction of yours that I copied or answered, in every room, and my answers."
                " No undo.",
            )
            asks = card(gettext(language, "To confirm, write:"), [Typed(command, meaning)])
            return Reply(asks, to_type=command)
        await self._store.person(asked.member.user_id, asked.event, language, asked.now)
        self._purging.wake()
        return Reply(note(gettext(language, _BEGUN)))
