"""The bot's own device: its token, whether its identity has signed it, and the backup of its room keys."""

from __future__ import annotations

from bot.core.model import UserId
from bot.doctor.finding import CREDENTIAL, Finding, failure, ok, warning
from bot.errors import MatrixError
from bot.matrix.http import Http, Json, path_of
from bot.matrix.identities import Identities
from bot.matrix.key_backup import KeyBackup
from bot.matrix.login import TOKEN_ERRORS
from bot.matrix.recovery import is_shown, own_backup_key
from bot.matrix.signing import SigningKey
from bot.store.account import AccountStore, Device

_AGAIN = "trinational run   # logs in again with the password; with token_file: have a new token issued"


async def token(http: Http, device: Device) -> Finding:
    """Raises MatrixError for anything but a refusal."""
    try:
        answer = await http.persist("GET", path_of("account", "whoami"), attempts=2)
    except MatrixError as error:
        if error.errcode not in TOKEN_ERRORS:
            raise
        return failure("device", "The homeserver no longer accepts the bot's access token.", _AGAIN, CREDENTIAL)
    if (answer.get("user_id"), answer.get("device_id")) != (device.user_id, device.device_id):
        return failure("device", "The access token belongs to another user or device.", _AGAIN, CREDENTIAL)
    return ok("device", f"The access token of device {device.device_id} is accepted.")


async def signature(answer: Json, device: Device, account: AccountStore) -> Finding:
    """`answer` of `/keys/query` about the bot."""
    identities, seed = Identities(), await account.secret("cross_signing.master")
    identities.take(device.user_id, answer)
    mend = "trinational run   # a start signs the device"
    if seed is None:
        return warning("identity", "The bot has no identity yet: it has not run.", mend)
    if identities.master_key(device.user_id) not in (None, SigningKey(seed).public):
        text = "The account has another identity than this data folder: Element warns everybody."
        return failure(
            "identity", text, "trinational recover   # with the recovery key, into a new data_dir", CREDENTIAL
        )
    if not identities.has_signed(device.user_id, device.device_id):
        text = "The bot's identity has not signed its device: Element shows a warning, or nothing at all."
        return failure("identity", text, mend, CREDENTIAL)
    return ok("identity", "The bot's device is signed by its identity.")


async def backup(http: Http, account: AccountStore) -> Finding:
    """Of the room keys, on the homeserver. Raises MatrixError."""
    mend = "trinational recovery-key   # makes a new key and a new backup"
    public = await own_backup_key(account)
    if public is None:
        return warning("key backup", "There is no recovery key: a lost disk means a new identity.", mend)
    current = await KeyBackup(http).current()
    if current is None or current.public_key != public:
        return failure(
            "key backup", "The backup of the room keys on the homeserver is not the bot's.", mend, CREDENTIAL
        )
    if not await is_shown(account):
        return warning("key backup", "The recovery key was not shown to anybody yet.", mend)
    return ok("key backup", "Room keys are backed up for the recovery key.")


async def keys_of(http: Http, users: list[UserId]) -> Json:
    """Raises MatrixError."""
    return await http.persist(
        "POST", path_of("keys", "query"), {"device_keys": {user: [] for user in users}}, attempts=2
    )
