"""The waves of the demo organisation: three that were closed as any wave is, and one that can be answered now."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from kennisbank.actions.measuring import LEADS, WORKS
from kennisbank.climate.disclosure.rules import Rules
from kennisbank.climate.instrument.shipped import shipped
from kennisbank.demo import surveys
from kennisbank.demo.diary import Event
from kennisbank.domain.kinds.team import Team
from kennisbank.store import forms, waves
from kennisbank.store.engine import Connection
from kennisbank.store.forms import Form
from kennisbank.store.waves import Invited, Wave

_DAYS, _SO_FAR = 21, 0.4


def tell_waves(
    connection: Connection,
    events: Sequence[Event],
    accounts: dict[str, str],
    *,
    today: date,
    new: Callable[[date], str],
) -> None:
    """Let everybody answer wave after wave, and close all but the last, which is open for three weeks from `today`.

    `accounts` are the accounts of people, by the id of the person; who has none answers under that id. `new` gives ids.
    """
    from kennisbank.actions.figuring import settled  # loaded here for cost

    for number, (title, opens, closes) in enumerate(surveys.WAVES):
        wave = _ask(connection, events, accounts, new(opens), title, opens, closes, number=number)
        parents, titles = _hierarchy(events, closes)
        settled(connection, wave, parents, titles)
    title, opens = surveys.OPEN
    closes = max(today, opens) + timedelta(days=_DAYS)
    _ask(
        connection,
        events,
        accounts,
        new(opens),
        title,
        opens,
        closes,
        number=len(surveys.WAVES),
        share=_SO_FAR,
    )


def _ask(  # noqa: PLR0913 - a wave is all of these
    connection: Connection,
    events: Sequence[Event],
    accounts: dict[str, str],
    id: str,
    title: str,
    opens: date,
    closes: date,
    *,
    number: int,
    share: float = 0.78,
) -> Wave:
    instrument = shipped()
    items = [
        (item.id, dimension.id, item.reversed)
        for dimension in instrument.dimensions
        for item in dimension.items
    ]
    asked = surveys.respondents(events, opens, items, number=number, share=share)
    wave = Wave(
        id=id, instrument=instrument.id, version=instrument.version, title=title, opens=opens, closes=closes, rules=vars(Rules())
    )  # fmt: skip
    looking = {} if wave.closes < surveys.OPEN[1] else accounts
    invited = [
        Invited(
            accounts.get(one.name, one.name), one.team, {"place": LEADS if one.leads else WORKS},
            answered=bool(one.answers) and one.name not in looking,
        )
        for one in asked
    ]  # fmt: skip
    waves.add(connection, wave, invited)
    for one in asked:
        if one.answers and one.name not in looking:  # who looks at the demo answers the open wave in person
            word = hashlib.sha256(f"{id} {one.name}".encode()).hexdigest()
            forms.add(
                connection,
                Form(word, id, one.team, {"place": LEADS if one.leads else WORKS}, one.answers, sent=True),
            )
    return wave


def _hierarchy(events: Sequence[Event], day: date) -> tuple[dict[str, str], dict[str, str]]:
    now = {event.record.id: event.record for event in events if event.at.date() <= day}
    teams = [one for one in now.values() if isinstance(one, Team)]
    return {one.id: one.part_of for one in teams if one.part_of}, {one.id: one.title for one in teams}
