"""Messages to devices, outside of any room (specification: "Send-to-Device messaging")."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from bot.matrix.http import Http, Json, path_of


async def send_to_devices(http: Http, event_type: str, messages: Mapping[str, Mapping[str, Json]]) -> None:
    """`messages`: user id -> device id -> content. Repeated while the error is transient. Raises MatrixError."""
    await http.persist("PUT", path_of("sendToDevice", event_type, uuid.uuid4().hex), {"messages": messages})
