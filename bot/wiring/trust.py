"""Devices, keys and people: who is verified, who is suspended, which keys are kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.handlers.answers import Desk
from bot.handlers.left_out import LeftOut
from bot.handlers.relearning import Relearning
from bot.handlers.removal import ActivePeople, Removals
from bot.handlers.suspension import RESTORE_HELP, SUSPEND_HELP, SuspensionDesk
from bot.handlers.verifying import HELP as VERIFY_HELP
from bot.handlers.verifying import VerificationDesk
from bot.matrix.verifier import Verifier
from bot.store.account import AccountStore
from bot.wiring.ground import Ground
from bot.wiring.part import Part


@dataclass(frozen=True, slots=True)
class Trust:
    verifier: Verifier
    relearning: Relearning
    removals: Removals
    part: Part


def trust(ground: Ground) -> Trust:
    ledger, client, texts, clock = ground.ledger, ground.client, ground.texts, ground.clock
    settings, suspensions = ground.settings, ground.suspensions
    members, operators_room, keep_keys = settings.members, settings.operators_room, settings.keep_keys
    verifier = Verifier(client.verification_wire, clock, ActivePeople(members.keys(), suspensions))
    verifications = VerificationDesk(verifier, client, texts, members, operators_room)
    verifier.observe(verifications.show)
    removals = Removals(client, suspensions, texts, clock, members, ground.network, operators_room)
    everywhere = (*ground.channels, *ground.left_channels)
    suspension_desk = SuspensionDesk(texts, suspensions, client, removals, members, everywhere)
    return Trust(
        verifier,
        Relearning(client, ledger, AccountStore(ground.database), clock, keep_keys),
        removals,
        Part(
            {
                "verify": Desk(verifications.answer, VERIFY_HELP),
                "member.suspend": Desk(suspension_desk.suspend, SUSPEND_HELP),
                "member.restore": Desk(suspension_desk.restore, RESTORE_HELP),
            },
            tasks=(
                verifier.run,
                partial(removals.watch, ground.bell),
                LeftOut(client, ground.done, texts, clock, members, operators_room).watch,
            ),
        ),
    )
