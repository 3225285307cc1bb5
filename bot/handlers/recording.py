"""`!petition update` and `history`: what happened to a petition, told by the group that it belongs to."""

from __future__ import annotations

from dataclasses import replace

from bot.core import history
from bot.core.cards import Typed, card
from bot.core.clocks import Clocks
from bot.core.command_words import fold
from bot.core.commands import spell
from bot.core.example_words import KEYS, in_words
from bot.core.history import Corrected, Impossible, Recorded
from bot.core.lifecycle import NO_ANSWER, Refused
from bot.core.model import Language
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Flag, Step, find_step
from bot.core.record_changes import entered
from bot.core.record_fields import FIELDS
from bot.core.record_words import FIELD_NAMED
from bot.core.records import Change, Record
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.change_words import ChangeWords
from bot.handlers.free_text import FreeText
from bot.handlers.own_records import OwnRecords, argument, arguments, change_by
from bot.handlers.record_reading import (
    impossible,
    read_day,
    read_pair,
    read_stage,
    refused_words,
    says_unknown,
)
from bot.i18n import Texts
from bot.store.register import Register

UPDATE_HELP: tuple[HelpLine, ...] = (
    ("7K2-M9X declined 2026-03-04", N_("what happened, and on which day")),
    ("7K2-M9X reason:no_reason_given", N_("details: reason, given, names, leaked, workers, plan, strike …")),
    ("7K2-M9X entry:2 declined 2026-03-05 …", N_("entry 2 was wrong; the reason at the end")),
)
HISTORY_HELP: tuple[HelpLine, ...] = (("7K2-M9X", N_("who changed what in a record of your group, and when")),)

_KEYS = frozenset({"record_id", "date", "stage", "text", "duration", "https", "http"})
_ENTRY = frozenset({"entry", "entrada", "entree"})


