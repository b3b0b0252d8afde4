"""What the fictitious organisation says: the TOML files in `content/`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "content"


@cache
def words(name: str) -> dict[str, Any]:
    """Return the content of `<name>.toml`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def lessons() -> tuple[dict[str, Any], ...]:
    """Return the lessons that were written by hand, from every `lessons_*.toml`."""
    files = sorted(_FOLDER.glob("lessons_*.toml"))
    return tuple(lesson for file in files for lesson in words(file.stem)["lesson"])
