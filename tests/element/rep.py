"""A rep as the tests see one: what Element would do, and what Element would show."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self, cast

from tests.element.host import ElementHost

COPY = "org.trinational.copy"
ANSWER = "org.trinational.answer"

WAIT_S = 15.0
ANSWER_MARGIN_S = 5.0

Membership = Literal["join", "invite", "leave", "ban", "knock"]
Content = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Seen:
    """An event the way this rep's client has it.

    `content` is what is on the screen: after an edit the new content. `failure` says why it could not be decrypted.
    `shield` is None for what came in clear, else NONE, GREY or RED; `shield_reason` says why.
    """

    event_id: str
    room_id: str
    sender: str
    type: str
    sent_at_ms: int
    content: Content
    original_content: Content
    wire_content: Content
    encrypted: bool
    failure: str | None
    shield: str | None
    shield_reason: str | None
    redacted: bool
    replaced_by: str | None

    @classmethod
    def parse(cls, value: object) -> Self:
        fields = dict(cast(Mapping[str, object], value))
        shield = cast(Mapping[str, str | None] | None, fields.pop("shield")) or {}
        return cls(shield=shield.get("colour"), shield_reason=shield.get("reason"), **fields)  # type: ignore[arg-type]

    @property
    def body(self) -> str:
        return str(self.content.get("body", ""))

    @property
    def html(self) -> str:
        return str(self.content.get("formatted_body", ""))

    @property
    def trusted(self) -> bool:
        """Decrypted, and Element puts no shield beside it."""
        return self.encrypted and self.failure is None and self.shield == "NONE"

    @property
    def relation(self) -> Mapping[str, object]:
        """`m.relates_to`, from the clear part of the event; servers and clients look there."""
        return cast(Mapping[str, object], self.wire_content.get("m.relates_to", {}))

    @property
    def replies_to(self) -> str | None:
        inner = cast(Mapping[str, str], self.relation.get("m.in_reply_to", {}))
        return inner.get("event_id")

    @property
    def copy_of(self) -> str | None:
        """Source event id of a bot's copy; on an edited copy the mark of the edit."""
        mark = cast(Mapping[str, str], self.content.get(COPY, {}))
        return mark.get("event_id")


@dataclass(frozen=True, slots=True)
class SeenPoll:
    """A poll as Element's own model has it."""

    question: str
    keys: list[str]
    answers: list[str]
    disclosed: bool
    ended: bool