class RecordingDesk:
    def __init__(
        self,
        texts: Texts,
        clocks: Clocks,
        register: Register,
        own: OwnRecords,
        changes: ChangeWords,
        free_text: FreeText,
    ) -> None:
        self._texts = texts
        self._clocks = clocks
        self._register = register
        self._own = own
        self._changes = changes
        self._free_text = free_text

    # --- update --------------------------------------------------------------------------------------------------

    async def update(self, asked: Asked) -> Reply:
        """Raises UserError for what cannot be recorded."""
        if again := await self._own.again(asked):
            return again
        record = self._own.own(asked)
        if news := await self._own.news(asked, record):
            return news
        number = next((value for key, value in arguments(asked).items() if fold(key) in _ENTRY), None)
        if number is not None:
            return await self._correct(asked, record, number)
        changes = self._details(asked, record)
        if argument(asked, "stage") and not any(_is_text_field(key) for key, _ in arguments(asked).items()):
            step = self._step(asked, record)
            result = self._recorded(asked, record, step or Step(NO_ANSWER, None))
            if isinstance(result, Refused):
                return self._refusal(asked, record, result, unknown=step is None)
            changes += [entered(result, record.owner)] if result is not None else []
        elif not changes and not _pairs(asked):
            raise UserError(
                N_("What happened? For example: %(command)s"),
                command=spell(
                    "petition.update",
                    asked.answer_language,
                    in_words(f"{record.record_id} declined 2026-03-04", asked.answer_language),
                ),
            )
        return await self._own.write(asked, record, changes, "recorded")

    def _step(self, asked: Asked, record: Record) -> Step | None:
        """None: it names no stage. Raises UserError."""
        typed = argument(asked, "stage")
        stage = read_stage(self._texts, self._clocks.lifecycle, record.route, typed)
        if stage is None:
            return None
        if stage == NO_ANSWER and not argument(asked, "date"):
            return Step(stage, None)  # refused in any case, with what can be recorded
        return Step(stage, self._day(asked))

    def _day(self, asked: Asked) -> PartialDate | None:
        typed = argument(asked, "date")
        if typed:
            return read_day(self._texts, asked.answer_language, typed, asked.today)
        if says_unknown(argument(asked, "text")):
            return None
        raise UserError(
            N_("On which day? Please add it, like this: %(example)s. If nobody knows it, write: unknown"),
            example=asked.today.isoformat(),
        )

    def _recorded(self, asked: Asked, record: Record, step: Step) -> Recorded | Refused | None:
        """None: it says that already. Raises UserError."""
        steps, today = record.steps, asked.today
        standing = find_step(steps, step.stage)
        if standing is not None and standing.happened == step.happened:
            return None
        result = history.record(
            self._clocks.lifecycle,
            record.route,
            record.history,
            step,
            asked.now,
            asked.member.user_id,
            no_answer=self._clocks.no_answer(record.route, steps, today) is not None,
        )
        if isinstance(result, Impossible):
            raise impossible(result, self._history_command(asked, record))
        return result

    def _refusal(self, asked: Asked, record: Record, refused: Refused, *, unknown: bool = False) -> Reply:
        """What can be recorded instead, ready to type."""
        t, language = self._texts, asked.answer_language
        title = (
            N_("That is worked out from the dates and cannot be recorded. What can be recorded now:")
            if refused.reason == "derived"
            else N_("That cannot come next. What can be recorded now:")
        )
        if unknown:
            title = N_("I do not know this stage. What can be recorded now:")
        lines: list[str | Typed] = [
            Typed(spell("petition.update", language, f"{record.record_id} {code} {asked.today.isoformat()}"), words)
            for code, words in refused_words(t, language, record.route, refused)
        ]
        command = self._history_command(asked, record)
        lines.append(t.gettext(language, "If an entry is wrong, correct it: %(command)s", command=command))
        return Reply(card(t.gettext(language, title), lines))

    def _details(self, asked: Asked, record: Record) -> list[Change]:
        changes: list[Change] = []
        for key, typed in _pairs(asked):
            change = self._text_field(asked, key, typed) if _is_text_field(key) else self._pair(asked, key, typed)
            if not _says_already(record, change):
                changes.append(change)
        return changes

    def _text_field(self, asked: Asked, key: str, typed: str) -> Change:
        """`facility:` takes all the words that follow."""
        name = FIELD_NAMED[key]
        behind = argument(asked, "stage") or argument(asked, "text")
        text = self._free_text.checked(f"{typed} {behind}", asked.answer_language)
        return change_by(asked, "detail", {"field": name, "value": text})

    def _pair(self, asked: Asked, key: str, typed: str) -> Change:
        read = read_pair(self._texts, asked.answer_language, key, typed)
        if read is None:
            keys = KEYS[asked.answer_language]
            raise UserError(N_("I do not know “%(key)s:”. You can use: %(keys)s"), key=key, keys=keys)
        if isinstance(read, Flag):
            since = self._since(asked)
            return change_by(asked, "flag", {"name": read.name, "value": read.value, "since": since})
        name, value = read
        return change_by(asked, "detail", {"field": name, "value": value})

    def _since(self, asked: Asked) -> str | None:
        typed = argument(asked, "date")
        return read_day(self._texts, asked.answer_language, typed, asked.today).iso if typed else None

    async def _correct(self, asked: Asked, record: Record, number: str) -> Reply:
        """`entry:3 declined 2026-03-05 reason`; without a stage the entry is taken back."""
        command = self._history_command(asked, record)
        if not number.isascii() or not number.isdigit() or len(number) > 6:
            raise impossible(Impossible("no_such_entry"), command)
        typed, reason = argument(asked, "stage"), argument(asked, "text")
        stage, behind = self._stage_and_reason(record, typed)
        step = Step(stage, self._day(asked)) if stage else None
        reason = f"{behind} {reason}".strip()
        if reason:
            reason = self._free_text.checked(reason, asked.answer_language)
        result = history.correct(
            self._clocks.lifecycle,
            record.route,
            record.history,
            int(number),
            step,
            reason,
            asked.now,
            asked.member.user_id,
        )
        if isinstance(result, Impossible):
            raise impossible(result, command)
        if isinstance(result, Refused):
            return self._refusal(asked, record, result)
        return await self._own.write(asked, record, [entered(result, record.owner)], "corrected")

    def _stage_and_reason(self, record: Record, typed: str) -> tuple[str | None, str]:
        """A reason behind the name of a stage must not hide it: the entry would be taken back instead.

        With words behind it, the name has to be the exact one: "reply came twice" is a reason.
        """
        stage = read_stage(self._texts, self._clocks.lifecycle, record.route, typed) if typed else None
        if stage is not None:
            return stage, ""
        first, _, behind = typed.partition(" ")
        return (first.lower(), behind) if first.lower() in self._clocks.lifecycle.stages else (None, typed)

    # --- history -------------------------------------------------------------------------------------------------

    async def history(self, asked: Asked) -> Reply:
        """Raises UserError unless it belongs to the person's own group."""
        record = self._own.own(asked)
        t, language = self._texts, asked.answer_language
        told, fingerprint = await self._register.history(record.record_id)
        await self._register.note_seen(asked.member.user_id, record)
        lines = [
            self._changes.line(language, number, each.change, asked.zone, record.route)
            for number, each in enumerate(told, 1)
        ]
        lines += self._entries(language, record)
        wrong = [number for number, each in enumerate(told, 1) if not each.intact]
        if wrong or self._register.tampered:
            sentence = N_("Something in my log is not as it was written. Please tell a coordinator.")
            lines.append(t.gettext(language, sentence))
        sentence = N_("Fingerprint: %(fingerprint)s. Who keeps it can tell later whether anything above was altered.")
        lines.append(t.gettext(language, sentence, fingerprint=fingerprint))
        title = t.gettext(language, "History of %(record)s", record=record.record_id)
        return Reply(card(title, lines))

    def _entries(self, language: Language, record: Record) -> list[str]:
        """The stages by the numbers that a correction takes."""
        t, lines = self._texts, []
        for entry in record.history:
            if isinstance(entry, Recorded):
                step = Step(entry.step.stage, entry.step.happened)
                change = entered(replace(entry, step=step), record.owner)
                lines.append(
                    t.gettext(
                        language,
                        "Entry %(number)s: %(what)s",
                        number=entry.number,
                        what=self._changes.what(language, change, record.route),
                    )
                )
            elif isinstance(entry, Corrected):
                lines.append(
                    t.gettext(
                        language,
                        "Entry %(number)s corrects entry %(other)s",
                        number=entry.number,
                        other=entry.corrects,
                    )
                )
        return lines

    def _history_command(self, asked: Asked, record: Record) -> str:
        return spell("petition.history", asked.answer_language, record.record_id)


def _pairs(asked: Asked) -> list[tuple[str, str]]:
    return [(key, value) for key, value in arguments(asked).items() if key not in _KEYS]


def _is_text_field(key: str) -> bool:
    return FIELD_NAMED.get(key) in ("facility", "place")


def _says_already(record: Record, change: Change) -> bool:
    values = change.values
    if change.action == "flag":
        return any(flag.name == values["name"] and flag.value == values["value"] for flag in record.flags)
    name, value = values["field"], values["value"]
    if name in ("facility", "place", "sector"):
        return bool(getattr(record, str(name)) == value)
    return name in FIELDS and isinstance(value, list) and record.details.get(str(name)) == tuple(value)
