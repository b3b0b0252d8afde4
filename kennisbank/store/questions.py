"""Questions: what people searched for and whether it gave them anything. Who asked is not kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, case, delete, func, insert, select, update

from kennisbank.store import tables

_T = tables.question.c


@dataclass(frozen=True)
class Asked:
    """A search text, how often it was asked, how often nothing was found and how often nothing was opened."""

    text: str
    times: int
    without_hits: int
    without_clicks: int
    last: date


def note(connection: Connection, id: str, *, text: str, hits: int, asked: date) -> None:
    """Keep that `text` was searched for on day `asked` and had `hits` hits."""
    row = {"id": id, "asked": asked.isoformat(), "text": text[:500], "hits": hits, "clicked": False}
    connection.execute(insert(tables.question).values(row))


def click(connection: Connection, id: str) -> None:
    """Keep that a hit of question `id` was opened."""
    connection.execute(update(tables.question).where(_T.id == id).values(clicked=True))


def unanswered(connection: Connection, *, limit: int) -> tuple[Asked, ...]:
    """Return the questions that gave nothing (no hit, or no hit worth opening), most asked first."""
    text = func.lower(_T.text)
    empty = func.sum(case((_T.hits == 0, 1), else_=0))
    ignored = func.sum(case((_T.clicked.is_(False), 1), else_=0))
    query = (
        select(text, func.count(), empty, ignored, func.max(_T.asked))
        .where(text != "")
        .group_by(text)
        .having(func.count() == ignored)
        .order_by(empty.desc(), func.count().desc(), text)
        .limit(limit)
    )
    return tuple(
        Asked(name, n, int(no), int(un), date.fromisoformat(last))
        for name, n, no, un, last in connection.execute(query)
    )


def forget(connection: Connection, words: Sequence[str]) -> None:
    """Delete the questions that hold one of `words`, whatever their capitals."""
    for word in words:
        connection.execute(delete(tables.question).where(_T.text.icontains(word, autoescape=True)))
