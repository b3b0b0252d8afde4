"""Running the command as a person would, in this process."""

import sys
from dataclasses import dataclass

import pytest

from kennisbank.cli.main import main


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys, monkeypatch):
    """Run `kennisbank ARGUMENTS` and return exit code, output and errors."""

    def command(*arguments):
        monkeypatch.setattr(sys, "argv", ["kennisbank", *arguments])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return command
