"""A file leaves its room only where that is allowed, after its sender's word, cleaned, and is undone like a text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.attachments import DEFAULT_MAX_BYTES, MEGABYTE
from bot.core.files import Attachment, CleanFile, FileKind, StoredFile
from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.errors import EngineUnavailable, MatrixError
from bot.handlers.attachments import QUIET
from bot.store.file_consent import FileConsent
from tests.attachments import samples
from tests.attachments.samples import SECRET
from tests.fakes.detectors import detectors
from tests.fakes.engines import ScriptedEngine
from tests.fakes.rooms import Call
from tests.handlers.house import ANA, CARLA, CHANNEL, ELLEN, EN, ES, FR, House
from tests.handlers.test_holding import direct_room

OPEN = replace(CHANNEL, attachments=DEFAULT_MAX_BYTES)
JPEG = samples.jpeg()


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A channel that passes files on; Ana has given her word."""
    async with House(tmp_path, channels=(OPEN,), detectors=detectors()) as house:
        await give_word(house)
        yield house


async def give_word(house: House) -> None:
    await FileConsent(house.database).give(ANA, EventId("$word"), house.clock.now())


async def sent(
    house: House,
    content: bytes = JPEG,
    caption: str = "",
    name: str = "mantas y pancartas.jpg",
    *,
    kind: FileKind = "image",
    room: RoomId = ES,
    sender: UserId = ANA,
    claimed_bytes: int | None = None,
    stored: StoredFile | None = None,
) -> EventRef:
    """Somebody sends a file, and the bot is done with it."""
    stored = stored or house.homeserver.keep(content)
    file = Attachment(kind, name, stored, claimed_bytes)
    ref = house.homeserver.say(room, sender, caption, file=file)
    await house.idle()
    return ref


def files(house: House, room: RoomId) -> list[CleanFile]:
    return [shown.outgoing.file for shown in house.homeserver.shown(room) if shown.outgoing.file is not None]


def content(house: House, file: CleanFile) -> bytes:
    return house.homeserver.files[file.stored.url]


def told(house: House, room: RoomId = ES) -> list[str]:
    """What the bot said about files in the room where they were sent."""
    return [
        shown.text
        for shown in house.homeserver.shown(room)
        if shown.outgoing.mark is None and shown.outgoing.reply_to is not None
    ]


# Whether a file leaves


