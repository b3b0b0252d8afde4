"""A record as a Markdown page and back, exactly: front matter for the fields, a section for each running text.

A section begins with a heading that ends in the name of its field: `## What happened <!-- happened -->`. A line of the
text itself that looks like such a heading gets a backslash in front, and a line that has backslashes gets one more.
"""

import re
from typing import Any

from kennisbank.domain.record import Record
from kennisbank.domain.words import label
from kennisbank.errors import InvalidInput
from kennisbank.exchange.frontmatter import dumped
from kennisbank.text.catalogue import language

_HEADING = re.compile(r"## .* <!-- ([a-z][a-z0-9_]*) -->")
_LIKE_HEADING = re.compile(r"\\*## .* <!-- [a-z][a-z0-9_]* -->")


def prose_fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of `kind` that are sections of its page."""
    return tuple(name for name, field in kind.fields().items() if field.form == "prose")


def to_page(record: Record) -> str:
    """Return the page of `record`: every field that is not at its default."""
    values = record.model_dump(mode="json", exclude_defaults=True)
    sections = [name for name in prose_fields(type(record)) if name in values]
    front = {"kind": record.kind, **{name: value for name, value in values.items() if name not in sections}}
    lang = language(record.language)
    body = "".join(
        f"\n## {label(record.kind, name, lang)} <!-- {name} -->\n\n{_safe(values[name])}\n"
        for name in sections
    )
    return dumped(front) + body


def from_page(kind: type[Record], front: dict[str, Any], body: str, *, where: str) -> Record:
    """Return the record of a page that `to_page` wrote. Raises InvalidInput or InvalidRecord."""
    known = kind.fields()
    values = {name: value for name, value in front.items() if name != "kind" and value is not None}
    texts = sections(body, where=where)
    for name in (*values, *texts):
        if name not in known:
            raise InvalidInput(
                f"A {kind.kind} has no field {name!r}.",
                where=where,
                mend="Take it out, or put it under `extra`.",
            )
    if both := values.keys() & texts.keys():
        raise InvalidInput(
            f"{min(both)!r} stands in the front matter and in the text.",
            where=where,
            mend="Keep one of them.",
        )
    return kind.make({**values, **texts}, where=where)


def has_sections(body: str) -> bool:
    """Say whether a page has a section of ours."""
    return any(_HEADING.fullmatch(line) for line in body.split("\n"))


def sections(body: str, *, where: str) -> dict[str, str]:
    """Return the texts of a page by field. Raises InvalidInput for text outside a section or a section that comes twice."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for number, line in enumerate(body.split("\n"), start=1):
        if match := _HEADING.fullmatch(line):
            if match[1] in found:
                raise InvalidInput(
                    f"The section {match[1]!r} stands there twice.", where=where, mend="Put them together."
                )
            current = found[match[1]] = []
        elif found:
            current.append(line[1:] if line.startswith("\\") and _LIKE_HEADING.fullmatch(line) else line)
        elif line.strip():
            raise InvalidInput(
                f"{line.strip()[:40]!r} stands before the first section.",
                where=f"{where}, line {number} of the text",
                mend="Put it under the heading of the section where it belongs.",
            )
    return {name: _inside(lines) for name, lines in found.items()}


def _safe(text: str) -> str:
    return "\n".join(f"\\{line}" if _LIKE_HEADING.fullmatch(line) else line for line in text.split("\n"))


def _inside(lines: list[str]) -> str:
    """Return the text between a heading and the next: without the empty line after the one and before the other."""
    first = 1 if lines and not lines[0] else 0
    end = len(lines) - 1 if lines and not lines[-1] else len(lines)
    return "\n".join(lines[first : max(first, end)])
