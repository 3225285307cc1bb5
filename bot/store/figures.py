"""What the last edition of the figures told: in which cell each record was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from bot.core.statistics import FIGURES, FigureName
from bot.core.suppression import Cell, EverTold, counts
from bot.store.database import Database, Row

_ALL = "SELECT number, figure, record_id, cell FROM figure_place"
_COUNTS = "SELECT figure, cell, told FROM figure_count"
_FORGOTTEN = "forgotten "
"""Before the number of a place whose record was deleted."""


@dataclass(frozen=True, slots=True)
class Told:
    made_at: datetime | None
    """None: there was no edition yet."""
    changed_at: datetime | None
    """When something in it last changed."""
    places: Mapping[FigureName, Mapping[str, Cell]]
    """By figure and record; a deleted record stands under a name that leads nowhere."""
    counts: Mapping[FigureName, EverTold]
    """That any edition told, of each cell."""


class FigureStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def told(self) -> Told:
        async with self._database.transaction() as connection:
            row = await connection.fetch_one("SELECT made_at, changed_at FROM figure_edition")
            rows = await connection.fetch_all(_ALL)
            counted = await connection.fetch_all(_COUNTS)
        made, changed = (row["made_at"], row["changed_at"]) if row else (0, 0)
        return Told(_moment(made), _moment(changed), _places(rows), _counts(counted))

    async def record(self, before: Told, places: Mapping[FigureName, Mapping[str, Cell]], now: datetime) -> Told:
        """The next edition: all of it or none; none when a record was deleted since `before` was read."""
        changed = any(places[name] != before.places[name] for name in FIGURES)
        seconds = int(now.timestamp())
        async with self._database.transaction() as connection:
            if _places(await connection.fetch_all(_ALL)) != before.places:
                return before
            for name in FIGURES if changed else ():
                old, new = before.places[name], places[name]
                for record in [record for record in old if new.get(record) != old[record]]:
                    if record.startswith(_FORGOTTEN):
                        where, what = "number = :what", record.removeprefix(_FORGOTTEN)
                    else:
                        where, what = "figure = :figure AND record_id = :what", record
                    await connection.execute(f"DELETE FROM figure_place WHERE {where}", {"figure": name, "what": what})
                for record in [record for record in new if old.get(record) != new[record]]:
                    await connection.execute(
                        "INSERT INTO figure_place (figure, record_id, cell) VALUES (:figure, :record_id, :cell)",
                        {"figure": name, "record_id": record, "cell": new[record]},
                    )
                for cell, count in counts(new).items():
                    await connection.execute(
                        "INSERT INTO figure_count (figure, cell, told) VALUES (:figure, :cell, :told)"
                        " ON CONFLICT DO NOTHING",
                        {"figure": name, "cell": cell, "told": count},
                    )
            await connection.execute(
                "UPDATE figure_edition SET made_at = :now, changed_at = iif(:changed, :now, changed_at)",
                {"now": seconds, "changed": changed},
            )
            counted = _counts(await connection.fetch_all(_COUNTS))
        return Told(now, now if changed else before.changed_at, places if changed else before.places, counted)


def _places(rows: Sequence[Row]) -> dict[FigureName, dict[str, Cell]]:
    places: dict[FigureName, dict[str, Cell]] = {name: {} for name in FIGURES}
    for each in rows:
        if each["figure"] in places:
            record = each["record_id"] or f"{_FORGOTTEN}{each['number']}"
            places[cast("FigureName", each["figure"])][record] = each["cell"]
    return places


def _counts(rows: Sequence[Row]) -> dict[FigureName, dict[Cell, set[int]]]:
    found: dict[FigureName, dict[Cell, set[int]]] = {name: {} for name in FIGURES}
    for each in rows:
        if each["figure"] in found:
            found[cast("FigureName", each["figure"])].setdefault(each["cell"], set()).add(each["told"])
    return found


def _moment(seconds: int) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
