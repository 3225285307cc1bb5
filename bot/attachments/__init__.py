"""Makes files anew without what they tell besides: who made them, where, when, with what.

It runs in a process of its own (`worker`), one for each file, which can write nothing to any disk.
"""
