"""By which topics the help is told: all commands at once would be five screens of a phone.

A topic is asked for with a word of the commands, so it needs no words of its own. Every verb belongs to one topic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.command_table import Verb
from bot.core.command_words import Part
from bot.core.words import N_

FIRST: tuple[Verb, ...] = ("petition.status",)
"""Shown before the topics: what most people come for."""


@dataclass(frozen=True, slots=True)
class Topic:
    about: str
    """An English sentence; a topic that has one command left for somebody is shown as that command instead."""
    verbs: tuple[Verb, ...]


TOPICS: Mapping[Part, Topic] = {
    "petition": Topic(
        N_("petitions and cases: where they stand, what is due"),
        (
            "petition.status",
            "petition.list",
            "petition.timeline",
            "case",
            "deadlines",
            "deadline.add",
            "deadline.remove",
            "calendar",
            "calendar.file",
            "remind",
        ),
    ),
    "new": Topic(
        N_("petitions of your group: enter and update them"),
        (
            "petition.new",
            "petition.update",
            "remedy",
            "retaliation",
            "letter",
            "review.ask",
            "review.withdraw",
            "review.volunteer",
            "petition.history",
            "petition.import",
            "petition.export",
            "petition.cancel",
        ),
    ),
    "share": Topic(
        N_("who sees them: share, publish, confirm"),
        (
            "petition.publish",
            "petition.share",
            "petition.unshare",
            "petition.confirm",
            "petition.consent",
            "petition.match",
            "petition.partner",
            "petition.reveal",
            "match",
        ),
    ),
    "survey": Topic(
        N_("surveys and proposals"),
        (
            "survey",
            "survey.answer",
            "survey.results",
            "survey.new",
            "survey.close",
            "proposal",
            "proposal.new",
            "proposal.sign",
            "proposal.change",
            "proposal.withdraw",
        ),
    ),
    "digest": Topic(
        N_("the weekly digest and the figures"),
        ("digest", "digest.full", "digest.subscribe", "digest.off", "mute", "stats"),
    ),
    "language": Topic(
        N_("messages and their translation"),
        ("original", "fix", "who", "language", "term.add", "term.fix", "term.list", "engine", "engine.cloud"),
    ),
    "privacy": Topic(
        N_("names, what I keep, deleting"),
        (
            "privacy",
            "privacy.full",
            "forget",
            "forget.me",
            "held",
            "release",
            "protect.add",
            "protect.remove",
            "shield",
            "testimony",
        ),
    ),
    "member": Topic(
        N_("people and groups"),
        (
            "member.list",
            "member.add",
            "member.remove",
            "member.role",
            "member.suspend",
            "member.restore",
            "verify",
            "org.list",
            "org.add",
            "org.vouch",
            "org.object",
            "org.remove",
        ),
    ),
    "channel": Topic(
        N_("the rooms and the bot: pause, announce, check, emergency"),
        (
            "bot",
            "announce",
            "pause",
            "resume",
            "channel.check",
            "channel.link",
            "channel.unlink",
            "channel.follow",
            "lockdown",
        ),
    ),
    "guide": Topic(N_("guides"), ("guide",)),
}
