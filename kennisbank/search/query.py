"""The query language: words, "phrases", -without and field:value, in Dutch and in English.

    vergaderingen evalueren              either word, records with both stand higher
    "goede overdracht"                   these words in this order
    bezwaar -telefoon -"per brief"       without these
    titel:overdracht                     in the title
    onderwerp:Brieven team:"Klantcontact en balie"    by name or id; a space in a name asks for quotes
    status:geleerd,geborgd  soort:les  jaar:2025  taal:nl   a few fixed words; a comma means or; -status:afgewezen
    sinds:2025-03 tot:31-12-2025  sorteer:nieuwste

A colon after a word that is no field is just a colon. What cannot be meant (a day that does not exist, a status that
there is not) raises InvalidQuery and says what can.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kennisbank.errors import InvalidQuery
from kennisbank.search import days, names
from kennisbank.search.analyser import fold_words

LONGEST = 2_000
MOST_WORDS = 60
_TOKEN = re.compile(
    r'(?P<minus>(?<!\S)[-\u2212\u2013])?(?:(?P<name>[^\W\d_]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))'
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\x00": " "})
_YEAR = re.compile(r"(?a:\d{4})")


@dataclass(frozen=True)
class Only:
    """A filter: `field` must hold one of `values`; with `without` it must hold none of them."""

    field: str
    values: tuple[str, ...]
    without: bool = False


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question as understood. `words` and the parts of `phrases` are folded."""

    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    titles: tuple[tuple[str, ...], ...] = ()
    without_titles: tuple[tuple[str, ...], ...] = ()
    only: tuple[Only, ...] = ()
    since: date | None = None
    until: date | None = None
    sort: str = "relevance"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages asked for; none when any will do."""
        return next((item.values for item in self.only if item.field == "language" and not item.without), ())


@dataclass
class _Draft:
    """A query in the making."""

    words: list[str] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    without: list[tuple[str, ...]] = field(default_factory=list)
    titles: list[tuple[str, ...]] = field(default_factory=list)
    without_titles: list[tuple[str, ...]] = field(default_factory=list)
    only: list[Only] = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    sort: str = "relevance"


def parse(text: str = "", /, **filters: Any) -> Query:
    """Return what `text` asks. `filters` are fields by name, each one value or several: `kind="lesson", year=2025`.

    Raises InvalidQuery, with what could be meant, for text that is too long and for a filter that cannot be.
    """
    draft = _Draft()
    if len(text) > LONGEST:
        raise InvalidQuery(
            f"The question is {len(text):,} characters long.", mend=f"Use at most {LONGEST:,}."
        )
    for name, value in filters.items():
        if value not in (None, "", (), []):
            _filter(draft, _field(name), _listed(value), without=False)
    for token in _TOKEN.finditer(text.translate(_QUOTES)):
        _take(draft, token)
    if len(draft.words) > MOST_WORDS:
        raise InvalidQuery(f"The question has {len(draft.words)} words.", mend=f"Use at most {MOST_WORDS}.")
    return Query(
        text=text.strip(), words=tuple(dict.fromkeys(draft.words)), phrases=tuple(dict.fromkeys(draft.phrases)),
        without=tuple(dict.fromkeys(draft.without)), titles=tuple(draft.titles),
        without_titles=tuple(draft.without_titles), only=tuple(draft.only), since=draft.since, until=draft.until, sort=draft.sort,
    )  # fmt: skip


def retold(query: Query, better: Mapping[str, str]) -> str:
    """Return the text of `query` with each word whose folded form is a key of `better` replaced by its value."""
    return re.sub(
        r"[^\W_]+(?:['’][^\W_]+)*",
        lambda found: better.get("".join(fold_words(found[0])), found[0]),
        query.text,
    )


def _field(name: str) -> str:
    try:
        return names.fields()[name.casefold()]
    except KeyError:
        listed = ", ".join(sorted(set(names.fields().values())))
        raise InvalidQuery(f"There is no filter {name!r}.", mend=f"Use one of: {listed}.") from None


def _listed(value: Any) -> tuple[str, ...]:
    several = isinstance(value, Iterable) and not isinstance(value, str)
    return tuple(str(item) for item in value) if several else (str(value),)


def _take(draft: _Draft, token: re.Match[str]) -> None:
    minus, name, phrase, plain = (token[group] for group in ("minus", "name", "phrase", "plain"))
    if name and name.casefold() in names.fields():
        given = (phrase,) if phrase is not None else tuple(filter(None, plain.split(",")))
        _filter(draft, _field(name), given, without=bool(minus))
        return
    words = tuple(fold_words(f"{name or ''} {plain if phrase is None else phrase}"))
    if not words:
        return
    if minus:
        draft.without.append(words)
    elif phrase is not None and len(words) > 1:
        draft.phrases.append(words)
    else:
        draft.words.extend(words)


def _filter(draft: _Draft, name: str, given: tuple[str, ...], *, without: bool) -> None:
    if not any(item.strip() for item in given):
        raise InvalidQuery(f"Nothing follows {name}:.", mend=f"Say which {name}, or leave it out.")
    if name in ("since", "until", "sort"):
        if without:
            raise InvalidQuery(f"{name} cannot be turned round with a minus.", mend="Leave out the minus.")
        _bound(draft, name, given[-1])
    elif name == "title":
        (draft.without_titles if without else draft.titles).extend(
            words for item in given if (words := tuple(fold_words(item)))
        )
    else:
        draft.only.append(Only(name, tuple(_values(name, given)), without=without))


def _bound(draft: _Draft, name: str, given: str) -> None:
    if name == "sort":
        if given.casefold() not in names.sorts():
            raise InvalidQuery(
                f"There is no order {given!r}.",
                mend=f"Use one of: {', '.join(sorted(set(names.sorts().values())))}.",
            )
        draft.sort = names.sorts()[given.casefold()]
        return
    period = days.period(given)
    if period is None:
        raise InvalidQuery(f"{given!r} is not a day.", mend="Write 2025, 2025-03, 2025-03-31 or 31-3-2025.")
    if name == "since":
        draft.since = period[0]
    else:
        draft.until = period[1]


def _values(name: str, given: Iterable[str]) -> Iterator[str]:
    for item in given:
        if name in names.CHOSEN:
            found = names.value(name, item)
            if found is None:
                listed = ", ".join(sorted(set(names.values(name).values())))
                raise InvalidQuery(f"{item!r} is not a {name}.", mend=f"Use one of: {listed}.")
            yield found
        elif name == "year" and not _YEAR.fullmatch(item.strip()):
            raise InvalidQuery(f"{item!r} is not a year.", mend="Write four digits.")
        else:
            yield item.strip()
