"""A questionnaire in a file, in the format that its suffix names: YAML, XLSForm (.xlsx) or LimeSurvey (.txt, .tsv)."""

from pathlib import Path

from kennisbank.climate.instrument.limesurvey import from_limesurvey, to_limesurvey
from kennisbank.climate.instrument.model import Instrument
from kennisbank.climate.instrument.reading import read_instrument, write_instrument
from kennisbank.climate.instrument.xlsform import from_xlsform, to_xlsform
from kennisbank.errors import InvalidInput

_YAML, _XLSX, _TSV = (".yaml", ".yml"), (".xlsx",), (".txt", ".tsv")
_BYTES = 20_000_000


def load_instrument(path: Path) -> Instrument:
    """Return the questionnaire in the file at `path`. Raises InvalidInput, also for .xlsx without its extra."""
    format = _format(path)
    data = _read(path)
    if format in _XLSX:
        return from_xlsform(data, name=path.name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise InvalidInput(
            f"The file is not UTF-8 (byte {wrong.start}).", where=str(path), mend="Save it as UTF-8."
        ) from wrong
    return read_instrument(text, name=path.name) if format in _YAML else from_limesurvey(text, name=path.name)


def save_instrument(instrument: Instrument, path: Path) -> None:
    """Write the questionnaire to `path`, whole or not at all. Raises as `load_instrument` does."""
    format = _format(path)
    if format in _XLSX:
        data = to_xlsform(instrument)
    elif format in _YAML:
        data = write_instrument(instrument).encode()
    else:
        data = to_limesurvey(instrument).encode("utf-8-sig")  # LimeSurvey writes the mark too
    half = path.with_name(f".{path.name}.half")
    try:
        half.write_bytes(data)
        half.replace(path)
    except OSError as wrong:
        half.unlink(missing_ok=True)
        raise InvalidInput(
            f"The file cannot be written: {wrong.strerror}.",
            where=str(path),
            mend="Name a place where you may write.",
        ) from wrong


def _format(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in (*_YAML, *_XLSX, *_TSV):
        raise InvalidInput(
            f"{suffix or 'A file without a suffix'} is no format of a questionnaire.", where=str(path),
            mend="Use .yaml, .xlsx (XLSForm) or .txt (LimeSurvey).",
        )  # fmt: skip
    return suffix


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _BYTES:
            raise InvalidInput(
                "The file is larger than a questionnaire can be.", where=str(path), mend="Name another file."
            )
        return path.read_bytes()
    except OSError as wrong:
        raise InvalidInput(
            f"The file cannot be read: {wrong.strerror}.", where=str(path), mend="Name a file that is there."
        ) from wrong
