"""Which files may leave, and what they are called elsewhere."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.attachments import MAX_NAME, SENTENCES, apart, clean_name, refusal, screened
from bot.core.file_types import FORMS, FileRefused, type_of
from bot.core.files import Attachment, StoredFile
from bot.core.model import Channel, EventId, EventRef, Message, RoomId, Text, UserId
from bot.core.visible_text import Mark, masked, visible_text
from tests.channels import by_language

ES = RoomId("!es")
CHANNEL = Channel("plants", by_language({"es": ES, "en": RoomId("!en")}), attachments=100)
PHOTO = Attachment("image", "a.jpg", StoredFile("mxc://a/b", "k", "i", "h"), 100)


def message(caption: str, name: str) -> Message:
    file = replace(PHOTO, name=name)
    return Message(
        EventRef(ES, EventId("$1")), UserId("@ana:x"), datetime(2026, 11, 1, tzinfo=UTC), Text(caption), file=file
    )


@pytest.mark.parametrize(
    ("name", "form", "shown"),
    [
        ("convenio colectivo.pdf", "pdf", "convenio colectivo.pdf"),
        ("Pliego.DOCX", "docx", "Pliego.docx"),
        ("foto.de.la.huelga.png", "jpeg", "foto.de.la.huelga.jpg"),
        ("IMG_20261122_101500.jpg", "jpeg", "image.jpg"),
        ("PXL_20261122_101500123.jpg", "jpeg", "image.jpg"),
        ("WhatsApp Image 2026-11-02 at 10.21.03 AM.jpeg", "jpeg", "image.jpg"),
        ("Captura de pantalla 2026-11-02.png", "png", "image.png"),
        ("Capture d’écran 2026.png", "png", "image.png"),
        ("20261122.pdf", "pdf", "document.pdf"),
        ("", "pdf", "document.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\ana\\acta.pdf", "pdf", "acta.pdf"),
    ],
)
def test_a_file_keeps_a_name_that_says_something_with_the_ending_that_is_true(name: str, form: str, shown: str) -> None:
    assert clean_name(name, FORMS[form]) == shown


@given(st.text(max_size=400), st.sampled_from(sorted(FORMS)))
def test_a_file_name_is_one_short_line_without_a_path_or_a_turn_of_direction(name: str, form: str) -> None:
    shown = clean_name(name, FORMS[form])
    assert shown.endswith(f".{FORMS[form].ending}")
    assert len(shown) <= MAX_NAME + 6
    assert not set(shown) & set('/\\\n\r\0<>:*?"|\u202a\u202b\u202d\u202e\u2066\u2067\u2068')


def test_a_file_that_may_leave_is_refused_nowhere() -> None:
    assert refusal(PHOTO, CHANNEL, ES) is None


@pytest.mark.parametrize(
    ("file", "channel", "reason"),
    [
        (PHOTO, replace(CHANNEL, attachments=0), "off"),
        (PHOTO, replace(CHANNEL, testimony=frozenset({"es"})), "testimony"),
        (replace(PHOTO, kind="audio"), CHANNEL, "audio"),
        (replace(PHOTO, kind="video"), CHANNEL, "video"),
        (replace(PHOTO, kind="location", stored=None), CHANNEL, "location"),
        (replace(PHOTO, kind="sticker", stored=None), CHANNEL, "sticker"),
        (replace(PHOTO, kind="sticker", stored=None), replace(CHANNEL, attachments=0), "sticker"),
        (replace(PHOTO, stored=None), CHANNEL, "not_encrypted"),
        (replace(PHOTO, claimed_bytes=101), CHANNEL, "too_large"),
    ],
)
def test_a_file_that_may_not_leave_is_refused_before_it_is_fetched(
    file: Attachment, channel: Channel, reason: str
) -> None:
    refused = refusal(file, channel, ES)
    assert refused is not None
    assert refused.reason == reason
    assert refused.reason in SENTENCES


@given(st.binary(max_size=40))
def test_what_a_file_is_its_first_bytes_tell_or_it_is_refused(content: bytes) -> None:
    with suppress(FileRefused):
        assert type_of(content) in ("jpeg", "png", "gif", "webp", "pdf", "zip")


@pytest.mark.parametrize(
    ("name", "words"),
    [("Lista_JuanPérez.pdf", "Lista Juan Pérez pdf"), ("juan-zepeda.jpg", "juan zepeda jpg"), ("a.jpg", "a jpg")],
)
def test_the_name_of_a_file_is_looked_at_as_words(name: str, words: str) -> None:
    assert visible_text(screened(message("Miren", name))).split("\n")[1] == words


def test_what_is_masked_in_a_name_is_told_apart_from_what_is_masked_in_a_caption() -> None:
    event = message("Miren a Juana", "Juana.jpg")
    text = visible_text(screened(event))
    in_caption, in_name = text.index("Juana"), text.rindex("Juana")
    for places, name_is_masked in (([in_caption], False), ([in_caption, in_name], True)):
        marks = [Mark(at, at + len("Juana"), "[name]") for at in places]
        caption, told = apart(event, masked(screened(event), marks))
        assert (caption.plain(), told) == ("Miren a [name]", name_is_masked)


def test_a_text_is_looked_at_as_it_is() -> None:
    event = replace(message("Miren", ""), file=None)
    assert visible_text(screened(event)).strip() == "Miren"
    assert apart(event, screened(event)) == (screened(event), False)
