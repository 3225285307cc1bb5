"""A homeserver that answers from a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import MatrixError
from bot.matrix.http import Http, Json


class ScriptedHttp(Http):
    def __init__(self, *answers: Json | MatrixError) -> None:
        super().__init__("http://127.0.0.1:1")
        self.answers = list(answers)
        self.asked: list[Json] = []

    async def request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        timeout_s: float = 30.0,
    ) -> Json:
        self.asked.append(dict(body or {}))
        answer = self.answers.pop(0)
        if isinstance(answer, MatrixError):
            raise answer
        return answer
