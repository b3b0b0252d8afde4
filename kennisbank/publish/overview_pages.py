"""One page per kind that lists all of it: a list of cards, or a tree where the kind has a hierarchy."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kennisbank.domain.record import Record
from kennisbank.publish.addresses import folder
from kennisbank.publish.listings import listing
from kennisbank.publish.render import Leaf
from kennisbank.publish.shelf import MAIN, Shelf, in_order
from kennisbank.publish.showing import capital
from kennisbank.text.catalogue import say

DEEPEST = 12
"""What hangs deeper than this is shown at the top."""


@dataclass(frozen=True)
class Node:
    """A record in its hierarchy, with how many records of the main kind refer to it and what is below it."""

    title: str
    place: str
    lang: str
    count: int
    below: tuple["Node", ...]


def overview_leaves(kind: str, shelf: Shelf, lang: str) -> Iterator[Leaf]:
    """Yield the page or pages that list every record of `kind`."""
    heading = capital(say(f"kinds.{kind}", lang))
    records = shelf.in_order(kind)
    parent = parent_field(type(records[0]))
    if not parent:
        yield from listing(records, shelf, lang, place=f"{folder(kind)}/", heading=heading)
        return
    yield Leaf(
        file=f"{folder(kind)}/index.html", lang=lang, template="tree.html", heading=heading,
        values={"nodes": tree(records, parent, shelf), "total": len(records)},
    )  # fmt: skip


@cache
def parent_field(kind: type[Record]) -> str:
    """Return the field by which records of `kind` hang under one another, or an empty text."""
    return next(
        (name for name, f in kind.fields().items() if f.form == "ref" and f.targets == (kind.kind,)), ""
    )


def tree(records: Sequence[Record], parent: str, shelf: Shelf) -> tuple[Node, ...]:
    """Return `records` as a forest; what hangs in a circle or too deep is shown at the top, so that nothing gets lost."""
    below: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        below[getattr(record, parent)].append(record)
    placed: set[str] = set()
    forest = [_node(record, below, shelf, placed) for record in below[""]]
    forest.extend(_node(record, below, shelf, placed) for record in records if record.id not in placed)
    return tuple(forest)


def _node(
    record: Record, below: dict[str, list[Record]], shelf: Shelf, placed: set[str], depth: int = 1
) -> Node:
    placed.add(record.id)
    children = in_order(below[record.id]) if depth < DEEPEST else ()
    inner = [_node(child, below, shelf, placed, depth + 1) for child in children if child.id not in placed]
    count = len({link.id for _, link in shelf.collection.backlinks.get(record.id, ()) if link.kind == MAIN})
    return Node(record.title, shelf.places[record.id], record.language, count, tuple(inner))
