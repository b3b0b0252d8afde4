"""Asking git, as a program of its own: without a shell, without what a repository may have set to run, never asking back."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kennisbank.errors import InvalidInput, UnreadableSource

_CHUNK = 256 * 1024
_ELSEWHERE = frozenset({
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX",
    "GIT_EXTERNAL_DIFF", "GIT_PAGER",
})  # fmt: skip
"""What the environment may say of another repository (as in a hook), or of programs to run."""
_QUIETLY = (
    "--no-pager", "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "log.showSignature=false",
    "-c", "i18n.logOutputEncoding=UTF-8", "-c", "core.fsmonitor=false", "-c", "diff.renames=true",
)  # fmt: skip


def answer(folder: Path, *arguments: str) -> str:
    """Return what git says, without the last line end. Raises InvalidInput or UnreadableSource."""
    with tokens(folder, *arguments) as found:
        return "\0".join(found).rstrip("\n")


@contextmanager
def tokens(folder: Path, *arguments: str) -> Iterator[Iterator[str]]:
    r"""Give what git says, piece by piece, cut at zero bytes; git is ended when the block is left.

    Bytes that are no UTF-8 come as `\xe9`. Raises InvalidInput when there is no git, UnreadableSource when git refuses.
    """
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                ["git", *_QUIETLY, *arguments], cwd=folder, env=_environment(), stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=said,
            )  # fmt: skip
        except FileNotFoundError as error:
            if not folder.is_dir():
                raise _refused(folder, "There is no such folder.") from error
            raise InvalidInput(
                "There is no git on this machine.", mend="Install git, or read the history elsewhere."
            ) from error
        except OSError as error:
            raise _refused(folder, f"{error.strerror or error}.") from error
        done = False
        try:
            yield _pieces(process)
            done = True
        finally:
            if not done:
                process.kill()
            process.stdout.close()  # type: ignore[union-attr]
            process.wait()
        if process.returncode:
            said.seek(0)
            raise _refused(folder, said.read().decode("utf-8", "replace"))


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    asks_nothing = {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
    }
    return {**kept, **asks_nothing}


def _pieces(process: "subprocess.Popen[bytes]") -> Iterator[str]:
    rest = b""
    while chunk := process.stdout.read(_CHUNK):  # type: ignore[union-attr]
        *whole, rest = (rest + chunk).split(b"\0")
        for piece in whole:
            yield piece.decode("utf-8", "backslashreplace")
    if rest:
        yield rest.decode("utf-8", "backslashreplace")


def _refused(folder: Path, said: str) -> UnreadableSource:
    first = next((line for line in said.splitlines() if line.strip()), "git does not say why.")
    words: Sequence[str] = [word for word in ("fatal:", "error:") if first.startswith(word)]
    first = first.removeprefix(words[0]).strip() if words else first.strip()
    mend = "Give the folder of a git repository."
    if "dubious ownership" in said:
        mend = "It belongs to another account: tell git to trust it (git config --global --add safe.directory …)."
    return UnreadableSource(f"{first[:1].upper()}{first[1:]}", where=str(folder), mend=mend)
