"""Looking into research copies: everything that is in any of their files, unpacked."""

import sqlite3
from contextlib import closing

import pyarrow.parquet as pq

from kennisbank import open_bank

ACCOUNT = "onderzoeker"


def opened(folder):
    """The copy in `folder`, as the one who studies it."""
    return open_bank(str(folder), actor=ACCOUNT)


def written(folder):
    """Every byte of every file, and what is packed in them, as one text."""
    raw = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    unpacked = [repr(pq.read_table(path).to_pylist()) for path in sorted(folder.glob("*.parquet"))]
    with closing(sqlite3.connect(f"{(folder / 'bank.db').as_uri()}?mode=ro&immutable=1", uri=True)) as bank:
        dumped = "\n".join(bank.iterdump())
    return "\n".join([*(part.decode("utf-8", "replace") for part in raw), *unpacked, dumped])


def state(folder):
    """What the folder holds, to the byte and the moment."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def shape(network):
    """What a measure of the network sees of it: kinds, relations and days, whoever the people are."""
    nodes = sorted(
        (network.nodes[one]["kind"], network.in_degree(one), network.out_degree(one)) for one in network
    )
    edges = sorted(
        (network.nodes[one]["kind"], about["relation"], network.nodes[other]["kind"], str(about["since"]), str(about["until"]))
        for one, other, about in network.edges(data=True)
    )  # fmt: skip
    return nodes, edges
