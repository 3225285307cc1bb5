"""Sentences for people that are kept as data until somebody's language is known."""

from __future__ import annotations


def N_(msgid: str) -> str:  # noqa: N802 - gettext's customary name for this marker
    """Mark an English sentence for the catalogues where it stands; it is translated where it is used."""
    return msgid
