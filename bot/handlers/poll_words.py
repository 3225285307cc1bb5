"""What the bot says about polls."""

from __future__ import annotations

from bot.core.cards import card
from bot.core.model import Language, Poll, Rendered
from bot.core.polls import Tally
from bot.i18n import Texts


class PollWords:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def sentence(self, language: Language, msgid: str) -> str:
        return self._texts.gettext(language, msgid)

    def ended(self, language: Language) -> str:
        return self._texts.gettext(language, "The poll has ended.")

    def result(self, language: Language, poll: Poll, tally: Tally) -> Rendered:
        """What all rooms together have voted."""
        t = self._texts
        lines = [poll.question]
        for choice, number in zip(poll.choices, tally.numbers, strict=True):
            votes = t.ngettext(language, "%(count)s vote", "%(count)s votes", number)
            lines.append(f"{votes} · {choice.text}")
        lines.append(
            t.ngettext(
                language,
                "%(count)s person voted, in all rooms together.",
                "%(count)s people voted, in all rooms together.",
                tally.voters,
            )
        )
        if tally.unread:
            lines.append(
                t.ngettext(
                    language,
                    "The vote of %(count)s person could not be read and is not counted.",
                    "The votes of %(count)s people could not be read and are not counted.",
                    tally.unread,
                )
            )
        return card(t.gettext(language, "The poll has ended."), lines)
