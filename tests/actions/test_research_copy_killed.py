"""The process is killed while it makes a research copy: there is no copy then, or a whole one, and the next is made."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kennisbank import open_bank
from kennisbank.actions.demonstrating import make_demo
from tests.copies import opened

PROGRAM = """
import sys
from kennisbank import open_bank
with open_bank(sys.argv[1], actor="beheerder") as bank:
    print("begun", flush=True)
    bank.research_copy(sys.argv[2])
    print("done", flush=True)
"""
KILLS = 8


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_being_killed_leaves_nothing_that_looks_done(tmp_path):
    url = f"sqlite:///{tmp_path / 'bank.db'}"
    make_demo(url)
    target = tmp_path / "copies" / "copy"
    whole = length(url, target)
    chance = random.Random(20261124)
    left = 0
    for _ in range(KILLS):
        shutil.rmtree(target)
        end(begun(url, target), after=chance.uniform(0.05, 0.95) * whole)
        left += bool(list(target.parent.iterdir()))
        if target.exists():
            with opened(target) as copy:
                assert () == copy.check()
        assert whole_again(url, target)

    assert left, "no copy was being made when it was killed"
    assert [target] == list(target.parent.iterdir())


def begun(url, target):
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, url, str(target)], stdout=subprocess.PIPE, env=environment, text=True
    )
    assert "begun\n" == process.stdout.readline()
    return process


def end(process, *, after):
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def length(url, target):
    """How many seconds it takes."""
    process = begun(url, target)
    start = time.monotonic()
    process.communicate()
    return time.monotonic() - start


def whole_again(url, target):
    with open_bank(url, actor="beheerder") as bank:
        made = bank.research_copy(target)
    with opened(target) as copy:
        return made.records == copy.count()
