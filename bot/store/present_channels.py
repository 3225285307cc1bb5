"""The channels of the configuration as they are today: rooms followed, linked and taken out."""

from __future__ import annotations

from datetime import datetime

from bot.core.linking import Link, linked_channels
from bot.core.model import Channel, ChannelRoom, Language, RoomId
from bot.core.upgrades import former_channels, present_channel
from bot.store.database import Database
from bot.store.ledger_rows import seconds
from bot.store.room_upgrades import RoomUpgradeStore


class PresentChannels:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._upgrades = RoomUpgradeStore(database)

    async def apply(self, channels: tuple[Channel, ...]) -> tuple[tuple[Channel, ...], tuple[Channel, ...]]:
        """The channels with their rooms of today, and those rooms that were left, each with its channel."""
        followed = await self._upgrades.followed()
        rows = await self._database.fetch_all(
            "SELECT channel, language, room_id, linked, further FROM room_link ORDER BY sequence"
        )
        links = [
            Link(row["channel"], row["language"], RoomId(row["room_id"]), bool(row["linked"]), bool(row["further"]))
            for row in rows
        ]
        present = tuple(present_channel(channel, followed) for channel in channels)
        linked, left = linked_channels(present, links, followed)
        by_name = {channel.name: channel for channel in channels}
        once = tuple(
            Channel(link.channel, (ChannelRoom(link.room_id, link.language),), by_name[link.channel].keys)
            for link in links
            if link.channel in by_name and link.linked
        )
        here = {room for channel in linked for room in channel.room_ids}
        former = (*former_channels((*channels, *once), followed), *left)
        gone = {room: each for each in former for room in each.room_ids if room not in here}
        return linked, tuple(gone.values())

    async def note(self, link: Link, now: datetime) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO room_link (channel, language, room_id, linked, further, changed_at)"
                " VALUES (:channel, :language, :room_id, :linked, :further, :now)",
                {
                    "channel": link.channel,
                    "language": link.language,
                    "room_id": link.room_id,
                    "linked": int(link.linked),
                    "further": int(link.further),
                    "now": seconds(now),
                },
            )

    async def last_taken_out(self, channel: str, language: Language) -> RoomId | None:
        row = await self._database.fetch_one(
            "SELECT room_id FROM room_link WHERE channel = :channel AND language = :language AND linked = 0"
            " ORDER BY sequence DESC LIMIT 1",
            {"channel": channel, "language": language},
        )
        return RoomId(row["room_id"]) if row else None
