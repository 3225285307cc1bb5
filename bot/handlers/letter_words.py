"""The letters themselves, in the language in which they are to be sent. No lawyer has read them, and they say so."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.letters import Facts, Kind, Letter
from bot.core.lifecycle import Route
from bot.core.model import Language
from bot.core.words import N_
from bot.i18n import Texts

NOT_REVIEWED = N_(
    "Draft by the Trinational bot from a template that no lawyer has reviewed. Please check every fact, fill in what"
    " stands in brackets, and delete this line before you send it. Name no workers and no witnesses."
)
_SENDER = (N_("[Your address]"), N_("[Your e-mail or telephone]"))
_TO: Mapping[Route, tuple[str, ...]] = {
    "US_MX": (
        N_("Interagency Labor Committee for Monitoring and Enforcement"),
        N_("c/o Office of Trade and Labor Affairs, Bureau of International Labor Affairs"),
        N_("United States Department of Labor"),
    ),
    "CA_MX": (N_("National Administrative Office of Canada"), N_("Employment and Social Development Canada")),
    "MX_US": (N_("[The authority in Mexico with which the petition was filed]"),),
    "MX_CA": (N_("[The authority in Mexico with which the petition was filed]"),),
}
_TO_CONGRESS = (
    N_("Committee on Finance, United States Senate"),
    N_("Committee on Ways and Means, United States House of Representatives"),
    N_("Copy: Office of the United States Trade Representative"),
)
_FILED = N_(
    "On %(date)s our organisation, %(group)s, filed a petition under the Rapid Response Labor Mechanism (Annex"
    " %(annex)s of the Agreement between the United States of America, the United Mexican States, and Canada) about the"
    " denial of workers' rights at %(facility)s."
)
_UNFILED = N_(
    "Our organisation, %(group)s, has filed a petition under the Rapid Response Labor Mechanism (Annex %(annex)s of the"
    " Agreement between the United States of America, the United Mexican States, and Canada) about the denial of"
    " workers' rights at %(facility)s. It was filed on [date]."
)
_NO_NAMES = N_(
    "For the safety of the workers this letter names none of them. We ask that no person who took part in the petition"
    " be named to the employer or to anybody outside your office."
)
_ANSWER_BY = N_("We would be grateful for an answer in writing by %(date)s, at the address above.")

_QUESTIONS = (
    N_("what was decided, by which body and on which day, or that no decision has been taken;"),
    N_("which requirements the petition was found not to meet, and which facts or documents were found missing;"),
    N_("whether other proceedings, or earlier petitions about the same workplace, played a part;"),
    N_("whether the names of workers or witnesses were considered necessary, and on what basis;"),
    N_("what we would have to add in order to file the petition again."),
)


class LetterWords:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def letter(self, language: Language, kind: Kind, facts: Facts) -> Letter:
        t = self._texts
        reasons = kind == "reasons"
        sender = (facts.group, *(t.gettext(language, line) for line in _SENDER))
        subject = (
            N_("Request for the reasons of the decision: petition about %(facility)s")
            if reasons
            else N_("Request for the certification to Congress: petition about %(facility)s")
        )
        body = self._reasons(language, facts) if reasons else self._certification(language, facts)
        return Letter(
            t.gettext(language, NOT_REVIEWED),
            sender,
            t.date(language, facts.today),
            tuple(t.gettext(language, line) for line in (_TO[facts.route] if reasons else _TO_CONGRESS)),
            t.gettext(language, subject, facility=self._workplace(language, facts)),
            (
                t.gettext(language, "To whom it may concern,"),
                self._opening(language, facts),
                *body,
                t.gettext(language, _NO_NAMES),
                t.gettext(language, _ANSWER_BY, date=t.date(language, facts.reply_by)),
            ),
            (t.gettext(language, "Yours faithfully,"), "", t.gettext(language, "[Name and position]"), facts.group),
        )

    def _workplace(self, language: Language, facts: Facts) -> str:
        """Where a name under protection stands in it, its place in the letter is left to be filled in."""
        name = facts.facility or self._texts.gettext(language, "[Name of the workplace]")
        return f"{name} ({facts.place})" if facts.place else name

    def _opening(self, language: Language, facts: Facts) -> str:
        t, where = self._texts, self._workplace(language, facts)
        if facts.filed is None:
            return t.gettext(language, _UNFILED, group=facts.group, annex=facts.annex, facility=where)
        day = t.known_date(language, facts.filed)
        return t.gettext(language, _FILED, date=day, group=facts.group, annex=facts.annex, facility=where)

    def _reasons(self, language: Language, facts: Facts) -> list[str | tuple[str, ...]]:
        t = self._texts
        said: list[str | tuple[str, ...]] = [self._where_it_stands(language, facts)]
        said.append(t.gettext(language, "We ask you to tell us in writing:"))
        said.append(tuple(t.gettext(language, question) for question in _QUESTIONS))
        if facts.route == "US_MX":
            sentence = N_(
                "Under 19 U.S.C. 4646(b), a determination that there is not sufficient, credible evidence is to be"
                " certified to the committees of Congress named there and to the petitioner. If such a certification"
                " was made, we ask for a copy. The statute does not say that reasons must be given; we ask for them"
                " because without them we can neither correct the petition nor explain the outcome to the workers."
            )
            said.append(t.gettext(language, sentence))
        elif facts.route == "CA_MX":
            sentence = N_(
                "Your guidelines say that a decision is normally taken within 30 days of receipt, that this time may be"
                " extended, and that a list of petitions and their status is published. We ask where ours stands in"
                " that list and, if the time was extended, until when."
            )
            said.append(t.gettext(language, sentence))
        return said

    def _where_it_stands(self, language: Language, facts: Facts) -> str:
        t = self._texts
        day = t.known_date(language, facts.since) if facts.since else ""
        match facts.standing:
            case "declined" if day:
                sentence = N_("We have learned that on %(date)s the petition was not taken up. We do not know why.")
                return t.gettext(language, sentence, date=day)
            case "declined":
                return t.gettext(language, "We have learned that the petition was not taken up. We do not know why.")
            case "no_answer":
                sentence = N_("By our count the time for an answer ended on %(date)s. We know of no answer.")
                return t.gettext(language, sentence, date=day)
            case "pending":
                return t.gettext(language, "So far we know of no decision on the petition.")
            case _:
                return t.gettext(language, "We know the outcome of the petition only in part.")

    def _certification(self, language: Language, facts: Facts) -> list[str | tuple[str, ...]]:
        t = self._texts
        if facts.standing in ("declined", "no_answer", "pending"):
            law = N_(
                "Where a petition is found not to offer sufficient, credible evidence, 19 U.S.C. 4646(b)(2) provides"
                " that this is certified to your committees and to the petitioner. We have received no such"
                " certification."
            )
        else:
            law = N_(
                "Where, 60 days after an affirmative determination, no panel is to be requested, 19 U.S.C. 4646(b)(4)"
                " provides that this is certified to Congress, with the reasons and the details of any remediation. We"
                " have received no such certification."
            )
        return [
            t.gettext(language, law),
            t.gettext(language, "We ask for:"),
            (
                t.gettext(language, "a copy of that certification, with its date and its reasons;"),
                t.gettext(language, "any later report to Congress on the same workplace;"),
                t.gettext(language, "if there is no certification, a statement that there is none."),
            ),
            t.gettext(
                language,
                "If a part of it cannot be given, we ask for the rest, and for the ground on which that part is"
                " withheld.",
            ),
        ]
