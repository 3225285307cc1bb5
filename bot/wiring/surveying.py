"""Surveys of the network."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.screening import Detectors
from bot.handlers.noticeboard import Source
from bot.handlers.one_at_a_time import OneAtATime
from bot.handlers.survey_desks import survey_desks
from bot.resources import config_dir
from bot.store.dialogues import Dialogues
from bot.store.survey_file import load_surveys
from bot.store.talks import Talks
from bot.translation.switchboard import Switchboard
from bot.wiring.ground import Ground
from bot.wiring.part import Part


@dataclass(frozen=True, slots=True)
class Surveying:
    part: Part
    notices: Source


def surveying(ground: Ground, detectors: Detectors, switchboard: Switchboard) -> Surveying:
    database, templates = ground.database, load_surveys(config_dir() / "surveys.yaml")
    one = OneAtATime(Talks(database), Dialogues(database))
    desks = survey_desks(ground.texts, database, one, ground.settings.members, detectors, switchboard, templates)
    return Surveying(Part(desks.commands, desks.talks), desks.notices)
