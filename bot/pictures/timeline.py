"""The picture of a petition's dates: one row for each, oldest on top, further apart where more time lies between.

Each kind has its own shape as well as its colour; whatever is drawn stands in the text beside the picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.core.timeline import Kind
from bot.pictures import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS: Mapping[Kind, str] = {"stage": style.BLUE, "due": style.VERMILLION, "today": style.INK}
_SHAPES: Mapping[Kind, str] = {"stage": "o", "due": "D", "today": "s"}
_EDGE_IN, _SPINE_IN, _TEXT_IN = 0.16, 0.28, 0.52
_LINE_IN, _ROW_GAP_IN, _FARTHEST_IN, _TITLE_LINE_IN = 0.17, 0.16, 0.5, 0.22
_TITLE_CHARACTERS, _TEXT_CHARACTERS = 34, 40
_MOST_LINES = 4
_AROUND_IN = 0.05
"""Between today's words and the edge of what they stand on."""


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    kind: Kind
    when: str
    what: str
    hollow: bool = False
    """Not known to the day, or still to come."""


def timeline_png(title: str, points: Sequence[Point]) -> bytes:
    """`points` in order of time."""
    headline = style.in_lines(title, _TITLE_CHARACTERS, most=4)
    texts = [style.in_lines(point.what, _TEXT_CHARACTERS, _MOST_LINES) for point in points]
    tops = _tops(points, texts, _EDGE_IN + _TITLE_LINE_IN * _lines(headline) + _ROW_GAP_IN)
    height = tops[-1] + _LINE_IN * (1 + _lines(texts[-1])) + _EDGE_IN
    figure = style.canvas(height)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, style.WIDTH_IN)
    axes.set_ylim(height, 0)
    axes.axis("off")
    _write(axes, _EDGE_IN, _EDGE_IN, headline, style.TITLE_PT, bold=True)
    middles = [top + _LINE_IN / 2 for top in tops]
    axes.plot([_SPINE_IN, _SPINE_IN], [middles[0], middles[-1]], color=style.RULE, linewidth=2, zorder=1)
    for point, text, top, middle in zip(points, texts, tops, middles, strict=True):
        colour = _COLOURS[point.kind]
        if point.kind == "today":
            tall = _LINE_IN * (1 + _lines(text)) + 2 * _AROUND_IN
            wide = style.WIDTH_IN - _EDGE_IN - _SPINE_IN + 2 * _AROUND_IN
            axes.barh(
                top - _AROUND_IN + tall / 2,
                wide,
                tall,
                left=_SPINE_IN - 2 * _AROUND_IN,
                color=style.RULE,
                alpha=0.6,
                linewidth=0,
                zorder=0,
            )
        axes.plot(
            [_SPINE_IN],
            [middle],
            _SHAPES[point.kind],
            color=colour,
            markersize=8,
            markerfacecolor=style.GROUND if point.hollow else colour,
            markeredgewidth=2,
            zorder=2,
        )
        _write(axes, _TEXT_IN, top, point.when, style.TEXT_PT, bold=True)
        _write(axes, _TEXT_IN, top + _LINE_IN, text, style.TEXT_PT)
    return style.encode(figure)


def _tops(points: Sequence[Point], texts: Sequence[str], first: float) -> list[float]:
    """Where each row begins: below the one before, and the farther the more of the whole time lies between."""
    whole = max(1, (points[-1].day - points[0].day).days)
    tops = [first]
    for at in range(1, len(points)):
        share = (points[at].day - points[at - 1].day).days / whole
        tops.append(tops[-1] + _LINE_IN * (1 + _lines(texts[at - 1])) + _ROW_GAP_IN + _FARTHEST_IN * share)
    return tops


def _write(axes: Axes, left: float, top: float, text: str, points: float, *, bold: bool = False) -> None:
    axes.text(
        left,
        top,
        text,
        fontsize=points,
        fontweight="bold" if bold else "normal",
        color=style.INK,
        ha="left",
        va="top",
        linespacing=1.25,
        parse_math=False,
    )


def _lines(text: str) -> int:
    return text.count("\n") + 1
