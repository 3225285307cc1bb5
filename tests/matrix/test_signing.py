from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matrix.signing import SigningKey, canonical_json, unpadded_base64

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
payloads = st.dictionaries(st.text(), values, max_size=4)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        # Examples of the specification (appendix "Canonical JSON")
        ({}, "{}"),
        ({"one": 1, "two": "Two"}, '{"one":1,"two":"Two"}'),
        ({"b": "2", "a": "1"}, '{"a":"1","b":"2"}'),
        ({"a": "日本語"}, '{"a":"日本語"}'),
        ({"本": 2, "日": 1}, '{"日":1,"本":2}'),
        ({"a": None}, '{"a":null}'),
    ],
)
def test_the_signed_bytes_are_those_of_the_specification(payload: dict[str, Any], expected: str) -> None:
    assert canonical_json(payload) == expected.encode()


@pytest.mark.parametrize(
    ("payload", "signature"),
    [
        ({}, "K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ"),
        (
            {"one": 1, "two": "Two"},
            "KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw",
        ),
    ],
)
def test_a_known_key_makes_the_known_signatures(payload: dict[str, Any], signature: str) -> None:
    """Examples of the specification (appendix "Cryptographic Test Vectors")."""
    seed = base64.b64decode("YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1=")
    assert SigningKey(seed).sign(payload) == signature


@given(payloads, payloads)
def test_signatures_and_what_is_unsigned_are_not_signed(payload: dict[str, Any], other: dict[str, Any]) -> None:
    bare = {key: value for key, value in payload.items() if key not in ("signatures", "unsigned")}
    assert canonical_json(payload | {"signatures": other, "unsigned": other}) == canonical_json(bare)


@given(payloads)
def test_the_order_of_the_keys_does_not_matter(payload: dict[str, Any]) -> None:
    turned = dict(reversed(payload.items()))
    assert canonical_json(turned) == canonical_json(payload)
    bare = {key: value for key, value in payload.items() if key not in ("signatures", "unsigned")}
    assert json.loads(canonical_json(payload)) == bare


@given(st.binary())
def test_base64_has_no_padding(raw: bytes) -> None:
    """Servers drop keys and key ids that have it."""
    assert "=" not in unpadded_base64(raw)
