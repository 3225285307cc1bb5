"""The process that draws: it gives the picture or says that there is none, and the loop goes on meanwhile."""

from __future__ import annotations

import asyncio
import io
import os
import time
from pathlib import Path

import pytest

from bot.errors import NoPicture
from bot.pictures.style import DPI, WIDTH_IN, canvas, chunks, encode, in_lines, is_bare, size_of
from bot.pictures.worker import PictureWorker
from bot.ports import Pictures
from tests.fakes.pictures import PicturesAtOnce


def square(colour: str) -> bytes:
    figure = canvas(1.0)
    figure.add_axes((0, 0, 1, 1), facecolor=colour)
    return encode(figure)


def broken(secret: str) -> bytes:
    raise ValueError(secret)


def quits(_: str) -> bytes:
    os._exit(0)


def hangs(seconds: float) -> bytes:
    time.sleep(seconds)
    return b""


def no_picture(text: str) -> bytes:
    return text.encode()


def with_words(text: str) -> bytes:
    written = io.BytesIO()
    canvas(1.0).savefig(written, format="png", metadata={"Title": text})
    return written.getvalue()


@pytest.fixture(params=[PictureWorker, PicturesAtOnce])
def pictures(request: pytest.FixtureRequest) -> Pictures:
    made: Pictures = request.param()
    return made


async def test_a_picture_comes_as_wide_as_a_phone_needs_it_and_with_nothing_beside_it(pictures: Pictures) -> None:
    png = await pictures.draw(square, "#0072b2")
    assert (size_of(png).width, size_of(png).height) == (int(WIDTH_IN * DPI), DPI)
    assert is_bare(png)


@pytest.mark.parametrize("job", [broken, no_picture, with_words])
async def test_a_drawing_that_fails_is_no_picture_and_tells_nothing(
    pictures: Pictures, job: object, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NoPicture) as caught:
        await pictures.draw(job, "a secret word")  # type: ignore[arg-type]
    assert "secret" not in f"{caught.value!r}{capfd.readouterr()}"


async def test_a_process_that_goes_away_gave_no_picture() -> None:
    with pytest.raises(NoPicture):
        await PictureWorker().draw(quits, "")


async def test_a_drawing_that_hangs_is_ended() -> None:
    with pytest.raises(NoPicture):
        await PictureWorker(timeout_s=0.5).draw(hangs, 60.0)


async def test_whoever_stops_waiting_leaves_no_process_behind() -> None:
    before = _children()
    drawing = asyncio.ensure_future(PictureWorker().draw(hangs, 3600.0))
    while not (children := _children() - before):
        await asyncio.sleep(0)
    drawing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await drawing
    while children & _children():
        await asyncio.sleep(0)


def _children() -> set[str]:
    tasks = Path("/proc/self/task").iterdir()
    return {child for task in tasks for child in _read(task / "children").split()}


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the thread has ended
        return ""


def test_a_file_with_a_word_beside_the_picture_is_not_bare() -> None:
    figure = canvas(1.0)
    written = io.BytesIO()
    figure.savefig(written, format="png")
    assert not is_bare(written.getvalue())
    assert b"tEXt" in dict(chunks(written.getvalue()))


def test_what_is_no_picture_has_no_size() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        size_of(b"GIF89a" + bytes(40))


def test_long_words_are_broken_at_spaces_and_cut_with_an_ellipsis() -> None:
    assert in_lines("one two three four five", 8) == "one two\nthree…"
