"""Sentences for people that are kept as data until somebody's language is known."""

from bot.sentences import N_

__all__ = ["N_"]
