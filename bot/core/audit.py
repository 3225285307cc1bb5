"""The log of the register as a chain, so that a changed, lost or invented row is found.

Each row commits to its value by SHA-256 over a random salt and the value; the chain runs over the commitments alone. So
a purge can take value and salt away for good: the commitment that stays tells nothing without the salt, and the chain
still holds. A row without its value is in order only when a later row says that it was purged.

What this does not find: somebody with the key of the database who writes the whole chain anew. Against that helps only
a fingerprint that somebody else has kept; the history of a record shows one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast, get_args

from bot.core.records import Action, Change, Value

GENESIS = bytes(32)
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Row:
    seq: int
    """From 1, without a gap."""
    record_id: str | None
    """Of which record; None for a purged row and for the note of a purge."""
    payload: str | None
    salt: bytes | None
    commitment: bytes
    chain: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends."""

    count: int
    chain: bytes


def chained(head: Head, record_id: str | None, payload: str, salt: bytes) -> Row:
    """The row that follows `head`."""
    seq, committed = head.count + 1, commitment(salt, payload)
    return Row(seq, record_id, payload, salt, committed, link(head.chain, seq, committed))


def commitment(salt: bytes, payload: str) -> bytes:
    return hashlib.sha256(salt + payload.encode()).digest()


def link(before: bytes, seq: int, committed: bytes) -> bytes:
    return hashlib.sha256(before + seq.to_bytes(8, "big") + committed).digest()


def fingerprint(row: Row) -> str:
    """What people can compare: it stands for this row and every one before it."""
    digits = row.chain.hex()[:16]
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


def change_payload(record_id: str, change: Change) -> str:
    values = {
        "record": record_id,
        "action": change.action,
        "at": int(change.at.timestamp()),
        "by": change.by,
        "organisation": change.organisation,
        "values": dict(change.values),
    }
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read_change(payload: str) -> tuple[str, Change]:
    """The id of the record and the change. Raises ValueError (KeyError, TypeError) for what is none."""
    values = json.loads(payload)
    if values["action"] not in get_args(Action):
        raise ValueError("no such action")
    change = Change(
        action=cast("Action", values["action"]),
        at=datetime.fromtimestamp(values["at"], UTC),
        by=str(values["by"]),
        organisation=str(values["organisation"]),
        values=cast("dict[str, Value]", dict(values["values"])),
    )
    return str(values["record"]), change


def purge_payload(rows: Sequence[int], at: datetime) -> str:
    """The note that these rows lost their values on purpose. It tells neither whose they were nor who asked."""
    return json.dumps({"purged": list(rows), "at": int(at.timestamp())}, separators=(",", ":"))


def find_tampering(rows: Iterable[Row], head: Head) -> tuple[int, ...]:
    """The numbers of the rows that are not as they were written, in order; empty when all is well."""
    wrong: set[int] = set()
    empty: set[int] = set()
    purged: set[int] = set()
    chains, expected = {GENESIS}, 1
    for row in rows:
        if row.seq != expected:
            wrong.update(range(expected, row.seq))
        expected = row.seq + 1
        chains = {link(chain, row.seq, row.commitment) for chain in chains}
        if row.chain not in chains:
            wrong.add(row.seq)
            # Whether its commitment or its chain was changed: the rows behind it are judged by themselves.
            chains.add(row.chain)
        else:
            chains = {row.chain}
        if row.payload is None or row.salt is None:
            if row.payload is not None or row.salt is not None or row.record_id is not None:
                wrong.add(row.seq)
            empty.add(row.seq)
            continue
        if commitment(row.salt, row.payload) != row.commitment:
            wrong.add(row.seq)
            continue
        record_id, gone = _meaning(row.payload)
        if record_id != row.record_id:
            wrong.add(row.seq)
        purged.update(gone)
    wrong.update(empty - purged)
    if head.count != expected - 1 or head.chain not in chains:
        wrong.update(range(expected, head.count + 1) or (head.count,))
    return tuple(sorted(wrong))


def _meaning(payload: str) -> tuple[str | None, Sequence[int]]:
    """Whose row it is, and which rows it says were purged. The value is the one that was committed to."""
    values = json.loads(payload)
    return values.get("record"), values.get("purged", ())
