"""The commands of `trinational`, a module for each kind: their arguments, and who carries them out.

Only the standard library is imported up here: the help answers at once, and a command pays for what it needs.
"""
