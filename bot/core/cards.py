"""Several short lines under a bold title: how the bot answers on a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bot.core.model import Rendered

_LABEL = re.compile(r"([^:·]{1,60}?)[ \u00a0]?: ")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command to be typed as it stands, with what it does."""

    command: str
    meaning: str


def card(title: str, lines: Sequence[str | Typed]) -> Rendered:
    """Texts are plain and become escaped HTML; every line stays a line."""
    plain, html = [title], [f"<strong>{escape(title, quote=False)}</strong>"]
    for line in lines:
        if isinstance(line, Typed):
            plain += [line.command, f"  {line.meaning}"]
            html += [f"<code>{escape(line.command, quote=False)}</code>", escape(line.meaning, quote=False)]
        else:
            plain.append(line)
            html.append(_with_label(line))
    return Rendered(plain="\n".join(plain), html="<br>".join(html))


def _with_label(line: str) -> str:
    """What stands before the colon in bold: a card of many lines is looked through, not read."""
    label = _LABEL.match(line)
    if label is None:
        return escape(line, quote=False)
    return f"<strong>{escape(label[1], quote=False)}</strong>{escape(line[label.end(1) :], quote=False)}"


def note(*sentences: str) -> Rendered:
    """Sentences without a title, each on a line of its own."""
    return Rendered(plain="\n".join(sentences), html="<br>".join(escape(s, quote=False) for s in sentences))
