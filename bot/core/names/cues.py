"""Words beside which a name is likely, or unlikely, in each language. All folded."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import Language
from bot.core.names.cue_kinds import Cues, word_set
from bot.core.names.cues_english import ENGLISH
from bot.core.names.cues_french import FRENCH
from bot.core.names.cues_spanish import SPANISH

PARTICLES = word_set(
    """de del la las los da do dos das van von der den di el al y e du des le st ste saint san mac bin ben
    ibn"""
)
EVERYWHERE_FUNCTION_WORDS = ENGLISH.function_words | SPANISH.function_words | FRENCH.function_words
"""On the border people mix languages."""
SAINTS = word_set("st saint ste sainte san santa santo")
"""Before the name of a place, unless a given name stands before them."""
CUES: Mapping[Language, Cues] = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH}
