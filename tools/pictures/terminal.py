"""The demo on a terminal: recorded on a real one of its width, shown as a page with its own colours."""

from __future__ import annotations

import asyncio
import fcntl
import html
import os
import pty
import re
import struct
import sys
import termios
from collections.abc import Sequence
from tempfile import TemporaryDirectory

from bot.demo.options import DEFAULT_DATA
from bot.demo.transcript import WIDTH
from tools.pictures.talk import ROOT

_COLOUR = re.compile(r"\x1b\[([0-9;]*)m")
_OVERWRITTEN = re.compile(r"^.*\r\x1b\[K", re.MULTILINE)
_STYLES = {
    "1": "font-weight:700",
    "2": "color:#8b949e",
    "31": "color:#ff7b72",
    "32": "color:#56d364",
    "33": "color:#e3b341",
    "35": "color:#d2a8ff",
    "36": "color:#79c0ff",
}
_PAGE = (
    '<meta charset="utf-8"><style>body{{margin:0;background:#0d1117;width:max-content}}'
    'pre{{margin:0;padding:16px 20px;font:13px/18px "DejaVu Sans Mono",monospace;color:#e6edf3}}</style>'
    "<pre>{text}</pre>"
)


async def record_demo() -> list[str]:
    """The lines that stand on the terminal in the end, colours in them. Raises RuntimeError when the demo fails."""
    with TemporaryDirectory(prefix="pictures-", ignore_cleanup_errors=True) as folder:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "demo", "--data", folder), cwd=ROOT, stdout=theirs, stdin=theirs
        )
        os.close(theirs)
        said = await asyncio.to_thread(_read_all, ours)
        if code := await process.wait():
            raise RuntimeError(f"the demo ended with exit code {code}")
    shown = said.decode("utf-8").replace("\r\n", "\n").replace(folder, str(DEFAULT_DATA))
    return _OVERWRITTEN.sub("", shown).strip("\n").split("\n")


def excerpt(lines: Sequence[str], *, steps: int = 2) -> list[str]:
    """From the start to the end of so many steps of the conversation, and the verdict.

    A line between tells how much is left out. The parts are set apart by empty lines.
    """
    blanks = [number for number, line in enumerate(lines) if not line]
    start, verdict = (number for number, line in enumerate(lines) if "\x1b[1m──" in line)
    stop = [number for number in blanks if number > start][steps]
    left_out = f"\x1b[2m   ⋮ {verdict - 1 - stop} lines\x1b[0m"
    return [*lines[:stop], "", left_out, "", *lines[verdict:]]


def terminal_page(lines: Sequence[str]) -> str:
    """Every line must end the colours that it begins, as the demo's do."""
    return _PAGE.format(text="\n".join(_markup(line) for line in lines))


def _read_all(terminal: int) -> bytes:
    said = b""
    try:
        while part := os.read(terminal, 65536):
            said += part
    except OSError:  # how Linux tells that the other end is closed
        pass
    finally:
        os.close(terminal)
    return said


def _markup(line: str) -> str:
    # Texts and the codes between them take turns
    text, *rest = _COLOUR.split(line)
    parts = [html.escape(text)]
    for codes, coloured in zip(rest[::2], rest[1::2], strict=True):
        style = ";".join(_STYLES[code] for code in codes.split(";") if code in _STYLES)
        parts.append(f'<span style="{style}">{html.escape(coloured)}</span>' if style else html.escape(coloured))
    return "".join(parts)
