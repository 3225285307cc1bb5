"""Several short lines under a bold title: how the bot answers on a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.core.characters import tame
from bot.core.model import Rendered

_LABEL = re.compile(r"([^:·]{1,60}?)[ \u00a0]?: ")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command to be typed as it stands, with what it does."""

    command: str
    meaning: str


def card(title: str, lines: Sequence[str | Typed]) -> Rendered:
    """Texts are plain and become escaped HTML; every line stays a line, whatever foreign text is in it."""
    plain, html = [_line(title)], [f"<strong>{_html(title)}</strong>"]
    for line in lines:
        if isinstance(line, Typed):
            plain += [_line(line.command), f"  {_line(line.meaning)}"]
            html += [f"<code>{_html(line.command)}</code>", _html(line.meaning)]
        else:
            plain.append(_line(line))
            html.append(_with_label(_line(line)))
    return Rendered(plain="\n".join(plain), html="<br>".join(html))


def _with_label(line: str) -> str:
    """What stands before the colon in bold: a card of many lines is looked through, not read."""
    label = _LABEL.match(line)
    if label is None:
        return escape(line, quote=False)
    return f"<strong>{escape(label[1], quote=False)}</strong>{escape(line[label.end(1) :], quote=False)}"


def note(*sentences: str) -> Rendered:
    """Sentences without a title, each on a line of its own."""
    return Rendered(plain="\n".join(map(_line, sentences)), html="<br>".join(map(_html, sentences)))


def _line(text: str) -> str:
    """A facility or a command that somebody typed must not begin a line of its own, nor turn the words around it."""
    return tame(text).replace("\n", " ")


def _html(text: str) -> str:
    return escape(_line(text), quote=False)
