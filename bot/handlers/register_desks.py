"""The desks of the members' register, wired together: what they share stays here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.core.clocks import Clocks
from bot.core.commands import Verb
from bot.core.model import Member, UserId
from bot.core.screening import Detectors
from bot.handlers.answers import Desk, Talk
from bot.handlers.brought_tables import BroughtTables
from bot.handlers.change_words import ChangeWords
from bot.handlers.confirming import CONFIRM_HELP, ConfirmingDesk
from bot.handlers.entry_desk import NEW_HELP, EntryDesk
from bot.handlers.export_desk import EXPORT_HELP, ExportDesk
from bot.handlers.free_text import FreeText
from bot.handlers.import_desk import IMPORT_HELP, ImportDesk
from bot.handlers.letter_desk import LETTER_HELP, LetterDesk
from bot.handlers.matching import MATCH_HELP, MatchDesk
from bot.handlers.one_at_a_time import OneAtATime
from bot.handlers.outcomes import REMEDY_HELP, RETALIATION_HELP, OutcomeDesk
from bot.handlers.own_records import OwnRecords
from bot.handlers.partners import CONSENT_HELP, PARTNER_HELP, PartnerDesk
from bot.handlers.record_views import RecordViews
from bot.handlers.recording import HISTORY_HELP, UPDATE_HELP, RecordingDesk
from bot.handlers.reminder_desk import REMIND_HELP, ReminderDesk
from bot.handlers.reminder_words import ReminderWords
from bot.handlers.revealing import REVEAL_HELP, RevealDesk
from bot.handlers.sharing import CANCEL_HELP, PUBLISH_HELP, SHARE_HELP, UNSHARE_HELP, SharingDesk
from bot.i18n import Texts
from bot.store.dialogues import Dialogues
from bot.store.matches import Matches
from bot.store.register import Register
from bot.store.reminders import ReminderStore
from bot.store.reveal_offers import RevealOffers


@dataclass(frozen=True, slots=True)
class RegisterDesks:
    commands: Mapping[Verb, Desk]
    talks: tuple[Talk, ...]
    """In the order in which they are asked: a word that waits comes before a question."""


def register_desks(
    texts: Texts,
    clocks: Clocks,
    register: Register,
    dialogues: Dialogues,
    views: RecordViews,
    members: Mapping[UserId, Member],
    detectors: Detectors,
    taken: Collection[str],
    reminders: ReminderStore,
    brought: BroughtTables,
    offers: RevealOffers,
    matches: Matches,
    one: OneAtATime,
) -> RegisterDesks:
    """`taken`: ids that stand for public cases."""
    changes = ChangeWords(texts, members)
    own, free_text = OwnRecords(texts, register, views, changes, taken), FreeText(texts, detectors)
    recording = RecordingDesk(texts, clocks, register, own, changes, free_text)
    confirming, outcomes = ConfirmingDesk(texts, clocks, own), OutcomeDesk(texts, own)
    sharing = SharingDesk(texts, clocks, register, dialogues, own, members)
    revealing = RevealDesk(texts, clocks, register, dialogues, own, offers, members, taken)
    partners = PartnerDesk(texts, register, dialogues, own, members)
    matching = MatchDesk(texts, register, dialogues, own, matches)
    reminding = ReminderDesk(texts, clocks, register, reminders, own, ReminderWords(texts))
    exporting = ExportDesk(texts, register, own, views)
    importing = ImportDesk(texts, clocks, register, dialogues, brought, free_text, taken)
    letters = LetterDesk(texts, clocks, own)
    entering = EntryDesk(texts, clocks, register, dialogues, own, free_text, taken, one)
    return RegisterDesks(
        {
            "petition.new": Desk(entering.begin, NEW_HELP),
            "petition.update": Desk(recording.update, UPDATE_HELP),
            "petition.confirm": Desk(confirming.confirm, CONFIRM_HELP),
            "petition.history": Desk(recording.history, HISTORY_HELP),
            "petition.publish": Desk(sharing.publish, PUBLISH_HELP),
            "petition.share": Desk(sharing.share, SHARE_HELP),
            "petition.unshare": Desk(sharing.unshare, UNSHARE_HELP),
            "petition.cancel": Desk(sharing.cancel, CANCEL_HELP),
            "petition.reveal": Desk(revealing.reveal, REVEAL_HELP),
            "petition.partner": Desk(partners.name, PARTNER_HELP),
            "petition.consent": Desk(partners.consent, CONSENT_HELP),
            "petition.match": Desk(matching.match, MATCH_HELP),
            "remedy": Desk(outcomes.remedy, REMEDY_HELP),
            "petition.export": Desk(exporting.export, EXPORT_HELP),
            "petition.import": Desk(importing.check, IMPORT_HELP),
            "letter": Desk(letters.letter, LETTER_HELP),
            "remind": Desk(reminding.remind, REMIND_HELP),
            "retaliation": Desk(outcomes.retaliation, RETALIATION_HELP),
        },
        (sharing.answer, revealing.answer, partners.answer, matching.answer, importing.answer, entering.answer),
    )
