"""What somebody has for it: nothing to sign, nobody to leave the children with, no place to sit."""

from __future__ import annotations

from bot.translation.clauses.meaning import Frame, Pattern


def _having(*languages: tuple[str, str, str]) -> dict[str, tuple[Pattern, ...]]:
    """Each with its verb, what stands before the infinitive, and what stands behind it."""
    return {
        code: (Pattern(verb, False, (("O", ""), ("C", mark), *((("", behind),) if behind else ()))),)
        for code, (verb, mark, behind) in zip(("en", "es", "fr"), languages, strict=True)
    }


HAVE_TO_DO = Frame("have to do", _having(("have", "to", ""), ("tener", "que", ""), ("avoir", "à", "")), is_state=True)
"""Nothing to sign."""
HAVE_WITH_WHOM = Frame(
    "have with whom",
    _having(("have", "to", "with"), ("tener", "con quien", ""), ("avoir", "avec qui", "")),
    is_state=True,
)
HAVE_WITH = Frame(
    "have with", _having(("have", "to", "with"), ("tener", "con que", ""), ("avoir", "avec quoi", "")), is_state=True
)
HAVE_WHERE = Frame(
    "have where", _having(("have", "to", ""), ("tener", "donde", ""), ("avoir", "où", "")), is_state=True
)
