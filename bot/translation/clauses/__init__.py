"""Whole sentences of the network's everyday kind, understood and said anew.

A reader per language makes a meaning of a sentence (`meaning.py`) or nothing; a writer per language says it. Nothing
is guessed: one word that is in no list, and the sentence is left to the engine.
"""
