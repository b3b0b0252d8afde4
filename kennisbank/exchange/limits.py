"""How much a source may hold: enough for any real bank, too little to fill a machine."""

from kennisbank.errors import TooLarge

MEGA = 1024 * 1024
TEXT_FILE = 16 * MEGA
"""Bytes of one file that is read whole (a Markdown page, a mapping)."""
CELL = 8 * MEGA
"""Characters of one line or cell of a table; a record takes 200,000 per field."""
JSON_LINE = 48 * MEGA
"""Bytes of one line of an export."""
TABLE = 2048 * MEGA
"""Bytes of one table."""
ARCHIVE = 1024 * MEGA
"""Bytes that a zip may unpack to, all together."""
ARCHIVE_RATIO = 200
"""How many times larger than itself a zip may unpack; text packs 3 to 40 times."""
ARCHIVE_FREE = 16 * MEGA
"""Bytes that any zip may unpack to, whatever its ratio."""
FILES = 500_000
"""Files in one folder or zip."""


def too_large(what: str, limit: int, unit: str, *, where: str) -> TooLarge:
    """Return the error that `what` is larger than `limit`."""
    return TooLarge(
        f"{what} is larger than the {limit:,} {unit} that can be imported.",
        where=where,
        mend="Split it, or shorten the longest texts; long documents belong in a source with a link.",
    )
