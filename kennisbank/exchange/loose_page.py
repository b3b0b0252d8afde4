"""A Markdown page of somebody else: what its front matter and headings say, and all the rest kept."""

import json
import re
from typing import Any

from kennisbank.domain.record import Record
from kennisbank.domain.words import label
from kennisbank.exchange.cells import shape
from kennisbank.exchange.mapping import guess
from kennisbank.exchange.mentions import Mentions
from kennisbank.exchange.page import has_sections, prose_fields, sections
from kennisbank.text.catalogue import LANGUAGES

_HEADING = re.compile(r"#{1,6} +(.*?)(?: +#+)? *")


class LoosePage:
    """A page whose keys and headings are matched with names and labels of fields."""

    def __init__(self, kind: type[Record], front: dict[str, Any], body: str, *, where: str) -> None:
        """Take the page apart: which key goes to which field."""
        self._kind, self._where = kind, where
        self._body = body
        self._front: dict[str, Any] = {}
        self._extra: dict[str, str] = {}
        for key, value in front.items():
            field = guess(kind, key)
            if key == "kind" or value is None:
                continue
            if field and field not in self._front and self._fits(field, value):
                self._front[field] = value
            else:
                self._extra[key] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def values(self, mentions: Mentions) -> dict[str, Any]:
        """Return the fields. People, topics and teams that are named are collected in `mentions`."""
        values = {name: self._value(name, value, mentions) for name, value in self._front.items()}
        if has_sections(self._body):
            return {**values, **sections(self._body, where=self._where)}
        title, texts = self._texts()
        for name, text in texts.items():
            values[name] = f"{values[name]}\n\n{text}" if values.get(name) else text
        return values if values.get("title") or not title else {**values, "title": title}

    def extra(self) -> dict[str, str]:
        """Return the keys that are no field."""
        return self._extra

    def _fits(self, field: str, value: Any) -> bool:
        """Say whether the field can hold the value; what a choice does not know is kept beside the fields."""
        declared = self._kind.fields()[field]
        if declared.form == "choice" and field != "language":
            return value in self._kind.choices(field)
        listed = bool(declared.relation) or declared.form == "words"
        return isinstance(value, str) or (
            listed and isinstance(value, list) and all(isinstance(item, str) for item in value)
        )

    def _value(self, name: str, value: Any, mentions: Mentions) -> Any:
        field = self._kind.fields()[name]
        if not field.relation and field.form != "words":
            return value.strip() if shape(self._kind, name) != "text" else value
        pieces = [value] if isinstance(value, str) else value
        items = tuple(dict.fromkeys(item.strip() for item in pieces if item.strip()))
        if field.relation:
            items = tuple(mentions.refer(field.targets[0], item) for item in items)
        if field.form == "links":
            return tuple({"to": item} for item in items)
        return next(iter(items), "") if field.form == "ref" else items

    def _texts(self) -> tuple[str, dict[str, str]]:
        """Return the title over the text, if any, and the text by field; what stands under no known heading goes first."""
        known = {word: name for name in prose_fields(self._kind) for word in self._words(name)}
        main = next(iter(known.values()), "")
        title, current = "", main
        found: dict[str, list[str]] = {}
        for line in self._body.split("\n"):
            heading = _HEADING.fullmatch(line)
            if (
                heading
                and not title
                and not any(map(str.strip, found.get(current, ())))
                and line.startswith("# ")
            ):
                title = heading[1]
                if "title" not in self._front:
                    continue
            elif heading and heading[1].strip().casefold() in known:
                current = known[heading[1].strip().casefold()]
                continue
            found.setdefault(current, []).append(line)
        texts = {
            name: "\n".join(lines).strip("\n") for name, lines in found.items() if any(map(str.strip, lines))
        }
        return title, self._placed(texts, main)

    def _placed(self, texts: dict[str, str], main: str) -> dict[str, str]:
        """Return the texts; of a kind without running text they are kept beside the fields."""
        if main:
            return texts
        if text := texts.get(""):
            self._extra["text"] = text
        return {}

    def _words(self, name: str) -> set[str]:
        return {name, *(label(self._kind.kind, name, lang).casefold() for lang in LANGUAGES)}
