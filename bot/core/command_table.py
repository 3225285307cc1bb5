"""Every command of the bot: the words it is spoken with, what follows them, who may write it, and where.

The reader, the desk and the help take all of it from here. To add a command: a verb, a line in TABLE, and its new words
in the three lists of words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.core.model import Role

Verb = Literal[
    "petition.status",
    "petition.list",
    "petition.timeline",
    "petition.new",
    "petition.update",
    "petition.publish",
    "petition.share",
    "petition.unshare",
    "petition.confirm",
    "petition.history",
    "petition.export",
    "petition.import",
    "petition.cancel",
    "petition.reveal",
    "petition.partner",
    "petition.consent",
    "petition.match",
    "case",
    "deadlines",
    "deadline.add",
    "deadline.remove",
    "calendar",
    "calendar.file",
    "remedy",
    "retaliation",
    "letter",
    "org.add",
    "org.list",
    "org.vouch",
    "org.object",
    "org.remove",
    "member.add",
    "member.remove",
    "member.suspend",
    "member.restore",
    "member.role",
    "member.list",
    "digest",
    "digest.subscribe",
    "digest.off",
    "digest.full",
    "mute",
    "remind",
    "stats",
    "forget",
    "forget.me",
    "lockdown",
    "privacy",
    "privacy.full",
    "protect.add",
    "protect.remove",
    "shield",
    "testimony",
    "release",
    "held",
    "engine",
    "engine.cloud",
    "term.add",
    "term.fix",
    "term.list",
    "fix",
    "original",
    "who",
    "language",
    "pause",
    "resume",
    "channel.check",
    "channel.link",
    "channel.unlink",
    "channel.follow",
    "announce",
    "bot",
    "guide",
    "review.ask",
    "review.volunteer",
    "review.withdraw",
    "match",
    "proposal",
    "proposal.new",
    "proposal.change",
    "proposal.sign",
    "proposal.withdraw",
    "survey",
    "survey.new",
    "survey.answer",
    "survey.results",
    "survey.close",
    "verify",
    "help",
]

Takes = Literal[
    "nothing",
    "status",
    "record",
    "details",
    "update",
    "filter",
    "place",
    "user",
    "role",
    "text",
    "lines",
    "name",
    "switch",
    "strength",
    "confirmation",
    "held",
    "number",
    "language",
    "duration",
    "reminding",
    "letter",
    "export",
    "verify",
    "help",
    "topic",
]
"""What may follow the words of a command. `bot/core/command_arguments.py` says how each is read."""

AS_TYPED: Mapping[Takes, str] = {"text": "text", "lines": "text", "name": "name", "place": "place"}
"""All that follows the words is one argument of this name, character for character."""


@dataclass(frozen=True, slots=True)
class Spec:
    verb: Verb
    forms: tuple[tuple[str, ...], ...]
    """The parts that make it this command, in each spelling of it. The first is what help shows."""
    takes: Takes
    role: Role
    writes: bool
    """It changes what others see, may do, or trust: obeyed only from a device that its owner's identity has signed.

    `forget` is none of them: it can do no more than deleting the message in the app, which the bot obeys as well.
    """
    direct_only: bool
    """Its words or its answer are for one person: obeyed only in the direct chat with the bot."""
    acts: bool
    """It does something and is no mere question: nothing it does not understand may stand beside it."""


def _spec(verb: Verb, forms: str, takes: Takes, role: Role, flags: str = "") -> Spec:
    marks = frozenset(flags.split())
    return Spec(
        verb,
        tuple(tuple(form.split()) for form in forms.split("|")),
        takes,
        role,
        writes="writes" in marks,
        direct_only="direct" in marks,
        acts=bool(marks & {"writes", "acts"}),
    )


TABLE: tuple[Spec, ...] = (
    _spec("petition.status", "petition status|petition|status", "status", "observer"),
    _spec("petition.list", "petition list|list", "filter", "observer"),
    _spec("petition.timeline", "petition timeline|timeline", "record", "observer"),
    _spec("petition.new", "petition new|petition add", "nothing", "rep", "writes direct"),
    _spec("petition.update", "petition update|update", "update", "rep", "writes direct"),
    _spec("petition.publish", "petition publish|publish", "details", "rep", "writes direct"),
    _spec("petition.share", "petition share|share", "details", "rep", "writes direct"),
    _spec("petition.unshare", "petition unshare|unshare", "details", "rep", "writes direct"),
    _spec("petition.confirm", "petition confirm|confirm", "details", "rep", "writes direct"),
    _spec("petition.history", "petition history|history", "record", "rep", "direct"),
    _spec("petition.export", "petition export|export", "export", "rep", "direct"),
    _spec("petition.import", "petition import|import", "lines", "rep", "writes direct"),
    _spec("petition.cancel", "petition cancel|cancel", "record", "rep", "writes direct"),
    _spec("petition.reveal", "petition reveal|reveal", "details", "rep", "writes direct"),
    _spec("petition.partner", "petition partner", "details", "rep", "writes direct"),
    _spec("petition.consent", "petition consent|consent", "details", "rep", "writes direct"),
    _spec("petition.match", "petition match", "details", "rep", "writes direct"),
    _spec("case", "case", "place", "observer"),
    _spec("deadlines", "deadline|petition deadline|deadline list", "record", "observer"),
    _spec("deadline.add", "deadline add", "text", "coordinator", "writes direct"),
    _spec("deadline.remove", "deadline remove", "text", "coordinator", "writes direct"),
    _spec("calendar", "calendar", "nothing", "observer"),
    _spec("calendar.file", "calendar file", "nothing", "observer", "direct"),
    _spec("remedy", "remedy|petition remedy", "details", "rep", "writes direct"),
    _spec("retaliation", "retaliation|petition retaliation", "details", "rep", "writes direct"),
    _spec("letter", "letter|petition letter", "letter", "rep", "direct"),
    _spec("org.add", "org add|org new", "name", "coordinator", "writes direct"),
    _spec("org.list", "org list|org", "nothing", "rep", "direct"),
    _spec("org.vouch", "org vouch|vouch", "name", "coordinator", "writes direct"),
    _spec("org.object", "org object", "name", "coordinator", "writes direct"),
    _spec("org.remove", "org remove", "name", "coordinator", "writes direct"),
    _spec("member.add", "member add", "role", "coordinator", "writes direct"),
    _spec("member.remove", "member remove", "user", "coordinator", "writes direct"),
    _spec("member.suspend", "member suspend", "user", "coordinator", "writes"),
    _spec("member.restore", "member restore", "user", "coordinator", "writes"),
    _spec("member.role", "member role", "role", "coordinator", "writes direct"),
    _spec("member.list", "member list|member", "nothing", "coordinator", "direct"),
    _spec("digest", "digest|digest publish", "nothing", "coordinator"),
    _spec("digest.subscribe", "digest subscribe|subscribe", "nothing", "observer", "acts direct"),
    _spec("digest.off", "digest off|digest unsubscribe|unsubscribe", "nothing", "observer", "acts direct"),
    _spec("digest.full", "digest full", "nothing", "observer"),
    _spec("mute", "mute|digest mute", "duration", "observer", "acts direct"),
    _spec("remind", "remind|petition remind|remind off|remind mute|snooze", "reminding", "rep", "acts direct"),
    _spec("stats", "stats|petition stats", "nothing", "observer"),
    _spec("forget", "forget", "nothing", "observer", "acts"),
    _spec("forget.me", "forget me|forgetme", "confirmation", "observer", "writes direct"),
    _spec("lockdown", "lockdown", "confirmation", "coordinator", "writes"),
    _spec("privacy", "privacy", "nothing", "observer"),
    _spec("privacy.full", "privacy full", "nothing", "observer"),
    _spec("protect.add", "protect add|protect", "name", "coordinator", "writes direct"),
    _spec("protect.remove", "protect remove", "name", "coordinator", "writes direct"),
    _spec("shield", "shield", "strength", "coordinator", "writes"),
    _spec("testimony", "testimony", "switch", "coordinator"),
    _spec("release", "release", "number", "coordinator", "writes"),
    _spec("held", "held|held send|held mask|held drop|held forget|send|mask|drop", "held", "observer", "writes direct"),
    _spec("engine", "engine", "nothing", "coordinator"),
    _spec("engine.cloud", "engine cloud", "switch", "coordinator", "writes"),
    _spec("term.add", "term add|term new", "text", "coordinator", "writes"),
    _spec("term.fix", "term fix", "text", "coordinator", "writes"),
    _spec("term.list", "term list|term", "nothing", "rep", "acts"),
    _spec("fix", "fix", "text", "rep", "writes"),
    _spec("original", "original", "nothing", "observer"),
    _spec("who", "who", "nothing", "observer"),
    _spec("language", "language", "language", "observer"),
    _spec("pause", "pause|channel pause", "duration", "coordinator", "writes"),
    _spec(
        "resume", "resume|channel resume|pause off|channel pause off|pause resume", "nothing", "coordinator", "writes"
    ),
    _spec("channel.check", "channel check|channel|channel verify", "nothing", "coordinator"),
    _spec("channel.link", "channel link", "text", "coordinator", "writes"),
    _spec("channel.unlink", "channel unlink", "text", "coordinator", "writes"),
    _spec("channel.follow", "channel follow", "nothing", "coordinator", "writes"),
    _spec("announce", "announce", "text", "coordinator", "writes direct"),
    _spec("bot", "bot|bot status", "nothing", "coordinator"),
    _spec("guide", "guide", "topic", "observer"),
    _spec("review.ask", "review ask|petition review|review", "details", "rep", "writes direct"),
    _spec("review.volunteer", "review volunteer|volunteer", "text", "rep", "writes direct"),
    _spec("review.withdraw", "review withdraw", "record", "rep", "writes direct"),
    _spec("match", "match", "text", "rep", "writes direct"),
    _spec("proposal", "proposal|proposal list", "number", "observer"),
    _spec("proposal.new", "proposal new", "lines", "rep", "writes direct"),
    _spec("proposal.change", "proposal update", "number", "rep", "writes direct"),
    _spec("proposal.sign", "proposal sign|sign", "number", "rep", "writes direct"),
    _spec("proposal.withdraw", "proposal withdraw", "number", "rep", "writes direct"),
    _spec("survey", "survey|survey list", "nothing", "rep", "direct"),
    _spec("survey.new", "survey new", "nothing", "coordinator", "writes direct"),
    _spec("survey.answer", "survey answer", "number", "rep", "writes direct"),
    _spec("survey.results", "survey results", "number", "rep", "direct"),
    _spec("survey.close", "survey close", "number", "coordinator", "writes direct"),
    _spec("verify", "verify", "verify", "coordinator", "writes"),
    _spec("help", "help", "help", "observer"),
)

SPEC: Mapping[Verb, Spec] = {spec.verb: spec for spec in TABLE}
LEAST_ROLE: Mapping[Verb, Role] = {verb: spec.role for verb, spec in SPEC.items()}
WRITES: frozenset[Verb] = frozenset(spec.verb for spec in TABLE if spec.writes)
DIRECT_ONLY: frozenset[Verb] = frozenset(spec.verb for spec in TABLE if spec.direct_only)
