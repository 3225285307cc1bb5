"""`!match`: groups say what they look for and offer; two that fit are introduced when both want it, else nobody hears.

No answer to a command depends on what others said, and a yes is not shown before both have said it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from bot.core.cards import Typed, card, note
from bot.core.command_words import fold
from bot.core.commands import may
from bot.core.introductions import (
    ANSWER_WITHIN,
    BRANCH_WORDS,
    HELP_WORDS,
    INTRODUCE,
    PASS,
    PLACE_WORDS,
    STANCE_WORDS,
    STANDS,
    STATED_A_YEAR,
    Stance,
    Statement,
    next_round,
    pairs,
    read,
    said_about,
)
from bot.core.model import Language, Member, Rendered, UserId
from bot.core.words import N_
from bot.errors import MatrixError, UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.direct_chats import NoDirectChat
from bot.handlers.once_post import OncePost
from bot.handlers.own_records import argument, organisation_of
from bot.handlers.patience import Patience
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock
from bot.store.introductions import Introduction, Introductions, Side
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

MATCH_HELP: tuple[HelpLine, ...] = (
    ("", N_("what your group looks for and offers; nobody else sees it")),
    (
        "seek legal es bajio auto",
        N_("says it for 90 days; a group that fits is introduced if both of you want it"),
    ),
    ("off", N_("takes all of it back")),
)
_OFF = frozenset("off no apagar arret arreter eteindre stop".split())
_LOTS = random.SystemRandom()


class IntroductionDesk:
    def __init__(self, texts: Texts, store: Introductions) -> None:
        self._texts = texts
        self._store = store

    async def match(self, asked: Asked) -> Reply:
        """Raises UserError."""
        group, text, t = organisation_of(asked), argument(asked, "text"), self._texts
        language = asked.answer_language
        if fold(text).strip() in _OFF:
            await self._store.take_back(group)
            return Reply(note(t.gettext(language, "Taken back. Nobody is introduced to your group.")))
        if text.strip():
            await self._state(asked, group, text)
        mine = [each for each in await self._store.statements(asked.now) if each.group == group]
        return Reply(self._shown(asked, mine))

    async def _state(self, asked: Asked, group: str, text: str) -> None:
        named, strangers = read(text)
        if strangers:
            raise UserError(
                N_("I keep only words of my lists here, not: %(words)s. Lists: %(lists)s"),
                words=", ".join(strangers[:5]),
                lists=self._lists(asked.answer_language),
            )
        if len(named["stance"]) != 1 or not named["helps"]:
            raise UserError(
                N_("Begin with “seek” or “offer”, and say what: %(lists)s"), lists=self._lists(asked.answer_language)
            )
        stance: Stance = "seeks" if "seeks" in named["stance"] else "offers"
        languages = named["languages"] or {asked.member.language or asked.language}
        if await self._store.stated(group, asked.now, asked.event.event_id) >= STATED_A_YEAR:
            raise UserError(
                N_("Your group has asked %(count)s times within a year. No more is possible now."), count=STATED_A_YEAR
            )
        statement = Statement(
            group,
            asked.member.user_id,
            stance,
            named["helps"],
            frozenset(languages),
            named["places"],
            named["branches"],
        )
        await self._store.state(statement, asked.event.event_id, asked.now)

    def _lists(self, language: Language) -> str:
        words = (*HELP_WORDS.values(), *PLACE_WORDS.values(), *BRANCH_WORDS.values())
        return ", ".join(self._texts.gettext(language, word) for word in words)

    def _shown(self, asked: Asked, mine: list[Statement]) -> Rendered:
        t, language = self._texts, asked.answer_language
        lines = []
        for each in mine:
            chosen = [HELP_WORDS[x] for x in sorted(each.helps)]
            chosen += [PLACE_WORDS[x] for x in sorted(each.places)] + [BRANCH_WORDS[x] for x in sorted(each.branches)]
            said = ", ".join([*(t.gettext(language, word) for word in chosen), *sorted(each.languages)])
            lines.append(t.labelled(language, t.gettext(language, STANCE_WORDS[each.stance]), said))
        if not mine:
            lines.append(t.gettext(language, "Nothing. What you can say: %(lists)s", lists=self._lists(language)))
        lines.append(
            t.gettext(
                language,
                "It stands for %(count)s days and is listed nowhere. If a group fits, both of you are asked; each"
                " learns who the other is only if both say yes. If not, neither hears what the other said.",
                count=STANDS.days,
            )
        )
        return card(t.gettext(language, "What your group looks for and offers"), lines)

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """A yes or a no to an introduction. None for anything else. Raises UserError.

        Answered alike when there is none any more: that would tell what the other side did.
        """
        wants = said_about(body)
        if wants is None:
            return None
        if wants:
            check_signed(asked)
        if not may(asked.member.role, "match"):
            raise UserError(N_("Only representatives and coordinators may do this."))
        for introduction in await self._store.every():
            for side in introduction.sides:
                if side.user_id == asked.member.user_id and side.group == asked.member.organisation:
                    await self._store.move(introduction.number, side, "yes" if wants else "no")
        t, language = self._texts, asked.answer_language
        return Reply(
            note(
                t.gettext(
                    language,
                    "Noted; nobody is told what you answered. If both want it, both hear on a Tuesday; if not, nobody"
                    " hears anything.",
                )
            )
        )


class IntroductionWatch:
    """On Tuesdays: introduce who both said yes, forget what is over, ask the next."""

    def __init__(
        self,
        texts: Texts,
        store: Introductions,
        post: OncePost,
        members: Mapping[UserId, Member],
        suspensions: SuspensionStore,
        clock: Clock,
    ) -> None:
        self._texts = texts
        self._store = store
        self._post = post
        self._members = members
        self._suspensions = suspensions
        self._clock = clock

    async def run(self) -> None:
        """For ever. What a round owes is told before the next one begins, also after a crash."""
        patience, due = Patience(self._clock), False
        while True:
            try:
                if due:
                    await self.round()
                due = False
                patience.succeeded()
                await self._ask()
                await self._clock.sleep_until(next_round(self._clock.now()))
                due = True
            except MatrixError as error:
                log.warning("introduction.waits", errcode=error.errcode, attempt=patience.attempt)
                await patience.wait(error.retry_after_s)

    async def round(self) -> None:
        """Raises MatrixError that may pass; all that was told until then is told once."""
        now = self._clock.now()
        for introduction in await self._store.every():
            if not introduction.sides:
                continue
            whole = len(introduction.sides) == len(introduction.groups)
            if not whole or not all(self._stands(side) for side in introduction.sides):
                await self._store.end(introduction.number)
            elif all(side.state == "yes" for side in introduction.sides):
                for side, other in zip(introduction.sides, reversed(introduction.sides), strict=True):
                    await self._tell(introduction, side, other)
                await self._store.end(introduction.number)
            elif now >= introduction.since + ANSWER_WITHIN:
                await self._store.end(introduction.number)
        before = await self._store.every()
        statements = [each for each in await self._store.statements(now) if self._fits(each.user_id, each.group)]
        lots = {each.user_id: _LOTS.random() for each in statements}
        busy = [side.group for each in before for side in each.sides]
        await self._store.add(pairs(statements, [each.groups for each in before], busy, lots), now)

    async def _ask(self) -> None:
        for introduction in await self._store.every():
            for side in introduction.sides:
                if side.state == "owed":
                    await self._send(introduction, side, self._question(side), "question")
                    await self._store.move(introduction.number, side, "asked")

    def _question(self, side: Side) -> Rendered:
        t, language = self._texts, self._language(side.user_id)
        lines: list[str | Typed] = [
            t.gettext(language, "You learn who it is only if both say yes within two weeks, and so do they of you."),
            Typed(INTRODUCE[language], t.gettext(language, "yes; the other group is told your name and your group")),
            Typed(PASS[language], t.gettext(language, "no; nobody learns that you were asked")),
        ]
        return card(t.gettext(language, "A group fits what yours looks for or offers. Be introduced?"), lines)

    async def _tell(self, introduction: Introduction, side: Side, other: Side) -> None:
        language, them = self._language(side.user_id), self._members[other.user_id]
        body = note(
            self._texts.gettext(
                language,
                "Both of you want to be introduced: %(name)s, %(group)s (%(user)s). They are told the same of you.",
                name=them.name,
                group=other.group,
                user=other.user_id,
            )
        )
        await self._send(introduction, side, body, "both")

    async def _send(self, introduction: Introduction, side: Side, body: Rendered, what: str) -> None:
        """Raises MatrixError that may pass."""
        key = f"introduction {introduction.number} {introduction.since.timestamp()} {side.group} {what}"
        try:
            await self._post.send(side.user_id, body, key, introduction.since)
        except NoDirectChat:
            log.warning("introduction.nowhere_to_tell")
        except MatrixError as error:
            if error.transient:
                raise
            log.warning("introduction.not_told", errcode=error.errcode)

    def _stands(self, side: Side) -> bool:
        return self._fits(side.user_id, side.group)

    def _fits(self, user_id: UserId, group: str) -> bool:
        member = self._members.get(user_id)
        return member is not None and member.organisation == group and not self._suspensions.is_suspended(user_id)

    def _language(self, user_id: UserId) -> Language:
        member = self._members.get(user_id)
        return (member.language if member else None) or "en"
