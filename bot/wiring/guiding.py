"""The short guides."""

from __future__ import annotations

from bot.handlers.answers import Desk
from bot.handlers.guides import HELP, GuideDesk
from bot.resources import config_dir
from bot.store.guide_file import load_guides
from bot.wiring.ground import Ground
from bot.wiring.part import Part


def guiding(ground: Ground) -> Part:
    desk = GuideDesk(ground.texts, load_guides(config_dir() / "guides"))
    return Part({"guide": Desk(desk.show, HELP)})
