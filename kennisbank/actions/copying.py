"""A research copy: what a researcher may read, without who the people are, in a folder that nobody can change."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from kennisbank.actions.context import Context, Progress
from kennisbank.actions.masks import mask as mask_of
from kennisbank.actions.studying import frame
from kennisbank.domain.confiding import told
from kennisbank.domain.ids import new_id
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.masking import Mask
from kennisbank.domain.policy import Actor, access, passes
from kennisbank.domain.pseudonyms import KEY_BYTES, SHORTEST_KEY, Pseudonyms
from kennisbank.domain.references import Reference
from kennisbank.domain.registry import kinds
from kennisbank.domain.revision import Revision, moment
from kennisbank.errors import InvalidInput
from kennisbank.exchange import research
from kennisbank.exchange.replacing import replaced
from kennisbank.store import accounts, events, log, reading
from kennisbank.store.engine import Connection
from kennisbank.store.retelling import retell
from kennisbank.store.sealing import COPY_FILE, seal
from kennisbank.store.store import make_store, open_store
from kennisbank.text.catalogue import say

_US = "kennisbank"
RESEARCHER = Actor(name="onderzoeker", role="researcher")
"""As whom a research copy is made, whoever makes it, and the only account in it."""


@dataclass(frozen=True, kw_only=True)
class ResearchCopy:
    """What was made: the folder, how many records of each kind are in it, and up to which revision of the bank."""

    folder: Path
    records: dict[str, int]
    revision: int


def research_copy(
    bank: Context,
    directory: Path | str,
    *,
    key_file: Path | str | None = None,
    lang: str = "nl",
    progress: Progress | None = None,
) -> ResearchCopy:
    """Make a research copy in `directory`, which must not be there yet, be empty, or be an earlier copy.

    People get other ids and names, made with a key that is thrown away: two copies cannot be put beside each other.
    With `key_file` (made when it is not there) the same people have the same pseudonyms in each copy; who has that key
    and the bank can lead them back, so only an administrator does this. That a copy was made is kept as an event.
    Raises NotAllowed, BankProblem (for a copy of a copy), or InvalidInput when the folder holds something else or a
    library is lacking.
    """
    bank.require("study")
    if key_file is not None:
        bank.require("administer")
    research.refuse_without_libraries()
    target = Path(directory).absolute()
    key = secrets.token_bytes(KEY_BYTES) if key_file is None else _kept_key(Path(key_file), target)
    try:
        with replaced(target, what="a research copy", parts=research.copy_parts) as folder:
            last = _fill(bank, folder / COPY_FILE, Pseudonyms(key), progress)
            made = ResearchCopy(folder=target, records=_write_tables(folder), revision=last)
            _finish(bank, folder, made, lang, linkable=key_file is not None)
            _note(bank, made, linkable=key_file is not None)
    except OSError as error:
        raise InvalidInput(
            f"The copy cannot be written: {error.strerror or error}.",
            where=str(target),
            mend="See whether the disk is full, or name another folder.",
        ) from error
    return made


def _kept_key(path: Path, target: Path) -> bytes:
    """Return the key in `path`, made when there is none. Raises InvalidInput."""
    if path.absolute().is_relative_to(target):
        raise InvalidInput(
            "The key may not lie in the copy.", where=str(path), mend="Keep it where researchers cannot come."
        )
    try:
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(KEY_BYTES) + "\n", encoding="ascii")
        key = path.read_bytes().strip()
    except OSError as error:
        raise InvalidInput(
            f"The key cannot be kept or read: {error.strerror}.", where=str(path), mend="Name another file."
        ) from error
    if len(key) < SHORTEST_KEY:
        raise InvalidInput(
            f"This key is too short: it must have {SHORTEST_KEY} characters.",
            where=str(path),
            mend="Name a file that is not there yet: a good key is then made.",
        )
    return key


def _fill(bank: Context, path: Path, pseudonyms: Pseudonyms, progress: Progress | None) -> int:
    """Write the bank at `path` and seal it; return the last revision of the bank it was made from."""
    store = make_store(str(path))
    try:
        with bank.store.reading() as old, store.writing() as new:
            last = log.last(old)
            mask = mask_of(old, passes(RESEARCHER), pseudonyms)
            accounts.put(new, RESEARCHER.name, RESEARCHER.role, person="", teams=(), leads=())
            for done in retell(new, _changes(old, mask, bank.today()), _references(old, mask)):
                if progress:
                    progress(done, max(done, last))
    finally:
        store.close()
    seal(path)
    return last


def _changes(connection: Connection, mask: Mask, day: date) -> Iterator[log.Change]:
    """Yield what happened: first to people, by their new ids, so that their place in the log tells nothing."""
    people = (
        _change(item, mask) for item in told(RESEARCHER, log.revisions(connection, kind=Person.kind), day)
    )
    yield from sorted(
        (change for change in people if change), key=lambda item: (item.record.id, item.record.revision)
    )
    for item in log.revisions(connection):
        if item.kind != Person.kind and (change := _change(item, mask)):
            yield change


def _change(item: Revision, mask: Mask) -> log.Change | None:
    """Return a revision masked, or None when a researcher may not read it."""
    if not mask.keeps(item.record):
        return None
    before = item.value()
    if not passes(RESEARCHER).admit(access(before)):
        return None
    return log.Change(
        record=mask.record(before),
        deed=item.deed,
        actor=mask.account(item.actor),
        at=mask.moment(item.kind, item.at),
        reason=mask.text(item.reason),
    )


def _references(connection: Connection, mask: Mask) -> list[Reference]:
    found = reading.references_between(connection, passes(RESEARCHER), merged=True)
    masked = filter(None, map(mask.reference, found))
    return sorted(masked, key=lambda item: (item.source, item.relation, item.target, str(item.since)))


def _write_tables(folder: Path) -> dict[str, int]:
    """Write the tables of the sealed bank in `folder` and return how many records it has of each kind."""
    copy = Context(open_store(str(folder)), actor=RESEARCHER)
    try:
        for model in kinds().values():
            research.write_frame(frame(copy, model.kind), model, folder)
        with copy.store.reading() as connection:
            research.write_references(reading.references_between(connection, copy.passes), folder)
            research.write_revisions(log.revisions(connection), folder)
            counted = reading.count(connection, copy.passes)
    finally:
        copy.close()
    research.write_views(folder)
    return counted


def _finish(bank: Context, folder: Path, made: ResearchCopy, lang: str, *, linkable: bool) -> None:
    now = moment(bank.now())
    counts = "\n".join(f"| {name} | {number} |" for name, number in made.records.items())
    about = say(
        "research.about", lang,
        made=now[:16].replace("T", " "), revision=made.revision, version=version(_US), counts=counts,
        link=say(f"research.{'linkable' if linkable else 'unlinkable'}", lang), account=RESEARCHER.name,
    )  # fmt: skip
    label = {
        "made": now, "kennisbank": version(_US), "revision": made.revision, "linkable": linkable, "records": made.records
    }  # fmt: skip
    research.finish(folder, about=about, label=label)


def _note(bank: Context, made: ResearchCopy, *, linkable: bool) -> None:
    now = bank.now()
    about = f"{made.folder.name}: {sum(made.records.values())} records, up to revision {made.revision}"
    about += ", with a key that is kept" if linkable else ""
    with bank.store.writing() as connection:
        events.note(
            connection, events.Event(new_id(now), moment(now), bank.actor.name, "research-copy", about)
        )
