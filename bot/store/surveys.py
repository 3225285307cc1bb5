"""Surveys in the database. Single answers stand there only as long as the survey is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.model import EventId, UserId
from bot.core.survey_results import Reply, Table
from bot.core.surveys import Answer, Survey, Template, Words
from bot.store.database import Database, Row
from bot.store.proposals import COVERED
from bot.store.survey_codec import answers_json, answers_of, table_json, table_of, template_json, template_of
from bot.store.talks import OVER

_COLUMNS = "number, content, opened_at, closes_at, closed_at"


class Surveys:
    def __init__(self, database: Database, find: Callable[[str], Sequence[object]] = lambda _: ()) -> None:
        """`find`: names that may have been put under protection since; a text with one is shown to nobody."""
        self._database = database
        self._find = find

    async def every(self) -> list[Survey]:
        """The newest first."""
        rows = await self._database.fetch_all(f"SELECT {_COLUMNS} FROM survey ORDER BY number DESC")
        return [self._survey(row) for row in rows]

    async def get(self, number: int) -> Survey | None:
        return await self._one("number = :value", number)

    async def launched_by(self, event_id: EventId) -> Survey | None:
        return await self._one("event_id = :value", event_id)

    async def launch(self, template: Template, opened_at: datetime, closes_at: datetime, event_id: EventId) -> Survey:
        """The same message twice launches one."""
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO survey (series, content, opened_at, closes_at, event_id)"
                " VALUES (:series, hidden(:content), :opened, :closes, :event_id) ON CONFLICT (event_id) DO NOTHING",
                {
                    "series": template.series,
                    "content": template_json(template),
                    "opened": int(opened_at.timestamp()),
                    "closes": int(closes_at.timestamp()),
                    "event_id": event_id,
                },
            )
        survey = await self.launched_by(event_id)
        if survey is None:
            raise AssertionError("it was written")
        return survey

    async def answer(self, number: int, user_id: UserId, answers: Sequence[Answer], event_id: EventId) -> bool:
        """In place of what this person answered before. False when the survey is closed."""
        async with self._database.transaction() as connection:
            changed = await connection.execute(
                "INSERT OR REPLACE INTO survey_reply (survey, user_id, answers, event_id)"
                " SELECT number, :user_id, hidden(:answers), :event_id FROM survey"
                " WHERE number = :number AND closed_at = 0",
                {"number": number, "user_id": user_id, "answers": answers_json(answers), "event_id": event_id},
            )
        return changed > 0

    async def answers_of(self, number: int, user_id: UserId) -> tuple[Answer, ...] | None:
        row = await self._database.fetch_one(
            "SELECT answers FROM survey_reply WHERE survey = :number AND user_id = :user_id",
            {"number": number, "user_id": user_id},
        )
        return answers_of(row["answers"]) if row else None

    async def handed_in_by(self, event_id: EventId) -> int | None:
        """The survey whose answers this message handed in."""
        row = await self._database.fetch_one(
            "SELECT survey FROM survey_reply WHERE event_id = :event_id", {"event_id": event_id}
        )
        return int(row["survey"]) if row else None

    async def close(
        self,
        survey: Survey,
        now: datetime,
        organisation_of: Callable[[UserId], str | None],
        tables_of: Callable[[Sequence[Reply]], Sequence[Table]],
    ) -> None:
        """Keeps what may be shown and deletes every single answer, both or neither. Closed twice changes nothing.

        Who is in the middle of answering is told so at their next word; of what they said nothing is left.

        Answers of people whose organisation is not known any more count for nothing.
        """
        async with self._database.transaction() as connection:
            params = {"number": survey.number, "now": int(now.timestamp())}
            if not await connection.execute(
                "UPDATE survey SET closed_at = :now WHERE number = :number AND closed_at = 0", params
            ):
                return
            rows = await connection.fetch_all(
                "SELECT user_id, answers FROM survey_reply WHERE survey = :number", params
            )
            replies = [
                Reply(organisation, answers_of(row["answers"]))
                for row in rows
                if (organisation := organisation_of(UserId(row["user_id"])))
            ]
            for question, table in enumerate(tables_of(replies)):
                await connection.execute(
                    "INSERT INTO survey_result (survey, question, shown) VALUES (:number, :question, hidden(:shown))",
                    {"number": survey.number, "question": question, "shown": table_json(table)},
                )
            await connection.execute("DELETE FROM survey_reply WHERE survey = :number", params)
            await connection.execute(
                "UPDATE talk SET state = hidden(:state) WHERE kind = 'answering' AND survey = :number",
                {"state": OVER, "number": survey.number},
            )

    async def tables(self, number: int) -> list[Table]:
        rows = await self._database.fetch_all(
            "SELECT shown FROM survey_result WHERE survey = :number ORDER BY question", {"number": number}
        )
        return [table_of(row["shown"]) for row in rows]

    async def before(self, survey: Survey) -> list[Survey]:
        """Closed editions of the same series, the newest first."""
        rows = await self._database.fetch_all(
            f"SELECT {_COLUMNS} FROM survey WHERE series = :series AND number < :number AND closed_at > 0"
            " ORDER BY number DESC",
            {"series": survey.template.series, "number": survey.number},
        )
        return [self._survey(row) for row in rows]

    async def _one(self, condition: str, value: object) -> Survey | None:
        row = await self._database.fetch_one(f"SELECT {_COLUMNS} FROM survey WHERE {condition}", {"value": value})
        return self._survey(row) if row else None

    def _survey(self, row: Row) -> Survey:
        closed = row["closed_at"]
        return Survey(
            row["number"],
            self._shown(template_of(row["content"])),
            datetime.fromtimestamp(row["opened_at"], UTC),
            datetime.fromtimestamp(row["closes_at"], UTC),
            datetime.fromtimestamp(closed, UTC) if closed else None,
        )

    def _shown(self, template: Template) -> Template:
        return replace(
            template,
            title=self._words(template.title),
            questions=tuple(
                replace(each, asked=self._words(each.asked), choices=tuple(map(self._words, each.choices)))
                for each in template.questions
            ),
        )

    def _words(self, words: Words) -> Words:
        return dict.fromkeys(words, COVERED) if any(map(self._find, words.values())) else words
