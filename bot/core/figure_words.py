"""What the figures and their cells are called (msgids)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.statistics import FigureName
from bot.core.words import N_

TITLES: Mapping[FigureName, str] = {
    "outcome": N_("What became of petitions"),
    "answer_days": N_("Days to an answer"),
    "reason": N_("Petitions not taken up: was any reason given?"),
    "names": N_("Were names of witnesses asked for?"),
    "remedies": N_("Promised remedies: what was delivered?"),
    "workers": N_("Were workers consulted on the repair plan?"),
}
CELL_WORDS: Mapping[FigureName, Mapping[str, str]] = {
    "outcome": {
        "taken_up": N_("Taken up"),
        "declined": N_("Not taken up"),
        "withdrawn": N_("Withdrawn by the petitioners"),
        "settled": N_("Settled before any request"),
        "no_answer": N_("No answer recorded, its day has passed"),
        "pending": N_("Answer pending"),
    },
    "reason": {"given": N_("A reason was given"), "none": N_("No reason")},
    "names": {"asked": N_("Asked for"), "not_asked": N_("Not asked for")},
    "remedies": {
        "all": N_("All delivered"),
        "some": N_("Delivered in part"),
        "none": N_("None delivered"),
        "unknown": N_("Not known"),
    },
    "workers": {
        "before": N_("Before it was agreed"),
        "after": N_("Only afterwards"),
        "told_only": N_("Only told of it"),
        "no": N_("Not at all"),
    },
}
"""Of `answer_days` the cells are spans of days."""

OPEN_CELLS: Mapping[FigureName, frozenset[str]] = {
    "outcome": frozenset({"withdrawn", "no_answer", "pending"}),
    "remedies": frozenset({"unknown"}),
}
"""No result of a government, and never drawn as one."""
SHARES: Mapping[FigureName, str] = {"reason": "given", "names": "asked"}
"""Of these figures the share of one cell is what is asked for."""
