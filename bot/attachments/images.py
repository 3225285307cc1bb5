"""Pictures: decoded, turned upright, and written anew from their pixels alone.

Nothing but pixels is taken over, so it does not matter in which of its corners a format hides words: EXIF with its
place and its small preview, XMP, comments, text chunks, what a maker's colour profile is called.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence

from bot.attachments.cleaned import Cleaned
from bot.core.file_types import FileRefused, FileType

MAX_PIXELS = 52_000_000
"""Of all pictures of an animation together; the cameras of most phones make 12 to 50 million."""
MAX_FRAMES = 500
THUMBNAIL = (800, 600)
_QUALITY = 90
_FORMATS: dict[FileType, str] = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
_DEFAULT_FRAME_MS = 100


@dataclass(frozen=True, slots=True)
class _Frame:
    image: Image.Image
    shown_ms: int


def clean_image(content: bytes, kind: FileType) -> Cleaned:
    """Raises FileRefused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are looked at here, and of broken metadata
            return _cleaned(content, kind)
    except FileRefused:
        raise
    except Image.DecompressionBombError:
        raise FileRefused("too_many_pixels", MAX_PIXELS // 1_000_000) from None
    except Exception:  # noqa: BLE001  # whatever a decoder stumbles over: it was not a sound picture
        raise FileRefused("damaged") from None


def _cleaned(content: bytes, kind: FileType) -> Cleaned:
    with Image.open(BytesIO(content), formats=[_FORMATS[kind]]) as opened:
        width, height = opened.size
        count = getattr(opened, "n_frames", 1) if kind in ("gif", "webp") else 1
        if width * height * count > MAX_PIXELS or count > MAX_FRAMES:
            raise FileRefused("too_many_pixels", MAX_PIXELS // 1_000_000)
        frames = list(_frames(opened, animated=count > 1))
    first = frames[0].image
    return Cleaned(kind, _written(frames, kind), first.width, first.height, _thumbnail(first, kind))


def _frames(opened: Image.Image, *, animated: bool) -> Iterator[_Frame]:
    profile = opened.info.get("icc_profile")
    for frame in ImageSequence.Iterator(opened) if animated else [opened]:
        shown_ms = int(frame.info.get("duration", _DEFAULT_FRAME_MS)) if animated else 0
        upright = ImageOps.exif_transpose(frame)
        yield _Frame(_bare(_in_common_colours(upright, profile)), shown_ms)


def _in_common_colours(image: Image.Image, profile: Any) -> Image.Image:
    """In sRGB, so that the profile can go and the colours stay; a profile that is of no use just goes."""
    if not isinstance(profile, bytes) or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    try:
        given, common = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, given, common, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone: no palette with words behind it, no `info`."""
    if image.mode.startswith(("I", "F")):  # more shades than a screen has
        image = image.point(lambda shade: shade / 256).convert("L")
    transparent = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    mode = "RGBA" if transparent else "L" if image.mode in ("L", "1") else "RGB"
    pixels = image.convert(mode)
    bare = Image.new(mode, pixels.size)
    bare.paste(pixels)
    return bare


def _written(frames: list[_Frame], kind: FileType) -> bytes:
    first, rest = frames[0], frames[1:]
    options: dict[str, Any] = {}
    match kind:
        case "jpeg":
            options = {"quality": _QUALITY, "optimize": True}
        case "webp":
            options = {"quality": _QUALITY}
        case _:
            pass
    if rest:
        options |= {
            "save_all": True,
            "append_images": [frame.image for frame in rest],
            "duration": [frame.shown_ms for frame in frames],
            "loop": 0,
        }
        if kind == "gif":
            options["disposal"] = 2
    written = BytesIO()
    first.image.save(written, _FORMATS[kind], **options)
    return written.getvalue()


def _thumbnail(image: Image.Image, kind: FileType) -> Cleaned | None:
    """What apps show first; None for a picture that is no larger than that."""
    if image.width <= THUMBNAIL[0] and image.height <= THUMBNAIL[1]:
        return None
    small = image.copy()
    small.thumbnail(THUMBNAIL)
    form: FileType = "jpeg" if kind == "jpeg" else "png"
    return Cleaned(form, _written([_Frame(small, 0)], form), small.width, small.height)
