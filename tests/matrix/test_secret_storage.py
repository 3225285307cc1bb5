"""Secret storage on a homeserver that may answer anything."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import UserId
from bot.errors import CredentialError, MatrixError
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Json
from bot.matrix.secret_storage import ALGORITHM, SecretStorage, decrypt, encrypt
from bot.matrix.signing import unpadded_base64
from tests.matrix.scripted import ScriptedHttp

BOT = UserId("@bot:demo.local")
KEY, OTHER = bytes(range(32)), bytes(32)
SEED = b"\x07" * 32
NAME = "m.cross_signing.master"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def description(key: bytes = KEY) -> Json:
    zeros = encrypt(key, "", bytes(32))
    return {"algorithm": ALGORITHM, "iv": zeros["iv"], "mac": zeros["mac"]}


def sealed(secret: bytes = SEED, key: bytes = KEY) -> Json:
    return {"encrypted": {"k1": encrypt(key, NAME, unpadded_base64(secret).encode())}}


def storage(*answers: Json | MatrixError) -> SecretStorage:
    return SecretStorage(ScriptedHttp(*answers), BOT)


@given(st.binary(max_size=100), st.text(max_size=30))
def test_what_was_encrypted_opens_with_its_key_and_its_name_only(secret: bytes, name: str) -> None:
    there = encrypt(KEY, name, secret)
    assert decrypt(KEY, name, there) == secret
    for key, called in ((OTHER, name), (KEY, name + "x")):
        with pytest.raises(Hostile):
            decrypt(key, called, there)


def test_no_secret_is_encrypted_twice_with_the_same_stream() -> None:
    assert encrypt(KEY, NAME, SEED)["iv"] != encrypt(KEY, NAME, SEED)["iv"]


async def test_the_right_key_opens_what_is_there() -> None:
    found = await storage({"key": "k1"}, description(), sealed(), MatrixError("M_NOT_FOUND", 404)).open(
        KEY, (NAME, "m.megolm_backup.v1")
    )
    assert found == {NAME: SEED}


async def test_padding_and_a_missing_check_change_nothing() -> None:
    """Other clients write base64 without padding; the specification lets a description have no MAC."""
    padded = description()
    bare = {part: value.rstrip("=") for part, value in padded.items()}
    for described in (padded, bare, {"algorithm": ALGORITHM}):
        assert await storage({"key": "k1"}, described, sealed()).open(KEY, (NAME,)) == {NAME: SEED}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([MatrixError("M_NOT_FOUND", 404)], "no secret storage"),
        ([{}], "no secret storage"),
        ([{"key": 7}], "no secret storage"),
        ([{"key": "k1"}, MatrixError("M_NOT_FOUND", 404)], "no secret storage"),
        ([{"key": "k1"}, description(OTHER)], "does not belong"),
        ([{"key": "k1"}, description() | {"algorithm": "m.other"}], "unknown kind"),
        ([{"key": "k1"}, {}], "unknown kind"),
        ([{"key": "k1"}, description(), sealed(key=OTHER)], "does not open"),
        ([{"key": "k1"}, description(), sealed(b"short")], "does not open"),
        ([{"key": "k1"}, description(), {"encrypted": {"k2": {}}}], "does not open"),
    ],
)
async def test_what_does_not_open_is_told_in_a_sentence(answers: list[Any], said: str) -> None:
    with pytest.raises(CredentialError, match=said):
        await storage(*answers).open(KEY, (NAME,))


@given(json_values, json_values)
async def test_a_homeserver_that_answers_anything_raises_nothing_else(described: Any, stored: Any) -> None:
    answers = [{"key": "k1"}, {"algorithm": ALGORITHM, "iv": described, "mac": described}, {"encrypted": stored}]
    with pytest.raises(CredentialError):
        await storage(*answers).open(KEY, (NAME,))


@given(json_values)
def test_broken_ciphertexts_are_hostile(value: Any) -> None:
    with pytest.raises(Hostile):
        guarded(lambda: decrypt(KEY, NAME, value))
