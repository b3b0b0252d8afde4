"""What can go wrong, named after what the caller can do about it.

    KennisbankError            never raised itself
    ├── NotFound               name something that exists
    ├── NotAllowed             ask somebody who may, or act as another account
    ├── InvalidInput           mend what you gave
    │   ├── InvalidRecord      mend the fields that `problems` names
    │   ├── UnreadableSource   give a file that is what it claims to be
    │   ├── InvalidQuery       mend the search text
    │   └── TooLarge           give less
    ├── Conflict               look at both versions and choose; nothing is lost
    └── BankProblem            something about the bank as a whole
        ├── BankMissing        make it first, or name another
        ├── BankExists         name another place, or open this one
        ├── BankTooNew         use a newer Kennisbank
        ├── BankTooOld         run `kennisbank upgrade`
        ├── BankDamaged        restore a backup; `kennisbank check` says where
        ├── BankAway           wait until its server or disk answers again
        ├── BankFull           make room on its disk
        └── BankBusy           try again

Every message says what happened, to which thing, and what to do.
"""

from collections.abc import Mapping
from typing import Any


class KennisbankError(Exception):
    """The one base. `str(error)` is a whole sentence for people; `slug` links to `docs/reference/errors.md`."""

    slug = "error"

    def __init__(self, message: str, *, mend: str = "", where: str = "") -> None:
        """Keep what happened (`message`), where (`where`) and how to mend it (`mend`)."""
        self.message = message
        self.mend = mend
        self.where = where
        place = f"{where}: " if where else ""
        super().__init__(f"{place}{message}" + (f" {mend}" if mend else ""))


class NotFound(KennisbankError):
    """The thing named does not exist, or the actor may not know that it does."""

    slug = "not-found"


class NotAllowed(KennisbankError):
    """The actor may not do this to that."""

    slug = "not-allowed"


class InvalidInput(KennisbankError):
    """What was given cannot be used as it is."""

    slug = "invalid-input"


class InvalidRecord(InvalidInput):
    """One or more fields of a record are wrong; `problems` maps field name to what is wrong with it."""

    slug = "invalid-record"

    def __init__(self, message: str, *, problems: Mapping[str, str], mend: str = "", where: str = "") -> None:
        """Collect every problem before raising once."""
        self.problems = dict(problems)
        listed = "; ".join(f"{name}: {problem}" for name, problem in self.problems.items())
        super().__init__(f"{message} {listed}.", mend=mend, where=where)


class UnreadableSource(InvalidInput):
    """A file or folder to import is not what it claims to be."""

    slug = "unreadable-source"


class InvalidQuery(InvalidInput):
    """A search text or filter cannot be understood."""

    slug = "invalid-query"


class TooLarge(InvalidInput):
    """More was given than is allowed in one go."""

    slug = "too-large"


class Conflict(KennisbankError):
    """Two people changed the same field. Carries `base`, `mine`, `theirs` and the `fields` in conflict.

    What the caller wrote is kept as draft `draft` before this is raised: nothing is lost.
    """

    slug = "conflict"

    def __init__(  # noqa: PLR0913 - a conflict has this many sides
        self, message: str, *, fields: tuple[str, ...], base: Any, mine: Any, theirs: Any, draft: str = ""
    ) -> None:
        """Hold all three versions."""
        self.fields, self.base, self.mine, self.theirs, self.draft = fields, base, mine, theirs, draft
        super().__init__(message, mend="Compare both versions and save the one that combines them.")


class BankProblem(KennisbankError):
    """Something is the matter with the bank as a whole."""

    slug = "bank-problem"


class BankMissing(BankProblem):
    """There is no bank at this address."""

    slug = "bank-missing"


class BankExists(BankProblem):
    """There is something at this address already."""

    slug = "bank-exists"


class BankTooNew(BankProblem):
    """The bank was made by a newer Kennisbank than this one."""

    slug = "bank-too-new"


class BankTooOld(BankProblem):
    """The bank was made by an older Kennisbank; it must be upgraded first."""

    slug = "bank-too-old"


class BankDamaged(BankProblem):
    """The bank's own records contradict each other."""

    slug = "bank-damaged"


class BankBusy(BankProblem):
    """Another process held the bank for too long."""

    slug = "bank-busy"


class BankAway(BankProblem):
    """The bank does not answer now: its server is down, or its disk is not there."""

    slug = "bank-away"


class BankFull(BankProblem):
    """There is no room for what was to be kept; nothing was written."""

    slug = "bank-full"
