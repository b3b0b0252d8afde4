"""What people should know or decide about the LLIS lessons: doubles, and names that may be the same person."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.record import Record
from kennisbank.exchange.found import Note


def notes(records: Sequence[Record], *, where: str) -> Iterator[Note]:
    """Yield the notes. Nobody is merged: that is for people to decide."""
    lessons = [record for record in records if isinstance(record, Lesson)]
    if bare := sum(not lesson.topics for lesson in lessons):
        yield Note(
            where=where, about="no-topic", values=(("number", str(bare)), ("total", str(len(lessons))))
        )
    alike = {
        title: count for title, count in Counter(lesson.title for lesson in lessons).items() if count > 1
    }
    if alike:
        values = (("titles", str(len(alike))), ("lessons", str(sum(alike.values()))))
        yield Note(where=where, about="same-title", values=values)
    for one, other in _alike(record.extra["Submitter1"] for record in records if isinstance(record, Person)):
        yield Note(where=where, about="same-person", values=(("one", one), ("other", other)))


def _alike(names: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of names that may be one person: the same last name, and first names of which one can stand for the other."""
    families: dict[str, list[str]] = defaultdict(list)
    for name in names:
        families[name.partition(",")[0].casefold()].append(name)
    for _, family in sorted(families.items()):
        for one, other in combinations(sorted(family), 2):
            first, second = (name.partition(",")[2].strip().casefold() for name in (one, other))
            if first.startswith(second) or second.startswith(first) or _initials(first, second):
                yield one, other


def _initials(first: str, second: str) -> bool:
    """Say whether one is at most two letters that begin like the other."""
    short, long = sorted((first, second), key=len)
    return 0 < len(short) <= 2 and long.startswith(short[0])
