"""Failures that leave the engine in good standing."""

from __future__ import annotations

from bot.errors import EngineUnavailable


class Refused(EngineUnavailable):
    """The engine is well, but this text cannot be translated by it; another text may be."""
