"""Which word of a command a mistyped one resembles."""

from __future__ import annotations

from bot.core.command_text import PARTS

_SHORTEST, _LONGEST = 3, 30
"""Characters; another word is no slip of any."""
_LONG = 6
"""Characters from which on two slips are forgiven."""


_WORDS_OF_THEIR_OWN = frozenset(
    "important importante importantes importants cuantas cuantos report reporte reportes reports invite".split()
)
"""What people put at the head of a message to everyone; "import" is not far. Who asks "cuántas" wants no "cartas", who
reports something no reminder, and who invites somebody has no message to send.
"""


class NearWords:
    """Remembers what it looked up: one message is read several times."""

    def __init__(self) -> None:
        self._found: dict[str, str | None] = {}

    def to(self, typed: str) -> str | None:
        """The known word that differs by one slip (two in longer words)."""
        if not _SHORTEST <= len(typed) <= _LONGEST or typed in _WORDS_OF_THEIR_OWN:
            return None
        if typed not in self._found:
            self._found[typed] = _nearest(typed)
        return self._found[typed]


def _nearest(typed: str) -> str | None:
    limit = 1 if len(typed) < _LONG else 2
    letters = set(typed)
    close = (
        word
        for word in PARTS
        if abs(len(word) - len(typed)) <= limit and "-" not in word and len(letters ^ set(word)) <= 2 * limit
    )  # one slip changes two letters at most
    # Help goes first. Of two equally near the longer: a letter is left out more often than another one is hit.
    ranked = ((slips(typed, word), PARTS[word] != "help", -len(word), word) for word in close)
    distance, _, _, word = min(ranked, default=(limit + 1, True, 0, ""))
    return word if distance <= limit else None


def slips(left: str, right: str) -> int:
    """Letters added, left out, replaced or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
