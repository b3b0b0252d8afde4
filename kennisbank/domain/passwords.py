"""What may be a password: long, and not what everybody tries first (NIST SP 800-63B: no rules about which signs)."""

from typing import Literal

SHORTEST, LONGEST = 12, 256
Problem = Literal["", "short", "long", "name", "obvious"]
_OBVIOUS = (
    "wachtwoord",
    "password",
    "welkom",
    "welcome",
    "kennisbank",
    "qwerty",
    "letmein",
    "geheim",
    "abcdef",
)
_FILLING = " 0123456789!?.,-_@#$"


def problem(password: str, *, account: str) -> Problem:
    """Return what is wrong with `password` for `account`; an empty text when nothing is."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    plain = password.casefold()
    core = plain.strip(_FILLING)
    name = account.casefold()
    if name and name in core and core.replace(name, "").strip(_FILLING) == "":
        return "name"
    if len(set(plain)) <= 3 or _is_obvious(core):
        return "obvious"
    return ""


def _is_obvious(core: str) -> bool:
    """Say whether nothing is left of `core` without the words that everybody tries."""
    for word in _OBVIOUS:
        core = core.replace(word, " ")
    return core.strip(_FILLING) == ""
