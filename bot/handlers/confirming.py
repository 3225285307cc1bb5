"""`!petition confirm`: another group says what it knows of a petition, or somebody points to an official text."""

from __future__ import annotations

from bot.core.clocks import Clocks
from bot.core.history import Impossible
from bot.core.petitions import current_step
from bot.core.records import Report
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.own_records import OwnRecords, argument, arguments, change_by, organisation_of
from bot.handlers.record_reading import impossible, official_link, read_day, read_stage
from bot.i18n import Texts

CONFIRM_HELP: tuple[HelpLine, ...] = (
    ("7K2-M9X", N_("a petition of another group: you know it too; a stage and a day say what you know")),
    ("7K2-M9X https://ustr.gov/…", N_("there is an official text about it")),
)


class ConfirmingDesk:
    def __init__(self, texts: Texts, clocks: Clocks, own: OwnRecords) -> None:
        self._texts = texts
        self._clocks = clocks
        self._own = own

    async def confirm(self, asked: Asked) -> Reply:
        """A second group says what it knows; or a link to an official text. Raises UserError.

        Only who sees the exact stage may: else one could try stages until the card calls one confirmed.
        """
        if again := await self._own.again(asked):
            return again
        organisation = organisation_of(asked)
        record, view = self._own.find(asked)
        if not view.steps:
            raise UserError(
                N_("You see too little of this record to confirm it. Its group can share it with yours first.")
            )
        current = current_step(self._clocks.lifecycle, record.steps)
        link = official_link(arguments(asked))
        if link:
            changes = [change_by(asked, "official", {"stage": current.stage, "link": link})]
            known = record.official.get(current.stage) == link
            return await self._own.write(asked, record, [] if known else changes, "official")
        if organisation == record.owner:
            raise UserError(N_("It is your own record: another group has to confirm it."))
        typed = argument(asked, "text")
        stage = read_stage(self._texts, self._clocks.lifecycle, record.route, typed) if typed else current.stage
        if stage is None:
            raise UserError(N_("I do not know this stage. Without one you confirm the one that is recorded."))
        date = argument(asked, "date")
        happened = read_day(self._texts, asked.answer_language, date, asked.today) if date else None
        if happened is not None and happened.day > asked.today:
            raise impossible(Impossible("in_the_future"), "")
        if Report(organisation, stage, happened) in record.reports:
            return await self._own.write(asked, record, [], "unchanged")
        values = {"stage": stage, "happened": happened.iso if happened else None}
        return await self._own.write(asked, record, [change_by(asked, "reported", values)], "confirmed")
