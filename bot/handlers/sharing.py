"""`!petition publish`, `share`, `unshare`: who sees what of a record, raised only by a typed word after a preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from bot.core import disclosure
from bot.core.cards import Typed, card, note
from bot.core.clocks import Clocks
from bot.core.disclosure import Access, View
from bot.core.model import Member, Rendered, UserId
from bot.core.record_changes import apply
from bot.core.records import Action, Change, Record, Value
from bot.core.sharing_words import WORDS, WordFor, is_word
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.own_records import OwnRecords, argument, change_by, check_may_write
from bot.handlers.record_cards import RecordCards
from bot.handlers.sharing_plans import Planned, SharingPlans
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.dialogues import DialogueKind, Dialogues
from bot.store.register import Register

PUBLISH_HELP: tuple[HelpLine, ...] = (
    ("7K2-M9X", N_("shows you what the network would see of a record of your group, and asks for a word")),
)
SHARE_HELP: tuple[HelpLine, ...] = (
    ("7K2-M9X Union ES", N_("with one group, and more than the network sees; add “90 days” for an end")),
    ("7K2-M9X facility public", N_("one field, to “groups”, “network” or “public”")),
)
UNSHARE_HELP: tuple[HelpLine, ...] = (
    ("7K2-M9X", N_("shows it to your group only again; a group or a field at the end takes back just that")),
)
CANCEL_HELP: tuple[HelpLine, ...] = (
    ("", N_("forgets what you began to enter")),
    ("7K2-M9X", N_("deletes a record of your group for good, after a typed word")),
)

_KINDS: tuple[DialogueKind, ...] = ("entry", "word")
_COUNTED = N_(
    "It is counted in the network's figures too, dates and remedies as well: never alone, always with four others and"
    " more, of three groups and more."
)


class SharingDesk:
    def __init__(
        self,
        texts: Texts,
        clocks: Clocks,
        register: Register,
        dialogues: Dialogues,
        own: OwnRecords,
        members: Mapping[UserId, Member],
    ) -> None:
        self._texts = texts
        self._lifecycle = clocks.lifecycle
        self._cards = RecordCards(texts, clocks)
        self._register = register
        self._dialogues = dialogues
        self._own = own
        self._plans = SharingPlans(texts, members)

    # --- commands ------------------------------------------------------------------------------------------------

    async def publish(self, asked: Asked) -> Reply:
        """Shows what the network would see. Raises UserError."""
        return await self._propose(asked, lambda record: self._plans.published(asked, record))

    async def share(self, asked: Asked) -> Reply:
        """With a group, or one field further. Raises UserError."""
        return await self._propose(asked, lambda record: self._plans.shared(asked, record))

    async def unshare(self, asked: Asked) -> Reply:
        """Done at once: it shows less. Raises UserError."""
        if again := await self._own.again(asked):
            return again
        record = self._own.own(asked)
        return await self._own.write(asked, record, self._plans.lowered(asked, record), "lowered")

    async def cancel(self, asked: Asked) -> Reply:
        """Forget what was begun in this chat; with the number of a record, ask for the word that deletes it."""
        if argument(asked, "record_id"):
            return await self._ask_to_delete(asked)
        begun = False
        for kind in _KINDS:
            begun = await self._dialogues.get(asked.member.user_id, kind, asked.now) is not None or begun
            await self._dialogues.end(asked.member.user_id, kind)
        sentence = N_("Forgotten. Nothing was saved.") if begun else N_("Nothing was begun.")
        return Reply(note(self._texts.gettext(asked.answer_language, sentence)))

    async def _ask_to_delete(self, asked: Asked) -> Reply:
        if again := await self._own.again(asked):
            return again
        record = self._own.own(asked)
        await self._remember(asked, record, [], "delete")
        t, language = self._texts, asked.answer_language
        lines: list[str | Typed] = [
            f"{record.record_id} · {record.facility}",
            t.gettext(language, "Its whole history goes too, also for your group. What others have read stays read."),
            Typed(WORDS["delete"][language], t.gettext(language, "this word deletes it")),
        ]
        return Reply(card(t.gettext(language, "Delete this record?"), lines))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """A typed word in the direct chat. None when nothing waits for it. Raises UserError."""
        if not is_word(body, "publish") and not is_word(body, "delete"):
            return None
        if again := await self._own.again(asked):
            return again
        waiting = await self._dialogues.get(asked.member.user_id, "word", asked.now)
        if waiting is None or not is_word(body, cast("WordFor", waiting.state["word"])):
            return None
        return await self._carry_out(asked)

    # --- the word ------------------------------------------------------------------------------------------------

    async def _carry_out(self, asked: Asked) -> Reply:
        if again := await self._own.again(asked):
            return again
        waiting = await self._dialogues.get(asked.member.user_id, "word", asked.now)
        record = self._register.get(str(waiting.state["record"])) if waiting else None
        if waiting is None or record is None or record.owner != asked.member.organisation:
            raise UserError(N_("Nothing waits for this word. Please begin with the command and the number."))
        check_signed(asked)
        check_may_write(asked)
        if record.revision != waiting.state["revision"]:
            await self._dialogues.end(asked.member.user_id, "word")
            return await self._own.told(asked, record, cast("int", waiting.state["revision"]))
        if waiting.state["word"] == "delete":
            reply = await self._own.delete(asked, record)
        else:
            wanted = cast("Mapping[str, str]", waiting.state["changes"])
            changes = [_change_of(asked, line) for _, line in sorted(wanted.items())]
            reply = await self._own.write(asked, record, changes, "published")
        await self._dialogues.end(asked.member.user_id, "word")
        return reply

    async def _propose(self, asked: Asked, plan: Callable[[Record], Planned]) -> Reply:
        if again := await self._own.again(asked):
            return again
        record = self._own.own(asked)
        if news := await self._own.news(asked, record):
            return news
        changes, audiences = plan(record)
        if not changes:
            return await self._own.write(asked, record, (), "unchanged")
        after = record
        for change in changes:
            after = apply(record.record_id, after, change)
        await self._remember(asked, record, changes, "publish")
        return Reply(self._preview(asked, after, audiences))

    async def _remember(self, asked: Asked, record: Record, changes: Sequence[Change], word: WordFor) -> None:
        lines = {f"{at:03}": _line_of(change) for at, change in enumerate(changes)}
        state: dict[str, Value | Mapping[str, str]] = {
            "word": word,
            "record": record.record_id,
            "revision": record.revision,
            "changes": lines,
        }
        await self._dialogues.put(asked.member.user_id, "word", state, asked.event.event_id, asked.now)
        await self._register.note_seen(asked.member.user_id, record)

    def _preview(self, asked: Asked, after: Record, audiences: Sequence[tuple[Access, str]]) -> Rendered:
        t, language, today = self._texts, asked.answer_language, asked.today
        lines: list[str | Typed] = []
        for seen_as, who in audiences:
            view = cast("View", disclosure.view(self._lifecycle, after, seen_as))
            lines += [who, self._cards.title(language, view), *self._cards.lines(language, view, today)]
        if any(seen_as == "network" for seen_as, _ in audiences):
            lines.append(
                t.gettext(language, "A group that joins later sees it too; every coordinator hears of it beforehand.")
            )
            lines.append(t.gettext(language, _COUNTED))
        lines.append(t.gettext(language, "What somebody has read cannot be taken back."))
        lines.append(
            Typed(WORDS["publish"][language], t.gettext(language, "this word does it; anything else leaves it"))
        )
        return card(t.gettext(language, "This is exactly what would be seen, and by whom:"), lines)


def _line_of(change: Change) -> str:
    values = change.values
    return "\n".join([change.action, *(f"{key}={'' if value is None else value}" for key, value in values.items())])


def _change_of(asked: Asked, line: str) -> Change:
    """What was proposed, now by whoever typed the word."""
    action, *pairs = line.split("\n")
    values: dict[str, Value] = {}
    for key, _, typed in (pair.partition("=") for pair in pairs):
        values[key] = int(typed) if key == "level" else typed or None
    return change_by(asked, cast("Action", action), values)
