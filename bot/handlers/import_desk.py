"""`!petition import`: a table, sent as a file or pasted behind the command in the direct chat. First a dry run, then a
word.

Every record becomes a new one of the person's own group, seen by nobody else, under a new number: an old number in the
table tells only which records of the group are there already, so that no number can be probed for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.core.cards import Typed, card, note
from bot.core.clocks import Clocks
from bot.core.commands import spell
from bot.core.in_languages import in_all
from bot.core.model import EventId, EventRef, Rendered, RoomId
from bot.core.portable import COLUMNS, NEEDED, Kind, Portable, Problem, read
from bot.core.sharing_words import WORDS, is_word
from bot.core.words import N_
from bot.documents.brought import Table
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.brought_tables import BroughtTables
from bot.handlers.free_text import FreeText
from bot.handlers.own_records import check_may_write, organisation_of
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.dialogues import Dialogues
from bot.store.register import Done, Register

IMPORT_HELP: tuple[HelpLine, ...] = (
    ("…", N_("reads a CSV or YAML file that you send, or lines pasted after it; first it only checks them")),
)

MOST_ROWS = 200
MOST_SHOWN = 30
_OTHER_FORM = N_("Line %(line)s, %(column)s: “%(value)s” is not written as in an export.")
_PROBLEMS: Mapping[Kind, str] = {
    "missing": N_("Line %(line)s: %(column)s is missing."),
    "unknown": N_("Line %(line)s, %(column)s: I do not know “%(value)s”."),
    "no_date": N_("Line %(line)s, %(column)s: “%(value)s” is no date; write 2026-04-03 or 2026-04."),
    "future": N_("Line %(line)s, %(column)s: %(value)s is still to come."),
    "order": N_("Line %(line)s, %(column)s: “%(value)s” cannot come there."),
    "form": _OTHER_FORM,
}
_BEYOND = N_(
    "Line %(line)s: something stands behind the last column. If a cell has the sign in it that separates the cells,"
    " put the cell into quotation marks."
)
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Checked:
    """What a table would bring."""

    new: tuple[Portable, ...]
    there: int
    """Rows that the group has already."""
    problems: tuple[str, ...]
    doubts: tuple[str, ...]


class ImportDesk:
    def __init__(
        self,
        texts: Texts,
        clocks: Clocks,
        register: Register,
        dialogues: Dialogues,
        brought: BroughtTables,
        free_text: FreeText,
        taken: Collection[str],
    ) -> None:
        """`taken`: ids of the public cases."""
        self._texts = texts
        self._lifecycle = clocks.lifecycle
        self._register = register
        self._dialogues = dialogues
        self._brought = brought
        self._free_text = free_text
        self._taken = taken

    async def check(self, asked: Asked) -> Reply:
        """The dry run. Raises UserError."""
        organisation_of(asked)
        checked = self._checked(asked, await self._brought.of(asked.event))
        if not checked.problems and checked.new:
            state = {"word": "import", "room": asked.event.room_id}
            await self._dialogues.put(asked.member.user_id, "word", state, asked.event.event_id, asked.now)
        return Reply(self._told(asked, checked))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """The typed word. None when nothing waits for it. Raises UserError."""
        if not is_word(body, "import"):
            return None
        person = asked.member.user_id
        done = await self._register.done(asked.event.event_id)
        if done is not None:
            await self._dialogues.end(person, "word")
            return self._imported(asked, int(done.outcome.split()[-1]))
        waiting = await self._dialogues.get(person, "word", asked.now)
        if waiting is None or waiting.state["word"] != "import":
            return None
        check_signed(asked)
        check_may_write(asked)
        table = await self._brought.of(EventRef(RoomId(str(waiting.state["room"])), waiting.event_id))
        checked = self._checked(asked, table, count_as_new=await self._begun(asked))
        if checked.problems:
            return Reply(self._told(asked, checked))
        await self._write(asked, checked.new)
        await self._register.note_done(
            asked.event.event_id, Done("", f"imported {len(checked.new)}"), asked.now, person
        )
        await self._dialogues.end(person, "word")
        return self._imported(asked, len(checked.new))

    async def _begun(self, asked: Asked) -> frozenset[str]:
        """Records that this same word has written before a crash."""
        written = set()
        for number in range(MOST_ROWS):
            done = await self._register.done(_part(asked, number))
            if done is None:
                break
            written.add(done.record_id)
        return frozenset(written)

    async def _write(self, asked: Asked, new: Sequence[Portable]) -> None:
        for number, portable in enumerate(new):
            if await self._register.done(_part(asked, number)) is None:
                changes = portable.changes(asked.now, asked.member.user_id, organisation_of(asked))
                record_id = self._register.new_id(self._taken)
                await self._register.write(record_id, changes, _part(asked, number), "created", asked.now)

    # --- the dry run ---------------------------------------------------------------------------------------------

    def _checked(self, asked: Asked, table: Table | None, count_as_new: Collection[str] = ()) -> Checked:
        """Raises UserError for what is no table at all."""
        t, language = self._texts, asked.answer_language
        example = spell("petition.export", language)
        if table is None:
            raise UserError(
                N_(
                    "Send the table here as a file (.csv or .yaml), or paste its lines behind the command, the first"
                    " with the names of the columns. %(command)s gives an example."
                ),
                command=example,
            )
        columns, rows = table
        absent = [name for name in NEEDED if name not in columns]
        if absent:
            raise UserError(
                N_("The first line must name the columns; missing: %(columns)s. %(command)s gives an example."),
                columns=", ".join(absent),
                command=example,
            )
        if len(rows) > MOST_ROWS:
            raise UserError(N_("That is too much at once: at most %(count)s lines."), count=MOST_ROWS)
        own = [
            Portable.of(record)
            for record in self._register.every()
            if record.owner == asked.member.organisation and record.record_id not in count_as_new
        ]
        problems = [
            t.gettext(language, "Line 1: I do not know the column “%(column)s”.", column=_short(name))
            for name in columns
            if name not in COLUMNS
        ]
        problems += [
            t.gettext(language, "Line 1: the column “%(column)s” stands there twice.", column=name)
            for name in COLUMNS
            if columns.count(name) > 1
        ]
        doubts: list[str] = []
        new: list[Portable] = []
        there = 0
        for row in rows:
            portable, wrong = read(row.cells, self._lifecycle, asked.today)
            if row.beyond:
                problems.append(t.gettext(language, _BEYOND, line=str(row.line)))
            problems += [self._problem(asked, row.line, each) for each in wrong]
            problems += self._unfit(asked, row.line, row.cells, doubts)
            if portable is None:
                continue
            if portable in own or portable in new:
                there += 1
            else:
                new.append(portable)
        return Checked(tuple(new), there, tuple(problems), tuple(doubts))

    def _problem(self, asked: Asked, line: int, problem: Problem) -> str:
        language = asked.answer_language
        said = self._texts.gettext(
            language, _PROBLEMS[problem.kind], line=str(line), column=problem.column, value=_short(problem.value)
        )
        if not problem.allowed:
            return said
        allowed = self._texts.gettext(language, "This can be one of: %(values)s", values=", ".join(problem.allowed))
        return f"{said} {allowed}"

    def _unfit(self, asked: Asked, line: int, cells: Mapping[str, str], doubts: list[str]) -> list[str]:
        """Free text passes the shield as it does when it is typed."""
        t, language = self._texts, asked.answer_language
        wrong = []
        for column in ("facility", "place"):
            text = cells.get(column, "").strip()
            if not text:
                continue
            try:
                doubtful: list[str] = []
                if column == "place":
                    tidy = self._free_text.checked(text, language)
                else:
                    tidy, doubtful = self._free_text.workplace(text, language)
            except UserError as error:
                reason = t.gettext(language, error.msgid, **error.params)
                wrong.append(
                    t.gettext(
                        language, "Line %(line)s, %(column)s: %(reason)s", line=str(line), column=column, reason=reason
                    )
                )
                continue
            if tidy != text:
                wrong.append(t.gettext(language, _OTHER_FORM, line=str(line), column=column, value=_short(text)))
            doubts += [
                t.gettext(
                    language, "Line %(line)s: is “%(words)s” a person? Then take it out.", line=str(line), words=word
                )
                for word in doubtful
            ]
        return wrong

    # --- what the person reads -----------------------------------------------------------------------------------

    def _told(self, asked: Asked, checked: Checked) -> Rendered:
        t, language = self._texts, asked.answer_language
        lines: list[str | Typed] = []
        if checked.problems:
            count = len(checked.problems)
            title = t.ngettext(
                language,
                "Nothing was imported: %(count)s problem",
                "Nothing was imported: %(count)s problems",
                count,
            )
            lines += checked.problems[:MOST_SHOWN]
            if count > MOST_SHOWN:
                lines.append(t.ngettext(language, "… and %(count)s more", "… and %(count)s more", count - MOST_SHOWN))
            return card(title, lines)
        if checked.there:
            lines.append(
                t.ngettext(
                    language,
                    "%(count)s line is here already and is left out.",
                    "%(count)s lines are here already and are left out.",
                    checked.there,
                )
            )
        if not checked.new:
            return card(t.gettext(language, "There is nothing new to import."), lines)
        title = t.ngettext(
            language, "%(count)s petition can be imported", "%(count)s petitions can be imported", len(checked.new)
        )
        lines += checked.doubts[:MOST_SHOWN]
        lines.append(t.gettext(language, "Each becomes a new record with a new number that only your group sees."))
        lines.append(
            Typed(WORDS["import"][language], t.gettext(language, "this word does it; anything else leaves it"))
        )
        return card(title, lines)

    def _imported(self, asked: Asked, count: int) -> Reply:
        t, language = self._texts, asked.answer_language
        said = t.ngettext(
            language,
            "%(count)s petition was imported. Only your group sees it.",
            "%(count)s petitions were imported. Only your group sees them.",
            count,
        )
        command = spell("petition.list", language, _MINE[language])
        return Reply(note(said, t.gettext(language, "See them with %(command)s", command=command)))


_MINE = in_all("mine", "mías", "miennes")


def _part(asked: Asked, number: int) -> EventId:
    """Stands for the writing of one record of several."""
    return EventId(f"{asked.event.event_id}/{number}")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
