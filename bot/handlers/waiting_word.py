"""A "yes" where a whole word is waited for: what to type is said again, and nothing is done."""

from __future__ import annotations

from typing import cast

from bot.core.cards import note
from bot.core.sharing_words import WORDS, WordFor, says_yes
from bot.core.words import N_
from bot.handlers.answers import Asked, Reply
from bot.i18n import Texts
from bot.store.dialogues import Dialogues

_WHOLE_WORD = N_("A yes is not enough for this. To do it, write the whole word: %(word)s. Anything else leaves it.")


class WaitingWord:
    """Asked last: whatever else is asked in a direct chat may well be answered by yes."""

    def __init__(self, texts: Texts, dialogues: Dialogues) -> None:
        self._texts = texts
        self._dialogues = dialogues

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """None when nothing waits for a word."""
        if not says_yes(body):
            return None
        waiting = await self._dialogues.get(asked.member.user_id, "word", asked.now)
        if waiting is None or waiting.state["word"] not in WORDS:
            return None
        language = asked.answer_language
        word = WORDS[cast("WordFor", waiting.state["word"])][language]
        return Reply(note(self._texts.gettext(language, _WHOLE_WORD, word=word)))
