"""What the sender of a held message, or a coordinator about testimony, may decide, and how they type it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.core.command_asides import PLEASE
from bot.core.screening import folded
from bot.core.typed_numbers import read_number

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
        "mask it",
        "with a mark",
        "send with a mark",
        "release",
        "enviar con nombres ocultos",
        "enviar con una marca",
        "enviar con marca",
        "con una marca",
        "con marca",
        "ocultar",
        "oculta",
        "oculte",
        "ocultalo",
        "ocultos",
        "liberar",
        "envoyer masque",
        "envoyer avec une marque",
        "avec une marque",
        "avec marque",
        "masque",
        "masquez",
        "masquer",
        "liberer",
    ),
    "drop": (
        "don't relay",
        "dont relay",
        "do not relay",
        "don't send",
        "dont send",
        "do not send",
        "don't send it",
        "dont send it",
        "do not send it",
        "don't pass it on",
        "no enviar",
        "no lo envies",
        "no lo envie",
        "no lo mandes",
        "no lo mande",
        "no",
        "ne pas envoyer",
        "n'envoie pas",
        "n'envoyez pas",
        "ne l'envoie pas",
        "ne l'envoyez pas",
        "non",
    ),
    "delete": (
        "delete",
        "delete mine",
        "delete it",
        "borrar",
        "borralo",
        "borrelo",
        "eliminar",
        "eliminalo",
        "eliminelo",
        "supprimer",
        "supprime-le",
        "supprimez-le",
        "effacer",
        "efface-le",
        "effacez-le",
    ),
}
_CHOICES: Mapping[str, Choice] = {word: choice for choice, words in _WORDS.items() for word in words}
_FILE_WORDS = frozenset({"checked", "i checked", "revisado", "revisada", "verifie", "verifiee"})
_EDGES = " \t\r\n.,;:!¡¿?()[]\"'«»“”*_`\ufe0f\u20e3"


def read_choice(body: str, decider: Decider) -> Choice | None:
    """A number, with whatever signs around it, or the words of a choice in any language. None: something else."""
    if len(body) > 100:
        return None
    typed = folded(body).replace("’", "'").strip(_EDGES)
    number = read_number(typed)
    if number is not None:
        choices = NUMBERS[decider]
        return choices[number - 1] if 1 <= number <= len(choices) else None
    return _CHOICES.get(typed) or _CHOICES.get(" ".join(word for word in typed.split() if word not in PLEASE))


def is_file_word(body: str) -> bool:
    """What a person types who has looked at their file: a word, so that no number is typed by habit."""
    return len(body) <= 100 and folded(body).strip(_EDGES) in _FILE_WORDS
