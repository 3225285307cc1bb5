"""Who is told to stand behind a proposal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.proposals import FEWEST_TOLD, MONTH, PROPOSED_A_MONTH, Proposal, Signature, Version, may_propose

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GROUPS = [f"Union {at}" for at in range(8)]
SIGNATURES = st.dictionaries(st.sampled_from(GROUPS), st.tuples(st.integers(1, 3), st.booleans()))


@given(SIGNATURES, st.integers(1, 3))
def test_only_the_present_words_are_signed_and_only_who_wanted_it_is_named(
    signed: dict[str, tuple[int, bool]], versions: int
) -> None:
    proposal = Proposal(
        1,
        GROUPS[0],
        tuple(Version(number, "en", {"en": f"Words {number}"}, NOW) for number in range(1, versions + 1)),
        tuple(Signature(group, version, named) for group, (version, named) in signed.items()),
    )
    behind = {group for group, (version, _) in signed.items() if version == versions}
    assert set(proposal.named) == {group for group in behind if signed[group][1]}
    assert list(proposal.named) == sorted(proposal.named)
    assert proposal.told_count == (len(behind) if len(behind) >= FEWEST_TOLD else None)
    for group in GROUPS:
        assert (proposal.signature_of(group) is not None) == (group in behind)


@given(st.lists(st.integers(0, 90), max_size=12))
def test_a_group_tells_only_so_much_in_a_month(days_ago: list[int]) -> None:
    told = [NOW - timedelta(days=days) for days in days_ago]
    within = [days for days in days_ago if days < MONTH.days]
    assert may_propose(told, NOW) == (len(within) < PROPOSED_A_MONTH)
