"""nio's Olm machine, with what it gets wrong mended.

Only nio's cryptographic part is used: Olm sessions, Megolm sessions, device lists and their store. Line numbers
in comments are of nio 0.26 `crypto/olm_machine.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from nio.crypto import InboundGroupSession, Olm, OlmDevice, OutboundSession
from nio.events.to_device import OlmEvent, RoomKeyEvent

from bot.core.model import RoomId, UserId
from bot.logs import get_logger
from bot.matrix.crypto_store import open_crypto_store
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Json

log = get_logger(__name__)

MEGOLM = "m.megolm.v1.aes-sha2"
MAX_TO_DEVICE_BYTES = 64 * 1024
MAX_NAME_CHARACTERS = 255


class Machine(Olm):  # type: ignore[misc]  # nio is untyped here
    """One device's keys. Every method that reads what others sent raises nothing but Hostile."""

    on_verification: Callable[[Json], None] | None = None
    """Where `m.key.verification.*` events go; it neither raises nor waits."""

    on_room_key: Callable[[], None] | None = None
    """Called when a room key is new here, our own too; it neither raises nor waits."""

    _own_devices: set[tuple[str, str]]

    @classmethod
    def open(cls, folder: Path, user_id: UserId, device_id: str, key: bytes) -> Machine:
        """Load or create this device's keys in `folder`."""
        machine = cls(user_id, device_id, open_crypto_store(folder, user_id, device_id, key))
        own = machine.account.identity_keys
        machine._own_devices = machine.store.room_key_rows.note_own_device(own["curve25519"], own["ed25519"])
        return machine

    def close(self) -> None:
        self.store.database.close()

    @property
    def ed25519(self) -> str:
        return str(self.account.identity_keys["ed25519"])

    def handle_key_verification(self, event: object) -> None:
        """Ignore it: nio's emoji verification does not work with Element and must not answer by itself."""

    def take_to_device(self, events: Iterable[object]) -> set[str]:
        """Read the to-device part of a sync; gives the ids of the Megolm sessions that arrived.

        In one transaction of the key store: an Olm session that moved on without its room key being stored
        would lose that key for good when the process is killed between the two.
        """
        arrived: set[str] = set()
        with self.store.database.atomic():
            for event in events:
                try:
                    session_id = guarded(partial(self._take_olm, event))
                except Hostile as error:
                    log.warning("to_device.rejected", rule=str(error))
                else:
                    if session_id:
                        arrived.add(session_id)
        return arrived

    def _take_olm(self, event: Any) -> str | None:
        if isinstance(event, dict) and str(event.get("type")).startswith("m.key.verification."):
            self._pass_on_verification(event)
            return None
        if not isinstance(event, dict) or event.get("type") != "m.room.encrypted":
            return None
        parsed = OlmEvent.from_dict(event)
        if not isinstance(parsed, OlmEvent) or len(str(event["content"])) > MAX_TO_DEVICE_BYTES:
            raise Hostile("malformed_olm_event")
        result = self.handle_to_device_event(parsed)
        return str(result.session_id) if isinstance(result, RoomKeyEvent) else None

    def _pass_on_verification(self, event: Json) -> None:
        """Clear text by design: what it proves is proved by the emoji."""
        if len(str(event)) > MAX_TO_DEVICE_BYTES:
            raise Hostile("verification_too_big")
        if self.on_verification is not None:
            self.on_verification(event)

    def new_fallback_key(self) -> Json:
        """A signed fallback key, for when all one-time keys are taken (specification: "One-time and fallback keys")."""
        account = self.account._account
        account.generate_fallback_key()
        ((key_id, key),) = account.fallback_key.items()
        payload: Json = {"key": key.to_base64(), "fallback": True}
        signature = self.sign_json(payload)
        payload["signatures"] = {self.user_id: {f"ed25519:{self.device_id}": signature}}
        return {f"signed_curve25519:{key_id}": payload}

    def wedged(self) -> list[OlmDevice]:
        """Devices whose Olm messages could no longer be read; asked once each, at most hourly (nio :1034)."""
        found = list(self.wedged_devices)
        self.wedged_devices.clear()
        return found

    def create_session(self, one_time_key: str, curve_key: str) -> OutboundSession:
        """An Olm session to a device.

        nio writes the account with all its keys each time (:926), which an outbound session does not change.
        """
        session = OutboundSession(self.account, curve_key, one_time_key)
        self.session_store.add(curve_key, session)
        self.save_session(curve_key, session)
        return session

    def olm_message(self, device: OlmDevice, event_type: str, content: Json) -> Json:
        """An Olm-encrypted to-device content; there must be a session."""
        message: Json = self._olm_encrypt(self.session_store.get(device.curve25519), device, event_type, content)
        return message

    def create_group_session(
        self, sender_key: str, sender_fp_key: str, room_id: str, session_id: str, session_key: str
    ) -> None:
        """Store a room key, unless the one that is here reaches further back.

        nio replaces it (:932): a key that is shared again later would make older messages unreadable.
        """
        known = self.inbound_group_store.get(room_id, sender_key, session_id)
        if known is not None:
            offered = InboundGroupSession(session_key, sender_fp_key, sender_key, room_id)
            if offered.id != session_id or offered.first_known_index >= known.first_known_index:
                return
        super().create_group_session(sender_key, sender_fp_key, room_id, session_id, session_key)
        if self.on_room_key is not None:
            self.on_room_key()

    def _handle_forwarded_room_key_event(self, sender: str, sender_key: str, payload: Json) -> None:
        """Ignore it: this device never asks for keys, and a forwarded one is anybody's word about who wrote what."""

    def restore_room_key(self, room_id: RoomId, session_id: str, data: Any) -> bool:
        """Take a key out of a backup: it reads old events, and proves of none who sent it. True when it was of use.

        `data` as in a backup (specification: "m.megolm_backup.v1.curve25519-aes-sha2", SessionData).
        """
        try:
            return guarded(partial(self._restore, room_id, session_id, data))
        except Hostile as error:
            log.warning("room_key.not_restored", rule=str(error))
            return False

    def _restore(self, room_id: RoomId, session_id: str, data: Json) -> bool:
        if data["algorithm"] != MEGOLM:
            raise Hostile("unknown_algorithm")
        names = (room_id, session_id, data["sender_key"], data["sender_claimed_keys"]["ed25519"])
        if not all(isinstance(name, str) and 0 < len(name) <= MAX_NAME_CHARACTERS for name in names):
            raise Hostile("wrong_types")
        session = InboundGroupSession.import_session(data["session_key"], names[3], names[2], room_id)
        if session.id != session_id:
            raise Hostile("key_of_another_session")
        known = self.store.room_keys.restored(room_id, session_id)
        if known is not None and known.first_known_index <= session.first_known_index:
            return False
        self.store.room_keys.save(session, proven=False)
        return True

    def restored_session(self, room_id: RoomId, session_id: str) -> Any | None:
        """A Megolm session that was restored; what it says about its maker is hearsay."""
        return self.store.room_keys.restored(room_id, session_id)

    def room_key(self, room_id: str, session_id: str) -> InboundGroupSession | None:
        """The key of that session that reaches furthest back, for the backup; whose it is, is not told."""
        found = self.proven_sessions(RoomId(room_id), session_id)
        restored = self.restored_session(RoomId(room_id), session_id)
        candidates = [*found, restored] if restored is not None else found
        return min(candidates, key=lambda session: int(session.first_known_index), default=None)

    def forget_room_key(self, room_id: str, session_id: str, now: int) -> None:
        """Delete every key of that session, for good; `now` in seconds since 1970."""
        with self.store.database.atomic():
            self.store.room_keys.delete(room_id, session_id)
            self.store.room_key_rows.records.mark_gone(room_id, session_id, now)

    def key_gone_at(self, room_id: str, session_id: str) -> datetime | None:
        """When the key of that session was deleted because of its age."""
        seconds: int | None = self.store.room_key_rows.records.gone_at(room_id, session_id)
        return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None

    def is_sent_with(self, room_id: str, session_id: str) -> bool:
        """True for the session that our own next message has."""
        session = self.outbound_group_sessions.get(room_id)
        return session is not None and session.id == session_id

    def proven_sessions(self, room_id: RoomId, session_id: str) -> list[InboundGroupSession]:
        """The Megolm sessions of that id, each from a device that sent us its key in an Olm message.

        Anybody in the room can send us the key of somebody else: only `device_of_session` tells who made it.
        """
        found: list[InboundGroupSession] = self.store.room_keys.proven(room_id, session_id)
        return found

    def device_of_session(self, user_id: UserId, session: Any) -> OlmDevice | None:
        """The device of `user_id` that made a Megolm session, proved by both of its keys."""
        device = self.device_store.device_from_sender_key(user_id, session.sender_key)
        return device if device is not None and device.ed25519 == session.ed25519 else None

    def is_own_session(self, session: Any) -> bool:
        """True when this device made it, or one that this store belonged to before a new login."""
        return (session.sender_key, session.ed25519) in self._own_devices

    def event_at(self, session_id: str, number: int) -> str | None:
        """The event that a message index of a session stands for, also from before a restart."""
        event_id: str | None = self.store.room_key_rows.event_at(session_id, number)
        return event_id

    def note_event(self, session_id: str, number: int, event_id: str) -> None:
        self.store.room_key_rows.note_event(session_id, number, event_id)
