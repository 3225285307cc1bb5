"""`!proposal`, `!proposal sign 3` and `!proposal withdraw 3`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.core.cards import Typed, card, note
from bot.core.commands import spell
from bot.core.proposals import Proposal
from bot.core.records import Value
from bot.core.sharing_words import WORDS, is_word
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.noticeboard import GRACE, Notice
from bot.handlers.own_records import argument, check_may_write
from bot.handlers.proposal_words import ProposalWords
from bot.handlers.signed import check_signed
from bot.handlers.survey_words import in_words
from bot.i18n import Texts
from bot.store.dialogues import Dialogues
from bot.store.proposals import Proposals

LIST_HELP: tuple[HelpLine, ...] = (
    ("", N_("what groups demand for the review of the agreement")),
    ("3", N_("all of proposal 3")),
)
SIGN_HELP: tuple[HelpLine, ...] = (("3", N_("your group stands behind proposal 3, by name or not")),)
WITHDRAW_HELP: tuple[HelpLine, ...] = (
    ("3", N_("takes your group's signature back; of its own proposal, the proposal")),
)

_SHOWN = 12
_BEGINNING = 90
"""Characters of each in the list."""
_CHANGED = N_("This proposal has changed or is gone. Please look at it again.")


class ProposalDesk:
    def __init__(self, texts: Texts, proposals: Proposals, dialogues: Dialogues) -> None:
        self._texts = texts
        self._words = ProposalWords(texts)
        self._proposals = proposals
        self._dialogues = dialogues

    async def show(self, asked: Asked) -> Reply:
        """All that stand, or one of them. Raises UserError."""
        language = asked.answer_language
        if argument(asked, "number"):
            return Reply(self._words.shown(language, await named_proposal(self._proposals, asked)))
        t = self._texts
        standing = [each for each in await self._proposals.every() if not each.withdrawn_at][:_SHOWN]
        lines: list[str | Typed] = [
            Typed(spell("proposal", language, str(each.number)), _beginning(in_words(each.current.words, language)))
            for each in standing
        ]
        if not lines:
            lines.append(t.gettext(language, "There is none yet."))
        new = t.gettext(language, "makes one, in our direct chat")
        lines.append(Typed(spell("proposal.new", language), new))
        return Reply(card(t.gettext(language, "Proposals for the review of the agreement"), lines))

    async def sign(self, asked: Asked) -> Reply:
        """Shows what would be signed, and asks for a word. Raises UserError."""
        check_may_write(asked)
        proposal = await named_proposal(self._proposals, asked)
        state: dict[str, Value | Mapping[str, str]] = {
            "word": "sign",
            "proposal": proposal.number,
            "version": proposal.current.number,
        }
        await self._dialogues.put(asked.member.user_id, "word", state, asked.event.event_id, asked.now)
        t, language = self._texts, asked.answer_language
        lines: list[str | Typed] = [
            in_words(proposal.current.words, language),
            *self._words.behind(language, proposal),
        ]
        if mine := proposal.signature_of(asked.member.organisation or ""):
            has = N_("Your group has signed by name.") if mine.named else N_("Your group has signed without its name.")
            lines.append(t.gettext(language, has))
        lines += [
            Typed(WORDS["sign"][language], t.gettext(language, "counts your group, without its name")),
            Typed(
                WORDS["sign by name"][language],
                t.gettext(language, "names your group to everybody, in the network and in the report"),
            ),
            t.gettext(language, "Anything else leaves it. What has been read or printed cannot be taken back."),
        ]
        title = t.gettext(language, "Sign this? %(name)s", name=self._words.name(language, proposal))
        return Reply(card(title, lines))

    async def withdraw(self, asked: Asked) -> Reply:
        """A signature goes at once; a proposal after a word. Raises UserError."""
        check_may_write(asked)
        proposal = await named_proposal(self._proposals, asked)
        t, language, group = self._texts, asked.answer_language, asked.member.organisation or ""
        if proposal.organisation != group:
            await self._proposals.unsign(proposal.number, group)
            return Reply(note(t.gettext(language, "Your group does not stand behind it any more.")))
        state: dict[str, Value | Mapping[str, str]] = {"word": "remove", "proposal": proposal.number}
        await self._dialogues.put(asked.member.user_id, "word", state, asked.event.event_id, asked.now)
        lines: list[str | Typed] = [
            in_words(proposal.current.words, language),
            *self._words.behind(language, proposal),
            Typed(WORDS["remove"][language], t.gettext(language, "deletes its words, translations and signatures")),
            t.gettext(language, "Anything else leaves it. What has been read or printed cannot be taken back."),
        ]
        title = t.gettext(language, "Withdraw this? %(name)s", name=self._words.name(language, proposal))
        return Reply(card(title, lines))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """The typed word. None when nothing of ours waits for it. Raises UserError."""
        by_name = is_word(body, "sign by name")
        signs, removes = by_name or is_word(body, "sign"), is_word(body, "remove")
        if not signs and not removes:
            return None
        waiting = await self._dialogues.get(asked.member.user_id, "word", asked.now)
        if waiting is None or "proposal" not in waiting.state or signs != (waiting.state["word"] == "sign"):
            return None
        check_signed(asked)
        check_may_write(asked)
        t, language, group = self._texts, asked.answer_language, asked.member.organisation or ""
        proposal = await self._proposals.get(int(str(waiting.state["proposal"])))
        if removes:
            # None: it came through already, and the reply got lost
            if proposal is not None and proposal.organisation == group:
                await self._proposals.withdraw(proposal.number, asked.now)
            said = t.gettext(language, "Withdrawn. I tell it in every room.")
        elif proposal is None or proposal.current.number != int(str(waiting.state["version"])):
            raise UserError(_CHANGED)
        else:
            await self._proposals.sign(proposal.number, proposal.current.number, group, named=by_name)
            said = t.gettext(language, "Signed by name.") if by_name else t.gettext(language, "Signed without a name.")
        await self._dialogues.end(asked.member.user_id, "word")
        return Reply(note(said))

    async def notices(self, now: datetime) -> list[Notice]:
        """What the rooms are told: each version once, and that one was withdrawn."""
        found: list[Notice] = []
        for proposal in await self._proposals.every():
            key, version = f"proposal {proposal.number}", proposal.current
            if now - (proposal.withdrawn_at or version.since) > GRACE:  # nothing is told so late
                continue
            if proposal.withdrawn_at is None:
                texts = {language: self._words.told(language, proposal) for language in self._texts.languages}
                found.append(Notice(f"{key} v{version.number}", version.since, texts))
                continue
            sentence = N_("Proposal %(number)s was withdrawn.")
            gone = {
                language: note(self._texts.gettext(language, sentence, number=proposal.number))
                for language in self._texts.languages
            }
            found.append(Notice(f"{key} withdrawn", proposal.withdrawn_at, gone))
        return found


async def named_proposal(proposals: Proposals, asked: Asked, number: int = 0) -> Proposal:
    """The one that the command names. Raises UserError."""
    typed = argument(asked, "number") if not number else str(number)
    found = await proposals.get(int(typed)) if typed else None
    if found is None and typed:
        command = spell("proposal", asked.answer_language)
        raise UserError(N_("There is no proposal with this number. For the list: %(command)s"), command=command)
    if found is None:
        raise UserError(N_("Which proposal? Please write its number."))
    return found


async def own_proposal(proposals: Proposals, asked: Asked, number: int = 0) -> Proposal:
    """The one that the command names, if it is of the asker's group. Raises UserError."""
    found = await named_proposal(proposals, asked, number)
    if found.organisation != asked.member.organisation:
        raise UserError(N_("Only the group that made a proposal changes it. You can make one of your own."))
    return found


def _beginning(text: str) -> str:
    return text if len(text) <= _BEGINNING else text[: _BEGINNING - 1].rstrip() + "…"
