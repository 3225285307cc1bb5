"""What the person at the terminal sees, live: 80 columns, colours on a terminal only (NO_COLOR is honoured)."""

from __future__ import annotations

import os
import textwrap
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TextIO

from bot.core.model import Language
from bot.demo.verdict import Count, Fault, FaultKind, Verdict

WIDTH = 80
_LANGUAGE_COLOURS: Mapping[Language, str] = {"en": "36", "es": "33", "fr": "35"}
_GREEN, _RED, _BOLD, _DIM = "32", "1;31", "1", "2"
_MOST_FAULTS = 20


class Transcript:
    def __init__(self, stream: TextIO, *, colours: bool | None = None) -> None:
        """`colours`: None decides by the stream and the environment."""
        self._stream = stream
        self._live = stream.isatty()
        self._colours = self._live and "NO_COLOR" not in os.environ if colours is None else colours

    def line(self, text: str = "") -> None:
        print(text, file=self._stream, flush=True)

    def heading(self, text: str) -> None:
        self.line()
        self.line(self._paint(f"── {text} ".ljust(WIDTH, "─"), _BOLD))

    @contextmanager
    def working(self, what: str) -> Iterator[list[str]]:
        """A step of the set-up with the time it took. The list that it gives may get a remark for the end."""
        started = time.monotonic()
        remarks: list[str] = []
        if self._live:
            print(f"   {what} …", end="", file=self._stream, flush=True)
        try:
            yield remarks
        except BaseException:
            self._finish(self._paint("✗", _RED), what, "")
            raise
        text = f"{what}: {', '.join(remarks)}" if remarks else what
        self._finish(self._paint("✓", _GREEN), text, f"{time.monotonic() - started:.1f} s")

    def _finish(self, sign: str, text: str, right: str) -> None:
        start = "\r\x1b[K" if self._live else ""
        self.line(f"{start} {sign} {text:<{WIDTH - 13}} {self._paint(f'{right:>8}', _DIM)}".rstrip())

    def step(self, what: str) -> None:
        self.line()
        self.line(self._paint(what, _DIM))

    def said(self, language: Language, who: str, text: str, note: str = "") -> None:
        """What somebody typed into their own client."""
        head = f"{self._tag(language)} {self._paint(who, _BOLD)} {self._paint(note, _DIM)}"
        self.line(head.rstrip())
        self._text(text, "   ")

    def got(self, language: Language, who: str, what: str, elapsed_ms: float, text: str = "") -> None:
        """What somebody's own client decrypted."""
        left = f"   → {language.upper()} {who}’s client {what}".rstrip()
        time_taken = f"{elapsed_ms:.0f} ms"
        gap = " " * max(1, WIDTH - len(left) - len(time_taken))
        self.line(f"   → {self._tag(language)}{left[7:]}{gap}{self._paint(time_taken, _GREEN)}")
        colour = _LANGUAGE_COLOURS.get(language, _DIM)
        self._text(text, f"     {self._paint('│', colour)} ", margin=7, quote_colour=colour)

    def not_there(self, language: Language, who: str, what: str, waited_s: float) -> None:
        """`what` as for `got`."""
        self.line(self._paint(f"   ✗ {language.upper()} not in {waited_s:.1f} s: {who}’s client {what}", _RED))

    def verdict(self, verdict: Verdict, times_ms: Sequence[float], also: str = "") -> None:
        """`also`: what else was looked at, for the case that all is well."""
        self.heading("What each client had in the end")
        columns: Sequence[FaultKind] = ("missing", "undecryptable", "doubled", "wrong room")
        head = "".join(f"{column:>{len(column) + 3}}" for column in columns)
        self.line(self._paint(f"   {'client':<9}{'room':<6}{'copies':>8}{head}", _DIM))
        for count in verdict.counts:
            self.line(self._row(count, verdict.faults, columns))
        if times_ms:
            self.line()
            p50, p95 = _percentile(times_ms, 50), _percentile(times_ms, 95)
            self.line("   From sending a message until another rep’s client had its copy decrypted:")
            self.line(f"   p50 {p50:.0f} ms, p95 {p95:.0f} ms over {len(times_ms)} copies")
        self.line()
        if verdict.good:
            self.line(self._paint(" ✓ Every message reached every room exactly once.", _GREEN))
            if also:
                self.line(f"   {also}")
            return
        for fault in verdict.faults[:_MOST_FAULTS]:
            self.line(
                self._paint(f" ✗ {fault.kind}", _RED)
                + f" ({fault.viewer}’s client, {fault.language.upper()} room): {fault.what}"
            )
        if len(verdict.faults) > _MOST_FAULTS:
            self.line(f"   … and {len(verdict.faults) - _MOST_FAULTS} more")
        if not verdict.faults:
            self.line(self._paint(" ✗ No copy was looked for.", _RED))

    def _row(self, count: Count, faults: Sequence[Fault], columns: Sequence[FaultKind]) -> str:
        own = [fault.kind for fault in faults if (fault.viewer, fault.language) == (count.viewer, count.language)]
        cells = "".join(
            self._paint(f"{own.count(column):>{len(column) + 3}}", _RED if column in own else _DIM)
            for column in columns
        )
        complete = _GREEN if count.seen == count.expected else _RED
        copies = self._paint(f"{f'{count.seen} of {count.expected}':>8}", complete)
        return f"   {count.viewer:<9}{self._tag(count.language)}    {copies}{cells}"

    def _text(self, text: str, prefix: str, margin: int = 3, quote_colour: str = "") -> None:
        """`quote_colour`: of quoted lines, which is where the bot puts a translation that is only a gist."""
        for paragraph in printable(text).splitlines():
            quote = "> " if paragraph.startswith("> ") else ""
            words = paragraph.removeprefix(quote)
            for line in textwrap.wrap(words, WIDTH - margin - len(quote)) or [""]:
                self.line(f"{prefix}{self._paint(quote + line, quote_colour if quote else '')}")

    def _tag(self, language: Language) -> str:
        return self._paint(language.upper(), f"1;{_LANGUAGE_COLOURS.get(language, '0')}")

    def _paint(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._colours and text and colour else text


def printable(text: str) -> str:
    """Without anything that would command the terminal: what comes out of a room is not trusted."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _percentile(values: Sequence[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]
