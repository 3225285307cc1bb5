"""What groups propose for the review of the agreement, and who stands behind it.

A signature is for one version: nobody is made to stand for words that came later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.model import Language

LONGEST = 600
"""Characters of a proposal: what a phone shows at a glance, and a report prints in a few lines."""
PROPOSED_A_MONTH = 5
"""Versions of all its proposals that a group may tell the network within `MONTH`."""
MONTH = timedelta(days=30)
FEWEST_TOLD = 3
"""Fewer groups than this are not told as a number, as in the figures of the network."""


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    language: Language
    """In which it was written; the others are translations that its group has looked at."""
    words: Mapping[Language, str]
    since: datetime


@dataclass(frozen=True, slots=True)
class Signature:
    organisation: str
    version: int
    named: bool
    """Whether the group wants to be named; if not, it only counts."""


@dataclass(frozen=True, slots=True)
class Proposal:
    number: int
    organisation: str
    """Whose proposal it is; told to nobody unless it signed by name."""
    versions: tuple[Version, ...]
    """The oldest first; never empty."""
    signatures: tuple[Signature, ...]
    withdrawn_at: datetime | None = None

    @property
    def current(self) -> Version:
        return self.versions[-1]

    @property
    def signed(self) -> tuple[Signature, ...]:
        """Those of the present version."""
        return tuple(each for each in self.signatures if each.version == self.current.number)

    @property
    def named(self) -> tuple[str, ...]:
        """The groups that stand behind the present version by name, in order of the alphabet."""
        return tuple(sorted(each.organisation for each in self.signed if each.named))

    @property
    def told_count(self) -> int | None:
        """How many groups stand behind it. None when they are too few to be told as a number."""
        return len(self.signed) if len(self.signed) >= FEWEST_TOLD else None

    def signature_of(self, organisation: str) -> Signature | None:
        """Of the present version."""
        return next((each for each in self.signed if each.organisation == organisation), None)


def may_propose(told_at: list[datetime], now: datetime) -> bool:
    """`told_at`: when the group told the network versions of its proposals."""
    return sum(now - moment < MONTH for moment in told_at) < PROPOSED_A_MONTH
