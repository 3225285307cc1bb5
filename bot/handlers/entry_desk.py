"""`!petition new`: a record entered in the direct chat, one question at a time. Nobody else sees any of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import cast

from bot.core.argument_words import STAGE
from bot.core.cards import card, note
from bot.core.clocks import Clocks
from bot.core.command_words import fold
from bot.core.entry import (
    NOTHING,
    SKIPPABLE,
    SKIPPED,
    Entry,
    Problem,
    Question,
    answered,
    back,
    changes_of,
    choices,
    corrected,
    given,
    is_no_name,
    says_nothing,
    skipped,
)
from bot.core.history import Impossible
from bot.core.lifecycle import Refused, Route
from bot.core.model import Language, Rendered
from bot.core.partial_dates import PartialDate
from bot.core.records import Value
from bot.core.sectors import SECTOR_WORDS
from bot.core.sharing_words import STEERING, WORDS, is_word, steering
from bot.core.stage_words import ROUTE_WORDS, stage_words
from bot.core.words import N_
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.free_text import FreeText
from bot.handlers.one_at_a_time import OneAtATime
from bot.handlers.own_records import OwnRecords, check_may_write, organisation_of
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.dialogues import Dialogues
from bot.store.register import Register

NEW_HELP: tuple[HelpLine, ...] = (("", N_("enter a petition of your group, one question at a time")),)

_ASKED: Mapping[Question, str] = {
    "route": N_("Which way does the petition go?"),
    "facility": N_("What is the workplace called? The company or plant, no names of persons."),
    "place": N_("In which state or province is it?"),
    "sector": N_("In which sector?"),
    "filed": N_("On which day was it filed? Skip it if it is not filed yet."),
    "received": N_("On which day was its receipt confirmed to you? Skip it if it was not."),
    "since": N_("What has happened since?"),
    "since_date": N_("On which day? Skip it if nobody knows."),
    "check": N_("Please check. A number changes that answer."),
}
_SHORT: Mapping[Question, str] = {
    "route": N_("Route: %(answer)s"),
    "facility": N_("Workplace: %(answer)s"),
    "place": N_("Place: %(answer)s"),
    "sector": N_("Sector: %(answer)s"),
    "filed": N_("Filed: %(answer)s"),
    "received": N_("Receipt confirmed: %(answer)s"),
    "since": N_("Since then: %(answer)s"),
    "since_date": N_("On: %(answer)s"),
}
_PROBLEMS: Mapping[Problem, str] = {
    "choose": N_("Please answer with one of the numbers."),
    "no_name": N_("Please answer this one with a name, in words: no number, no question."),
    "no_date": N_("I did not understand the date. You can write: 3 April 2026, yesterday, 2026-04, or only 2026."),
    "roughly": N_("Nobody has to know the day: the month or the year is enough, such as 2026-04 or 2026."),
    "future": N_("That day is still to come. Only what has happened is recorded."),
    "too_early": N_("That is before a day that you gave already. Please write it once more, or change the other one."),
    "not_skippable": N_("I need an answer to this one."),
    "not_that_number": N_("Write the number of the answer to change, or the word that saves it."),
    "order": N_("These days or stages do not fit each other. Please change what is wrong."),
    "nothing_to_go_back_to": N_("This is the first question."),
}
_NAME_IN_IT = N_(
    "“%(words)s” may be the name of a person, and the register holds none. If the workplace is called so, write its"
    " name once more; else write it without."
)
_TWO_DAYS = N_("Which day do you mean?")


class EntryDesk:
    def __init__(
        self,
        texts: Texts,
        clocks: Clocks,
        register: Register,
        dialogues: Dialogues,
        own: OwnRecords,
        free_text: FreeText,
        taken: Collection[str],
        one: OneAtATime,
    ) -> None:
        """`taken`: ids of the public cases."""
        self._texts = texts
        self._lifecycle = clocks.lifecycle
        self._register = register
        self._dialogues = dialogues
        self._own = own
        self._free_text = free_text
        self._taken = taken
        self._one = one

    async def begin(self, asked: Asked) -> Reply:
        """The first question; or, where one was left, that one again. Raises UserError."""
        organisation_of(asked)
        await self._one.check(asked, "petition.new")
        left = await self._dialogues.get(asked.member.user_id, "entry", asked.now)
        if left is not None:
            sentence = N_("You began this on %(date)s. We go on where you stopped.")
            day = self._texts.date(asked.answer_language, left.touched_at.date())
            head = [] if left.event_id == asked.event.event_id else [self._say(asked, sentence, date=day)]
            return Reply(self._question(asked, _entry(left.state), head))
        entry = Entry()
        await self._keep(asked, entry)
        kept = self._say(asked, N_("Only you see this until you save it. You can leave it and come back for 7 days."))
        return Reply(self._question(asked, entry, [kept]))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """An answer in the direct chat. None when nothing is asked. Raises UserError."""
        if again := await self._own.again(asked):
            await self._end(asked)
            return again
        left = await self._dialogues.get(asked.member.user_id, "entry", asked.now)
        if left is None:
            return None
        entry = _entry(left.state)
        if left.event_id == asked.event.event_id:  # the reply got lost
            return Reply(self._question(asked, entry, []))
        steer = steering(body)
        if steer == "cancel":
            await self._end(asked)
            return Reply(note(self._say(asked, N_("Forgotten. Nothing was saved."))))
        if entry.asking == "check" and is_word(body, "save"):
            return await self._save(asked, entry)
        result = self._moved(asked, entry, body, steer)
        if isinstance(result, str):
            return Reply(self._question(asked, entry, [self._say(asked, _PROBLEMS[result])]))
        await self._keep(asked, result)
        return Reply(self._question(asked, result, self._noted(asked, entry, result)))

    def _moved(self, asked: Asked, entry: Entry, body: str, steer: str | None) -> Entry | Problem:
        """Raises UserError for what must not be kept."""
        if steer == "skip" and entry.asking != "check":
            return skipped(entry)
        if steer == "back":
            return back(entry)
        if entry.asking == "check":
            return corrected(entry, body)
        if says_nothing(entry, body):
            return answered(entry, body, self._lifecycle, asked.today)
        if entry.asking in ("facility", "place") and is_no_name(body):
            return "no_name"
        if entry.asking == "facility":
            return self._workplace(asked, entry, body)
        if entry.asking == "place":
            body = self._free_text.place(body, asked.answer_language)
        words = [self._spellings(entry, choice) for choice in choices(entry, self._lifecycle)]
        return answered(entry, body, self._lifecycle, asked.today, words)

    def _workplace(self, asked: Asked, entry: Entry, body: str) -> Entry:
        text, doubtful = self._free_text.workplace(body, asked.answer_language)
        if doubtful and fold(text) not in entry.doubt:
            return replace(entry, doubt=(fold(text), ", ".join(doubtful)))
        return given(entry, text)

    async def _save(self, asked: Asked, entry: Entry) -> Reply:
        check_signed(asked)
        check_may_write(asked)
        organisation = organisation_of(asked)
        changes = changes_of(entry, self._lifecycle, asked.now, asked.today, asked.member.user_id, organisation)
        if isinstance(changes, Refused | Impossible):
            return Reply(self._question(asked, entry, [self._say(asked, _PROBLEMS["order"])]))
        record_id = self._register.new_id(self._taken)
        await self._register.write(record_id, changes, asked.event.event_id, "created", asked.now)
        await self._end(asked)
        reply = await self._own.again(asked)
        if reply is None:
            raise AssertionError("it was written")
        return reply

    async def _keep(self, asked: Asked, entry: Entry) -> None:
        state: dict[str, Value | Mapping[str, str]] = {
            "answers": {str(name): answer for name, answer in entry.answers.items()},
            "asking": entry.asking,
            "doubt": list(entry.doubt),
        }
        await self._dialogues.put(asked.member.user_id, "entry", state, asked.event.event_id, asked.now)

    async def _end(self, asked: Asked) -> None:
        await self._dialogues.end(asked.member.user_id, "entry")

    # --- what the person reads -----------------------------------------------------------------------------------

    def _question(self, asked: Asked, entry: Entry, head: Sequence[str]) -> Rendered:
        language = asked.answer_language
        if entry.asking == "check":
            return self._check(asked, entry, head)
        if entry.asking == "facility" and entry.doubt:
            title = self._say(asked, _NAME_IN_IT, words=entry.doubt[1])
        elif entry.doubt:
            title = self._say(asked, _TWO_DAYS)
        else:
            title = self._say(asked, _ASKED[entry.asking])
        offered = () if entry.asking == "facility" else choices(entry, self._lifecycle)
        lines = [f"{at}. {self._answer(language, entry, entry.asking, each)}" for at, each in enumerate(offered, 1)]
        words = [STEERING[word][language] for word in ("back", "cancel")]
        if entry.asking in SKIPPABLE:
            words.insert(0, STEERING["skip"][language])
        return card(title, [*head, *lines, self._say(asked, N_("Or write: %(words)s"), words=", ".join(words))])

    def _check(self, asked: Asked, entry: Entry, head: Sequence[str]) -> Rendered:
        language = asked.answer_language
        lines = [
            f"{at}. {self._say(asked, _SHORT[name], answer=self._answer(language, entry, name, entry.answers[name]))}"
            for at, name in enumerate(entry.shown, 1)
        ]
        save = self._say(
            asked,
            N_("To save it for your group only, write: %(save)s. To forget it, write: %(cancel)s"),
            save=WORDS["save"][language],
            cancel=STEERING["cancel"][language],
        )
        return card(self._say(asked, _ASKED["check"]), [*head, *lines, save])

    def _noted(self, asked: Asked, before: Entry, after: Entry) -> list[str]:
        """The answer in words, above the next question."""
        name = before.asking
        if name == "check" or name not in after.answers or after.asking in (name, "check"):
            return []
        told = self._answer(asked.answer_language, after, name, after.answers[name])
        return [self._say(asked, _SHORT[name], answer=told)]

    def _answer(self, language: Language, entry: Entry, name: Question, value: str) -> str:
        t = self._texts
        if value == SKIPPED:
            return t.pgettext(language, "an answer", "none")
        match name:
            case "route":
                return t.gettext(language, ROUTE_WORDS[cast("Route", value)])
            case "sector":
                return t.gettext(language, SECTOR_WORDS[value])
            case "since":
                nothing = N_("nothing that we know of")
                return t.gettext(language, nothing if value == NOTHING else stage_words(value, entry.route))
            case "filed" | "received" | "since_date":
                return t.known_date(language, PartialDate.parse(value))
            case _:
                return value

    def _spellings(self, entry: Entry, choice: str) -> list[str]:
        spoken = [self._answer(language, entry, entry.asking, choice) for language in self._texts.languages]
        everyday = [word for word, stage in STAGE.items() if entry.asking == "since" and stage == choice]
        return [*spoken, *everyday, choice.replace("_", " ")]

    def _say(self, asked: Asked, msgid: str, **params: str | int) -> str:
        return self._texts.gettext(asked.answer_language, msgid, **params)


def _entry(state: Mapping[str, Value | Mapping[str, str]]) -> Entry:
    return Entry(
        answers=cast("Mapping[Question, str]", state["answers"]),
        asking=cast("Question", state["asking"]),
        doubt=tuple(cast("Sequence[str]", state["doubt"])),
    )
