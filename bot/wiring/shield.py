"""Names and identifiers: what is looked for before anything leaves a room."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.identifiers import find_identifiers
from bot.core.names.shield import NameShield
from bot.core.screening import Detectors
from bot.handlers.answers import Desk
from bot.handlers.protecting import ADD_HELP, REMOVE_HELP, ProtectDesk
from bot.handlers.screener import Screener
from bot.handlers.shield_desk import HELP, ShieldDesk
from bot.i18n import Texts
from bot.names_data import load_name_shield
from bot.resources import config_dir
from bot.store.nickname_file import load_nicknames
from bot.store.protected_names import ProtectedNameStore
from bot.store.shield_settings import ShieldSettings
from bot.translation.spoken import SpokenLanguages
from bot.wiring.ground import Ground
from bot.wiring.part import Part


@dataclass(frozen=True, slots=True)
class Shield:
    detectors: Detectors
    spoken: SpokenLanguages
    screener: Screener
    protected: ProtectedNameStore
    part: Part


def read_ahead() -> NameShield:
    """What takes longest to read from files, beside whatever waits for the homeserver or an engine."""
    SpokenLanguages(Texts.load().languages)  # what it knows is read once a process
    return load_name_shield()


async def shield(ground: Ground, detectors: Detectors | None, names: NameShield | None = None) -> Shield:
    """`detectors` take the place of ours, of which `names` may have been read ahead."""
    texts, members = ground.texts, ground.settings.members
    nicknames = load_nicknames(config_dir() / "names" / "nicknames.csv")
    protected = await ProtectedNameStore.open(ground.database, nicknames)
    strengths = await ShieldSettings.open(ground.database)
    detectors = detectors or Detectors(names or load_name_shield(), find_identifiers, protected)
    spoken = SpokenLanguages(texts.languages)
    protect_desk, shield_desk = ProtectDesk(texts, protected), ShieldDesk(texts, strengths)
    screener = Screener(detectors, spoken, texts, ground.client, members, ground.channels, strengths.strength)
    ground.roster.when_changed(screener.refresh)
    return Shield(
        detectors,
        spoken,
        screener,
        protected,
        Part(
            {
                "protect.add": Desk(protect_desk.add, ADD_HELP),
                "protect.remove": Desk(protect_desk.remove, REMOVE_HELP),
                "shield": Desk(shield_desk.answer, HELP),
            }
        ),
    )
