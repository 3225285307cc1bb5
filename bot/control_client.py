"""The other end of the control socket: commands of the console that talk to the running bot."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.control import MAX_LINE_BYTES, SOCKET_NAME
from bot.errors import EnvironmentFault
from bot.sentences import N_, Said

ANSWER_S = 60.0


def is_running(data_dir: Path) -> bool:
    """Whether a bot that is ready runs with this data folder."""
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(data_dir / SOCKET_NAME))
        except OSError:
            return False
    return True


class ControlClient:
    """Raises EnvironmentFault when no bot runs with this data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(ANSWER_S)
        try:
            self._socket.connect(str(data_dir / SOCKET_NAME))
        except OSError:
            self._socket.close()
            raise EnvironmentFault(
                Said(N_("No bot is running with this configuration: start it, then try again."))
            ) from None
        self._lines = self._socket.makefile("rb")

    def call(self, request: Mapping[str, object]) -> Any:
        """Raises EnvironmentFault when the bot ends meanwhile."""
        try:
            self._socket.sendall(json.dumps(request).encode() + b"\n")
            line = self._lines.readline(MAX_LINE_BYTES)
        except OSError:
            line = b""
        if not line:
            raise EnvironmentFault(Said(N_("The bot stopped while it was asked.")))
        return json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()
        self._socket.close()
