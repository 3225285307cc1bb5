"""Keys of ours inside the encrypted content of what the bot sends, by which it knows its own events again."""

from __future__ import annotations

COPY_MARK = "org.trinational.copy"
SENDING_MARK = "org.trinational.sending"
"""In everything that the bot sends: by it an event is found whose id got lost."""
ANNOUNCEMENT_MARK = "org.trinational.announcement"
OUR_MARKS = "org.trinational."
"""What this bot sends as speech carries a key that begins so (the rest are notices); bridges pass unknown keys on."""
