"""Running the benchmark: the same work by the bank and by its peers, in one run."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kennisbank.bank import Bank, open_bank
from kennisbank.cli.bench import peers
from kennisbank.cli.bench.corpus import lessons, queries
from kennisbank.cli.bench.figures import Figure, each_timed, memory, percentile, timed
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.topic import Topic
from kennisbank.exchange.reading import Reading

QUESTIONS, CAPTURES = 300, 200


def run(size: int) -> Iterator[Figure]:
    """Yield each figure at `size` lessons as soon as it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        url = f"sqlite:///{home / 'bank.db'}"
        with open_bank(url, actor="beheerder", create=True) as bank:
            topics = tuple(bank.add(Topic(title=f"Onderwerp {number}")) for number in range(40))
            made = tuple(lessons(size, topics=topics))
            yield _importing(bank, made, home)
            yield from _searching(bank, made, home)
            yield _capturing(bank, home)
            yield from _taking_out(bank, home)
        yield _opening(url, home, size)
        yield Figure(size, "peak memory of this whole run", "MB", memory(), "none", 0, 0)


def _rate(
    size: int, what: str, *, count: int, ours: float, peer_name: str, peer: float, aim: str = ""
) -> Figure:
    return Figure(size, what, "per s", count / ours, peer_name, count / peer, ours / peer, aim)


def _text(lesson: Lesson) -> str:
    return f"{lesson.happened} {lesson.learned} {lesson.recommendation}"


def _importing(bank: Bank, made: tuple[Lesson, ...], home: Path) -> Figure:
    def ours() -> None:
        bank.run_import(bank.plan_reading(Reading(records=made)))

    peer = timed(partial(peers.one_batch, home / "batch.db", [_text(lesson) for lesson in made]))
    return _rate(
        len(made), "import", count=len(made), ours=timed(ours), peer_name="bare SQLite, one commit", peer=peer,
        aim=">= 2,000 per s",
    )  # fmt: skip


def _searching(bank: Bank, made: tuple[Lesson, ...], home: Path) -> Iterator[Figure]:
    size = len(made)
    pairs = [(lesson.title, _text(lesson)) for lesson in made]
    asked = queries(QUESTIONS)
    indexing = timed(lambda: bank.find(asked[0], log=False))
    started: list[peers.Tantivy] = []
    peer_indexing = timed(lambda: started.append(peers.Tantivy(home / "tantivy", pairs)))
    yield _rate(size, "indexing", count=size, ours=indexing, peer_name="bare tantivy", peer=peer_indexing)
    plain, full = started[0], peers.FullText(home / "fts.db", pairs)
    for work in (plain.find, full.find):
        each_timed(work, asked[:50])
    bare, fts = each_timed(plain.find, asked), each_timed(full.find, asked)
    each_timed(lambda text: tuple(bank.find(text, log=False)), asked[:50])
    whole = each_timed(lambda text: tuple(bank.find(text, log=False)), asked)
    for share, aim in ((50, ""), (95, "<= 5x bare tantivy")):
        mine = percentile(whole, share)
        for name, other in (("bare tantivy", bare), ("bare FTS5", fts)):
            peer = percentile(other, share)
            yield Figure(
                size,
                f"search p{share} (facets, permissions, snippets)",
                "ms",
                mine,
                name,
                peer,
                mine / peer,
                aim if name == "bare tantivy" else "",
            )
    mine = percentile(each_timed(lambda text: bank.find(text, limit=0, log=False), asked), 95)
    peer = percentile(each_timed(full.count, asked), 95)
    yield Figure(size, "counts of eight facets, p95", "ms", mine, "FTS5, one GROUP BY", peer, mine / peer)


def _capturing(bank: Bank, home: Path) -> Figure:
    text = "Een les van ongeveer tweehonderd woorden. " * 30
    values = {"title": "Vastgelegd tijdens de meting", "happened": text}
    ours = timed(lambda: [bank.capture("lesson", values) for _ in range(CAPTURES)])
    peer = timed(partial(peers.durable_inserts, home / "plain.db", [text] * CAPTURES))
    mine, other = ours / CAPTURES * 1000, peer / CAPTURES * 1000
    size = bank.count()["lesson"] - CAPTURES
    return Figure(size, "capture", "ms", mine, "bare durable SQLite commit", other, mine / other, "<= 2x")


def _taking_out(bank: Bank, home: Path) -> Iterator[Figure]:
    size = bank.count()["lesson"]
    texts = [str(record.content()) for record in bank.records()]
    ours = timed(lambda: bank.export(home / "export"))
    peer = timed(partial(peers.write_files, home / "plain-export", texts))
    yield _rate(
        size,
        "export (Markdown, CSV, JSON, history)",
        count=size,
        ours=ours,
        peer_name="bare file per record",
        peer=peer,
    )
    ours = timed(lambda: bank.publish(home / "site"))
    pages = sum(1 for path in (home / "site").rglob("*.html"))
    peer = timed(partial(peers.write_files, home / "plain-site", ["<p>page</p>" * 300] * max(pages, 1)))
    yield _rate(
        size, "publish, pages", count=max(pages, 1), ours=ours, peer_name="bare file per page", peer=peer
    )


def _opening(url: str, home: Path, size: int) -> Figure:
    ours = min(timed(lambda: open_bank(url, actor="beheerder").close()) for _ in range(5)) * 1000
    peer = min(timed(partial(peers.durable_inserts, home / "plain.db", [])) for _ in range(5)) * 1000
    return Figure(size, "open", "ms", ours, "bare SQLite open", peer, ours / peer)
