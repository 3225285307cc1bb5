"""From an event of the homeserver to a value of ours: decrypted, and proved to come from who it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import vodozemac

from bot.core.model import (
    Attachment,
    CopyMark,
    Edit,
    EventId,
    EventRef,
    FileKind,
    Inbound,
    Message,
    Other,
    Part,
    PollEnd,
    PollResponse,
    Reaction,
    Redaction,
    RoomId,
    StoredFile,
    Text,
    TextKind,
    UserId,
    VerificationStep,
)
from bot.core.polls import words_of_poll
from bot.errors import Undecryptable, Untrusted
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Json, read_json
from bot.matrix.identities import Identities
from bot.matrix.machine import MEGOLM, Machine
from bot.matrix.polls import ENDS, RESPONSES, STARTS, answers_in, poll_in

COPY_MARK = "org.trinational.copy"
ANNOUNCEMENT_MARK = "org.trinational.announcement"
OUR_MARKS = "org.trinational."
"""What this bot sends as speech carries a key that begins so (the rest are notices); bridges pass unknown keys on."""
VERIFICATION = "m.key.verification."
REACTION = "m.reaction"

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


class Opener:
    """Decrypts events of encrypted rooms. An event is proved by the device whose key made its session."""

    def __init__(self, machine: Machine, identities: Identities) -> None:
        self._machine = machine
        self._identities = identities

    def open(self, room_id: RoomId, event: Any) -> Inbound:
        """Read one event of an encrypted room.

        Raises Undecryptable (no room key) or Untrusted (its sender, device and session do not belong together,
        it is not encrypted, or it breaks the specification).
        """
        try:
            return guarded(lambda: self._open(room_id, event))
        except Hostile as error:
            raise Untrusted(str(error)) from None

    def _open(self, room_id: RoomId, event: Json) -> Inbound:
        ref = EventRef(room_id, EventId(event["event_id"]))
        sender = UserId(event["sender"])
        if "redacted_because" in event.get("unsigned", {}) or not event["content"]:
            return Other(ref, sender, "redacted")
        if event["type"] != "m.room.encrypted":
            return _in_clear(ref, sender, event)
        if sender == self._machine.user_id:
            return Other(ref, sender, "own")
        try:
            opened, device_id = self._open_proven(ref, sender, event)
        except Undecryptable:
            session_id = event["content"]["session_id"]
            restored = self._machine.restored_session(room_id, session_id)
            if restored is None:
                gone_at = self._machine.key_gone_at(room_id, session_id)
                if gone_at is not None and moment_of(event) < gone_at:
                    return Other(ref, sender, "expired")
                raise
            opened = _to_inbound(ref, sender, event, self._decrypt(ref, event, restored, proven=False))
            if isinstance(opened, PollResponse):
                return replace(opened, answers=None)
            if isinstance(opened, PollEnd):
                raise Undecryptable(session_id, sender) from None
            return replace(opened, unproven_session=str(restored.id)) if isinstance(opened, Message | Edit) else opened
        if isinstance(opened, Message | PollResponse | PollEnd):
            return replace(opened, signed_device=self._identities.has_signed(sender, device_id))
        return opened

    def _open_proven(self, ref: EventRef, sender: UserId, event: Json) -> tuple[Inbound, str]:
        """Read it with a key that the sender's own device sent us; gives that device too.

        Raises Undecryptable when that key is not here.
        """
        content = event["content"]
        sender_key = content.get("sender_key")  # deprecated: it may be absent, and anybody can write it
        sessions = [
            session
            for session in self._sessions(ref.room_id, content)
            if sender_key is None or session.sender_key == sender_key
        ]
        for session in sessions:
            device = self._machine.device_of_session(sender, session)
            if device is not None:
                return _to_inbound(ref, sender, event, self._decrypt(ref, event, session, proven=True)), device.id
        if sessions and sender_key is not None:
            raise Hostile("session_of_another_device")
        # Somebody else sent us this very key. Either the event is theirs, or the sender's own is still to come.
        raise Undecryptable(str(content["session_id"]), sender, others_have_it=bool(sessions))

    @property
    def user_id(self) -> str:
        return str(self._machine.user_id)

    def own_mark(self, room_id: RoomId, event: Json) -> CopyMark | None:
        """The copy mark inside an event of our own, None when it has none or cannot be read."""

        def read() -> CopyMark:
            content = self.own_content(room_id, event)
            mark = content.get("m.new_content", content)[COPY_MARK]
            source = EventRef(RoomId(mark["room_id"]), EventId(mark["event_id"]))
            parts = tuple(Part(EventId(said), EventId(shown)) for said, shown in mark.get("parts", ()))
            return CopyMark(source, EventId(mark["revision"]), bool(mark["final"]), mark.get("result") is True, parts)

        try:
            return guarded(read)
        except (Hostile, Undecryptable):
            return None

    def own_content(self, room_id: RoomId, event: Json) -> Json:
        """The content of an event of our own, empty when it is none or cannot be read.

        A restored key will do: what a mark leads to is done to our own event.
        """

        def read() -> Json:
            if event["sender"] != self._machine.user_id or event["type"] != "m.room.encrypted":
                return {}
            ref = EventRef(room_id, EventId(event["event_id"]))
            sessions = self._sessions(room_id, event["content"])
            # A homeserver can put our name on anybody's event.
            own = next((session for session in sessions if self._machine.is_own_session(session)), None)
            session = own or self._machine.restored_session(room_id, event["content"]["session_id"])
            if session is None:
                return {}
            content = self._decrypt(ref, event, session, proven=own is not None)["content"]
            return content if isinstance(content, dict) else {}

        try:
            return guarded(read)
        except (Hostile, Undecryptable):
            return {}

    def _sessions(self, room_id: RoomId, content: Json) -> list[Any]:
        if content["algorithm"] != MEGOLM:
            raise Hostile("unknown_algorithm")
        return self._machine.proven_sessions(room_id, content["session_id"])

    def _decrypt(self, ref: EventRef, event: Json, session: Any, *, proven: bool) -> Json:
        try:
            plaintext, index = session.decrypt(event["content"]["ciphertext"])
        except vodozemac.MegolmDecryptionException:
            if session.first_known_index > 0 or not proven:
                # The key starts after this message, or was a bad one in the backup: the true one may still come.
                raise Undecryptable(str(session.id), str(event["sender"])) from None
            raise
        payload: Json = read_json(plaintext)
        if payload["room_id"] != ref.room_id:
            raise Hostile("room_of_another_event")
        self._refuse_replay(str(session.id), index, ref.event_id, proven=proven)
        return payload

    def _refuse_replay(self, session_id: str, index: int, event_id: EventId, *, proven: bool) -> None:
        """One message index stands for one event (specification: "Message authentication" of Megolm).

        Only a proved event takes its place: a copy of the ciphertext under another name would push the true one out.
        """
        known = self._machine.event_at(session_id, index)
        if known is None and proven:
            self._machine.note_event(session_id, index, event_id)
        elif known not in (None, event_id):
            raise Hostile("replayed")


def _in_clear(ref: EventRef, sender: UserId, event: Json) -> VerificationStep | Reaction | Redaction | Other:
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


def _to_inbound(ref: EventRef, sender: UserId, event: Json, payload: Json) -> Inbound:
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
    if payload["type"] != "m.room.message":
        return Other(ref, sender, "not_speech")
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
    return Text(body, html if formatted else None, kind)


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
