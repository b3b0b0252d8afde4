"""From messages that answer each other to who answers whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import networkx as nx


@dataclass(frozen=True, slots=True)
class Post:
    """One message: its own mark, who wrote it, and the marks of what it may answer, the likeliest first."""

    mark: str | None
    person: str
    name: str
    answered: tuple[str, ...]
    day: date | None


def answers(posts: Iterable[Post], *, source: str) -> "nx.DiGraph[str]":
    """Return an arc from who answers to who is answered, for posts in any order; see `mbox` for what it tells."""
    writers: dict[str, str] = {}
    replies: list[Post] = []
    nameless = twice = 0
    net: nx.DiGraph[str] = nx.DiGraph(made={"source": source})
    for post in posts:
        if not post.person:
            nameless += 1
            continue
        if post.mark is not None and post.mark in writers:
            twice += 1
            continue
        if post.mark is not None:
            writers[post.mark] = post.person
        if post.person not in net:
            net.add_node(post.person, name=post.name or post.person, posts=0)
        net.nodes[post.person]["posts"] += 1
        if post.answered:
            replies.append(post)
    elsewhere = oneself = 0
    for post in replies:
        found = [writers[mark] for mark in post.answered if mark in writers and mark != post.mark]
        if not found:
            elsewhere += 1
        elif found[0] == post.person:
            oneself += 1
        else:
            _answer(net, post, found[0])
    counted = (
        (nameless, "messages without a sender were left out."),
        (twice, "messages were there more than once; each counts once."),
        (elsewhere, "answers are to messages that are not here."),
        (oneself, "answers are to oneself; they make no tie."),
    )
    net.graph["notes"] = tuple(f"{number} {what}" for number, what in counted if number)
    return net


def _answer(net: "nx.DiGraph[str]", post: Post, whom: str) -> None:
    if not net.has_edge(post.person, whom):
        net.add_edge(post.person, whom, weight=0, since=None, last=None)
    tie = net[post.person][whom]
    tie["weight"] += 1
    if post.day is not None:
        tie["since"] = min(post.day, tie["since"] or post.day)
        tie["last"] = max(post.day, tie["last"] or post.day)
