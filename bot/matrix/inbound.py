"""From an event of the homeserver to a value of ours: decrypted, and proved to come from who it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import vodozemac

from bot.core.model import (
    CopyMark,
    Edit,
    EventId,
    EventRef,
    Inbound,
    Message,
    Other,
    Part,
    PollEnd,
    PollResponse,
    RoomId,
    UserId,
)
from bot.errors import Undecryptable, Untrusted
from bot.matrix.event_reader import moment_of, read_decrypted, read_in_clear
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Json, read_json
from bot.matrix.identities import Identities
from bot.matrix.machine import MEGOLM, Machine
from bot.matrix.marks import COPY_MARK


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
            return read_in_clear(ref, sender, event)
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
            opened = read_decrypted(ref, sender, event, self._decrypt(ref, event, restored, proven=False))
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
                return read_decrypted(ref, sender, event, self._decrypt(ref, event, session, proven=True)), device.id
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
            parts = tuple(
                Part(EventId(said), EventId(shown), after_others == [True])
                for said, shown, *after_others in mark.get("parts", ())
            )
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
