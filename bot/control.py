"""A socket in the data folder through which a person on the same machine answers verifications.

One JSON object a line, one answer to each:

    {"op": "pending"}                                  → {"pending": [view, …]}
    {"op": "decide", "code": "4821", "same": true}     → {"view": view or null}
    {"op": "purge", "kind": "person", "value": "@…"}   → {"number": 7} (null: there is no such thing)
    {"op": "purged", "number": 7}                      → {"purge": counts or null}
    {"op": "backup"}                                   → {"folder": a name in the data folder} (or {"failed": sentence})
    {"op": "health"}                                   → {"complaints": [sentence, …]} (none: it is healthy)

A sentence, as in `failed`, is {"msgid": "…", "params": {…}}: who asked says it in their own language.

Anything else is answered with {"error": "…"}. Who may open the socket is the owner of the data folder (mode 0600).
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from bot.core.model import UserId
from bot.core.verification import VerificationView
from bot.errors import StartError
from bot.logs import get_logger
from bot.ports import Clock
from bot.sentences import Said, packed

log = get_logger(__name__)

SOCKET_NAME = "control.sock"
MAX_LINE_BYTES = 64 * 1024
MAX_CONNECTIONS = 8
IDLE_S = 600.0


class Verifications(Protocol):
    def pending(self) -> list[VerificationView]: ...

    async def decide(self, code: str, *, same: bool) -> VerificationView | None: ...


class Purges(Protocol):
    async def begin(self, kind: str, value: str) -> int | None: ...

    async def state(self, number: int) -> Mapping[str, object] | None: ...


class Backups(Protocol):
    async def take(self, now: datetime) -> str:
        """Raises EnvironmentFault, CredentialError."""


class Health(Protocol):
    async def complaints(self) -> list[Said]: ...


@dataclass(frozen=True, slots=True)
class Desks:
    """Who answers."""

    verifications: Verifications
    purges: Purges
    backups: Backups
    clock: Clock
    health: Health


async def serve(path: Path, desks: Desks) -> None:
    """Answer until cancelled. Returns at once, with a line in the log, where no socket can be made."""
    try:
        listener = _listen(path)
    except OSError as error:  # such as a path too long for a socket
        log.warning("control.unavailable", exc=error)
        return
    try:
        await _accept(listener, desks)
    finally:
        listener.close()
        _remove(path)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _listen(path: Path) -> socket.socket:
    _remove(path)  # of a run that was killed
    listener = socket.socket(socket.AF_UNIX)
    try:
        listener.setblocking(False)
        before = os.umask(0o177)  # never open to others, not even between bind and chmod
        try:
            listener.bind(str(path))
        finally:
            os.umask(before)
        listener.listen(MAX_CONNECTIONS)
    except OSError:
        listener.close()
        raise
    return listener


async def _accept(listener: socket.socket, desks: Desks) -> None:
    room = asyncio.Semaphore(MAX_CONNECTIONS)
    async with asyncio.TaskGroup() as group:
        while True:
            await room.acquire()
            connection, _ = await asyncio.get_running_loop().sock_accept(listener)
            group.create_task(_talk(connection, desks)).add_done_callback(lambda _: room.release())


async def _talk(connection: socket.socket, desks: Desks) -> None:
    reader, writer = await asyncio.open_unix_connection(sock=connection, limit=MAX_LINE_BYTES)
    try:
        async with asyncio.timeout(IDLE_S) as patience:
            while line := await reader.readline():
                answer = await _answer(line, desks)
                writer.write(json.dumps(answer).encode() + b"\n")
                await writer.drain()
                patience.reschedule(asyncio.get_running_loop().time() + IDLE_S)
    except (OSError, ValueError, TimeoutError):
        log.info("control.hung_up")
    finally:
        writer.close()


async def _answer(line: bytes, desks: Desks) -> Mapping[str, object]:
    try:
        request: Any = json.loads(line)
        match request:
            case {"op": "pending"}:
                return {"pending": [encode(view) for view in desks.verifications.pending()]}
            case {"op": "decide", "code": str(code), "same": bool(same)}:
                view = await desks.verifications.decide(code, same=same)
                return {"view": encode(view) if view else None}
            case {"op": "purge", "kind": str(kind), "value": str(value)}:
                return {"number": await desks.purges.begin(kind, value)}
            case {"op": "purged", "number": int(number)}:
                return {"purge": await desks.purges.state(number)}
            case {"op": "backup"}:
                return {"folder": await desks.backups.take(desks.clock.now())}
            case {"op": "health"}:
                return {"complaints": [packed(each) for each in await desks.health.complaints()]}
            case _:
                pass
    except StartError as error:
        return {"failed": packed(error.reason)}
    except (ValueError, RecursionError):
        pass
    return {"error": "not understood"}


def encode(view: VerificationView) -> dict[str, object]:
    return asdict(view) | {"ends_at": view.ends_at.isoformat()}


def decode(fields: Mapping[str, Any]) -> VerificationView:
    """What `encode` gave, after its way through JSON."""
    decimals = fields["decimals"]
    return VerificationView(
        code=fields["code"],
        user_id=UserId(fields["user_id"]),
        by_us=fields["by_us"],
        stage=fields["stage"],
        ends_at=datetime.fromisoformat(fields["ends_at"]),
        emoji=tuple(fields["emoji"]),
        decimals=tuple(decimals) if decimals else None,
        outcome=fields["outcome"],
    )
