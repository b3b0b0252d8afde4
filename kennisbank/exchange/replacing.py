"""Makes a folder beside its place and puts it there in one move, so that being killed leaves the old or the new, whole."""

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from kennisbank.errors import InvalidInput, UnreadableSource
from kennisbank.exchange.whole_bank import LABEL, PARTS, read_label


def export_parts(folder: Path) -> Collection[str]:
    """Return the names that an export consists of. Raises OSError or UnreadableSource when `folder` is none."""
    read_label((folder / LABEL).read_bytes(), where=str(folder))
    return PARTS


@contextmanager
def replaced(
    directory: Path,
    *,
    what: str = "an export",
    parts: Callable[[Path], Collection[str]] = export_parts,
) -> Iterator[Path]:
    """Give an empty folder to fill; when all goes well it takes the place of `directory`.

    Left-overs of a killed one are tidied away first. Raises InvalidInput when `directory` is something that is not an
    earlier one (`what` it is; `parts` names its files or raises); nothing is touched then.
    """
    target = directory.absolute()
    fresh, old = (target.with_name(f".{target.name}.{word}") for word in ("being-made", "being-replaced"))
    _mend(target, old)
    _refuse_foreign(target, what, parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        yield fresh
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        _mend(target, old)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _mend(target: Path, old: Path) -> None:
    """Put back what an export was about to replace when it was killed; without a need, throw it away."""
    if not old.exists():
        return
    if target.exists():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.rename(target)


def _refuse_foreign(target: Path, what: str, parts: Callable[[Path], Collection[str]]) -> None:
    """Raise InvalidInput unless there is nothing at `target`, an empty folder, or an earlier one and nothing else."""
    mend = f"Name a new folder, or that of {what} made before."
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise InvalidInput("This is not a folder.", where=str(target), mend=mend)
    if not target.exists() or not any(target.iterdir()):
        return
    try:
        known = parts(target)
    except (OSError, UnreadableSource) as error:
        raise InvalidInput(
            f"This folder holds something that is not {what}; nothing was written.",
            where=str(target),
            mend=mend,
        ) from error
    if strange := sorted(item.name for item in target.iterdir() if item.name not in known):
        raise InvalidInput(
            f"Besides {what} this folder holds {', '.join(strange[:5])}, which would be lost.",
            where=str(target),
            mend=mend,
        )
