"""Everything the bot says is noted by id, with what or whom it is about, so that all of it can be deleted later.

This is done where an event leaves, not by each part that says something: what nobody thought of is noted as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.model import EventId, EventRef, Member, Outgoing, UserId
from bot.core.relay import sending_id
from bot.handlers.direct_chats import DirectChats
from bot.matrix.marks import ANNOUNCEMENT_MARK
from bot.ports import Clock
from bot.store.said import SaidStore

_USER_ID = re.compile(r"@[^\s:@<>\"'&?]+:[A-Za-z0-9.\-]+(?::[0-9]+)?")


class Track:
    """Copies are in the map already, and are left out.

    A person counts as meant by an answer in their direct chat, by their user id, and by their name as a whole word: it
    is better that another Ana's card goes than that Ana's stays. What goes to all rooms is meant for nobody, so there
    a name alone, which may be that of a town, does not count.
    """

    def __init__(self, said: SaidStore, direct: DirectChats, members: Mapping[UserId, Member], clock: Clock) -> None:
        self._said = said
        self._direct = direct
        self._members = members
        self._clock = clock

    async def sending(self, outgoing: Outgoing) -> None:
        """Noted before it leaves: whoever is killed before the answer finds it again (`Settling`)."""
        if self._is_noted(outgoing):
            await self._note(outgoing, sending_id(outgoing.room_id, outgoing.txn_id))

    async def sent(self, outgoing: Outgoing, event_id: EventId) -> None:
        if self._is_noted(outgoing):
            await self._note(outgoing, event_id)
            await self._said.settle(sending_id(outgoing.room_id, outgoing.txn_id), event_id)

    def _is_noted(self, outgoing: Outgoing) -> bool:
        is_copy = outgoing.mark is not None or outgoing.ends_poll is not None
        return not is_copy or self._direct.is_direct(outgoing.room_id) is not None

    async def _note(self, outgoing: Outgoing, event_id: EventId) -> None:
        person = self._direct.is_direct(outgoing.room_id)
        people = {*_named(outgoing), *outgoing.mentions} | ({person} if person else set())
        if ANNOUNCEMENT_MARK not in outgoing.extra:
            people |= self._called_by_name(outgoing)
        events = [*outgoing.about]
        if outgoing.reply_to is not None:
            events.append(EventRef(outgoing.room_id, outgoing.reply_to))
        await self._said.add(EventRef(outgoing.room_id, event_id), events, people, self._clock.now())

    async def redacted(self, ref: EventRef) -> None:
        await self._said.remove(ref.event_id)

    def _called_by_name(self, outgoing: Outgoing) -> set[UserId]:
        words = f"{outgoing.body.plain}\n{outgoing.body.html}"
        return {
            member.user_id
            for member in self._members.values()
            if member.name and member.name in words and _stands_alone(member.name, words)
        }


def _named(outgoing: Outgoing) -> set[UserId]:
    """Also in a link, where a client may have put `%40` and `%3A`."""
    words = f"{outgoing.body.plain}\n{outgoing.body.html}".replace("%40", "@").replace("%3A", ":")
    return {UserId(found.rstrip(".")) for found in _USER_ID.findall(words)}


def _stands_alone(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
