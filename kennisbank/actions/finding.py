"""Finding: the index follows the log when somebody looks, so what was just saved is found at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kennisbank.actions.context import Context, Progress
from kennisbank.domain.confiding import open_to_all
from kennisbank.domain.ids import new_id
from kennisbank.domain.policy import access
from kennisbank.domain.record import Record
from kennisbank.search.duplicates import Pair, likely_doubles
from kennisbank.search.index import Change, Index
from kennisbank.search.query import parse
from kennisbank.search.results import Hit, Results
from kennisbank.store import questions, reading
from kennisbank.store.questions import Asked

BATCH = 5_000
WAIT_SECONDS = 30.0
ALIKE = 0.12
"""Below this likeness two texts only share everyday words."""


@dataclass(frozen=True)
class Found:
    """What a search gave: iterate over it for the hits. `id` names the search for `bank.clicked`."""

    id: str
    results: Results

    def __iter__(self) -> Any:
        """Iterate over the hits, best first."""
        return iter(self.results.hits)

    def __len__(self) -> int:
        """Return the number of hits here (not the total)."""
        return len(self.results.hits)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits, best first."""
        return self.results.hits

    @property
    def total(self) -> int:
        """How many records match in all."""
        return self.results.total

    @property
    def facets(self) -> Mapping[str, Mapping[str, int]]:
        """How many matches have each value of a field."""
        return self.results.facets

    @property
    def suggestion(self) -> str:
        """What may have been meant, or an empty text."""
        return self.results.suggestion


def find(  # noqa: PLR0913 - a search has these sides
    bank: Context,
    text: str = "",
    *,
    limit: int = 20,
    offset: int = 0,
    explain: bool = False,
    log: bool = True,
    **filters: Any,
) -> Found:
    """Search in what the actor may read and return the hits.

    `text` holds words, "phrases", -without and field:value. `filters` are kind, topic, team, status, confidence, nature,
    language, visibility, since, until and sort. `explain` fills each hit's `why`. A search without hits or clicks
    becomes asked-for knowledge unless `log` is False; a research copy keeps no searches. Raises InvalidQuery.
    """
    query = parse(text, **filters)
    index = followed(bank)
    results = index.search(
        query, bank.passes, limit=limit, offset=offset, today=bank.today(), explain=explain
    )
    id = new_id(bank.now())
    if log and text.strip() and not offset and not bank.store.sealed:
        with bank.store.writing() as connection:
            questions.note(connection, id, text=text.strip(), hits=results.total, asked=bank.today())
    return Found(id, results)


def similar(
    bank: Context,
    what: Record | str | Mapping[str, Any],
    *,
    limit: int = 5,
    kind: str = "lesson",
    least: float = ALIKE,
) -> tuple[Hit, ...]:
    """Return the records most like `what`: a record, a text, or the values of a half-filled form.

    A hit's score is its likeness, from 0 to 1; what is less than `least` alike is left out.
    """
    if isinstance(what, Mapping):
        what = "\n".join(str(value) for value in what.values() if isinstance(value, str))
    found = followed(bank).similar(what, bank.passes, limit=limit, kind=kind)
    return tuple(hit for hit in found if hit.score >= least)


def clicked(bank: Context, search: str) -> None:
    """Keep that a hit of search `search` was opened: it gave somebody something."""
    if bank.store.sealed:  # nor was the search kept
        return
    with bank.store.writing() as connection:
        questions.click(connection, search)


def asked_for(bank: Context, *, limit: int = 50) -> tuple[Asked, ...]:
    """Return what people searched for without a hit worth opening, most wanted first."""
    with bank.store.reading() as connection:
        return questions.unanswered(connection, limit=limit)


def duplicates(bank: Context, *, limit: int = 50) -> tuple[Pair, ...]:
    """Return pairs of lessons the actor may read that are likely the same, most alike first."""
    with bank.store.reading() as connection:
        lessons = tuple(reading.all_of(connection, "lesson", bank.passes))
    return likely_doubles(lessons)[:limit]


def reindex(bank: Context, *, progress: Progress | None = None) -> int:
    """Make the search index anew and return how many records are in it."""
    with bank.index.lock(timeout=WAIT_SECONDS):
        bank.index.clear()
        return _follow(bank, bank.index, progress)


def followed(bank: Context) -> Index:
    """Return the index, brought up to the last revision of the log."""
    index = bank.index
    if index.at < bank.store.last():
        with index.lock(timeout=WAIT_SECONDS):
            index.reload()
            _follow(bank, index, None)
    return index


def _follow(bank: Context, index: Index, progress: Progress | None) -> int:
    done = 0
    last = bank.store.last()
    while True:
        with bank.store.reading() as connection:
            changed = reading.changed_after(connection, index.at, limit=BATCH)
        if not changed:
            return done
        index.follow((_change(record) for _, record in changed), at=changed[-1][0])
        done += len(changed)
        if progress:
            progress(min(index.at, last), last)


def _change(record: Record) -> Change:
    gone = bool(record.replaced_by)
    return Change(id=record.id, record=None if gone else open_to_all(record), access=access(record))