async def test_files_stay_where_nothing_else_is_configured_and_the_sender_is_told_once(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        first = await sent(house, caption="Miren esto")
        await sent(house)
        assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []
        (notice,) = house.homeserver.shown(ES)
        assert notice.outgoing.reply_to == first.event_id
        assert "Los archivos" in notice.text
        await house.said(ES, ANA, "Buenas tardes")
        assert len(house.homeserver.sent(EN)) == 1
        await house.restart()
        await sent(house)
        assert len(told(house)) == 1
        house.clock.advance(QUIET["off"].total_seconds() + 1)
        await sent(house)
        assert len(told(house)) == 2


async def test_the_first_file_waits_for_its_senders_word_which_is_asked_once(tmp_path: Path) -> None:
    async with House(tmp_path, channels=(OPEN,)) as house:
        await sent(house, caption="Miren esto")
        await sent(house)
        await house.said(ES, ANA, "Y esto también")
        assert house.homeserver.sent(EN) == []
        (question,) = house.homeserver.texts(direct_room(house))
        assert "nombres" in question
        assert "caras" in question
        await house.said(direct_room(house), ANA, "1")
        assert house.homeserver.sent(EN) == [], "a number is typed by habit"
        await house.said(direct_room(house), ANA, "“Revisado”.")
        assert [bool(each.file) for each in house.homeserver.sent(EN)] == [True, True, False]
        await house.restart()
        await sent(house)
        assert len(files(house, EN)) == len(files(house, FR)) == 3
        assert not told(house)
        assert not any("nombres" in text for text in house.homeserver.texts(direct_room(house))), "the question is gone"


@pytest.mark.parametrize(("word", "stands"), [("3", True), ("4", False)])
async def test_a_first_file_can_be_kept_back(tmp_path: Path, word: str, stands: bool) -> None:
    async with House(tmp_path, channels=(OPEN,)) as house:
        ref = await sent(house)
        await house.said(direct_room(house), ANA, word)
        assert house.homeserver.sent(EN) == []
        assert house.homeserver.find(ref).redacted is not stands
        await sent(house)
        assert house.homeserver.sent(EN) == [], "nothing was confirmed"


async def test_silence_about_a_first_file_passes_nothing_on(tmp_path: Path) -> None:
    async with House(tmp_path, channels=(OPEN,)) as house:
        await sent(house)
        house.clock.advance(timedelta(hours=25).total_seconds())
        await house.until(lambda: len(house.homeserver.sent(direct_room(house))) == 2)
        await house.idle()
        assert house.homeserver.sent(EN) == []


@pytest.mark.parametrize(("kind", "word"), [("audio", "voz"), ("video", "video"), ("location", "ubicaciones")])
async def test_sound_video_and_places_never_leave(house: House, kind: FileKind, word: str) -> None:
    await sent(house, kind=kind, caption="Miren esto")
    await sent(house, kind=kind)
    assert house.homeserver.sent(EN) == []
    (notice,) = told(house)
    assert word in notice.lower()


async def test_no_file_leaves_a_testimony_room(tmp_path: Path) -> None:
    async with House(tmp_path, channels=(replace(OPEN, testimony=frozenset({"es"})),)) as house:
        ref = await sent(house, caption="Prueba")
        assert len(told(house)) == 1
        await house.said(ES, CARLA, "!liberar", reply_to=ref.event_id)
        assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []


@pytest.mark.parametrize(
    ("content", "name", "part"),
    [
        (b"MZ\x90", "programa.exe", "LibreOffice"),
        (b"<svg/>", "dibujo.svg", "LibreOffice"),
        (JPEG[:200], "foto.jpg", "leer"),
        (samples.docx_saying("<w:p><w:r><w:object/></w:r></w:p>"), "a.docx", "macros"),
    ],
)
async def test_a_file_that_cannot_be_cleaned_stays_with_a_reason_told_once(
    house: House, content: bytes, name: str, part: str
) -> None:
    ref = await sent(house, content, "Miren", name)
    assert files(house, EN) == files(house, FR) == []
    (notice,) = [shown for shown in house.homeserver.shown(ES) if shown.outgoing.mark is None]
    assert part in notice.text
    assert notice.outgoing.reply_to == ref.event_id
    assert not [text for room in (EN, FR) for text in house.homeserver.texts(room)], "no caption without its file"


async def test_whoever_writes_something_to_a_file_that_stays_hears_every_day_that_it_stays_too(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await sent(house)
        assert "también se queda" not in told(house)[-1]
        await sent(house)
        assert len(told(house)) == 1
        await sent(house, caption="Asamblea el lunes a las seis")
        await sent(house, caption="Asamblea el lunes a las siete")
        assert len(told(house)) == 2
        assert "también se queda" in told(house)[-1]
        house.clock.advance(25 * 3600)
        await sent(house)
        await sent(house, caption="Asamblea el lunes a las ocho")
        assert len(told(house)) == 3
        assert not house.homeserver.sent(EN)


@pytest.mark.parametrize("claimed", [None, 3 * MEGABYTE])
async def test_a_file_over_the_limit_stays(tmp_path: Path, claimed: int | None) -> None:
    async with House(tmp_path, channels=(replace(CHANNEL, attachments=MEGABYTE),)) as house:
        await give_word(house)
        size = 2 * MEGABYTE if claimed is None else 10
        await sent(house, JPEG + bytes(size), claimed_bytes=claimed)
        assert files(house, EN) == []
        (notice,) = told(house)
        assert "1 MB" in notice


async def test_a_file_that_is_another_than_was_sent_stays(house: House) -> None:
    stored = house.homeserver.keep(JPEG)
    house.homeserver.files[stored.url] = samples.jpeg(3)
    await sent(house, stored=stored)
    assert files(house, EN) == []
    assert len(told(house)) == 1


# What arrives


async def test_a_file_arrives_clean_once_in_each_room_with_its_caption_translated(house: House) -> None:
    await sent(house, samples.jpeg(6, samples.picture(1600, 1200)), "Miren esto", "IMG_20261122.jpg")
    (english,), (french,) = files(house, EN), files(house, FR)
    assert english == french, "stored once for both"
    for each in (english, english.thumbnail):
        assert each is not None
        assert SECRET.encode() not in content(house, each)
    assert (english.kind, english.mimetype, english.name) == ("image", "image/jpeg", "image.jpg")
    assert (english.width, english.height, english.size_bytes) == (1200, 1600, len(content(house, english)))
    (text,) = house.homeserver.texts(EN)
    assert "EN Miren esto" in text
    assert text.startswith("Ana")


async def test_a_file_without_a_caption_shows_who_sent_it_and_no_more(house: House) -> None:
    await sent(house, samples.pdf(), "", "convenio colectivo.pdf", kind="file")
    (file,) = files(house, EN)
    assert (file.kind, file.mimetype, file.name) == ("file", "application/pdf", "convenio colectivo.pdf")
    assert house.homeserver.texts(EN) == ["Ana (Union ES)"]
    assert house.homeserver.texts(ES) == []


async def test_a_reply_to_a_copied_file_replies_to_the_file(house: House) -> None:
    ref = await sent(house)
    (copy,) = house.homeserver.shown(EN)
    await house.said(EN, ELLEN, "Great picture", reply_to=copy.event_id)
    assert house.homeserver.shown(ES)[-1].outgoing.reply_to == ref.event_id


# Names


async def test_a_name_in_a_caption_or_a_file_name_holds_the_file(house: House) -> None:
    await sent(house, caption="Con Juana", name="mantas.jpg")
    await sent(house, name="lista_JuanaZepeda.jpg")
    assert files(house, EN) == []
    assert "Juana" in house.homeserver.texts(direct_room(house))[-1]
    await house.said(direct_room(house), ANA, "2")
    assert [text.split("\n")[0] for text in house.homeserver.texts(EN)] == ["Ana (Union ES): EN Con [name]"]
    assert "Juana Zepeda" in house.homeserver.texts(direct_room(house))[-1]
    await answered(house, "2")
    assert [file.name for file in files(house, EN)] == ["mantas.jpg", "image.jpg"]


async def answered(house: House, text: str) -> None:
    house.clock.advance(5)
    await house.said(direct_room(house), ANA, text)


async def test_a_file_name_that_its_sender_releases_is_kept(house: House) -> None:
    await sent(house, name="Zepeda.jpg")
    await answered(house, "1")
    assert [file.name for file in files(house, EN)] == ["Zepeda.jpg"]


async def test_a_first_file_with_a_name_is_asked_about_twice(tmp_path: Path) -> None:
    async with House(tmp_path, channels=(OPEN,), detectors=detectors()) as house:
        await sent(house, caption="Con Juana")
        await answered(house, "revisado")
        assert house.homeserver.sent(EN) == []
        assert "Juana" in house.homeserver.texts(direct_room(house))[-1]
        await answered(house, "1")
        assert len(files(house, EN)) == len(files(house, FR)) == 1


@pytest.mark.parametrize("name", ["<b>@room</b>.pdf", "a\u202efdp.exe", "../../etc/passwd", "a\nb.pdf", "![x](y).pdf"])
async def test_a_file_name_is_nothing_but_its_own_text(house: House, name: str) -> None:
    await sent(house, samples.pdf(), "", name, kind="file")
    (file,) = files(house, EN)
    assert not set(file.name) & set("\n\u202e/\\<>")
    assert file.name.endswith(".pdf")
    (shown,) = house.homeserver.shown(EN)
    assert shown.text == "Ana (Union ES)"
    assert shown.outgoing.mentions == ()


# What changes later


def edited(house: House, target: EventRef, caption: str) -> None:
    house.homeserver.edit(ES, ANA, target, caption)


async def test_an_edit_of_a_caption_changes_the_caption_and_keeps_the_file(house: House) -> None:
    ref = await sent(house, caption="Miren esto")
    edited(house, ref, "Miren aquello")
    edited(house, ref, "Miren todo")
    await house.idle()
    for room in (EN, FR):
        (shown,) = house.homeserver.shown(room)
        assert "Miren todo" in shown.text
        first, *edits = house.homeserver.sent(room)[-3:]
        assert first.file is not None
        assert [each.file for each in edits] == [first.file, first.file]


async def test_an_edit_that_comes_while_its_file_is_fetched_shows_below_it(tmp_path: Path) -> None:
    async with House(tmp_path, channels=(OPEN,)) as house:
        await give_word(house)
        hold = house.rooms.hold("load")
        ref = house.homeserver.say(ES, ANA, "Miren", file=Attachment("image", "a.jpg", house.homeserver.keep(JPEG)))
        await hold.reached.wait()
        edited(house, ref, "Miren todo")
        hold.release()
        await house.idle()
        for room in (EN, FR):
            (shown,) = house.homeserver.shown(room)
            assert "Miren todo" in shown.text
            assert all(each.file is not None for each in house.homeserver.sent(room))


async def test_a_name_in_an_edited_caption_is_held(house: House) -> None:
    ref = await sent(house, caption="Miren esto")
    edited(house, ref, "Con Juana")
    await house.idle()
    assert "Juana" not in house.homeserver.readable(EN)


async def test_a_late_translation_of_a_caption_keeps_the_file(tmp_path: Path) -> None:
    engine = ScriptedEngine(EchoLater())
    async with House(tmp_path, channels=(OPEN,), engine=engine) as house:
        await sent(house, caption="Miren esto")
        EchoLater.works = False
        await answered(house, "revisado")
        assert "⟪" not in house.homeserver.texts(EN)[0]
        EchoLater.works = True
        await house.until(lambda: "⟪" in house.homeserver.texts(EN)[0], seconds_each=5)
        assert house.homeserver.sent(EN)[-1].file == files(house, EN)[0]


class EchoLater:
    """An engine that can be out of order."""

    works = True

    def __call__(self, text: str) -> str:
        if not self.works:
            raise EngineUnavailable("down")
        return f"⟪{text}⟫"


async def test_a_deletion_takes_every_copy_of_a_file_and_of_its_caption_away(house: House) -> None:
    ref = await sent(house, caption="Miren esto")
    edited(house, ref, "Miren aquello")
    await house.idle()
    house.homeserver.redact(ANA, ref)
    await house.deletions_done()
    await house.idle()
    assert house.homeserver.shown(EN) == house.homeserver.shown(FR) == []
    assert "Miren" not in house.homeserver.readable(EN) + house.homeserver.readable(FR)


async def test_a_file_that_is_deleted_while_it_is_fetched_is_never_sent(house: House) -> None:
    hold = house.rooms.hold("load")
    stored = house.homeserver.keep(JPEG)
    ref = house.homeserver.say(ES, ANA, "Miren", file=Attachment("image", "a.jpg", stored))
    await hold.reached.wait()
    house.homeserver.redact(ANA, ref)
    await house.deletions_done()
    hold.release()
    await house.said(ES, ANA, "Buenas tardes")  # comes after it in every lane
    for room in (EN, FR):
        (later,) = house.homeserver.sent(room)
        assert later.file is None


@pytest.mark.parametrize("call", ["load", "store", "send"])
@pytest.mark.parametrize("done", [False, True])
async def test_a_crash_on_the_way_loses_and_doubles_no_file(tmp_path: Path, call: Call, done: bool) -> None:
    async with House(tmp_path, channels=(OPEN,)) as house:
        await give_word(house)
        hold = house.rooms.hold(call, room_id=EN if call == "send" else None, done=done)
        stored = house.homeserver.keep(JPEG)
        ref = house.homeserver.say(ES, ANA, "Miren", file=Attachment("image", "a.jpg", stored))
        await hold.reached.wait()
        await house.restart()
        await house.idle()
        copies = house.homeserver.copies()
        assert {room: copies.get((ref.event_id, room)) for room in (EN, FR)} == {EN: 1, FR: 1}
        assert len(files(house, EN)) == len(files(house, FR)) == 1


async def test_a_homeserver_that_is_away_delays_a_file_and_loses_none(house: House) -> None:
    house.rooms.fail("load", MatrixError("M_UNKNOWN", 503), times=2)
    house.rooms.fail("store", MatrixError("M_UNKNOWN", 503), times=2)
    house.homeserver.say(ES, ANA, "", file=Attachment("image", "a.jpg", house.homeserver.keep(JPEG)))
    await house.idle(seconds_each=1)
    assert len(files(house, EN)) == len(files(house, FR)) == 1


async def test_an_edit_that_makes_a_file_of_a_text_brings_no_file_and_takes_the_text_away(house: House) -> None:
    ref = await house.said(ES, ANA, "Hola a todas")
    house.homeserver.edit(ES, ANA, ref, "")
    await house.idle()
    assert "stays in its room" in house.homeserver.texts(EN)[-1]
    assert "Hola" not in house.homeserver.texts(EN)[-1]
    assert files(house, EN) == []


async def test_forgetting_takes_the_copies_of_a_file_and_the_word_of_its_sender(house: House) -> None:
    ref = await sent(house, caption="Miren esto")
    edited(house, ref, "Miren aquello")
    await house.idle()
    room = house.homeserver.add_room(RoomId("!direct"))
    room.people.add(ANA)
    await house.said(room.room_id, ANA, "!forget me understood")
    await house.until(lambda: house.homeserver.find(ref).redacted)
    await house.until(lambda: not house.homeserver.shown(EN) and not house.homeserver.shown(FR))

    async def word_is_gone() -> bool:
        return await FileConsent(house.database).given_by(ANA) is None

    await house.until(word_is_gone)
    assert "Miren" not in house.homeserver.readable(EN) + house.homeserver.readable(FR)


async def test_a_file_in_a_direct_chat_is_passed_over(house: House) -> None:
    room = house.homeserver.add_room(RoomId("!direct"))
    room.people.add(ANA)
    await sent(house, room=room.room_id)
    assert house.homeserver.sent(room.room_id) == house.homeserver.sent(EN) == []


async def test_forgetting_one_message_takes_the_copies_of_its_file(house: House) -> None:
    ref = await sent(house, caption="Miren esto")
    await house.said(ES, ANA, "!borrar", reply_to=ref.event_id)
    await house.until(lambda: not house.homeserver.shown(EN) and not house.homeserver.shown(FR))
    assert house.homeserver.find(ref).redacted


async def test_a_command_below_a_file_is_obeyed_and_the_file_stays(house: House) -> None:
    ref = await sent(house, caption="!ayuda")
    assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []
    assert [shown.outgoing.reply_to for shown in house.homeserver.shown(ES)] == [ref.event_id]


async def test_a_caption_in_another_language_is_translated_where_the_file_stands_without_the_file(house: House) -> None:
    await sent(house, caption="This is the banner that we have made for the march of next Saturday")
    (translation,) = house.homeserver.sent(ES)
    assert "banner" in translation.body.plain
    assert translation.file is None
    assert len(files(house, EN)) == len(files(house, FR)) == 1


async def test_what_waits_behind_a_first_file_keeps_its_order_and_others_pass(tmp_path: Path) -> None:
    async with House(tmp_path, channels=(OPEN,)) as house:
        await sent(house, caption="Primero")
        await house.said(ES, ANA, "Segundo")
        await house.said(ES, CARLA, "Otra persona")
        assert ["Otra persona" in text for text in house.homeserver.texts(EN)] == [True]
        await house.said(direct_room(house), ANA, "checked")
        shown = house.homeserver.texts(EN)
        assert [word in text for word, text in zip(("Otra", "Primero", "Segundo"), shown, strict=True)] == [True] * 3
