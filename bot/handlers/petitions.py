"""`!petition status`: the card of one record, or the list of all."""

from __future__ import annotations

from datetime import date, datetime

from bot.core import record_ids
from bot.core.cards import Typed, card
from bot.core.commands import Command, spell
from bot.core.model import Language, Rendered
from bot.core.petitions import CONFIDENCE, NEXT, ROUTES, STAGES, DayCount, PartialDate, day_counts, days_since
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.i18n import Texts
from bot.store.petitions import PetitionStore, StoredPetition

STATUS_HELP: tuple[HelpLine, ...] = (
    ("", N_("where every petition stands")),
    (record_ids.EXAMPLE, N_("one petition: stage, dates, sources")),
)


class PetitionDesk:
    def __init__(self, texts: Texts, store: PetitionStore) -> None:
        self._texts = texts
        self._store = store

    async def status(self, asked: Asked) -> Reply:
        """Raises UserError when no record has the id that was asked for."""
        language = asked.answer_language
        typed = asked.command.arguments.get("record_id") if isinstance(asked.command, Command) else None
        if typed is None:
            return Reply(await self._list(language))
        record_id = record_ids.parse(typed)
        stored = await self._store.get(record_id) if record_id else None
        if stored is None:
            raise UserError(
                N_(
                    "I know no record with this number. A number has six letters or digits, like %(example)s."
                    " Write %(command)s to see all records."
                ),
                example=record_ids.EXAMPLE,
                command=spell("petition.status", language),
            )
        return Reply(self._card(language, stored, asked.now))

    async def _list(self, language: Language) -> Rendered:
        petitions = await self._store.every()
        t = self._texts
        title = t.ngettext(language, "%(count)s petition on record", "%(count)s petitions on record", len(petitions))
        lines: list[str | Typed] = [
            f"{petition.record_id} · {petition.facility} · {t.gettext(language, STAGES[petition.current.stage])}"
            for petition in petitions
        ]
        if petitions:
            command = spell("petition.status", language, petitions[0].record_id)
            lines.append(t.gettext(language, "Details: %(command)s", command=command))
        return card(title, lines)

    def _card(self, language: Language, stored: StoredPetition, now: datetime) -> Rendered:
        t, petition, today = self._texts, stored.petition, now.date()
        stage = petition.current.stage
        public = t.gettext(language, "public case")
        lines = [
            f"{petition.record_id} · {petition.region} · {public}",
            t.gettext(language, "Route: %(route)s", route=t.gettext(language, ROUTES[petition.route])),
            t.gettext(language, "Stage: %(stage)s", stage=t.gettext(language, STAGES[stage])),
            self._since(language, petition.current.happened, today),
        ]
        if stage in NEXT:
            lines.append(t.gettext(language, NEXT[stage]))
        if petition.later_unknown:
            lines.append(t.gettext(language, "Nothing later is public."))
        filed = petition.step("filed")
        if filed:
            day = self._date(language, filed.happened)
            lines.append(t.gettext(language, "Filed: %(date)s, by %(who)s", date=day, who=petition.petitioners))
        for count in day_counts(petition, today):
            lines += self._count(language, count)
        publishers = ", ".join(source.publisher for source in petition.sources)
        trust = t.gettext(language, CONFIDENCE[petition.confidence])
        lines += [
            t.gettext(language, "Sources: %(publishers)s (%(trust)s)", publishers=publishers, trust=trust),
            t.gettext(language, "Checked: %(date)s", date=t.date(language, petition.checked_on)),
            t.gettext(language, "Last change here: %(date)s", date=t.date(language, stored.changed_at.date())),
        ]
        return card(petition.facility, lines)

    def _since(self, language: Language, happened: PartialDate, today: date) -> str:
        written, elapsed = self._date(language, happened), days_since(happened, today)
        if elapsed is None:
            return self._texts.gettext(language, "Since: %(date)s", date=written)
        return self._texts.ngettext(
            language, "Since: %(date)s (%(count)s day)", "Since: %(date)s (%(count)s days)", elapsed, date=written
        )

    def _date(self, language: Language, happened: PartialDate) -> str:
        if happened.precision == "month":
            return self._texts.month(language, happened.day)
        return self._texts.date(language, happened.day)

    def _count(self, language: Language, count: DayCount) -> list[str]:
        t = self._texts
        if count.name == "panel":
            return [
                t.gettext(language, "Panel: no decision known, day %(day)s", day=count.day)
                if count.running
                else t.ngettext(
                    language,
                    "Panel: decided %(count)s day after the request",
                    "Panel: decided %(count)s days after the request",
                    count.day,
                )
            ]
        lines = [self._against_limit(language, count)]
        if count.estimated:
            sentence = N_("Limit: %(law)s. Counted from filing, an estimate.")
        else:
            sentence = N_("Limit: %(law)s. Counted from receipt.")
        return [*lines, t.gettext(language, sentence, law=count.law)]

    def _against_limit(self, language: Language, count: DayCount) -> str:
        t, limit = self._texts, count.limit or 0
        if not count.days_over:
            sentence = (
                N_("US answer: none recorded, day %(day)s of %(limit)s")
                if count.running
                else N_("US answer: day %(day)s of %(limit)s")
            )
            return t.gettext(language, sentence, day=count.day, limit=limit)
        if count.running:
            return t.ngettext(
                language,
                "US answer: none recorded, day %(day)s of %(limit)s: %(count)s day over",
                "US answer: none recorded, day %(day)s of %(limit)s: %(count)s days over",
                count.days_over,
                day=count.day,
                limit=limit,
            )
        return t.ngettext(
            language,
            "US answer: day %(day)s of %(limit)s, %(count)s day over",
            "US answer: day %(day)s of %(limit)s, %(count)s days over",
            count.days_over,
            day=count.day,
            limit=limit,
        )
