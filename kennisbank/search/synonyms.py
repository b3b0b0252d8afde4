"""Other names for what is asked: a question that holds a name of a topic or team also asks for its other names."""

from collections.abc import Iterator
from dataclasses import dataclass

from kennisbank.search.analyser import LANGUAGES, Analyser, fold_words
from kennisbank.search.documents import LONGEST_NAME, name_key, naming
from kennisbank.search.passages import texts
from kennisbank.search.schema import NAMES
from kennisbank.search.snapshot import View, term

_MOST = 5
"""At most this many records are taken to go by one name."""


@dataclass(frozen=True)
class Synonym:
    """A record that the question names: its id, its kind, and the stems of each of its other names."""

    id: str
    kind: str
    others: tuple[tuple[str, ...], ...]


def named(words: tuple[str, ...], view: View, analyser: Analyser) -> tuple[Synonym, ...]:
    """Return the records that the actor may read of which a name stands in the folded `words`."""
    found: dict[str, Synonym] = {}
    for key in _keys(words, analyser):
        if not view.searcher.doc_freq(NAMES, key):
            continue
        for address in view.some(term(NAMES, key), _MOST):
            synonym = _synonym(view.content(address), key, analyser)
            found[synonym.id] = synonym
    return tuple(found.values())


def _keys(words: tuple[str, ...], analyser: Analyser) -> Iterator[str]:
    seen: set[str] = set()
    for language in LANGUAGES:
        stems = tuple(analyser.stems(words, language))
        for start in range(len(stems)):
            for end in range(start + 1, min(start + LONGEST_NAME, len(stems)) + 1):
                key = name_key(stems[start:end])
                if key not in seen:
                    seen.add(key)
                    yield key


def _synonym(content: dict[str, object], key: str, analyser: Analyser) -> Synonym:
    language = str(content.get("language", LANGUAGES[0]))
    names = (text for field in naming(str(content["kind"])) for text in texts(content.get(field, ())))
    stems = (tuple(analyser.stems(fold_words(name), language)) for name in names)
    others = tuple(dict.fromkeys(found for found in stems if found and name_key(found) != key))
    return Synonym(str(content["id"]), str(content["kind"]), others)
