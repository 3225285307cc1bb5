"""Has files made anew, each in a process of its own, one at a time, so that nothing else waits for it."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import Any, cast, get_args

from bot.attachments.cleaned import Cleaned
from bot.attachments.worker import LENGTH_BYTES
from bot.core.file_types import FORMS, FileRefused, Refusal
from bot.logs import get_logger

log = get_logger(__name__)

PATIENCE_S = 60.0
MODULE = "bot.attachments.worker"


class Cleaner:
    def __init__(self, module: str = MODULE, patience_s: float = PATIENCE_S) -> None:
        self._module = module
        self._patience_s = patience_s
        self._turn = asyncio.Lock()

    async def clean(self, content: bytes) -> Cleaned:
        """Raises FileRefused, also when the file was too much for the process."""
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", self._module, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
            )
            try:
                async with asyncio.timeout(self._patience_s):
                    answer, _ = await process.communicate(content)
            except TimeoutError:
                answer = b""
            finally:
                await _end(process)
        try:
            return _read(answer)
        except FileRefused:
            raise
        except (ValueError, KeyError, TypeError, IndexError):
            log.warning("attachment.worker_failed", exit_code=process.returncode or 0, size_bytes=len(content))
            raise FileRefused("damaged") from None


def _read(answer: bytes) -> Cleaned:
    """Raises FileRefused, and whatever comes of an answer that is none: whoever broke the decoder may write it."""
    start = LENGTH_BYTES + int.from_bytes(answer[:LENGTH_BYTES], "big")
    head: Any = json.loads(answer[LENGTH_BYTES:start])
    if "refused" in head:
        reason = head["refused"]
        raise FileRefused(cast("Refusal", reason) if reason in get_args(Refusal) else "damaged", int(head["limit"]))
    parts = []
    for part in head["parts"]:
        if part["form"] not in FORMS:
            raise ValueError(part["form"])
        content, start = answer[start : start + int(part["size"])], start + int(part["size"])
        parts.append((part["form"], content, int(part["width"]), int(part["height"])))
    if start != len(answer):
        raise ValueError("an answer of another length")
    thumbnail = Cleaned(*parts[1]) if len(parts) > 1 else None
    return Cleaned(*parts[0], thumbnail)


async def _end(process: Process) -> None:
    """Also when whoever waited is cancelled: no process outlives its file."""
    if process.returncode is None:
        process.kill()
    waiting = asyncio.get_running_loop().create_task(process.wait())
    try:
        await asyncio.shield(waiting)
    except asyncio.CancelledError:
        await asyncio.wait([waiting])
        raise
