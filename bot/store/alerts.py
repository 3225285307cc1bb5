"""What is wrong right now and whether the operators' room knows, over restarts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from bot.core.health import Trouble, TroubleKind
from bot.store.database import Database
from bot.store.ledger_rows import moment, seconds

State = Literal["new", "tried", "told"]


@dataclass(frozen=True, slots=True)
class Alert:
    since: datetime
    state: State


class AlertStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Mapping[Trouble, Alert]:
        rows = await self._database.fetch_all("SELECT kind, about, since, state FROM alert")
        return {
            Trouble(cast("TroubleKind", row["kind"]), row["about"]): Alert(
                moment(row["since"]), cast("State", row["state"])
            )
            for row in rows
        }

    async def begin(self, trouble: Trouble, now: datetime) -> None:
        await self._run(
            "INSERT OR IGNORE INTO alert (kind, about, since) VALUES (:kind, :about, :now)", trouble, now=seconds(now)
        )

    async def note(self, trouble: Trouble, state: State) -> None:
        await self._run("UPDATE alert SET state = :state WHERE kind = :kind AND about = :about", trouble, state=state)

    async def end(self, trouble: Trouble) -> None:
        await self._run("DELETE FROM alert WHERE kind = :kind AND about = :about", trouble)

    async def _run(self, sql: str, trouble: Trouble, **more: int | str) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(sql, {"kind": trouble.kind, "about": trouble.about, **more})
