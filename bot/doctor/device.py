"""The bot's own device: its token, whether its identity has signed it, and the backup of its room keys."""

from __future__ import annotations

from bot.core.model import UserId
from bot.core.words import N_
from bot.doctor.finding import CREDENTIAL, Finding, failure, ok, warning
from bot.errors import MatrixError
from bot.matrix.http import Http, Json, path_of
from bot.matrix.identities import Identities
from bot.matrix.key_backup import KeyBackup
from bot.matrix.login import TOKEN_ERRORS
from bot.matrix.recovery import is_shown, own_backup_key
from bot.matrix.signing import SigningKey
from bot.sentences import Said
from bot.store.account import AccountStore, Device

_RUN = "trinational run --config PATH"
AGAIN = Said(N_("logs in again with the password; with token_file: have a new token issued first"))


async def token(http: Http, device: Device) -> Finding:
    """Raises MatrixError for anything but a refusal."""
    try:
        answer = await http.persist("GET", path_of("account", "whoami"), attempts=2)
    except MatrixError as error:
        if error.errcode not in TOKEN_ERRORS:
            raise
        return failure(
            "device", Said(N_("The homeserver no longer accepts the bot's access token.")), _RUN, CREDENTIAL, AGAIN
        )
    if (answer.get("user_id"), answer.get("device_id")) != (device.user_id, device.device_id):
        return failure(
            "device", Said(N_("The access token belongs to another user or device.")), _RUN, CREDENTIAL, AGAIN
        )
    return ok("device", Said(N_("The access token of device %(device)s is accepted."), device=device.device_id))


async def signature(answer: Json, device: Device, account: AccountStore) -> Finding:
    """`answer` of `/keys/query` about the bot."""
    identities, seed = Identities(), await account.secret("cross_signing.master")
    identities.take(device.user_id, answer)
    hint = Said(N_("a start signs the device"))
    if seed is None:
        return warning("identity", Said(N_("The bot has no identity yet: it has not run.")), _RUN, hint)
    if identities.master_key(device.user_id) not in (None, SigningKey(seed).public):
        text = Said(N_("The account has another identity than this data folder: Element warns everybody."))
        hint = Said(N_("with the recovery key; name a new, empty data_dir in the configuration first"))
        return failure("identity", text, "trinational recover --config PATH", CREDENTIAL, hint)
    if not identities.has_signed(device.user_id, device.device_id):
        text = Said(N_("The bot's identity has not signed its device: Element shows a warning, or nothing at all."))
        return failure("identity", text, _RUN, CREDENTIAL, hint)
    return ok("identity", Said(N_("The bot's device is signed by its identity.")))


async def backup(http: Http, account: AccountStore) -> Finding:
    """Of the room keys, on the homeserver. Raises MatrixError."""
    mend, hint = (
        "trinational recovery-key --config PATH",
        Said(N_("stop the bot first; makes a new key and a new backup")),
    )
    public = await own_backup_key(account)
    if public is None:
        return warning(
            "key backup", Said(N_("There is no recovery key: a lost disk means a new identity.")), mend, hint
        )
    current = await KeyBackup(http).current()
    if current is None or current.public_key != public:
        text = Said(N_("The backup of the room keys on the homeserver is not the bot's."))
        return failure("key backup", text, mend, CREDENTIAL, hint)
    if not await is_shown(account):
        return warning("key backup", Said(N_("The recovery key was not shown to anybody yet.")), mend, hint)
    return ok("key backup", Said(N_("Room keys are backed up for the recovery key.")))


async def keys_of(http: Http, users: list[UserId]) -> Json:
    """Raises MatrixError."""
    return await http.persist(
        "POST", path_of("keys", "query"), {"device_keys": {user: [] for user in users}}, attempts=2
    )
