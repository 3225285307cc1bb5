"""`!petition export`: a group's own records, or for coordinators what the network sees, as files in the direct chat.

The files are made in memory and nowhere else. What they hold is what the same person could read one by one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bot.core.cards import card
from bot.core.commands import may
from bot.core.disclosure import View
from bot.core.petitions import Step
from bot.core.portable import COLUMNS, Portable
from bot.core.record_fields import OUTCOMES
from bot.core.records import Record
from bot.core.tables import write_table
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, OwnFile, Reply
from bot.handlers.own_records import OwnRecords, argument, organisation_of
from bot.handlers.record_views import RecordViews
from bot.i18n import Texts
from bot.store.register import Register

EXPORT_HELP: tuple[HelpLine, ...] = (
    ("", N_("the petitions of your group as files (CSV and JSON)")),
    ("network", N_("for coordinators: what the network sees")),
)
NETWORK_COLUMNS: tuple[str, ...] = ("number", "route", "sector", "zone", "phase", "confirmed", *OUTCOMES)


class ExportDesk:
    def __init__(self, texts: Texts, register: Register, own: OwnRecords, views: RecordViews) -> None:
        self._texts = texts
        self._views = views
        self._register = register
        self._own = own

    async def export(self, asked: Asked) -> Reply:
        """Raises UserError."""
        if argument(asked, "scope") == "network":
            return self._network(asked)
        records = [record.without_covered for record in self._wanted(asked)]
        if not records:
            raise UserError(N_("Your group has no record here yet."))
        rows = [{"number": record.record_id, **Portable.of(record).cells()} for record in records]
        whole = [_whole(record) for record in records]
        t, language = self._texts, asked.answer_language
        lines = [
            t.gettext(language, "Whoever has these files can read them: keep them where the company cannot get them."),
            t.gettext(language, "The CSV can be read in again; what others reported and who may see it stays here."),
        ]
        title = t.ngettext(language, "%(count)s petition exported", "%(count)s petitions exported", len(records))
        return Reply(card(title, lines), files=_files(COLUMNS, rows, whole))

    def _wanted(self, asked: Asked) -> list[Record]:
        """The one that is named, else all of the group. Raises UserError."""
        group = organisation_of(asked)
        if argument(asked, "record_id"):
            return [self._own.own(asked)]
        return [record for record in self._register.in_order() if record.owner == group]

    def _network(self, asked: Asked) -> Reply:
        """What every member sees of what was published, in the order of numbers, which is random."""
        if not may(asked.member.role, "org.add"):
            raise UserError(N_("Only coordinators may do this."))
        views = self._views.published(asked.now.date())
        rows = [_coarse(view) for view in views]
        t, language = self._texts, asked.answer_language
        title = t.ngettext(language, "%(count)s petition exported", "%(count)s petitions exported", len(rows))
        lines = [
            t.gettext(language, "Only what every member of the network may see. Self-reported, not all petitions.")
        ]
        return Reply(card(title, lines), files=_files(NETWORK_COLUMNS, rows, rows))


def _files(
    columns: Sequence[str], rows: Sequence[Mapping[str, str]], whole: Sequence[Mapping[str, object]]
) -> tuple[OwnFile, ...]:
    """Their names tell nothing of what is in them."""
    document = json.dumps({"format": "trinational-register", "version": 1, "records": whole}, ensure_ascii=False)
    return (
        OwnFile("export.csv", "text/csv", write_table(columns, rows).encode()),
        OwnFile("export.json", "application/json", document.encode()),
    )


def _whole(record: Record) -> dict[str, object]:
    """With what the owners see of others' doing, for their own files."""
    portable = Portable.of(record)
    return {
        "number": record.record_id,
        "route": record.route,
        "facility": record.facility,
        "place": record.place,
        "sector": record.sector,
        "stages": [_step(step) for step in portable.steps],
        "flags": [
            {"name": flag.name, "value": flag.value, "since": flag.since.iso if flag.since else None}
            for flag in portable.flags
        ],
        **{name: list(values) for name, values in portable.details.items()},
        "remedies": [
            {
                "kind": remedy.kind,
                "due": remedy.due.iso if remedy.due else None,
                "delivered": remedy.delivered,
                "since": remedy.since.iso if remedy.since else None,
            }
            for remedy in portable.remedies
        ],
        "retaliation": [
            {"kind": told.kind, "month": told.month.iso, "count": told.count} for told in portable.retaliation
        ],
        "official": dict(record.official),
        "confirmed": {step.stage: step.said_by for step in record.steps},
        "conflicting": [
            {"group": each.organisation, "stage": each.stage, "date": each.happened.iso if each.happened else None}
            for each in record.conflicting
        ],
        "shared": {
            "network": record.sharing.network is not None,
            "groups": sorted(record.sharing.named),
            "levels": dict(record.sharing.levels),
        },
    }


def _step(step: Step) -> dict[str, str | None]:
    return {"stage": step.stage, "date": step.happened.iso if step.happened else None}


def _coarse(view: View) -> dict[str, str]:
    """Without columns that have nothing: there may be thousands."""
    cells = {
        "number": view.record_id,
        "route": view.route or "",
        "sector": view.sector or view.supersector or "",
        "zone": view.place or view.zone or "",
        "phase": view.phase or "",
        "confirmed": view.said_by or "",
    }
    for name, values in (view.outcomes or {}).items():
        cells[name] = "; ".join(values)
    return {name: cell for name, cell in cells.items() if cell}
