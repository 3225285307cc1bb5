"""The sentences of peer reading that more than one of its desks says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from bot.core.cards import Typed, card, note
from bot.core.model import Language, Rendered
from bot.core.peer_reading import QUESTIONS, READING_WORDS, SHORT_QUESTIONS, TOPIC_WORDS, Said
from bot.core.sharing_words import STEERING
from bot.core.words import N_
from bot.core.writing import quoted
from bot.i18n import Texts
from bot.store.reviews import Reader, Review

ADVICE = N_("This is advice of peers, not a ruling, and no legal advice.")
_SAID: Mapping[Said, str] = {"yes": N_("yes"), "no": N_("no"), "unsure": N_("unsure")}
_LANGUAGES: Mapping[Language, str] = {"en": N_("English"), "es": N_("Spanish"), "fr": N_("French")}


def draft_lines(text: str) -> list[str]:
    """Quoted: its lines are its author's, and none of them passes for one of ours."""
    return quoted(text).split("\n")


class ReviewWords:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def topics(self, language: Language, review: Review) -> str:
        t = self._texts
        return ", ".join(t.gettext(language, TOPIC_WORDS[topic]) for topic in review.topics)

    def tongue(self, language: Language, code: Language) -> str:
        return self._texts.gettext(language, _LANGUAGES[code])

    def invitation(self, language: Language, review: Review, until: str) -> Rendered:
        t = self._texts
        lines: list[str | Typed] = [
            t.gettext(language, "Language of the draft: %(tongue)s", tongue=self.tongue(language, review.language)),
            *(
                [t.gettext(language, "Topics: %(topics)s", topics=self.topics(language, review))]
                if review.topics
                else []
            ),
            t.gettext(
                language,
                "You read it here and answer four short questions. Its owner does not learn who you are unless you"
                " want it. Afterwards I delete the draft here; please do not copy it.",
            ),
            t.gettext(language, ADVICE),
            Typed(
                READING_WORDS["accept"][language],
                t.gettext(language, "shows you the draft; please answer by %(date)s", date=until),
            ),
            Typed(READING_WORDS["decline"][language], t.gettext(language, "nobody learns that you were asked")),
        ]
        return card(t.gettext(language, "A group asks for peers to read its draft."), lines)

    def draft(self, language: Language, text: str) -> Rendered:
        title = self._texts.gettext(language, "Draft to read. Advice of peers, not a ruling; do not copy it.")
        return card(title, draft_lines(text))

    def form(self, language: Language, reader: Reader) -> Rendered:
        """The question that comes next."""
        t, step = self._texts, len(reader.answers)
        if step < len(QUESTIONS):
            choices = [f"{at}. {t.gettext(language, word)}" for at, word in enumerate(_SAID.values(), 1)]
            title = f"{step + 1}/{len(QUESTIONS) + 1} · {t.gettext(language, QUESTIONS[step])}"
            return card(title, choices)
        if step == len(QUESTIONS):
            title = t.gettext(language, "One line of advice for the owner, without names of persons.")
            return card(
                f"{step + 1}/{len(QUESTIONS) + 1} · {title}",
                [t.gettext(language, "Or write: %(words)s", words=STEERING["skip"][language])],
            )
        lines = [
            Typed(READING_WORDS["name"][language], t.gettext(language, "the owner is told your name and your group")),
            Typed(STEERING["skip"][language], t.gettext(language, "the owner is told neither")),
        ]
        return card(t.gettext(language, "May the owner know who you are?"), lines)

    def thanks(self, language: Language) -> Rendered:
        t = self._texts
        return note(
            t.gettext(
                language,
                "Thank you. The owner gets all answers together, in no order that tells anything. I delete the draft"
                " here now. Your own messages here are yours to delete; the line of advice goes with them if you delete"
                " it before it is handed over.",
            )
        )

    def ended(self, language: Language) -> Rendered:
        return note(self._texts.gettext(language, "This reading has ended, and I have deleted what I sent you for it."))

    def nothing(self, language: Language, review: Review) -> Rendered:
        sentence = N_("The reading of %(record)s has ended without answers, and every copy of the draft is deleted.")
        return note(self._texts.gettext(language, sentence, record=review.record_id))

    def answers(self, language: Language, review: Review, read: Sequence[tuple[Reader, str | None, str]]) -> Rendered:
        """`read`: each reader, their line of advice, and who they are if they agreed."""
        t = self._texts
        title = t.gettext(language, "Peer reading of %(record)s", record=review.record_id)
        if not read:
            none = t.gettext(
                language, "No answers came in time. That says nothing about your draft, nor about who was asked."
            )
            return card(title, [none])
        lines: list[str | Typed] = [t.gettext(language, ADVICE)]
        for number, (reader, advice, who) in enumerate(read, 1):
            lines.append(
                t.gettext(language, "Reader %(number)s: %(who)s", number=number, who=who)
                if who
                else t.gettext(language, "Reader %(number)s", number=number)
            )
            lines += [
                t.gettext(language, sentence, answer=self._said(language, answer))
                for sentence, answer in zip(SHORT_QUESTIONS, reader.answers, strict=False)
            ]
            if advice is not None:
                lines.append(t.gettext(language, "Advice: %(text)s", text=advice))
        return card(title, lines)

    def _said(self, language: Language, answer: str) -> str:
        return self._texts.gettext(language, _SAID[cast("Said", answer)])
