"""How the capture page looks: the form, lessons like it beside it, and what happens next below it."""

from html import escape
from urllib.parse import urlencode

import ipywidgets as w
import traitlets as t

from kennisbank.text.catalogue import say
from kennisbank_widgets.capture.state import CaptureState
from kennisbank_widgets.kit.form.declared import Options, fields, texts
from kennisbank_widgets.kit.form.widget import Form
from kennisbank_widgets.kit.leaf.widget import Leaf

WITHOUT = ("validated_learned", "validated_recommendation", "related", "authors", "timeline", "language")
WORDS = (
    "save",
    "more",
    "required",
    "here",
    "restored",
    "use_other",
    "too_long",
    "problems",
    "theirs",
    "take",
)


def link(page: str, lang: str, **query: str) -> str:
    """Return the address of another page in the same language."""
    if lang != "nl":
        query["lang"] = lang
    return f"{page}?{urlencode(query)}" if query else page


def similar_list(found: tuple[tuple[str, str], ...], lang: str) -> str:
    """Return the list of lessons that look like this one, as HTML."""
    head = f"<h2>{escape(say('capture.similar', lang))}</h2>"
    if not found:
        return f"<section class='kb-beside'>{head}<p class='kb-quiet'>{escape(say('capture.similar_none', lang))}</p></section>"
    rows = "".join(
        f"<li><a href='{escape(link('zoeken', lang, id=id))}' target='_blank' rel='noopener'>{escape(title)}</a></li>"
        for id, title in found
    )
    count = escape(say("capture.similar_some", lang, number=len(found)))
    return f"<section class='kb-beside'>{head}<p class='kb-quiet' role='status'>{count}</p><ul>{rows}</ul></section>"


def draft_list(found: tuple[tuple[str, str], ...], lang: str) -> str:
    """Return links to the other drafts, as HTML."""
    if not found:
        return ""
    rows = "".join(
        f"<li><a href='{escape(link('vastleggen', lang, draft=id))}'>{escape(title)}</a></li>"
        for id, title in found
    )
    return f"<h2>{escape(say('capture.drafts', lang))}</h2><ul>{rows}</ul>"


def outcome(message: str, saved: str, lang: str) -> str:
    """Return what came of saving and what one can do next, as HTML."""
    if not message:
        return ""
    said = f"<p class='kb-message' role='status' tabindex='-1'>{escape(message)}</p>"
    if not saved:
        return said
    see = f"<a class='kb-primary' href='{escape(link('zoeken', lang, id=saved))}'>{escape(say('capture.see', lang))}</a>"
    submit = f"<button type='button' class='kb-button' data-do='submit'>{escape(say('capture.submit', lang))}</button>"
    again = f"<a class='kb-button' href='{escape(link('vastleggen', lang))}'>{escape(say('capture.another', lang))}</a>"
    if message == say("capture.submitted", lang):
        submit = ""
    explained = f"<p>{escape(say('capture.next', lang))}</p>"
    return f"<div id='kb-saved' data-id='{escape(saved)}'>{said}{explained}<p class='kb-row'>{see}{submit}{again}</p></div>"


def form(state: CaptureState, *, options: Options, key: str) -> Form:
    """Return the form, joined to `state`."""
    made = Form(
        on_typed=state.type,
        on_saved=state.save,
        fields=fields("lesson", state.lang, options=options, without=WITHOUT),
        words={name: say(f"capture.{name}", state.lang) for name in WORDS},
        key=key,
    )
    for name in ("draft", "kept", "problems", "beside"):
        t.dlink((state, name), (made, name))
    t.dlink((state, "values"), (made, "values"), texts)
    t.dlink((state, "filled"), (made, "filled"))
    t.dlink((state, "saved"), (made, "done"), lambda id: made.done + 1 if id else made.done)
    return made


def leaf(state: CaptureState, *names: str, show: object) -> Leaf:
    """Return a piece of HTML that `show` makes from the traits `names` of `state`."""
    made = Leaf(deeds={"submit": lambda _value, _values: state.submit()})

    def refresh(_change: object = None) -> None:
        made.html = show(*(getattr(state, name) for name in names), state.lang)  # type: ignore[operator]

    state.observe(refresh, list(names))
    refresh()
    return made


def page_parts(state: CaptureState, *, options: Options, key: str) -> dict[str, w.DOMWidget]:
    """Return the named parts of the page."""
    return {
        "drafts": leaf(state, "drafts", show=draft_list),
        "form": form(state, options=options, key=key),
        "similar": leaf(state, "similar", show=similar_list),
        "outcome": leaf(state, "message", "saved", show=outcome),
    }
