"""This bot's device, its place in the sync stream and its small secrets."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bot.core.model import UserId
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Device:
    user_id: UserId
    device_id: str
    access_token: str
    login_id: str
    """New at every login: transaction ids live no longer than that."""


class AccountStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def device(self) -> Device | None:
        row = await self._database.fetch_one("SELECT user_id, device_id, access_token, login_id FROM device")
        return Device(**dict(row)) if row else None

    async def remember_device(self, device: Device) -> None:
        """Replace the device after a login; the place in the sync stream stays."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO device (only, user_id, device_id, access_token, login_id)"
                " VALUES (1, :user_id, :device_id, hidden(:access_token), :login_id)"
                " ON CONFLICT (only) DO UPDATE SET user_id = excluded.user_id, device_id = excluded.device_id,"
                " access_token = excluded.access_token, login_id = excluded.login_id",
                asdict(device),
            )

    async def sync_token(self) -> str | None:
        row = await self._database.fetch_one("SELECT sync_token FROM device")
        return row["sync_token"] if row else None

    async def secret(self, name: str) -> bytes | None:
        row = await self._database.fetch_one(
            "SELECT opened('secret.value', value) AS value FROM secret WHERE name = :name", {"name": name}
        )
        return row["value"] if row else None

    async def forget_secrets(self, *names: str) -> None:
        async with self._database.transaction() as connection:
            for name in names:
                await connection.execute("DELETE FROM secret WHERE name = :name", {"name": name})

    async def remember_secrets(self, secrets: dict[str, bytes]) -> None:
        async with self._database.transaction() as connection:
            for name, value in secrets.items():
                await connection.execute(
                    "INSERT INTO secret (name, value) VALUES (:name, sealed('secret.value', :value))"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    {"name": name, "value": value},
                )
