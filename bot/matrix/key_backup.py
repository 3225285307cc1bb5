"""Room keys on the homeserver, encrypted for a key that only the recovery key gives back.

Specification: client-server API, "Server-side key backups", algorithm `m.megolm_backup.v1.curve25519-aes-sha2`. What is
in a backup proves nothing: whoever knows its public key, the homeserver for one, can put keys into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import vodozemac

from bot.core.model import RoomId
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Http, Json, owed, path_of, read_json
from bot.matrix.secret_storage import from_base64
from bot.matrix.signing import canonical_json, unpadded_base64

log = get_logger(__name__)

ALGORITHM = "m.megolm_backup.v1.curve25519-aes-sha2"
_DOWNLOAD_S = 300.0


@dataclass(frozen=True, slots=True)
class BackupVersion:
    version: str
    public_key: str
    """Unpadded base64; empty for an algorithm that is not ours."""


@dataclass(frozen=True, slots=True)
class BackedUpKey:
    room_id: RoomId
    session_id: str
    data: Json
    """SessionData of the specification, still unchecked."""


def public_key_of(private: bytes) -> str:
    return unpadded_base64(vodozemac.Curve25519SecretKey.from_bytes(private).public_key().to_bytes())


def seal(public_key: str, session: Any) -> Json:
    """A nio InboundGroupSession as KeyBackupData."""
    data = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "forwarding_curve25519_key_chain": [],
        "sender_key": session.sender_key,
        "sender_claimed_keys": {"ed25519": session.ed25519},
        "session_key": session.export_session(session.first_known_index),
    }
    receiver = vodozemac.PkEncryption.from_key(vodozemac.Curve25519PublicKey.from_base64(public_key))
    message = receiver.encrypt(canonical_json(data))
    return {
        "first_message_index": session.first_known_index,
        "forwarded_count": 0,
        "is_verified": False,
        "session_data": {
            "ciphertext": unpadded_base64(message.ciphertext),
            "mac": unpadded_base64(message.mac),
            "ephemeral": unpadded_base64(message.ephemeral_key),
        },
    }


def unseal(private: vodozemac.PkDecryption, entry: Json) -> Json:
    """Raises Hostile, or what broken input raises."""
    sealed = entry["session_data"]
    message = vodozemac.Message(*(from_base64(sealed[part]) for part in ("ciphertext", "mac", "ephemeral")))
    data = read_json(private.decrypt(message).decode())
    if not isinstance(data, dict):
        raise Hostile("wrong_types")
    return data


class KeyBackup:
    """The newest backup version of the account."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def current(self) -> BackupVersion | None:
        """Raises MatrixError."""
        try:
            answer = await self._http.persist("GET", path_of("room_keys", "version"))
        except MatrixError as error:
            if error.status != 404:
                raise
            return None
        auth_data = answer.get("auth_data")
        is_known = answer.get("algorithm") == ALGORITHM and isinstance(auth_data, dict)
        public_key = auth_data.get("public_key") if is_known and isinstance(auth_data, dict) else None
        return BackupVersion(str(answer.get("version")), str(public_key or "").rstrip("="))

    async def create(self, auth_data: Json) -> str:
        """A new, empty version; `auth_data` holds the public key and is signed. Raises MatrixError."""
        body = {"algorithm": ALGORITHM, "auth_data": auth_data}
        answer = await self._http.persist("POST", path_of("room_keys", "version"), body)
        log.info("backup.created")
        return owed(answer, "version")

    async def drop(self, version: str) -> None:
        """Delete a whole version; one that is gone counts as done. Raises MatrixError."""
        await self._delete(path_of("room_keys", "version", version))

    async def upload(self, backup: BackupVersion, sessions: Iterable[Any]) -> None:
        """Add nio InboundGroupSessions. Raises MatrixError; 403 or 404 when the version is no longer the newest."""
        rooms: dict[str, Json] = {}
        for session in sessions:
            room = rooms.setdefault(session.room_id, {"sessions": {}})
            room["sessions"][session.id] = seal(backup.public_key, session)
        query = {"version": backup.version}
        await self._http.persist("PUT", path_of("room_keys", "keys"), {"rooms": rooms}, query=query)

    async def forget(self, backup: BackupVersion, room_id: str, session_id: str) -> None:
        """Delete one key; one that is not there counts as done. Raises MatrixError."""
        await self._delete(path_of("room_keys", "keys", room_id, session_id), {"version": backup.version})

    async def download(self, version: str, private: bytes) -> Iterator[BackedUpKey | None]:
        """Everything that is there; None for each key that does not open. Raises MatrixError."""
        query = {"version": version}
        answer = await self._http.persist("GET", path_of("room_keys", "keys"), timeout_s=_DOWNLOAD_S, query=query)
        return _opened(answer, vodozemac.PkDecryption.from_key(vodozemac.Curve25519SecretKey.from_bytes(private)))

    async def _delete(self, path: str, query: dict[str, str] | None = None) -> None:
        try:
            await self._http.persist("DELETE", path, query=query)
        except MatrixError as error:
            if error.status != 404:
                raise


def _opened(answer: Json, private: vodozemac.PkDecryption) -> Iterator[BackedUpKey | None]:
    rooms = answer.get("rooms")
    for room_id, room in rooms.items() if isinstance(rooms, dict) else ():
        sessions = room.get("sessions") if isinstance(room, dict) else None
        for session_id, entry in sessions.items() if isinstance(sessions, dict) else ():
            try:
                data = guarded(partial(unseal, private, entry))
            except Hostile as error:
                log.warning("backup.key_unreadable", rule=str(error))
                yield None
            else:
                yield BackedUpKey(RoomId(room_id), str(session_id), data)
