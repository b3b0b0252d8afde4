"""The parts of the page on the learning climate, each a widget that follows its state."""

from collections.abc import Callable

from kennisbank_widgets.climate import doing, markup, measuring, pulse_markup
from kennisbank_widgets.climate.pulse import PulseState
from kennisbank_widgets.climate.state import ClimateState
from kennisbank_widgets.kit.address.widget import Address
from kennisbank_widgets.kit.keepsake.widget import Keepsake
from kennisbank_widgets.kit.leaf.widget import Leaf
from kennisbank_widgets.kit.record.view import day


class ClimatePage:
    """`pulse`, `results`, `actions`, `questions`, `whole` and `statistics` are the parts; `address` and `keepsake` have no face."""

    def __init__(self, pulse: PulseState, state: ClimateState) -> None:
        self.state, self.asked = state, pulse
        self.address, self.keepsake = Address(), Keepsake()
        self.pulse = Leaf(
            deeds={
                "begin": lambda _, __: self.turn(pulse.begin),
                "take_up": lambda _, given: self.turn(lambda: pulse.take_up(given.get("word", ""))),
                "keep": lambda _, given: self.turn(lambda: pulse.keep(answers(given), to=pulse.page + 1)),
                "back": lambda _, given: self.turn(lambda: pulse.keep(answers(given), to=pulse.page - 1)),
                "send": lambda _, __: self.turn(pulse.send),
                "change": lambda _, __: self.turn(pulse.change),
                "leave": lambda _, __: self.turn(pulse.leave),
            }
        )
        self.results = Leaf(
            deeds={
                "wave": lambda value, _: state.look_at(wave=value),
                "team": lambda value, _: state.look_at(team=value),
            }
        )
        self.actions = Leaf(
            deeds={
                "choose": lambda _, given: self.choose(given),
                "bring": lambda value, _: self.bring_on(value),
            }
        )
        self.questions = Leaf(
            deeds={
                "ask": lambda _, given: self.ask(given.get("text", "")),
                "reply": lambda key, given: self.reply(key, given.get("text", "")),
            }
        )
        self.whole = Leaf()
        self.statistics = Leaf(deeds={"study": lambda _, __: state.study()})
        pulse.observe(self.show_pulse, ["phase", "pulse", "word", "page", "answers", "response", "message"])
        state.observe(
            self.show, ["waves", "wave", "team", "results", "actions", "questions", "statistics", "said"]
        )
        self.keepsake.observe(lambda change: pulse.recall(change["new"]), "found")
        self.show_pulse()
        self.show()
        self.address.follow(state, state.visit)

    def turn(self, deed: Callable[[], None]) -> None:
        """Do something with the form, and bring the keyboard to the title of what comes next."""
        before = (self.asked.phase, self.asked.page)
        deed()
        if before != (self.asked.phase, self.asked.page):
            self.pulse.focus("#kb-pulse-title")

    def show_pulse(self, _change: object = None) -> None:
        """Draw the form; the word goes to the browser, and leaves it with the form."""
        self.pulse.html = pulse_markup.pulse(self.asked)
        self.keepsake.key = self.asked.place
        if self.asked.word or self.asked.left:
            self.keepsake.held = self.asked.word

    def show(self, _change: object = None) -> None:
        """Draw what changed; a part that stays the same is not sent again."""
        state = self.state
        self.results.html, self.whole.html = markup.results(state), markup.whole(state)
        self.actions.html, self.questions.html = doing.actions(state), doing.questions(state)
        self.statistics.html = measuring.statistics(state)

    def choose(self, given: dict[str, str]) -> None:
        """Keep an action, and bring the keyboard to the list."""
        self.state.choose(
            given.get("dimension", ""), given.get("title", ""), due=day(given.get("due", "")), follow_up=day(given.get("follow_up", ""))
        )  # fmt: skip
        self.actions.focus("h2")

    def bring_on(self, value: str) -> None:
        """Bring on the action that `value` names, to the status after it; its button is gone then."""
        id, _, status = value.partition(" ")
        if status:
            self.state.bring_on(id, status)
            self.actions.focus("h2")

    def ask(self, text: str) -> None:
        """Keep a question, and bring the keyboard to the list."""
        self.state.ask(text)
        self.questions.focus("h2")

    def reply(self, key: str, text: str) -> None:
        """Keep a reply, and bring the keyboard to the list."""
        self.state.reply(key, text)
        self.questions.focus("h2")


def answers(given: dict[str, str]) -> dict[str, str]:
    """Return the answers of a page by item."""
    return {
        name.removeprefix(pulse_markup.ITEM): value
        for name, value in given.items()
        if name.startswith(pulse_markup.ITEM)
    }
