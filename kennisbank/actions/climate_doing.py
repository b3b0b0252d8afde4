"""From figure to action: what a team does with its results, and questions about them that nobody signs."""

from datetime import date

from kennisbank.actions.climate_results import climate
from kennisbank.actions.context import Context
from kennisbank.actions.keeping import add, get
from kennisbank.actions.questioning import asked_in
from kennisbank.domain.kinds.action import Action
from kennisbank.errors import InvalidInput, NotAllowed, NotFound
from kennisbank.store import concerns, log, reading, waves
from kennisbank.store.concerns import Concern

MOST_ACTIONS = 3
LONGEST = 1_000
_GOING_ON = ("open", "running")


def climate_actions(bank: Context, team: str) -> tuple[Action, ...]:
    """Return the actions of `team` for its learning climate that the actor may read: those going on first, then by day."""
    with bank.store.reading() as connection:
        found = [
            item for item in reading.all_of(connection, Action.kind, bank.passes) if isinstance(item, Action)
        ]
    theirs = (item for item in found if item.dimension and item.team == team)
    return tuple(
        sorted(theirs, key=lambda item: (item.status not in _GOING_ON, item.due or date.max, item.id))
    )


def choose_climate_action(  # noqa: PLR0913 - an action is all of these
    bank: Context,
    team: str,
    dimension: str,
    title: str,
    *,
    due: date | None = None,
    follow_up: date | None = None,
    language: str = "nl",
) -> Action:
    """Keep what `team` will do for `dimension` of its learning climate; the team sees it.

    For who leads the team, or an administrator; at most three go on at once. Raises NotAllowed, or InvalidInput for an unknown
    dimension, a day to look back that is before the action is done, or a fourth action.
    """
    if team not in bank.actor.leads and bank.actor.role != "administrator":
        raise NotAllowed(
            "Who leads the team chooses its actions.", where=team, mend="Talk to who leads the team."
        )
    with bank.store.reading() as connection:
        asked = waves.every(connection)
        known = {one.id for wave in asked[:1] for one in asked_in(connection, wave).dimensions}
    if dimension not in known:
        raise InvalidInput(
            f"{dimension!r} is no part of the questionnaire.",
            mend=f"Choose one of: {', '.join(sorted(known))}.",
        )
    if due and follow_up and follow_up < due:
        raise InvalidInput("The day to look back is before the action is done.", mend="Look back later.")
    if sum(item.status in _GOING_ON for item in climate_actions(bank, team)) >= MOST_ACTIONS:
        raise InvalidInput(f"The team has {MOST_ACTIONS} actions going on.", mend="Finish or stop one first.")
    made = Action(
        title=title.strip(), dimension=dimension, due=due, follow_up=follow_up, team=team, visibility="team", language=language
    )  # fmt: skip
    kept = get(bank, add(bank, made))
    assert isinstance(kept, Action)  # noqa: S101 - it was just made; this tells the type checker
    return kept


def ask_about_result(bank: Context, wave: str, team: str, text: str) -> None:
    """Keep a question about the results of `team` in `wave`, without who asks it and when.

    For who may see these results. Raises NotFound, NotAllowed, or InvalidInput for an empty or long text.
    """
    _readable(bank, wave, team)
    told = _text(text)
    with bank.store.writing() as connection:
        log.lock(connection)
        concerns.add(connection, wave, team, told)


def questions_about_result(bank: Context, wave: str, team: str) -> tuple[Concern, ...]:
    """Return the questions about the results of `team` in `wave`, in random order. Raises NotFound or NotAllowed."""
    _readable(bank, wave, team)
    with bank.store.reading() as connection:
        return concerns.about(connection, wave, team)


def answer_question(bank: Context, key: str, text: str) -> None:
    """Keep a reply to a question; a later one replaces it. For who leads the team. Raises NotFound, NotAllowed or InvalidInput."""
    told = _text(text)
    with bank.store.writing() as connection:
        log.lock(connection)
        found = concerns.one(connection, key)
        if found is None:
            raise NotFound("There is no such question.", where=key, mend="Look at the questions again.")
        if found.team not in bank.actor.leads and bank.actor.role != "administrator":
            raise NotAllowed("Who leads the team replies.", where=found.team, mend="Leave it to them.")
        concerns.reply(connection, key, told)


def _readable(bank: Context, wave: str, team: str) -> None:
    """Raise NotAllowed unless the actor may see the results of `team`."""
    climate(bank, wave, team=team)


def _text(text: str) -> str:
    told = text.strip()
    if not told:
        raise InvalidInput("There is no text.", mend="Write one or two sentences.")
    if len(told) > LONGEST:
        raise InvalidInput(f"The text is longer than {LONGEST} characters.", mend="Make it shorter.")
    return told
