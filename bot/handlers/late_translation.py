"""When the engine is back, copies that went out untranslated are completed."""

from __future__ import annotations

from datetime import timedelta

from bot.core.model import RoomId
from bot.errors import EdgeError, MatrixError
from bot.handlers.lanes import Bell
from bot.handlers.relay import Relay
from bot.logs import get_logger
from bot.ports import Clock
from bot.store.ledger import Ledger

log = get_logger(__name__)

LOOK_AGAIN_S = 5.0


async def translate_late(ledger: Ledger, relay: Relay, bell: Bell, clock: Clock, room_id: RoomId) -> None:
    """Work for ever on the copies of one room that wait for a translation, the oldest first."""
    woken = bell.join()
    while True:
        woken.clear()
        waiting = await ledger.untranslated(room_id)
        if waiting is None:
            await woken.wait()
            continue
        try:
            if await relay.translate_late(waiting):
                continue
        except MatrixError as error:
            log.warning("late.failed", target_room=room_id, errcode=error.errcode, status=error.status)
            if not error.transient:
                await ledger.translated(waiting, None, clock.now())
                continue
        except EdgeError as error:
            log.warning("late.dropped", target_room=room_id, exc=error)
            await ledger.translated(waiting, None, clock.now())
            continue
        except Exception as error:  # noqa: BLE001  # as in a lane: one message must not stop the others
            log.error("late.failed", target_room=room_id, exc=error)  # noqa: TRY400
            await ledger.translated(waiting, None, clock.now())
            continue
        await clock.sleep_until(clock.now() + timedelta(seconds=LOOK_AGAIN_S))
