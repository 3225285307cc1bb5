"""`trinational verify`: the emoji on the bot's own computer, and a person's yes or no."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping

from bot.config import Settings
from bot.control import decode
from bot.control_client import ControlClient
from bot.core.command_words import VERIFY_ACTIONS, fold
from bot.core.model import Member, UserId
from bot.core.rendering import attribution
from bot.core.verification import VerificationView
from bot.handlers.verifying import emoji_lines, sentence
from bot.i18n import Texts

Write = Callable[[str], None]
Ask = Callable[[str], str]

_ANSWERS: Mapping[str, bool] = {
    **{fold(word): True for words in VERIFY_ACTIONS["confirm"].values() for word in (*words, "y", "s", "o")},
    **{fold(word): False for words in VERIFY_ACTIONS["cancel"].values() for word in (*words, "n")},
}


class Bot(ControlClient):
    """The running bot's verifications. Raises EnvironmentFault when there is none."""

    def pending(self) -> list[VerificationView]:
        return [decode(view) for view in self.call({"op": "pending"})["pending"]]

    def decide(self, code: str, *, same: bool) -> VerificationView | None:
        view = self.call({"op": "decide", "code": code, "same": same})["view"]
        return decode(view) if view else None


class Console:
    """`ask` None: nobody is at a terminal, so nothing is asked."""

    def __init__(self, bot: Bot, texts: Texts, members: Mapping[UserId, Member], write: Write, ask: Ask | None) -> None:
        self._bot = bot
        self._texts = texts
        self._members = members
        self._write = write
        self._ask = ask

    def run(self) -> None:
        """Show what goes on; ask about each that waits for an answer. Raises EnvironmentFault."""
        views = self._bot.pending()
        if not views:
            self._say([self._texts.gettext(language, "Nothing to compare now.") for language in self._texts.languages])
        for view in views:
            self._show(view)
            if view.stage == "comparing":
                self._settle(view)

    def _show(self, view: VerificationView) -> None:
        member = self._member(view)
        self._say(["", f"{view.code} · {attribution(member)} · {view.user_id}"])
        if view.stage == "comparing":
            self._say([f"    {line}" for line in emoji_lines(view, self._texts.languages)])
        self._say([sentence(self._texts, view, member, language) for language in self._texts.languages])

    def _settle(self, view: VerificationView) -> None:
        same = self._answer()
        if same is None:
            return
        after = self._bot.decide(view.code, same=same)
        if after is not None:
            self._show(after)
            return
        gone = "No verification with this number waits for an answer."
        self._say([self._texts.gettext(language, gone) for language in self._texts.languages])

    def _answer(self) -> bool | None:
        """Only a clear yes or no counts; an empty line leaves it for later."""
        while self._ask is not None:
            typed = fold(self._ask("yes / sí / oui — no / non: ").strip())
            if not typed:
                return None
            if typed in _ANSWERS:
                return _ANSWERS[typed]
        return None

    def _member(self, view: VerificationView) -> Member:
        return self._members.get(view.user_id) or Member(view.user_id, view.user_id)

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._write(line)


def run(settings: Settings) -> int:
    """Gives the exit code. Raises EnvironmentFault when no bot is running."""
    with Bot(settings.data_dir) as bot:
        ask = input if sys.stdin.isatty() and sys.stdout.isatty() else None
        Console(bot, Texts.load(), settings.members, print, ask).run()
    return 0
