"""The key that a person writes down and types again."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CredentialError
from bot.matrix.recovery_key import decode_recovery_key, encode_recovery_key

keys = st.binary(min_size=32, max_size=32)


@pytest.mark.parametrize(
    ("key", "written"),
    [  # as matrix-js-sdk 43 writes them
        (bytes(range(32)), "EsSz ykH7 LCZx 7Cae cmKD wcmY JRXi Ybtu 8iQ3 t8Ez nRwK pUY1"),
        (bytes(32), "EsSz ygLv VP1b xF1C v7kE eBQx MxDP buG5 w25T L3b6 hfyG Kkrd"),
        (b"\xff" * 32, "EsUK 2TRo ZKTB CKmv wEDA o6rq tTYu aKzp eJ9f 95nM 3VHk Xbnq"),
    ],
)
def test_a_key_is_written_as_element_writes_it(key: bytes, written: str) -> None:
    assert encode_recovery_key(key) == written
    assert decode_recovery_key(written) == key


@given(keys)
def test_what_was_written_is_read_however_it_is_spaced(key: bytes) -> None:
    written = encode_recovery_key(key)
    assert decode_recovery_key(f"\t{written.replace(' ', '')}\r\n") == key
    assert decode_recovery_key(written.replace(" ", "  ")) == key


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "hello",
        "EsSz",
        "EsSz ykH7 LCZx 7Cae cmKD wcmY JRXi Ybtu 8iQ3 t8Ez nRwK pUY2",
        "EsSz ykH7 LCZx 7Cae cmKD wcmY JRXi Ybtu 8iQ3 t8Ez nRwK",
        "EsSz ykH7 LCZx 7Cae cmKD wcmY JRXi Ybtu 8iQ3 t8Ez nRwK pUY1 pUY1",
        "0sSz ykH7 LCZx 7Cae cmKD wcmY JRXi Ybtu 8iQ3 t8Ez nRwK pUY1",
        "FsSz ykH7 LCZx 7Cae cmKD wcmY JRXi Ybtu 8iQ3 t8Ez nRwK pUY1",
        "EsŠz",
        "1" * 10_000,
    ],
)
def test_a_wrong_key_is_refused_in_a_sentence_without_it(typed: str) -> None:
    with pytest.raises(CredentialError) as refused:
        decode_recovery_key(typed)
    assert not typed.strip() or typed not in str(refused.value)


@given(st.text(max_size=80))
def test_nothing_that_is_typed_raises_anything_else(typed: str) -> None:
    with suppress(CredentialError):
        assert len(decode_recovery_key(typed)) == 32
