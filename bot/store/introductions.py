"""What groups look for and offer, and who was asked about whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast

from bot.core.introductions import NOT_AGAIN, STANDS, YEAR, Stance, Statement
from bot.core.model import EventId, UserId
from bot.store.database import Database

SideState = Literal["owed", "asked", "yes", "no"]
_LISTS = ("helps", "languages", "places", "branches")


@dataclass(frozen=True, slots=True)
class Side:
    group: str
    user_id: UserId
    state: SideState


@dataclass(frozen=True, slots=True)
class Introduction:
    number: int
    since: datetime
    sides: tuple[Side, ...]
    """None is left of one whose time is over, or of whom somebody was forgotten."""
    groups: frozenset[str]


class Introductions:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def state(self, statement: Statement, command: EventId, now: datetime) -> None:
        """In place of the group's earlier one."""
        wanted = {name: sorted(getattr(statement, name)) for name in _LISTS}
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO match_stated (event_id, organisation, stated_at) VALUES (:event, hidden(:group), :now)"
                " ON CONFLICT DO NOTHING",
                {"event": command, "group": statement.group, "now": int(now.timestamp())},
            )
            await connection.execute(
                "INSERT OR REPLACE INTO match_statement (organisation, stance, user_id, wanted, expires_at)"
                " VALUES (hidden(:group), :stance, :user_id, :wanted, :expires)",
                {
                    "group": statement.group,
                    "stance": statement.stance,
                    "user_id": statement.user_id,
                    "wanted": json.dumps(wanted),
                    "expires": int((now + STANDS).timestamp()),
                },
            )

    async def take_back(self, group: str) -> None:
        """And every yes that was not carried out."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM match_statement WHERE organisation = hidden(:group)", {"group": group}
            )
            await connection.execute(
                "DELETE FROM introduction_side WHERE organisation = hidden(:group)", {"group": group}
            )

    async def stated(self, group: str, now: datetime, besides: EventId) -> int:
        """How often within a year, `besides` this command, which may come a second time."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM match_stated WHERE stated_at <= :moment", {"moment": int((now - YEAR).timestamp())}
            )
            rows = await connection.fetch_all(
                "SELECT event_id FROM match_stated WHERE organisation = hidden(:group) AND event_id <> :event",
                {"group": group, "event": besides},
            )
        return len(rows)

    async def statements(self, now: datetime) -> list[Statement]:
        """Those that still stand; what is too old goes."""
        moment = {"now": int(now.timestamp())}
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM match_statement WHERE expires_at <= :now", moment)
            rows = await connection.fetch_all(
                "SELECT organisation, stance, user_id, wanted FROM match_statement ORDER BY organisation, stance"
            )
        found = []
        for row in rows:
            wanted = json.loads(row["wanted"])
            lists = [frozenset[str](wanted[name]) for name in _LISTS]
            stance = cast("Stance", row["stance"])
            found.append(Statement(row["organisation"], UserId(row["user_id"]), stance, *lists))
        return found

    async def add(self, found: Sequence[tuple[Statement, Statement]], now: datetime) -> None:
        """Owe the question to both sides of each; forget who was asked a year ago."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "DELETE FROM introduction WHERE since <= :moment", {"moment": int((now - NOT_AGAIN).timestamp())}
            )
            for one, other in found:
                await connection.execute(
                    "INSERT INTO introduction (one, other, since) VALUES (hidden(:one), hidden(:other), :now)",
                    {"one": one.group, "other": other.group, "now": int(now.timestamp())},
                )
                for side in (one, other):
                    await connection.execute(
                        "INSERT INTO introduction_side (number, organisation, user_id, state)"
                        " VALUES ((SELECT max(number) FROM introduction), hidden(:group), :user_id, 'owed')",
                        {"group": side.group, "user_id": side.user_id},
                    )

    async def every(self) -> list[Introduction]:
        async with self._database.transaction() as connection:
            rows = await connection.fetch_all("SELECT number, one, other, since FROM introduction ORDER BY number")
            sides = await connection.fetch_all(
                "SELECT number, organisation, user_id, state FROM introduction_side ORDER BY number, organisation"
            )
        return [
            Introduction(
                row["number"],
                datetime.fromtimestamp(row["since"], UTC),
                tuple(
                    Side(side["organisation"], UserId(side["user_id"]), cast("SideState", side["state"]))
                    for side in sides
                    if side["number"] == row["number"]
                ),
                frozenset((row["one"], row["other"])),
            )
            for row in rows
        ]

    async def move(self, number: int, side: Side, state: SideState) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                "UPDATE introduction_side SET state = :state WHERE number = :number AND organisation = hidden(:group)",
                {"state": state, "number": number, "group": side.group},
            )

    async def end(self, number: int) -> None:
        """Of the answers nothing is left."""
        async with self._database.transaction() as connection:
            await connection.execute("DELETE FROM introduction_side WHERE number = :number", {"number": number})
