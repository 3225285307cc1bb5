"""`!deadline add`: a coordinator adds a date to the calendar, with its source; `!deadline remove` takes it out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from bot.core.cards import Typed, card, note
from bot.core.commands import spell
from bot.core.deadline_draft import (
    SURE,
    DeadlineDraft,
    Step,
    corrected,
    correction,
    looked_at,
    stepped_back,
    translated,
    with_confidence,
    with_day,
    with_source,
    with_what,
)
from bot.core.model import Language, Rendered
from bot.core.partial_dates import PartialDate
from bot.core.sharing_words import STEERING, WORDS, is_word, says_yes, steering
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.coming import Coming
from bot.handlers.drafts import Drafts
from bot.handlers.free_text import FreeText
from bot.handlers.one_at_a_time import OneAtATime, unfinished
from bot.handlers.own_records import argument
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.languages import installed
from bot.store.deadlines import Deadlines
from bot.store.talks import Talks

ADD_HELP: tuple[HelpLine, ...] = (("", N_("add a date to the calendar, with its source, one step at a time")),)
REMOVE_HELP: tuple[HelpLine, ...] = (
    ("", N_("the dates that were added, with their numbers")),
    ("2", N_("takes date 2 out of the calendar")),
)

_ASKED: Mapping[Step, str] = {
    "day": N_(
        "On which day? Please write the year too: 15 March 2027. A month or a year is enough if no day is known."
    ),
    "what": N_("What is due, or what happens? One sentence."),
    "source": N_("Where does it say so? A document, a page, a law."),
    "sure": N_("How sure is the date?"),
    "check": N_("Please check."),
}
_SURE: Mapping[str, str] = {
    "high": N_("an official text names it"),
    "medium": N_("it follows from a rule"),
    "low": N_("it is expected, or somebody said so"),
}
_NOT_UNDERSTOOD: Mapping[Step, str] = {
    "day": N_("That is no date that is still to come. Please write the year too."),
    "sure": N_("Please answer with one of the numbers."),
    "check": N_("To change a text, write its language and the words: fr Fin des consultations"),
}
_LANGUAGES: Mapping[Language, str] = {"en": N_("English"), "es": N_("Spanish"), "fr": N_("French")}
_LABELLED = N_("%(label)s: %(value)s")


class DeadlineDesk:
    def __init__(
        self,
        texts: Texts,
        deadlines: Deadlines,
        talks: Talks,
        free_text: FreeText,
        drafts: Drafts,
        coming: Coming,
        one: OneAtATime,
    ) -> None:
        self._texts = texts
        self._deadlines = deadlines
        self._talks = talks
        self._free_text = free_text
        self._drafts = drafts
        self._coming = coming
        self._one = one

    async def add(self, asked: Asked) -> Reply:
        """The first step, or the one that was left. Words behind the command are what is due. Raises UserError."""
        await self._one.check(asked, "deadline.add")
        typed = argument(asked, "text")
        left = await self._talks.get(asked.member.user_id, "dating", asked.now)
        draft = _read(left.state) if left else DeadlineDraft(asked.answer_language)
        if left is not None and not typed:
            return Reply(self._step(asked, draft, []))
        if draft != DeadlineDraft(draft.language):
            raise unfinished(asked, "deadline.add")
        if typed:
            draft = self._begun(asked, draft, typed)
        await self._keep(asked, draft)
        return Reply(self._step(asked, draft, []))

    def _begun(self, asked: Asked, draft: DeadlineDraft, typed: str) -> DeadlineDraft:
        """`2027-03-15 Comments are due`: the day in front where there is one."""
        first, _, rest = typed.partition(" ")
        dated = with_day(draft, first, asked.today)
        if dated is None or dated.meant or not rest.strip():
            return DeadlineDraft(draft.language, what={draft.language: self._checked(typed, draft.language)})
        return with_what(dated, self._checked(rest, draft.language))

    async def remove(self, asked: Asked) -> Reply:
        """At once; without a number the list. Raises UserError."""
        language, typed = asked.answer_language, argument(asked, "text").strip(" .#")
        if not typed:
            return Reply(self._list(language))
        if not (typed.isascii() and typed.isdigit() and len(typed) < 10 and await self._deadlines.remove(int(typed))):
            raise UserError(N_("I have no added date of that number."))
        sentence = N_("Removed from the calendar. Reminders already sent stay.")
        return Reply(note(self._say(asked, sentence)))

    def _list(self, language: Language) -> Rendered:
        t, added = self._texts, self._deadlines.every()
        if not added:
            return note(t.gettext(language, "No date was added."))
        lines = [
            Typed(spell("deadline.remove", language, str(each.number)), self._coming.line(language, each))
            for each in added
        ]
        return card(t.gettext(language, "Dates that were added"), lines)

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """A step in the direct chat. None when no date is being added. Raises UserError."""
        if await self._deadlines.added_by(asked.event.event_id):  # the reply got lost
            return self._done(asked)
        left = await self._talks.get(asked.member.user_id, "dating", asked.now)
        if left is None:
            return None
        draft = _read(left.state)
        if left.event_id == asked.event.event_id:  # the reply got lost
            return Reply(self._step(asked, draft, []))
        steer = steering(body)
        if steer == "cancel":
            await self._talks.end(asked.member.user_id)
            return Reply(note(self._say(asked, N_("Forgotten. Nothing was added."))))
        if asked.member.role != "coordinator":
            return None
        if draft.step == "check" and is_word(body, "add"):
            return await self._added(asked, draft)
        after = stepped_back(draft) if steer == "back" else await self._moved(asked, draft, body)
        if after is None:
            return Reply(self._step(asked, draft, [self._say(asked, _NOT_UNDERSTOOD[draft.step])]))
        await self._keep(asked, after)
        return Reply(self._step(asked, after, []))

    async def _moved(self, asked: Asked, draft: DeadlineDraft, body: str) -> DeadlineDraft | None:
        """None when it was not understood. Raises UserError for what must not be kept."""
        match draft.step:
            case "day":
                return with_day(draft, body, asked.today)
            case "what":
                return with_what(draft, self._checked(body, draft.language))
            case "source":
                return with_source(draft, self._checked(body, draft.language))
            case "sure":
                sure = with_confidence(draft, body)
                return await self._translated(sure) if sure else None
            case "review":
                if says_yes(body) and not is_word(body, "keep"):  # it would go into the rooms as the text
                    raise UserError(N_("If it is right, write: %(word)s"), word=WORDS["keep"][draft.language])
                words = None if is_word(body, "keep") else self._checked(body, draft.unseen[0])
                return looked_at(draft, words) if words or draft.what[draft.unseen[0]] else draft
            case "check":
                found = correction(body)
                return corrected(draft, found[0], self._checked(found[1], found[0])) if found else None

    async def _translated(self, draft: DeadlineDraft) -> DeadlineDraft:
        text, source = draft.what[draft.language], draft.language
        others = [language for language in self._texts.languages if language != source]
        return translated(draft, {language: await self._drafts.draft(text, source, language) for language in others})

    async def _added(self, asked: Asked, draft: DeadlineDraft) -> Reply:
        check_signed(asked)
        await self._deadlines.add(
            draft.day, draft.confidence, draft.source, draft.what, asked.event.event_id, asked.now
        )
        await self._talks.end(asked.member.user_id)
        return self._done(asked)

    def _done(self, asked: Asked) -> Reply:
        sentence = N_(
            "Added to the calendar. The rooms are reminded 7 and 2 days before, and on the day, if it is known."
        )
        return Reply(note(self._say(asked, sentence)))

    def _checked(self, text: str, language: Language) -> str:
        return self._free_text.checked(text, language)

    async def _keep(self, asked: Asked, draft: DeadlineDraft) -> None:
        state = json.dumps(asdict(draft), ensure_ascii=False, sort_keys=True)
        await self._talks.put(asked.member.user_id, "dating", 0, state, asked.event.event_id, asked.now)

    # --- what the coordinator reads ------------------------------------------------------------------------------

    def _step(self, asked: Asked, draft: DeadlineDraft, head: Sequence[str]) -> Rendered:
        language, t = asked.answer_language, self._texts
        lines = list(head)
        title = self._say(asked, _ASKED[draft.step]) if draft.step in _ASKED else ""
        if draft.meant:
            title = self._say(asked, N_("Which day do you mean?"))
            days = [t.known_date(language, PartialDate.parse(each)) for each in draft.meant]
            lines += [f"{at}. {day}" for at, day in enumerate(days, 1)]
        elif draft.step == "sure":
            lines += [f"{at}. {self._say(asked, _SURE[sure])}" for at, sure in enumerate(SURE, 1)]
        elif draft.step == "review":
            target = draft.unseen[0]
            name = self._say(asked, _LANGUAGES[target]) if target in _LANGUAGES else installed()[target].name
            words = draft.what[target]
            title = self._say(asked, N_("A machine translated this into %(name)s."), name=name)
            keep = N_("Write it as it should be; or, if it is right: %(word)s")
            lines.append(draft.what[draft.language])
            if words:
                lines.append(self._say(asked, _LABELLED, label=name, value=words))
                lines.append(self._say(asked, keep, word=WORDS["keep"][language]))
            else:
                lines.append(self._say(asked, N_("I have no translation of this. Please write it.")))
        elif draft.step == "check":
            return self._check(asked, draft, lines)
        either = ", ".join(STEERING[word][language] for word in ("back", "cancel"))
        return card(title, [*lines, self._say(asked, N_("Or write: %(words)s"), words=either)])

    def _check(self, asked: Asked, draft: DeadlineDraft, head: Sequence[str]) -> Rendered:
        language, t = asked.answer_language, self._texts
        lines = [
            *head,
            f"{t.known_date(language, PartialDate.parse(draft.day))} ({self._say(asked, _SURE[draft.confidence])})",
            *(f"{each}: {draft.what[each]}" for each in t.languages),
            self._say(asked, N_("source: %(source)s"), source=draft.source),
            self._say(asked, _NOT_UNDERSTOOD["check"]),
            self._say(
                asked,
                N_("To put it into the calendar, write: %(add)s. To forget it, write: %(cancel)s"),
                add=WORDS["add"][language],
                cancel=STEERING["cancel"][language],
            ),
        ]
        return card(self._say(asked, _ASKED["check"]), lines)

    def _say(self, asked: Asked, msgid: str, **params: str | int) -> str:
        return self._texts.gettext(asked.answer_language, msgid, **params)


def _read(state: str) -> DeadlineDraft:
    values = json.loads(state)
    return DeadlineDraft(**{**values, "meant": tuple(values["meant"]), "unseen": tuple(values["unseen"])})
