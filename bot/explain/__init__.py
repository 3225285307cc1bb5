"""`trinational explain SUBJECT`: what the bot's own code makes of a line, for operators and for measuring.

Lines in, JSON lines out. Nothing is sent, stored or logged, and no configuration is needed.
"""
