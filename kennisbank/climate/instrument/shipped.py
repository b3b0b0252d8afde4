"""The questionnaires that Kennisbank brings: a file per version, which is never changed once it was asked."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from kennisbank.climate.instrument.model import Instrument
from kennisbank.climate.instrument.reading import read_instrument
from kennisbank.errors import NotFound

OURS = "leerklimaat"


def all_shipped() -> tuple[tuple[str, str], ...]:
    """Return (id, version) of all that Kennisbank brings."""
    stems = (one.name.removesuffix(".yaml") for one in _files())
    return tuple(sorted((stem.rpartition("-")[0], stem.rpartition("-")[2]) for stem in stems))


def _files() -> list[Traversable]:
    folder = resources.files(__package__) / "questionnaires"
    return [one for one in folder.iterdir() if one.name.endswith(".yaml")]


@cache
def shipped(name: str = OURS, version: str | None = None) -> Instrument:
    """Return questionnaire `name` in `version` (the newest when none is named). Raises NotFound."""
    files = _files()
    found = {one.name.removesuffix(".yaml"): one for one in files if one.name.rpartition("-")[0] == name}
    versions = sorted(
        (stem.rpartition("-")[2] for stem in found), key=lambda text: [int(part) for part in text.split(".")]
    )
    wanted = version or (versions[-1] if versions else "")
    if wanted not in versions:
        raise NotFound(
            f"There is no questionnaire {name!r}{f' in version {version}' if version else ''}.",
            mend=f"Choose one of: {', '.join(sorted(one.name.removesuffix('.yaml') for one in files))}.",
        )
    file = found[f"{name}-{wanted}"]
    return read_instrument(file.read_text("utf-8"), name=file.name)
