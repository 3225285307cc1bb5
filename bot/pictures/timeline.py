"""The picture of a petition's dates, and the text that says the same to whoever cannot see it.

Colours are of the Okabe-Ito palette, which people with any colour vision tell apart; each kind has its own shape as
well. The ground is filled, so that the picture reads the same in a light and in a dark app.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.model import Language
from bot.core.stage_words import CLOCK_WORDS
from bot.core.timeline import Kind, Mark
from bot.core.words import N_
from bot.i18n import Texts

_GROUND, _INK, _LINE = "#fbfbf8", "#1a1a1a", "#6b6b6b"
_COLOURS: Mapping[Kind, str] = {"stage": "#0072b2", "due": "#d55e00", "today": "#1a1a1a"}
_SHAPES: Mapping[Kind, str] = {"stage": "o", "due": "D", "today": "|"}
_WIDTH_IN, _ROW_IN, _MARGIN_IN, _DPI = 6.0, 0.42, 0.9, 130
_LONGEST_LABEL = 52  # characters; a phone shows no more in a row


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes
    alt: str


def draw(
    texts: Texts, language: Language, title: str, marks: Sequence[Mark], stage_names: Mapping[str, str]
) -> Picture:
    """One row for each mark, oldest on top. `stage_names`: stages in plain words of `language`."""
    labels = [_label(texts, language, mark, stage_names) for mark in marks]
    return Picture(_png(title, marks, labels), "\n".join([title, *labels]))


def _label(texts: Texts, language: Language, mark: Mark, stage_names: Mapping[str, str]) -> str:
    if mark.kind == "today":
        return texts.gettext(language, "%(date)s: today", date=texts.date(language, mark.day))
    if mark.step is not None:
        when = texts.known_date(language, mark.step.happened)
        return texts.gettext(language, "%(date)s: %(what)s", date=when, what=stage_names[mark.name])
    what = texts.gettext(language, CLOCK_WORDS[mark.name])
    when = texts.date(language, mark.day)
    if mark.run is not None and mark.run.clock.kind == "notice":
        sentence = N_("%(date)s: %(what)s, not before that day")
    elif mark.run is not None and mark.run.clock.kind == "extendable":
        sentence = N_("%(date)s: %(what)s, normally; may be extended")
    elif mark.run is not None and mark.run.estimated:
        sentence = N_("%(date)s: %(what)s, due (estimate)")
    else:
        sentence = N_("%(date)s: %(what)s, due")
    return texts.gettext(language, sentence, date=when, what=what)


def _png(title: str, marks: Sequence[Mark], labels: Sequence[str]) -> bytes:
    # 0.2 s and 40 MB, which only those who ask for a picture should pay. No pyplot: it keeps figures for ever.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH_IN, _MARGIN_IN + _ROW_IN * len(marks)), dpi=_DPI, facecolor=_GROUND)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.03, 0.02, 0.94, 0.9 - 0.2 / (1 + len(marks))))
    first, last = marks[0].day.toordinal(), marks[-1].day.toordinal()
    span = max(1, last - first)
    for row, (mark, label) in enumerate(zip(marks, labels, strict=True)):
        place = (mark.day.toordinal() - first) / span
        colour = _COLOURS[mark.kind]
        axes.plot([0, 1], [row, row], color=_LINE, linewidth=0.4, alpha=0.35)
        axes.plot(
            [place],
            [row],
            _SHAPES[mark.kind],
            color=colour,
            markersize=11 if mark.kind == "today" else 8,
            markerfacecolor=_GROUND if mark.vague else colour,
            markeredgewidth=2,
        )
        axes.text(1.15, row, _in_lines(label), va="center", ha="left", fontsize=9, color=_INK, parse_math=False)
    axes.set_xlim(-0.06, 4.2)
    axes.set_ylim(len(marks) - 0.4, -0.6)
    axes.axis("off")
    figure.suptitle(_in_lines(title), x=0.03, ha="left", fontsize=11, color=_INK, fontweight="bold", parse_math=False)
    written = io.BytesIO()
    figure.savefig(written, format="png", facecolor=_GROUND, metadata={"Software": None})
    return written.getvalue()


def _in_lines(label: str) -> str:
    return textwrap.fill(label, _LONGEST_LABEL, max_lines=2, placeholder="…", break_on_hyphens=False)
