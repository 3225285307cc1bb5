"""`!petition reveal`: two groups show each other the same fields of a record of theirs; both see them, or neither.

An offer stands in one row and nobody is told of it, so that one that is withdrawn leaves no trace. Whoever names an
offer that is not theirs, was withdrawn, is too old or never was gets the answer of a record that does not exist.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import cast

from bot.core import disclosure, record_ids
from bot.core.cards import Typed, card, note
from bot.core.clocks import Clocks
from bot.core.commands import spell
from bot.core.disclosure import Viewer
from bot.core.model import Language, Member, UserId
from bot.core.record_changes import apply
from bot.core.record_words import FIELD_NAMED, FIELD_WORDS
from bot.core.records import Change, Record, Value
from bot.core.sharing_words import STEERING, WORDS, WordFor, is_word, steering
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.group_names import find_group, groups_of, without_small
from bot.handlers.own_records import OwnRecords, argument, check_may_write, organisation_of
from bot.handlers.petitions import no_such_record
from bot.handlers.record_cards import RecordCards
from bot.handlers.sharing_plans import until_of
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.dialogues import Dialogues
from bot.store.register import Done, Outdated, Register
from bot.store.reveal_offers import RevealOffer, RevealOffers

REVEAL_HELP: tuple[HelpLine, ...] = (
    (
        "7K2-M9X Union ES facility dates",
        N_("offers a group to show each other the same fields; both see them, or neither"),
    ),
    ("", N_("the offers of and to your group")),
)
OFFER_LASTS = timedelta(days=7)
_GONE = N_("Nothing waits for this word. Please begin with the command and the number.")


class RevealDesk:
    def __init__(
        self,
        texts: Texts,
        clocks: Clocks,
        register: Register,
        dialogues: Dialogues,
        own: OwnRecords,
        offers: RevealOffers,
        members: Mapping[UserId, Member],
        taken: Collection[str],
    ) -> None:
        self._texts = texts
        self._lifecycle = clocks.lifecycle
        self._cards = RecordCards(texts, clocks)
        self._register = register
        self._dialogues = dialogues
        self._own = own
        self._offers = offers
        self._members = members
        self._taken = taken

    async def reveal(self, asked: Asked) -> Reply:
        """List, offer, accept or withdraw, by what is named. Raises UserError."""
        if again := await self._own.again(asked):
            return again
        group, named = organisation_of(asked), record_ids.parse(argument(asked, "record_id"))
        offers = {offer.offer_id: offer for offer in await self._offers.every(asked.now)}
        offer = offers.get(named or "")
        if not argument(asked, "record_id"):
            return self._listed(asked, [each for each in offers.values() if group in (each.from_group, each.to_group)])
        if offer is not None and offer.from_group == group:
            return await self._withdrawn(asked, offer)
        if offer is not None and offer.to_group == group:
            return await self._ask_to_accept(asked, offer)
        record = self._register.get(named or "")
        if record is None or record.owner != group:
            raise no_such_record(asked.answer_language)
        return await self._ask_to_offer(asked, record, set(offers))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """The typed word. None when nothing of ours waits for it. Raises UserError."""
        if not is_word(body, "offer") and not is_word(body, "reveal"):
            return None
        if again := await self._own.again(asked):
            return again
        waiting = await self._dialogues.get(asked.member.user_id, "word", asked.now)
        if waiting is None or not is_word(body, cast("WordFor", waiting.state["word"])):
            return None
        check_signed(asked)
        check_may_write(asked)
        state = cast("Mapping[str, str]", waiting.state)
        if state["word"] == "offer":
            reply = await self._offered(asked, state)
        else:
            reply = await self._accepted(asked, state, cast("int", waiting.state["revision"]))
        await self._dialogues.end(asked.member.user_id, "word")
        return reply

    # --- the offer -----------------------------------------------------------------------------------------------

    async def _ask_to_offer(self, asked: Asked, record: Record, codes: set[str]) -> Reply:
        t, language = self._texts, asked.answer_language
        words = without_small(argument(asked, "text"))
        fields = sorted({FIELD_NAMED[word] for word in words if word in FIELD_NAMED})
        groups = [name for name in groups_of(self._members) if name != record.owner]
        to_group = find_group(groups, [word for word in words if word not in FIELD_NAMED])
        if not fields:
            raise UserError(
                N_("Which fields? Write them after the group: %(fields)s"),
                fields=", ".join(t.gettext(language, words) for words in FIELD_WORDS.values()),
            )
        until = until_of(asked)
        offer_id = self._register.new_id({*self._taken, *codes})
        state = {
            "word": "offer",
            "record": record.record_id,
            "offer": offer_id,
            "group": to_group,
            "fields": " ".join(fields),
            "until": until.isoformat() if until else "",
        }
        await self._dialogues.put(asked.member.user_id, "word", state, asked.event.event_id, asked.now)
        lines: list[str | Typed] = [
            t.gettext(language, "%(group)s would see this, once it shows you the same of a record of its own:",
                      group=to_group),
            *self._seen(language, record, to_group, fields, until, asked.today),
            t.gettext(language, "I tell nobody of the offer. Tell them yourselves its number: %(code)s", code=offer_id),
            t.gettext(language, "Until they accept you can withdraw it without a trace. After 7 days it ends."),
            t.gettext(language, "What somebody has read cannot be taken back."),
            Typed(WORDS["offer"][language], t.gettext(language, "this word does it; anything else leaves it")),
        ]  # fmt: skip
        return Reply(card(t.gettext(language, "Offer this?"), lines))

    async def _offered(self, asked: Asked, state: Mapping[str, str]) -> Reply:
        record = self._register.get(state["record"])
        if record is None or record.owner != asked.member.organisation:
            raise UserError(_GONE)
        offer = RevealOffer(
            state["offer"],
            record.owner,
            state["group"],
            record.record_id,
            tuple(state["fields"].split()),
            date.fromisoformat(state["until"]) if state["until"] else None,
            asked.now + OFFER_LASTS,
        )
        await self._offers.put(offer)
        done = Done(record.record_id, "offered")
        await self._register.note_done(asked.event.event_id, done, asked.now, asked.member.user_id)
        return self._listed(asked, [offer])

    async def _withdrawn(self, asked: Asked, offer: RevealOffer) -> Reply:
        """At once: nothing was shown. Only with the word for it, since the same command shows the offer."""
        if steering(argument(asked, "text")) != "cancel":
            return self._listed(asked, [offer])
        await self._offers.end(offer)
        return Reply(note(self._texts.gettext(asked.answer_language, "Withdrawn. Nothing was shown to anybody.")))

    # --- the answer ----------------------------------------------------------------------------------------------

    async def _ask_to_accept(self, asked: Asked, offer: RevealOffer) -> Reply:
        t, language, group = self._texts, asked.answer_language, organisation_of(asked)
        typed = argument(asked, "text")
        if not typed:
            return self._listed(asked, [offer])
        record = self._register.get(record_ids.parse(typed) or "")
        if record is None or record.owner != group:
            raise no_such_record(language)
        state: dict[str, Value | Mapping[str, str]] = {
            "word": "reveal",
            "record": record.record_id,
            "offer": offer.offer_id,
            "revision": record.revision,
        }
        await self._dialogues.put(asked.member.user_id, "word", state, asked.event.event_id, asked.now)
        lines: list[str | Typed] = [
            t.gettext(language, "%(group)s would see this, and you the same of a record of theirs, in one moment:",
                      group=offer.from_group),
            *self._seen(language, record, offer.from_group, offer.fields, offer.until, asked.today),
            t.gettext(language, "What somebody has read cannot be taken back."),
            Typed(WORDS["reveal"][language], t.gettext(language, "this word does it; anything else leaves it")),
        ]  # fmt: skip
        return Reply(card(t.gettext(language, "Show each other this?"), lines))

    async def _accepted(self, asked: Asked, state: Mapping[str, str], revision: int) -> Reply:
        """Both records in one transaction, or neither."""
        group = organisation_of(asked)
        offers = {offer.offer_id: offer for offer in await self._offers.every(asked.now)}
        offer, record = offers.get(state["offer"]), self._register.get(state["record"])
        theirs = self._register.get(offer.record_id) if offer else None
        if offer is None or offer.to_group != group or record is None or record.owner != group:
            raise no_such_record(asked.answer_language)
        if theirs is None or theirs.owner != offer.from_group or offer.from_group not in groups_of(self._members):
            raise no_such_record(asked.answer_language)
        if record.revision != revision:
            return await self._own.told(asked, record, revision)
        by_us, by_them = self._changes(asked, offer, group)
        try:
            await self._register.write_both(
                {record.record_id: (by_us, record.revision), theirs.record_id: (by_them, theirs.revision)},
                asked.event.event_id,
                Done(theirs.record_id, "revealed"),
                offer.offer_id,
                asked.now,
            )
        except Outdated:
            raise no_such_record(asked.answer_language) from None
        again = await self._own.again(asked)
        if again is None:
            raise AssertionError("it was written")
        return again

    @staticmethod
    def _changes(asked: Asked, offer: RevealOffer, group: str) -> tuple[Change, Change]:
        """Who of the other group said the word is not for us to tell."""
        values = {"fields": list(offer.fields), "until": offer.until.isoformat() if offer.until else None}
        by_us = Change("revealed", asked.now, asked.member.user_id, group, {**values, "organisation": offer.from_group})
        return by_us, Change("revealed", asked.now, "", offer.from_group, {**values, "organisation": group})

    # --- what people read ----------------------------------------------------------------------------------------

    def _seen(
        self, language: Language, record: Record, group: str, fields: Collection[str], until: date | None, today: date
    ) -> list[str]:
        """What the other group would see of the record, with what it sees already."""
        values = {"organisation": group, "fields": list(fields), "until": until.isoformat() if until else None}
        after = apply(record.record_id, record, Change("revealed", record.changed_at, "", record.owner, values))
        viewer = Viewer(group, is_member=True)
        seen_as = disclosure.access(after, viewer, today)
        view = disclosure.view(self._lifecycle, after, seen_as, disclosure.agreed(after, viewer, today))
        if view is None:
            raise UserError(N_("For how long? Please write it in days, like “90 days”."))
        return [self._cards.title(language, view), *self._cards.lines(language, view, today)]

    def _listed(self, asked: Asked, offers: list[RevealOffer]) -> Reply:
        t, language, group = self._texts, asked.answer_language, asked.member.organisation
        lines: list[str | Typed] = []
        for offer in offers:
            fields = t.listing(language, [t.gettext(language, FIELD_WORDS[name]) for name in offer.fields])
            day = t.date(language, offer.expires_at.date())
            if offer.from_group == group:
                told = t.gettext(
                    language, "To %(group)s, of %(record)s: %(fields)s. Until %(date)s.",
                    group=offer.to_group, record=offer.record_id, fields=fields, date=day,
                )  # fmt: skip
                command = spell("petition.reveal", language, f"{offer.offer_id} {STEERING['cancel'][language]}")
                lines += [told, Typed(command, t.gettext(language, "withdraws it"))]
            else:
                told = t.gettext(
                    language, "From %(group)s, the same of a record of yours: %(fields)s. Until %(date)s.",
                    group=offer.from_group, fields=fields, date=day,
                )  # fmt: skip
                command = spell("petition.reveal", language, f"{offer.offer_id} 7K2-M9X")
                lines += [
                    told,
                    Typed(command, t.gettext(language, "with the number of your record: shows what they would see")),
                ]
        title = t.gettext(language, "Offers to show each other") if lines else t.gettext(language, "No offer waits.")
        return Reply(card(title, lines))
