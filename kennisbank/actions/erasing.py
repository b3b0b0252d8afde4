"""Erasing a person (GDPR, article 17): out of every record, every revision and every draft. The lessons stay."""

import json

from kennisbank.actions.context import Context
from kennisbank.actions.keeping import find_one
from kennisbank.domain.disguise import Disguise
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.record import Record, as_text
from kennisbank.domain.registry import revive
from kennisbank.errors import InvalidInput
from kennisbank.store import accounts, log, questions, reading
from kennisbank.store.engine import Connection

_SHORTEST_NAME = 4


def erase(bank: Context, id: str, *, reason: str) -> Record:
    """Put a pseudonym in the place of a person everywhere, history included, and return the person as it now is.

    The person's own fields, their account and drafts go; their name goes out of every text in which it stands in full.
    References keep pointing at the pseudonym. The chain of revisions stays whole: an erased revision keeps its hash.
    Nobody can undo this. Afterwards database and search index are written anew, so that no file of the bank holds the
    name any more; backups and exports made before do. Raises NotAllowed, NotFound, or InvalidInput for a record that is
    not a person; and BankBusy when the person is erased but somebody's reading kept the files from being written anew.
    """
    after = _erase(bank, id, reason)
    try:
        bank.store.scrub()
    finally:
        bank.index.clear()
    return after


def _erase(bank: Context, id: str, reason: str) -> Record:
    with bank.store.writing() as connection:
        log.lock(connection)
        person = find_one(connection, bank, id)
        bank.require("erase", person)
        if not isinstance(person, Person):
            raise InvalidInput(
                f"Only people are erased, not a {person.kind}.", where=id, mend="Archive it instead."
            )
        disguise = _disguise(connection, person)
        touched = _rewrite(connection, disguise)
        for name in disguise.accounts:
            accounts.forget(connection, name)
        questions.forget(connection, disguise.words)
        now = bank.now()
        after = [
            revive(disguise.content(record.content()), revision=record.revision + 1, modified=now)
            for _, record in sorted(reading.by_id(connection, touched).items())
        ]
        who = bank.actor.name
        log.append(
            connection,
            [log.Change(record=item, deed="erase", actor=who, at=now, reason=reason) for item in after],
        )
        return next(item for item in after if item.id == person.id)


def _disguise(connection: Connection, person: Person) -> Disguise:
    """Return the disguise for `person`: every name and address they ever had in the bank."""
    once = [item.value() for item in log.revisions(connection, record=person.id)]
    words = {word for item in once if isinstance(item, Person) for word in (item.title, item.email)}
    return Disguise(
        person=person.id,
        pseudonym=f"persoon-{person.id[-6:]}",
        words=tuple(sorted((word for word in words if len(word) >= _SHORTEST_NAME), key=len, reverse=True)),
        accounts=accounts.of_person(connection, person.id),
    )


def _rewrite(connection: Connection, disguise: Disguise) -> set[str]:
    """Put the disguise over every revision that names the person; return the ids of the records touched."""
    touched = {disguise.person}
    written = [json.dumps(word, ensure_ascii=False)[1:-1] for word in disguise.words]
    for item in log.mentioning(connection, written, actors=disguise.accounts, record=disguise.person):
        content = as_text(disguise.content(json.loads(item.content)))
        actor, reason = disguise.account(item.actor), disguise.text(item.reason)
        log.redact(connection, item, content=content, actor=actor, reason=reason)
        touched.add(item.record)
    return touched
