"""The detectors, with what is no secret in this network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from bot.core.content import Document
from bot.core.model import Channel, Language, Member, RoomId, UserId
from bot.core.screening import Detectors, Finding, FindingKind, Known, Strength, screen, words_of
from bot.core.visible_text import Mark, masked, visible_text
from bot.core.words import N_
from bot.i18n import Texts
from bot.ports import Rooms
from bot.translation.spoken import SpokenLanguages

MAX_NAME_WORDS = 4
"""Of a display name: whoever fills theirs with first names must not blind the shield."""

_COVERED = "[…]"
LABELS: Mapping[FindingKind, str] = {
    "name": N_("[name]"),
    "phone": N_("[phone number]"),
    "address": N_("[address]"),
    "email": N_("[e-mail address]"),
    "number": N_("[personal number]"),
    "staff_number": N_("[employee number]"),
    "account": N_("[bank account]"),
    "card": N_("[bank card]"),
    "plate": N_("[licence plate]"),
    "handle": N_("[social media account]"),
}


class _People:
    """Whose user id is no secret: the members, and whoever is in a room of a channel."""

    def __init__(self, rooms: Rooms, members: Mapping[UserId, Member], channels: tuple[Channel, ...]) -> None:
        self._rooms = rooms
        self._members = members
        self._channels = channels

    def __contains__(self, user_id: object) -> bool:
        return user_id in self._members or user_id in self.present()

    def present(self) -> frozenset[UserId]:
        rooms = (room for channel in self._channels for room in channel.room_ids)
        return frozenset().union(*map(self._rooms.people_in, rooms))

    def handles(self) -> frozenset[str]:
        return frozenset(user[1:].partition(":")[0].casefold() for user in (*self._members, *self.present()))

    def words(self) -> frozenset[str]:
        shown = (
            self._rooms.display_name(room, user)
            for channel in self._channels
            for room in channel.room_ids
            for user in self._rooms.people_in(room)
        )
        return words_of(*(" ".join(name.split()[:MAX_NAME_WORDS]) for name in shown))


class _Handles:
    """As people are called in passing: the part of their id before the colon."""

    def __init__(self, people: _People) -> None:
        self._people = people

    def __contains__(self, handle: object) -> bool:
        return handle in self._people.handles()


class Screener:
    def __init__(
        self,
        detectors: Detectors,
        spoken: SpokenLanguages,
        texts: Texts,
        rooms: Rooms,
        members: Mapping[UserId, Member],
        channels: tuple[Channel, ...],
        strength_of: Callable[[Channel], Strength],
    ) -> None:
        self._detectors = detectors
        self._spoken = spoken
        self._texts = texts
        self._rooms = rooms
        self._people = _People(rooms, members, channels)
        self._all_members = members
        self.strength_of = strength_of
        self.refresh()

    def refresh(self) -> None:
        """The members are others than before."""
        names = (name for member in self._all_members.values() for name in (member.name, member.organisation or ""))
        self._members = Known(words_of(*names), self._people, _Handles(self._people))

    def speaker(self, room_id: RoomId, user_id: UserId) -> Member:
        """Whoever is no member under the name that they chose: it stands over every copy and is never asked about, so
        that no protected name may stand there.
        """
        known = self._all_members.get(user_id)
        if known is not None:
            return known
        names = (self._rooms.display_name(room_id, user_id), user_id)
        shown = next((name for name in names if not self._detectors.protected.find(name)), _COVERED)
        return Member(user_id, shown)

    def finding(
        self, document: Document, language: Language, strength: Strength, released: Sequence[str] = ()
    ) -> Finding:
        """What keeps the message here. `released`: findings that its sender has let go already."""
        found = self._everything(document, language, strength)
        if not found.held:  # by far most messages: nothing more is asked of the rooms
            return found
        known = replace(self._members, words=self._members.words | self._people.words())
        return found.without(known.and_texts(released))

    def masked(self, document: Document, language: Language, strength: Strength, reader: Language) -> Document | None:
        """With a mark in the reader's language over each finding; None when there is nothing to mask.

        Display names are masked here as well: one that changed since the sender was asked must not bare a name.
        """
        found = self._everything(document, language, strength)
        if not found.held:
            return None
        labels = {kind: self._texts.gettext(reader, LABELS[kind]) for kind in get_args(FindingKind)}
        marks = [Mark(each.start, each.end, labels[each.kind]) for each in found.everything]
        return masked(document, marks, self._people)

    def _everything(self, document: Document, language: Language, strength: Strength) -> Finding:
        """The words alone tell their language, so that masking finds what its sender was asked about."""
        text = visible_text(document, self._people)
        return screen(text, self._spoken.of(text, language, None), strength, self._detectors, self._members)
