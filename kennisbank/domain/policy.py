"""Who may do what: one pure function, `may`, and the two small ones that queries filter by.

Every record has one *access* word (`access`), every actor a set of words it passes (`passes`). An actor may read a
record exactly when its words admit the record's word. The store filters by the same words in SQL, the search index
by the same words in its own query: one rule, three carriers.
"""

from dataclasses import dataclass
from typing import Literal

from kennisbank.domain.kinds.handover import Handover
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.lifecycle import LIVES, PUBLISHABLE, step
from kennisbank.domain.record import Record

Role = Literal["anonymous", "reader", "member", "editor", "team_leader", "researcher", "administrator"]
ROLES: tuple[Role, ...] = ("reader", "member", "team_leader", "editor", "researcher", "administrator")
Verb = Literal[
    "read",
    "add",
    "edit",
    "review",
    "merge",
    "erase",
    "import",
    "export",
    "study",
    "publish",
    "administer",
    "weigh",
    "rank",
]
_CONTRIBUTORS = frozenset({"member", "team_leader", "editor", "administrator"})
_CURATORS = frozenset({"editor", "administrator"})
_OUTSIDERS = frozenset({"researcher", "administrator"})
"""Who may look at people beside each other: they lead none of them, and each look is written down."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who is acting. `teams` are the ids of the teams they belong to, `leads` of those they lead."""

    name: str
    role: Role
    person: str = ""
    teams: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()


ANONYMOUS = Actor(name="", role="anonymous")


@dataclass(frozen=True)
class Passes:
    """The access words an actor passes; `team:*` stands for every team, `everything` for no limit at all."""

    words: frozenset[str]
    everything: bool = False

    def admit(self, word: str) -> bool:
        """Say whether a record with access word `word` may be read."""
        return self.everything or word in self.words or (word.startswith("team:") and "team:*" in self.words)


def access(record: Record) -> str:
    """Return the access word of `record`: `public`, `organisation`, `team:<id>` or `private:<account>`.

    A lesson that nobody else has looked at stays inside the organisation, whatever its visibility says.
    """
    if record.visibility == "private" or (record.visibility == "team" and not record.team):
        return f"private:{record.made_by}"
    if record.visibility == "team":
        return f"team:{record.team}"
    if record.visibility == "public" and isinstance(record, Lesson) and record.status not in PUBLISHABLE:
        return "organisation"
    return record.visibility


def passes(actor: Actor) -> Passes:
    """Return the access words that `actor` passes."""
    if actor.role == "administrator":
        return Passes(frozenset(), everything=True)
    words = {"public"}
    if actor.role != "anonymous":
        words.add("organisation")
    if actor.role in _CONTRIBUTORS:
        words.update({f"private:{actor.name}"}, {f"team:{team}" for team in actor.teams | actor.leads})
    if actor.role == "editor":
        words.add("team:*")
    return Passes(frozenset(words))


def may(actor: Actor, verb: Verb, record: Record | None = None) -> bool:
    """Say whether `actor` may do `verb`, to `record` where there is one."""
    if record is not None and verb != "add" and not passes(actor).admit(access(record)):
        return False
    if verb == "read":
        return True
    if verb == "add":
        return actor.role in _CONTRIBUTORS
    if verb == "edit":
        return record is not None and _may_edit(actor, record)
    if verb == "review":
        return actor.role in _CURATORS or (
            record is not None and record.team in actor.leads and bool(record.team)
        )
    if verb in ("merge", "import", "publish"):
        return actor.role in _CURATORS
    if verb in ("export", "study"):  # a research copy holds less than the export of the same person: no names
        return actor.role in _CURATORS or actor.role == "researcher"
    if verb == "weigh":  # what is lost when people leave; of a team, or (without one) of the whole house
        return actor.role in _OUTSIDERS or (actor.role == "team_leader" and _leads(actor, record))
    if verb == "rank":  # people beside each other: never for who is over them
        return actor.role in _OUTSIDERS
    return actor.role == "administrator"


def may_move(actor: Actor, record: Record, status: str) -> bool:
    """Say whether `actor` may bring `record` to `status`; what lives by steps follows them, other kinds are free."""
    if record.kind not in LIVES:
        return may(actor, "edit", record)
    move = step(record.status, status, kind=record.kind)
    if move is None:
        return False
    if move.by == "party":
        return may(actor, "edit", record) and (actor.role == "administrator" or _is_party(actor, record))
    return may(actor, "edit" if move.by == "author" else "review", record)


def may_change(actor: Actor, before: Record, after: Record) -> bool:
    """Say whether `actor`, who may edit the record, may make `after` of it: only people themselves say if they may be asked."""
    if not isinstance(before, Person) or not isinstance(after, Person):
        return True
    theirs = actor.role == "administrator" or (bool(actor.person) and actor.person == before.id)
    return theirs or before.may_be_asked == after.may_be_asked


def _leads(actor: Actor, record: Record | None) -> bool:
    """Say whether `record` is a team that `actor` leads; without a record, whether they lead any."""
    return bool(actor.leads) if record is None else record.id in actor.leads


def _may_edit(actor: Actor, record: Record) -> bool:
    if actor.role in _CURATORS:
        return True
    if actor.role not in _CONTRIBUTORS:
        return False
    if record.kind in ("topic", "team", "person"):
        return bool(actor.person) and record.id == actor.person
    if _is_party(actor, record):
        return True
    mine = bool(actor.name) and record.made_by == actor.name
    return mine or (bool(record.team) and record.team in actor.teams | actor.leads)


def _is_party(actor: Actor, record: Record) -> bool:
    """Say whether the actor gives or receives in this hand-over."""
    return (
        isinstance(record, Handover)
        and bool(actor.person)
        and actor.person in (record.giver, record.receiver)
    )
