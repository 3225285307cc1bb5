"""What the owner of a draft reads on the way to a peer reading: each step, the exact preview, and what is under way."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.cards import Typed, card, note
from bot.core.commands import spell
from bot.core.model import Language, Rendered
from bot.core.peer_reading import ALTOGETHER, READING_WORDS
from bot.core.sharing_words import STEERING
from bot.handlers.review_words import ADVICE, draft_lines
from bot.i18n import Texts
from bot.store.reviews import Review


class AskingWords:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def for_text(self, language: Language, review: Review) -> Rendered:
        t = self._texts
        lines: list[str | Typed] = [
            t.gettext(
                language,
                "Paste the draft here as one message. I cover what I find of names, numbers, your workplace and your"
                " group, and show you the result before anybody else sees it.",
            ),
            Typed(
                READING_WORDS["record"][language],
                t.gettext(language, "instead of a text: what the network would see of the record"),
            ),
            Typed(STEERING["cancel"][language], t.gettext(language, "leaves it")),
            t.gettext(language, ADVICE),
        ]
        return card(t.gettext(language, "Peer reading of %(record)s", record=review.record_id), lines)

    def for_groups(self, language: Language, names: Sequence[str]) -> Rendered:
        t = self._texts
        groups = [f"{at}. {name}" for at, name in enumerate(names, 1)]
        skip = t.gettext(language, "Or write: %(words)s", words=STEERING["skip"][language])
        return card(t.gettext(language, "Which groups must not read it? Write their numbers."), [*groups, skip])

    def preview(self, language: Language, review: Review, text: str) -> Rendered:
        """`text`: what readers would see, to the letter."""
        t = self._texts
        lines: list[str | Typed] = [*draft_lines(text)]
        if review.excluded:
            lines.append(t.gettext(language, "Not read by: %(groups)s", groups=", ".join(review.excluded)))
        lines += [
            t.gettext(
                language,
                "Two or three volunteers of different groups may read this. I find about nine names in ten, never all:"
                " please look for what still tells who you are. What somebody has read cannot be taken back.",
            ),
            t.gettext(language, ADVICE),
            Typed(
                READING_WORDS["request"][language], t.gettext(language, "this word does it; anything else leaves it")
            ),
        ]
        return card(t.gettext(language, "This is exactly what readers would see:"), lines)

    def receipt(self, language: Language, review: Review) -> Rendered:
        t = self._texts
        day = t.date(language, (review.since + ALTOGETHER).date())
        return note(
            t.gettext(language, "Asked for. The answers come together, by %(date)s at the latest.", date=day),
            t.gettext(language, "Leave your message with the draft where it is: deleting it takes the draft back."),
            t.gettext(
                language,
                "To take it back: %(command)s",
                command=spell("review.withdraw", language, review.record_id),
            ),
        )

    def under_way(self, language: Language, reviews: Sequence[Review]) -> Rendered:
        t = self._texts
        lines = [
            t.gettext(
                language,
                "%(record)s: answers by %(date)s at the latest",
                record=each.record_id,
                date=t.date(language, (each.since + ALTOGETHER).date()),
            )
            for each in reviews
        ]
        command = spell("review.ask", language, "7K2-M9X")
        lines.append(t.gettext(language, "To ask for one: %(command)s", command=command))
        return card(t.gettext(language, "Your readings by peers"), lines)
