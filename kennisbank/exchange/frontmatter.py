"""YAML front matter: written with every text in quotes, read with every scalar as the text that stands there.

Read that way there is no day, no octal number and no `no` that turns into false; what a text means is for the field to
say. Anchors are refused (a page of a kilobyte can unfold to a gigabyte with them), and so is a key that occurs twice.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from kennisbank.errors import UnreadableSource

MARK = "---"
_DEEPEST = 20
_WIDE = 2**31 - 1
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Plain(str):
    """The name of a field: needs no quotes."""

    __slots__ = ()


class _Quoted(_Dumper):  # type: ignore[misc]  # the class depends on whether libyaml is there
    """Writes every text in quotes on one line."""


_Quoted.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)
_Quoted.add_representer(
    _Plain, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text))
)


def dumped(values: Mapping[str, Any]) -> str:
    """Return front matter between its marks, one line per field."""
    named = {_Plain(name): value for name, value in values.items()}
    text = yaml.dump(
        named, Dumper=_Quoted, allow_unicode=True, sort_keys=False, width=_WIDE, default_flow_style=False
    )
    return f"{MARK}\n{text}{MARK}\n"


def split(text: str, *, where: str) -> tuple[dict[str, Any], str]:
    """Return the front matter and the body of a page; no front matter gives an empty one.

    Values are texts, lists, mappings, or None. Raises UnreadableSource, naming the line.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != MARK:
        return {}, text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in (MARK, "...")), None)
    if end is None:
        raise UnreadableSource(
            "The front matter does not end.", where=where, mend=f"Put a line with {MARK} under it."
        )
    return _parsed("\n".join(lines[1:end]), where=where), "\n".join(lines[end + 1 :])


def _parsed(text: str, *, where: str) -> dict[str, Any]:
    try:
        events = iter(yaml.parse(text, Loader=_Loader))
        found = _document(events, where)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        raise UnreadableSource(
            f"The front matter is not YAML: {getattr(error, 'problem', None) or error}.",
            where=f"{where}{line}", mend="Put texts with a colon, a # or quotes between quotes.",
        ) from error  # fmt: skip
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise UnreadableSource(
            "The front matter is not a list of names with values.",
            where=where,
            mend="Write `title: …` on each line.",
        )
    return found


def _document(events: Iterator[Any], where: str) -> Any:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            return _value(next(events), events, where, depth=0)
    return None


def _value(event: Any, events: Iterator[Any], where: str, *, depth: int) -> Any:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or depth > _DEEPEST:
        raise UnreadableSource(
            f"The front matter has an anchor or is nested deeper than {_DEEPEST}.",
            where=f"{where}, line {event.start_mark.line + 2}", mend="Write the value out.",
        )  # fmt: skip
    if isinstance(event, yaml.ScalarEvent):
        is_null = event.implicit[0] and event.value.lower() in ("", "~", "null")
        return None if is_null else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return list(_items(events, yaml.SequenceEndEvent, where, depth=depth + 1))
    items = list(_items(events, yaml.MappingEndEvent, where, depth=depth + 1))
    names = [str(name) for name in items[::2]]
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableSource(
            f"The front matter has {twice!r} twice.", where=where, mend="Keep one of them."
        )
    return dict(zip(names, items[1::2], strict=True))


def _items(events: Iterator[Any], end: type, where: str, *, depth: int) -> Iterator[Any]:
    for event in events:
        if isinstance(event, end):
            return
        yield _value(event, events, where, depth=depth)
