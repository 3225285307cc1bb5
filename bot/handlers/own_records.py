"""The record that a writing command is about: whose it is, what was done already, and what its writer has not seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from bot.core import record_ids
from bot.core.cards import Typed, card, note
from bot.core.commands import Command, may, spell
from bot.core.disclosure import View
from bot.core.model import Rendered
from bot.core.records import Action, Change, Record, Value
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, Reply
from bot.handlers.change_words import ChangeWords
from bot.handlers.petitions import no_such_record
from bot.handlers.record_views import RecordViews
from bot.i18n import Texts
from bot.store.register import Done, Outdated, Register

_RECEIPTS: Mapping[str, str] = {
    "recorded": N_("Recorded."),
    "corrected": N_("Corrected. The history keeps what was there before, and your reason."),
    "unchanged": N_("It says that already; nothing was changed."),
    "confirmed": N_("Recorded as what your group knows."),
    "official": N_("Recorded, with the link to the official text."),
    "created": N_("Saved. Only your group sees it."),
    "offered": N_("Offered. The list of offers shows its number."),
    "revealed": N_("Done, for both in one moment. This is the record that they show you:"),
    "published": N_("Done. What others have read cannot be taken back."),
    "lowered": N_("Done. From now on less is shown. What others have read cannot be taken back."),
}
_DELETED = N_("Deleted: its values are gone from my log for good. What others have read cannot be taken back.")
_TOLD = "told"
AT_ONCE = timedelta(minutes=10)
"""Two people who change a record within this time may not know of each other."""
_DENIAL = "determined_denial"
_CONSULTATION = (
    N_("The governments now have 10 days to agree on a repair plan. This is the time to be heard:"),
    N_("1. Write to the office where you filed, and ask to be consulted on the plan."),
    N_("2. List what has to be repaired, with a date for each: reinstatement, back pay, a new vote, access."),
    N_("3. Ask to see the plan before it is agreed, and who will check that it is kept."),
    N_("4. Ask for protection from retaliation in the plan, and record what happens: %(command)s"),
)
"""What the owners read at once when a denial of rights was found."""


class OwnRecords:
    def __init__(
        self, texts: Texts, register: Register, views: RecordViews, changes: ChangeWords, public: Collection[str]
    ) -> None:
        """`public`: ids that stand for public cases."""
        self._public = public
        self._texts = texts
        self._register = register
        self._views = views
        self._changes = changes

    async def again(self, asked: Asked) -> Reply | None:
        """The answer to a command that was carried out before a crash; it is not carried out a second time."""
        done = await self._register.done(asked.event.event_id)
        return await self._answer(asked, done) if done else None

    def find(self, asked: Asked) -> tuple[Record, View]:
        """The record that the command names, as far as this person may see it. Raises UserError."""
        typed = argument(asked, "record_id")
        if not typed:
            raise UserError(
                N_("Which record? Its number has six letters or digits, like %(example)s."), example=_EXAMPLE
            )
        record_id = record_ids.parse(typed)
        record = self._register.get(record_id) if record_id else None
        view = self._views.mine(asked, record) if record else None
        if record is None or view is None:
            raise self._unknown(asked, record_id)
        return record, view

    def _unknown(self, asked: Asked, record_id: str | None) -> UserError:
        language = asked.answer_language
        if record_id is None or record_id not in self._public:
            return no_such_record(language)
        return UserError(
            N_(
                "%(record)s is a public case, which belongs to no group here. %(shown)s shows it. For a petition of"
                " your own group, write: %(own)s"
            ),
            record=record_id,
            shown=spell("petition.status", language, record_id),
            own=spell("petition.new", language),
        )

    def own(self, asked: Asked) -> Record:
        """Raises UserError unless it belongs to the person's own group."""
        organisation_of(asked)
        record, view = self.find(asked)
        if view.access != "owner":
            raise UserError(N_("Only the group that this record belongs to may do this."))
        return record

    async def news(self, asked: Asked, record: Record) -> Reply | None:
        """What others of the group changed since this person last saw the record; they are told before they write.

        Whoever was never shown it, as somebody who read its number in a reminder, is told what changed just now.
        """
        seen = await self._register.seen(asked.member.user_id, record.record_id)
        if seen is not None and seen >= record.revision:
            return None
        history, _ = await self._register.history(record.record_id)
        if seen is None:
            just_now = max(asked.now - AT_ONCE, record.created_at)
            seen = sum(told.change.at <= just_now for told in history)
        if all(told.change.by == asked.member.user_id for told in history[seen:]):
            return None
        return await self.told(asked, record, seen)

    async def told(self, asked: Asked, record: Record, seen: int) -> Reply:
        """Nothing was changed: say what is new, and note that it was said."""
        done = Done(record.record_id, f"{_TOLD} {seen}")
        await self._register.note_done(asked.event.event_id, done, asked.now, asked.member.user_id)
        return await self._answer(asked, done)

    async def write(self, asked: Asked, record: Record, changes: Sequence[Change], outcome: str) -> Reply:
        """Write it and say so; without changes, say that it is so already."""
        if not changes:
            done = Done(record.record_id, "unchanged")
            await self._register.note_done(asked.event.event_id, done, asked.now, asked.member.user_id)
            return await self._answer(asked, done)
        try:
            await self._register.write(
                record.record_id, changes, asked.event.event_id, outcome, asked.now, revision=record.revision
            )
        except Outdated:
            return await self.told(asked, record, record.revision)
        return await self._answer(asked, Done(record.record_id, outcome))

    async def delete(self, asked: Asked, record: Record) -> Reply:
        await self._register.purge(record.record_id, asked.event.event_id, "deleted", asked.now)
        return await self._answer(asked, Done("", "deleted"))

    async def _answer(self, asked: Asked, done: Done) -> Reply:
        language = asked.answer_language
        if done.outcome == "deleted":
            return Reply(note(self._texts.gettext(language, _DELETED)))
        record = self._register.get(done.record_id)
        view = self._views.mine(asked, record) if record else None
        outcome, _, seen = done.outcome.partition(" ")
        if record is not None and view is None and outcome == "recorded":  # a consent to what is shown no longer
            return Reply(note(self._texts.gettext(language, _RECEIPTS[outcome])))
        if record is None or view is None:
            raise no_such_record(language)
        if outcome == _TOLD:
            return Reply(await self._news(asked, record, int(seen)))
        return Reply(self._receipt(asked, view, outcome))

    async def _news(self, asked: Asked, record: Record, seen: int) -> Rendered:
        t, language = self._texts, asked.answer_language
        history, _ = await self._register.history(record.record_id)
        title = t.gettext(language, "This record was changed since you last saw it. Nothing of yours was written.")
        lines = [
            self._changes.line(language, number, told.change, asked.zone, record.route)
            for number, told in enumerate(history, 1)
        ]
        return card(title, [*lines[seen:], t.gettext(language, "If yours still holds, write it again.")])

    def _receipt(self, asked: Asked, view: View, outcome: str) -> Rendered:
        t, language, cards = self._texts, asked.answer_language, self._views.cards
        lines: list[str | Typed] = [cards.title(language, view), *cards.lines(language, view, asked.today)]
        if outcome == "created":
            command = spell("petition.publish", language, view.record_id)
            lines.append(Typed(command, t.gettext(language, "shows you first what the network would see")))
        if outcome in _NEWS and view.steps and view.steps[-1].stage == _DENIAL:
            command = spell("retaliation", language, f"{view.record_id} …")
            lines += [t.gettext(language, sentence, command=command) for sentence in _CONSULTATION]
        return card(t.gettext(language, _RECEIPTS.get(outcome, _RECEIPTS["recorded"])), lines)


_EXAMPLE = record_ids.EXAMPLE
_NEWS = frozenset({"recorded", "corrected", "created"})


def arguments(asked: Asked) -> Mapping[str, str]:
    return asked.command.arguments if isinstance(asked.command, Command) else {}


def argument(asked: Asked, name: str) -> str:
    return arguments(asked).get(name, "")


def change_by(asked: Asked, action: Action, values: Mapping[str, Value]) -> Change:
    """Raises UserError for somebody without a group."""
    return Change(action, asked.now, asked.member.user_id, organisation_of(asked), values)


def check_may_write(asked: Asked) -> None:
    """Of a typed word, at which the desk of commands has not looked. Raises UserError for an observer."""
    if not may(asked.member.role, "petition.update"):
        raise UserError(N_("Only representatives and coordinators may do this."))


def organisation_of(asked: Asked) -> str:
    """Raises UserError for somebody of whom none is known."""
    if not asked.member.organisation:
        raise UserError(N_("I do not know which group you belong to. Please ask a coordinator to enter it."))
    return asked.member.organisation
