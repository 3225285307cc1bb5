"""The calendar file: what a calendar program reads out of it, and what it must not say."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.core.ics import Appointment, calendar_file

DAY = date(2027, 12, 31)


def file(what: str = "Review", details: str = "Article 34.7", language: str = "en") -> bytes:
    return calendar_file([Appointment("key", DAY, what, details, date(2026, 11, 22))], language)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def read(content: bytes, name: str) -> str:
    """A value as a calendar program reads it."""
    (value,) = [line.partition(":")[2] for line in unfolded(content) if line.partition(":")[0].startswith(name)]
    return value.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")


def test_a_date_takes_its_whole_day_and_ends_before_the_next() -> None:
    assert read(file(), "DTSTART") == "20271231"
    assert read(file(), "DTEND") == "20280101"


def test_the_same_date_keeps_its_name_so_that_a_newer_file_makes_no_second_entry() -> None:
    assert read(file("one"), "UID") == read(file("two"), "UID")


def test_it_says_nothing_but_the_dates() -> None:
    names = {line.partition(":")[0].partition(";")[0] for line in unfolded(file())}
    assert names <= set(
        "BEGIN VERSION PRODID CALSCALE UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION TRANSP END".split()
    )
    assert read(file(), "DTSTAMP") == "20261122T000000Z"


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=200))
def test_no_text_begins_a_line_of_its_own_and_no_line_is_too_long(text: str) -> None:
    content = file(text, text)
    assert [line.partition(":")[0] for line in unfolded(content)] == [
        line.partition(":")[0] for line in unfolded(file("x", "x"))
    ]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    content.decode()


@given(st.text("aé, ;\\…ñ:", max_size=300))
def test_what_was_written_is_what_is_read(text: str) -> None:
    assert read(file(text), "SUMMARY") == text
