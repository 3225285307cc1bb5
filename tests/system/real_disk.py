"""A small disk, which fills up and which the kernel makes read-only after a fault. It takes the rights of root."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

MEBIBYTE = 1024 * 1024
SIZE = 24 * MEBIBYTE
_FILLER = "filler"


class RealDisk:
    """An ext4 in a file, mounted on a folder that is still to be made or empty."""

    def __init__(self, image: Path, folder: Path) -> None:
        self._image = image
        self._folder = folder
        with image.open("wb") as file:
            file.truncate(SIZE)
        _run("mkfs.ext4", "-q", "-m", "0", "-E", "lazy_itable_init=0", str(image))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def mount(self) -> None:
        _run("mount", "-o", "loop,errors=remount-ro", str(self._image), str(self._folder))
        self._folder.chmod(0o700)

    def unmount(self) -> None:
        _run("umount", str(self._folder))

    def sync(self) -> None:
        """What was written so far outlasts a fault."""
        _run("sync", "--file-system", str(self._folder))

    def fill(self) -> None:
        """Every block, so that not one page more can be written."""
        with (self._folder / _FILLER).open("ab", buffering=0) as file:
            for size in (MEBIBYTE, 4096, 1):
                with suppress(OSError):
                    while True:
                        file.write(bytes(size))

    def make_room(self) -> None:
        (self._folder / _FILLER).unlink()

    def break_down(self) -> None:
        """What the kernel does when the disk reports a fault: from now on nothing is written, whoever has it open."""
        device = subprocess.check_output(["findmnt", "-no", "SOURCE", str(self._folder)], text=True).strip()
        Path("/sys/fs/ext4", Path(device).name, "trigger_fs_error").write_text("1", encoding="ascii")

    def mend(self) -> None:
        """As an operator does: unmounted, checked, mounted again."""
        self.unmount()
        mended = subprocess.run(["e2fsck", "-fy", str(self._image)], capture_output=True, check=False)
        assert mended.returncode in (0, 1), mended.stdout
        self.mount()


@contextmanager
def real_disk(image: Path, folder: Path) -> Iterator[RealDisk]:
    if any(shutil.which(tool) is None for tool in ("mkfs.ext4", "e2fsck", "mount", "findmnt")):
        pytest.skip("no tools for a file system of its own")
    disk = RealDisk(image, folder)
    try:
        disk.mount()
    except subprocess.CalledProcessError:
        pytest.skip("mounting takes the rights of root")
    try:
        yield disk
    finally:
        disk.unmount()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
