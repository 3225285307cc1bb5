"""What a person is told about a purge: what went, what did not, and what nobody can take back."""

from __future__ import annotations

from bot.core.cards import card
from bot.core.model import Language, Rendered
from bot.core.words import N_
from bot.i18n import Texts
from bot.store.purges import Purge, PurgeCounts

_LIMITS = N_(
    "I cannot take back what others have read, saved or photographed, what their devices and other homeservers still"
    " hold, and what is in backups until they are replaced."
)


class PurgeWords:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def receipt(self, language: Language, purge: Purge) -> Rendered:
        return card(self._texts.gettext(language, "Deleted"), self.lines(language, purge.counts))

    def lines(self, language: Language, counts: PurgeCounts) -> list[str]:
        t = self._texts
        lines = [
            t.ngettext(language, "%(count)s message or reaction", "%(count)s messages or reactions", counts.sources),
            t.ngettext(
                language,
                "%(count)s copy, edit or answer of mine",
                "%(count)s copies, edits or answers of mine",
                counts.copies,
            ),
            t.ngettext(language, "%(count)s entry of mine", "%(count)s entries of mine", counts.entries),
        ]
        if counts.refused:
            lines.append(
                t.ngettext(
                    language,
                    "Not deleted: %(count)s, because the room does not let me. Delete it in your app.",
                    "Not deleted: %(count)s, because the room does not let me. Delete them in your app.",
                    counts.refused,
                )
            )
        if counts.unknown:
            lines.append(
                t.ngettext(
                    language,
                    "Left as it is: %(count)s, because the homeserver no longer tells whose it was.",
                    "Left as they are: %(count)s, because the homeserver no longer tells whose they were.",
                    counts.unknown,
                )
            )
        return [*lines, t.gettext(language, _LIMITS)]
