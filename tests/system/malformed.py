"""Events that break the specification, made from a seed: mutations of good ones, and real Olm with bad contents."""

from __future__ import annotations

import base64
import copy
import json
import random
import uuid
from collections.abc import Callable
from typing import Any

from nio.crypto import Olm

from bot.core.model import RoomId, UserId

Json = dict[str, Any]

MEGOLM = "m.megolm.v1.aes-sha2"
WORD = "zanahoria7731"
"""Stands in much of what is made here, and must never stand in a log."""
HUGE = 40_000
"""Characters; two of them still fit into an event."""


class Malformer:
    """`to_device` and `in_room` give one event each, as (type, content) that a homeserver takes from a client."""

    def __init__(self, olm: Olm, victim: UserId, room_id: RoomId, chance: random.Random) -> None:
        """`olm`: the attacker's keys, with a session to the victim's device and one in the room."""
        self._olm = olm
        self._device = next(iter(olm.device_store.active_user_devices(victim)))
        self._room_id = room_id
        self._chance = chance
        # nio would make a new one after a hundred messages, which nobody has the key of.
        self._olm.outbound_group_sessions[room_id].max_messages = 1 << 30

    @property
    def device_id(self) -> str:
        return str(self._device.id)

    def to_device(self) -> tuple[str, Json]:
        kinds: tuple[Callable[[], tuple[str, Json]], ...] = (
            self._broken_olm,
            self._broken_olm,
            self._mutated_olm,
            self._olm_with_bad_contents,
            self._olm_with_bad_contents,
            self._in_clear,
            self._in_clear,
        )
        return self._chance.choice(kinds)()

    def in_room(self) -> tuple[str, Json]:
        kinds: tuple[Callable[[], tuple[str, Json]], ...] = (
            self._mutated_megolm,
            self._megolm_with_bad_contents,
            self._megolm_with_bad_contents,
            self._redaction_or_reaction,
        )
        return self._chance.choice(kinds)()

    def strange(self, depth: int = 2) -> Any:
        """A value that nobody asked for."""
        leaves: list[Any] = [None, True, 0, -1, 2**53 - 1, "", WORD, f"\0{WORD}", "𝒳" * 300, "x" * HUGE, [], {}]
        if depth and self._chance.random() < 0.4:
            if self._chance.random() < 0.5:
                return [self.strange(depth - 1) for _ in range(self._chance.randint(1, 3))]
            keys = (WORD, "type", "body", "content", "event_id", "keys", "session_id", "m.relates_to", "")
            return {key: self.strange(depth - 1) for key in self._chance.sample(keys, 3)}
        return self._chance.choice(leaves)

    def mutated(self, good: Json) -> Json:
        """With one or two of its values gone or replaced, at any depth."""
        bad = copy.deepcopy(good)
        for _ in range(self._chance.randint(1, 2)):
            places = list(_places(bad))
            if not places:
                break
            holder, key = self._chance.choice(places)
            if self._chance.random() < 0.3:
                del holder[key]
            else:
                holder[key] = self.strange()
        return bad

    # --- to-device -----------------------------------------------------------------------------------------------

    def _broken_olm(self) -> tuple[str, Json]:
        """The envelope is right, the message inside is noise, cut off or bent."""
        event = self._encrypted("m.dummy", {})
        inner = event["ciphertext"][self._device.curve25519]
        raw = bytearray(base64.b64decode(inner["body"] + "=="))
        match self._chance.randrange(5):
            case 0:
                raw[self._chance.randrange(len(raw))] ^= 1 << self._chance.randrange(8)
            case 1:
                del raw[self._chance.randrange(len(raw)) :]
            case 2:
                raw = bytearray(self._chance.randbytes(self._chance.choice((0, 1, 40, HUGE))))
            case 3:
                inner["type"] = self._chance.choice((0, 1, 2, -1, 255))
            case _:
                event["sender_key"] = _b64(self._chance.randbytes(32))
        inner["body"] = _b64(bytes(raw))
        if self._chance.random() < 0.3:  # a one-time key that nobody has
            inner |= {"type": 0, "body": _b64(b"\3" + self._chance.randbytes(120))}
        return "m.room.encrypted", event

    def _mutated_olm(self) -> tuple[str, Json]:
        return "m.room.encrypted", self.mutated(self._encrypted("m.dummy", {}))

    def _olm_with_bad_contents(self) -> tuple[str, Json]:
        """It decrypts well; what comes out is wrong."""
        kind, content = self._secret_event()
        if self._chance.random() < 0.2:
            kind = self._chance.choice(("", "m.room.message", "m.room.encrypted", "org.example.unknown"))
        return "m.room.encrypted", self._encrypted(kind, self.mutated(content))

    def _in_clear(self) -> tuple[str, Json]:
        kind, content = self._secret_event()
        return kind, content if self._chance.random() < 0.3 else self.mutated(content)

    def _secret_event(self) -> tuple[str, Json]:
        room_key: Json = {
            "algorithm": MEGOLM,
            "room_id": self._room_id,
            "session_id": _b64(self._chance.randbytes(32)),
            "session_key": _b64(self._chance.randbytes(229)),
        }
        forwarded = room_key | {
            "sender_key": _b64(self._chance.randbytes(32)),
            "sender_claimed_ed25519_key": _b64(self._chance.randbytes(32)),
            "forwarding_curve25519_key_chain": [],
        }
        request: Json = {
            "action": "request",
            "body": room_key,
            "request_id": uuid.UUID(int=self._chance.getrandbits(128)).hex,
            "requesting_device_id": self._olm.device_id,
        }
        verification: Json = {
            "from_device": self._olm.device_id,
            "methods": ["m.sas.v1"],
            "transaction_id": "x",
            "timestamp": 0,
        }
        start = verification | {
            "method": "m.sas.v1",
            "key_agreement_protocols": ["curve25519-hkdf-sha256"],
            "hashes": ["sha256"],
            "message_authentication_codes": ["hkdf-hmac-sha256"],
            "short_authentication_string": ["emoji"],
        }
        withheld = room_key | {"code": "m.unverified", "reason": "x", "sender_key": "x"}
        return self._chance.choice(
            (
                ("m.room_key", room_key),
                ("m.forwarded_room_key", forwarded),
                ("m.room_key_request", request),
                ("m.key.verification.request", verification),
                ("m.key.verification.start", start),
                ("m.key.verification.mac", {"transaction_id": "x", "mac": {"ed25519:x": "x"}, "keys": "x"}),
                ("m.room_key.withheld", withheld),
                ("m.secret.send", {"request_id": "x", "secret": "x"}),
                ("m.dummy", {}),
            )
        )

    def _encrypted(self, kind: str, content: Json) -> Json:
        session = self._olm.session_store.get(self._device.curve25519)
        assert session is not None, "the attacker has not spoken to the bot yet"
        event: Json = self._olm._olm_encrypt(session, self._device, kind, content)
        return event

    # --- in a room -----------------------------------------------------------------------------------------------

    def _mutated_megolm(self) -> tuple[str, Json]:
        good = self._sealed({"type": "m.room.message", "content": {"msgtype": "m.text", "body": WORD}})
        good["m.relates_to"] = {"rel_type": "m.thread", "event_id": "$x", "m.in_reply_to": {"event_id": "$x"}}
        return "m.room.encrypted", self.mutated(good)

    def _megolm_with_bad_contents(self) -> tuple[str, Json]:
        """It decrypts well and comes from where it says; what it says is wrong."""
        text: Json = {
            "msgtype": "m.text",
            "body": WORD,
            "format": "org.matrix.custom.html",
            "formatted_body": f"<b>{WORD}</b>",
            "m.mentions": {"user_ids": []},
        }
        relation: Json = {"rel_type": "m.thread", "event_id": "$x", "m.in_reply_to": {"event_id": "$x"}}
        edit = text | {"m.new_content": dict(text), "m.relates_to": {"rel_type": "m.replace", "event_id": "$x"}}
        content = self._chance.choice((text, text | {"m.relates_to": relation}, edit))
        payload = self.mutated({"type": "m.room.message", "content": content})
        if self._chance.random() < 0.2:
            payload["content"] = text | {"body": f"half a \ud83d sign {WORD}"}
        return "m.room.encrypted", self._sealed(payload)

    def _redaction_or_reaction(self) -> tuple[str, Json]:
        if self._chance.random() < 0.5:
            return "m.reaction", self.mutated(
                {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$x", "key": "x"}}
            )
        return "m.room.message", self.mutated({"msgtype": "m.text", "body": WORD})

    def _sealed(self, payload: Json) -> Json:
        """As nio does it, but for text that is no Unicode as well."""
        session = self._olm.outbound_group_sessions[self._room_id]
        return {
            "algorithm": MEGOLM,
            "sender_key": self._olm.account.identity_keys["curve25519"],
            "ciphertext": session.encrypt(json.dumps(payload | {"room_id": self._room_id})),
            "session_id": session.id,
            "device_id": self._olm.device_id,
        }


def _places(value: Any) -> list[tuple[Any, Any]]:
    """(holder, key) of every value inside."""
    if isinstance(value, dict):
        inner: list[tuple[Any, Any]] = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        return []
    return [(value, key) for key, _ in inner] + [place for _, below in inner for place in _places(below)]


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")
