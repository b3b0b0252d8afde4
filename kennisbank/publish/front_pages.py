"""The pages that are there whatever the bank holds: home, search, about, and what is shown when nothing is found."""

import json
from collections import Counter
from collections.abc import Iterator

from kennisbank.domain.words import choice_word, day_text
from kennisbank.publish.analysis import fold
from kennisbank.publish.freshness import STATES, freshness
from kennisbank.publish.overview_pages import Node, parent_field, tree
from kennisbank.publish.render import Leaf
from kennisbank.publish.shelf import MAIN, Shelf
from kennisbank.text.catalogue import known, say

NEW = 6
TOPICS = 18
SEARCH_WORDS = (
    "searching", "none", "one", "many", "more", "unknown", "instead", "only_stop_words", "failed", "untitled",
)  # fmt: skip


def front_leaves(shelf: Shelf, lang: str) -> Iterator[Leaf]:
    """Yield home, search and about in `lang`."""
    yield _home(shelf, lang)
    yield _search(shelf, lang)
    yield _about(shelf, lang)


def missing_leaf(lang: str) -> Leaf:
    """Return the page that a server shows for an address that does not exist."""
    return Leaf(
        file="404.html",
        lang=lang,
        template="missing.html",
        heading=say("site.missing.title", lang),
        values={},
    )


def _home(shelf: Shelf, lang: str) -> Leaf:
    lessons = shelf.newest(MAIN)
    states = Counter(freshness(record, today=shelf.today).state for record in lessons)
    values = {
        "cards": shelf.shown(lessons[:NEW], lang), "topics": _topics(shelf), "total": len(lessons),
        "states": [(state, states[state]) for state in STATES], "kind": MAIN,
        "counts": [(kind, len(shelf.collection.of_kind(kind))) for kind in shelf.collection.kinds()],
    }  # fmt: skip
    about = say("site.home.intro", lang)
    return Leaf(
        file="index.html", lang=lang, template="home.html", heading=shelf.title, values=values, about=about
    )


def _topics(shelf: Shelf) -> list[Node]:
    """Return the topics with most lessons, in alphabetical order."""
    records = shelf.in_order("topic")
    if not records:
        return []
    flat = [node for node in _flat(tree(records, parent_field(type(records[0])), shelf)) if node.count]
    most = sorted(flat, key=lambda node: -node.count)[:TOPICS]
    return sorted(most, key=lambda node: fold(node.title))


def _flat(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _flat(node.below)


def _search(shelf: Shelf, lang: str) -> Leaf:
    words = {name: say(f"site.search.{name}", lang) for name in SEARCH_WORDS}
    kinds = {kind: say(f"kind.{kind}", lang) for kind in shelf.collection.kinds()}
    months = [say(f"month.{number}", lang) for number in range(1, 13)]
    data = json.dumps({"words": words, "kinds": kinds, "months": months}, ensure_ascii=False, sort_keys=True)
    values = {"words": data.replace("<", "\\u003c")}
    return Leaf(
        file="zoeken/index.html",
        lang=lang,
        template="search.html",
        heading=say("site.search.title", lang),
        values=values,
    )


def _about(shelf: Shelf, lang: str) -> Leaf:
    lessons = shelf.collection.of_kind(MAIN)
    values = {
        "built": day_text(shelf.today, lang), "total": len(lessons),
        "statuses": _explained("status", lessons[0].statuses if lessons else (), lang),
        "confidences": _explained("confidence", ("unverified", "verified", "contested"), lang),
        "freshnesses": [say(f"site.freshness.why.{state}", lang) for state in STATES],
        "data_kinds": shelf.collection.kinds(),
    }  # fmt: skip
    return Leaf(
        file="over/index.html",
        lang=lang,
        template="about.html",
        heading=say("site.about.title", lang),
        values=values,
    )


def _explained(name: str, values: tuple[str, ...], lang: str) -> list[tuple[str, str]]:
    """Return (word, what it means) for each value that has an explanation."""
    return [
        (choice_word(name, value, lang), say(f"site.{name}.{value}", lang))
        for value in values
        if known(f"site.{name}.{value}")
    ]
