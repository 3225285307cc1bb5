"""What every part stands on: the settings, the two ends (homeserver and store) and who may speak where."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.config import Settings
from bot.core.model import Channel, RoomId
from bot.handlers.direct_chats import DirectChats
from bot.handlers.keeping_track import Track
from bot.handlers.lanes import Bell
from bot.handlers.open_events import OpenEvents
from bot.handlers.pace import Pace
from bot.handlers.settling import Settling
from bot.i18n import Texts
from bot.matrix.client import Client
from bot.ports import Clock, Pictures
from bot.store.database import Database
from bot.store.direct_chats import DirectChatStore
from bot.store.done_once import DoneOnce
from bot.store.ledger import Ledger
from bot.store.own_languages import MembersAsTheySpeak, OwnLanguages
from bot.store.present_channels import PresentChannels
from bot.store.roster import RosterStore
from bot.store.said import SaidStore
from bot.store.suspensions import SuspensionStore


@dataclass(frozen=True, slots=True)
class Ground:
    settings: Settings
    """Its members are those of this moment: the configuration, and over it what was changed in chat."""
    database: Database
    client: Client
    clock: Clock
    pictures: Pictures
    texts: Texts
    ledger: Ledger
    done: DoneOnce
    bell: Bell
    pace: Pace
    events: OpenEvents
    settling: Settling
    direct: DirectChats
    suspensions: SuspensionStore
    roster: RosterStore
    languages: OwnLanguages
    """What people chose with `!language`; the members of the settings have it already."""
    channels: tuple[Channel, ...]
    """As they are after the room upgrades that were followed."""
    left_channels: tuple[Channel, ...]
    """The rooms that such an upgrade has left: nothing is relayed there, what was relayed can still be deleted."""
    network: tuple[RoomId, ...]
    """Every room that belongs to the network: present, left, and the operators'."""

    @property
    def rooms(self) -> tuple[RoomId, ...]:
        return rooms_of(self.channels)

    @property
    def former(self) -> tuple[RoomId, ...]:
        return rooms_of(self.left_channels)


def rooms_of(channels: tuple[Channel, ...]) -> tuple[RoomId, ...]:
    return tuple(room for channel in channels for room in channel.room_ids)


async def lay_ground(
    settings: Settings, database: Database, client: Client, clock: Clock, pictures: Pictures
) -> Ground:
    channels, left = await PresentChannels(database).apply(settings.channels)
    suspensions = await SuspensionStore.open(database)
    roster = await RosterStore.open(database, settings.members)
    languages = await OwnLanguages.open(database)
    client.give_no_keys_to(suspensions.users)
    operators = (settings.operators_room,) if settings.operators_room else ()
    network = (*rooms_of(channels), *rooms_of(left), *operators)
    ledger, done, bell, texts = Ledger(database), DoneOnce(database), Bell(), Texts.load()
    ledger.listen(bell.ring)
    direct = DirectChats(client, DirectChatStore(database), client.user_id, network)
    said = SaidStore(database)
    client.keep_track(Track(said, direct, roster.members, clock))
    return Ground(
        replace(settings, members=MembersAsTheySpeak(roster.members, languages)),
        database,
        client,
        clock,
        pictures,
        texts,
        ledger,
        done,
        bell,
        Pace(client, ledger, done, texts, clock, settings.operators_room, client.user_id),
        OpenEvents(client),
        Settling(said, client, clock),
        direct,
        suspensions,
        roster,
        languages,
        channels,
        left,
        network,
    )
