"""`!review ask`: a group asks peers of other groups to read a draft. Nothing leaves before the typed word."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.core.cards import Typed, card, note
from bot.core.commands import may, spell
from bot.core.model import EventRef, Member, Rendered, UserId
from bot.core.peer_reading import (
    ALTOGETHER,
    ASKED_A_YEAR,
    LEFT_OVER,
    LONGEST,
    PREPARING,
    READING_WORDS,
    TOPIC_WORDS,
    fingerprint,
    may_ask,
    named_in,
    said_word,
)
from bot.core.sharing_words import STEERING, steering
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.own_records import OwnRecords, argument, organisation_of
from bot.handlers.review_drafts import ReviewDrafts
from bot.handlers.review_words import ADVICE, ReviewWords, draft_lines
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.dialogues import Dialogues
from bot.store.reviews import Review, Reviews, Willing
from bot.translation.spoken import SpokenLanguages

ASK_HELP: tuple[HelpLine, ...] = (
    ("", N_("your readings by peers, and what becomes of them")),
    ("7K2-M9X", N_("two or three peers of other groups read your draft, with names covered; advice, not a ruling")),
)
VOLUNTEER_HELP: tuple[HelpLine, ...] = (
    ("es fr", N_("you read drafts of other groups now and then, in these languages; nobody is told that you do")),
    ("off", N_("ends that")),
)
WITHDRAW_HELP: tuple[HelpLine, ...] = (("7K2-M9X", N_("takes your draft back from those who read it")),)

_OFF = frozenset("off no apagar arret arreter stop".split())
_ID_BYTES, _SALT_BYTES = 6, 16
_NOTHING_WAITS = N_("Nothing waits for this word. Please begin with the command and the number.")


class ReviewDesk:
    def __init__(
        self,
        texts: Texts,
        reviews: Reviews,
        own: OwnRecords,
        drafts: ReviewDrafts,
        dialogues: Dialogues,
        spoken: SpokenLanguages,
        members: Mapping[UserId, Member],
        words: ReviewWords,
        wake: Callable[[], None],
    ) -> None:
        """`wake`: whoever asks the readers has something to do."""
        self._texts = texts
        self._reviews = reviews
        self._own = own
        self._drafts = drafts
        self._dialogues = dialogues
        self._spoken = spoken
        self._members = members
        self._words = words
        self._wake = wake

    # --- volunteers ----------------------------------------------------------------------------------------------

    async def volunteer(self, asked: Asked) -> Reply:
        """Raises UserError."""
        organisation_of(asked)
        text, language = argument(asked, "text"), asked.answer_language
        if text.casefold().strip() in _OFF:
            await self._reviews.no_volunteer(asked.member.user_id)
            return self._said(asked, N_("You are asked to read no more drafts."))
        languages, topics = named_in(text)
        languages = languages or (asked.member.language or language,)
        await self._reviews.volunteer(Willing(asked.member.user_id, languages, topics))
        self._wake()
        t = self._texts
        lines = [
            t.gettext(
                language,
                "Languages: %(languages)s",
                languages=", ".join(self._words.tongue(language, each) for each in languages),
            ),
            t.gettext(
                language,
                "Topics: %(topics)s",
                topics=", ".join(t.gettext(language, TOPIC_WORDS[each]) for each in topics or TOPIC_WORDS),
            ),
            t.gettext(
                language,
                "Now and then I ask you here to read a draft of another group. You can decline each time. Nobody learns"
                " that you read drafts.",
            ),
        ]
        return Reply(card(t.gettext(language, "Thank you."), lines))

    # --- asking --------------------------------------------------------------------------------------------------

    async def ask(self, asked: Asked) -> Reply:
        """Begin with a record; without one, tell what is under way. Raises UserError."""
        if not argument(asked, "record_id"):
            return await self._under_way(asked)
        record, now = self._own.own(asked), asked.now
        if any(each.record_id == record.record_id for each in await self._mine(asked)):
            raise UserError(
                N_("A reading of this record is under way. To take it back: %(command)s"),
                command=spell("review.withdraw", asked.answer_language, record.record_id),
            )
        await self._check_how_often(asked)
        if await self._dialogues.get(asked.member.user_id, "entry", now) is not None:
            raise UserError(N_("You are entering a petition. Please save it or cancel it first."))
        _, topics = named_in(argument(asked, "text"))
        review = Review(
            secrets.token_hex(_ID_BYTES),
            record.record_id,
            record.owner,
            asked.member.user_id,
            "text",
            topics,
            asked.event.event_id,
            now,
        )
        before = await self._reviews.preparing(asked.member.user_id)
        if before is None or before.moved_by != asked.event.event_id:
            await self._reviews.put(review)
        return Reply(self._ask_for_text(asked, review))

    def _ask_for_text(self, asked: Asked, review: Review) -> Rendered:
        t, language = self._texts, asked.answer_language
        lines: list[str | Typed] = [
            t.gettext(
                language,
                "Paste the draft here as one message. I cover what I find of names, numbers, your workplace and your"
                " group, and show you the result before anybody else sees it.",
            ),
            Typed(
                READING_WORDS["record"][language],
                t.gettext(language, "instead of a text: what the network would see of the record"),
            ),
            Typed(STEERING["cancel"][language], t.gettext(language, "leaves it")),
            t.gettext(language, ADVICE),
        ]
        return card(t.gettext(language, "Peer reading of %(record)s", record=review.record_id), lines)

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """The owner's next step. None when nothing is prepared. Raises UserError, MatrixError."""
        review = await self._reviews.preparing(asked.member.user_id)
        if review is None:
            return await self._again(asked)
        if asked.now - review.since > PREPARING:
            await self._reviews.forget(review)
            return None
        if steering(body) == "cancel":
            await self._reviews.forget(review)
            return self._said(asked, N_("Forgotten. Nobody was asked."))
        organisation = organisation_of(asked)
        if organisation != review.owner_group or not may(asked.member.role, "review.ask"):
            raise UserError(_NOTHING_WAITS)
        if review.moved_by == asked.event.event_id:  # the reply got lost
            return Reply(await self._shown(asked, review))
        match review.state:
            case "text":
                return await self._text_given(asked, review, body)
            case "exclude":
                return await self._excluded(asked, review, body)
            case _:
                return await self._word(asked, review) if said_word(body) == "request" else None

    async def _again(self, asked: Asked) -> Reply | None:
        """The word came, and its answer got lost."""
        for review in await self._mine(asked):
            if review.moved_by == asked.event.event_id:
                return Reply(self._receipt(asked, review))
        return None

    async def _text_given(self, asked: Asked, review: Review, body: str) -> Reply:
        language = asked.member.language or asked.language
        draft: EventRef | None = None
        if said_word(body) != "record":
            if len(body) > LONGEST:
                raise UserError(N_("That is too long: at most %(count)s letters."), count=LONGEST)
            draft, language = asked.event, self._spoken.of(body, language, asked.member.language)
        review = replace(
            review, state="exclude", draft=draft, language=language, moved_by=asked.event.event_id, since=asked.now
        )
        await self._reviews.put(review)
        return Reply(await self._shown(asked, review))

    async def _excluded(self, asked: Asked, review: Review, body: str) -> Reply:
        groups = self._other_groups(review)
        excluded: tuple[str, ...] = ()
        if steering(body) != "skip":
            numbers = re.findall(r"\d{1,4}", body)
            if not numbers or re.sub(r"[\d\s,;.]|\b(?:and|y|e|et)\b", "", body):
                raise UserError(N_("Please write the numbers of the groups, or the word that skips this."))
            if any(not 1 <= int(number) <= len(groups) for number in numbers):
                raise UserError(N_("One of these numbers is not in the list."))
            excluded = tuple(sorted({groups[int(number) - 1] for number in numbers}))
            if len(groups) - len(excluded) < LEFT_OVER:
                raise UserError(N_("At least two groups must remain: else an answer would tell where it comes from."))
        review = replace(
            review,
            state="word",
            excluded=excluded,
            salt=secrets.token_bytes(_SALT_BYTES),
            moved_by=asked.event.event_id,
            since=asked.now,
        )
        text = await self._drafts.text(review)
        if text is None:
            await self._reviews.forget(review)
            raise UserError(N_("The draft is gone. Please begin again."))
        review = replace(review, fingerprint=fingerprint(review.salt, text))
        await self._reviews.put(review)
        return Reply(await self._shown(asked, review))

    async def _word(self, asked: Asked, review: Review) -> Reply:
        check_signed(asked)
        await self._check_how_often(asked)
        if await self._drafts.consented(review) is None:
            await self._reviews.forget(review)
            raise UserError(
                N_("The text is no longer the one that I showed you. Nobody was asked; please begin again.")
            )
        review = replace(review, state="open", moved_by=asked.event.event_id, since=asked.now)
        await self._reviews.open(review)
        self._wake()
        return Reply(self._receipt(asked, review))

    async def _check_how_often(self, asked: Asked) -> None:
        if not may_ask(await self._reviews.asked(organisation_of(asked), asked.now)):
            raise UserError(
                N_("Your group has asked %(count)s times within a year. No more is possible now."), count=ASKED_A_YEAR
            )

    # --- what the owner reads ------------------------------------------------------------------------------------

    async def _shown(self, asked: Asked, review: Review) -> Rendered:
        t, language = self._texts, asked.answer_language
        if review.state == "text":
            return self._ask_for_text(asked, review)
        if review.state == "exclude":
            groups = [f"{at}. {group}" for at, group in enumerate(self._other_groups(review), 1)]
            skip = t.gettext(language, "Or write: %(words)s", words=STEERING["skip"][language])
            return card(t.gettext(language, "Which groups must not read it? Write their numbers."), [*groups, skip])
        text = await self._drafts.text(review)
        if text is None:
            raise UserError(N_("The draft is gone. Please begin again."))
        lines: list[str | Typed] = [*draft_lines(text)]
        if review.excluded:
            lines.append(t.gettext(language, "Not read by: %(groups)s", groups=", ".join(review.excluded)))
        lines += [
            t.gettext(
                language,
                "Two or three volunteers of different groups may read this. I find about nine names in ten, never all:"
                " please look for what still tells who you are. What somebody has read cannot be taken back.",
            ),
            t.gettext(language, ADVICE),
            Typed(
                READING_WORDS["request"][language], t.gettext(language, "this word does it; anything else leaves it")
            ),
        ]
        return card(t.gettext(language, "This is exactly what readers would see:"), lines)

    def _receipt(self, asked: Asked, review: Review) -> Rendered:
        t, language = self._texts, asked.answer_language
        day = t.date(language, (review.since + ALTOGETHER).date())
        return note(
            t.gettext(language, "Asked for. The answers come together, by %(date)s at the latest.", date=day),
            t.gettext(language, "Leave your message with the draft where it is: deleting it takes the draft back."),
            t.gettext(
                language,
                "To take it back: %(command)s",
                command=spell("review.withdraw", language, review.record_id),
            ),
        )

    async def _under_way(self, asked: Asked) -> Reply:
        t, language = self._texts, asked.answer_language
        lines = [
            t.gettext(
                language,
                "%(record)s: answers by %(date)s at the latest",
                record=each.record_id,
                date=t.date(language, (each.since + ALTOGETHER).date()),
            )
            for each in await self._mine(asked)
        ]
        command = spell("review.ask", language, "7K2-M9X")
        lines.append(t.gettext(language, "To ask for one: %(command)s", command=command))
        return Reply(card(t.gettext(language, "Your readings by peers"), lines))

    # --- taking back ---------------------------------------------------------------------------------------------

    async def withdraw(self, asked: Asked) -> Reply:
        """Raises UserError."""
        wanted = argument(asked, "record_id")
        mine = [each for each in await self._mine(asked) if not wanted or each.record_id == wanted]
        if len(mine) != 1:
            raise UserError(N_("No reading of this record is under way."))
        await self._reviews.end(mine[0], "withdrawn")
        self._wake()
        return self._said(
            asked,
            N_("Withdrawn. I delete the draft from the chats of its readers. What was read cannot be taken back."),
        )

    async def _mine(self, asked: Asked) -> list[Review]:
        return [
            each
            for each in await self._reviews.under_way()
            if each.state == "open" and each.owner == asked.member.user_id
        ]

    def _other_groups(self, review: Review) -> list[str]:
        return sorted(
            {each.organisation for each in self._members.values() if each.organisation} - {review.owner_group}
        )

    def _said(self, asked: Asked, msgid: str) -> Reply:
        return Reply(note(self._texts.gettext(asked.answer_language, msgid)))
