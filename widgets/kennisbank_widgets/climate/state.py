"""What the page knows of results: closed waves, the figures of one's own team, what is done with them, and questions."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

import traitlets as t

from kennisbank.domain.policy import Actor
from kennisbank.errors import KennisbankError
from kennisbank.text.catalogue import say
from kennisbank.text.faults import in_plain_words

ADDRESS = ("wave", "team")


class Climate(Protocol):
    """What the page needs of a bank."""

    actor: Actor

    def today(self) -> date: ...  # noqa: D102
    def waves(self) -> Iterable[Any]: ...  # noqa: D102
    def climate(self, wave: str = "", /, *, team: str = "") -> Any: ...  # noqa: D102
    def climate_actions(self, team: str, /) -> tuple[Any, ...]: ...  # noqa: D102
    @property
    def choose_climate_action(self) -> Callable[..., Any]: ...  # noqa: D102
    def ask_about_result(self, wave: str, team: str, text: str, /) -> Any: ...  # noqa: D102
    def questions_about_result(self, wave: str, team: str, /) -> tuple[Any, ...]: ...  # noqa: D102
    def answer_question(self, key: str, text: str, /) -> Any: ...  # noqa: D102
    def climate_statistics(self, wave: str, /) -> Any: ...  # noqa: D102
    def move(self, id: str, status: str, /, *, reason: str = "") -> Any: ...  # noqa: D102


class ClimateState(t.HasTraits):
    """`results` is what `bank.climate` gave for `wave` and `team` (None when no wave was closed yet).

    `actions` are those the team works on, `questions` those about this result with their replies, `statistics` what a
    researcher asked for. Each part has a message of its own: `said` maps the name of a part to the sentence.
    """

    waves = t.Tuple()
    wave = t.Unicode()
    team = t.Unicode()
    results = t.Any(None, allow_none=True)
    actions = t.Tuple()
    questions = t.Tuple()
    statistics = t.Any(None, allow_none=True)
    said = t.Dict()
    address = t.Dict()

    def __init__(self, bank: Climate, *, language: str = "nl") -> None:
        """Start with nothing; `visit` looks."""
        self.bank = bank
        self.language = language
        super().__init__()

    @property
    def leads(self) -> bool:
        """Say whether the visitor leads the team whose figures are shown."""
        return bool(self.results and self.results.leads)

    @property
    def studies(self) -> bool:
        """Say whether the visitor may see how well the questionnaire measures."""
        return self.bank.actor.role in ("researcher", "administrator")

    def today(self) -> date:
        """Return the day it is."""
        return self.bank.today()

    def visit(self, address: Mapping[str, str]) -> None:
        """Bring the page to what `address` says; a wave or team that is not theirs to see is left out."""
        self.waves = tuple(wave for wave in self._tried("results", self.bank.waves) or () if wave.closed)
        wanted = address.get("wave", "")
        known = [wave.id for wave in self.waves]
        self.wave = wanted if wanted in known else next(iter(known), "")
        self.team = address.get("team", "")
        self.look()

    def look_at(self, *, wave: str | None = None, team: str | None = None) -> None:
        """Look at another wave or team."""
        self.visit({"wave": self.wave if wave is None else wave, "team": self.team if team is None else team})

    def look(self) -> None:
        """Look again at the results, the actions and the questions."""
        self.said, self.statistics, self.results = {}, None, None
        if self.wave:
            self.results = self._tried("results", lambda: self.bank.climate(self.wave, team=self.team))
            if (
                self.results is None and self.team
            ):  # another team's address: what is one's own is shown instead
                self.team = ""
                self.results = self._tried("results", lambda: self.bank.climate(self.wave))
                self._say("results", "climate_page.not_yours")
        self._follow()
        self.address = {name: getattr(self, name) for name in ADDRESS if getattr(self, name)}

    def choose(self, dimension: str, title: str, *, due: date | None, follow_up: date | None) -> None:
        """Keep an action of the team for `dimension`."""
        if not self.results:
            return
        if due and follow_up and follow_up < due:
            self._say("actions", "climate_page.actions.days")
            return
        made = self._tried(
            "actions",
            lambda: self.bank.choose_climate_action(
                self.results.team, dimension, title, due=due, follow_up=follow_up, language=self.language
            ),
        )
        self._follow()
        if made is not None:
            self._say("actions", "climate_page.actions.kept", title=made.title)

    def bring_on(self, id: str, status: str) -> None:
        """Bring an action on to `status`."""
        moved = self._tried("actions", lambda: self.bank.move(id, status))
        self._follow()
        if moved is not None:
            self._say("actions", "climate_page.actions.moved", title=moved.title)

    def ask(self, text: str) -> None:
        """Keep a question about this result; nobody can see who asked."""
        if not self.results:
            return
        if self._tried(
            "questions", lambda: self.bank.ask_about_result(self.wave, self.results.team, text) or True
        ):
            self._follow()
            self._say("questions", "climate_page.questions.kept")

    def reply(self, key: str, text: str) -> None:
        """Keep a reply to a question."""
        if self._tried("questions", lambda: self.bank.answer_question(key, text) or True):
            self._follow()
            self._say("questions", "climate_page.questions.replied")

    def study(self) -> None:
        """Work out how well the questionnaire measures and whether teams may be compared."""
        self.statistics = self._tried("statistics", lambda: self.bank.climate_statistics(self.wave))

    def _follow(self) -> None:
        if not self.results or not self.results.team:
            self.actions, self.questions = (), ()
            return
        self.actions = tuple(
            self._tried("actions", lambda: self.bank.climate_actions(self.results.team), after=True) or ()
        )
        asked = self._tried(
            "questions",
            lambda: self.bank.questions_about_result(self.wave, self.results.team),
            after=True,
        )
        self.questions = tuple(asked or ())

    def _tried(self, part: str, deed: Callable[[], Any], *, after: bool = False) -> Any:
        """Return what `deed` gives; when it fails None, and the part says why.

        A look `after` another deed leaves what was said of that deed.
        """
        try:
            found = deed()
        except KennisbankError as error:
            self.said = {**self.said, part: in_plain_words(error, self.language)}
            return None
        if not after:
            self.said = {name: text for name, text in self.said.items() if name != part}
        return found

    def _say(self, part: str, key: str, **values: str) -> None:
        self.said = {**self.said, part: say(key, self.language, **values)}
