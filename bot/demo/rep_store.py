"""Where a rep's client keeps its keys: in nio's own objects, and nowhere else."""

from __future__ import annotations

import nio


class RepStore(nio.store.SqliteMemoryStore):  # type: ignore[misc]  # nio has no types
    """A rep lives as long as its process and marks nobody's device, so nothing of this would ever be read again.

    nio's store asks and writes its database several times for each device that gets a room key: with a hundred of
    them a rep's process stood still for most of a second, and whoever measures at its side took that for the relay.
    """

    def __init__(self, user_id: str, device_id: str, *_path_key_and_name: str) -> None:
        super().__init__(user_id, device_id)

    def is_device_verified(self, _device: object) -> bool:
        return False

    def is_device_blacklisted(self, _device: object) -> bool:
        return False

    def is_device_ignored(self, _device: object) -> bool:
        """Reps write to every device of their rooms."""
        return True

    def save_session(self, _curve_key: object, _session: object) -> None:
        pass

    def save_device_keys(self, _device_keys: object) -> None:
        pass

    def save_inbound_group_session(self, _session: object) -> None:
        pass
