"""From a value of ours to the content of a Matrix event."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot.core.files import CleanFile
from bot.core.model import EventId, Outgoing
from bot.core.relay import sending_id
from bot.core.rendering import attribution
from bot.matrix.http import Json
from bot.matrix.marks import COPY_MARK, SENDING_MARK
from bot.matrix.polls import POLL_END, POLL_START, end_content, start_content

_MSGTYPES = {"text": "m.text", "emote": "m.emote", "notice": "m.notice"}


def event_type_of(outgoing: Outgoing) -> str:
    if outgoing.ends_poll is not None:
        return POLL_END
    return POLL_START if outgoing.poll is not None else "m.room.message"


def content_of(outgoing: Outgoing, kept: Json | None = None) -> Json:
    """The plain content; an edit of a message carries it twice (specification: "Event replacements").

    `kept`: for an edit that changes a file's caption, what `file_part` gives of the event that it edits.
    """
    return _related(outgoing, _message(outgoing) | (kept or {})) | {
        SENDING_MARK: sending_id(outgoing.room_id, outgoing.txn_id)
    }


def _related(outgoing: Outgoing, content: Json) -> Json:
    if outgoing.ends_poll is not None:
        return content | {"m.relates_to": {"rel_type": "m.reference", "event_id": outgoing.ends_poll}}
    if outgoing.replaces is not None and outgoing.poll is not None:
        relation = {"rel_type": "m.replace", "event_id": outgoing.replaces}
        return {"m.new_content": content, "m.mentions": {}, "m.relates_to": relation}
    if outgoing.replaces is None:
        relation = _relation(outgoing)
        return content | {"m.relates_to": relation} if relation else content
    return {
        "msgtype": _MSGTYPES[outgoing.kind],
        "body": f"* {outgoing.body.plain}",
        "format": "org.matrix.custom.html",
        "formatted_body": f"* {outgoing.body.html}",
        "m.mentions": {},
        "m.new_content": content,
        "m.relates_to": {"rel_type": "m.replace", "event_id": outgoing.replaces},
    }


def _message(outgoing: Outgoing) -> Json:
    # Mentions are always there: without them a client guesses from the text and rings the wrong people.
    mentions: Json = {"user_ids": list(outgoing.mentions)} if outgoing.mentions else {}
    content: Json = {**_words(outgoing), "m.mentions": mentions, **outgoing.extra}
    if outgoing.mark is not None:
        content[COPY_MARK] = {
            "room_id": outgoing.mark.source.room_id,
            "event_id": outgoing.mark.source.event_id,
            "revision": outgoing.mark.revision,
            "final": outgoing.mark.final,
        }
        if outgoing.mark.result:
            content[COPY_MARK]["result"] = True
        if outgoing.mark.parts:
            content[COPY_MARK]["parts"] = [
                [part.source, part.revision, *([True] if part.after_others else [])] for part in outgoing.mark.parts
            ]
    if outgoing.file is not None:
        content |= _file(outgoing.file)
    if outgoing.speaker is not None:
        # MSC4144; the name stands in the text as well (`has_fallback`), because few clients show the profile yet.
        content["com.beeper.per_message_profile"] = {
            "id": hashlib.sha256(f"{outgoing.room_id} {outgoing.speaker.user_id}".encode()).hexdigest()[:16],
            "displayname": attribution(replace(outgoing.speaker, organisation=None)),
            "has_fallback": True,
        }
    return content


def _words(outgoing: Outgoing) -> Json:
    if outgoing.ends_poll is not None:
        return end_content(outgoing.body)
    if outgoing.poll is not None:
        return start_content(outgoing.poll, outgoing.body)
    return {
        "msgtype": _MSGTYPES[outgoing.kind],
        "body": outgoing.body.plain,
        "format": "org.matrix.custom.html",
        "formatted_body": outgoing.body.html,
    }


def _relation(outgoing: Outgoing) -> Json:
    if outgoing.thread is not None:
        reply: EventId = outgoing.reply_to or outgoing.thread
        return {
            "rel_type": "m.thread",
            "event_id": outgoing.thread,
            "m.in_reply_to": {"event_id": reply},
            "is_falling_back": outgoing.reply_to is None,
        }
    return {"m.in_reply_to": {"event_id": outgoing.reply_to}} if outgoing.reply_to else {}


def _file(file: CleanFile) -> Json:
    """With `filename` the body is a caption (specification: "Media captions")."""
    return {"msgtype": f"m.{file.kind}", "filename": file.name, "file": _stored(file), "info": _info(file)}


def _info(file: CleanFile) -> Json:
    info: Json = {"mimetype": file.mimetype, "size": file.size_bytes}
    if file.width and file.height:
        info |= {"w": file.width, "h": file.height}
    if file.thumbnail is not None:
        info |= {"thumbnail_file": _stored(file.thumbnail), "thumbnail_info": _info(file.thumbnail)}
    return info


def _stored(file: CleanFile) -> Json:
    return {
        "v": "v2",
        "url": file.stored.url,
        "key": {"kty": "oct", "key_ops": ["encrypt", "decrypt"], "alg": "A256CTR", "k": file.stored.key, "ext": True},
        "iv": file.stored.iv,
        "hashes": {"sha256": file.stored.sha256},
        "mimetype": file.mimetype,
    }


def file_part(content: Json) -> Json:
    """What in an event of ours makes it a file."""
    return {key: content[key] for key in ("msgtype", "filename", "file", "info")}
