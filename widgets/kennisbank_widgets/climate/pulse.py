"""What the page knows while somebody answers: the wave, their own word, the page they are at, and their answers."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import traitlets as t

from kennisbank.domain.policy import Actor
from kennisbank.errors import KennisbankError
from kennisbank.text.catalogue import say
from kennisbank.text.faults import in_plain_words


class Asker(Protocol):
    """What the page needs of a bank."""

    actor: Actor

    def my_pulse(self) -> Any: ...  # noqa: D102
    def begin_form(self, wave: str, /) -> str: ...  # noqa: D102
    def my_form(self, wave: str, word: str, /) -> Any: ...  # noqa: D102
    def keep_answers(self, wave: str, word: str, answers: Mapping[str, Any], /) -> Any: ...  # noqa: D102
    def send_form(self, wave: str, word: str, /) -> Any: ...  # noqa: D102
    def response(self, wave: str, /) -> Mapping[str, tuple[int, int]]: ...  # noqa: D102


class PulseState(t.HasTraits):
    """`phase` is `none` (nothing is asked), `open` (not begun here), `asking`, `sent` or `done` (sent, and the word is not here).

    `word` finds the form again; `page` counts from 0, one page per dimension; `answers` are those kept so far.
    `left` says that the word was taken off this device.
    """

    phase = t.Unicode("none")
    pulse = t.Any(None, allow_none=True)
    word = t.Unicode()
    page = t.Int()
    answers = t.Dict()
    response = t.Dict()
    message = t.Unicode()
    left = t.Bool()

    def __init__(self, bank: Asker, *, language: str = "nl") -> None:
        """Start with nothing; `visit` looks."""
        self.bank = bank
        self.language = language
        super().__init__()

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return len(self.pulse.instrument.dimensions) if self.pulse else 0

    @property
    def place(self) -> str:
        """Return under which name the word lies in the browser: another one for each wave and account."""
        if not self.pulse:
            return ""
        told = f"{self.pulse.wave.id} {self.bank.actor.name}"
        return f"kb-pulse-{hashlib.sha256(told.encode()).hexdigest()[:16]}"

    def visit(self) -> None:
        """See what is asked, and how many answered."""
        self.pulse = self._tried(self.bank.my_pulse)
        self.response = self._responses()
        if not self.pulse:
            self.phase = "none"
        elif not self.word:
            self.phase = "done" if self.pulse.answered else "open"

    def begin(self) -> None:
        """Begin a form; going on with the one that is open already when there is one."""
        if not self.pulse or self.word:
            return
        word = self._tried(lambda: self.bank.begin_form(self.pulse.wave.id))
        if word:
            self.word, self.answers, self.page, self.phase = word, {}, 0, "asking"

    def take_up(self, word: str) -> None:
        """Go on with the form of `word`, at its first page with an open question."""
        word = word.strip()[:100]
        if not self.pulse or not word or self.word:
            return
        found = self._tried(lambda: self.bank.my_form(self.pulse.wave.id, word))
        if found is None:
            self.message = self.message or say("pulse.unknown_word", self.language)
            return
        self.word, self.answers = word, dict(found)
        self.page, self.phase = self._first_open(), "asking"

    def recall(self, word: str) -> None:
        """Take up the word that lies in this browser; one of a form that is gone is silently left."""
        if word and not self.word:
            self.take_up(word)
            if not self.word:
                self.message = ""

    def keep(self, given: Mapping[str, str], *, to: int) -> None:
        """Keep the answers of this page and go to page `to`; when they cannot be kept, stay."""
        if not self.word:
            return
        if self.page >= self.pages:
            self.page = min(max(to, 0), self.pages)
            return
        items = [item.id for item in self.pulse.instrument.dimensions[self.page].items]
        told = {item: _answer(given[item]) if given.get(item) else None for item in items}
        kept = self._tried(lambda: self.bank.keep_answers(self.pulse.wave.id, self.word, told) or True)
        if kept:
            merged = {**self.answers, **told}
            self.answers = {item: value for item, value in merged.items() if value is not None}
            self.page = min(max(to, 0), self.pages)

    def send(self) -> None:
        """Let the answers count."""
        if self.word and self._tried(lambda: self.bank.send_form(self.pulse.wave.id, self.word) or True):
            self.phase = "sent"
            self.response = self._responses()

    def change(self) -> None:
        """Go through the answers again."""
        if self.word:
            self.page, self.phase = 0, "asking"

    def leave(self) -> None:
        """Put the form away here; with the word it can be taken up again."""
        self.word, self.answers, self.page, self.message, self.left = "", {}, 0, "", True
        self.visit()

    def _first_open(self) -> int:
        for number, dimension in enumerate(self.pulse.instrument.dimensions):
            if any(item.id not in self.answers for item in dimension.items):
                return number
        return self.pages

    def _responses(self) -> dict[str, tuple[int, int]]:
        return dict(self._tried(lambda: self.bank.response(self.pulse.wave.id)) or {}) if self.pulse else {}

    def _tried(self, deed: Callable[[], Any]) -> Any:
        """Return what `deed` gives; when it fails None, and the message says why."""
        try:
            found = deed()
        except KennisbankError as error:
            self.message = in_plain_words(error, self.language)
            return None
        self.message = ""
        return found


def _answer(text: str) -> int | str:
    return int(text) if text.isdecimal() and len(text) < 4 else text[:40]
