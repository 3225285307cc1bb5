"""Which files may leave a room, what they are called in the others, and what is looked at before they do.

What stands inside a file is looked at by nobody: that is its sender's to do, who confirms it once (`file_consent`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.core.blocks import Line, Lines, Node, Words
from bot.core.characters import shortened, single_line
from bot.core.content import Document, parse
from bot.core.file_types import FileRefused, Form, Refusal
from bot.core.files import Attachment
from bot.core.model import Channel, Edit, Message, RoomId
from bot.core.words import N_

MEGABYTE = 1024 * 1024
DEFAULT_MAX_BYTES = 20 * MEGABYTE
MAX_NAME = 80
"""Characters, the ending left out."""

SENTENCES: Mapping[Refusal, str] = {
    "off": N_("Files stay in their room: in this channel I pass none on. What you write goes on as always."),
    "testimony": N_("This room takes testimony: files never leave it."),
    "audio": N_("Voice messages and sound are never passed on: a voice tells who speaks. They stay in this room."),
    "video": N_(
        "Videos are not passed on: I cannot take out of them where, when and by whom they were made."
        " They stay in this room."
    ),
    "location": N_("Places are never passed on: yours stays in this room."),
    "sticker": N_("Stickers stay in this room. An emoji reaches the others, in a message or as a reaction."),
    "unknown": N_(
        "I cannot pass this file on, it stays in this room. I pass on pictures (JPEG, PNG, GIF, WebP), PDF, and"
        " documents of Word, Excel, PowerPoint (.docx, .xlsx, .pptx) and LibreOffice (.odt, .ods, .odp)."
    ),
    "too_large": N_("This file is too large to be passed on; the limit is %(limit)s MB. It stays in this room."),
    "too_many_pixels": N_(
        "This picture has too many pixels to be passed on; at most %(limit)s million. Please send a smaller one."
    ),
    "damaged": N_("I could not read this file whole, so I do not pass it on. It may be damaged: please save it anew."),
    "password": N_("This file is protected with a password, so I cannot clean it. I do not pass it on."),
    "active": N_(
        "This document has macros, signatures, embedded files or other parts that I cannot clean."
        " I do not pass it on. A PDF of it can be sent."
    ),
    "comments": N_(
        "This document has comments or tracked changes, which tell who wrote what. I do not pass it on."
        " Please accept or remove all of them and send it again."
    ),
    "links": N_(
        "This document fetches something from elsewhere when it is opened, which tells who reads it."
        " I do not pass it on. A PDF of it can be sent."
    ),
    "not_encrypted": N_("Your app did not encrypt this file, so I do not pass it on. Please send it from Element."),
    "not_the_file": N_("What the server has is not the file that you sent. I do not pass it on: please send it again."),
    "gone": N_("The server no longer has this file, so I cannot pass it on. Please send it again."),
}

_KINDS_REFUSED: Mapping[str, Refusal] = {"audio": "audio", "video": "video", "location": "location"}

# What cameras and apps name by themselves: such a name says nothing but when, and with what, a picture was made.
_BY_ITSELF = re.compile(
    r"(?:(?:img|image|imagen|dsc[fn]?|pxl|vid|wa|whatsapp|signal|telegram|photo|foto|screenshot|captura|capture|scan|"
    r"de|pantalla|d|ecran|écran|at|am|pm|a|las|la|from|document|doc|file|unnamed|received|fb|mvimg|burst|edit|copy)"
    r"|[\W\d_])*",
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile(r"[_\-.+~()\[\]{}]+")
_CASE_EDGE = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-ZÁÉÍÓÚÑÇÀÂÈÊÎÔÛÜ])")
_ENDING = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,5}$")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u2028\u2029]+")


def refusal(file: Attachment, channel: Channel, room_id: RoomId) -> FileRefused | None:
    """Why a file that was sent in that room of a channel stays there, as far as that is known unread."""
    if channel.takes_testimony(room_id):
        return FileRefused("testimony")
    if file.kind == "sticker":
        return FileRefused("sticker")
    if not channel.attachments:
        return FileRefused("off")
    if file.kind in _KINDS_REFUSED:
        return FileRefused(_KINDS_REFUSED[file.kind])
    if file.stored is None:
        return FileRefused("not_encrypted")
    if file.claimed_bytes is not None and file.claimed_bytes > channel.attachments:
        return FileRefused("too_large", channel.attachments // MEGABYTE)
    return None


def clean_name(name: str, form: Form) -> str:
    """What a copy's file is called: one line, no path, the ending that fits; neutral where a camera named it."""
    own = re.split(r"[/\\]", name)[-1]
    stem = single_line(_UNSAFE.sub(" ", own)).strip(" .")
    stem = _ENDING.sub("", stem).rstrip(" .")
    if _BY_ITSELF.fullmatch(stem):
        return neutral_name(form)
    return f"{shortened(stem, MAX_NAME)}.{form.ending}"


def neutral_name(form: Form) -> str:
    return f"{'image' if form.kind == 'image' else 'document'}.{form.ending}"


def screened(event: Message | Edit) -> Document:
    """What of an event could tell who somebody is, as far as it is text: the words, then a file's name."""
    document = parse(event.text)
    line = _name_line(event)
    return Document((*document.nodes, line)) if line is not None else document


def apart(event: Message | Edit, masked: Document) -> tuple[Document, bool]:
    """Of a masked `screened` document: the words, and whether the name of the file was masked."""
    line = _name_line(event)
    if line is None:
        return masked, False
    return replace(masked, nodes=masked.nodes[:-1]), masked.nodes[-1:] != (line,)


def _name_line(event: Message | Edit) -> Node | None:
    """The name of a file as words: "Lista_JuanPérez.pdf" has to be read as people read it."""
    if not isinstance(event, Message) or event.file is None:
        return None
    words = _CASE_EDGE.sub(" ", _BETWEEN_WORDS.sub(" ", single_line(event.file.name))).strip()
    return Lines((Line((Words(words),)),)) if words else None
