"""Remembers in an imported record what was imported, so that a later import can tell who changed what since.

`extra["_import"]` holds two fingerprints: of the record as the source gave it, and as it was kept. The source changed
when a new reading has another first one; people changed the record here when it no longer has the second. Whoever reads
the record reads them too, so what is confided to a few is in neither: no day can be found by trying.
"""

import hashlib
from typing import Any

from kennisbank.domain.confiding import open_to_all
from kennisbank.domain.record import Record, as_text

KEY = "_import"
_LENGTH = 32
_NOT_CONTENT = ("id", "made_by", "created")


def source_print(record: Record) -> str:
    """Return the fingerprint of a record as a reading gave it."""
    return _print(record)


def stamped(record: Record, *, source: str) -> Record:
    """Return `record`, about to be kept, with both fingerprints."""
    plain = {name: text for name, text in record.extra.items() if name != KEY}
    return record.but(extra={**plain, KEY: f"{source} {_print(record)}"})


def source_changed(held: Record, source: str) -> bool:
    """Say whether the source is another than when `held` was last imported; without a memory it may be."""
    return held.extra.get(KEY, "").partition(" ")[0] != source


def changed_here(held: Record) -> bool:
    """Say whether `held` was changed here since it was imported; without a memory it may be."""
    return held.extra.get(KEY, "").partition(" ")[2] != _print(held)


def same_content(one: Record, other: Record) -> bool:
    """Say whether two records say the same, apart from who keeps them since when."""
    return _print(one) == _print(other)


def _print(record: Record) -> str:
    content: dict[str, Any] = {
        name: value for name, value in open_to_all(record).content().items() if name not in _NOT_CONTENT
    }
    extra = {name: text for name, text in content.pop("extra", {}).items() if name != KEY}
    return hashlib.sha256(as_text({**content, "extra": extra}).encode()).hexdigest()[:_LENGTH]
