"""Getting an access token once, and using it from then on."""

from __future__ import annotations

import secrets

from bot.config import AccountSettings
from bot.core.model import UserId
from bot.errors import CredentialError, EnvironmentFault, MatrixError
from bot.logs import get_logger
from bot.matrix.http import Http, Json, path_of
from bot.secret_files import read_secret
from bot.store.account import AccountStore, Device

log = get_logger(__name__)


async def log_in(http: Http, settings: AccountSettings, account: AccountStore) -> Device:
    """Set the access token of `http`; log in with the password only when there is none yet.

    Raises EnvironmentFault (no answer, wrong password) or CredentialError (the token was revoked).
    """
    device = await account.device()
    if device is not None and device.user_id != settings.user_id:
        raise CredentialError("The data folder belongs to another account: set data_dir to a new folder.")
    if device is None:
        device = await _with_password(http, settings)
        await account.remember_device(device)
        log.info("login.new_device", device=device.device_id)
    http.access_token = device.access_token
    try:
        answer = await http.persist("GET", path_of("account", "whoami"))
    except MatrixError as error:
        raise _explain(error) from None
    if answer.get("user_id") != device.user_id or answer.get("device_id") != device.device_id:
        raise CredentialError("The homeserver says that the stored access token belongs to another device.")
    return device


async def _with_password(http: Http, settings: AccountSettings) -> Device:
    body: Json = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": settings.user_id},
        "password": read_secret(settings.password_file),
        "initial_device_display_name": settings.device_name,
    }
    try:
        answer = await http.persist("POST", path_of("login"), body)
    except MatrixError as error:
        if error.errcode == "M_FORBIDDEN":
            raise EnvironmentFault(
                f"The homeserver refused the password of {settings.user_id}: check account.password_file."
            ) from None
        raise _explain(error) from None
    return Device(
        UserId(str(answer["user_id"])), str(answer["device_id"]), str(answer["access_token"]), secrets.token_hex(8)
    )


def _explain(error: MatrixError) -> CredentialError | EnvironmentFault:
    if error.errcode in ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"):
        return CredentialError("The homeserver no longer accepts the bot's access token: its device was logged out.")
    if error.status == 0:
        return EnvironmentFault("The homeserver does not answer: check the address in homeserver, and that it runs.")
    return EnvironmentFault(f"The homeserver refused the login ({error.errcode}).")
