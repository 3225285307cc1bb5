"""Every room: what is weaker than it should be, and whose devices get no keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.config import Settings
from bot.core.model import KeyPolicy, RoomId, UserId
from bot.core.room_rules import Weakness, weaknesses
from bot.core.words import N_
from bot.doctor.device import keys_of
from bot.doctor.finding import Finding, failure, ok, warning
from bot.errors import MatrixError
from bot.matrix.http import Http, path_of
from bot.matrix.identities import Identities
from bot.matrix.room_state import RoomState
from bot.sentences import Msgid, Said

_WORDS: Mapping[Weakness, tuple[Msgid, Msgid]] = {
    "not_encrypted": (
        N_("It is not encrypted: nothing is relayed there."),
        N_("Security & Privacy: turn on encryption"),
    ),
    "history": (
        N_("Whoever comes later reads what was said before."),
        N_("Security & Privacy: history for members only, since they were invited"),
    ),
    "join_rule": (
        N_("People can come in uninvited."),
        N_("Security & Privacy: private, by invitation only"),
    ),
    "guests": (
        N_("Guests without an account may come in."),
        N_("Security & Privacy: do not allow guests"),
    ),
    "few_coordinators": (
        N_("Fewer than two coordinators have full power there."),
        N_("the invited ones accept; else Roles & Permissions: make a second coordinator an administrator"),
    ),
    "others_invite": (
        N_("Others than coordinators may invite."),
        N_("Roles & Permissions: only administrators invite"),
    ),
    "bot_without_power": (
        N_("The bot cannot delete messages or remove a lost phone there."),
        N_("Roles & Permissions: make the bot an administrator"),
    ),
}


async def rooms(http: Http, settings: Settings) -> list[Finding]:
    """Raises MatrixError when the homeserver does not answer."""
    bot, found = settings.account.user_id, list[Finding]()
    policies: dict[UserId, KeyPolicy] = {}
    for name, room_id, policy in _listed(settings):
        state = await _state(http, room_id)
        if state is None or bot not in state.present():  # of a room that was left, the last state is still told
            found.append(
                failure(
                    "room",
                    Said(N_("%(room)s: the bot is not in it."), room=name),
                    Said(N_("invite the bot there, in Element")),
                )
            )
            continue
        found += judged(name, state, settings)
        for user in state.readers() - {bot}:
            policies[user] = policy if policies.get(user) != "cross-signed" else "cross-signed"
    return [*found, *await _devices(http, policies)]


def _listed(settings: Settings) -> Iterator[tuple[str, RoomId, KeyPolicy]]:
    for channel in settings.channels:
        for room in channel.rooms:
            yield channel.title_of(room.room_id), room.room_id, channel.keys
    if settings.operators_room is not None:
        yield Said(N_("operators' room")), settings.operators_room, "cross-signed"


async def _state(http: Http, room_id: RoomId) -> RoomState | None:
    try:
        events, _ = await http.look(path_of("rooms", room_id, "state"))
    except MatrixError as error:
        if error.status not in (403, 404):
            raise
        return None
    state = RoomState(room_id)
    for event in events if isinstance(events, list) else ():
        state.apply(event)
    return state


def judged(name: str, state: RoomState, settings: Settings) -> list[Finding]:
    coordinators = [member.user_id for member in settings.members.values() if member.role == "coordinator"]
    people = state.present()
    found = weaknesses(state.present_rules(), people, coordinators, settings.account.user_id)
    if not found:
        sentence = N_("%(room)s: encrypted, history and power as they should be (people: %(count)s).")
        return [ok("room", Said(sentence, room=name, count=str(len(people))))]
    return [_weakness(name, weakness) for weakness in found]


def _weakness(name: str, weakness: Weakness) -> Finding:
    text, mend = _WORDS[weakness]
    level = failure if weakness == "not_encrypted" else warning
    mended = Said(N_("in Element, room settings, %(click)s"), click=Said(mend))
    return level("room", Said(N_("%(room)s: %(weakness)s"), room=name, weakness=Said(text)), mended)


async def _devices(http: Http, policies: Mapping[UserId, KeyPolicy]) -> list[Finding]:
    if not policies:
        return []
    answer = await keys_of(http, sorted(policies))
    identities, found = Identities(), list[Finding]()
    for user in sorted(policies):
        identities.take(user, answer)
        devices = (answer.get("device_keys") or {}).get(user) or {}
        bare = sorted(device for device in devices if not identities.has_signed(user, device))
        if bare and policies[user] == "cross-signed":
            sentence = N_("%(user)s: %(bare)s of %(count)s devices are not verified by their owner and get no keys.")
            text = Said(sentence, user=user, bare=str(len(bare)), count=str(len(devices)))
            mend = Said(
                N_("the person, in Element: Settings, Sessions: verify each, or sign out of those no longer used")
            )
            found.append(warning("devices", text, mend))
    everybody = Said(N_("Every device gets keys (people: %(count)s)."), count=str(len(policies)))
    return found or [ok("devices", everybody)]
