"""One dialogue at a time in a direct chat: what somebody has begun is gone on with or cancelled before the next.

Two at once would take each other's answers, and to begin the second would lose what was typed for the first.
"""

from __future__ import annotations

from bot.core.commands import Verb, spell
from bot.core.sharing_words import STEERING
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked
from bot.store.dialogues import Dialogues
from bot.store.talks import Talks

_UNFINISHED = N_(
    "You have begun something that is not finished. To go on with it, write: %(command)s. To forget it, write: %(word)s"
)


class OneAtATime:
    def __init__(self, talks: Talks, dialogues: Dialogues) -> None:
        self._talks = talks
        self._dialogues = dialogues

    async def check(self, asked: Asked, verb: Verb, number: int = 0) -> None:
        """`verb`, `number`: the command that begins a dialogue. Raises UserError while another one is open."""
        begun = await self._begun(asked)
        if begun is not None and begun != (verb, number):
            raise unfinished(asked, *begun)

    async def _begun(self, asked: Asked) -> tuple[Verb, int] | None:
        """The command that goes on with what is open."""
        if await self._dialogues.get(asked.member.user_id, "entry", asked.now):
            return "petition.new", 0
        left = await self._talks.open_one(asked.member.user_id, asked.now)
        match left:
            case None:
                return None
            case "making", _:
                return "survey.new", 0
            case "answering", number:
                return "survey.answer", number
            case "dating", _:
                return "deadline.add", 0
            case "proposing", number:
                return "proposal.change" if number else "proposal.new", number


def unfinished(asked: Asked, verb: Verb, number: int = 0) -> UserError:
    """What is told to somebody who begins anew; the command goes on with what is open."""
    language = asked.answer_language
    command = spell(verb, language, str(number or ""))
    return UserError(_UNFINISHED, command=command, word=STEERING["cancel"][language])
