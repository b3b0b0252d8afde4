"""The plain floor under each figure: bare SQLite, bare FTS5, bare tantivy, bare file writes. Nothing of ours."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy


def durable_inserts(path: Path, texts: Iterable[str]) -> None:
    """Insert each text in a commit of its own, as durable as the bank's."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("CREATE TABLE IF NOT EXISTS plain (id INTEGER PRIMARY KEY, text TEXT)")
    for text in texts:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO plain (text) VALUES (?)", (text,))
        raw.execute("COMMIT")
    raw.close()


def one_batch(path: Path, texts: Iterable[str]) -> None:
    """Insert all texts in one commit."""
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, text TEXT)")
    raw.executemany("INSERT INTO plain (text) VALUES (?)", ((text,) for text in texts))
    raw.commit()
    raw.close()


class FullText:
    """An FTS5 table over title and text, queried with OR and bm25."""

    def __init__(self, path: Path, pairs: Iterable[tuple[str, str]]) -> None:
        """Fill it."""
        self.raw = sqlite3.connect(path)
        self.raw.execute("CREATE VIRTUAL TABLE plain USING fts5(title, text)")
        self.raw.executemany("INSERT INTO plain VALUES (?, ?)", pairs)
        self.raw.commit()

    def find(self, text: str) -> Sequence[object]:
        """Return the best twenty, with their text."""
        query = " OR ".join(f'"{word}"' for word in text.split())
        return self.raw.execute(
            "SELECT title, text FROM plain WHERE plain MATCH ? ORDER BY bm25(plain, 5, 1) LIMIT 20", (query,)
        ).fetchall()

    def count(self, text: str) -> Sequence[object]:
        """Return how many matches there are per first letter of the title: the counts of one facet."""
        query = " OR ".join(f'"{word}"' for word in text.split())
        return self.raw.execute(
            "SELECT substr(title, 1, 1) AS letter, count(*) FROM plain WHERE plain MATCH ? GROUP BY letter",
            (query,),
        ).fetchall()


class Tantivy:
    """A tantivy index over title and text, queried with OR and BM25."""

    def __init__(self, path: Path, pairs: Iterable[tuple[str, str]]) -> None:
        """Fill it."""
        path.mkdir()
        schema = (
            tantivy.SchemaBuilder()
            .add_text_field("title", stored=True)
            .add_text_field("text", stored=True)
            .build()
        )
        self.index = tantivy.Index(schema, path=str(path))
        writer = self.index.writer(100_000_000, 1)
        for title, text in pairs:
            writer.add_document(tantivy.Document(title=title, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def find(self, text: str) -> Sequence[object]:
        """Return the best twenty, with their text."""
        query = self.index.parse_query(text, ["title", "text"], field_boosts={"title": 5.0})
        return [self.searcher.doc(address) for _, address in self.searcher.search(query, 20).hits]


def write_files(directory: Path, texts: Iterable[str]) -> None:
    """Write one file per text."""
    directory.mkdir()
    for place, text in enumerate(texts):
        (directory / f"{place}.html").write_text(text, encoding="utf-8")
