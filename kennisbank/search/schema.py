"""What the index holds per record: which columns there are, what each is for, and a fingerprint of all that."""

import hashlib
from functools import cache
from importlib.metadata import version

import tantivy

from kennisbank.domain.record import as_text
from kennisbank.domain.registry import kinds
from kennisbank.search import ranking

LAYOUT = 2
"""Raise this when the way records are indexed changes: every index is then made anew by itself."""

META = "meta"
"""The id of the one document that is no record: it says up to which revision the index goes."""

PLAIN = ("kind", "status", "confidence", "nature", "language", "visibility", "year")
"""Fields with one word per record; each is a column to filter on and to count."""
LINKED = {"topic": 4, "team": 2}
"""Kinds that are counted by the records pointing at them, with how many are kept in columns of their own.

A column with exactly one value per record is counted ten times as fast as one with several; what does not fit goes to
an overflow column that is only looked at when it holds something.
"""
FACETS = ("kind", "topic", "team", "status", "confidence", "nature", "language", "year")
WORDS, TEXT, TITLE, TAILS, NAMES = "words", "text", "title", "tails", "names"
"""Words as written (folded), scored stems, stems of the title, long words back to front, whole names."""
ACCESS, REFERS, STORED, ID = "access", "refers", "stored", "id"
DAY, MODIFIED, REVIEW, ALPHABET, STANDING = "day", "modified", "review", "alphabet", "standing"
OVERFLOW = "more"


def slots(kind: str) -> tuple[str, ...]:
    """Return the single-valued columns in which references to `kind` are counted."""
    return tuple(f"{kind}_{place}" for place in range(LINKED[kind]))


def overflow(kind: str) -> str:
    """Return the column for the references to `kind` beyond its slots."""
    return f"{kind}_{OVERFLOW}"


@cache
def schema() -> tantivy.Schema:
    """Return the schema of the index."""
    builder = tantivy.SchemaBuilder().add_text_field(
        ID, stored=True, tokenizer_name="raw", index_option="basic"
    )
    builder = builder.add_bytes_field(STORED, stored=True)
    builder = builder.add_text_field(WORDS, tokenizer_name="whitespace", index_option="position")
    for name in (TEXT, TITLE):
        builder = builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder = builder.add_text_field(TAILS, tokenizer_name="whitespace", index_option="basic")
    for name in (NAMES, ACCESS, REFERS, *LINKED):
        builder = builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*PLAIN, *(name for kind in LINKED for name in (*slots(kind), overflow(kind)))):
        builder = builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in (DAY, MODIFIED, REVIEW, ALPHABET):
        builder = builder.add_unsigned_field(name, fast=True)
    return builder.add_float_field(STANDING, fast=True).build()


@cache
def fingerprint() -> str:
    """Return a short text that differs whenever an index made before would be made differently now."""
    weights = {
        kind: {name: field.weight for name, field in model.fields().items() if field.weight}
        for kind, model in kinds().items()
    }
    made_with = {
        "layout": LAYOUT, "weights": weights, "plain": PLAIN, "linked": LINKED, "standing": ranking.STANDING,
        "snowball": version("snowballstemmer"), "tantivy": version("tantivy"),
    }  # fmt: skip
    return hashlib.sha256(as_text(made_with).encode()).hexdigest()[:12]
