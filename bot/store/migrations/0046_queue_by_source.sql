-- What of a room's queue came from which room: one copy from each may be on its way at once, and whoever looks for the
-- oldest of the others must not walk through all that waits.
CREATE INDEX pending_source ON pending (target_room_id, room_id, sequence) WHERE lane = 'relay';
