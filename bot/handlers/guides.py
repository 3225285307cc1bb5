"""`!guide`: short steps for reps, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.cards import Typed, card
from bot.core.commands import Command, spell
from bot.core.guides import Guide, Wanted, find_guide
from bot.core.model import Language
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.i18n import Texts

HELP: tuple[HelpLine, ...] = (("", N_("short guides: what the mechanism covers, how to file, what not to write, …")),)


class GuideDesk:
    def __init__(self, texts: Texts, guides: Sequence[Guide]) -> None:
        self._texts = texts
        self._guides = guides

    async def show(self, asked: Asked) -> Reply:
        """A page of the guide that is named; without a name the list. Raises UserError for a name that is none."""
        topic = asked.command.arguments.get("topic", "") if isinstance(asked.command, Command) else ""
        wanted = find_guide(self._guides, topic)
        if wanted is not None:
            return Reply(card(*self._page(asked.answer_language, wanted)))
        if topic:
            raise UserError(
                N_("There is no guide of this name. The list of guides: %(command)s"),
                command=spell("guide", asked.answer_language),
            )
        return Reply(card(*self._list(asked.answer_language)))

    def _list(self, language: Language) -> tuple[str, list[str | Typed]]:
        lines = [Typed(self._command(language, guide), guide.title[language]) for guide in self._guides]
        return self._texts.gettext(language, "Guides"), [*lines]

    def _page(self, language: Language, wanted: Wanted) -> tuple[str, list[str | Typed]]:
        guide, pages = wanted.guide, len(wanted.guide.pages)
        title = f"{guide.title[language]} ({wanted.page}/{pages})"
        lines: list[str | Typed] = list(guide.pages[wanted.page - 1][language])
        if wanted.page < pages:
            more = f"{self._command(language, guide)} {wanted.page + 1}"
            return title, [*lines, Typed(more, self._texts.gettext(language, "next page"))]
        sources = self._texts.gettext(
            language,
            "Sources: %(sources)s. Checked on %(date)s; no legal advice.",
            sources="; ".join(guide.sources),
            date=self._texts.date(language, guide.checked_on),
        )
        return title, [*lines, sources]

    def _command(self, language: Language, guide: Guide) -> str:
        return f"{spell('guide', language)} {guide.words[language][0]}"
