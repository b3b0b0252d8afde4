"""Takes a Markdown text apart at its headings, knowing that a # inside a block of code is no heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_DEFINITION = re.compile(r" {0,3}\[([^\]]+)\]:\s*(\S+)\s*")
_USED = re.compile(r"\]\[([^\]]+)\]")


@dataclass(frozen=True)
class Section:
    """A heading (empty before the first), its line as it stands, and the text under it without empty lines around."""

    heading: str
    line: str
    text: str


def sections(text: str, *, level: int) -> tuple[Section, ...]:
    """Return the parts of `text` between headings of `level` (## is 2); deeper headings stay in the text."""
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for line, is_code in marked(text):
        match = None if is_code else _HEADING.fullmatch(line)
        if match and len(match[1]) == level:
            found.append((match[2], line, []))
        else:
            found[-1][2].append(line)
    return tuple(Section(heading, line, trimmed("\n".join(lines))) for heading, line, lines in found)


def marked(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line and whether it is part of a fenced block of code."""
    fence = ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if fence:
            yield line, True
            if match and match[1].startswith(fence) and line.strip() == match[1]:
                fence = ""
        else:
            fence = match[1] if match else ""
            yield line, bool(match)


def trimmed(text: str) -> str:
    """Return `text` without empty lines before and after."""
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def definitions(text: str) -> dict[str, str]:
    """Return the addresses that `[name]: address` lines define, by name in lower case."""
    matches = (_DEFINITION.fullmatch(line) for line, is_code in marked(text) if not is_code)
    return {match[1].casefold(): match[2] for match in matches if match}


def is_definition(line: str) -> bool:
    """Say whether a line defines an address."""
    return bool(_DEFINITION.fullmatch(line))


def self_contained(text: str, defined: dict[str, str]) -> str:
    """Return `text` with the definitions it uses but does not hold under it, so that its links work on their own."""
    own = definitions(text)
    wanted = dict.fromkeys(
        name for name in _USED.findall(text) if name.casefold() in defined.keys() - own.keys()
    )
    lines = "\n".join(f"[{name}]: {defined[name.casefold()]}" for name in wanted)
    return f"{text}\n\n{lines}" if lines else text
