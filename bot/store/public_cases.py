"""The public cases of the data file, and when each became different."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from bot.core.lifecycle import Lifecycle
from bot.core.petitions import current_step
from bot.core.public_cases import Change, ChangeKind, PublicCase
from bot.store.database import Connection, Database


@dataclass(frozen=True, slots=True)
class StoredCase:
    case: PublicCase
    changed_at: datetime
    """When this bot last learned something new about it."""


class PublicCaseStore:
    """The cases are in memory since the last `seed`; the database remembers what they were."""

    def __init__(self, database: Database, lifecycle: Lifecycle) -> None:
        self._database = database
        self._lifecycle = lifecycle
        self._cases: dict[str, PublicCase] = {}

    async def seed(self, cases: Sequence[PublicCase], now: datetime) -> int:
        """Take the cases of the data file; gives how many became different.

        What differs from the last time is recorded as a change at `now`. A case that left the file is forgotten with
        its changes.
        """
        changed = 0
        async with self._database.transaction() as connection:
            rows = await connection.fetch_all("SELECT record_id, stage, fingerprint FROM public_case")
            before = {row["record_id"]: (str(row["stage"]), bytes(row["fingerprint"])) for row in rows}
            for case in cases:
                stage, fingerprint = current_step(self._lifecycle, case.steps).stage, _fingerprint(case)
                known = before.pop(case.record_id, None)
                if known and known[1] == fingerprint:
                    continue
                moved_from = known[0] if known and known[0] != stage else None
                kind: ChangeKind = "added" if known is None else "stage" if moved_from else "corrected"
                change = Change(case.record_id, case.facility, now, kind, stage, moved_from)
                await _write(connection, change, fingerprint)
                changed += 1
            for record_id in before:
                await connection.execute(
                    "DELETE FROM public_case WHERE record_id = :record_id", {"record_id": record_id}
                )
                changed += 1
        self._cases = {case.record_id: case for case in cases}
        return changed

    async def get(self, record_id: str) -> StoredCase | None:
        case = self._cases.get(record_id)
        row = await self._database.fetch_one(
            "SELECT max(recorded_at) AS changed_at FROM public_case_change WHERE record_id = :record_id",
            {"record_id": record_id},
        )
        if case is None or row is None or row["changed_at"] is None:
            return None
        return StoredCase(case, _moment(row["changed_at"]))

    def every(self) -> tuple[PublicCase, ...]:
        """By facility."""
        return tuple(sorted(self._cases.values(), key=lambda case: (case.facility.casefold(), case.record_id)))

    async def changes_since(self, moment: datetime) -> tuple[Change, ...]:
        """What was recorded at or after `moment`, oldest first."""
        rows = await self._database.fetch_all(
            "SELECT record_id, recorded_at, kind, stage, stage_before FROM public_case_change"
            " WHERE recorded_at >= :moment ORDER BY change_id",
            {"moment": int(moment.timestamp())},
        )
        return tuple(
            Change(
                record_id=row["record_id"],
                facility=self._cases[row["record_id"]].facility,
                recorded_at=_moment(row["recorded_at"]),
                kind=row["kind"],
                stage=row["stage"],
                stage_before=row["stage_before"],
                route=self._cases[row["record_id"]].route,
            )
            for row in rows
            if row["record_id"] in self._cases
        )


async def _write(connection: Connection, change: Change, fingerprint: bytes) -> None:
    await connection.execute(
        "INSERT INTO public_case (record_id, stage, fingerprint) VALUES (:record_id, :stage, :fingerprint)"
        " ON CONFLICT (record_id) DO UPDATE SET stage = :stage, fingerprint = :fingerprint",
        {"record_id": change.record_id, "stage": change.stage, "fingerprint": fingerprint},
    )
    await connection.execute(
        "INSERT INTO public_case_change (record_id, recorded_at, kind, stage, stage_before)"
        " VALUES (:record_id, :recorded_at, :kind, :stage, :stage_before)",
        {
            "record_id": change.record_id,
            "recorded_at": int(change.recorded_at.timestamp()),
            "kind": change.kind,
            "stage": change.stage,
            "stage_before": change.stage_before,
        },
    )


def _fingerprint(case: PublicCase) -> bytes:
    """What is empty is left out, so that a field which a later version adds changes no case that does not use it."""
    values = {name: value for name, value in asdict(case).items() if value not in (None, "", (), {})}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).digest()


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
