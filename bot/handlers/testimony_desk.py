"""`!testimony`: which rooms of a channel take testimony. The configuration says it; no word in a room changes it.

Who writes `!testimony yes` is told so: the word is understood and sets nothing.
"""

from __future__ import annotations

from bot.core.cards import card
from bot.core.commands import spell
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.i18n import Texts

HELP: tuple[HelpLine, ...] = (("", N_("which rooms take testimony, that only you release")),)


class TestimonyDesk:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def answer(self, asked: Asked) -> Reply:
        """Raises UserError."""
        if not asked.channel.rooms:
            raise UserError(N_("Please write this in a room of a channel."))
        language, gettext, channel = asked.answer_language, self._texts.gettext, asked.channel
        rooms = [channel.title_of(room_id) for room_id in channel.room_ids if channel.takes_testimony(room_id)]
        if rooms:
            listed = self._texts.listing(language, rooms)
            title = gettext(language, "Rooms for testimony in this channel: %(rooms)s", rooms=listed)
        else:
            title = gettext(language, "No room of this channel takes testimony.")
        release = spell("release", language)
        return Reply(
            card(
                title,
                [
                    gettext(
                        language,
                        "Nothing leaves such a room before a coordinator answers it with %(command)s.",
                        command=release,
                    ),
                    gettext(language, "Only whoever runs me can change that, in my configuration."),
                ],
            )
        )
