"""nio's Olm machine, with what it gets wrong mended.

Only nio's cryptographic part is used: Olm sessions, Megolm sessions, device lists and their store. Line numbers
in comments are of nio 0.26 `crypto/olm_machine.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from nio.crypto import InboundGroupSession, Olm, OlmDevice
from nio.events.to_device import OlmEvent, RoomKeyEvent

from bot.core.model import RoomId, UserId
from bot.logs import get_logger
from bot.matrix.crypto_store import open_crypto_store
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Json

log = get_logger(__name__)

MAX_TO_DEVICE_BYTES = 64 * 1024


class Machine(Olm):  # type: ignore[misc]  # nio is untyped here
    """One device's keys. Every method that reads what others sent raises nothing but Hostile."""

    on_verification: Callable[[Json], None] | None = None
    """Where `m.key.verification.*` events go; it neither raises nor waits."""

    @classmethod
    def open(cls, folder: Path, user_id: UserId, device_id: str, key: bytes) -> Machine:
        """Load or create this device's keys in `folder`."""
        return cls(user_id, device_id, open_crypto_store(folder, user_id, device_id, key))

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

    def inbound_session(self, room_id: RoomId, session_id: str, sender: UserId, sender_key: str | None) -> Any | None:
        """The Megolm session of an event. `sender_key` in events is deprecated and may be absent (:1363).

        Then the session of one of the sender's devices goes first: anybody else in the room may have sent us the
        same room key, and their name must not push the true one aside.
        """
        if sender_key is not None:
            return self.inbound_group_store.get(room_id, sender_key, session_id)
        by_key = self.inbound_group_store[room_id].values()
        found = [sessions[session_id] for sessions in by_key if session_id in sessions]
        return next((each for each in found if self.device_of_session(sender, each)), found[0] if found else None)

    def device_of_session(self, user_id: UserId, session: Any) -> OlmDevice | None:
        """The device of `user_id` that made a Megolm session, proved by both of its keys."""
        device = self.device_store.device_from_sender_key(user_id, session.sender_key)
        return device if device is not None and device.ed25519 == session.ed25519 else None

    def is_own_session(self, session: Any) -> bool:
        return bool(session.ed25519 == self.ed25519)
