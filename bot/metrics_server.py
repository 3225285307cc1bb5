"""`/metrics` and `/healthz` on loopback, for Prometheus and for whoever starts the bot anew when it hangs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.core.health import Vitals, complaints
from bot.errors import EnvironmentFault
from bot.logs import get_logger
from bot.metrics import Metrics
from bot.metrics_config import MetricsSettings
from bot.sentences import N_, Said

log = get_logger(__name__)

_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_UNHEALTHY = 503


async def serve(settings: MetricsSettings, metrics: Metrics, read: Callable[[], Awaitable[Vitals]]) -> None:
    """Answer until cancelled. Raises EnvironmentFault when nothing can listen there."""

    async def figures(_: web.Request) -> web.Response:
        return web.Response(body=metrics.text(await read()), headers={"Content-Type": _TEXT})

    async def health(_: web.Request) -> web.Response:
        found = complaints(await read())
        return web.Response(text="\n".join(found or ["ok"]) + "\n", status=_UNHEALTHY if found else 200)

    app = web.Application()
    app.router.add_get("/metrics", figures)
    app.router.add_get("/healthz", health)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await _listen(runner, settings)
        log.info("metrics.listening", port=settings.port)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, settings: MetricsSettings) -> None:
    try:
        await web.TCPSite(runner, settings.address, settings.port).start()
    except OSError:
        raise EnvironmentFault(
            Said(
                N_("Nothing can listen on port %(port)s of %(address)s: choose another under `metrics: port:`."),
                port=str(settings.port),
                address=str(settings.address),
            )
        ) from None
