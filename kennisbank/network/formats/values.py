"""Values of attributes as text and back: one kind per column, so that a file can say what its cells are.

kind      is written as                 kind      is written as
text      itself                        day       2024-02-01
int       12 (within 64 bits)           moment    2024-02-01T09:00:00+00:00
float     0.25                          json      JSON, with what JSON lacks named (see `as_json`)
bool      true, false                   escaped   text with each awkward sign as its number: %a;
                                        packed    JSON, escaped in the same way
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

KINDS = frozenset({"text", "int", "float", "bool", "day", "moment", "json", "escaped", "packed"})
NUMBERS = frozenset({"int", "float"})
_LARGEST = 2**63
_EXACT = 2**53
_NAMED = "!"


def kind_of(value: Any) -> str:
    """Return the kind of one value that is not None."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if abs(value) < _LARGEST else "json"
    if isinstance(value, float):
        return "float"
    if isinstance(value, str):
        return "text"
    if isinstance(value, datetime):
        return "moment"
    return "day" if isinstance(value, date) else "json"


def kind_of_all(values: Iterable[Any]) -> str:
    """Return the one kind that holds all `values`; whole numbers among others are floats where that is exact."""
    told = list(values)
    kinds = {kind_of(value) for value in told}
    if kinds == {"int", "float"} and all(abs(value) <= _EXACT for value in told if isinstance(value, int)):
        return "float"
    return kinds.pop() if len(kinds) == 1 else "json"


def plain(value: Any) -> tuple[Any, str]:
    """Return `value` as one that can be written, and what it lost by that (an empty text when nothing).

    Numbers of numpy become Python's; a missing value of pandas becomes None; what is unknown becomes its text.
    """
    if type(value).__name__ in ("NaTType", "NAType"):
        return None, "a missing value of pandas"
    if value is None or isinstance(value, bool | int | float | str | date):
        return _of_python(value), ""
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        return plain(value.item())
    if isinstance(value, Mapping):
        told = {key: plain(item) for key, item in value.items()}
        return {key: item for key, (item, _) in told.items()}, _first(lost for _, lost in told.values())
    if isinstance(value, list | tuple | set | frozenset):
        items = [plain(item) for item in value]
        lost = _first(lost for _, lost in items)
        return type(value)(item for item, _ in items) if _is_bare(value) else [
            item for item, _ in items
        ], lost
    return str(value), f"a {type(value).__name__}"


def written(value: Any, kind: str) -> str:
    """Return `value` as text of `kind`."""
    if kind in ("text", "int", "escaped"):
        return str(value)
    if kind == "float":
        return repr(float(value))
    if kind == "bool":
        return "true" if value else "false"
    return value.isoformat() if kind in ("day", "moment") else as_json(value)


def understood(text: str, kind: str) -> Any:
    """Return the value that `text` of `kind` stands for. Raises ValueError."""
    return _READ[kind](text)


def as_json(value: Any) -> str:
    """Return any plain value as JSON of ASCII signs; what JSON lacks is an object with one name, `!…`."""
    return json.dumps(_tagged(value), ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def of_json(text: str) -> Any:
    """Return the value that `as_json` wrote. Raises ValueError."""
    return _untagged(json.loads(text))


def escape(text: str, awkward: "re.Pattern[str]") -> str:
    """Return `text` with each sign that `awkward` matches, and each %, written as its number."""
    return awkward.sub(lambda match: f"%{ord(match[0]):x};", text.replace("%", "%25;"))


def unescape(text: str) -> str:
    """Return the text that `escape` wrote."""
    return re.sub(r"%([0-9a-f]{1,6});", lambda match: chr(int(match[1], 16)), text)


def guessed(texts: Iterable[str]) -> str:
    """Return the kind that all `texts`, none of them empty, would be taken for in a file that does not tell."""
    told = list(texts)
    return next(
        (kind for kind in ("int", "float", "bool", "day", "moment") if told and _all(told, kind)), "text"
    )


def _all(texts: list[str], kind: str) -> bool:
    return all(_SHAPES[kind].fullmatch(text) and _can(text, kind) for text in texts)


def _can(text: str, kind: str) -> bool:
    try:
        return kind_of(understood(text, kind)) == kind
    except ValueError:
        return False


def _of_python(value: Any) -> Any:
    """Return a value of a subclass (numpy's str_, pandas' Timestamp, an enumeration) as one of the class itself."""
    if value is None or type(value) in (bool, int, float, str, date, datetime):
        return value
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime(warn=False)
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind.__str__(value) if kind is str else kind(value)
    return value


def _first(lost: Iterable[str]) -> str:
    return next(filter(None, lost), "")


def _is_bare(value: Any) -> bool:
    return type(value) in (list, tuple, set, frozenset)


def _tagged(value: Any) -> Any:
    if isinstance(value, float) and value - value != 0:  # nan and infinity
        return {f"{_NAMED}float": repr(value)}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list):
        return [_tagged(item) for item in value]
    if isinstance(value, Mapping):
        return {f"{_NAMED}dict": [[_tagged(key), _tagged(item)] for key, item in value.items()]}
    if isinstance(value, tuple | set | frozenset):
        items = value if isinstance(value, tuple) else sorted(value, key=repr)
        return {f"{_NAMED}{type(value).__name__}": [_tagged(item) for item in items]}
    return {f"{_NAMED}{kind_of(value)}": value.isoformat()}


def _untagged(value: Any) -> Any:
    if isinstance(value, list):
        return [_untagged(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) != 1:
        return {key: _untagged(item) for key, item in value.items()}
    ((name, inner),) = value.items()
    make = _TAGS.get(name)
    return make(inner) if make else {name: _untagged(inner)}


def _bool(text: str) -> bool:
    if text.lower() not in ("true", "false", "1", "0"):
        raise ValueError(f"{text!r} is not true or false")
    return text.lower() in ("true", "1")


_TAGS: dict[str, Callable[[Any], Any]] = {
    "!float": float,
    "!dict": lambda items: {_untagged(key): _untagged(item) for key, item in items},
    "!tuple": lambda items: tuple(map(_untagged, items)),
    "!set": lambda items: set(map(_untagged, items)),
    "!frozenset": lambda items: frozenset(map(_untagged, items)),
    "!day": date.fromisoformat,
    "!moment": datetime.fromisoformat,
}
_READ: dict[str, Callable[[str], Any]] = {
    "text": str,
    "int": int,
    "float": float,
    "bool": _bool,
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "json": of_json,
    "escaped": unescape,
    "packed": lambda text: of_json(unescape(text)),
}
_SHAPES = {
    "int": re.compile(r"-?(0|[1-9][0-9]*)"),
    "float": re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?|nan|-?inf"),
    "bool": re.compile(r"true|false"),
    "day": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "moment": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+([-+][0-9:]+)?"),
}
