"""Which English sentences the code asks to be translated."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from babel.messages.extract import extract_from_dir

import bot

PACKAGE = Path(bot.__file__).parent

Key: TypeAlias = tuple[str | None, str, str | None]
"""Context, sentence, plural sentence."""

# Where the sentence stands among the arguments. The same list stands in locales/README.md for pybabel.
KEYWORDS = {
    "gettext": (2,),
    "ngettext": (2, 3),
    "pgettext": ((2, "c"), 3),
    "N_": (1,),
    "UserError": (1,),
}


@functools.cache
def extracted() -> frozenset[Key]:
    found: set[Key] = set()
    for _, _, message, _, context in extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS):
        singular, plural = message if isinstance(message, tuple) else (message, None)
        found.add((context, singular, plural))
    return frozenset(found)


def string_constants() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def called() -> set[Key]:
    """The same as `extracted`, found by reading the syntax tree: calls whose sentence stands in the call itself."""
    return {key for path in PACKAGE.rglob("*.py") for key in _called_in(ast.parse(path.read_text(encoding="utf-8")))}


def _called_in(tree: ast.AST) -> Iterator[Key]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        match name:
            case "gettext":
                places: tuple[int | None, int, int | None] = (None, 1, None)
            case "ngettext":
                places = (None, 1, 2)
            case "pgettext":
                places = (1, 2, None)
            case "N_" | "UserError":
                places = (None, 0, None)
            case _:
                continue
        context, singular, plural = (_constant(node, place) for place in places)
        if singular is not None:
            yield context, singular, plural


def _constant(call: ast.Call, place: int | None) -> str | None:
    if place is None or place >= len(call.args):
        return None
    argument = call.args[place]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
