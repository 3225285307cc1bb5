"""The steps of a verification: two sides of our own against each other, and one side against whatever comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matrix.http import Json
from bot.matrix.sas import Party, commitment
from bot.matrix.verification import Flow
from bot.matrix.verification_terms import CODES, METHOD, Phase, Send, TheirKeys

BOT, ANA = Party("@bot:demo.local", "BOTDEVICE"), Party("@ana:demo.local", "ANAPHONE")
TXN = "$request"
KEYS = {
    BOT: {"ed25519:BOTDEVICE": "bot device", "ed25519:botmaster": "botmaster"},
    ANA: {"ed25519:ANAPHONE": "ana device", "ed25519:anamaster": "anamaster"},
}
PUBLISHED = {
    BOT: TheirKeys("bot device", "botmaster", {}),
    ANA: TheirKeys("ana device", "anamaster", {}),
}


def pair(*, in_room: bool, bot_asks: bool, seen_as: TheirKeys = PUBLISHED[ANA]) -> tuple[Flow, Flow, list[Send]]:
    """The bot's side, Ana's side, and what went to the bot (or to Ana) last."""
    asker, answerer = (BOT, ANA) if bot_asks else (ANA, BOT)
    asking = Flow.request(asker, KEYS[asker], answerer.user_id, TXN, in_room=in_room)
    answering, sends = Flow.answer(answerer, KEYS[answerer], asker, TXN, [METHOD], in_room=in_room)
    bot, ana = (asking, answering) if bot_asks else (answering, asking)
    bot.identify(seen_as)
    ana.identify(PUBLISHED[BOT])
    return bot, ana, sends


def talk(bot: Flow, ana: Flow, sends: list[Send], *, to_bot: bool) -> None:
    """Hand on what one side sends until both are silent."""
    on_its_way = [(to_bot, send) for send in sends]
    while on_its_way:
        for_bot, send = on_its_way.pop(0)
        answers = (bot if for_bot else ana).take(send.kind, send.content)
        on_its_way += [(not for_bot, answer) for answer in answers]


def compared(*, in_room: bool = False, bot_asks: bool = True, seen_as: TheirKeys = PUBLISHED[ANA]) -> tuple[Flow, Flow]:
    bot, ana, sends = pair(in_room=in_room, bot_asks=bot_asks, seen_as=seen_as)
    talk(bot, ana, sends, to_bot=bot_asks)
    assert bot.phase is ana.phase is Phase.COMPARING
    return bot, ana


@pytest.mark.parametrize("in_room", [True, False])
@pytest.mark.parametrize("bot_asks", [True, False])
@pytest.mark.parametrize("bot_first", [True, False])
def test_both_see_the_same_and_it_is_done_when_both_confirm(in_room: bool, bot_asks: bool, bot_first: bool) -> None:
    bot, ana = compared(in_room=in_room, bot_asks=bot_asks)
    assert bot.short_string == ana.short_string
    assert bot.short_string is not None
    assert len(bot.short_string.emoji) == 7
    first, second = (bot, ana) if bot_first else (ana, bot)
    talk(bot, ana, first.confirm(), to_bot=first is ana)
    assert not first.over
    assert second.phase is Phase.COMPARING
    talk(bot, ana, second.confirm(), to_bot=second is ana)
    assert bot.phase is ana.phase is Phase.DONE


@pytest.mark.parametrize("in_room", [True, False])
def test_every_message_says_to_which_verification_it_belongs(in_room: bool) -> None:
    bot, _, sends = pair(in_room=in_room, bot_asks=False)
    for send in [*sends, *bot.cancel("m.user")]:
        if in_room:
            assert send.content["m.relates_to"] == {"rel_type": "m.reference", "event_id": TXN}
        else:
            assert send.content["transaction_id"] == TXN


def test_two_verifications_show_different_emoji() -> None:
    shown = {compared()[0].short_string for _ in range(3)}
    assert len(shown) == 3


def test_of_two_starts_the_one_of_the_smaller_user_id_counts() -> None:
    bot, ana, sends = pair(in_room=False, bot_asks=True)
    bots_start = bot.take(sends[0].kind, sends[0].content)
    # Ana's app presses start in the same moment: as if it had asked.
    anas = Flow.request(ANA, KEYS[ANA], BOT.user_id, TXN, in_room=False)
    anas_start = anas.take("ready", {"from_device": BOT.device_id, "methods": [METHOD], "transaction_id": TXN})
    anas.identify(PUBLISHED[BOT])
    assert anas.take(bots_start[0].kind, bots_start[0].content) == []  # "@ana" comes before "@bot"
    talk(bot, anas, anas_start, to_bot=True)
    assert bot.phase is anas.phase is Phase.COMPARING
    assert bot.short_string == anas.short_string
    assert ana.phase is Phase.READY


def test_when_people_say_they_differ_both_sides_know_and_nothing_is_proved() -> None:
    bot, ana = compared()
    talk(bot, ana, bot.differ(), to_bot=False)
    assert (bot.phase, ana.phase) == (Phase.CANCELLED, Phase.CANCELLED)
    assert (bot.cancel_code, ana.cancel_code) == ("m.mismatched_sas", "m.mismatched_sas")
    assert ana.cancelled_by_them
    assert bot.confirm() == ana.confirm() == []


@pytest.mark.parametrize(
    "seen_as",
    [
        TheirKeys("another device key", "anamaster", {}),
        TheirKeys("ana device", "anothermaster", {}),
        TheirKeys("ana device", "ANAPHONE", {}),
    ],
    ids=["device key swapped", "identity swapped", "identity named like the device"],
)
@pytest.mark.parametrize("bot_first", [True, False])
def test_keys_that_are_not_theirs_end_it_even_when_people_say_yes(seen_as: TheirKeys, bot_first: bool) -> None:
    bot, ana = compared(seen_as=seen_as)
    first, second = (bot, ana) if bot_first else (ana, bot)
    talk(bot, ana, first.confirm(), to_bot=first is ana)
    talk(bot, ana, second.confirm(), to_bot=second is ana)
    assert (bot.phase, bot.cancel_code) == (Phase.CANCELLED, "m.key_mismatch")
    assert ana.phase is not Phase.DONE


def test_one_key_under_two_names_is_not_enough() -> None:
    bot, ana = compared(seen_as=TheirKeys("ana device", "ANAPHONE", {}))
    ana.own_keys = {"ed25519:ANAPHONE": "ANAPHONE"}
    talk(bot, ana, bot.confirm(), to_bot=False)
    talk(bot, ana, ana.confirm(), to_bot=True)
    assert (bot.phase, bot.cancel_code) == (Phase.CANCELLED, "m.key_mismatch")


def test_a_device_without_the_identity_is_not_enough() -> None:
    bot, ana = compared()
    ana.own_keys = {"ed25519:ANAPHONE": "ana device"}
    talk(bot, ana, bot.confirm(), to_bot=False)
    talk(bot, ana, ana.confirm(), to_bot=True)
    assert (bot.phase, bot.cancel_code) == (Phase.CANCELLED, "m.key_mismatch")


def test_nobody_can_confirm_before_the_other_sides_keys_are_known() -> None:
    bot, _ = compared()
    bot.their_keys = None
    assert bot.confirm() == []
    assert bot.phase is Phase.COMPARING


def changed(field: str, value: object) -> Callable[[Json], Json]:
    return lambda content: {**content, field: value}


BROKEN: list[tuple[str, Callable[[Json], Json], str]] = [
    ("ready", changed("methods", ["m.qr_code.show.v1"]), "m.unknown_method"),
    ("ready", changed("from_device", 7), "m.invalid_message"),
    ("start", changed("method", "m.reciprocate.v1"), "m.unknown_method"),
    ("start", changed("key_agreement_protocols", ["curve25519"]), "m.unknown_method"),
    ("start", changed("hashes", ["md5"]), "m.unknown_method"),
    ("start", changed("message_authentication_codes", ["hkdf-hmac-sha256"]), "m.unknown_method"),
    ("start", changed("short_authentication_string", []), "m.unknown_method"),
    ("start", changed("from_device", "ANOTHER"), "m.invalid_message"),
    ("accept", changed("key_agreement_protocol", "curve25519"), "m.unknown_method"),
    ("accept", changed("hash", "md5"), "m.unknown_method"),
    ("accept", changed("message_authentication_code", "hmac-sha256"), "m.unknown_method"),
    ("accept", changed("short_authentication_string", ["m.colours"]), "m.unknown_method"),
    ("accept", changed("commitment", "c29tZXRoaW5nIGVsc2U"), "m.mismatched_commitment"),
    ("accept", changed("commitment", None), "m.invalid_message"),
    ("key", changed("key", "not base64!"), "m.invalid_message"),
    ("mac", changed("keys", "AAAA"), "m.key_mismatch"),
    ("mac", changed("mac", []), "m.key_mismatch"),
]


@pytest.mark.parametrize(("kind", "break_it", "code"), BROKEN)
def test_a_message_that_breaks_a_rule_ends_it_with_the_code_of_the_specification(
    kind: str, break_it: Callable[[Json], Json], code: str
) -> None:
    """Whoever asked starts: so ready, accept go to the one who asked and start to the other."""
    for bot_asks in (True, False):
        bot, ana, sends = pair(in_room=False, bot_asks=bot_asks)
        on_its_way, broken = [(bot_asks, send) for send in sends], False
        told: list[Send] = []
        confirmed = False
        while not broken and (on_its_way or not confirmed):
            if not on_its_way:
                confirmed = True
                on_its_way = [(True, send) for send in ana.confirm()] + [(False, send) for send in bot.confirm()]
            for_bot, send = on_its_way.pop(0)
            broken = for_bot and send.kind == kind
            told = (bot if for_bot else ana).take(send.kind, break_it(send.content) if broken else send.content)
            on_its_way += [(not for_bot, answer) for answer in told]
        if not broken:
            assert bot_asks == (kind == "start")
            continue
        if code == "m.mismatched_commitment":
            talk(bot, ana, told, to_bot=False)
        assert (bot.phase, bot.cancel_code) == (Phase.CANCELLED, code), bot_asks


@pytest.mark.parametrize("bot_asks", [True, False])
def test_a_key_of_low_order_ends_it(bot_asks: bool) -> None:
    bot = advanced(4 if bot_asks else 3, bot_asks=bot_asks)
    assert bot.phase is (Phase.KEY_SENT if bot_asks else Phase.ACCEPTED)
    if bot_asks:
        bot._commitment = commitment("A" * 43, bot._start)
    bot.take("key", {"transaction_id": TXN, "key": "A" * 43})
    assert (bot.phase, bot.cancel_code) == (Phase.CANCELLED, "m.invalid_message")
    assert bot.short_string is None


@pytest.mark.parametrize("methods", [[], ["m.qr_code.scan.v1"], None, "no list", 7])
def test_a_request_without_emoji_is_declined(methods: object) -> None:
    flow, sends = Flow.answer(BOT, KEYS[BOT], ANA, TXN, methods, in_room=True)
    assert flow.over
    assert [(send.kind, send.content["code"]) for send in sends] == [("cancel", "m.unknown_method")]


def test_numbers_are_compared_with_an_app_that_has_no_emoji() -> None:
    bot, ana, sends = pair(in_room=False, bot_asks=False)
    (start,) = ana.take(sends[0].kind, sends[0].content)
    start = Send("start", {**start.content, "short_authentication_string": ["decimal"]})
    (accept,) = bot.take(start.kind, start.content)
    assert accept.content["short_authentication_string"] == ["decimal"]
    assert bot.with_emoji is False


@pytest.mark.parametrize("twice", ["ready", "start", "accept", "key", "mac", "done"])
@pytest.mark.parametrize("bot_asks", [True, False])
def test_no_step_can_be_taken_twice(twice: str, bot_asks: bool) -> None:
    bot, ana, sends = pair(in_room=False, bot_asks=bot_asks)
    on_its_way = [(bot_asks, send) for send in sends]
    while on_its_way:
        for_bot, send = on_its_way.pop(0)
        answers = (bot if for_bot else ana).take(send.kind, send.content)
        if for_bot and send.kind == twice and not bot.over:
            bot.take(send.kind, send.content)
            assert (bot.phase, bot.cancel_code) == (Phase.CANCELLED, "m.unexpected_message")
            return
        on_its_way += [(not for_bot, answer) for answer in answers]
        if not on_its_way and bot.phase is Phase.COMPARING:
            on_its_way = [(True, send) for send in ana.confirm()]
            if twice != "mac":
                on_its_way += [(False, send) for send in bot.confirm()]
    assert twice in {"done", "start" if bot_asks else "ready", "accept"}


# Whatever comes

KINDS = st.sampled_from(["request", "ready", "start", "accept", "key", "mac", "done", "cancel", "", "m.x", "secret"])
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        [
            METHOD,
            "curve25519-hkdf-sha256",
            "sha256",
            "hkdf-hmac-sha256.v2",
            "emoji",
            "ANAPHONE",
            "m.user",
            "A" * 43,
            "\ud800",
        ]
    ),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
)
FIELDS = st.sampled_from(
    (
        "from_device methods method key_agreement_protocols key_agreement_protocol hashes hash"
        " message_authentication_codes message_authentication_code short_authentication_string commitment key mac keys"
        " code reason m.relates_to transaction_id"
    ).split()
)
CONTENTS = st.one_of(st.dictionaries(FIELDS, VALUES, max_size=8), VALUES)
JUNK = st.lists(st.tuples(KINDS, CONTENTS), max_size=12)


def advanced(steps: int, *, bot_asks: bool) -> Flow:
    """The bot's side after so many true messages; Ana's app confirms as soon as it can."""
    bot, ana, sends = pair(in_room=False, bot_asks=bot_asks)
    on_its_way = [(bot_asks, send) for send in sends]
    for _ in range(steps):
        on_its_way = on_its_way or [(True, send) for send in ana.confirm()]
        if on_its_way:
            for_bot, send = on_its_way.pop(0)
            answers = (bot if for_bot else ana).take(send.kind, send.content)
            on_its_way += [(not for_bot, answer) for answer in answers]
    return bot


@settings(max_examples=300)
@given(JUNK, st.booleans(), st.integers(0, 7))
def test_no_sequence_of_junk_confirms_or_raises(junk: list[tuple[str, Any]], bot_asks: bool, steps: int) -> None:
    bot = advanced(steps, bot_asks=bot_asks)
    sent = [send for kind, content in junk for send in bot.take(kind, content)]
    assert bot.phase not in {Phase.CONFIRMED, Phase.CLOSING, Phase.DONE}
    assert [send for send in sent if send.kind in {"mac", "done"}] == []
    assert bot.cancel_code is None or bot.cancel_code in CODES


@settings(max_examples=150)
@given(JUNK, st.booleans())
def test_after_a_persons_yes_junk_never_makes_it_done(junk: list[tuple[str, Any]], bot_asks: bool) -> None:
    bot, _ = compared(bot_asks=bot_asks)
    bot.confirm()
    for kind, content in junk:
        bot.take(kind, content)
    assert bot.phase in {Phase.CONFIRMED, Phase.CANCELLED}
