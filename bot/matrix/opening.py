"""The bot's device: logged in, with its keys open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from bot.config import Settings
from bot.errors import CredentialError, EnvironmentFault, MatrixError
from bot.instance_lock import place_of
from bot.matrix.http import Http
from bot.matrix.login import log_in
from bot.matrix.machine import Machine
from bot.matrix.sole_runner import SoleRunner
from bot.sentences import N_, Said
from bot.store.account import AccountStore, Device

CheckClock = Callable[[datetime], None]
"""Gets the homeserver's time. Raises EnvironmentFault."""


@dataclass(frozen=True, slots=True)
class OpenDevice:
    http: Http
    device: Device
    machine: Machine
    runner: SoleRunner


@asynccontextmanager
async def open_device(
    settings: Settings, account: AccountStore, key: bytes, check_clock: CheckClock | None = None
) -> AsyncIterator[OpenDevice]:
    """Nothing is published yet. Raises CredentialError (token, key) or EnvironmentFault (no answer, wrong password,
    another process runs with this device, a clock is wrong).

    A MatrixError of what is done with it becomes an EnvironmentFault.
    """
    async with Http(settings.homeserver) as http:
        device = await log_in(http, settings.account, account)
        if check_clock is not None:
            with suppress(ValueError):  # a homeserver that does not tell its time is believed
                check_clock(parsedate_to_datetime(http.date))
        try:
            machine = Machine.open(settings.data_dir, device.user_id, device.device_id, key)
        except Exception as error:  # noqa: BLE001  # nio, peewee and SQLCipher share no base
            raise CredentialError(
                Said(N_("The file crypto.db cannot be opened (%(error)s)."), error=type(error).__name__)
            ) from None
        runner = SoleRunner(http, account, device.user_id, device.device_id, place_of(settings.data_dir))
        try:
            await runner.begin()
            yield OpenDevice(http, device, machine, runner)
        except MatrixError as error:
            raise EnvironmentFault(
                Said(N_("The homeserver refused to take the bot's keys (%(error)s)."), error=error.errcode)
            ) from None
        finally:
            machine.close()
            await runner.end()
