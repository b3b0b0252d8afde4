"""The topics as a SKOS concept scheme in Turtle, for who builds on the same vocabulary."""

import json
from collections.abc import Iterator

from kennisbank.domain.record import Record
from kennisbank.publish.page import Page, text_page
from kennisbank.publish.shelf import Shelf

FILE = "data/onderwerpen.ttl"
_PREFIXES = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n"
)


def vocabulary_page(shelf: Shelf, lang: str) -> Page:
    """Return the scheme; `lang` is the language of its own title."""
    scheme = shelf.addresses.absolute(FILE) if shelf.addresses.base_url else "#"
    topics = shelf.collection.of_kind("topic")
    blocks = [
        f"<{scheme}> a skos:ConceptScheme ;\n    dct:title {_text(shelf.title, lang)} .",
        *(_concept(topic, shelf, scheme) for topic in topics),
    ]
    return text_page(FILE, _PREFIXES + "\n" + "\n\n".join(blocks) + "\n")


def _concept(topic: Record, shelf: Shelf, scheme: str) -> str:
    lines = [
        "a skos:Concept", f"dct:identifier {_text(topic.id)}", f"skos:inScheme <{scheme}>",
        f"skos:prefLabel {_text(topic.title, topic.language)}", *_declared(topic, shelf),
    ]  # fmt: skip
    if not getattr(topic, "broader", ""):
        lines.append(f"skos:topConceptOf <{scheme}>")
    return f"<{shelf.addresses.identity(topic)}> " + " ;\n    ".join(lines) + " ."


def _declared(topic: Record, shelf: Shelf) -> Iterator[str]:
    """Yield what the fields with a SKOS term say."""
    for name, field in topic.fields().items():
        if not field.term.startswith("skos:"):
            continue
        value = getattr(topic, name)
        for item in (value,) if isinstance(value, str) else value:
            if field.relation and item:
                yield f"{field.term} <{shelf.addresses.identity(shelf.collection.records[item])}>"
            elif item:
                yield f"{field.term} {_text(item, topic.language)}"


def _text(text: str, language: str = "") -> str:
    """Return a Turtle string; its escapes are those of JSON."""
    quoted = json.dumps(text, ensure_ascii=False)
    return f"{quoted}@{language}" if language else quoted
