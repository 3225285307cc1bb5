"""Offers of one group to another to show each other fields of their records. Nothing is left of one that ended."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.store.database import Database, Row

_COLUMNS = "offer_id, from_group, to_group, record_id, fields, until, expires_at"


@dataclass(frozen=True, slots=True)
class RevealOffer:
    offer_id: str
    from_group: str
    to_group: str
    record_id: str
    """Of the group that offers."""
    fields: tuple[str, ...]
    until: date | None
    expires_at: datetime


class RevealOffers:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, offer: RevealOffer) -> None:
        """The same one again changes nothing."""
        async with self._database.transaction() as connection:
            await connection.execute(
                f"INSERT INTO reveal_offer ({_COLUMNS})"
                " VALUES (:offer_id, hidden(:from_group), hidden(:to_group), :record_id, :fields, :until, :expires_at)"
                " ON CONFLICT DO NOTHING",
                {
                    "offer_id": offer.offer_id,
                    "from_group": offer.from_group,
                    "to_group": offer.to_group,
                    "record_id": offer.record_id,
                    "fields": json.dumps(offer.fields),
                    "until": offer.until.isoformat() if offer.until else "",
                    "expires_at": int(offer.expires_at.timestamp()),
                },
            )

    async def every(self, now: datetime) -> list[RevealOffer]:
        """Those that still stand; what is too old goes."""
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM reveal_offer WHERE expires_at <= :now", {"now": int(now.timestamp())})
            rows = await connection.fetch_all(f"SELECT {_COLUMNS} FROM reveal_offer ORDER BY offer_id")
        return [_offer(row) for row in rows]

    async def end(self, offer: RevealOffer) -> None:
        """Also that there was one."""
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM reveal_offer WHERE offer_id = :offer", {"offer": offer.offer_id})
            await connection.execute(
                "DELETE FROM register_done WHERE record_id = :record AND outcome = 'offered'",
                {"record": offer.record_id},
            )


def _offer(row: Row) -> RevealOffer:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    expires_at = datetime.fromtimestamp(row["expires_at"], UTC)
    fields = tuple(json.loads(row["fields"]))
    return RevealOffer(row["offer_id"], row["from_group"], row["to_group"], row["record_id"], fields, until, expires_at)
