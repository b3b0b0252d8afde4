"""The seed of what is drawn by chance: given, or drawn and told, so that every result can be computed again."""

from secrets import randbits

from kennisbank.errors import InvalidInput


def settled(seed: int | None) -> int:
    """Return `seed`, or one drawn from the machine's own chance: a result always knows a seed that gives it again.

    Raises InvalidInput when it is below 0.
    """
    if seed is None:
        return randbits(128)
    if seed < 0:
        raise InvalidInput(f"The seed is {seed}.", mend="Give a whole number of 0 or more.", where="seed")
    return seed
