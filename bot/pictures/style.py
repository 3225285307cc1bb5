"""What all pictures have in common: size, colours, letters, and a file that tells nothing but the picture.

Drawn for a phone: 360 points wide, letters of 10 points and more there. The ground is filled, so that a picture reads
the same in a light and in a dark app. Colours are of the Okabe-Ito palette, which people with any colour vision tell
apart; nothing is said by colour alone.
"""

from __future__ import annotations

import io
import struct
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_IN, DPI = 3.75, 240
"""900 dots: two and a half for each point of a phone."""
GROUND, INK, FAINT, RULE = "#fbfbf8", "#1a1a1a", "#595959", "#c9c9c2"
BLUE, VERMILLION, ORANGE = "#0072b2", "#d55e00", "#e69f00"

TITLE_PT, TEXT_PT, SMALL_PT = 11.5, 9.5, 8.5
MIMETYPE = "image/png"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    height: int


def canvas(height_in: float, width_in: float = WIDTH_IN) -> Figure:
    """An empty picture."""
    # 0.2 s and 40 MB, which only a process that draws should pay. No pyplot: it keeps figures for ever.
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    mpl.rcdefaults()  # whatever a file in the folder or the home directory says
    figure = Figure(figsize=(width_in, height_in), dpi=DPI, facecolor=GROUND)
    FigureCanvasAgg(figure)
    return figure


def encode(figure: Figure) -> bytes:
    """As PNG; without the name of the program that drew it, the time or anything else beside the picture."""
    written = io.BytesIO()
    figure.savefig(written, format="png", facecolor=GROUND, metadata={"Software": None})
    return written.getvalue()


def in_lines(text: str, width: int, most: int = 2) -> str:
    """Broken at spaces; what does not fit ends in an ellipsis."""
    return textwrap.fill(text, width, max_lines=most, placeholder="…", break_on_hyphens=False)


def size_of(png: bytes) -> Size:
    """Raises ValueError for what is no PNG."""
    if not png.startswith(_SIGNATURE) or len(png) < 24:
        raise ValueError("no PNG")
    return Size(*struct.unpack(">II", png[16:24]))


def chunks(png: bytes) -> Sequence[tuple[bytes, bytes]]:
    """The parts of the file, by kind and content. Raises ValueError."""
    size_of(png)
    found, at = [], len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += length + 12
    return found


CHUNKS_OF_A_BARE_PICTURE = frozenset({b"IHDR", b"pHYs", b"IDAT", b"IEND"})
"""Size, dots per length, picture, end."""


def is_bare(png: bytes) -> bool:
    """Nothing in the file but the picture."""
    return {kind for kind, _ in chunks(png)} <= CHUNKS_OF_A_BARE_PICTURE
