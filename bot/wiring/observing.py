"""How the bot is, for those who run it: figures, health, and what the operators' room is told."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import partial

from bot.handlers.alerts import Alerts, OperatorsRoom
from bot.handlers.set_back_notice import SetBackNotice
from bot.handlers.vitals import VitalSigns
from bot.store.account import AccountStore
from bot.store.alerts import AlertStore
from bot.translation.switchboard import Switchboard
from bot.wiring.ground import Ground
from bot.wiring.part import Part


@dataclass(frozen=True, slots=True)
class Observing:
    vitals: VitalSigns
    part: Part


def observing(ground: Ground, switchboard: Switchboard) -> Observing:
    settings, channels = ground.settings, ground.channels
    free_bytes = partial(_free_bytes, ground)
    vitals = VitalSigns(
        ground.client, ground.ledger, switchboard, ground.clock, channels, settings.data_dir, free_bytes
    )
    operators = OperatorsRoom(settings.operators_room, settings.members)
    alerts = Alerts(
        vitals.read,
        AlertStore(ground.database),
        ground.done,
        ground.client,
        ground.texts,
        ground.clock,
        channels,
        operators,
    )
    set_back = SetBackNotice(AccountStore(ground.database), ground.client, ground.texts, ground.clock, operators)
    return Observing(vitals, Part(tasks=(alerts.watch, set_back.tell)))


def _free_bytes(ground: Ground) -> int:
    return shutil.disk_usage(ground.settings.data_dir).free
