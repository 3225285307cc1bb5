"""A Matrix bot that relays between language rooms, translates, and keeps almost nothing."""

__version__ = "0.1.0"
