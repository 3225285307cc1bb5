"""What an event says, read from its content into a value of ours. All of it is foreign and may be of any shape."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.core.content import without_quote
from bot.core.files import Attachment, FileKind, StoredFile
from bot.core.model import (
    Edit,
    EventId,
    EventRef,
    Inbound,
    Message,
    Other,
    PollEnd,
    PollResponse,
    Reaction,
    Redaction,
    Text,
    TextKind,
    UserId,
    VerificationStep,
)
from bot.core.polls import words_of_poll
from bot.matrix.guards import Hostile
from bot.matrix.http import Json
from bot.matrix.marks import OUR_MARKS
from bot.matrix.polls import ENDS, RESPONSES, STARTS, answers_in, poll_in

VERIFICATION = "m.key.verification."
REACTION = "m.reaction"
STICKER = "m.sticker"

_KINDS: dict[str, TextKind] = {"m.text": "text", "m.emote": "emote", "m.notice": "notice"}
_FILE_KINDS: dict[str, FileKind] = {
    "m.image": "image",
    "m.file": "file",
    "m.video": "video",
    "m.audio": "audio",
    "m.location": "location",
}
_MOST_MENTIONS = 50
_MOST_NAME = 300


def read_in_clear(ref: EventRef, sender: UserId, event: Json) -> VerificationStep | Reaction | Redaction | Other:
    """Emoji verifications (Element sends them in clear; the emoji prove the sender), reactions (they decide nothing)
    and redactions (a homeserver can take away what it likes anyhow). Nothing else may be.
    """
    if event["type"] == "m.room.redaction":
        return Redaction(ref, sender, _event_id(redacts_of(event)))
    if event["type"] == REACTION:
        return _reaction(ref, sender, event["content"].get("m.relates_to"))
    kind = _verification_kind(event["type"], event["content"])
    if kind is None:
        raise Hostile("not_encrypted")
    return VerificationStep(ref, sender, kind, event["content"], moment_of(event))


def redacts_of(redaction: Json) -> Any:
    """From room version 11 on inside the content; some servers send only one of the two."""
    return redaction["content"].get("redacts") or redaction["redacts"]


def _reaction(ref: EventRef, sender: UserId, relation: Any) -> Reaction | Other:
    annotates = isinstance(relation, dict) and relation.get("rel_type") == "m.annotation"
    target, key = (relation.get("event_id"), relation.get("key")) if annotates else (None, None)
    if not isinstance(target, str) or not isinstance(key, str):
        return Other(ref, sender, "not_speech")
    return Reaction(ref, sender, EventId(target), key)


def moment_of(event: Json) -> datetime:
    return datetime.fromtimestamp(event["origin_server_ts"] / 1000, UTC)


def read_decrypted(ref: EventRef, sender: UserId, event: Json, payload: Json) -> Inbound:
    """`payload`: what was inside the event."""
    content = payload["content"]
    # The relation is outside; some clients keep it inside as well.
    relation = event["content"].get("m.relates_to") or content.get("m.relates_to") or {}
    if not isinstance(content, dict):
        return Other(ref, sender, "not_speech")
    sent_at = moment_of(event)
    step = _verification_kind(payload["type"], content)
    if step is not None:
        whole = content | ({"m.relates_to": relation} if relation else {})
        return VerificationStep(ref, sender, step, whole, sent_at)
    if payload["type"] == REACTION:
        return _reaction(ref, sender, relation)
    new_content = content.get("m.new_content")
    if any(key.startswith(OUR_MARKS) for key in (*content, *(new_content if isinstance(new_content, dict) else ()))):
        return Other(
            ref, sender, "marked"
        )  # said by a bot of this kind: two in one room would answer each other for ever
    if payload["type"] in (*STARTS, *RESPONSES, *ENDS):
        return _polling(ref, sender, sent_at, payload["type"], content, relation)
    if payload["type"] == STICKER:
        return Message(ref, sender, sent_at, Text(""), file=Attachment("sticker", "", None))
    if payload["type"] != "m.room.message":
        return Other(ref, sender, "not_speech")
    return _speech(ref, sender, sent_at, content, relation)


def _speech(ref: EventRef, sender: UserId, sent_at: datetime, content: Json, relation: Json) -> Message | Edit | Other:
    if relation.get("rel_type") == "m.replace":
        new = _text(content["m.new_content"]) or _caption(content["m.new_content"])
        target = _event_id(relation["event_id"])
        return Edit(ref, sender, sent_at, target, new) if new else Other(ref, sender, "not_speech")
    file = _attachment(content)
    text = _caption(content) if file is not None else _text(content)
    if text is None:
        return Other(ref, sender, "not_speech")
    if text.kind == "notice":
        return Other(ref, sender, "notice")
    reply_to, thread = _refers_to(relation)
    return Message(ref, sender, sent_at, text, reply_to, thread, mentions=_mentions(content), file=file)


def _refers_to(relation: Json) -> tuple[EventId | None, EventId | None]:
    """What a message answers, and the thread it stands in."""
    in_thread = relation.get("rel_type") == "m.thread"
    reply = relation.get("m.in_reply_to", {}).get("event_id")
    falls_back = in_thread and relation.get("is_falling_back") is True
    reply_to = EventId(reply) if isinstance(reply, str) and not falls_back else None
    return reply_to, _event_id(relation["event_id"]) if in_thread else None


def _polling(
    ref: EventRef, sender: UserId, sent_at: datetime, kind: str, content: Json, relation: Json
) -> Message | Edit | PollResponse | PollEnd | Other:
    """A poll, a new version of one, a vote or an end."""
    if kind in STARTS:
        edits = relation.get("rel_type") == "m.replace"
        poll = poll_in(content["m.new_content"] if edits else content)
        if poll is None:
            return Other(ref, sender, "not_speech")
        text = words_of_poll(poll)
        if edits:
            return Edit(ref, sender, sent_at, _event_id(relation["event_id"]), text, poll=poll)
        reply_to, thread = _refers_to(relation)
        return Message(ref, sender, sent_at, text, reply_to, thread, mentions=_mentions(content), poll=poll)
    if relation.get("rel_type") != "m.reference":
        return Other(ref, sender, "not_speech")
    target = _event_id(relation["event_id"])
    if kind in ENDS:
        return PollEnd(ref, sender, sent_at, target)
    return PollResponse(ref, sender, sent_at, target, answers_in(content))


def _mentions(content: Json) -> tuple[UserId, ...]:
    """A mention of the whole room is left out: it would ring three rooms where its author meant one."""
    mentions = content.get("m.mentions")
    user_ids = mentions.get("user_ids") if isinstance(mentions, dict) else None
    if not isinstance(user_ids, list):
        return ()
    named = dict.fromkeys(user_id for user_id in user_ids if isinstance(user_id, str) and user_id.startswith("@"))
    return tuple(UserId(user_id) for user_id in list(named)[:_MOST_MENTIONS])


def _verification_kind(event_type: str, content: Json) -> str | None:
    """Which step of an emoji verification this is; a request is a message, so that old clients show its text."""
    if event_type == "m.room.message" and content.get("msgtype") == f"{VERIFICATION}request":
        return "request"
    is_step = event_type.startswith(VERIFICATION) and event_type != f"{VERIFICATION}request"
    return event_type.removeprefix(VERIFICATION) if is_step else None


def _event_id(value: Any) -> EventId:
    if not isinstance(value, str):
        raise Hostile("event_id")
    return EventId(value)


def _text(content: Json) -> Text | None:
    kind = _KINDS.get(content["msgtype"])
    if kind is None:
        return None
    body = content["body"]
    if not isinstance(body, str):
        raise Hostile("body_not_text")
    html = content.get("formatted_body")
    formatted = content.get("format") == "org.matrix.custom.html" and isinstance(html, str)
    # A command stands at the beginning of what its sender wrote, and the quote may be in another language.
    return Text(without_quote(body), html if formatted else None, kind)


def _attachment(content: Json) -> Attachment | None:
    kind = _FILE_KINDS.get(content["msgtype"])
    if kind is None:
        return None
    name = content.get("filename") or content.get("body")
    info = content.get("info")
    size = info.get("size") if isinstance(info, dict) else None
    return Attachment(
        kind,
        name[:_MOST_NAME] if isinstance(name, str) and kind != "location" else "",
        _stored(content.get("file")),
        size if isinstance(size, int) and size >= 0 else None,
    )


def _stored(file: Any) -> StoredFile | None:
    """Version 2 of encrypted attachments; what lies open in an encrypted room is nothing that we take."""
    if not isinstance(file, dict) or file.get("v") != "v2":
        return None
    key, hashes = file.get("key"), file.get("hashes")
    if not isinstance(key, dict) or key.get("alg") != "A256CTR" or not isinstance(hashes, dict):
        return None
    found = [file.get("url"), key.get("k"), file.get("iv"), hashes.get("sha256")]
    parts = [part for part in found if isinstance(part, str)]
    return StoredFile(*parts) if parts == found else None


def _caption(content: Json) -> Text | None:
    """What was written to a file; None where there is no file.

    It is the body only where the name stands elsewhere (specification: "Media captions").
    """
    kind = _FILE_KINDS.get(content["msgtype"])
    if kind is None:
        return None
    body, name = content.get("body"), content.get("filename")
    if kind == "location" or not isinstance(body, str) or not isinstance(name, str) or body == name:
        return Text("")
    html = content.get("formatted_body")
    formatted = content.get("format") == "org.matrix.custom.html" and isinstance(html, str)
    return Text(body, html if formatted else None)
