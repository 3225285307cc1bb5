"""Cards: lines under a title."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.core.cards import card


def test_what_stands_before_the_colon_is_bold() -> None:
    made = card("GM Silao", ["Sector: autos", "Étape\u00a0: panel", "7K2-M9X · Hidalgo", "Next: sanctions: perhaps"])
    assert made.html == (
        "<strong>GM Silao</strong><br><strong>Sector</strong>: autos<br><strong>Étape</strong>\u00a0: panel"
        "<br>7K2-M9X · Hidalgo<br><strong>Next</strong>: sanctions: perhaps"
    )
    assert made.plain.splitlines()[1] == "Sector: autos"


@given(st.lists(st.text()))
def test_a_card_says_the_same_with_and_without_markup_and_no_text_becomes_markup(lines: list[str]) -> None:
    made = card("Title", lines)
    shown = html.unescape(re.sub(r"</?strong>", "", made.html.replace("<br>", "\n")))
    assert shown == made.plain
    assert shown.count("\n") == len(lines), "a line stays a line"
    assert set(re.findall(r"<[^>]*>", made.html)) <= {"<strong>", "</strong>", "<br>"}
