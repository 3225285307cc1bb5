"""What the sender of a held message, or a coordinator about testimony, may decide, and how they type it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.core.screening import folded

Choice = Literal["as_is", "masked", "drop", "delete"]
Decider = Literal["sender", "coordinator"]

NUMBERS: Mapping[Decider, tuple[Choice, ...]] = {
    "sender": ("as_is", "masked", "drop", "delete"),
    "coordinator": ("masked", "drop"),
}
"""What the numbers mean, from 1 on. They never change their meaning, also where a choice is not offered."""

_WORDS: Mapping[Choice, tuple[str, ...]] = {
    "as_is": ("send as is", "as is", "enviar tal cual", "tal cual", "envoyer tel quel", "tel quel"),
    "masked": (
        "send masked",
        "masked",
        "mask",
        "release",
        "enviar con nombres ocultos",
        "ocultar",
        "ocultos",
        "liberar",
        "envoyer masque",
        "masque",
        "masquer",
        "liberer",
    ),
    "drop": (
        "don't relay",
        "dont relay",
        "do not relay",
        "don't send",
        "do not send",
        "no enviar",
        "no",
        "ne pas envoyer",
        "non",
    ),
    "delete": ("delete", "delete mine", "delete it", "borrar", "eliminar", "supprimer", "effacer"),
}
_CHOICES: Mapping[str, Choice] = {word: choice for choice, words in _WORDS.items() for word in words}
_FILE_WORDS = frozenset({"checked", "i checked", "revisado", "revisada", "verifie", "verifiee"})
_EDGES = " \t\r\n.,;:!¡¿?()[]\"'«»“”*_`\ufe0f\u20e3"


def read_choice(body: str, decider: Decider) -> Choice | None:
    """A number, with whatever signs around it, or the words of a choice in any language. None: something else."""
    if len(body) > 100:
        return None
    typed = folded(body).replace("’", "'").strip(_EDGES)
    if len(typed) == 1 and typed.isdecimal():
        number = int(typed)
        choices = NUMBERS[decider]
        return choices[number - 1] if 1 <= number <= len(choices) else None
    return _CHOICES.get(typed)


def is_file_word(body: str) -> bool:
    """What a person types who has looked at their file: a word, so that no number is typed by habit."""
    return len(body) <= 100 and folded(body).strip(_EDGES) in _FILE_WORDS
