"""A picture of ours as a file that can be sent."""

from __future__ import annotations

from bot.core.files import CleanFile
from bot.core.model import RoomId
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.pictures.style import MIMETYPE, size_of
from bot.ports import Rooms

log = get_logger(__name__)

NAME = "trinational.png"
"""Of every picture: a name of its own would tell what is in it."""


async def stored(rooms: Rooms, room_id: RoomId, png: bytes | None) -> CleanFile | None:
    """None where only words can go: into a room in clear, or when the homeserver takes no such file.

    Raises MatrixError when it may take it later.
    """
    if png is None or not rooms.is_encrypted(room_id):
        return None
    try:
        place = await rooms.store(png)
    except MatrixError as error:
        if error.transient:
            raise
        log.warning("picture.refused", room=room_id, errcode=error.errcode, status=error.status)
        return None
    size = size_of(png)
    return CleanFile("image", NAME, MIMETYPE, len(png), place, size.width, size.height)
