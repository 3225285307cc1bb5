"""A full stop behind what has none, for programs that read the end of a sentence better with it.

On a phone the last one is left out. Apertium's tagger then often takes the last noun for a verb: "le délégué a vu
l'affiche" as "publishes it".
"""

from __future__ import annotations

_STOP = "."


def with_full_stop(text: str) -> str:
    """The text, closed where its last sign is a letter, a digit or a token of `core.masking`."""
    words = text.rstrip()
    if not words or not (words[-1].isalnum() or words[-1] == "⟧"):
        return text
    return words + _STOP + text[len(words) :]


def as_it_ended(translation: str, text: str) -> str:
    """The translation of `with_full_stop(text)` without a stop that `text` did not have."""
    words = translation.rstrip()
    if with_full_stop(text) == text or not words.endswith(_STOP):
        return translation
    return words[: -len(_STOP)] + translation[len(words) :]
