"""Reading a source in any of the formats: one door, `read`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

from kennisbank.domain.record import Visibility
from kennisbank.errors import InvalidInput
from kennisbank.exchange.found import Note as Note, Reading as Reading, Repair as Repair
from kennisbank.exchange.incidents import read_incidents
from kennisbank.exchange.llis import read_llis
from kennisbank.exchange.markdown import read_markdown
from kennisbank.exchange.table import read_table
from kennisbank.exchange.whole_bank import read_bank

_READERS: Mapping[str, tuple[Callable[..., Reading], frozenset[str]]] = {
    "llis": (read_llis, frozenset({"visibility"})),
    "incidents": (read_incidents, frozenset({"visibility"})),
    "table": (read_table, frozenset({"mapping", "visibility"})),
    "markdown": (read_markdown, frozenset({"kind", "visibility"})),
    "bank": (read_bank, frozenset()),
}
FORMATS = tuple(_READERS)


def read(format: str, source: Path, **options: Any) -> Reading:
    """Return the records in `source` (a file, folder or zip), with every repair. Nothing is changed anywhere.

    format: llis (NASA's CSV), incidents (post-mortem reports in Markdown), table (CSV or XLSX; option `mapping`, a TOML
    file), markdown (option `kind`), bank (an export). Option `visibility` says who may read what comes in, for every
    format but bank. Raises UnreadableSource, InvalidInput, InvalidRecord or TooLarge.
    """
    if format not in _READERS:
        raise InvalidInput(f"There is no format {format!r}.", mend=f"Use one of: {', '.join(FORMATS)}.")
    reader, allowed = _READERS[format]
    if unknown := sorted(options.keys() - allowed):
        listed = ", ".join(sorted(allowed)) or "no options"
        raise InvalidInput(f"The format {format} has no option {unknown[0]!r}.", mend=f"It takes: {listed}.")
    told = options.get("visibility")
    if told is not None and told not in get_args(Visibility):
        raise InvalidInput(
            f"There is no visibility {told!r}.", mend=f"Use one of: {', '.join(get_args(Visibility))}."
        )
    return reader(Path(source), **options)
