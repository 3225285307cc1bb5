"""The bot's cross-signed identity (specification: client-server API, "Cross-signing").

Element leaves a device out that its owner has not signed: it gets no keys and its messages are not shown
(MSC4153). The first upload of an identity needs no approval (MSC3967); replacing one does, and alarms everybody.
So the seeds are stored before they are used, and an identity on the homeserver that is not ours stops the start.
"""

from __future__ import annotations

import os
from typing import Any

from bot.core.model import UserId
from bot.errors import CredentialError, MatrixError
from bot.logs import get_logger
from bot.matrix.guards import signed_by
from bot.matrix.http import Http, Json, path_of
from bot.matrix.machine import Machine
from bot.matrix.signing import SigningKey
from bot.sentences import N_, Said
from bot.store.account import AccountStore

log = get_logger(__name__)

USAGES = ("master", "self_signing", "user_signing")
SEED_BYTES = 32


class CrossSigning:
    def __init__(self, http: Http, machine: Machine, account: AccountStore) -> None:
        self._http = http
        self._machine = machine
        self._account = account

    async def ensure(self) -> None:
        """Have an identity on the homeserver and this device signed by it.

        Raises CredentialError when the account has another identity, MatrixError.
        """
        keys = await self._keys()
        published = await self._published()
        theirs = published.get("master_keys", {}).get(self._machine.user_id, {}).get("keys", {})
        if not theirs:
            await self._upload_identity(keys)
        elif keys["master"].key_id not in theirs:
            raise CredentialError(
                Said(
                    N_(
                        "This account already has a cross-signing identity that is not this bot's; replacing it"
                        " would alarm everybody. Use an account of its own for the bot, or the data folder that"
                        " belongs to this one."
                    )
                )
            )
        device = published.get("device_keys", {}).get(self._machine.user_id, {}).get(self._machine.device_id, {})
        signer = keys["self_signing"]
        if not signed_by(device, self._machine.user_id, signer.key_id, signer.public):
            await self._sign_device(device, signer)

    async def seeds(self) -> dict[str, bytes]:
        """The private keys by usage, to be kept in secret storage."""
        await self._keys()
        stored = {usage: await self._account.secret(f"cross_signing.{usage}") for usage in USAGES}
        return {usage: seed for usage, seed in stored.items() if seed is not None}

    async def adopt(self, seeds: dict[str, bytes]) -> None:
        """Take an identity over that was recovered. Raises CredentialError unless it is the account's, MatrixError."""
        published = await self._published()
        for usage in USAGES:
            theirs = published.get(f"{usage}_keys", {}).get(self._machine.user_id, {}).get("keys", {})
            if SigningKey(seeds[usage]).key_id not in theirs:
                raise CredentialError(
                    Said(
                        N_(
                            "The account has another cross-signing identity than the one that was recovered: it was"
                            " reset after the recovery key was made."
                        )
                    )
                )
            stored = await self._account.secret(f"cross_signing.{usage}")
            if stored not in (None, seeds[usage]):
                raise CredentialError(
                    Said(N_("The data folder holds another identity: set data_dir to a new folder for the recovery."))
                )
        await self._account.remember_secrets({f"cross_signing.{usage}": seeds[usage] for usage in USAGES})

    async def sign(self, payload: Json) -> Json:
        """`signatures` of the account and of this device over it."""
        master = (await self._keys())["master"]
        device = f"ed25519:{self._machine.device_id}"
        signed_by_device = self._machine.sign_json(payload)
        return {self._machine.user_id: {master.key_id: master.sign(payload), device: signed_by_device}}

    async def master_key(self) -> str:
        """Our own, public and in unpadded base64."""
        return (await self._keys())["master"].public

    async def sign_user(self, user_id: UserId, master_key: str, master: Json) -> None:
        """Vouch for another person's identity: `master` is its key object, already proved. Raises MatrixError."""
        signer = (await self._keys())["user_signing"]
        signed = {key: value for key, value in master.items() if key not in ("signatures", "unsigned")}
        signed["signatures"] = {self._machine.user_id: {signer.key_id: signer.sign(signed)}}
        await self._upload_signature(user_id, master_key, signed)

    async def _keys(self) -> dict[str, SigningKey]:
        stored = {usage: await self._account.secret(f"cross_signing.{usage}") for usage in USAGES}
        seeds = {usage: seed for usage, seed in stored.items() if seed is not None}
        if len(seeds) < len(USAGES):
            seeds = {usage: os.urandom(SEED_BYTES) for usage in USAGES}
            await self._account.remember_secrets({f"cross_signing.{usage}": seed for usage, seed in seeds.items()})
        return {usage: SigningKey(seed) for usage, seed in seeds.items()}

    async def _published(self) -> Json:
        return await self._http.persist("POST", path_of("keys", "query"), {"device_keys": {self._machine.user_id: []}})

    async def _upload_identity(self, keys: dict[str, SigningKey]) -> None:
        user_id, master = self._machine.user_id, keys["master"]
        body: dict[str, Any] = {}
        for usage, key in keys.items():
            body[f"{usage}_key"] = {"user_id": user_id, "usage": [usage], "keys": {key.key_id: key.public}}
        for usage in ("self_signing", "user_signing"):
            body[f"{usage}_key"]["signatures"] = {user_id: {master.key_id: master.sign(body[f"{usage}_key"])}}
        # The device vouches for the master key, so that a client that verified the device knows the identity.
        device_signature = self._machine.sign_json(body["master_key"])
        body["master_key"]["signatures"] = {user_id: {f"ed25519:{self._machine.device_id}": device_signature}}
        try:
            await self._http.persist("POST", path_of("keys", "device_signing", "upload"), body)
        except MatrixError as error:
            if error.status == 401:
                raise CredentialError(
                    Said(
                        N_(
                            "The homeserver asks for the password before it takes the bot's cross-signing identity:"
                            " use an account that never had one, on a homeserver that follows MSC3967."
                        )
                    )
                ) from None
            raise
        log.info("cross_signing.uploaded")

    async def _sign_device(self, device: Json, signer: SigningKey) -> None:
        user_id, device_id = self._machine.user_id, self._machine.device_id
        signed = {key: value for key, value in device.items() if key not in ("signatures", "unsigned")}
        signed["signatures"] = {user_id: {signer.key_id: signer.sign(signed)}}
        await self._upload_signature(user_id, device_id, signed)
        log.info("cross_signing.device_signed", device=device_id)

    async def _upload_signature(self, user_id: str, key_id: str, signed: Json) -> None:
        """Specification: `POST /keys/signatures/upload`; what the homeserver refuses is in the answer."""
        path = path_of("keys", "signatures", "upload")
        answer = await self._http.persist("POST", path, {user_id: {key_id: signed}})
        if answer.get("failures"):
            raise MatrixError("M_INVALID_SIGNATURE", 400)
