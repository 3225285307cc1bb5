"""Of a document nothing leaves but what is to be read; what cannot be cleaned is refused, with the reason."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attachments import package as package_module
from bot.attachments.embedded import bare_jpeg
from bot.attachments.worker import clean
from bot.core.file_types import FileRefused
from tests.attachments import samples
from tests.attachments.samples import SECRET
from tests.attachments.test_images import shown

DOCX, ODT = samples.zipped(samples.docx_parts()), samples.zipped(samples.odt_parts())


def words_in(content: bytes) -> bytes:
    """Everything that a file holds, its parts and streams unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            return content + b"".join(name.encode() + package.read(name) for name in package.namelist())
    with pikepdf.open(BytesIO(content)) as document:
        streams = (each for each in document.objects if isinstance(each, pikepdf.Stream))
        inside = b"".join(stream.read_raw_bytes() for stream in streams)
        return content + inside + b"".join(each.unparse() for each in document.objects)


@pytest.mark.parametrize(
    ("form", "content"),
    [("pdf", samples.pdf()), ("pdf", samples.pdf_with_earlier_version()), ("docx", DOCX), ("odt", ODT)],
)
def test_a_document_loses_every_hidden_word(form: str, content: bytes) -> None:
    assert SECRET.encode() in words_in(content), "the sample hides nothing"
    cleaned = clean(content)
    assert cleaned.form == form
    inside = words_in(cleaned.content)
    assert SECRET.encode() not in inside
    assert SECRET.encode("utf-16-be") not in inside
    assert b"Exif" not in inside


def test_the_pages_of_a_pdf_and_its_pictures_stay() -> None:
    with pikepdf.open(BytesIO(clean(samples.pdf()).content)) as document:
        (page,) = document.pages
        photo = page.Resources.XObject.Photo
        left = shown(photo.read_raw_bytes()).getpixel((5, 20))
        assert isinstance(left, tuple)
        assert left[0] > 200
        assert str(page.Annots[0].Contents) == "a remark"
        assert "/A" not in page.Annots[1]
        assert not document.attachments
        assert "/ID" not in document.trailer or SECRET not in repr(document.trailer.ID)


def test_the_words_and_pictures_of_a_text_document_stay() -> None:
    for sample, name, picture in (
        (DOCX, "word/document.xml", "word/media/image1.jpeg"),
        (ODT, "content.xml", "Pictures/a.jpg"),
    ):
        with zipfile.ZipFile(BytesIO(clean(sample).content)) as package:
            assert "Lo que se lee" in package.read(name).decode()
            assert shown(package.read(picture)).size == (60, 40)
            assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_a_picture_in_a_document_does_not_keep_the_name_of_its_file() -> None:
    words = {f"{SECRET} foto": f"{SECRET}%20foto"}
    (name, reference), *_ = words.items()
    docx, odt = samples.docx_parts(), samples.odt_parts()
    docx[f"word/media/{name}.jpeg"] = docx.pop("word/media/image1.jpeg")
    odt[f"Pictures/{name}.jpg"] = odt.pop("Pictures/a.jpg")
    for parts, inside, before in (
        (docx, "word/_rels/document.xml.rels", "media/image1"),
        (odt, "content.xml", "Pictures/a"),
    ):
        parts[inside] = str(parts[inside]).replace(before, f"{before.partition('/')[0]}/{reference}")
        cleaned = clean(samples.zipped(parts)).content
        assert SECRET.encode() not in words_in(cleaned)
        with zipfile.ZipFile(BytesIO(cleaned)) as package:
            (picture,) = [each for each in package.namelist() if "picture1" in each]
            assert shown(package.read(picture)).size == (60, 40)
            assert f'"{"/" if inside != "content.xml" else ""}{picture}"' in package.read(inside).decode()


def test_only_relations_to_parts_that_are_left_stay() -> None:
    with zipfile.ZipFile(BytesIO(clean(DOCX).content)) as package:
        assert "docProps" not in package.read("_rels/.rels").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
        assert "media/image1.jpeg" in relations
        assert "customXml" not in relations
        assert 'Id="rId3"' in relations, "a link that is used must lead somewhere"
        assert "docProps" not in package.read("[Content_Types].xml").decode()


