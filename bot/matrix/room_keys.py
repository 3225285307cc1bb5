"""Which Megolm sessions there are: all of them in the key store, the last ones that were asked for in memory too.

nio keeps every session that ever came in memory and reads them all at the start, although most are never needed again:
a room of many devices has thousands a year.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from nio.crypto import InboundGroupSession

from bot.matrix.room_key_rows import RoomKeyRow, RoomKeyRows

REMEMBERED = 300
"""Sessions: as many devices may speak in turn before one of them has to be read again, which takes a tenth of a
millisecond."""

_Both = tuple[list[InboundGroupSession], list[InboundGroupSession]]
"""The proven ones of an id, and the restored ones."""


class RoomKeys:
    """In place of nio's `GroupSessionStore`."""

    def __init__(self, rows: RoomKeyRows, pickle_key: str) -> None:
        self._rows = rows
        self._pickle_key = pickle_key
        self._last: OrderedDict[tuple[str, str], _Both] = OrderedDict()

    def proven(self, room_id: str, session_id: str) -> list[InboundGroupSession]:
        """Each from a device that sent its key in an Olm message; of earlier devices of this account too."""
        return list(self._of(room_id, session_id)[0])

    def restored(self, room_id: str, session_id: str) -> InboundGroupSession | None:
        """Out of a backup, the one that reaches furthest back."""
        found = self._of(room_id, session_id)[1]
        return min(found, key=lambda session: int(session.first_known_index), default=None)

    def save(self, session: InboundGroupSession, *, proven: bool) -> None:
        pickle = session.pickle(self._pickle_key)
        self._rows.save(
            RoomKeyRow(session.room_id, session.id, session.sender_key, session.ed25519, pickle, proven=proven)
        )
        self._last.pop((session.room_id, session.id), None)

    def delete(self, room_id: str, session_id: str) -> None:
        """For good."""
        self._rows.delete(room_id, session_id)
        self._last.pop((room_id, session_id), None)

    # --- what nio asks of its own ----------------------------------------------------------------------------------

    def get(self, room_id: str, sender_key: str, session_id: str) -> InboundGroupSession | None:
        found = self._of(room_id, session_id)[0]
        return next((session for session in found if session.sender_key == sender_key), None)

    def add(self, session: InboundGroupSession) -> bool:
        """Whether it is new. nio saves it right after this, and then it is here."""
        return self.get(session.room_id, session.sender_key, session.id) is None

    def __iter__(self) -> Iterator[InboundGroupSession]:
        return (self._session(row) for row in self._rows.all() if row.proven)

    def _of(self, room_id: str, session_id: str) -> _Both:
        key = (room_id, session_id)
        known = self._last.get(key)
        if known is not None:
            self._last.move_to_end(key)
            return known
        both: _Both = ([], [])
        for row in self._rows.of(room_id, session_id):
            both[0 if row.proven else 1].append(self._session(row))
        if both != ([], []):
            self._last[key] = both
            if len(self._last) > REMEMBERED:
                self._last.popitem(last=False)
        return both

    def _session(self, row: RoomKeyRow) -> InboundGroupSession:
        return InboundGroupSession.from_pickle(row.pickle, row.ed25519, row.sender_key, row.room_id, self._pickle_key)
