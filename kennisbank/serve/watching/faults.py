"""A traceback without what people typed: where it went wrong and what kind of error it was, not the error's own words."""

import re
from collections.abc import Iterator

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r'\s*(File "?[^"]+"?(, line \d+|:\d+)|Cell In\[\d+\], line \d+)')
_CODE = re.compile(r"( {4,}|-+> ?|\s*\d+ ).*\S")
_MARKS = re.compile(r"\s*[\^~]+[\^~\s]*")
_KIND = re.compile(r"([A-Za-z_][\w.]*)(:.*)?")


def bare(told: str) -> str:
    """Return the places and kinds of error in `told`, a traceback as Python or IPython writes it.

    An error's message can hold what somebody typed, so it goes; where it came from says enough to find it.
    """
    return "\n".join(_kept(_COLOURS.sub("", told).splitlines()))


def _kept(lines: list[str]) -> Iterator[str]:
    within = True  # among the places; the line after them names the error
    for line in lines:
        if _PLACE.match(line):
            within = True
            yield line.rstrip()
        elif not within or _MARKS.fullmatch(line) or not line.strip() or line.startswith("----"):
            continue
        elif _CODE.fullmatch(line):
            yield line.rstrip()
        elif not line.startswith("Traceback") and "Traceback (most recent" not in line:
            within = False
            if kind := _KIND.fullmatch(line):
                yield kind[1]
