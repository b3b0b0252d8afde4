"""The mask for a research copy: everybody who was ever named in the bank, whoever may read it, and what stays of it."""

from collections import Counter
from collections.abc import Mapping

from kennisbank.actions.opening import FIRST_ADMINISTRATOR
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.masking import Mask, texts
from kennisbank.domain.name_forms import WORD, fold, words
from kennisbank.domain.naming import SOMEBODY, Naming
from kennisbank.domain.policy import Passes
from kennisbank.domain.pseudonyms import Pseudonyms
from kennisbank.store import accounts, log, reading
from kennisbank.store.engine import Connection

_HOUSE = ("team", "topic")
"""Kinds whose titles are words of the organisation, also when somebody is called the same: Kennedy, De Bilt."""


def mask(connection: Connection, passes: Passes, pseudonyms: Pseudonyms) -> Mask:
    """Return the mask for what `passes` admit of the bank."""
    kept = _kept(connection, passes)
    people = _people(connection)
    last = {item.id: item for item in people}
    called = {id: pseudonyms.person(_survivor(last, id)) for id in last}
    names: dict[str, set[str]] = {}
    mails: dict[str, str] = {}
    for item in people:
        names.setdefault(called[item.id], set()).add(item.title)
        if item.email.strip():
            mails[item.email] = (
                called[item.id] if mails.get(item.email, called[item.id]) == called[item.id] else SOMEBODY
            )
    known = {
        name: called.get(person) or pseudonyms.account(name) for name, person in _accounts(connection).items()
    }
    naming = Naming(
        names, {name: word for name, word in known.items() if name != FIRST_ADMINISTRATOR}, mails=mails
    )
    return Mask(
        ids={id: pseudonyms.id(id) if id in last else id for id in kept},
        titles={id: pseudonyms.person(id) for id in last},
        accounts=known,
        naming=naming.and_alone(naming.parts - _ordinary(connection, passes, naming)),
    )


def _kept(connection: Connection, passes: Passes) -> set[str]:
    """Return the ids of the records that stay; what was merged into something that does not stay, does not either."""
    found = {record.id: record.replaced_by for record in reading.all_of(connection, "", passes, merged=True)}
    while lost := [id for id, into in found.items() if into and into not in found]:
        for id in lost:
            del found[id]
    return set(found)


def _people(connection: Connection) -> list[Person]:
    """Return every person as they were after each of their changes: whoever may read them, they have no name here."""
    values = (item.value() for item in log.revisions(connection, kind=Person.kind))
    return [value for value in values if isinstance(value, Person)]


def _survivor(last: Mapping[str, Person], id: str) -> str:
    """Return the person that `id` was merged into in the end, or itself."""
    seen = {id}
    while (into := last[id].replaced_by) and into in last and into not in seen:
        seen.add(into)
        id = into
    return id


def _accounts(connection: Connection) -> dict[str, str]:
    """Return the person of every account there is or was, by its name."""
    return {**dict.fromkeys(log.actors(connection) - {""}, ""), **accounts.people(connection)}


def _ordinary(connection: Connection, passes: Passes, naming: Naming) -> frozenset[str]:
    """Return the parts of names that say nothing alone: words of teams and topics, or mostly written without a capital."""
    house: set[str] = set()
    small: Counter[str] = Counter()
    for record in reading.all_of(connection, "", passes):
        if record.kind in _HOUSE:
            house.update(words(record.title))
        for text in texts(record):
            if not naming.parts.isdisjoint(words(text)):
                for word in WORD.findall(naming.hidden(text)):  # an address holds names without capitals
                    small[fold(word)] += 1 if word[0].islower() else -1
    return frozenset(house | {word for word, balance in small.items() if balance > 0})
