"""Publishing: what anybody may read becomes a static site."""

from pathlib import Path

from kennisbank.actions.context import Context, Progress
from kennisbank.domain.confiding import open_to_all, told
from kennisbank.domain.policy import ANONYMOUS, may, passes
from kennisbank.domain.revision import Revision
from kennisbank.publish.site import build
from kennisbank.publish.write import WriteReport, write
from kennisbank.store import log, reading


def publish(
    bank: Context,
    directory: Path | str,
    *,
    base_url: str = "",
    title: str = "Kennisbank",
    progress: Progress | None = None,
) -> WriteReport:
    """Write the public part of the bank to `directory` and return what was written, left and removed.

    Only what somebody who is not signed in may read is looked at, history included. Raises NotAllowed, or
    InvalidInput when the folder holds something else.
    """
    bank.require("publish")
    anybody = passes(ANONYMOUS)
    with bank.store.reading() as connection:
        records = tuple(map(open_to_all, reading.all_of(connection, "", anybody, merged=True)))
        public = {record.id for record in records}
        revisions: dict[str, list[Revision]] = {}
        log_of = (item for item in log.revisions(connection) if item.record in public)
        readable = (item for item in log_of if may(ANONYMOUS, "read", item.value()))
        for item in told(ANONYMOUS, readable, bank.today()):
            revisions.setdefault(item.record, []).append(item)
    pages = build(records, revisions=revisions, title=title, base_url=base_url, today=bank.today())
    return write(pages, Path(directory), progress=progress)
