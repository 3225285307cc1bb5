"""DeepL through its official package: a cloud engine, only with the consent of a channel.

Its HTTP client is replaced by a stricter one: the package follows redirects, tries again for minutes, and repeats the
server's words in its errors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.core.model import Language
from bot.errors import EngineUnavailable
from bot.translation.engines.carriers import from_xml, to_xml
from bot.translation.engines.remote import READ_S, RemoteEngine, check_status

if TYPE_CHECKING:
    import deepl
    import requests

_INTO: Mapping[Language, str] = {"en": "EN-US", "es": "ES", "fr": "FR"}
_QUOTA = 456


class DeepL(RemoteEngine):
    name = "DeepL"

    def __init__(self, key: str, url: str = "") -> None:
        super().__init__()
        self._key = key
        self._url = url
        self._translator: deepl.Translator | None = None

    def _prepare(self) -> None:
        self._translator = _strict(self._key, self._url)

    def _post(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        if self._translator is None:
            raise EngineUnavailable("not started")
        try:
            results: Any = self._translator.translate_text(
                [to_xml(text) for text in texts],
                source_lang=source.upper(),
                target_lang=_INTO[target],
                preserve_formatting=True,
                tag_handling="xml",
                split_sentences="nonewlines",
            )
        except EngineUnavailable:
            raise
        except Exception:  # noqa: BLE001  # their messages hold the server's words
            raise EngineUnavailable("no answer, or none that can be read") from None
        return [from_xml(each.text) for each in results]


def _strict(key: str, url: str) -> deepl.Translator:
    import deepl
    from deepl import http_client

    class Strict(http_client.HttpClient):
        def request_with_backoff(
            self,
            method: str,
            url: str,
            data: dict[str, object] | None,
            json: dict[str, object] | None,
            headers: dict[str, str],
            stream: bool = False,  # noqa: ARG002  # the signature is the package's
            **kwargs: object,
        ) -> tuple[int, str | requests.Response]:
            """One attempt: whether to try again is the circuit's business."""
            request = self._prepare_request(method, url, data, json, headers, **kwargs)
            status, content = self._internal_request(request, stream=False, timeout=READ_S, allow_redirects=False)
            if status == _QUOTA:
                raise EngineUnavailable("the quota is used up")
            check_status(status)
            return status, content

    translator = deepl.Translator(key, server_url=url or None, send_platform_info=False)
    strict = Strict(send_platform_info=False)
    strict._session.trust_env = False  # noqa: SLF001  # the package has no setting for it
    translator._client = strict  # noqa: SLF001
    return translator
