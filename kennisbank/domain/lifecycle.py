"""How a lesson lives: from observation to learned and embedded, with honest side exits.

After NATO's Joint Analysis and Lessons Learned Centre: a lesson is *learned* only when the action is done and its
effect is confirmed. A hand-over is agreed on before it runs, by giver or receiver. Other kinds have a plain list of statuses and may move freely between them.
"""

from dataclasses import dataclass

LESSON_STATUSES = (
    "observation",
    "submitted",
    "identified",
    "action_running",
    "learned",
    "embedded",
    "no_action",
    "rejected",
    "archived",
)
HANDOVER_STATUSES = ("proposed", "agreed", "running", "done", "stopped")
GOING_ON = frozenset({"proposed", "agreed", "running"})
"""A hand-over that is not over yet."""
PUBLISHABLE = frozenset({"identified", "action_running", "learned", "embedded", "no_action"})
"""Statuses in which a lesson has been looked at by somebody else: only these may leave the organisation."""


@dataclass(frozen=True)
class Step:
    """One allowed move. `by` is who may make it; `reason` says that a reason must be given.

    An `author` may edit the record, a `reviewer` may review it, a `party` gives or receives in the hand-over (or administers).
    """

    start: str
    end: str
    by: str
    reason: bool = False


STEPS = (
    Step("observation", "submitted", "author"),
    Step("submitted", "observation", "author"),
    Step("submitted", "identified", "reviewer"),
    Step("submitted", "rejected", "reviewer", reason=True),
    Step("identified", "action_running", "reviewer"),
    Step("identified", "no_action", "reviewer", reason=True),
    Step("action_running", "identified", "reviewer", reason=True),
    Step("action_running", "learned", "reviewer", reason=True),
    Step("learned", "embedded", "reviewer", reason=True),
    Step("learned", "action_running", "reviewer", reason=True),
    Step("rejected", "submitted", "reviewer", reason=True),
    Step("no_action", "identified", "reviewer", reason=True),
    *(
        Step(start, "archived", "reviewer", reason=True)
        for start in ("identified", "action_running", "learned", "embedded", "no_action", "rejected")
    ),
    Step("archived", "identified", "reviewer", reason=True),
)


HANDOVER_STEPS = (
    Step("proposed", "agreed", "party"),
    Step("agreed", "running", "author"),
    Step("running", "done", "party"),
    *(Step(start, "stopped", "author", reason=True) for start in ("proposed", "agreed", "running")),
    Step("stopped", "proposed", "author", reason=True),
)
LIVES = {"lesson": STEPS, "handover": HANDOVER_STEPS}
"""The kinds that live by steps."""


def step(start: str, end: str, *, kind: str = "lesson") -> Step | None:
    """Return the step of a `kind` from `start` to `end`, or None when there is no such step."""
    return next((item for item in steps_from(start, kind=kind) if item.end == end), None)


def steps_from(start: str, *, kind: str = "lesson") -> tuple[Step, ...]:
    """Return the steps that a record of `kind` can make from `start`."""
    return tuple(item for item in LIVES.get(kind, ()) if item.start == start)
