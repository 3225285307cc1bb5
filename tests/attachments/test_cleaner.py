"""The process in which files are made anew: one for each file, without a disk, without an end that others wait for."""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from bot.attachments.cleaner import Cleaner
from bot.core.file_types import FileRefused
from tests.attachments import samples
from tests.attachments.samples import SECRET


async def test_a_file_comes_back_clean_with_its_small_picture() -> None:
    cleaned = await Cleaner().clean(samples.jpeg(6, samples.picture(1600, 1200)))
    assert (cleaned.form, cleaned.width, cleaned.height) == ("jpeg", 1200, 1600)
    assert cleaned.thumbnail is not None
    assert cleaned.thumbnail.content[:2] == b"\xff\xd8"
    assert SECRET.encode() not in cleaned.content


@pytest.mark.parametrize(("content", "reason"), [(b"MZ", "unknown"), (samples.jpeg()[:300], "damaged")])
async def test_a_refusal_comes_back_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        await Cleaner().clean(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "program",
    ["import os; os.abort()", "print('no answer')", "import sys; sys.stdout.buffer.write((10**9).to_bytes(8, 'big'))"],
)
async def test_a_process_that_fails_means_that_the_file_is_refused(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_worker.py").write_text(program, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(FileRefused, match="damaged"):
        await Cleaner("broken_worker").clean(b"x" * 1_000_000)


async def test_a_process_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hanging_worker.py").write_text("import signal; signal.pause()", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(FileRefused, match="damaged"):
        await Cleaner("hanging_worker", patience_s=0.5).clean(b"x")


async def test_others_are_served_while_a_file_is_cleaned() -> None:
    cleaning = asyncio.ensure_future(Cleaner().clean(samples.saved(samples.noise(300, 300), "PNG")))
    turns = 0
    while not cleaning.done():
        await asyncio.sleep(0)
        turns += 1
    await cleaning
    assert turns > 100


def test_the_process_can_write_no_file_and_no_core(tmp_path: Path) -> None:
    file = tmp_path / "leak"
    program = (
        "import resource\nfrom bot.attachments.worker import confine\nconfine()\n"
        f"out = open({str(file)!r}, 'wb', buffering=0)\n"
        "try:\n    out.write(b'secret')\nexcept OSError:\n    print('refused', resource.getrlimit(4))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "refused (0, 0)\n"
    assert file.read_bytes() == b""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0, "only the worker is confined"
