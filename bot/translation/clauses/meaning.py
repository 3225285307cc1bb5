"""What a sentence says, in no language: who did what to whom, when, and whether."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Tense = Literal["present", "past", "perfect", "pluperfect", "imperfect", "future", "near", "was near", "conditional"]
Mood = Literal["statement", "question", "order", "wish"]
Negation = Literal["", "not", "never", "no longer", "not yet"]


@dataclass(frozen=True, slots=True)
class Thing:
    """Somebody or something that a sentence speaks of."""

    kind: Literal["pronoun", "noun", "name", "part", "pair"]
    word: str = ""
    """A noun of the word list; for a pronoun "", "nobody", "somebody", "everybody", "nothing", "something", "everything",
    "who", "what", "the one"; for a name the token or the word itself."""
    person: int = 3
    plural: bool = False
    gender: str = ""
    """m or f where it is known."""
    det: str = ""
    """the, a, no, this, that, all, some, many, several, another, half, most, each; number:N; of:PERSON with 1s 2s 2p 3m 3f 3p …"""
    adjectives: tuple[str, ...] = ()
    whose: Thing | None = None
    """the letter of the company; of a part: the whole; of a pair: the second"""
    first: Thing | None = None
    clause: Clause | None = None
    """the workers who signed"""
    clause_role: str = "S"
    """What the thing is in that clause."""
    only: bool = False
    joined: str = "and"
    link: str = ""
    """What joins `whose` to it where that is no owner: the meeting about the petition."""
    called: str = ""
    """Our delegate Rosa."""


@dataclass(frozen=True, slots=True)
class Adjunct:
    """Where, when, why, how."""

    word: str = ""
    """An adverbial of the list, or a preposition with a thing, or a conjunction with a clause."""
    thing: Thing | None = None
    clause: Clause | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one language builds a verb: `turn +down O`, `decir R que+ C`."""

    verb: str
    reflexive: bool
    items: tuple[tuple[str, str], ...]
    """In order: a role and the word before it, or no role and a word. `:o`, `:a`: a direct or an indirect object
    whatever its role."""

    def roles(self) -> frozenset[str]:
        return frozenset("".join(role for role, _ in self.items))


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of a verb, in three languages; the first pattern is written, the others are only understood."""

    name: str
    patterns: Mapping[str, tuple[Pattern, ...]]
    is_state: bool = False
    """owe, want: what lasted is no single deed."""
    only_somebody: bool = False
    only: frozenset[str] = frozenset()
    """Its object is one of these nouns."""
    """Its object is a person: one turns in a colleague, and hands in a badge."""
    limits: tuple[tuple[str, frozenset[str]], ...] = ()
    """By role, and S for the subject: the nouns that it takes; yes: somebody, no: nobody. A vote passes, time passes."""
    turned: frozenset[str] = frozenset()
    """Languages that tell it the other way round, whom it happens to as R: nos gustó la oferta."""
    read_in: str = ""
    """The one language that it is read in; written it is in all: elsewhere its words say something more general."""


@dataclass(frozen=True, slots=True)
class Clause:
    frame: Frame
    tense: Tense = "present"
    subject: Thing | None = None
    roles: Mapping[str, Thing | Clause | Adjunct] = field(default_factory=dict)
    negation: Negation = ""
    passive: str = ""
    """The role that became the subject; the subject is then who did it, or None."""
    progressive: bool = False
    modal: str = ""
    adverbs: tuple[str, ...] = ()
    adjuncts: tuple[Adjunct, ...] = ()
    before: tuple[Adjunct, ...] = ()
    """What stands before it."""
    mood: Mood = "statement"
    asked: str = ""
    """What a question asks for: S, what, whom, how much, thing (its Q), or an `ask` word of the list; `if` inside a
    sentence."""
    cleft: str = ""
    """It was (not) the subject that did it: yes or no."""

    def thing(self, role: str) -> Thing | None:
        found = self.roles.get(role)
        return found if isinstance(found, Thing) else None


COURTESY = Frame("courtesy", {})
"""Good morning, thank you for your help: no clause, but said beside one. `asked` names its phrase."""

WISH = Frame("wish", {})
"""If only we had: C."""
IT_IS_THAT = Frame("it is that", {})
"""It is (not) that we are lazy: C, a reason that is given or denied."""
FRAGMENT = Frame("fragment", {})
"""Three days without water: no clause; O, and what goes with it."""
CALLED = Frame("called", {})
"""Brenda, …: O is spoken to."""
BESIDE = frozenset({WISH.name, IT_IS_THAT.name, FRAGMENT.name, CALLED.name})

TRUE = frozenset("true clear obvious certain sure evident".split())
"""What is so is told, and not wished."""

PAST_TENSES = frozenset({"past", "pluperfect", "imperfect", "conditional", "was near"})


def pair(first: Thing, second: Thing, joined: str) -> Thing:
    return Thing("pair", plural=joined != "or", whose=second, first=first, joined=joined)


def pronoun(person: int = 3, gender: str = "", word: str = "", *, plural: bool = False) -> Thing:
    return Thing("pronoun", word, person, plural, gender)


def is_pronoun(thing: Thing | None) -> bool:
    return thing is not None and thing.kind == "pronoun" and thing.word == ""


def to_be_done(clause: Clause) -> Clause | None:
    """Ordered: to reinstate her, by whomever it concerns; that she be reinstated."""
    role = "R" if clause.thing("R") is not None and not is_pronoun(clause.thing("O")) else "O"
    return replace(clause, passive=role) if clause.thing(role) is not None else None


def controller(clause: Clause) -> Thing | None:
    """Who does what an infinitive says: whoever was told, forced or let, else the subject."""
    done_to = clause.thing("O")
    if done_to is not None and done_to.word in SPANS:
        # took two hours to answer
        done_to = None
    return clause.thing("R") or done_to or clause.subject


def asked_for(clause: Clause, gap: Thing, asked: str) -> Clause:
    """A question for its object: what stands before it fills no role of it, but is kept as Q where it has a noun, or
    where a preposition goes with it: who we work for. Its `link` is then the role it had."""
    roles = {role: value for role, value in clause.roles.items() if value is not gap}
    if clause.roles.get("X") is gap and asked != "how much":
        return replace(clause, asked=asked, roles={**roles, "Q": replace(gap, link="X")})
    if clause.roles.get("R") is gap and asked == "whom":
        return replace(clause, asked=asked, roles={**roles, "Q": replace(gap, link="R")})
    return replace(clause, asked=asked, roles={**roles, "Q": gap} if asked == "thing" else roles)


def asked_behind(clause: Clause, language: str) -> str:
    """The preposition before what is asked for; nothing where there is none."""
    asked = clause.thing("Q")
    patterns = clause.frame.patterns.get(language, ())
    if asked is None or not asked.link or not patterns:
        return ""
    mark = dict(patterns[0].items).get(asked.link, "")
    return "" if mark.startswith(":") else mark


ASKING = frozenset({"which", "how many"})
"""Determiners of what is asked for."""


AUTHORITIES = frozenset(
    "judge judge_f court labour_court tribunal_w arbitrator panel board committee ministry inspector labour_inspector "
    "conciliator mediator notary authority government gov_mx gov_ca gov_us ESDC NAO CIRB ILAB STPS CFCRL NLRB STPS_name "
    "CFCRL_name labour_inspection board_t9_alt congress_v ILO prosecution prosecutor assembly".split()
)
"""One testifies before them, and does not arrive before them."""
NEGATIVE = frozenset({"nobody", "nothing"})


def is_negative(thing: object) -> bool:
    return isinstance(thing, Thing) and (
        (thing.word in NEGATIVE and thing.kind == "pronoun")
        or thing.det in ("no", "nothing of")
        or thing.joined == "not even"
        or (thing.kind == "pair" and thing.joined == "nor")
    )


def is_what(thing: Thing | None) -> bool:
    """What happens?"""
    return thing is not None and thing.kind == "pronoun" and thing.word == "what"


def is_since(adjunct: Adjunct) -> bool:
    """What began then and goes on."""
    return adjunct.word in ("lasting", "since") or f"{adjunct.word} {adjunct.number}".startswith(
        ("since ", "day since")
    )


def denies_by_itself(clause: Clause) -> bool:
    """nobody came, signed nothing: denied without a `not`."""
    things = (clause.subject, *clause.roles.values(), *(each.thing for each in clause.adjuncts))
    return any(is_negative(each) for each in things)


Roles = dict[str, Thing | Clause | Adjunct]
NOT_SO = Frame("not so", {})
"""The union did not: what the clause before says is not true of it."""
SEEM_SO = Frame(
    "seem_so",
    {
        "en": (Pattern("seem", reflexive=False, items=(("A", ""),)),),
        "es": (Pattern("parecer", reflexive=False, items=(("A", ""),)),),
        "fr": (Pattern("avoir", reflexive=False, items=(("", "l'air"), ("A", ""))),),
    },
    is_state=True,
)
"""He seems tired: A as that of BE_SO."""
LEFT_OUT = Frame("left out", {})
"""Nobody told me why: what is asked about has been said before."""
BE_SO = Frame(
    "be_so",
    {
        "en": (Pattern("be", reflexive=False, items=(("A", ""), ("C", "to"))),),
        "es": (Pattern("ser", reflexive=False, items=(("A", ""), ("C", ""))),),
        "fr": (Pattern("être", reflexive=False, items=(("A", ""), ("C", "de"))),),
    },
    is_state=True,
)
"""The vote is secret; they are ready to negotiate. `A` is an adverbial that names the adjective."""
THE_MORE = Frame("the more", {})
"""The more they threaten us, the more we sign: A and B, each an adjunct with what there is more or less of."""
EXIST = Frame("exist", {})
"""There is, hay, il y a."""


def is_to_be_done(clause: Clause) -> bool:
    """Where to go: what is asked for, of an infinitive."""
    return clause.subject is None and not clause.passive and clause.frame is not EXIST and bool(clause.asked)


SPANS = frozenset({"day", "week", "month", "year", "hour", "minute"})
PLACED = frozenset({"event_at", "located"})
"""Frames of what is somewhere or at some time."""
EVENTS = frozenset(
    "meeting assembly hearing vote representation_vote legitimation_vote approval_vote new_vote union_vote election deadline "
    "trial strike work_stoppage march_w march_x protest appointment interview_w count_w ballot_count visit_w inspection "
    "negotiations talks holiday training remediation_date date_w".split()
)
BEGIN_AND_END = EVENTS | frozenset({"shift", "contract", "week", "month", "year", "workday", "probation", "season_w"})
SAME = "same"
"""The subject of a clause that takes it over from the one before."""
BODIES = frozenset(
    "company union independent_union protection_union local government ministry police court labour_court tribunal_w committee "
    "executive_committee board federation confederation agency gov_mx gov_ca gov_us STPS_name CFCRL_name human_resources "
    "management army national_guard immigration media press public_w community gang crew team rival_union new_union "
    "union_local_rfr_alt sham_union panel authority employer_body supplier_body night_shift day_shift city_hall".split()
)
"""What Spanish treats as somebody, and is no person: it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    clauses: tuple[tuple[str, Clause], ...]
    """Each with the word that joins it to the one before."""
    end: str
