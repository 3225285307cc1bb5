"""One verification of another person's identity, step by step (specification: "Key verification framework").

    request → ready → start → accept → key → key → [people compare] → mac → mac → done → done

Pure: what comes in changes the state and gives what to send; time, network and people are outside. Nothing but
`confirm` ever says that the emoji are the same. What breaks a rule ends this verification and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import vodozemac

from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Json
from bot.matrix.sas import KeyPair, Party, SharedSecret, ShortString, commitment
from bot.matrix.verification_terms import (
    CODES,
    METHOD,
    OVER,
    Broken,
    Kind,
    Phase,
    Send,
    TheirKeys,
    acceptance,
    accepted,
    device_id,
    offer,
    offered,
)


@dataclass
class Flow:
    """Made by `request` or `answer`."""

    own: Party
    own_keys: Mapping[str, str]
    """Of this device and our identity: key id -> unpadded base64."""
    other_user: str
    transaction_id: str
    """In a room: the event id of the request."""
    in_room: bool
    phase: Phase
    other_device: str | None = None
    their_keys: TheirKeys | None = None
    short_string: ShortString | None = None
    with_emoji: bool = True
    """False when the other side can show numbers only."""
    cancel_code: str | None = None
    cancelled_by_them: bool = False
    _keys: KeyPair = field(default_factory=KeyPair)
    _secret: SharedSecret | None = None
    _start: Json = field(default_factory=dict)
    _we_started: bool = False
    _commitment: str = ""
    _their_mac: Json | None = None

    @classmethod
    def request(
        cls, own: Party, own_keys: Mapping[str, str], other_user: str, transaction_id: str, *, in_room: bool
    ) -> Flow:
        """We asked for it. What is sent for that is not made here, since a room gives the id afterwards."""
        return cls(own, own_keys, other_user, transaction_id, in_room, Phase.REQUESTED)

    @classmethod
    def answer(
        cls,
        own: Party,
        own_keys: Mapping[str, str],
        other: Party,
        transaction_id: str,
        methods: object,
        *,
        in_room: bool,
    ) -> tuple[Flow, list[Send]]:
        """They asked for it."""
        flow = cls(own, own_keys, other.user_id, transaction_id, in_room, Phase.READY, other.device_id)
        if not isinstance(methods, list) or METHOD not in methods:
            return flow, flow.cancel("m.unknown_method")
        return flow, [flow._send("ready", {"from_device": own.device_id, "methods": [METHOD]})]

    @property
    def over(self) -> bool:
        return self.phase in OVER

    def take(self, kind: str, content: Any) -> list[Send]:
        """One message of the other side. Never raises."""
        if self.over:
            return []
        try:
            return guarded(partial(self._take, kind, content))
        except Broken as broken:
            return self.cancel(broken.code)
        except Hostile:
            return self.cancel("m.invalid_message")

    def identify(self, keys: TheirKeys) -> None:
        """What the homeserver tells about the other side; without it nobody can confirm."""
        self.their_keys = keys

    @property
    def can_confirm(self) -> bool:
        return self.phase is Phase.COMPARING and self.their_keys is not None

    def confirm(self) -> list[Send]:
        """A person says that both sides show the same. Without effect when there is nothing to compare."""
        if not self.can_confirm or self._secret is None:
            return []
        self.phase = Phase.CONFIRMED
        content = self._secret.authenticate(self.own_keys, self.own, self._other(), self.transaction_id)
        sends = [self._send("mac", content)]
        return sends + self.take("mac", self._their_mac) if self._their_mac is not None else sends

    def differ(self) -> list[Send]:
        """A person says that they are not the same, or wants no more of it."""
        return self.cancel("m.mismatched_sas" if self.phase is Phase.COMPARING else "m.user")

    def cancel(self, code: str) -> list[Send]:
        """From our side. Without effect when it is over."""
        if self.over:
            return []
        self.phase, self.cancel_code = Phase.CANCELLED, code
        return [self._send("cancel", {"code": code, "reason": code.removeprefix("m.").replace("_", " ")})]

    # --- what comes in -------------------------------------------------------------------------------------------

    def _take(self, kind: str, content: Json) -> list[Send]:
        steps: Mapping[tuple[str, Phase], Callable[[Json], list[Send]]] = {
            ("ready", Phase.REQUESTED): self._ready,
            ("start", Phase.READY): self._started,
            ("start", Phase.STARTED): self._started_by_both,
            ("accept", Phase.STARTED): self._accepted,
            ("key", Phase.ACCEPTED): self._key_after_accept,
            ("key", Phase.KEY_SENT): self._key_after_ours,
            ("mac", Phase.COMPARING): self._mac_before_ours,
            ("mac", Phase.CONFIRMED): self._mac_after_ours,
            ("done", Phase.CLOSING): self._done,
        }
        if kind == "cancel":
            code = content["code"]
            self.phase, self.cancelled_by_them = Phase.CANCELLED, True
            self.cancel_code = code if code in CODES else "m.user"
            return []
        step = steps.get((kind, self.phase))
        if step is None:
            raise Broken("m.unexpected_message")
        return step(content)

    def _ready(self, content: Json) -> list[Send]:
        self.other_device = device_id(content)
        if METHOD not in content["methods"]:
            raise Broken("m.unknown_method")
        self._start = self._addressed(offer(self.own.device_id))
        self._we_started, self.phase = True, Phase.STARTED
        return [Send("start", self._start)]

    def _started_by_both(self, content: Json) -> list[Send]:
        """Of two starts the one of the smaller user id counts, then of the smaller device id."""
        device = device_id(content)
        if (self.own.user_id, self.own.device_id) < (self.other_user, device):
            return []
        return self._started(content)

    def _started(self, content: Json) -> list[Send]:
        if device_id(content) != self.other_device:
            raise Broken("m.invalid_message")
        short_strings = offered(content)
        self._start, self._we_started, self.phase = content, False, Phase.ACCEPTED
        self.with_emoji = "emoji" in short_strings
        accept = acceptance(short_strings, commitment(self._keys.public, content))
        return [self._send("accept", accept)]

    def _accepted(self, content: Json) -> list[Send]:
        short_strings = accepted(content)
        self._commitment, self.with_emoji, self.phase = content["commitment"], "emoji" in short_strings, Phase.KEY_SENT
        return [self._send("key", {"key": self._keys.public})]

    def _key_after_accept(self, content: Json) -> list[Send]:
        self._agree(vodozemac.Curve25519PublicKey.from_base64(content["key"]))
        return [self._send("key", {"key": self._keys.public})]

    def _key_after_ours(self, content: Json) -> list[Send]:
        key = vodozemac.Curve25519PublicKey.from_base64(content["key"])
        if commitment(key.to_base64(), self._start) != self._commitment.rstrip("="):
            raise Broken("m.mismatched_commitment")
        self._agree(key)
        return []

    def _agree(self, key: vodozemac.Curve25519PublicKey) -> None:
        self._secret = self._keys.agree(key)
        ours, theirs = (self.own, self._keys.public), (self._other(), key.to_base64())
        starter, accepter = (ours, theirs) if self._we_started else (theirs, ours)
        self.short_string = self._secret.short_string(*starter, *accepter, self.transaction_id)
        self.phase = Phase.COMPARING

    def _mac_before_ours(self, content: Json) -> list[Send]:
        if self._their_mac is not None:
            raise Broken("m.unexpected_message")
        self._their_mac = content
        return []

    def _mac_after_ours(self, content: Json) -> list[Send]:
        if self._secret is None or self.their_keys is None:
            raise Broken("m.unexpected_message")
        keys = self.their_keys
        wanted = {f"ed25519:{self.other_device}": keys.device_key, f"ed25519:{keys.master_key}": keys.master_key}
        # A device that is named like the identity could stand in for it.
        if len(wanted) < 2 or self._proved(self._secret, content, wanted) != wanted.keys():
            raise Broken("m.key_mismatch")
        self.phase = Phase.CLOSING
        return [self._send("done", {})]

    def _proved(self, secret: SharedSecret, content: Json, wanted: Mapping[str, str]) -> frozenset[str]:
        try:
            return guarded(lambda: secret.authenticated(content, wanted, self._other(), self.own, self.transaction_id))
        except Hostile:
            raise Broken("m.key_mismatch") from None

    def _done(self, _content: Json) -> list[Send]:
        self.phase = Phase.DONE
        return []

    # --- what goes out -------------------------------------------------------------------------------------------

    def _other(self) -> Party:
        if self.other_device is None:
            raise Broken("m.unexpected_message")
        return Party(self.other_user, self.other_device)

    def _send(self, kind: Kind, content: Json) -> Send:
        return Send(kind, self._addressed(content))

    def _addressed(self, content: Json) -> Json:
        if self.in_room:
            return content | {"m.relates_to": {"rel_type": "m.reference", "event_id": self.transaction_id}}
        return content | {"transaction_id": self.transaction_id}
