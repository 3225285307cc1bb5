"""`trinational doctor`: everything that can be wrong, one finding each, with the command that mends it.

Nothing is written: the databases are opened read-only, so that it may look beside a running bot.
"""
