"""Petitions and what changed about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.core.petitions import Change, PartialDate, Petition, Source, Step, difference
from bot.store.database import Connection, Database, Row

_COLUMNS = "record_id, facility, region, sector, route, petitioners, later_unknown, confidence, checked_on"


@dataclass(frozen=True, slots=True)
class StoredPetition:
    petition: Petition
    changed_at: datetime
    """When this bot last learned something new about it."""


class PetitionStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def seed(self, petitions: Sequence[Petition], now: datetime) -> int:
        """Make the store equal to the data file; gives how many records became different.

        What differs is recorded as a change at `now`. A record that left the file is forgotten with its changes.
        """
        changed = 0
        async with self._database.transaction() as connection:
            before = {petition.record_id: petition for petition in await _read(connection)}
            for petition in petitions:
                known = before.pop(petition.record_id, None)
                kind = difference(known, petition) if known else "added"
                if kind is None:
                    continue
                await _write(connection, petition)
                moved_from = known.current.stage if known and kind == "stage" else None
                await connection.execute(
                    "INSERT INTO petition_change (record_id, recorded_at, kind, stage, stage_before)"
                    " VALUES (:record_id, :recorded_at, :kind, :stage, :stage_before)",
                    {
                        "record_id": petition.record_id,
                        "recorded_at": int(now.timestamp()),
                        "kind": kind,
                        "stage": petition.current.stage,
                        "stage_before": moved_from,
                    },
                )
                changed += 1
            for record_id in before:
                await connection.execute("DELETE FROM petition WHERE record_id = :record_id", {"record_id": record_id})
                changed += 1
        return changed

    async def get(self, record_id: str) -> StoredPetition | None:
        async with self._database.transaction() as connection:
            found = await _read(connection, record_id)
            row = await connection.fetch_one(
                "SELECT max(recorded_at) AS changed_at FROM petition_change WHERE record_id = :record_id",
                {"record_id": record_id},
            )
        if not found or row is None:
            return None
        return StoredPetition(found[0], _moment(row["changed_at"]))

    async def every(self) -> tuple[Petition, ...]:
        """By facility."""
        async with self._database.transaction() as connection:
            return await _read(connection)

    async def changes_since(self, moment: datetime) -> tuple[Change, ...]:
        """What was recorded at or after `moment`, oldest first."""
        rows = await self._database.fetch_all(
            "SELECT petition_change.record_id AS record_id, facility, recorded_at, kind, stage, stage_before"
            " FROM petition_change JOIN petition USING (record_id)"
            " WHERE recorded_at >= :moment ORDER BY change_id",
            {"moment": int(moment.timestamp())},
        )
        return tuple(
            Change(
                record_id=row["record_id"],
                facility=row["facility"],
                recorded_at=_moment(row["recorded_at"]),
                kind=row["kind"],
                stage=row["stage"],
                stage_before=row["stage_before"],
            )
            for row in rows
        )


async def _read(connection: Connection, record_id: str | None = None) -> tuple[Petition, ...]:
    where, params = ("WHERE record_id = :record_id", {"record_id": record_id}) if record_id else ("", {})
    rows = await connection.fetch_all(f"SELECT {_COLUMNS} FROM petition {where} ORDER BY facility, record_id", params)
    steps = await connection.fetch_all(
        f"SELECT record_id, stage, happened FROM petition_step {where} ORDER BY record_id, position", params
    )
    sources = await connection.fetch_all(
        f"SELECT record_id, publisher, published FROM petition_source {where} ORDER BY record_id, position", params
    )
    return tuple(_petition(row, steps, sources) for row in rows)


def _petition(row: Row, steps: Sequence[Row], sources: Sequence[Row]) -> Petition:
    record_id = row["record_id"]
    return Petition(
        record_id=record_id,
        facility=row["facility"],
        region=row["region"],
        sector=row["sector"],
        route=row["route"],
        petitioners=row["petitioners"],
        steps=tuple(
            Step(step["stage"], PartialDate.parse(step["happened"])) for step in steps if step["record_id"] == record_id
        ),
        later_unknown=bool(row["later_unknown"]),
        sources=tuple(
            Source(source["publisher"], PartialDate.parse(source["published"]) if source["published"] else None)
            for source in sources
            if source["record_id"] == record_id
        ),
        confidence=row["confidence"],
        checked_on=date.fromisoformat(row["checked_on"]),
    )


async def _write(connection: Connection, petition: Petition) -> None:
    record = {"record_id": petition.record_id}
    await connection.execute(
        f"INSERT INTO petition ({_COLUMNS}) VALUES (:record_id, :facility, :region, :sector, :route, :petitioners,"
        " :later_unknown, :confidence, :checked_on)"
        " ON CONFLICT (record_id) DO UPDATE SET facility = :facility, region = :region, sector = :sector,"
        " route = :route, petitioners = :petitioners, later_unknown = :later_unknown, confidence = :confidence,"
        " checked_on = :checked_on",
        {
            **record,
            "facility": petition.facility,
            "region": petition.region,
            "sector": petition.sector,
            "route": petition.route,
            "petitioners": petition.petitioners,
            "later_unknown": int(petition.later_unknown),
            "confidence": petition.confidence,
            "checked_on": petition.checked_on.isoformat(),
        },
    )
    await connection.execute("DELETE FROM petition_step WHERE record_id = :record_id", record)
    for position, step in enumerate(petition.steps):
        await connection.execute(
            "INSERT INTO petition_step (record_id, position, stage, happened)"
            " VALUES (:record_id, :position, :stage, :happened)",
            {**record, "position": position, "stage": step.stage, "happened": step.happened.iso},
        )
    await connection.execute("DELETE FROM petition_source WHERE record_id = :record_id", record)
    for position, source in enumerate(petition.sources):
        await connection.execute(
            "INSERT INTO petition_source (record_id, position, publisher, published)"
            " VALUES (:record_id, :position, :publisher, :published)",
            {
                **record,
                "position": position,
                "publisher": source.publisher,
                "published": source.published.iso if source.published else None,
            },
        )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
