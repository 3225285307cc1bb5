"""A verification that goes on, and how people see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.model import UserId
from bot.core.verification import Outcome, Stage, VerificationView
from bot.matrix.verification import Flow
from bot.matrix.verification_terms import Phase
from bot.matrix.verification_wire import Place

_STAGES: Mapping[Phase, Stage] = {
    Phase.COMPARING: "comparing",
    Phase.CONFIRMED: "confirmed",
    Phase.CLOSING: "confirmed",
    Phase.DONE: "done",
    Phase.CANCELLED: "cancelled",
}
_OUTCOMES: Mapping[str, Outcome] = {
    "m.timeout": "timeout",
    "m.mismatched_sas": "differ",
    "m.key_mismatch": "keys",
    "m.mismatched_commitment": "keys",
    "m.user": "person",
    "m.accepted": "person",
}


@dataclass(slots=True)
class Running:
    flow: Flow
    code: str
    by_us: bool
    ends_at: datetime
    place: Place
    trouble: Outcome = ""
    """What ended it, when the protocol has no code for that."""
    told: Stage | None = None

    def view(self) -> VerificationView:
        flow = self.flow
        shown = flow.short_string if flow.phase is not Phase.CANCELLED else None
        stage = "cancelled" if self.trouble else _STAGES.get(flow.phase, "asked")
        if stage == "comparing" and not flow.can_confirm:
            stage, shown = "asked", None
        outcome = self.trouble or _OUTCOMES.get(flow.cancel_code or "", "misunderstood")
        return VerificationView(
            code=self.code,
            user_id=UserId(flow.other_user),
            by_us=self.by_us,
            stage=stage,
            ends_at=self.ends_at,
            emoji=shown.emoji if shown and flow.with_emoji else (),
            decimals=shown.decimals if shown else None,
            outcome=outcome if stage == "cancelled" else "",
        )
