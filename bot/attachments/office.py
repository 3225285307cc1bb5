"""Office documents: told apart by what is in the zip, not by a name."""

from __future__ import annotations

from bot.attachments.cleaned import Cleaned
from bot.attachments.odf import clean_odf
from bot.attachments.ooxml import TYPES, clean_ooxml
from bot.attachments.package import unpacked
from bot.core.file_types import FileRefused


def clean_office(content: bytes) -> Cleaned:
    """Raises FileRefused."""
    try:
        parts = unpacked(content)
        if TYPES in parts:
            return clean_ooxml(parts)
        if "mimetype" in parts:
            return clean_odf(parts)
    except FileRefused:
        raise
    except Exception:  # noqa: BLE001  # whatever a reader stumbles over: it was not a sound document
        raise FileRefused("damaged") from None
    raise FileRefused("unknown")
