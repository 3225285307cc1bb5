"""From an event of the homeserver to a value of ours: decrypted, and proved to come from who it says."""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import UTC, datetime
from typing import Any

import vodozemac

from bot.core.model import CopyMark, Edit, EventId, EventRef, Inbound, Message, Other, RoomId, Text, TextKind, UserId
from bot.errors import Undecryptable, Untrusted
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Json
from bot.matrix.machine import Machine

COPY_MARK = "org.trinational.copy"

_KINDS: dict[str, TextKind] = {"m.text": "text", "m.emote": "emote", "m.notice": "notice"}
_REMEMBERED_INDICES = 100_000


class Opener:
    """Decrypts events of encrypted rooms. An event is proved by the device whose key made its session."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._seen: OrderedDict[tuple[str, int], EventId] = OrderedDict()

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
            raise Hostile("not_encrypted")
        if sender == self._machine.user_id:
            return Other(ref, sender, "own")
        session, payload = self._decrypt(room_id, event)
        if session.forwarding_chain:
            raise Hostile("forwarded_key")
        if self._machine.device_of_session(sender, session) is None:
            raise Hostile("session_of_another_device")
        return _to_inbound(ref, sender, event, payload)

    def own_mark(self, room_id: RoomId, event: Json) -> CopyMark | None:
        """The copy mark inside an event of our own, None when it has none or cannot be read."""

        def read() -> CopyMark | None:
            if event["sender"] != self._machine.user_id or event["type"] != "m.room.encrypted":
                return None
            content = self._decrypt(room_id, event)[1]["content"]
            mark = content.get("m.new_content", content)[COPY_MARK]
            source = EventRef(RoomId(mark["room_id"]), EventId(mark["event_id"]))
            return CopyMark(source, EventId(mark["revision"]), bool(mark["final"]))

        try:
            return guarded(read)
        except (Hostile, Undecryptable):
            return None

    def _decrypt(self, room_id: RoomId, event: Json) -> tuple[Any, Json]:
        content = event["content"]
        if content["algorithm"] != "m.megolm.v1.aes-sha2":
            raise Hostile("unknown_algorithm")
        session = self._machine.inbound_session(room_id, content["session_id"], content.get("sender_key"))
        if session is None:
            raise Undecryptable(str(content["session_id"]))
        try:
            plaintext, index = session.decrypt(content["ciphertext"])
        except vodozemac.MegolmDecryptionException:
            if event["sender"] != self._machine.user_id and session.first_known_index > 0:
                # The key starts after this message; an older one may still come.
                raise Undecryptable(str(content["session_id"])) from None
            raise
        payload: Json = json.loads(plaintext)
        if payload["room_id"] != room_id:
            raise Hostile("room_of_another_event")
        self._refuse_replay((str(session.id), index), EventId(event["event_id"]))
        return session, payload

    def _refuse_replay(self, index: tuple[str, int], event_id: EventId) -> None:
        """One message index stands for one event (specification: "Message authentication" of Megolm)."""
        if self._seen.setdefault(index, event_id) != event_id:
            raise Hostile("replayed")
        self._seen.move_to_end(index)
        if len(self._seen) > _REMEMBERED_INDICES:
            self._seen.popitem(last=False)


def _to_inbound(ref: EventRef, sender: UserId, event: Json, payload: Json) -> Inbound:
    content = payload["content"]
    # The relation is outside; some clients keep it inside as well.
    relation = event["content"].get("m.relates_to") or content.get("m.relates_to") or {}
    if payload["type"] != "m.room.message" or not isinstance(content, dict):
        return Other(ref, sender, "not_speech")
    sent_at = datetime.fromtimestamp(event["origin_server_ts"] / 1000, UTC)
    if relation.get("rel_type") == "m.replace":
        new = _text(content["m.new_content"])
        target = EventId(relation["event_id"])
        return Edit(ref, sender, sent_at, target, new) if new else Other(ref, sender, "not_speech")
    text = _text(content)
    if text is None:
        return Other(ref, sender, "not_speech")
    if text.kind == "notice":
        return Other(ref, sender, "notice")
    in_thread = relation.get("rel_type") == "m.thread"
    reply = relation.get("m.in_reply_to", {}).get("event_id")
    falls_back = in_thread and relation.get("is_falling_back") is True
    return Message(
        ref,
        sender,
        sent_at,
        text,
        reply_to=EventId(reply) if isinstance(reply, str) and not falls_back else None,
        thread=EventId(relation["event_id"]) if in_thread else None,
    )


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
