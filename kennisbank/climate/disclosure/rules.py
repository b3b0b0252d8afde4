"""From how many people figures are shown: fixed when the first person answers."""

from dataclasses import dataclass

from kennisbank.errors import InvalidInput

FLOOR = 5


@dataclass(frozen=True)
class Rules:
    """At least `invited` people asked, `answered` of them with an answer, and a share `response` of answers.

    By default 10, 5 and 0.4, as surveys of the Dutch government do (InternetSpiegel). Neither count goes below 5. Raises
    InvalidInput.
    """

    invited: int = 10
    answered: int = 5
    response: float = 0.4

    def __post_init__(self) -> None:
        """Check the numbers."""
        for name in ("invited", "answered"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < FLOOR:
                raise InvalidInput(
                    f"Figures about fewer than {FLOOR} people are never shown; `{name}` is {value!r}.",
                    mend=f"Give a whole number of {FLOOR} or more.",
                )
        if not 0 <= self.response <= 1:
            raise InvalidInput(
                f"The share of answers lies between 0 and 1, not at {self.response!r}.",
                mend="Give 0.4, for example.",
            )
