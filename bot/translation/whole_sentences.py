"""Sentences that are understood as a whole, read where nobody has to wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.core.masking import has_words
from bot.core.model import Language
from bot.ports import LookedUp, LookedUpWithTwoReadings, TwoReadings, Understood, Unsure, WordByWord
from bot.translation.clauses.general_words import GeneralWord
from bot.translation.clauses.read_words import Impatient
from bot.translation.clauses.translator import ClauseTranslator
from bot.translation.stream_format import UNSURE

SHORT_TEXT, FEW_STEPS = 200, 250
"""Characters, and what a reader may try for one sentence before it goes on in a thread."""

KEPT_S = 1.0
"""So long the reading of a sentence may serve for another language; every message is wanted in two at once."""


async def understood(
    whole: ClauseTranslator,
    texts: Sequence[str],
    source: Language,
    target: Language,
    looked_up: Mapping[str, GeneralWord],
    *,
    in_part: bool = False,
) -> list[list[tuple[str, str | None]]]:
    """Here when that is done in a moment, else in a thread: while one works, the loop waits for it at every turn."""
    said = whole.said_in_part if in_part else whole.said_anew
    if sum(map(len, texts)) <= SHORT_TEXT:
        asyncio.get_running_loop().call_later(KEPT_S, whole.forget)
        await asyncio.sleep(0)  # what is ready to go, goes first
        with suppress(Impatient):
            return [said(text, source, target, FEW_STEPS, looked_up) for text in texts]
    return await asyncio.to_thread(lambda: [said(text, source, target, looked_up=looked_up) for text in texts])


def as_it_is(text: str) -> str | None:
    return None if has_words(text) else text


def joined(answers: Sequence[str]) -> str:
    text = "".join(answers)
    if UNSURE in text:
        return Unsure(text.replace(UNSURE, ""))
    kinds: tuple[type[str], ...] = (WordByWord, LookedUpWithTwoReadings, TwoReadings, LookedUp)
    return next((kind(text) for kind in kinds if any(isinstance(answer, kind) for answer in answers)), Understood(text))
