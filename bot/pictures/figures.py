"""The picture of the network's figures: for each a title and a bar for each of its cells, with the number in words.

Every number of it stands in the text beside it as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.pictures import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Tone = Literal["known", "open", "public"]
"""A result; what is no result (yet); what others have published. The three differ in hatching as well."""

_COLOURS = {"known": style.BLUE, "open": style.ORANGE, "public": style.FAINT}
_HATCHES = {"known": "", "open": "////", "public": "...."}
_TITLE_IN, _BAR_IN, _GAP_IN, _EDGE_IN, _NOTE_IN = 0.27, 0.37, 0.2, 0.14, 0.165
_TITLE_CHARACTERS, _LABEL_CHARACTERS, _NOTE_CHARACTERS = 39, 44, 53
_BASELINE_IN, _BAR_AT_IN = 0.122, 0.243
_BAR_PT, _MOST_NOTE_LINES = 0.13, 12


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: str
    share: float
    """Of the length that there is."""
    tone: Tone = "known"


@dataclass(frozen=True, slots=True)
class Panel:
    title: str
    bars: tuple[Bar, ...]
    note: str = ""
    """Under the bars."""


def figures_png(title: str, panels: Sequence[Panel], notes: Sequence[str]) -> bytes:
    """`notes`: what has to be known about the figures, below them."""
    headline = style.in_lines(title, _TITLE_CHARACTERS - 6, most=3)
    lines = [_rows(panel) for panel in panels]
    below = [style.in_lines(note, _NOTE_CHARACTERS, _MOST_NOTE_LINES) for note in notes]
    height = (
        2 * _EDGE_IN
        + 0.25 * _lines(headline)
        + sum(lines)
        + sum(_NOTE_IN * _lines(note) + _NOTE_IN / 2 for note in below)
    )
    figure = style.canvas(height)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, style.WIDTH_IN)
    axes.set_ylim(height, 0)
    axes.axis("off")
    at = _EDGE_IN
    _write(axes, at, headline, style.TITLE_PT, weight="bold")
    at += 0.25 * _lines(headline)
    for panel in panels:
        at = _draw(axes, at + _GAP_IN, panel)
    at += _GAP_IN / 2
    for note in below:
        _write(axes, at, note, style.SMALL_PT, colour=style.FAINT)
        at += _NOTE_IN * _lines(note) + _NOTE_IN / 2
    return style.encode(figure)


def _rows(panel: Panel) -> float:
    title = style.in_lines(panel.title, _TITLE_CHARACTERS, most=3)
    note = _NOTE_IN * _lines(_note(panel)) + 0.03 if panel.note else 0.0
    return _GAP_IN + _TITLE_IN * 0.75 * _lines(title) + 0.03 + _BAR_IN * len(panel.bars) + note


def _draw(axes: Axes, at: float, panel: Panel) -> float:
    """Gives where it ends."""
    title = style.in_lines(panel.title, _TITLE_CHARACTERS, most=3)
    _write(axes, at, title, style.TEXT_PT, weight="bold")
    at += _TITLE_IN * 0.75 * _lines(title) + 0.03
    length = style.WIDTH_IN - 2 * _EDGE_IN
    for bar in panel.bars:
        label = style.in_lines(bar.label, _LABEL_CHARACTERS, most=1)
        _write(axes, at + _BASELINE_IN, label, style.TEXT_PT, stands=True)
        _write(axes, at + _BASELINE_IN, bar.value, style.TEXT_PT, weight="bold", right=True, stands=True)
        axes.barh(at + _BAR_AT_IN, length, _BAR_PT, left=_EDGE_IN, color=style.RULE, alpha=0.45, linewidth=0)
        axes.barh(
            at + _BAR_AT_IN,
            length * bar.share,
            _BAR_PT,
            left=_EDGE_IN,
            color=_COLOURS[bar.tone],
            hatch=_HATCHES[bar.tone],
            edgecolor=style.GROUND,
            linewidth=0,
        )
        at += _BAR_IN
    if panel.note:
        _write(axes, at, _note(panel), style.SMALL_PT, colour=style.FAINT)
        at += _NOTE_IN * _lines(_note(panel)) + 0.03
    return at


def _note(panel: Panel) -> str:
    return style.in_lines(panel.note, _NOTE_CHARACTERS, _MOST_NOTE_LINES)


def _write(
    axes: Axes,
    at: float,
    text: str,
    points: float,
    *,
    weight: str = "normal",
    colour: str = style.INK,
    right: bool = False,
    stands: bool = False,
) -> None:
    """`at`: of its upper edge; or of the line that it stands on, which words with other letters beside it share."""
    axes.text(
        style.WIDTH_IN - _EDGE_IN if right else _EDGE_IN,
        at,
        text,
        fontsize=points,
        fontweight=weight,
        color=colour,
        ha="right" if right else "left",
        va="baseline" if stands else "top",
        linespacing=1.25,
        parse_math=False,
    )


def _lines(text: str) -> int:
    return text.count("\n") + 1
