"""The map as a widget: a drawing goes in, the chosen record comes out."""

from pathlib import Path

import anywidget
import traitlets as t

from kennisbank.text.catalogue import language as known_language, messages, say
from kennisbank_widgets.kit.asset import asset
from kennisbank_widgets.kit.map.drawing import QUIET_FROM, SHAPES, Drawing, day_or_none, days
from kennisbank_widgets.kit.map.gexf import gexf

HERE = Path(__file__).parent
WORDS = (
    "name", "role", "search", "search_hint", "zoom_in", "zoom_out", "whole", "view", "legend", "help", "keys",
    "missing", "found", "here", "here_person", "neighbour", "way", "way_button", "way_first", "way_from", "way_none", "way_off", "keep",
    "save", "file", "moment", "moment_now", "moment_told", "size_told", "far", "far_told", "play", "pause", "further",
)  # fmt: skip


class KnowledgeMap(anywidget.AnyWidget):
    """Draws a network that one can pan, zoom, filter by kind, search and walk through by keyboard.

    `selected` is the id of the chosen record, `hidden` the kinds that are switched off, `query` the text searched for,
    `moment` the last day that is shown ("2026-03-31"; empty is today).
    The traits with an underscore are what the browser sees: arrays as bytes, no ids, well under a megabyte. What the
    browser sets is checked: a number that is not a node, or a kind that is not in the legend, does nothing.
    """

    _esm = asset(HERE / "map.bundle.js")
    _css = asset(HERE / "map.css")

    selected = t.Unicode()
    hidden = t.Tuple().tag(sync=True)
    query = t.Unicode().tag(sync=True)

    moment = t.Unicode().tag(sync=True)

    _picked = t.Int(-1).tag(sync=True)
    _places = t.Bytes().tag(sync=True)
    _kinds = t.Bytes().tag(sync=True)
    _names = t.Bytes().tag(sync=True)
    _ends = t.Bytes().tag(sync=True)
    _relations = t.Bytes().tag(sync=True)
    _relation_words = t.List(t.Unicode()).tag(sync=True)
    _inverse_words = t.List(t.Unicode()).tag(sync=True)
    _days = t.Bytes().tag(sync=True)
    _since = t.Bytes().tag(sync=True)
    _until = t.Bytes().tag(sync=True)
    _today = t.Int().tag(sync=True)
    _quiet = t.Bool().tag(sync=True)
    _groups = t.Bytes().tag(sync=True)
    _group_names = t.List(t.Unicode()).tag(sync=True)
    _legend = t.List(t.Dict()).tag(sync=True)
    _note = t.Unicode().tag(sync=True)
    _words = t.Dict().tag(sync=True)
    _drawing = t.Int(0).tag(sync=True)

    def __init__(self, *, language: str = "nl", **traits: object) -> None:
        """Make an empty map that speaks `language`."""
        self.language = language
        self._ids: tuple[str, ...] = ()
        # The browser fills in what is between braces, so these go as they are.
        spoken = {name: messages()[f"network.map.{name}"][known_language(language)] for name in WORDS}
        super().__init__(_words=spoken, **traits)
        self._drawn = Drawing()
        self.on_msg(self._answer)

    def show(self, drawing: Drawing) -> None:
        """Draw `drawing` in place of what was there; the chosen record stays chosen where it is still there."""
        chosen = self.selected
        self._ids, self._drawn = drawing.ids, drawing
        with self.hold_sync():
            self._places, self._kinds, self._names = drawing.places, drawing.kind_of, drawing.names
            self._ends, self._relations = drawing.ends, drawing.relation_of
            self._days, self._since, self._until = drawing.days, drawing.since, drawing.until
            self._today, self._quiet = drawing.today, drawing.ties >= QUIET_FROM
            self._groups, self._group_names = drawing.group_of, list(drawing.groups)
            self._relation_words = [say(f"relation.{name}", self.language) for name in drawing.relations]
            self._inverse_words = [say(f"inverse.{name}", self.language) for name in drawing.relations]
            self._legend = [
                {
                    "kind": kind,
                    "label": say(f"kind.{kind}", self.language),
                    "shape": SHAPES.get(kind, "circle"),
                    "count": count,
                }
                for kind, count in zip(drawing.kinds, drawing.counts, strict=True)
            ]
            self._note = note(drawing, self.language)
            self._picked = drawing.ids.index(chosen) if chosen in drawing.ids else -1
            self._drawing += 1

    def _answer(self, _widget: object, content: object, _buffers: object) -> None:
        """Give the browser the map as a file for Gephi, as it was at the moment that is shown, when it asks for that."""
        if isinstance(content, dict) and content.get("ask") == "gexf":
            self.send({"form": "gexf"}, [gexf(self._drawn, days(self.moment), hidden=self.hidden)])

    @t.validate("hidden")
    def _kinds_only(self, proposal: dict) -> tuple[str, ...]:
        return tuple(kind for kind in proposal["value"] if kind in SHAPES)

    @t.validate("moment")
    def _a_day_or_none(self, proposal: dict) -> str:
        return day_or_none(proposal["value"])

    @t.validate("_picked")
    def _a_node_or_none(self, proposal: dict) -> int:
        number = proposal["value"]
        return number if 0 <= number < len(self._ids) else -1

    @t.observe("_picked")
    def _choose(self, change: dict) -> None:
        self.selected = self._ids[change["new"]] if change["new"] >= 0 else ""

    @t.observe("selected")
    def _show_chosen(self, change: dict) -> None:
        self._picked = self._ids.index(change["new"]) if change["new"] in self._ids else -1


def note(drawing: Drawing, language: str) -> str:
    """Return what the map does not show, or an empty text."""
    nodes, ties = drawing.left_out
    if nodes:
        return say("network.map.too_many", language, shown=drawing.nodes, total=drawing.nodes + nodes)
    if ties:
        return say("network.map.too_many_ties", language, shown=drawing.ties, total=drawing.ties + ties)
    if drawing.ties >= QUIET_FROM:
        return say("network.map.quiet", language)
    return ""
