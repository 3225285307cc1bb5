"""Whole-day dates as an iCalendar file (RFC 5545) that every calendar program opens.

It names no program's user, no time of making and no time zone: whoever finds the file learns the dates and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MIMETYPE = "text/calendar"
_LONGEST = 75
"""Octets of a line; what is longer goes on in the next, behind a space."""


@dataclass(frozen=True, slots=True)
class Appointment:
    key: str
    """The same date keeps it, so that a newer file changes the entry and makes no second one."""
    day: date
    what: str
    details: str
    checked_on: date


def calendar_file(appointments: Sequence[Appointment], language: str) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Trinational//Calendar//{language.upper()}",
        "CALSCALE:GREGORIAN",
    ]
    for each in appointments:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.key}@trinational.invalid",
            f"DTSTAMP:{_day(each.checked_on)}T000000Z",
            f"DTSTART;VALUE=DATE:{_day(each.day)}",
            f"DTEND;VALUE=DATE:{_day(each.day + timedelta(days=1))}",
            f"SUMMARY;LANGUAGE={language}:{_escaped(each.what)}",
            f"DESCRIPTION;LANGUAGE={language}:{_escaped(each.details)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{piece}\r\n" for line in (*lines, "END:VCALENDAR") for piece in _folded(line)).encode()


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "".join(c if c.isprintable() else " " for c in text.replace("\n", "\\n"))


def _folded(line: str) -> Iterator[str]:
    """Never inside a character."""
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    yield piece
