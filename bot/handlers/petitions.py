"""`!petition status`, `!petition list`, `!deadlines` and `!case`: what anybody may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.core import record_ids
from bot.core.cards import Typed, card, note
from bot.core.clocks import Clocks
from bot.core.command_words import fold
from bot.core.commands import Command, spell
from bot.core.lifecycle import Route
from bot.core.model import Language, Rendered
from bot.core.paging import page
from bot.core.petitions import current_step
from bot.core.public_cases import PublicCase, search
from bot.core.sectors import SECTOR_WORDS
from bot.core.stage_words import stage_words
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.case_cards import CaseCards
from bot.handlers.coming import Coming
from bot.handlers.record_views import RecordViews, Visible
from bot.i18n import Texts
from bot.store.public_cases import PublicCaseStore

_LONGEST_PAGE = 6  # digits
_GROUPS: Mapping[str, str] = {"stage": N_("By stage"), "sector": N_("By sector"), "state": N_("By state")}

STATUS_HELP: tuple[HelpLine, ...] = (
    ("", N_("where every petition stands")),
    (record_ids.EXAMPLE, N_("one petition: stage, dates, sources")),
)
LIST_HELP: tuple[HelpLine, ...] = (("", N_("all petitions; add overdue, stage, sector or state, or a page number")),)
CASE_HELP: tuple[HelpLine, ...] = (("Silao", N_("public cases with this word in their name or place")),)
DEADLINES_HELP: tuple[HelpLine, ...] = (("", N_("limits that end in the next 14 days")),)


class PetitionDesk:
    """Over the public cases and the members' records, which never stand mixed."""

    def __init__(
        self, texts: Texts, store: PublicCaseStore, clocks: Clocks, coming: Coming, records: RecordViews
    ) -> None:
        self._texts = texts
        self._store = store
        self._clocks = clocks
        self._records = records
        self._cards = CaseCards(texts, clocks)
        self._coming = coming

    async def status(self, asked: Asked) -> Reply:
        """Raises UserError when no record has the id that was asked for."""
        language = asked.answer_language
        typed = _argument(asked, "record_id")
        if not typed:
            return Reply(self._everything(asked, self._store.every(), self._records.listed(asked), 1, browsing=True))
        record_id = record_ids.parse(typed)
        if record_id is None:
            raise no_such_record(language)
        stored = await self._store.get(record_id)
        if stored is not None:
            return Reply(self._cards.card(language, stored, asked.today))
        shown = await self._records.status(asked, record_id)
        if shown is None:
            raise no_such_record(language)
        return Reply(shown)

    async def case(self, asked: Asked) -> Reply:
        """The public case whose name has these words; several are listed. Raises UserError when there is none."""
        language = asked.answer_language
        if _argument(asked, "record_id"):
            return await self.status(asked)
        typed, number = _argument(asked, "place"), 1
        found = search(self._store.every(), typed)
        if not any(typed.split()[-1:] == [word] for case in found for word in case.facility.split()[-1:]):
            words, number = _paged(typed, "")  # its number is no plant's
            found = search(self._store.every(), words)
        if len(found) > 1:
            return Reply(self._everything(asked, found, (), number))
        stored = await self._store.get(found[0].record_id) if found else None
        if stored is None:
            raise UserError(N_("No public case has these words in its name, place or petitioners. Try a single word."))
        return Reply(self._cards.card(language, stored, asked.today))

    async def list(self, asked: Asked) -> Reply:
        """All cases, or those that a filter leaves; without a value the filter counts what there is."""
        language, kind, today = asked.answer_language, _argument(asked, "filter"), asked.today
        cases, (value, number) = self._store.every(), _paged(_argument(asked, "value"), _argument(asked, "page"))
        if kind == "mine":
            return await self._mine(asked, number)
        if kind in _GROUPS and not value:
            return Reply(self._groups(language, kind, cases))
        if kind == "overdue":
            cases = tuple(case for case in cases if self._is_overdue(case, today))
        elif kind in _GROUPS:
            cases = tuple(case for case in cases if self._matches(kind, self._code(kind, case), case.route, value))
        records = self._filtered(asked, kind, value)
        return Reply(self._everything(asked, cases, records, number, browsing=not kind))

    def _filtered(self, asked: Asked, kind: str, value: str) -> Sequence[Visible]:
        """By nothing but what is to be seen of them here."""
        listed, today = self._records.listed(asked), asked.today
        if not kind:
            return listed
        if kind == "overdue":
            return [each for each in listed if self._records.is_overdue(each, today)]
        meant: dict[tuple[str, Route], bool] = {}
        found = []
        for each in listed:
            code, route = self._records.code(each, kind), self._records.view(each).route or "US_MX"
            if (code, route) not in meant:
                meant[code, route] = bool(code) and self._matches(kind, code, route, value)
            if meant[code, route]:
                found.append(each)
        return found

    async def _mine(self, asked: Asked, number: int) -> Reply:
        """The records of one's own group, for nobody else to read."""
        own = self._records.own(asked)
        language = asked.answer_language
        if not own:
            body = note(self._texts.gettext(language, "Your group has no record here yet."))
        else:
            body = self._everything(asked, (), own, number)
        if asked.direct:
            return Reply(body)
        await self._records.to_direct_chat(asked, body)
        return Reply(note(self._texts.gettext(language, "I answer that in our direct chat.")))

    async def deadlines(self, asked: Asked) -> Reply:
        """Every limit that ends within the next days."""
        language, t = asked.answer_language, self._texts
        due = self._coming.limits(language, asked.today)
        if not due:
            return Reply(note(t.gettext(language, "No limit of a public case ends in the next 14 days.")))
        title = t.ngettext(
            language,
            "%(count)s limit ends in the next 14 days",
            "%(count)s limits end in the next 14 days",
            len(due),
        )
        return Reply(card(title, due))

    def _everything(
        self,
        asked: Asked,
        cases: Sequence[PublicCase],
        records: Sequence[Visible],
        number: int,
        *,
        browsing: bool = False,
    ) -> Rendered:
        """A page of the members' records, then the public cases, each under a heading of its own.

        `browsing`: all of them, so that the next page is a short command away.
        """
        language, t = asked.answer_language, self._texts
        items: list[Visible | PublicCase] = [*records, *cases]
        shown = page(items, number)
        title = t.ngettext(language, "%(count)s petition on record", "%(count)s petitions on record", shown.total)
        lines: list[str | Typed] = []
        for heading, kind in ((N_("Reported by members:"), Visible), (N_("Public cases:"), PublicCase)):
            here = [item for item in shown.items if isinstance(item, kind)]
            if here and records:
                lines.append(t.gettext(language, heading))
            lines += [
                self._records.line(language, item) if isinstance(item, Visible) else self._line(language, item)
                for item in here
            ]
        if shown.pages > 1:
            lines.append(t.gettext(language, "Page %(page)s of %(pages)s", page=shown.number, pages=shown.pages))
        if shown.next and browsing:
            command = f"{spell('petition.list', language)} {shown.next}"
            lines.append(t.gettext(language, "Next page: %(command)s", command=command))
        elif shown.next:  # what was typed is never repeated
            lines.append(t.gettext(language, "Next page: the same command with %(page)s at its end", page=shown.next))
        if shown.items:
            first = shown.items[0]
            record_id = first.record.record_id if isinstance(first, Visible) else first.record_id
            command = spell("petition.status", language, record_id)
            lines.append(t.gettext(language, "Details: %(command)s", command=command))
        return card(title, lines)

    def _line(self, language: Language, case: PublicCase) -> str:
        step = current_step(self._clocks.lifecycle, case.steps)
        return f"{case.record_id} · {case.facility} · {self._cards.stage(language, case, step)}"

    def _groups(self, language: Language, kind: str, cases: Sequence[PublicCase]) -> Rendered:
        """How many cases there are of each, most first."""
        counts: dict[str, int] = {}
        for case in cases:
            name = self._named(language, kind, self._code(kind, case), case.route)
            counts[name] = counts.get(name, 0) + 1
        ranked = sorted(counts.items(), key=lambda counted: (-counted[1], fold(counted[0])))
        t = self._texts
        return card(
            t.gettext(language, _GROUPS[kind]),
            [f"{name} · {t.number(language, count)}" for name, count in ranked],
        )

    def _matches(self, kind: str, code: str, route: Route, value: str) -> bool:
        """In any language, since people write theirs in every room."""
        wanted = fold(value).split()
        for language in self._texts.languages:
            there = fold(self._named(language, kind, code, route)).split()
            if all(any(word.startswith(each) for word in there) for each in wanted):
                return True
        return fold(value) == fold(code)

    def _named(self, language: Language, kind: str, code: str, route: Route) -> str:
        t = self._texts
        if kind == "state":
            return code or t.gettext(language, "state not known")
        msgid = SECTOR_WORDS.get(code, code) if kind == "sector" else stage_words(code, route)
        return t.gettext(language, msgid)

    def _code(self, kind: str, case: PublicCase) -> str:
        match kind:
            case "sector":
                return case.sector
            case "state":
                return case.region
            case _:
                return current_step(self._clocks.lifecycle, case.steps).stage

    def _is_overdue(self, case: PublicCase, today: date) -> bool:
        return not case.later_unknown and any(run.overdue for run in self._cards.runs(case, today))


def no_such_record(language: Language) -> UserError:
    """Also of a record that may not be shown: one sentence for both."""
    return UserError(
        N_(
            "I know no record with this number. A number has six letters or digits, like %(example)s."
            " Write %(command)s to see all records."
        ),
        example=record_ids.EXAMPLE,
        command=spell("petition.status", language),
    )


def _argument(asked: Asked, name: str) -> str:
    return asked.command.arguments.get(name, "") if isinstance(asked.command, Command) else ""


def _paged(value: str, number: str) -> tuple[str, int]:
    """What is looked for and the page of it: "mining 2" is the second page of the mines."""
    *words, last = value.split() or [""]
    if not number and words and _is_page(last):
        value, number = " ".join(words), last
    return value, int(number) if _is_page(number) else 1


def _is_page(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_PAGE
