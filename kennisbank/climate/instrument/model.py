"""What is asked: dimensions of items on one scale, in two languages. Another wording makes another item."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kennisbank.errors import InvalidInput

if TYPE_CHECKING:
    import pandas as pd

LANGUAGES = ("nl", "en")
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Item:
    """One statement. `reversed` says that agreeing tells the opposite of the dimension."""

    id: str
    texts: Texts = field(hash=False)
    reversed: bool = False

    def text(self, language: str) -> str:
        """Return the statement in `language`."""
        return self.texts[language]


@dataclass(frozen=True)
class Dimension:
    """A part of the learning climate: its items, and what a team can do about it. `least` answers make a score."""

    id: str
    titles: Texts = field(hash=False)
    abouts: Texts = field(hash=False)
    items: tuple[Item, ...]
    guides: Mapping[str, tuple[str, ...]] = field(hash=False)
    least: int

    def title(self, language: str) -> str:
        """Return what it is called."""
        return self.titles[language]

    def about(self, language: str) -> str:
        """Return in a sentence what it is about."""
        return self.abouts[language]

    def guide(self, language: str) -> tuple[str, ...]:
        """Return what a team can do."""
        return self.guides.get(language, ())


@dataclass(frozen=True)
class Instrument:
    """A version of a questionnaire. `choices` are the values of the scale with their labels, `whys` the reasons for no answer."""

    id: str
    version: str
    titles: Texts = field(hash=False)
    choices: Mapping[int, Texts] = field(hash=False)
    whys: Mapping[str, Texts] = field(hash=False)
    dimensions: tuple[Dimension, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Return all items in the order in which they are asked."""
        return tuple(item for dimension in self.dimensions for item in dimension.items)

    @property
    def range(self) -> tuple[float, float]:
        """Return the lowest and the highest value of the scale."""
        return float(min(self.choices)), float(max(self.choices))

    def title(self, language: str) -> str:
        """Return what it is called."""
        return self.titles[language]

    def labels(self, language: str) -> list[tuple[int, str]]:
        """Return the values of the scale with their labels."""
        return [(value, self.choices[value][language]) for value in sorted(self.choices)]

    def reasons(self, language: str) -> list[tuple[str, str]]:
        """Return the reasons for giving no answer, with their labels."""
        return [(code, texts[language]) for code, texts in self.whys.items()]

    def answer(self, item: str, value: object) -> int | str:
        """Return `value` as it is kept: a number of the scale, or the code of a reason. Raises InvalidInput."""
        if item not in {known.id for known in self.items}:
            raise InvalidInput(
                f"The questionnaire asks no {item!r}.",
                where=f"{self.id} {self.version}",
                mend="Answer items that are asked.",
            )
        if isinstance(value, str) and value in self.whys:
            return value
        text = str(value).strip()
        if not isinstance(value, bool) and text.isdecimal() and len(text) < 4 and int(text) in self.choices:
            return int(text)
        allowed = ", ".join([*map(str, sorted(self.choices)), *self.whys])
        raise InvalidInput(
            f"{str(value)[:40]!r} is no answer to {item!r}.", where=item, mend=f"Answer one of: {allowed}."
        )

    def turned(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """Return the answers in `frame` (forms x items) as numbers, all in the direction of their dimension.

        Reasons for no answer become missing. Raises InvalidInput for an item that is not there or a value off the scale.
        """
        import pandas as pd  # loaded here for cost: who answers needs none

        low, high = self.range
        made = {}
        for item in self.items:
            if item.id not in frame.columns:
                raise InvalidInput(
                    f"There is no column {item.id!r}.",
                    mend="Give a column for each item of the questionnaire.",
                )
            told = frame[item.id]
            values = pd.to_numeric(told.where(~told.isin(list(self.whys))), errors="coerce")
            wrong = told.notna() & ~told.isin(list(self.whys)) & ~values.isin(list(self.choices))
            wrong |= told.map(lambda one: isinstance(one, bool))
            if wrong.any():
                raise InvalidInput(
                    f"{told[wrong].iloc[0]!r} is no answer to {item.id!r} ({int(wrong.sum())} in all).", where=item.id,
                    mend=f"Answers run from {low:g} to {high:g}; leave missing ones empty.",
                )  # fmt: skip
            made[item.id] = low + high - values if item.reversed else values
        return pd.DataFrame(made, index=frame.index, columns=[item.id for item in self.items], dtype=float)
