"""Notices that go once into every room of the network, whatever part of the house they come from."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.noticeboard import Noticeboard, Source
from bot.store.postings import Postings
from bot.wiring.ground import Ground
from bot.wiring.part import Part


def noticing(ground: Ground, sources: Sequence[Source]) -> Part:
    client = ground.client
    board = Noticeboard(client, Postings(ground.database), ground.clock, ground.channels, client.login_id, sources)
    return Part(tasks=(board.run,))
