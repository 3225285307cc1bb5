"""A drawing in the evidence report, with words that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.evidence import Block, Figure
from bot.errors import NoPicture
from bot.handlers.figure_words import Drawing
from bot.pictures.figures import Panel, figures_png
from bot.pictures.style import size_of
from bot.ports import Pictures


async def picture(pictures: Pictures, drawing: Drawing) -> list[Block]:
    """Nothing where it cannot be drawn: the same stands in the tables."""
    try:
        png = await pictures.draw(figures_png, drawing.title, drawing.panels, drawing.notes)
    except NoPicture:
        return []
    size = size_of(png)
    return [Figure(png, size.width, size.height, _in_words(drawing.panels))]


def _in_words(panels: Sequence[Panel]) -> str:
    """What a picture of them says."""
    return "\n".join(
        line
        for panel in panels
        for line in (panel.title, *(f"{bar.label}: {bar.value}" for bar in panel.bars), panel.note)
    )
