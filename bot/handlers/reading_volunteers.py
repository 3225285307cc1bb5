"""`!review volunteer`: who is willing to read drafts of other groups. Nobody is told of it."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.cards import card, note
from bot.core.command_words import fold
from bot.core.peer_reading import TOPIC_WORDS, named_in
from bot.core.words import N_
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.own_records import argument, organisation_of
from bot.handlers.review_words import ReviewWords
from bot.i18n import Texts
from bot.store.reading_volunteers import ReadingVolunteers, Willing

VOLUNTEER_HELP: tuple[HelpLine, ...] = (
    ("es fr", N_("you read drafts of other groups now and then, in these languages; nobody is told that you do")),
    ("off", N_("ends that")),
)

_OFF = frozenset("off no apagar arret arreter eteindre stop".split())


class VolunteerDesk:
    def __init__(
        self, texts: Texts, volunteers: ReadingVolunteers, words: ReviewWords, wake: Callable[[], None]
    ) -> None:
        """`wake`: whoever asks the readers has something to do."""
        self._texts = texts
        self._volunteers = volunteers
        self._words = words
        self._wake = wake

    async def volunteer(self, asked: Asked) -> Reply:
        """Raises UserError."""
        organisation_of(asked)
        text, language = argument(asked, "text"), asked.answer_language
        if fold(text).strip() in _OFF:
            await self._volunteers.remove(asked.member.user_id)
            sentence = N_("You are asked to read no more drafts.")
            return Reply(note(self._texts.gettext(language, sentence)))
        languages, topics = named_in(text)
        languages = languages or (asked.member.language or language,)
        await self._volunteers.put(Willing(asked.member.user_id, languages, topics))
        self._wake()
        t = self._texts
        lines = [
            t.gettext(
                language,
                "Languages: %(languages)s",
                languages=", ".join(self._words.tongue(language, each) for each in languages),
            ),
            t.gettext(
                language,
                "Topics: %(topics)s",
                topics=", ".join(t.gettext(language, TOPIC_WORDS[each]) for each in topics or TOPIC_WORDS),
            ),
            t.gettext(
                language,
                "Now and then I ask you here to read a draft of another group. You can decline each time. Nobody learns"
                " that you read drafts.",
            ),
        ]
        return Reply(card(t.gettext(language, "Thank you."), lines))
