"""Each error has its line in the reference, with its slug and its exit code."""

from pathlib import Path

import pytest

from kennisbank import errors
from kennisbank.cli.main import exit_code

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"
CLASSES = [
    item for item in vars(errors).values() if isinstance(item, type) and item is not errors.KennisbankError
]
OURS = [item for item in CLASSES if issubclass(item, errors.KennisbankError)]


def sample(kind):
    extra = {"problems": {}} if kind is errors.InvalidRecord else {}
    if kind is errors.Conflict:
        extra = {"fields": (), "base": None, "mine": None, "theirs": None}
    return kind("x", **extra)


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_an_error_stands_in_the_reference(kind):
    line = f"| `{kind.__name__}` | `{kind.slug}` | {exit_code(sample(kind))} |"

    assert line in PAGE.read_text(encoding="utf-8")
