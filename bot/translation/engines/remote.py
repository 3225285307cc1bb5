"""What engines on a server have in common: their libraries block, so they work in threads; nobody gets to see the text.

No redirect is followed (it would carry the text elsewhere), nothing is taken from the environment, every answer has a
limit in size and time, and an error says which kind it is and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from bot.core.model import Language
from bot.core.words import N_
from bot.errors import EngineUnavailable
from bot.ports import EnginePrivacy, EngineQuality
from bot.translation.failures import Refused
from bot.translation.splitting import split

if TYPE_CHECKING:
    import requests

T = TypeVar("T")

MAX_PIECE, MAX_TEXTS, MAX_REQUEST = 4_000, 50, 20_000
"""Characters of one text, texts and characters of one request: under the limits of all of these servers."""
MAX_BATCH = 200_000
MAX_ANSWER_BYTES = 4 << 20
CONNECT_S, READ_S, WHOLE_S = 5.0, 15.0, 30.0
_THREADS = 4

_OK, _REDIRECT, _WRONG_REQUEST, _TOO_LARGE = 200, 300, 400, 413
_SERVER = 500
_KEY = frozenset({401, 402, 403})


class RemoteEngine(ABC):
    """Splits, batches and waits; a subclass sends one request."""

    name: str
    quality: EngineQuality = "translation"
    privacy: EnginePrivacy = "cloud"

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="engine")

    async def start(self) -> None:
        """Import the library. The server is not asked: it may be away for now."""
        await self._in_thread(self._prepare)

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        """Raises EngineUnavailable, Refused. Cancelled, it leaves a request that nobody reads, which ends by itself."""
        if sum(map(len, segments)) > MAX_BATCH:
            raise Refused(N_("too long"))
        if any("\0" in segment for segment in segments):
            raise Refused(N_("a text with a NUL character"))
        pieces = [split(segment, MAX_PIECE) for segment in segments]
        spoken = [piece for group in pieces for piece in group if piece.strip()]
        answers: list[str] = []
        for texts in _requests(spoken):
            part = await self._in_thread(_bound(self._post, texts, source, target))
            if len(part) != len(texts) or not all(isinstance(each, str) for each in part):
                raise EngineUnavailable(N_("an answer of another shape"))
            answers += part
        finished = iter(answers)
        return ["".join(next(finished) if piece.strip() else piece for piece in group) for group in pieces]

    async def close(self) -> None:
        # A request that hangs ends by its own limits; the bot does not wait for it.
        self._threads.shutdown(wait=False, cancel_futures=True)

    @abstractmethod
    def _prepare(self) -> None:
        """Whatever is slow at the first use; in a thread."""

    @abstractmethod
    def _post(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        """One request, in a thread. Raises EngineUnavailable, Refused."""

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)


def post_json(
    session: requests.Session,
    url: str,
    body: Any,
    *,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> object:
    """The text goes in the body and nowhere else. Raises EngineUnavailable, Refused."""
    until = time.monotonic() + WHOLE_S
    try:
        with session.post(
            url,
            json=body,
            params=params,
            headers=headers,
            timeout=(CONNECT_S, READ_S),
            allow_redirects=False,
            stream=True,
        ) as response:
            check_status(response.status_code)
            answer: object = json.loads(_read(response, until))
        return answer
    except EngineUnavailable:
        raise
    except Exception:  # noqa: BLE001  # their messages hold addresses, keys and texts
        raise EngineUnavailable(N_("no answer, or none that can be read")) from None


def _read(response: requests.Response, until: float) -> bytes:
    """In small steps: a server that sends a byte at a time would hold a plain read for ever."""
    content = bytearray()
    while chunk := response.raw.read1(1 << 16, decode_content=True):
        content += chunk
        if len(content) > MAX_ANSWER_BYTES or time.monotonic() > until:
            raise EngineUnavailable(N_("an answer without end"))
    return bytes(content)


def check_status(status: int) -> None:
    """Raises Refused when only this text is refused, else EngineUnavailable."""
    if status in (_WRONG_REQUEST, _TOO_LARGE):
        raise Refused(N_("the server refuses the text"))
    if status in _KEY:
        raise EngineUnavailable(N_("the server refuses the key"))
    if _REDIRECT <= status < _WRONG_REQUEST:
        raise EngineUnavailable(N_("the server is somewhere else"))
    if status != _OK:
        raise EngineUnavailable(N_("the server fails") if status >= _SERVER else N_("the server refuses for now"))


def new_session() -> requests.Session:
    """Takes no proxy, password or certificate from the environment."""
    import requests

    session = requests.Session()
    session.trust_env = False
    return session


def _requests(texts: Sequence[str]) -> list[list[str]]:
    batches: list[list[str]] = []
    size = 0
    for text in texts:
        if not batches or len(batches[-1]) == MAX_TEXTS or size + len(text) > MAX_REQUEST:
            batches.append([])
            size = 0
        batches[-1].append(text)
        size += len(text)
    return batches


def _bound(
    post: Callable[[Sequence[str], Language, Language], list[str]],
    texts: Sequence[str],
    source: Language,
    target: Language,
) -> Callable[[], list[str]]:
    return lambda: post(texts, source, target)
