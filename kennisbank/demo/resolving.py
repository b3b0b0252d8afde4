"""What teams decide to do after they saw how they learn: written down by who leads them, and brought to an end by some."""

from datetime import date
from typing import Any

from kennisbank.demo.cast import Cast
from kennisbank.demo.diary import LAST, Diary
from kennisbank.demo.words import words
from kennisbank.domain.kinds.action import Action


def resolving(diary: Diary, cast: Cast) -> None:
    """Write down the actions of the teams whose leaders have an account."""
    leaders = {team: account.name for account in cast.accounts for team in account.leads}
    for told in words("climate")["action"]:
        _resolve(diary, cast, told, leaders[cast.teams[told["team"]].id])


def _resolve(diary: Diary, cast: Cast, told: dict[str, Any], leader: str) -> None:
    value = Action(
        title=told["title"], dimension=told["dimension"], due=told["due"], follow_up=told["follow_up"],
        team=cast.teams[told["team"]].id, visibility="team",
    )  # fmt: skip
    action = diary.add(value, on=told["start"], actor=leader)
    if told["status"] == "open":
        return
    diary.change(action, on=told["start"], actor=leader, verb="move", status="running")
    if told["status"] == "done":
        end: date = min(told["due"], LAST)
        diary.change(action, on=end, actor=leader, done_on=end, evidence=told["evidence"])
        diary.change(action, on=end, actor=leader, verb="move", status="done")
