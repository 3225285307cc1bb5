"""How long something took, in words."""

from __future__ import annotations

from datetime import timedelta

from bot.core.model import Language
from bot.i18n import Texts


def in_words(texts: Texts, language: Language, length: timedelta) -> str:
    """In its greatest unit: nobody needs the seconds of a week."""
    seconds = max(0, int(length.total_seconds()))
    if seconds >= 2 * 86_400:
        return texts.ngettext(language, "%(count)s day", "%(count)s days", seconds // 86_400)
    if seconds >= 2 * 3_600:
        return texts.ngettext(language, "%(count)s hour", "%(count)s hours", seconds // 3_600)
    if seconds >= 60:
        return texts.ngettext(language, "%(count)s minute", "%(count)s minutes", seconds // 60)
    return texts.gettext(language, "less than a minute")
