"""Finding everybody who is named in a text, all at once: each text is read once, however many people there are."""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from itertools import pairwise

from kennisbank.domain.name_forms import SHORTEST_PART, WORD, fold, forms, parts, short_forms, words

SOMEBODY, MAIL, PHONE = "[naam]", "[e-mail]", "[telefoon]"
_GAP = 4
"""At most so many characters that are no letters stand between two words of a name: anna.de.wit, **Wit**, Anna de."""
_MAIL = re.compile(r"[^\s@<>()\[\]{},;:\"“”|]{1,64}@[\w\-]+(?:\.[\w\-]+)+")
_PHONE = re.compile(
    r"""(?<![\w/.,+-])(?:
        (?:\+|00)[1-9](?:[\s().-]{0,3}\d){7,13}          # +31 6 1234 5678, 0031 (0)30 123 4567
        | \(?0\d\)?[\s.-]{0,3}\d(?:[\s.-]?\d){7}          # 06-12345678
        | \(?0\d{2}\)?[\s.-]{0,3}\d(?:[\s.-]?\d){6}       # (030) 123 45 67
        | \(?0\d{3}\)?[\s.-]{0,3}\d(?:[\s.-]?\d){5}       # 0318 12 34 56
        | (?:1[\s.-])?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}   # (281) 483-1234
    )(?![\w/])(?!-\d)""",
    re.VERBOSE,
)
_Found = tuple[int, str]
_Form = tuple[str, ...]


class Naming:
    """Everybody's names with what stands in their place."""

    def __init__(
        self,
        people: Mapping[str, Iterable[str]],
        accounts: Mapping[str, str],
        *,
        mails: Mapping[str, str],
    ) -> None:
        """Prepare for `people` (pseudonym: names), `accounts` and `mails` (as written: pseudonym)."""
        self._mails = {address.casefold(): pseudonym for address, pseudonym in mails.items()}
        written = {**mails, **accounts}
        everybody = [(name, pseudonym) for pseudonym, names in people.items() for name in names]
        full = _meant((form, pseudonym) for name, pseudonym in everybody for form in forms(name))
        short = _meant((form, pseudonym) for name, pseudonym in everybody for form in short_forms(name))
        other = {form: pseudonym for text, pseudonym in written.items() if _says_enough(form := words(text))}
        self._known = {**short, **other, **full}
        self._capitals = {
            form for form in (*full, *short) if min(map(len, form)) == 1 < len(form)
        } - other.keys()
        small = (*written, *(name for name, _ in everybody if name.islower()))
        self._any_case = {form for text in small if len(form := words(text)) == 1}
        self._sizes: dict[str, tuple[int, ...]] = {}
        for form in sorted(self._known, key=len, reverse=True):
            sizes = self._sizes.get(form[0], ())
            self._sizes[form[0]] = sizes if len(form) in sizes else (*sizes, len(form))
        self.alone: frozenset[str] = frozenset()
        """Those parts that are somebody's name without the rest too."""
        self.parts = frozenset(part for name, _ in everybody for part in parts(name))
        """The given and family names, folded."""

    def and_alone(self, alone: frozenset[str]) -> "Naming":
        """Return this with the given and family names `alone` (folded) found too where they stand alone with a capital."""
        wider = copy(self)
        wider.alone = alone
        return wider

    def hidden(self, text: str, *, phones: bool = True) -> str:
        """Return `text` with a pseudonym for each name, and a word for each mail address and (`phones`) number."""
        if "@" in text:
            text = _MAIL.sub(lambda found: self._mails.get(found[0].casefold(), MAIL), text)
        if phones:
            text = _PHONE.sub(PHONE, text)
        return self._without_names(text)

    def _without_names(self, text: str) -> str:
        found = list(WORD.finditer(text))
        folded = [fold(word[0]) for word in found]
        pieces: list[str] = []
        end = place = 0
        while place < len(found):
            if hit := self._at(found, folded, place):
                count, pseudonym = hit
                pieces += (text[end : found[place].start()], pseudonym)
                place += count
                end = found[place - 1].end()
            else:
                place += 1
        return "".join((*pieces, text[end:])) if pieces else text

    def _at(self, found: list[re.Match[str]], folded: list[str], place: int) -> _Found | None:
        """Return how many words from `place` on are a name, and what stands in its place."""
        first = folded[place]
        for size in self._sizes.get(first, ()):
            form = tuple(folded[place : place + size])
            if (pseudonym := self._known.get(form)) and self._is_name(form, found[place : place + size]):
                return len(form), pseudonym
        if first in self.alone and _is_capital(found[place]):
            return 1, SOMEBODY
        return None

    def _is_name(self, form: _Form, found: list[re.Match[str]]) -> bool:
        """Say whether these words are written as a name is: together, and with the capitals it needs."""
        if len(form) == 1:
            return form in self._any_case or _is_capital(found[0])
        if form in self._capitals and not (_is_capital(found[0]) and _is_capital(found[-1])):
            return False
        return all(after.start() - before.end() <= _GAP for before, after in pairwise(found))


def _meant(pairs: Iterable[tuple[_Form, str]]) -> dict[_Form, str]:
    """Return who is meant by each form of a name; what two people are called says of neither that it is them."""
    found: dict[_Form, str] = {}
    for form, pseudonym in pairs:
        found[form] = pseudonym if found.get(form, pseudonym) == pseudonym else SOMEBODY
    return found


def _says_enough(form: _Form) -> bool:
    """Say whether an account or address is no everyday word of one or two letters."""
    return len(form) > 1 or len("".join(form)) >= SHORTEST_PART


def _is_capital(word: re.Match[str]) -> bool:
    return not word[0][0].islower()