class ElementRep:
    """One account on one new device of Element's stack; every call is bounded in time."""

    def __init__(self, host: ElementHost, handle: str, user_id: str, device_id: str, access_token: str) -> None:
        self._host = host
        self._handle = handle
        self.user_id = user_id
        self.device_id = device_id
        self.access_token = access_token

    @classmethod
    async def start(
        cls,
        host: ElementHost,
        homeserver: str,
        user: str,
        password: str,
        *,
        only_signed: bool = True,
        cross_sign: bool = True,
    ) -> Self:
        """Log in, cross-sign the device, sync.

        `only_signed` is Element's "exclude insecure devices" (MSC4153). `cross_sign=False` leaves this device
        unsigned; so does not work twice for one account, whose first device holds the keys.
        """
        handle = host.new_handle(user)
        started = cast(
            dict[str, str],
            await host.call(
                handle,
                "start",
                homeserver=homeserver,
                user=user,
                password=password,
                onlySigned=only_signed,
                crossSign=cross_sign,
            ),
        )
        return cls(host, handle, started["user_id"], started["device_id"], started["access_token"])

    async def stop(self, *, logout: bool = True) -> None:
        """Stop syncing; `logout` removes the device from the account."""
        await self._call("stop", logout=logout)

    async def create_room(
        self,
        name: str,
        invite: Sequence[str] = (),
        *,
        encrypted: bool = True,
        options: Mapping[str, object] | None = None,
    ) -> str:
        """Gives the room id. `options` go into the body of /createRoom, over what Element sends."""
        return str(
            await self._call(
                "createRoom", name=name, invite=list(invite), encrypted=encrypted, options=dict(options or {})
            )
        )

    async def invite(self, room: str, user: str) -> None:
        await self._call("invite", room=room, user=user)

    async def join(self, room: str) -> None:
        await self._call("join", room=room)

    async def leave(self, room: str) -> None:
        await self._call("leave", room=room)

    async def kick(self, room: str, user: str, reason: str | None = None) -> None:
        await self._call("kick", room=room, user=user, reason=reason)

    async def members(self, room: str) -> dict[str, Membership]:
        return cast(dict[str, Membership], await self._call("members", room=room))

    async def rooms(self) -> dict[str, Membership]:
        """Own membership in every room known."""
        return cast(dict[str, Membership], await self._call("rooms"))

    async def send(
        self, room: str, content: Content, event_type: str = "m.room.message", txn: str | None = None
    ) -> str:
        """Any event, encrypted where the room is; gives the event id."""
        return str(await self._call("send", room=room, type=event_type, content=dict(content), txn=txn))

    async def send_file(self, room: str, content: Content, data: bytes) -> str:
        """Encrypted as Element does it; `content` is what stands beside the file. Gives the event id."""
        encoded = base64.b64encode(data).decode()
        return str(await self._call("sendFile", room=room, content=dict(content), bytes=encoded))

    async def read_file(self, file: object) -> bytes:
        """What the `file` of a message leads to. Raises ElementError when it is not what its hash says."""
        return base64.b64decode(str(await self._call("readFile", file=file)))

    async def say(self, room: str, body: str, *, html: str | None = None, msgtype: str = "m.text") -> str:
        return await self.send(room, message(body, html, msgtype))

    async def emote(self, room: str, body: str) -> str:
        return await self.say(room, body, msgtype="m.emote")

    async def notice(self, room: str, body: str) -> str:
        return await self.say(room, body, msgtype="m.notice")

    async def reply(self, room: str, target: Seen | str, body: str, *, mention: str | None = None) -> str:
        """As Element sends one since 2024: no quoted text in the body, the author mentioned when given."""
        event_id = target if isinstance(target, str) else target.event_id
        mentions = {"user_ids": [mention]} if mention else {}
        relation = {"m.in_reply_to": {"event_id": event_id}}
        return await self.send(room, {**message(body), "m.mentions": mentions, "m.relates_to": relation})

    async def reply_in_thread(self, room: str, root: str, body: str) -> str:
        relation = {
            "rel_type": "m.thread",
            "event_id": root,
            "is_falling_back": True,
            "m.in_reply_to": {"event_id": root},
        }
        return await self.send(room, {**message(body), "m.relates_to": relation})

    async def react(self, room: str, event_id: str, emoji: str) -> str:
        relation = {"rel_type": "m.annotation", "event_id": event_id, "key": emoji}
        return await self.send(room, {"m.relates_to": relation}, event_type="m.reaction")

    async def edit(self, room: str, event_id: str, body: str, *, html: str | None = None) -> str:
        """Gives the id of the edit's own event."""
        fallback = message(f"* {body}", None if html is None else f"* {html}")
        relation = {"rel_type": "m.replace", "event_id": event_id}
        return await self.send(room, {**fallback, "m.new_content": message(body, html), "m.relates_to": relation})

    async def redact(self, room: str, event_id: str, reason: str | None = None) -> str:
        return str(await self._call("redact", room=room, event=event_id, reason=reason))

    async def ask(self, room: str, question: str, answers: Sequence[str]) -> str:
        """A poll as Element's form makes it; gives its event id."""
        return await self._poll_event(room, "start", question, list(answers))

    async def vote(self, room: str, poll: str, *keys: str) -> str:
        return await self._poll_event(room, "response", list(keys), poll)

    async def end_poll(self, room: str, poll: str) -> str:
        return await self._poll_event(room, "end", poll, "The poll has ended.")

    async def _poll_event(self, room: str, kind: str, *args: object) -> str:
        return str(await self._call("pollEvent", room=room, kind=kind, args=list(args)))

    async def poll(self, room: str, poll: str, *, ended: bool = False) -> SeenPoll:
        """`ended`: waits until it is."""
        found = await self._call("poll", room=room, event=poll, ended=ended)
        return SeenPoll(**cast(dict[str, Any], found))

    async def send_in_clear(self, room: str, content: Content, event_type: str = "m.room.message") -> str:
        """Past the encryption, as a careless client would."""
        path = f"/_matrix/client/v3/rooms/{room}/send/{event_type}/{secrets.token_hex(8)}"
        answer = cast(dict[str, str], await self.request("PUT", path, body=content))
        return answer["event_id"]

    async def request(
        self, method: str, path: str, *, query: Mapping[str, str] | None = None, body: object = None
    ) -> object:
        """Any request of the client-server API with this rep's token. Raises ElementError."""
        return await self._call("request", method=method, path=path, query=query, body=body)

    async def set_up_recovery(self) -> str:
        """Secret storage and key backup, as Element's "Set up recovery"; gives the recovery key."""
        return str(await self._call("recovery", step="setUp"))

    async def unlock(self, recovery_key: str) -> dict[str, object]:
        """As Element's "Enter recovery key", and all room keys out of the backup; says what the key opened."""
        return cast(dict[str, object], await self._call("recovery", step="unlock", key=recovery_key))

    async def timeline(self, room: str) -> list[Seen]:
        """What the client has of the room, oldest first, edits and state events included."""
        return [Seen.parse(value) for value in cast(list[object], await self._call("timeline", room=room))]

    async def messages(self, room: str) -> list[Seen]:
        """The timeline as a person reads it: no state, no events that only change others, nothing deleted."""
        return [
            seen
            for seen in await self.timeline(room)
            if not seen.redacted
            and seen.relation.get("rel_type") != "m.replace"
            and (seen.type in {"m.room.message", "m.room.encrypted"} or seen.failure is not None)
        ]

    async def wait(self, room: str, within_s: float = WAIT_S, **where: object) -> Seen:
        """The first event of the room that is as asked; the keys are the conditions of seen.mjs.

        Raises TimeoutError with what there is instead.
        """
        timeout_ms = int(within_s * 1000)
        found = await self._call(
            "wait", within_s=within_s + ANSWER_MARGIN_S, room=room, where=where, timeout_ms=timeout_ms
        )
        return Seen.parse(found)

    async def wait_copy(self, room: str, source: str, within_s: float = WAIT_S, **where: object) -> Seen:
        """The bot's copy of the event `source` of another room."""
        return await self.wait(room, within_s, mark=[COPY, source], **where)

    async def wait_answer(self, room: str, asked: str, within_s: float = WAIT_S) -> Seen:
        """The bot's answer to the command `asked`."""
        return await self.wait(room, within_s, mark=[ANSWER, asked])

    async def wait_member(
        self, room: str, user: str, membership: Membership = "join", within_s: float = WAIT_S
    ) -> None:
        await self._call(
            "waitMember",
            within_s=within_s + ANSWER_MARGIN_S,
            room=room,
            user=user,
            membership=membership,
            timeout_ms=int(within_s * 1000),
        )

    async def wait_user(self, user: str, within_s: float = WAIT_S, **status: bool) -> None:
        """Until the keys of `user_status` given have these values."""
        await self._call(
            "waitUser",
            within_s=within_s + ANSWER_MARGIN_S,
            user=user,
            status=status,
            timeout_ms=int(within_s * 1000),
        )

    async def user_status(self, user: str) -> dict[str, bool]:
        """`known`, `needs_approval` (the identity changed: Element's alarm), `verified`, `verified_before`."""
        return cast(dict[str, bool], await self._call("userStatus", user=user))

    async def device_status(self, user: str, device: str) -> dict[str, bool] | None:
        """`signed_by_owner`, `verified`; None for an unknown device."""
        return cast(dict[str, bool] | None, await self._call("deviceStatus", user=user, device=device))

    async def _call(self, operation: str, within_s: float = 30.0, **args: object) -> object:
        return await self._host.call(self._handle, operation, within_s, **args)


def message(body: str, formatted: str | None = None, msgtype: str = "m.text") -> dict[str, object]:
    """Message content as Element writes it; `formatted` is HTML."""
    content: dict[str, object] = {"msgtype": msgtype, "body": body, "m.mentions": {}}
    if formatted is not None:
        content |= {"format": "org.matrix.custom.html", "formatted_body": formatted}
    return content
