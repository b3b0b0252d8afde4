"""The record that is open, as a part of a page: its text, and the forms to do something with it."""

from collections.abc import Callable
from datetime import date
from html import escape

from kennisbank.text.catalogue import say
from kennisbank_widgets.kit.leaf.widget import Leaf
from kennisbank_widgets.kit.record.forms import deeds
from kennisbank_widgets.kit.record.page import Address, page
from kennisbank_widgets.kit.record.state import RecordState


def record_leaf(
    state: RecordState, *, address: Address, open: Callable[[str], None], on_map: bool = True
) -> Leaf:
    """Return the leaf that shows what `state` has open; `open` is called with the id of a record to go to."""
    leaf = Leaf(
        deeds={
            "open": lambda id, _: open(id),
            "close": lambda _, __: open(""),
            "apply": lambda _, given: apply(state, given),
            "reflect": lambda _, given: reflect(state, given),
            "review": lambda _, given: review(state, given),
            "move": lambda _, given: move(state, given),
        }
    )

    def show(_change: object = None) -> None:
        leaf.html = markup(state, address=address, on_map=on_map)

    def arrive(_change: object) -> None:
        if state.reading:
            leaf.focus(".kb-record-title")

    state.observe(show, ["reading", "message"])
    state.observe(arrive, "id")
    show()
    return leaf


def markup(state: RecordState, *, address: Address, on_map: bool = True) -> str:
    """Return the open record as HTML: the way back, what just happened, the text, and what one may do."""
    message = f'<p class="kb-message" role="status">{escape(state.message)}</p>' if state.message else ""
    if state.reading is None:
        return message
    back = f'<p><button class="kb-link" data-do="close">← {escape(say("finding.record.back", state.language))}</button></p>'
    names = state.desk.actor.role != "anonymous"
    text = page(state.reading, language=state.language, address=address, names=names)
    return back + message + text + deeds(state.reading, language=state.language, on_map=on_map)


def apply(state: RecordState, given: dict[str, str]) -> None:
    """Keep an application from the values of the form."""
    state.apply(
        title=given.get("title", ""), on=day(given.get("on", "")), outcome=given.get("outcome", ""),
        came_of_it=given.get("came_of_it", ""),
    )  # fmt: skip


def reflect(state: RecordState, given: dict[str, str]) -> None:
    """Keep a reflection from the values of the form."""
    state.reflect(text=given.get("text", ""), next_time=given.get("next_time", ""))


def review(state: RecordState, given: dict[str, str]) -> None:
    """Sign a review from the values of the form."""
    state.review(
        confidence=given.get("confidence", ""), until=day(given.get("until", "")), note=given.get("note", "")
    )


def move(state: RecordState, given: dict[str, str]) -> None:
    """Move the lesson on from the values of the form."""
    state.move(given.get("status", ""), reason=given.get("reason", ""))


def day(text: str) -> date | None:
    """Return the day that a date field gives, or None when there is none in it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
