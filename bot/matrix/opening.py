"""The bot's device: logged in, with its keys open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.config import Settings
from bot.errors import CredentialError, EnvironmentFault, MatrixError
from bot.matrix.http import Http
from bot.matrix.login import log_in
from bot.matrix.machine import Machine
from bot.store.account import AccountStore, Device


@dataclass(frozen=True, slots=True)
class OpenDevice:
    http: Http
    device: Device
    machine: Machine


@asynccontextmanager
async def open_device(settings: Settings, account: AccountStore, key: bytes) -> AsyncIterator[OpenDevice]:
    """Nothing is published yet. Raises EnvironmentFault (no answer, wrong password) or CredentialError (token, key).

    A MatrixError of what is done with it becomes an EnvironmentFault.
    """
    async with Http(settings.homeserver) as http:
        device = await log_in(http, settings.account, account)
        try:
            machine = Machine.open(settings.data_dir, device.user_id, device.device_id, key)
        except Exception as error:  # noqa: BLE001  # nio, peewee and SQLCipher share no base
            raise CredentialError(f"The file crypto.db cannot be opened ({type(error).__name__}).") from None
        try:
            yield OpenDevice(http, device, machine)
        except MatrixError as error:
            raise EnvironmentFault(f"The homeserver refused to take the bot's keys ({error.errcode}).") from None
        finally:
            machine.close()
