"""The number of a choice as people type it on a phone: "2", "2.", "la 2", "option deux", "2 please 👍"."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.command_asides import PLEASE
from bot.core.command_words import fold

_EDGES = " \t\r\n.,;:!¡¿?()[]{}\"'«»“”‘’*_`-–—…\ufe0f\u20e3\u00a0"
_NODS = "👍👌✅☑✔🙏🙂😊🏻🏼🏽🏾🏿"
_LONGEST = 40
_MOST_DIGITS = 3
_SPOKEN: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "one first uno una primera primero primer un une premier premiere",
            "two second dos segunda segundo deux deuxieme seconde",
            "three third tres tercera tercero tercer trois troisieme",
            "four fourth cuatro cuarta cuarto quatre quatrieme",
            "five fifth cinco quinta quinto cinq cinquieme",
            "six sixth seis sexta sexto sixieme",
            "seven seventh siete septima septimo sept septieme",
            "eight eighth ocho octava octavo huit huitieme",
            "nine ninth nueve novena noveno neuf neuvieme",
            "ten tenth diez decima decimo dix dixieme",
        ),
        1,
    )
    for word in words.split()
}
_BEFORE = frozenset(
    "the number option answer choice nr n n° la el lo numero num opcion respuesta le reponse choix".split()
)
"""No "no": "no 1" may well mean that it is not the first one."""


def read_number(typed: str) -> int | None:
    """Nothing is said beside it but its article, a "please" and a nod. None: something else."""
    if len(typed) > _LONGEST:
        return None
    said = (each.strip(_EDGES + _NODS).lstrip("#") for each in fold(typed).replace("'", " ").split())
    words = [word for word in said if word and word not in PLEASE]
    while len(words) > 1 and words[0] in _BEFORE | {"l"}:
        words = words[1:]
    if len(words) != 1:
        return None
    (word,) = words
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= _MOST_DIGITS else None
    return _SPOKEN.get(word)


def chosen(typed: str, count: int) -> int | None:
    """The place, from 0 on, of the one that is meant among `count`. None: none of them."""
    number = read_number(typed)
    return number - 1 if number is not None and 1 <= number <= count else None
