"""Getting an access token once, and using it from then on."""

from __future__ import annotations

import secrets

from bot.config import AccountSettings
from bot.core.model import UserId
from bot.errors import CredentialError, EnvironmentFault, MatrixError
from bot.logs import get_logger
from bot.matrix.http import Http, Json, owed, path_of
from bot.secret_files import read_secret
from bot.sentences import N_, Msgid, Said, together
from bot.store.account import AccountStore, Device
from bot.store.snapshot import LOST_DEVICE

log = get_logger(__name__)

TOKEN_ERRORS = ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN")


_NOT_ACCEPTED = N_("The homeserver no longer accepts the bot's access token: its device was logged out.")
_LOST = N_("The data folder was restored from a backup: have a token issued for another device_id than that of before.")
_EXPIRED = N_("The homeserver no longer accepts the bot's access token: the session has expired and must be renewed.")
_RENEW = N_("Have a new token issued for the same device and put it into account.token_file.")


def token_refused(error: MatrixError, advice: Msgid | None = None) -> CredentialError:
    """One line for a revoked token or a soft logout (specification: "Soft logout")."""
    told = Said(_EXPIRED if error.soft_logout else _NOT_ACCEPTED)
    return CredentialError(together(told, Said(advice)) if advice is not None else told)


async def log_in(http: Http, settings: AccountSettings, account: AccountStore) -> Device:
    """Set the access token of `http`: the one of the configuration, else the stored one, else a new one.

    A stored token that is refused is replaced by means of the password, for the same device: its keys are here, so
    nobody has to verify anything again. Raises EnvironmentFault (no answer, wrong password) or CredentialError.
    """
    stored = await account.device()
    if stored is not None and stored.user_id != settings.user_id:
        raise CredentialError(Said(N_("The data folder belongs to another account: set data_dir to a new folder.")))
    lost = await account.secret(LOST_DEVICE)
    if settings.token_file is not None and lost is not None and settings.device_id == lost.decode():
        raise CredentialError(Said(_LOST))
    if settings.token_file is not None:
        device = _with_token(settings, read_secret(settings.token_file), stored)
        await _check(http, device, advice=_RENEW)
    elif stored is not None and stored.access_token and await _is_accepted(http, stored):
        device = stored
    else:
        http.access_token = None
        device = await _with_password(http, settings, (stored.device_id if stored is not None else "") or None)
        await _check(http, device)
    if device != stored:
        await account.remember_device(device)
        log.info("login.new_token" if stored and stored.device_id == device.device_id else "login.new_device")
    return device


async def _is_accepted(http: Http, device: Device) -> bool:
    """False when the homeserver no longer knows the token. Raises as `log_in` for everything else."""
    http.access_token = device.access_token
    try:
        answer = await http.persist("GET", path_of("account", "whoami"))
    except MatrixError as error:
        if error.errcode in TOKEN_ERRORS:
            log.warning("login.token_refused", errcode=error.errcode)
            return False
        raise _explain(error) from None
    _compare(answer, device)
    return True


async def _check(http: Http, device: Device, advice: Msgid | None = None) -> None:
    http.access_token = device.access_token
    try:
        answer = await http.persist("GET", path_of("account", "whoami"))
    except MatrixError as error:
        raise _explain(error, advice) from None
    _compare(answer, device)


def _compare(answer: Json, device: Device) -> None:
    if answer.get("user_id") != device.user_id or answer.get("device_id") != device.device_id:
        raise CredentialError(Said(N_("The homeserver says that the access token belongs to another user or device.")))


def _with_token(settings: AccountSettings, token: str, stored: Device | None) -> Device:
    """A new token is a new login: the homeserver may have forgotten the transaction ids of the old one."""
    if stored is not None and (stored.device_id, stored.access_token) == (settings.device_id, token):
        return stored
    return Device(settings.user_id, settings.device_id, token, secrets.token_hex(8))


async def _with_password(http: Http, settings: AccountSettings, device_id: str | None) -> Device:
    if settings.password_file is None:
        raise AssertionError("the configuration has a password where it has no token")
    body: Json = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": settings.user_id},
        "password": read_secret(settings.password_file),
        "initial_device_display_name": settings.device_name,
    }
    if device_id is not None:
        body["device_id"] = device_id
    try:
        answer = await http.persist("POST", path_of("login"), body)
        user_id, device, token = (owed(answer, key) for key in ("user_id", "device_id", "access_token"))
    except MatrixError as error:
        if error.errcode == "M_FORBIDDEN":
            raise EnvironmentFault(
                Said(
                    N_("The homeserver refused the password of %(user_id)s: check account.password_file."),
                    user_id=str(settings.user_id),
                )
            ) from None
        raise _explain(error) from None
    return Device(UserId(user_id), device, token, secrets.token_hex(8))


def _explain(error: MatrixError, advice: Msgid | None = None) -> CredentialError | EnvironmentFault:
    if error.errcode in TOKEN_ERRORS:
        return token_refused(error, advice)
    if "CERTIFICATE" in error.errcode or "SSL" in error.errcode:
        return EnvironmentFault(
            Said(
                N_(
                    "The homeserver's certificate is not accepted: it has expired, it is for another name,"
                    " or the clock of this computer is wrong."
                )
            )
        )
    if "DNS" in error.errcode:
        return EnvironmentFault(
            Said(
                N_(
                    "The homeserver's name is not found: check the address in homeserver, and that this"
                    " computer's name service (DNS) works."
                )
            )
        )
    if error.status == 0:
        return EnvironmentFault(
            Said(N_("The homeserver does not answer: check the address in homeserver, and that it runs."))
        )
    return EnvironmentFault(Said(N_("The homeserver refused the login (%(error)s)."), error=error.errcode))
