"""Which names may be of one person: pairs that are proposed, with the reason why."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd

_LEAST, _CROWD, _SHORT = 0.8, 60, 3
_SHARED = frozenset({"root", "noreply", "no-reply", "info", "admin", "mail", "postmaster", "nobody"})
"""What stands before the @ of addresses that many people use."""
_PARTS = re.compile(r"^\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>\s*$")
COLUMNS = ("same", "one", "other", "score", "why")


@dataclass(frozen=True)
class _Person:
    key: str
    words: tuple[str, ...]
    address: str

    @property
    def local(self) -> str:
        return re.sub(r"\+.*", "", self.address.partition("@")[0])


def propose_identities(
    people: "Iterable[str] | Mapping[str, str] | nx.Graph[Any]",
    *,
    least: float = _LEAST,
    earlier: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return pairs of names that may be of one person, the likeliest first: `same` (still empty), `one`, `other`, `score`, `why`.

    `people` are names, addresses or `Name <e-mail>`; or what to call each (a mapping); or a graph (its nodes, without
    those that have a `kind` other than person; called by `name` when they have it). Reasons, with their score:

        1.00  same e-mail (not for addresses that many use, such as noreply@ and root@)
        0.95  same words in the name, whatever their order, capitals and accents
        0.90  the name is what stands before the @
        0.80  same last word, and the first begins with the other's initial
        else  likeness in spelling (Ratcliff and Obershelp) when that is at least 0.85, times 0.9

    Nothing is merged: see `write_identities`, `read_identities` and `merge_identities`. `earlier` are pairs that were
    reviewed before: these keep their answer. Only names that share a word, an address, what stands before its @,
    or the first letters of the first and last word, are compared; a word in more than 60 names is too common for that (`attrs["notes"]` tells). `least` is the lowest score shown.
    """
    called = _called(people)
    persons = {key: _person(key, name) for key, name in sorted(called.items())}
    pairs, crowds = _pairs(persons.values())
    rows: list[tuple[str, str, str, float, str]] = []
    for one, other in sorted(pairs):
        score, why = _alike(persons[one], persons[other])
        if score >= least:
            rows.append(("", one, other, round(score, 3), why))
    rows.sort(key=lambda row: (-row[3], row[1], row[2]))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    if earlier is not None and len(earlier):
        answers = {frozenset((row["one"], row["other"])): row["same"] for row in earlier.to_dict("records")}
        table["same"] = [
            answers.get(frozenset(pair), "") for pair in zip(table["one"], table["other"], strict=True)
        ]
    table.attrs["notes"] = tuple(
        f"{word!r} is in more than {_CROWD} names; by that alone none were compared." for word in crowds
    )
    return table


def _called(people: Any) -> dict[str, str]:
    if isinstance(people, nx.Graph):
        return {
            str(node): str(data.get("name") or node)
            for node, data in people.nodes(data=True)
            if data.get("kind", "person") == "person"
        }
    if isinstance(people, Mapping):
        return {str(key): str(name) for key, name in people.items()}
    return {str(name): str(name) for name in people}


def _person(key: str, called: str) -> _Person:
    found = _PARTS.match(called) or _PARTS.match(key)
    name, address = (found["name"], found["address"]) if found else (called, "")
    if "@" in key and not address:
        address = key
    if name == address:
        name = ""
    return _Person(key, _words(name), address.strip().lower())


def _words(name: str) -> tuple[str, ...]:
    last, comma, first = name.partition(",")
    plain = unicodedata.normalize("NFKD", f"{first} {last}" if comma else name).casefold()
    return tuple(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def _pairs(persons: Iterable[_Person]) -> tuple[set[tuple[str, str]], list[str]]:
    blocks: dict[str, set[str]] = defaultdict(set)
    for person in persons:
        marks = {word for word in person.words if len(word) > _SHORT} or set(person.words)
        if person.words:
            marks |= {"".join(person.words), f"{person.words[0][0]} {person.words[-1][:_SHORT]}"}
        if person.address and person.local not in _SHARED:
            marks |= {person.address, "".join(_words(person.local))}
            marks |= {word for word in _words(person.local.replace(".", " ")) if len(word) > _SHORT}
        for mark in marks - {""}:
            blocks[mark].add(person.key)
    crowds = sorted(mark for mark, keys in blocks.items() if len(keys) > _CROWD)
    return {
        pair for keys in blocks.values() if len(keys) <= _CROWD for pair in combinations(sorted(keys), 2)
    }, crowds


def _alike(one: _Person, other: _Person) -> tuple[float, str]:
    if one.address and one.address == other.address and one.local not in _SHARED:
        return 1.0, "same e-mail"
    if one.words and sorted(one.words) == sorted(other.words):
        return 0.95, "same words"
    for this, that in ((one, other), (other, one)):
        local = "".join(_words(that.local.replace(".", " ").replace("_", " ")))
        if len(this.words) > 1 and "".join(this.words) == local:
            return 0.9, "name is the address"
    if min(len(one.words), len(other.words)) > 1 and one.words[-1] == other.words[-1]:
        shorter, longer = sorted((one.words[0], other.words[0]), key=len)
        if len(shorter) == 1 and longer.startswith(shorter):
            return 0.8, "initial and last word"
    if not one.words or not other.words:
        return 0.0, ""
    like = SequenceMatcher(None, " ".join(one.words), " ".join(other.words), autojunk=False).ratio()
    return (like * 0.9, "alike in spelling") if like >= 0.85 else (0.0, "")
