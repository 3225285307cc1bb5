"""`trinational purge`: an operator makes messages vanish, through the running bot or, when none runs, without it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

from bot.account_config import USER_ID
from bot.clock import SystemClock
from bot.config import Settings
from bot.control_client import ControlClient
from bot.core.model import Language
from bot.errors import ConfigError, EnvironmentFault
from bot.handlers.open_events import OpenEvents
from bot.handlers.purge_requests import PurgeRequests, RequestKind, read_day
from bot.handlers.purge_words import PurgeWords
from bot.handlers.purging import Purging
from bot.handlers.reactions import Reactions
from bot.handlers.settling import Settling
from bot.i18n import Texts
from bot.instance_lock import working_alone
from bot.matrix.client import Client
from bot.ports import Clock
from bot.recovery_paper import RecoveryKeyPaper
from bot.sentences import N_, Said, as_it_is
from bot.store.account import AccountStore
from bot.store.database import Database
from bot.store.keys import open_database, read_keys
from bot.store.ledger import Ledger
from bot.store.outbound_sessions import OutboundSessionStore
from bot.store.present_channels import PresentChannels
from bot.store.purge_items import PurgeItems
from bot.store.purges import PurgeCounts, PurgeStore
from bot.store.reactions import ReactionStore
from bot.store.said import SaidStore

CONFIRM_WORD = "purge"
LOOK_EVERY_S = 1.0

Ask = Callable[[Said], str]
Write = Callable[[Said], None]


def run(
    settings: Settings, kind: RequestKind, value: str, ask: Ask | None, write: Write, language: Language = "en"
) -> int:
    """`ask` None: the operator has confirmed it by an option. Gives the exit code; raises StartError."""
    _check(settings, kind, value)
    question = Said(N_("This cannot be undone. Type %(word)s to go on:"), word=CONFIRM_WORD)
    if ask is not None and ask(question).strip() != CONFIRM_WORD:
        write(Said(N_("Nothing was deleted.")))
        return 0
    counts = _through_the_bot(settings, kind, value)
    if counts is None:
        with working_alone(settings.data_dir):  # a bot that is just starting, or ending, does not listen
            counts = asyncio.run(_without_the_bot(settings, kind, value))
    for line in PurgeWords(Texts.load()).lines(language, counts):
        write(as_it_is(line))
    return 0


def _check(settings: Settings, kind: RequestKind, value: str) -> None:
    """Raises ConfigError with a sentence that says what is expected."""
    if kind == "before" and read_day(value) is None:
        raise ConfigError([Said(N_("--before: expected a day such as 2026-11-22 (it begins at midnight, UTC)"))])
    if kind == "person" and not USER_ID.fullmatch(value):
        raise ConfigError([Said(N_("--person: expected a whole user id such as `@ana:example.org`"))])
    names = [channel.name for channel in settings.channels]
    if kind == "channel" and value not in names:
        raise ConfigError([Said(N_("--channel: expected one of: %(names)s"), names=", ".join(names))])


def _through_the_bot(settings: Settings, kind: RequestKind, value: str) -> PurgeCounts | None:
    """None when no bot runs."""
    try:
        client = ControlClient(settings.data_dir)
    except EnvironmentFault:
        return None
    with client as bot:
        number = bot.call({"op": "purge", "kind": kind, "value": value})["number"]
        while True:
            state: Mapping[str, Any] = bot.call({"op": "purged", "number": number})["purge"]
            if state["is_done"]:
                return PurgeCounts(**{key: count for key, count in state.items() if key != "is_done"})
            time.sleep(LOOK_EVERY_S)


async def _without_the_bot(settings: Settings, kind: RequestKind, value: str) -> PurgeCounts:
    clock, keys = SystemClock(), read_keys(settings)
    database = await open_database(settings, keys)
    try:
        account, outbound = AccountStore(database), OutboundSessionStore(database)
        show = RecoveryKeyPaper(settings.data_dir).hand_over
        async with Client.connect(settings, account, outbound, keys.crypto, show) as client:
            return await work_off(settings, database, client, clock, kind, value)
    finally:
        await database.close()


async def work_off(
    settings: Settings, database: Database, client: Client, clock: Clock, kind: RequestKind, value: str
) -> PurgeCounts:
    """Begin a purge and carry it out, together with what an earlier one left over."""
    ledger, store, items = Ledger(database), PurgeStore(database), PurgeItems(database)
    reactions = Reactions(ledger, client, ReactionStore(database), client.user_id)
    words, events = PurgeWords(Texts.load()), OpenEvents(client)
    settling = Settling(SaidStore(database), client, clock)
    purging = Purging(store, items, database, ledger, client, events, reactions, words, settling, clock, client.user_id)
    present, left = await PresentChannels(database).apply(settings.channels)
    number = await PurgeRequests(store, purging, clock, (*present, *left)).begin(kind, value)
    await purging.work_off()
    purge = await store.get(number) if number is not None else None
    if purge is None:
        raise AssertionError("the request was checked before")
    return purge.counts
