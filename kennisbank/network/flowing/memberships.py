"""Which teams somebody was a member of on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import networkx as nx

from kennisbank.network.days import in_order
from kennisbank.network.graph import kind_of


class Memberships:
    """The teams of everybody in a network of the bank, with the days between which each was a member."""

    def __init__(self, net: "nx.MultiDiGraph[str]") -> None:
        """Gather every `member_of`. Raises InvalidInput when one ends before it begins."""
        self._net = net
        self._held: dict[str, list[tuple[str, date | None, date | None]]] = defaultdict(list)
        for person, team, tie in net.edges(data=True):
            if tie["relation"] == "member_of":
                in_order(tie["since"], tie["until"], f"The membership of {person!r} in {team!r}")
                self._held[person].append((team, tie["since"], tie["until"]))

    def on(self, person: str, day: date | None) -> tuple[str, ...]:
        """Return the teams of `person` on `day`; those of now when the day is not known."""
        return tuple(
            sorted({team for team, since, until in self._held.get(person, ()) if _holds(since, until, day)})
        )

    def last(self, person: str, day: date | None) -> str:
        """Return the team `person` joined last, on or before `day` where one is given; empty when there is none."""
        begun = [
            (since or date.min, team)
            for team, since, _ in self._held.get(person, ())
            if day is None or since is None or since <= day
        ]
        held = [item for item in begun if item[1] in self.on(person, day)]
        return max(held or begun, default=(date.min, ""))[1]

    def shares(self, people: Iterable[str], record: str, day: date | None) -> list[dict[str, float]]:
        """Return for each of `people` how they are spread over their teams on `day`: shares that add up to 1.

        Somebody without a team then counts for the team of `record`, when it has one. Without people the record
        itself speaks for its team.
        """
        own = self._team_of(record)
        told = [self.on(person, day) or own for person in people] or [own]
        return [dict.fromkeys(teams, 1 / len(teams)) for teams in told if teams]

    def _team_of(self, record: str) -> tuple[str, ...]:
        owners = {
            team
            for _, team, tie in self._net.out_edges(record, data=True)
            if tie["relation"] == "owned_by" and kind_of(self._net, team) == "team"
        }
        return tuple(sorted(owners))


def _holds(since: date | None, until: date | None, day: date | None) -> bool:
    if day is None:
        return until is None
    return (since is None or since <= day) and (until is None or day < until)
