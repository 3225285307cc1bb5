"""The figures for Prometheus: no ids, no names, and labels that take only words which stand in the program."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.core.health import LANES, Vitals, complaints
from bot.engine_settings import ENGINE_NAMES

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_PREFIX = "trinational"


class Metrics:
    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)  # memory, processor time, open files
        self._healthy = self._gauge("healthy", "1 when the sync is fresh and the queue moves")
        self._waiting = self._gauge("pending", "Pieces of work that are owed", "lane")
        self._oldest = self._gauge("oldest_pending_seconds", "Age of the oldest that no key and no person holds up")
        self._stuck = self._gauge("queue_stuck_seconds", "How long the same piece has been next in its queue")
        self._undecryptable = self._gauge("undecryptable", "Messages that wait for a key")
        self._held = self._gauge("held_by_shield", "Messages that wait for a decision of a person")
        self._sync_age = self._gauge("sync_age_seconds", "Since the homeserver last answered the sync")
        self._engine_ready = self._gauge("engine_ready", "1 when the engine works", "engine")
        self._silent = self._gauge("channels_without_engine", "Channels in which no engine works in every direction")
        self._outside = self._gauge("rooms_outside", "Rooms of the network that the bot is not in")
        self._barred = self._gauge("rooms_barred", "Rooms that it may not write in")
        self._free = self._gauge("disk_free_bytes", "Free where the data are")
        self._backup = self._gauge("backup_age_seconds", "Age of the last backup; NaN when none is known")
        self._waits = Counter(
            f"{_PREFIX}_rate_limit_waits", "Answers that the bot asks too fast", registry=self._registry
        )
        self._waits_before = 0
        self._engine_took = Histogram(
            f"{_PREFIX}_engine_seconds",
            "Time of one call of an engine",
            ["engine", "outcome"],
            buckets=_BUCKETS,
            registry=self._registry,
        )

    def engine_took(self, engine: str, seconds: float, answered: bool) -> None:
        outcome = "answer" if answered else "none"
        self._engine_took.labels(engine=_known(engine), outcome=outcome).observe(seconds)

    def text(self, vitals: Vitals) -> bytes:
        """All figures in Prometheus's text format."""
        self._healthy.set(not complaints(vitals))
        for lane in LANES:
            self._waiting.labels(lane=lane).set(vitals.waiting.get(lane, 0))
        self._oldest.set(vitals.oldest.total_seconds())
        self._stuck.set(vitals.stuck_for.total_seconds())
        self._undecryptable.set(vitals.waiting.get("locked", 0))
        self._held.set(vitals.waiting.get("held", 0))
        self._sync_age.set(vitals.sync_age.total_seconds())
        self._engines(vitals.engines)
        self._silent.set(len(vitals.silent))
        self._outside.set(len(vitals.outside))
        self._barred.set(len(vitals.barred))
        self._free.set(vitals.free_bytes)
        self._backup.set(vitals.backup_age.total_seconds() if vitals.backup_age is not None else float("nan"))
        # After a change of rooms the client, which counts, is another one.
        self._waits.inc(max(0, vitals.rate_limit_waits - self._waits_before))
        self._waits_before = vitals.rate_limit_waits
        return generate_latest(self._registry)

    def _engines(self, engines: Mapping[str, bool]) -> None:
        self._engine_ready.clear()
        for name, works in engines.items():
            self._engine_ready.labels(engine=_known(name)).set(works)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"{_PREFIX}_{name}", meaning, labels, registry=self._registry)


def _known(engine: str) -> str:
    return engine if engine in ENGINE_NAMES else "other"
