"""Of a picture nothing leaves but what is to be seen."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.attachments.images import MAX_FRAMES, MAX_PIXELS, clean_image
from bot.attachments.worker import clean
from bot.core.file_types import FileRefused, FileType
from tests.attachments import samples
from tests.attachments.samples import SECRET

SAMPLES: list[tuple[FileType, bytes]] = [
    ("jpeg", samples.jpeg()),
    ("png", samples.png()),
    ("webp", samples.webp()),
    ("webp", samples.webp(save_all=True, append_images=[samples.picture().rotate(180)])),
    ("gif", samples.gif()),
]


def shown(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as image:
        image.load()
        return image.copy()


@pytest.mark.parametrize(("kind", "content"), SAMPLES)
def test_a_picture_keeps_its_pixels_and_loses_every_word(kind: FileType, content: bytes) -> None:
    assert SECRET.encode() in content or kind == "png", "the sample hides nothing"
    cleaned = clean(content)
    assert cleaned.form == kind
    assert (cleaned.width, cleaned.height) == (60, 40)
    image = shown(cleaned.content)
    assert SECRET.encode() not in cleaned.content
    for mark in (b"Exif", b"XMP", b"xmpmeta", b"ICC", b"iCCP", b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"GPS"):
        assert mark not in cleaned.content
    assert not image.getexif()
    assert not {"icc_profile", "comment", "xmp", "exif", "Author", "XML:com.adobe.xmp"} & set(image.info)
    red, blue = image.convert("RGB").getpixel((5, 20)), image.convert("RGB").getpixel((55, 20))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert red[0] > 200 > 60 > red[2]
    assert blue[2] > 200 > 60 > blue[0]


@pytest.mark.parametrize(("orientation", "turned_by"), [(1, 0), (3, 180), (6, 90), (8, -90)])
def test_a_picture_stands_as_its_camera_meant_it(orientation: int, turned_by: int) -> None:
    stored = samples.picture().rotate(turned_by, expand=True)
    cleaned = clean(samples.jpeg(orientation, stored))
    assert (cleaned.width, cleaned.height) == (60, 40)
    left = shown(cleaned.content).getpixel((5, 20))
    assert isinstance(left, tuple)
    assert left[0] > 200


def test_an_animation_goes_on_moving() -> None:
    cleaned = clean(samples.gif(frames=4))
    with Image.open(BytesIO(cleaned.content)) as image:
        assert getattr(image, "n_frames", 1) == 4
        assert image.info["duration"] == 70
        assert "comment" not in image.info


def test_a_large_picture_gets_a_small_one_made_of_its_clean_pixels() -> None:
    cleaned = clean(samples.jpeg(6, samples.picture(1600, 1200)))
    assert cleaned.thumbnail is not None
    assert (cleaned.width, cleaned.height) == (1200, 1600)
    assert (cleaned.thumbnail.width, cleaned.thumbnail.height) == (450, 600)
    assert SECRET.encode() not in cleaned.thumbnail.content
    assert clean(samples.jpeg()).thumbnail is None


@pytest.mark.parametrize(
    ("mode", "kind"), [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP")]
)
def test_every_kind_of_colour_can_be_written_anew(mode: str, kind: str) -> None:
    cleaned = clean(samples.saved(samples.picture().convert(mode), kind))
    assert (cleaned.width, cleaned.height) == (60, 40)


def test_a_picture_of_sixteen_bits_stays_as_bright() -> None:
    cleaned = clean(samples.saved(Image.new("I;16", (60, 40), 65535), "PNG"))
    assert shown(cleaned.content).convert("L").getextrema()[0] > 250  # type: ignore[operator]


def bomb(side: int) -> bytes:
    """A small PNG that says that it has so many pixels each way."""
    small = bytearray(samples.saved(Image.new("1", (8, 8)), "PNG"))
    small[16:24] = side.to_bytes(4, "big") * 2
    small[29:33] = zlib.crc32(small[12:29]).to_bytes(4, "big")
    return bytes(small)


@pytest.mark.parametrize("side", [7_300, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(side: int) -> None:
    with pytest.raises(FileRefused) as refused:
        clean_image(bomb(side), "png")
    assert (refused.value.reason, refused.value.limit) == ("too_many_pixels", MAX_PIXELS // 1_000_000)


def test_an_endless_animation_is_refused() -> None:
    frames = samples.gif(frames=MAX_FRAMES + 1)
    with pytest.raises(FileRefused, match="too_many_pixels"):
        clean_image(frames, "gif")


@pytest.mark.parametrize(("kind", "content"), SAMPLES)
def test_a_damaged_picture_is_refused(kind: FileType, content: bytes) -> None:
    with pytest.raises(FileRefused, match="damaged"):
        clean_image(content[: len(content) // 3], kind)


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"MZ\x90", b"RIFFxxxxWAVE"])
def test_what_is_no_known_picture_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused, match="unknown"):
        clean(content)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 2**20), st.binary(min_size=1, max_size=4))))
def test_a_broken_file_is_cleaned_or_refused_and_nothing_else(
    sample: tuple[FileType, bytes], changes: list[tuple[int, bytes]]
) -> None:
    kind, content = sample
    broken = bytearray(content)
    for place, change in changes:
        at = 12 + place % (len(broken) - 12)
        broken[at : at + len(change)] = change
    try:
        cleaned = clean_image(bytes(broken), kind)
    except FileRefused:
        return
    assert SECRET.encode() not in cleaned.content
