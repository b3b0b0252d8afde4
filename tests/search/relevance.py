"""How well search finds: nDCG@10 on LibreOffice's Dutch help, whose subject index tells which page answers which entry.

    python -m tests.search.relevance                    # downloads libreoffice-help-nl with apt-get, once
    python -m tests.search.relevance --package FILE.deb --json out.json

The pages are the records, 1,500 entries of the subject index (drawn with a fixed seed) are the questions, and the pages
an entry points at are the right answers. The entries stand in the pages as metadata only, which is not indexed. The
same questions are put to SQLite's FTS5 with a plain Dutch stem and OR, so that the figure has a peer in the same run.
The package (MPL-2.0) is never committed.
"""

import argparse
import html
import io
import json
import lzma
import math
import random
import re
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from platformdirs import user_cache_path

from kennisbank.domain.ids import new_id
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.policy import Passes
from kennisbank.errors import UnreadableSource
from kennisbank.search.analyser import Analyser, fold_words
from kennisbank.search.index import Change, Index
from kennisbank.search.query import parse

PACKAGE = "libreoffice-help-nl"
QUESTIONS, SEED, DEPTH = 1_500, 1, 10
_ENTRY = re.compile(r'url:"([^"?]*)\?[^"]*", app:"\w+", text:"([^"]*)"')
_EVERYTHING = Passes(frozenset(), everything=True)
Found = Callable[[str], list[str]]


@dataclass(frozen=True)
class Page:
    """One page of help."""

    title: str
    text: str


class _Reader(HTMLParser):
    """Takes the title and the running text out of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.text = "", list[str]()
        self._inside, self._tag = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        self._inside = self._inside or ("id", "DisplayArea") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag == "title":
            self.title += data
        elif self._inside and self._tag not in ("script", "style"):
            self.text.append(data)


def fetch() -> Path:
    """Return the package, downloaded into the cache with apt-get when it is not there yet."""
    home = user_cache_path("kennisbank", ensure_exists=True)
    if not list(home.glob(f"{PACKAGE}_*.deb")):
        subprocess.run(["apt-get", "download", PACKAGE], cwd=home, check=True)
    return next(home.glob(f"{PACKAGE}_*.deb"))


def unpack(package: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file in a Debian package: its path and its bytes. Raises UnreadableSource for another kind of file."""
    data = package.read_bytes()
    if not data.startswith(b"!<arch>\n"):
        raise UnreadableSource(
            "This is no Debian package.", where=str(package), mend=f"Give {PACKAGE}_….deb."
        )
    at = 8
    while at < len(data):
        name, size = data[at : at + 16].decode().strip(" /"), int(data[at + 48 : at + 58])
        body = data[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
        if name.startswith("data.tar"):
            plain = lzma.decompress(body) if name.endswith(".xz") else body
            with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
                for member in archive:
                    if (opened := archive.extractfile(member)) is not None:
                        yield member.name.partition("/help/")[2], opened.read()


def read(package: Path) -> tuple[dict[str, Page], dict[str, frozenset[str]]]:
    """Return the pages by path, and for each question the paths of the pages that answer it."""
    pages: dict[str, Page] = {}
    index = ""
    for path, data in unpack(package):
        if path.endswith("nl/bookmarks.js"):
            index = data.decode()
        elif path.endswith(".html"):
            reader = _Reader()
            reader.feed(data.decode())
            text = " ".join(" ".join(reader.text).split())
            if len(text.split()) >= 5:
                pages[path] = Page(reader.title.strip() or path, text)
    answers: dict[str, set[str]] = defaultdict(set)
    for path, entry in _ENTRY.findall(index):
        if path in pages:
            answers[" ".join(html.unescape(entry).replace("--", " ").split())].add(path)
    drawn = sorted(answers)
    random.Random(SEED).shuffle(drawn)
    return dict(sorted(pages.items())), {
        question: frozenset(answers[question]) for question in drawn[:QUESTIONS]
    }


def ndcg(found: list[str], right: frozenset[str]) -> float:
    """Return the normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002), answers binary."""
    gain = sum(1 / math.log2(place + 2) for place, path in enumerate(found[:DEPTH]) if path in right)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(DEPTH, len(right))))


def ours(pages: Mapping[str, Page], home: Path) -> Found:
    """Return our search over `pages`."""
    index = Index.open(home)
    paths: dict[str, str] = {}
    changes: list[Change] = []
    for path, page in pages.items():
        lesson = Lesson(id=new_id(), title=page.title[:500], happened=page.text[:200_000])
        paths[lesson.id] = path
        changes.append(Change(lesson.id, lesson, "organisation"))
    index.follow(changes, at=len(changes))

    def find(question: str) -> list[str]:
        plain = " ".join(fold_words(question))
        results = index.search(parse(plain), _EVERYTHING, limit=DEPTH, today=date(2026, 3, 1))
        return [paths[hit.id] for hit in results]

    return find


def peer(pages: Mapping[str, Page]) -> Found:
    """Return FTS5 over the same pages: Dutch stems, OR, title five times."""
    stems = Analyser().stems_of("nl")

    def stemmed(text: str) -> list[str]:
        return [stem for word in fold_words(text) if (stem := stems[word])]

    raw = sqlite3.connect(":memory:")
    raw.execute("CREATE VIRTUAL TABLE page USING fts5(path UNINDEXED, title, text)")
    rows = (
        (path, " ".join(stemmed(page.title)), " ".join(stemmed(page.text))) for path, page in pages.items()
    )
    raw.executemany("INSERT INTO page VALUES (?, ?, ?)", rows)

    def find(question: str) -> list[str]:
        asked = " OR ".join(f'"{stem}"' for stem in stemmed(question))
        query = "SELECT path FROM page WHERE page MATCH ? ORDER BY bm25(page, 0, 5, 1) LIMIT 10"
        return [path for (path,) in raw.execute(query, (asked,))] if asked else []

    return find


def measure(name: str, find: Found, questions: Mapping[str, frozenset[str]]) -> dict[str, float | str]:
    """Return nDCG@10 over all questions and over each half of them, the share answered, and the milliseconds a question."""
    start = time.perf_counter()
    found = {question: find(question) for question in questions}
    spent = (time.perf_counter() - start) * 1000 / len(questions)
    scores = [ndcg(found[question], right) for question, right in questions.items()]
    recall = [bool(right & set(found[question])) for question, right in questions.items()]
    return {
        "engine": name, "ndcg@10": mean(scores), "even half": mean(scores[::2]), "odd half": mean(scores[1::2]),
        "answered in ten": mean(recall), "ms": spent,
    }  # fmt: skip


def mean(values: Iterable[float]) -> float:
    """Return the mean, to four places."""
    listed = list(values)
    return round(sum(listed) / len(listed), 4)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--package", type=Path, help="the Debian package, when it is here already")
    options.add_argument("--json", type=Path, help="write the figures here as well")
    given = options.parse_args()
    pages, questions = read(given.package or fetch())
    with tempfile.TemporaryDirectory() as folder:
        figures = [
            measure("kennisbank", ours(pages, Path(folder)), questions),
            measure("FTS5, Dutch stem, OR, title x5", peer(pages), questions),
        ]
    print(f"{len(pages):,} pages, {len(questions):,} questions")
    for figure in figures:
        print(
            "  ".join(
                f"{name} {value}" if isinstance(value, str) else f"{name} {value:.4g}"
                for name, value in figure.items()
            )
        )
    if given.json:
        given.json.write_text(
            json.dumps({"pages": len(pages), "questions": len(questions), "figures": figures}, indent=2)
            + "\n"
        )


if __name__ == "__main__":
    main()
