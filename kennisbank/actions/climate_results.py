"""What a wave brought: the figures that the audit let through, to whom they are about and who leads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kennisbank.actions.context import Context
from kennisbank.actions.measuring import above, find_wave
from kennisbank.actions.questioning import asked_in
from kennisbank.climate.instrument.model import Instrument
from kennisbank.climate.summaries import Summary, of_values
from kennisbank.errors import InvalidInput, NotAllowed
from kennisbank.store import waves
from kennisbank.store.waves import Wave

if TYPE_CHECKING:
    from kennisbank.climate.changes import Change

WHOLE = "whole"
_EVERYTHING = frozenset({"researcher", "administrator"})


@dataclass(frozen=True)
class Told:
    """What is told of a part of the organisation: scores by dimension, or the reason why nothing is told.

    `teams` are all teams in it, `unit` the team it is called after (empty for the whole and for teams put together).
    """

    id: str
    title: str
    kind: str
    unit: str
    teams: frozenset[str]
    reason: str
    invited: int
    answered: int
    scores: Mapping[str, Summary]


@dataclass(frozen=True)
class ClimateResults:
    """The results of a closed wave for one reader: of their part (`own`), of the whole, and how their part changed.

    `parts` are the parts they may choose from; `team` is the team of theirs that `own` is about, and `leads` says whether
    they lead it. `changes` are by dimension, since `before`.
    """

    wave: Wave
    instrument: Instrument
    whole: Told
    own: Told | None
    parts: tuple[Told, ...]
    team: str
    leads: bool
    changes: "Mapping[str, Change]"
    before: Wave | None


def climate(bank: Context, wave: str = "", *, team: str = "") -> ClimateResults | None:
    """Return what the actor may see of a closed wave (the last, when none is named); None when there is none yet.

    Everybody with an account sees the whole and the parts that their teams are in, who leads a team also the parts below it,
    researchers and administrators all parts. With `team` (the id of a team) `own` is about that team. Raises NotFound,
    NotAllowed for a team that is not theirs, or InvalidInput for a wave that is still open.
    """
    bank.require_account()
    with bank.store.reading() as connection:
        closed = [one for one in waves.every(connection) if one.closed]
        if not wave and not closed:
            return None
        found = find_wave(connection, wave) if wave else closed[0]
        instrument = asked_in(connection, found)
    if not found.closed:
        raise InvalidInput(
            "This wave has no results yet.", where=wave, mend=f"Come back after {found.closes}."
        )
    figures = figures_of(found)
    mine = tuple(figure for figure in figures if figure.kind != WHOLE and _may_see(bank, found, figure))
    asked, own = _own(bank, found, mine, team)
    before = next(
        (
            one
            for one in closed
            if (one.closes, one.id) < (found.closes, found.id) and _comparable(one, found)
        ),
        None,
    )
    return ClimateResults(
        wave=found, instrument=instrument, own=own, parts=mine, team=asked, before=before,
        whole=next(figure for figure in figures if figure.kind == WHOLE), leads=bool(own) and asked in bank.actor.leads,
        changes=_changes(before, own) if before and own else {},
    )  # fmt: skip


def climate_audit(bank: Context, wave: str, *, language: str = "nl") -> str:
    """Return the report of the audit of a closed wave as Markdown, for the works council and whoever checks the rules.

    It tells of each part how many people it is about. Raises NotFound, NotAllowed for who is no researcher or administrator,
    or InvalidInput for an open wave.
    """
    found = closed_wave(bank, wave)
    return str(found.outcome["report"].get(language) or found.outcome["report"]["nl"])


def closed_wave(bank: Context, wave: str) -> Wave:
    """Return a closed wave to a researcher or administrator. Raises NotFound, NotAllowed, or InvalidInput for an open one."""
    if bank.actor.role not in _EVERYTHING:
        raise NotAllowed("This is for researchers and administrators.", mend="Ask one of them.")
    with bank.store.reading() as connection:
        found = find_wave(connection, wave)
    if not found.closed:
        raise InvalidInput(
            "This wave has no results yet.", where=wave, mend=f"Come back after {found.closes}."
        )
    return found


def figures_of(wave: Wave) -> tuple[Told, ...]:
    """Return all figures of a closed wave, those that are refused included."""
    return tuple(
        Told(
            id=one["id"], title=one["title"], kind=one["kind"], unit=one["unit"], teams=frozenset(one["teams"]),
            reason=one["reason"], invited=one["invited"], answered=one["answered"],
            scores={name: of_values(values) for name, values in one["scores"].items()},
        )
        for one in wave.outcome["figures"]
    )  # fmt: skip


def _may_see(bank: Context, wave: Wave, figure: Told) -> bool:
    """Say whether a figure is about a team of the actor, or about one below a team that they lead."""
    return any(_is_theirs(bank, wave, team) for team in figure.teams)


def _is_theirs(bank: Context, wave: Wave, team: str) -> bool:
    """Say whether a team is one of the actor's, or lies below one that they lead; to a researcher any is."""
    actor = bank.actor
    return bool(
        actor.role in _EVERYTHING
        or team in actor.teams
        or set(above(wave.outcome["parents"], team)) & actor.leads
    )


def _own(bank: Context, found: Wave, mine: tuple[Told, ...], team: str) -> tuple[str, Told | None]:
    """Return the team that is asked about and the smallest part that it is in. Raises NotAllowed."""
    theirs = {figure.unit for figure in mine if figure.unit}
    theirs |= {one for figure in mine for one in figure.teams if _is_theirs(bank, found, one)}
    if team and team not in theirs:
        raise NotAllowed(
            "These results are not of one of your teams.", where=team, mend="Choose a team of your own."
        )
    own = team or next(iter([*sorted(bank.actor.leads & theirs), *sorted(bank.actor.teams & theirs)]), "")
    around = [figure for figure in mine if own and (own == figure.unit or own in figure.teams)]
    return own, min(
        around, key=lambda figure: (bool(figure.reason), figure.unit != own, len(figure.teams)), default=None
    )


def _comparable(earlier: Wave, later: Wave) -> bool:
    return (earlier.instrument, earlier.version) == (later.instrument, later.version)


def _changes(before: Wave, own: Told) -> "dict[str, Change]":
    """Return by dimension how the part changed; nothing where one of the two waves tells nothing of these very teams."""
    same = (one for one in figures_of(before) if one.teams == own.teams and one.unit == own.unit)
    then = next(same, None)
    if then is None or not then.scores or not own.scores:
        return {}
    from kennisbank.climate.changes import change_of_summaries  # loaded here for cost

    names = [name for name in own.scores if name in then.scores]
    return dict(
        zip(
            names,
            change_of_summaries([then.scores[name] for name in names], [own.scores[name] for name in names]),
            strict=True,
        )
    )
