"""Nothing that others send may end the process, be believed unsigned, or get into a log."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import Untrusted
from bot.matrix.guards import Hostile, guarded, readable_device, signed_by
from bot.matrix.http import Json
from bot.matrix.signing import SigningKey
from tests.matrix.peers import Device

SECRET = "Rosalinda"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


class PanicException(BaseException):  # the name that Rust's panics have in Python
    pass


def raising(error: BaseException) -> Any:
    def read() -> None:
        raise error

    return read


# guarded


@pytest.mark.parametrize(
    "error", [KeyError(SECRET), ValueError(SECRET), RecursionError(SECRET), PanicException(SECRET)]
)
def test_whatever_goes_wrong_in_foreign_input_becomes_one_error_without_the_input(error: BaseException) -> None:
    with pytest.raises(Hostile) as caught:
        guarded(raising(error))
    assert SECRET not in str(caught.value)
    assert caught.value.__suppress_context__


def test_our_own_errors_pass() -> None:
    with pytest.raises(Hostile, match="a_rule"):
        guarded(raising(Hostile("a_rule")))
    with pytest.raises(Untrusted):
        guarded(raising(Untrusted("a_rule")))


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit()])
def test_what_ends_the_process_on_purpose_passes(error: BaseException) -> None:
    with pytest.raises(type(error)):
        guarded(raising(error))


def test_a_good_answer_passes() -> None:
    assert guarded(lambda: 7) == 7


# Devices


def test_an_honest_device_is_readable(ana: Device) -> None:
    assert readable_device(ana.user_id, "ANA", ana.device_keys)


def test_a_device_is_readable_only_under_its_own_name(ana: Device) -> None:
    """Else somebody's device could be shown as another person's."""
    assert not readable_device("@carla:demo.local", "ANA", ana.device_keys)
    assert not readable_device(ana.user_id, "OTHER", ana.device_keys)


@pytest.mark.parametrize("claim", [{"user_id": "@carla:demo.local"}, {"device_id": "OTHER"}])
def test_a_device_that_signs_another_name_than_it_is_shown_under_is_not_readable(ana: Device, claim: Json) -> None:
    def signed_anew(keys: Json) -> Json:
        bare = {key: value for key, value in keys.items() if key != "signatures"}
        return bare | {"signatures": {ana.user_id: {"ed25519:ANA": ana.machine.sign_json(bare)}}}

    assert readable_device(ana.user_id, "ANA", signed_anew(ana.device_keys))
    assert not readable_device(ana.user_id, "ANA", signed_anew(ana.device_keys | claim))


def spoilt(device_keys: Json, path: list[str], value: Any) -> Json:
    keys = copy.deepcopy(device_keys)
    inner = keys
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return keys


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["keys"], {}),
        (["keys", "curve25519:ANA"], "A" * 43),
        (["keys", "ed25519:ANA"], "A" * 43),
        (["keys", "curve25519:ANA"], 7),
        (["algorithms"], ["m.olm.v1.curve25519-aes-sha2"]),
        (["algorithms"], 7),
        (["signatures"], {}),
        (["signatures"], None),
        (["unsigned"], 7),
        (["unsigned"], {"device_display_name": {"a": 1}}),
    ],
)
def test_a_device_with_anything_changed_is_not_readable(ana: Device, path: list[str], value: Any) -> None:
    assert not readable_device(ana.user_id, "ANA", spoilt(ana.device_keys, path, value))


def test_a_display_name_is_not_signed_and_changes_nothing(ana: Device) -> None:
    named = spoilt(ana.device_keys, ["unsigned"], {"device_display_name": "Phone"})
    assert readable_device(ana.user_id, "ANA", named)


@given(json_values)
def test_no_junk_is_a_readable_device(junk: Any) -> None:
    assert readable_device("@ana:demo.local", "ANA", junk) is False


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(key=st.sampled_from(["keys", "algorithms", "signatures", "user_id", "device_id"]), junk=json_values)
def test_no_device_with_junk_in_it_is_readable(ana: Device, key: str, junk: Any) -> None:
    assert readable_device(ana.user_id, "ANA", ana.device_keys | {key: junk}) is False


# Signatures


def signed(key: SigningKey, payload: Json) -> Json:
    return payload | {"signatures": {"@ana:demo.local": {key.key_id: key.sign(payload)}}}


@given(
    st.dictionaries(st.text(max_size=5), json_values, max_size=4).filter(lambda payload: "signatures" not in payload)
)
def test_what_a_key_signed_is_verified_with_that_key_alone(payload: Json) -> None:
    key, other = SigningKey(bytes(32)), SigningKey(bytes(range(32)))
    whole = signed(key, payload)
    assert signed_by(whole, "@ana:demo.local", key.key_id, key.public)
    assert not signed_by(whole, "@ana:demo.local", key.key_id, other.public)
    assert not signed_by(whole, "@carla:demo.local", key.key_id, key.public)
    assert not signed_by(whole | {"another": 1}, "@ana:demo.local", key.key_id, key.public)


@given(json_values)
def test_junk_is_signed_by_nobody(junk: Any) -> None:
    assert signed_by(junk, "@ana:demo.local", "ed25519:A", "A" * 43) is False
