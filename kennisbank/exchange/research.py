"""Writes the files of a research copy that are no bank: a Parquet file per table, a DuckDB file with a view on each.

    bank.db             the bank itself: open_bank("FOLDER", actor="onderzoeker")
    KIND.parquet        a table per kind of record
    reference.parquet   who or what refers to what, from when till when
    revision.parquet    every change: what, when, by whom
    research.duckdb     a view per Parquet file, for SQL
    README.md           what this is, for people
    copy.json           the same for programs

pyarrow and DuckDB are loaded when a copy is made: they take half a second that no other command should wait for.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kennisbank.domain.fields import Field
from kennisbank.domain.masking import left_out
from kennisbank.domain.record import Record
from kennisbank.domain.references import Reference
from kennisbank.domain.revision import Revision
from kennisbank.errors import InvalidInput, UnreadableSource

if TYPE_CHECKING:
    import pandas as pd

FORMAT = 1
LABEL, ABOUT, VIEWS = "copy.json", "README.md", "research.duckdb"
_NEEDED = ("pyarrow", "duckdb", "pandas")
# DuckDB looks for a relative path in the folder of the process, not of the file. Where it keeps its temporary files
# follows from where the file lies (research.duckdb.tmp), so that is what a view starts from.
_FOLDER = (
    "coalesce(getvariable('research_copy') || '/', "
    "regexp_replace(current_setting('temp_directory'), '[^/\\\\]*$', ''))"
)


def refuse_without_libraries(names: Sequence[str] = _NEEDED) -> None:
    """Raise InvalidInput when a library that a research copy needs is not installed."""
    if missing := [name for name in names if find_spec(name) is None]:
        raise InvalidInput(
            f"This needs {' and '.join(missing)}, which is not installed.",
            mend='Install it with: pip install "kennisbank[research]"',
        )


def copy_parts(folder: Path) -> Collection[str]:
    """Return the names that the research copy in `folder` consists of. Raises OSError or UnreadableSource."""
    return (LABEL, *read_label(folder)["files"])


def read_label(folder: Path) -> dict[str, Any]:
    """Return what the research copy in `folder` says of itself. Raises OSError or UnreadableSource."""
    try:
        told = json.loads((folder / LABEL).read_bytes())
    except ValueError as error:
        raise UnreadableSource(f"{LABEL} is damaged.", where=str(folder), mend="Make a new copy.") from error
    if not isinstance(told, dict) or not isinstance(told.get("files"), list) or "format" not in told:
        raise UnreadableSource(f"{LABEL} is damaged.", where=str(folder), mend="Make a new copy.")
    return told


def columns(kind: type[Record]) -> list[str]:
    """Return the fields of `kind` that a research copy has."""
    return [name for name, field in kind.fields().items() if not left_out(name, field)]


def write_frame(frame: "pd.DataFrame", kind: type[Record], folder: Path) -> None:
    """Write the records of `kind` (`frame` is indexed by id) as a Parquet file in `folder`."""
    import pyarrow as pa

    table = frame.reset_index()
    fields = kind.fields()
    made = [_column(pa, table[name], fields[name], name) for name in columns(kind)]
    _save(pa.table(made, names=columns(kind)), folder / f"{kind.kind}.parquet")


def _column(pa: Any, values: "pd.Series[Any]", field: Field, name: str) -> Any:
    day = pa.date32()
    if field.form in ("refs", "words"):
        return pa.array([list(item) for item in values], pa.list_(pa.string()))
    if field.form == "links":
        link = pa.struct([("to", pa.string()), ("since", day), ("until", day)])
        return pa.array([[dict(item) for item in links] for links in values], pa.list_(link))
    if field.form == "day":
        return pa.array(values, day, from_pandas=True)
    if name in ("created", "modified"):
        return pa.array(values, pa.timestamp("ms", tz="UTC"), from_pandas=True)
    if name == "revision":
        return pa.array(values, pa.int64(), from_pandas=True)
    if field.form == "number":
        return pa.array(values, pa.float64(), from_pandas=True)
    if field.form == "flag":
        return pa.array(values, pa.bool_(), from_pandas=True)
    return pa.array([str(value) for value in values], pa.string())


def write_references(references: Iterable[Reference], folder: Path) -> None:
    """Write who or what refers to what as a Parquet file in `folder`."""
    import pyarrow as pa

    day = pa.date32()
    schema = pa.schema(
        [("source", pa.string()), ("relation", pa.string()), ("target", pa.string()), ("since", day), ("until", day)]
    )  # fmt: skip
    _save(pa.Table.from_pylist([vars(item) for item in references], schema), folder / "reference.parquet")


def write_revisions(revisions: Iterable[Revision], folder: Path) -> None:
    """Write what was changed when and by whom, without the texts, as a Parquet file in `folder`."""
    import pyarrow as pa

    text, number, at = pa.string(), pa.int64(), pa.timestamp("ms", tz="UTC")
    schema = pa.schema(
        [("seq", number), ("record", text), ("kind", text), ("number", number), ("at", at), ("deed", text),
         ("actor", text), ("reason", text)]
    )  # fmt: skip
    rows = [{name: getattr(item, name) for name in schema.names} for item in revisions]
    _save(pa.Table.from_pylist(rows, schema), folder / "revision.parquet")


def _save(table: Any, path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(table, path, compression="zstd")


def write_views(folder: Path) -> None:
    """Make a DuckDB file in `folder` with a view on each Parquet file in it, that still finds them when it is moved."""
    import duckdb

    with duckdb.connect(str(folder / VIEWS)) as connection:
        for path in sorted(folder.glob("*.parquet")):
            place = f"{_FOLDER} || '{path.name}'"
            connection.execute(f'CREATE VIEW "{path.stem}" AS SELECT * FROM read_parquet({place})')  # noqa: S608 - names of our own


def finish(folder: Path, *, about: str, label: Mapping[str, Any]) -> None:
    """Write what the copy is, for people (`about`) and for programs (`label`), and let nobody write in any file."""
    (folder / ABOUT).write_text(about, encoding="utf-8", newline="\n")
    files = sorted(path.name for path in folder.iterdir())
    text = json.dumps({"format": FORMAT, **label, "files": files}, ensure_ascii=False, indent=2)
    (folder / LABEL).write_text(text + "\n", encoding="utf-8", newline="\n")
    for path in folder.iterdir():
        path.chmod(0o444)
