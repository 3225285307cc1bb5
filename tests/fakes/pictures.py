"""Draws at once, in this process: the process of its own takes a second, which is for its own tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from bot.errors import NoPicture
from bot.pictures.style import is_bare

P = ParamSpec("P")


class PicturesAtOnce:
    async def draw(self, png: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
        try:
            picture = png(*args, **kwargs)
            if is_bare(picture):
                return picture
        except Exception:  # noqa: BLE001  # whatever it is, nobody is told what was to be drawn
            raise NoPicture from None
        raise NoPicture
