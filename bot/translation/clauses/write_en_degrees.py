"""English adjectives with their degrees: heavier, the most dangerous, as heavy."""

from __future__ import annotations

_MORE = {"good": "better", "bad": "worse", "far": "farther", "secure": "safer", "big": "bigger"}
_SHORT = frozenset(
    "long short old new strong weak clear fair rich poor cheap high low hard slow fast loud hot cold dark strict young safe late "
    "thick wide great small large tall".split()
)


def compared(adjective: str, how: str) -> list[str]:
    """heavier, more dangerous, as heavy"""
    if how in ("most", "least"):
        return _at_most(adjective, how)
    if how == "more" and adjective in _MORE:
        return [_MORE[adjective]]
    if how == "more" and adjective in _SHORT:
        return [f"{adjective.removesuffix('e')}er"]
    if how == "more" and adjective.endswith("y"):
        return [f"{adjective[:-1]}ier"]
    if how == "enough":
        return [*adjective.split(), how]
    return [*how.split(), *adjective.split()]


_MOST = {"good": "best", "bad": "worst", "far": "farthest", "secure": "safest", "big": "biggest"}


def _at_most(adjective: str, how: str) -> list[str]:
    """heaviest, most dangerous, least useful"""
    if how == "most" and adjective in _MOST:
        return [_MOST[adjective]]
    if how == "most" and adjective in _SHORT:
        return [f"{adjective.removesuffix('e')}est"]
    if how == "most" and adjective.endswith("y"):
        return [f"{adjective[:-1]}iest"]
    return [how, *adjective.split()]
