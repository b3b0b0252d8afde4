"""Cuts the text index into small files that a browser fetches by the first letters of a word.

They are scripts that hand over one JSON value, not JSON files, because a browser refuses to fetch files when the site is
opened from a folder (`file://`). For each word form a file has its stems, and for each stem the postings
`[document, impact, …]` with every document given as the distance to the one before.

    zoek/kaart.js     which files there are, the stop words, how many documents
    zoek/w-<abc>.js   words that begin with abc, and the postings of their stems
    zoek/d-<n>.js     what to show of documents 25n to 25n + 24
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from kennisbank.publish.analysis import STOP_WORDS
from kennisbank.publish.page import Page, text_page
from kennisbank.publish.text_index import TextIndex

FOLDER = "zoek/"
DOCS_PER_FILE = 25
FILE_LIMIT = 16_000
"""A file of words is divided further when it would have more characters than this."""
LONGEST_PREFIX = 5
LONGEST_POSTINGS = 1000
"""Of a stem in more documents than this only the strongest are kept; it hardly tells them apart."""


def search_pages(index: TextIndex, shown: Sequence[Mapping[str, Any]]) -> tuple[Page, ...]:
    """Return the files of the index; `shown[n]` is what a result shows of document n."""
    postings = tuple(_postings(index, stem) for stem in range(len(index.stems)))
    groups = dict(_groups(_reachable(index), postings))
    words = [
        text_page(f"{FOLDER}w-{file_part(prefix)}.js", _call("words", prefix, _words_file(group, postings)))
        for prefix, group in groups.items()
    ]
    docs = [
        text_page(f"{FOLDER}d-{start // DOCS_PER_FILE}.js",
                  _call("docs", start // DOCS_PER_FILE, _json(shown[start : start + DOCS_PER_FILE])))
        for start in range(0, len(shown), DOCS_PER_FILE)
    ]  # fmt: skip
    chart = {
        "count": len(shown), "perFile": DOCS_PER_FILE,
        "prefixes": " ".join(groups), "stop": " ".join(sorted(STOP_WORDS)),
    }  # fmt: skip
    return (text_page(f"{FOLDER}kaart.js", _call("chart", 0, _json(chart))), *words, *docs)


def version(pages: Sequence[Page]) -> str:
    """Return a short text that changes when any of `pages` does, so that no browser mixes two editions."""
    digest = hashlib.sha256()
    for page in pages:
        digest.update(hashlib.sha256(page.path.encode() + b"\0" + page.content).digest())
    return digest.hexdigest()[:10]


def file_part(prefix: str) -> str:
    """Return `prefix` as part of a file name: letters outside a-z and 0-9 as their number."""
    return "".join(letter if letter.isascii() else f"-{ord(letter):x}" for letter in prefix)


def _postings(index: TextIndex, stem: int) -> str:
    here = slice(index.starts[stem], index.starts[stem + 1])
    docs, impacts = index.docs[here], index.impacts[here]
    if len(docs) > LONGEST_POSTINGS:
        strongest = np.sort(np.lexsort((docs, -impacts))[:LONGEST_POSTINGS])
        docs, impacts = docs[strongest], impacts[strongest]
    pairs = np.column_stack((np.diff(docs, prepend=0), impacts)).ravel()
    return f"[{','.join(map(str, pairs.tolist()))}]"


def _reachable(index: TextIndex) -> dict[str, tuple[int, ...]]:
    """Return the stems by word form, and by the stem itself where no form of it begins alike (`geëvalueerd`)."""
    found = dict(index.forms)
    starts: dict[int, set[str]] = defaultdict(set)
    for form, stems in index.forms.items():
        for stem in stems:
            starts[stem].add(form[:3])
    for number, name in enumerate(index.stems):
        if name[:3] not in starts[number] and name not in found:
            found[name] = (number,)
    return dict(sorted(found.items()))


Group = list[tuple[str, tuple[int, ...]]]


def _groups(forms: Mapping[str, tuple[int, ...]], postings: Sequence[str]) -> Iterator[tuple[str, Group]]:
    """Divide the forms by their first letters until every file is small enough."""
    waiting: list[tuple[str, Group]] = _by_prefix(list(forms.items()), 1)[::-1]
    while waiting:
        prefix, group = waiting.pop()
        size = sum(len(form) + 8 for form, _ in group)
        size += sum(len(postings[stem]) for stem in {stem for _, stems in group for stem in stems})
        longer = (
            _by_prefix(group, len(prefix) + 1) if size > FILE_LIMIT and len(prefix) < LONGEST_PREFIX else []
        )
        if len(group) > 1 and any(key != prefix for key, _ in longer):
            waiting.extend(reversed(longer))
        else:
            yield prefix, group


def _by_prefix(group: Group, length: int) -> list[tuple[str, Group]]:
    found: dict[str, Group] = defaultdict(list)
    for form, stems in group:
        found[form[:length]].append((form, stems))
    return sorted(found.items())


def _words_file(group: Group, postings: Sequence[str]) -> str:
    place: dict[int, int] = {}
    forms = {form: [place.setdefault(stem, len(place)) for stem in stems] for form, stems in group}
    short = {form: stems[0] if len(stems) == 1 else stems for form, stems in forms.items()}
    return f'{{"forms":{_json(short)},"postings":[{",".join(postings[stem] for stem in place)}]}}'


def _call(kind: str, name: str | int, value: str) -> str:
    return f"kennisbankSearch.receive({_json(kind)},{_json(name)},{value});\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
