"""Megolm sessions of ours as rows, and back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from nio.crypto import OutboundGroupSession

from bot.core.model import RoomId
from bot.store.outbound_sessions import OutboundSession


def restored_session(stored: OutboundSession) -> Any:
    session = OutboundGroupSession.from_pickle(stored.pickle.encode())
    session.creation_time = datetime.fromtimestamp(stored.created_at)  # noqa: DTZ006  # nio counts in local time
    session.message_count = stored.message_count
    session.max_messages = stored.max_messages
    session.max_age = timedelta(seconds=stored.max_age_s)
    session.users_shared_with = set(stored.shared_with)
    session.shared = True
    return session


def stored_session(room_id: RoomId, session: Any) -> OutboundSession:
    return OutboundSession(
        room_id,
        session.pickle().decode(),
        session.message_count,
        int(session.creation_time.timestamp()),
        session.max_messages,
        int(session.max_age.total_seconds()),
        frozenset(session.users_shared_with),
    )
