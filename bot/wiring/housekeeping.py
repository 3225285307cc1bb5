"""The rooms themselves: who may invite the bot, what is weak, upgrades that are followed, and the emergency stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.model import EventId
from bot.handlers.answers import Desk
from bot.handlers.channel_check import CHECK_HELP, ChannelCheck
from bot.handlers.declined import Declined
from bot.handlers.doorman import Doorman
from bot.handlers.intake import Intake
from bot.handlers.linking import LINK_HELP, UNLINK_HELP, LinkDesk
from bot.handlers.lockdown import HELP as LOCKDOWN_HELP
from bot.handlers.lockdown import Lockdown
from bot.handlers.upgrades import FOLLOW_HELP, Upgrades
from bot.handlers.welcome import Welcome
from bot.lockdown_marker import LockdownMarker
from bot.store.account import AccountStore
from bot.store.present_channels import PresentChannels
from bot.store.room_upgrades import RoomUpgradeStore
from bot.wiring.ground import Ground
from bot.wiring.part import Part


@dataclass(frozen=True, slots=True)
class Housekeeping:
    intake: Intake
    lockdown: Lockdown
    part: Part


def housekeeping(ground: Ground, forget: Callable[[EventId], None]) -> Housekeeping:
    """`forget`: what is in memory of an event that was deleted."""
    ledger, client, texts, clock = ground.ledger, ground.client, ground.texts, ground.clock
    done = ground.done
    settings, channels, suspensions = ground.settings, ground.channels, ground.suspensions
    members, operators_room = settings.members, settings.operators_room
    lockdown = Lockdown(texts, done, client, LockdownMarker(settings.data_dir), channels, operators_room)
    store = RoomUpgradeStore(ground.database)
    upgrades = Upgrades(client, store, ledger, done, texts, clock, channels, operators_room)
    present = PresentChannels(ground.database)
    links = LinkDesk(client, present, texts, members, channels, operators_room, upgrades.begin_anew)
    declined = Declined(client, done, texts, clock, operators_room)
    doorman = Doorman(client, done, texts, clock, channels, settings.invites, suspensions, members, declined)
    check = ChannelCheck(client, texts, members, channels)
    welcome = Welcome(client, AccountStore(ground.database), done, texts, clock, channels)
    return Housekeeping(
        Intake(client, ledger, doorman, ground.bell, clock, channels, forget, frozenset(ground.former)),
        lockdown,
        Part(
            {
                "lockdown": Desk(lockdown.order, LOCKDOWN_HELP),
                "channel.check": Desk(check.check, CHECK_HELP),
                "channel.link": Desk(links.link, LINK_HELP),
                "channel.unlink": Desk(links.unlink, UNLINK_HELP),
                "channel.follow": Desk(upgrades.follow, FOLLOW_HELP),
            },
            tasks=(declined.watch, upgrades.watch, upgrades.rewire, welcome.watch),
        ),
    )
