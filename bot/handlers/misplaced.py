"""An answer to the bot's question, written in the room instead of the direct chat: its writer is told where it belongs.

Said in private, for nobody else is to know that something of theirs is held. The words stay what they are, a message
that waits behind the held one: "2" may just as well answer a colleague.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.cards import note
from bot.core.choices import is_file_word, read_choice
from bot.core.model import Edit, Language, Member, Message, UserId
from bot.core.no_answer_words import is_nothing
from bot.core.relay import transaction_id
from bot.core.words import N_
from bot.errors import EdgeError
from bot.handlers.direct_chats import DirectChats
from bot.i18n import Texts
from bot.logs import get_logger

log = get_logger(__name__)

_HERE = N_(
    "If you have just answered me in the room: I read answers only here. Please write it here and delete it there; else"
    " it goes out as a message, after the held one."
)


class Misplaced:
    def __init__(self, direct: DirectChats, texts: Texts, members: Mapping[UserId, Member]) -> None:
        self._direct = direct
        self._texts = texts
        self._members = members

    async def tell(self, event: Message | Edit, of_room: Language) -> None:
        """A hint and no more: what cannot be said now is not said."""
        if not isinstance(event, Message) or event.file is not None or event.poll is not None:
            return
        typed = event.text.plain
        if is_nothing(typed) or not (read_choice(typed, "sender") or is_file_word(typed)):
            return
        member = self._members.get(event.sender)
        language = (member.language if member else None) or of_room
        key = transaction_id("notice", "misplaced", event.ref.event_id)
        try:
            await self._direct.send(event.sender, note(self._texts.gettext(language, _HERE)), key)
        except EdgeError as error:
            log.warning("hold.not_told", room=event.ref.room_id, exc=error)
