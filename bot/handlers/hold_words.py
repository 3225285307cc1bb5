"""What a person reads about a held message, in their own language, and only in their direct chat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape

from bot.core.cards import note
from bot.core.characters import isolated, shortened, single_line
from bot.core.choices import NUMBERS, Choice
from bot.core.model import Language, Rendered
from bot.core.screening import Finding, FindingKind
from bot.core.words import N_
from bot.i18n import Texts

MAX_WORDS, MAX_LENGTH = 12, 60

NINE_IN_TEN = N_("I find about nine in ten names, never all: please look yourself as well.")

_CHOICES: Mapping[Choice, str] = {
    "as_is": N_("send as is"),
    "masked": N_("send masked: a mark such as [name] in place of these words"),
    "drop": N_("don't relay: it stays in your room"),
    "delete": N_("delete mine here too"),
}
_KINDS: Mapping[FindingKind, str] = {
    "phone": N_("a phone number"),
    "address": N_("an address"),
    "email": N_("an e-mail address"),
    "number": N_("an official number of a person"),
    "staff_number": N_("the number of an employee"),
    "account": N_("a bank account number"),
    "card": N_("a bank card number"),
    "plate": N_("a licence plate"),
    "handle": N_("somebody's social media account"),
}
"""What a finding is said to be. That a word may be a name goes without saying."""
_RELEASE: Mapping[Choice, str] = {
    "masked": N_("release: send it like this"),
    "drop": N_("don't relay: it stays in its room"),
}


class HoldWords:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def sentence(self, language: Language, msgid: str, **params: str | int) -> str:
        return self._texts.gettext(language, msgid, **params)

    def question(self, language: Language, room: str, sent_at: datetime, finding: Finding) -> Rendered:
        gettext = self._texts.gettext
        words = [self._told(language, word, kind) for word, kind in finding.told]
        shown = self._texts.listing(language, words[:MAX_WORDS]) + (" …" if len(words) > MAX_WORDS else "")
        lines = [
            gettext(
                language,
                "Your message in %(room)s of %(when)s has not been passed on yet. It may tell who somebody is:"
                " %(words)s",
                room=room,
                when=self._when(language, sent_at),
                words=shown,
            ),
            gettext(language, "What shall I do? Reply with a number:"),
        ]
        offered = [choice for choice in NUMBERS["sender"] if choice != "as_is" or not finding.protected]
        lines += self._numbered(language, NUMBERS["sender"], offered, _CHOICES)
        if finding.protected:
            lines.append(gettext(language, "The coordinators protect a name in it: it cannot be sent as it is."))
        lines += [
            gettext(
                language,
                "Without an answer within 24 hours it is not passed on."
                " What you write in that room after it waits too.",
            ),
            gettext(language, NINE_IN_TEN),
        ]
        return note(*lines)

    def _told(self, language: Language, word: str, kind: FindingKind) -> str:
        shown = isolated(shortened(single_line(word), MAX_LENGTH))
        if kind not in _KINDS:
            return self._texts.gettext(language, "“%(word)s”", word=shown)
        what = self._texts.gettext(language, _KINDS[kind])
        return self._texts.gettext(language, "“%(word)s” (%(what)s)", word=shown, what=what)

    def file_question(self, language: Language, room: str, sent_at: datetime) -> Rendered:
        """Asked once of each person, before their first file leaves a room."""
        gettext = self._texts.gettext
        lines = [
            gettext(
                language,
                "Your file in %(room)s of %(when)s has not been passed on yet.",
                room=room,
                when=self._when(language, sent_at),
            ),
            gettext(
                language,
                "I take out of files where, when, with what and by whom they were made. Nothing is checked for names"
                " or faces inside a picture or a document: whoever gets it sees all of it.",
            ),
            gettext(
                language,
                "Please look at it yourself. To send it, reply with the word “checked”. I ask this once: later files"
                " of yours go out without it. To keep it back, reply with a number:",
            ),
            *self._numbered(language, NUMBERS["sender"], ["drop", "delete"], _CHOICES),
            gettext(
                language,
                "Without an answer within 24 hours it is not passed on."
                " What you write in that room after it waits too.",
            ),
        ]
        return note(*lines)

    def expired(self, language: Language, room: str) -> Rendered:
        sentence = N_(
            "You did not answer within 24 hours, so your message in %(room)s was not passed on. It still stands in"
            " that room. What you wrote after it goes out now."
        )
        return note(self._texts.gettext(language, sentence, room=room))

    def unreleased(self, language: Language, room: str, since: datetime, days: int) -> Rendered:
        """Testimony that no coordinator released in time, told once for all of an evening."""
        gettext, day = self._texts.gettext, self._texts.date(language, since.astimezone(UTC).date())
        return note(
            gettext(
                language,
                "What you wrote in %(room)s around %(day)s has not been passed on: no coordinator released it within"
                " %(days)s days. It still stands in that room.",
                room=room,
                day=day,
                days=days,
            ),
            gettext(language, "If it should still go out, write it there again, or ask a coordinator."),
        )

    def preview(self, language: Language, room: str, sent_at: datetime, masked: Rendered) -> Rendered:
        gettext = self._texts.gettext
        first = gettext(
            language,
            "Testimony from %(room)s of %(when)s. This is how it would go out:",
            room=room,
            when=self._when(language, sent_at),
        )
        rest = [gettext(language, "Release it? Reply to this message with a number:")]
        rest += self._numbered(language, NUMBERS["coordinator"], NUMBERS["coordinator"], _RELEASE)
        rest.append(gettext(language, NINE_IN_TEN))
        after = note(*rest)
        return Rendered(
            f"{first}\n\n{masked.plain}\n\n{after.plain}",
            f"{escape(first, quote=False)}<blockquote>{masked.html}</blockquote>{after.html}",
        )

    def _when(self, language: Language, sent_at: datetime) -> str:
        moment = sent_at.astimezone(UTC)
        return f"{self._texts.date(language, moment.date())}, {moment:%H:%M} UTC"

    def _numbered(
        self,
        language: Language,
        all_choices: tuple[Choice, ...],
        offered: list[Choice] | tuple[Choice, ...],
        meanings: Mapping[Choice, str],
    ) -> list[str]:
        return [
            f"{number}. {self._texts.gettext(language, meanings[choice])}"
            for number, choice in enumerate(all_choices, 1)
            if choice in offered
        ]
