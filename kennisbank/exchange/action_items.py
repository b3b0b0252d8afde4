"""Finds the action items in the section of a report that lists them, in every shape people write them in.

An item is a numbered, dashed or ticked list item at the outer level with everything indented under it, or, where a
heading has no list at all, each of its paragraphs. A paragraph beside a list belongs to all items of that list.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kennisbank.domain.record import LINE_LIMIT
from kennisbank.exchange.headings import is_definition, marked, sections, trimmed
from kennisbank.exchange.wording import first_sentence, plain

_ITEM = re.compile(r"( {0,3})([-*+]|\d+[.)])(\s+)(.*)")
_BOX = re.compile(r"\[([ xX])\]\s+")
_ADDRESS = re.compile(r"https?://[^\s)\]>\"']+")
_BARE_ADDRESS = re.compile(rf"(?<!\])\(\s*{_ADDRESS.pattern}\s*\)|(?<!\]\(){_ADDRESS.pattern}")
_INLINE = re.compile(r"!?\[[^\]]*\]\((https?://[^)\s]+)[^)]*\)")
_BY_NAME = re.compile(r"\[[^\]]*\]\[([^\]]+)\]")
_DONE = re.compile(
    r"\(done\)|this has been done|we already do this|(?<!\w)_done\b[^_]*_|^\s*~~.*~~\s*$", re.IGNORECASE
)
_PARTLY = re.compile(r"\([^()]*\bdone\b", re.IGNORECASE)
_OWNER = re.compile(
    r"(?<![\w.@/])@([A-Za-z0-9][A-Za-z0-9-]{0,38})\b|\b(?i:owner|assigned to|assignee):\s*([A-Z][\w'-]+(?: [A-Z][\w'-]+)*)"
)
_POINTS = r"\[(?:#\d+|(?:\w+ )*(?:issue|issues|pr|pull request|link)(?: \w+)*)\](?:\([^)]*\)|\[[^\]]*\])"
_POINTER = re.compile(rf"\({_POINTS}\)|{_POINTS}(?=\.?\s*(?:$|[A-Z]))", re.IGNORECASE | re.MULTILINE)
_LOOSE = re.compile(r"\s+([.,;:](?:\s|$))")
_TICKED = re.compile(r"\s*\((?:done)\)", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """One action item: under which heading, its words, its short title, and what it says about itself."""

    heading: str
    text: str
    title: str
    status: str
    link: str
    owners: tuple[str, ...]


@dataclass
class _Blocks:
    """The list items (lines) and paragraphs under one heading, paragraphs before and after the first item apart."""

    items: list[list[str]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


def action_items(text: str, defined: dict[str, str]) -> tuple[Item, ...]:
    """Return the items in the text under an "Action items" heading; `defined` are the addresses links refer to by name."""
    parts = sections(text, level=3)
    has_headings = len(parts) > 1
    found: list[Item] = []
    for part in parts:
        blocks = _blocks(part.text)
        if blocks.items:
            texts = [("\n".join(lines), (*blocks.before, *blocks.after)) for lines in blocks.items]
        else:
            texts = [(paragraph, ()) for paragraph in blocks.before if part.heading or not has_headings]
        found += [_item(part.heading, words, beside, blocks, defined) for words, beside in texts]
    return tuple(found)


def _item(heading: str, words: str, beside: Sequence[str], blocks: _Blocks, defined: dict[str, str]) -> Item:
    box = _BOX.match(words)
    own = words[box.end() :] if box else words
    full = "\n\n".join([*blocks.before, own, *blocks.after]) if beside else own
    ticked = bool(box and box[1] in "xX")
    status = "done" if ticked or _DONE.search(own) else "running" if _PARTLY.search(own) else "open"
    owners = dict.fromkeys(name for pair in _OWNER.findall(own) for name in pair if name)
    link = _first_address(own, defined) or _first_address("\n".join(beside), defined)
    return Item(heading[:LINE_LIMIT], full, _title(own), status, link, tuple(owners))


def _title(words: str) -> str:
    """Return the first sentence without pointers to issues, addresses and owners."""
    bare = words
    for pattern in (_POINTER, _BARE_ADDRESS, _OWNER, _TICKED):
        bare = pattern.sub("", bare)
    title = first_sentence(_LOOSE.sub(r"\1", bare)).strip(" :.,(")
    return title or plain(words)[:LINE_LIMIT] or "?"


def _first_address(text: str, defined: dict[str, str]) -> str:
    inline = list(_INLINE.finditer(text))
    images = [match.span() for match in inline if match[0].startswith("!")]
    places = [
        *((match.start(), match[1]) for match in inline if not match[0].startswith("!")),
        *((match.start(), match[0].rstrip(".,;")) for match in _ADDRESS.finditer(text)),
        *((match.start(), defined.get(match[1].casefold(), "")) for match in _BY_NAME.finditer(text)),
    ]
    places = [
        (at, address)
        for at, address in places
        if address and not any(start <= at < end for start, end in images)
    ]
    return min(places)[1] if places else ""


def _blocks(text: str) -> _Blocks:
    """Take the text under one heading apart into list items and paragraphs."""
    blocks = _Blocks()
    inside = 0
    """How far the text of the item at hand is indented; 0 outside of a list."""
    after_empty = False
    for line, is_code in marked(text):
        match = None if is_code else _ITEM.fullmatch(line)
        indent = len(line) - len(line.lstrip())
        if match and (not inside or len(match[1]) < inside):
            inside = len(match[1]) + len(match[2]) + min(len(match[3]), 4)
            blocks.items.append([match[4]])
        elif inside and line.strip() and (indent >= min(inside, 2) or not after_empty):
            blocks.items[-1].append(line[min(indent, inside) :])
        elif not line.strip():
            if inside:
                blocks.items[-1].append("")
            else:
                _paragraphs(blocks).append("")
        elif not is_definition(line):
            inside = 0
            where = _paragraphs(blocks)
            if where and where[-1] and not after_empty:
                where[-1] = f"{where[-1]}\n{line}"
            else:
                where.append(line)
        after_empty = not line.strip()
    return _Blocks(list(_trimmed(blocks.items)), _full(blocks.before), _full(blocks.after))


def _paragraphs(blocks: _Blocks) -> list[str]:
    return blocks.after if blocks.items else blocks.before


def _full(paragraphs: Sequence[str]) -> list[str]:
    return [text for text in paragraphs if text.strip()]


def _trimmed(items: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    for lines in items:
        yield trimmed("\n".join(lines)).split("\n")