def test_nothing_points_to_the_settings_of_a_printer_that_are_gone() -> None:
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    types = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{kinds}{kind}"/>'
        for name, kind in {
            "workbook.xml": "sheet.main+xml",
            "sheet.xml": "worksheet+xml",
            "p.bin": "printerSettings",
        }.items()
    )
    sheet = '<worksheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    parts = {
        "[Content_Types].xml": f"<Types>{types}</Types>",
        "xl/workbook.xml": f'<workbook><absPath url="C:/Users/{SECRET}"/><fileSharing userName="{SECRET}"/></workbook>',
        "xl/sheet.xml": f'{sheet}<f>SUM(A1:A2)</f><pageSetup paperSize="9" r:id="rId1"/></worksheet>',
        "xl/_rels/sheet.xml.rels": samples.relations(("rId1", "http://x/printerSettings", "p.bin", "")),
        "xl/p.bin": SECRET,
    }
    cleaned = clean(samples.zipped(parts))
    assert cleaned.form == "xlsx"
    assert SECRET.encode() not in words_in(cleaned.content)
    assert b"rId1" not in words_in(cleaned.content)
    assert b'paperSize="9"' in words_in(cleaned.content)


@pytest.mark.parametrize("formula", ["WEBSERVICE(A1)", "cmd|'/c calc'!A1"])
def test_a_sheet_that_fetches_something_is_refused(formula: str) -> None:
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types><Override PartName="/xl/workbook.xml" ContentType="{kinds}"/></Types>',
        "xl/workbook.xml": f"<workbook><definedName>{formula}</definedName></workbook>",
    }
    with pytest.raises(FileRefused, match="links"):
        clean(samples.zipped(parts))


PARTS_OF_A_MACRO = samples.docx_parts() | {"word/vbaProject.bin": SECRET}
FETCHES = samples.docx_parts() | {
    "word/_rels/document.xml.rels": samples.relations(
        ("rId2", "http://x/relationships/image", "https://spy.example/a.png", "External")
    )
}
BILLION_LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha">]><w:document xmlns:w="w">&b;</w:document>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (samples.zipped(PARTS_OF_A_MACRO), "active"),
        (samples.zipped(FETCHES), "links"),
        (samples.docx_saying(f'<w:p><w:ins w:author="{SECRET}"><w:r/></w:ins></w:p>'), "comments"),
        (samples.docx_saying('<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>'), "comments"),
        (samples.docx_saying("<w:p><w:r><w:object/></w:r></w:p>"), "active"),
        (samples.docx_saying("<w:p><w:instrText>INCLUDEPICTURE x</w:instrText></w:p>"), "links"),
        (samples.zipped(samples.docx_parts() | {"word/document.xml": BILLION_LAUGHS}), "damaged"),
        (samples.zipped(samples.docx_parts() | {"word/new.bin": "?"}), "active"),
        (samples.zipped(samples.odt_parts("<office:annotation>X</office:annotation>")), "comments"),
        (samples.zipped(samples.odt_parts('<draw:image xlink:href="https://spy.example/a.png"/>')), "links"),
        (samples.zipped(samples.odt_parts() | {"Basic/script-lc.xml": "<a/>"}), "active"),
        (samples.zipped({"a.txt": "a zip of files"}), "unknown"),
        (samples.pdf(encryption=pikepdf.Encryption(owner="x", user="y")), "password"),
        (samples.pdf(encryption=pikepdf.Encryption(owner="x", user="")), "password"),
        (samples.pdf()[:900], "damaged"),
        (DOCX[:900], "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_cleaned_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        clean(content)
    assert refused.value.reason == reason


def test_a_zip_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "MAX_UNPACKED_BYTES", 1_000_000)
    bomb = samples.docx_parts() | {"word/document.xml": b" " * 1_000_001}
    with pytest.raises(FileRefused, match="damaged"):
        clean(samples.zipped(bomb))


def test_a_photo_in_a_pdf_keeps_its_coded_pixels() -> None:
    photo = samples.jpeg()
    bare = bare_jpeg(photo)
    assert SECRET.encode() in photo
    assert SECRET.encode() not in bare
    assert shown(bare).tobytes() == shown(photo).tobytes()


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([samples.pdf(), DOCX, ODT]),
    st.lists(st.tuples(st.integers(0, 2**20), st.binary(min_size=1, max_size=4))),
)
def test_a_broken_document_is_cleaned_or_refused_and_nothing_else(
    sample: bytes, changes: list[tuple[int, bytes]]
) -> None:
    broken = bytearray(sample)
    for place, change in changes:
        at = 5 + place % (len(broken) - 5)
        broken[at : at + len(change)] = change
    with suppress(FileRefused):
        clean(bytes(broken))
