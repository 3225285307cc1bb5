"""What the bot waits for in a direct chat: the answers to a new command do not go to a question of before.

A word that was asked for and left (to take in a member, to publish) may be the very word that ends the new steps: it is
waited for no more. A petition is what takes longest to enter, so nothing else begins beside one.
"""

from __future__ import annotations

from bot.core.commands import Command, Verb
from bot.core.sharing_words import is_any_word
from bot.core.words import N_
from bot.handlers.answers import Asked
from bot.handlers.one_at_a_time import unfinished
from bot.store.dialogues import Dialogues
from bot.store.reviews import Reviews
from bot.store.talks import Talks

ENTERING: Verb = "petition.new"
BEGINNING: frozenset[Verb] = frozenset(
    (ENTERING, "review.ask", "survey.new", "survey.answer", "deadline.add", "proposal.new", "proposal.change")
)
"""What is answered in steps."""
NOTHING_WAITS = N_("Nothing waits for this word. Please begin with the command and the number.")


class OpenQuestions:
    def __init__(self, dialogues: Dialogues, talks: Talks, reviews: Reviews) -> None:
        self._dialogues = dialogues
        self._talks = talks
        self._reviews = reviews

    async def may_take(self, asked: Asked, body: str) -> bool:
        """Whether this may be an answer to something that this person has begun; a word that waits takes no number."""
        user_id, now = asked.member.user_id, asked.now
        return (
            await self._dialogues.get(user_id, "entry", now) is not None
            or (is_any_word(body) and await self._dialogues.get(user_id, "word", now) is not None)
            or await self._talks.open_one(user_id, now) is not None
        )

    async def before(self, command: Command, asked: Asked) -> None:
        """Raises UserError where it would begin a second dialogue beside a petition."""
        looks_only = command.verb == "review.ask" and not command.arguments.get("record_id")
        if command.verb not in BEGINNING or looks_only:
            return
        user_id = asked.member.user_id
        if command.verb != ENTERING and await self._dialogues.get(user_id, "entry", asked.now) is not None:
            raise unfinished(asked, ENTERING)
        await self._dialogues.end(user_id, "word")
        prepared = await self._reviews.preparing(user_id)
        if prepared is not None and prepared.moved_by != asked.event.event_id:
            await self._reviews.forget(prepared)
