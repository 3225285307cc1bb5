"""`!who` as a reply: who reacted to a message, over all rooms, asked of the homeserver at that moment."""

from __future__ import annotations

from bot.core.cards import card, note
from bot.core.model import EventRef, RoomId, UserId
from bot.core.reactions import reactors
from bot.core.rendering import attribution
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.reactions import Reactions
from bot.handlers.screener import Screener
from bot.i18n import Texts
from bot.store.ledger import Ledger

HELP: tuple[HelpLine, ...] = (("", N_("who reacted to a message; write it as a reply to that message")),)


class WhoDesk:
    def __init__(
        self,
        texts: Texts,
        ledger: Ledger,
        reactions: Reactions,
        screener: Screener,
        bot: UserId,
    ) -> None:
        self._texts = texts
        self._ledger = ledger
        self._reactions = reactions
        self._screener = screener
        self._bot = bot

    async def answer(self, asked: Asked) -> Reply:
        """People appear under the name that they chose. Raises UserError, MatrixError."""
        if asked.reply_to is None or not asked.channel.rooms:
            raise UserError(N_("Please write this as a reply to the message."))
        source = await self._ledger.source_of(asked.reply_to) or EventRef(asked.event.room_id, asked.reply_to)
        people = reactors(await self._reactions.on(source), self._bot)
        language = asked.answer_language
        if not people:
            return Reply(note(self._texts.gettext(language, "Nobody has reacted to this message.")))
        lines = [
            f"{emoji} {len(found)}: {self._texts.listing(language, [self._name(*each) for each in found])}"
            for emoji, found in people.items()
        ]
        return Reply(card(self._texts.gettext(language, "Reactions"), lines))

    def _name(self, room_id: RoomId, user_id: UserId) -> str:
        return attribution(self._screener.speaker(room_id, user_id))
