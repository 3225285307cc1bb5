"""Whatever a name, a facility, a file name or a typed command holds: it is its own text and nothing else."""

from __future__ import annotations

import html as standard_html
import re
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.cards import Typed, card, note
from bot.core.content import from_plain, parse
from bot.core.model import CopyMark, EventId, EventRef, Member, Outgoing, RoomId, Text, UserId
from bot.core.rendering import CopyParts, notice, render_copy, render_edit
from bot.core.screening import Finding, Found
from bot.handlers.hold_words import HoldWords
from bot.i18n import Texts
from bot.matrix.outbound import content_of
from tests.hostile import ATTACKS

foreign = st.one_of(st.text(), st.sampled_from(ATTACKS), st.lists(st.sampled_from(ATTACKS)).map("".join))
TEXTS = Texts.load()
ANA = UserId("@ana:demo.local")
SOURCE = EventRef(RoomId("!es"), EventId("$source"))


def shown_by(html: str) -> str:
    """The text of HTML that has no other tags than ours; line by line."""
    return standard_html.unescape(re.sub(r"<[^>]*>", "", html.replace("<br>", "\n")))


def tags(html: str) -> list[str]:
    return re.findall(r"<[^>]*>", html)


def balanced(line: str) -> bool:
    """Every embedding, override and isolate that the line opens is closed in it."""
    open_ones = 0
    for character in line:
        if unicodedata.bidirectional(character) in ("LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"):
            open_ones += 1
        elif unicodedata.bidirectional(character) in ("PDF", "PDI"):
            open_ones -= 1
        if open_ones < 0:
            return False
    return open_ones == 0


@given(foreign)
def test_foreign_text_is_only_text_in_a_card(text: str) -> None:
    made = card(f"About {text}", [f"Facility: {text}.", Typed(f"!petition {text}", f"what {text} is")])
    neutral = card("About N", ["Facility: N.", Typed("!petition N", "what N is")])
    assert tags(made.html) == tags(neutral.html)
    lines = made.plain.split("\n")
    assert len(lines) == len(neutral.plain.split("\n")), "it began a line of its own"
    assert all(map(balanced, lines)), "it turns the words around it"
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for line in lines for c in line if c != "\t")
    assert [line.strip() for line in shown_by(made.html).split("\n")] == [line.strip() for line in lines]


@given(foreign)
def test_foreign_text_is_only_text_in_a_note(text: str) -> None:
    made = note(f"Suspended: {text}.", "Second.")
    assert tags(made.html) == ["<br>"]
    assert made.plain.count("\n") == 1
    assert made.plain.endswith("\nSecond.")
    assert shown_by(made.html) == made.plain


@given(foreign)
def test_foreign_text_in_a_notice_is_escaped(text: str) -> None:
    made = notice(f"It says {text} here.")
    assert set(tags(made.html)) <= {"<br>", "<br />", "<p>", "</p>"}, made.html


@given(foreign)
def test_a_word_in_the_question_about_a_held_message_is_only_a_word(word: str) -> None:
    words, moment = HoldWords(TEXTS), datetime(2026, 11, 22, tzinfo=UTC)

    def asked(shown: str) -> list[str]:
        finding = Finding(shown, (Found(0, len(shown), "name"),))
        return words.question("en", "plants (es)", moment, finding).plain.split("\n")

    assert len(asked(word)) == len(asked("N"))
    assert all(map(balanced, asked(word)))


@pytest.mark.parametrize("render", [render_copy, render_edit])
@given(name=foreign, organisation=foreign, body=foreign)
def test_a_copy_rings_nobody_and_shows_nobody_elses_name(
    render: object, name: str, organisation: str, body: str
) -> None:
    speaker = Member(ANA, name or "Ana", organisation)
    parts = CopyParts(parse(Text(body)), None, "label", "translation", speaker)
    made = render_copy(parts) if render is render_copy else render_edit(parts)
    mark = CopyMark(SOURCE, SOURCE.event_id)
    content = content_of(Outgoing(RoomId("!en"), "txn", made, "text", mark=mark, speaker=speaker))
    assert content["m.mentions"] == {}, "neither the room nor anybody is rung by words"
    first = content["body"].split("\n")[0]
    assert balanced(first)
    shown = content["com.beeper.per_message_profile"]["displayname"]
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    assert not any(unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI") for c in shown)
    assert len(shown) <= 80
    assert '<a href="https://matrix.to' not in made.html, "plain text makes no pill"


@given(foreign)
def test_text_of_a_person_that_is_no_markup_stays_no_markup(body: str) -> None:
    """A plain body, as of a caption or a file name, is never read as HTML or Markdown."""
    document = from_plain(body)
    assert set(tags(document.html())) <= {"<br>", "<br />", "<p>", "</p>"}, document.html()


@given(foreign)
def test_a_sentence_takes_foreign_text_as_it_is(name: str) -> None:
    """No second reading of placeholders in what was filled in."""
    for language in TEXTS.languages:
        assert name in TEXTS.gettext(language, "%(name)s is not suspended.", name=name)
