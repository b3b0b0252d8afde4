"""The process is killed at random moments while people capture: whatever was acknowledged is there."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kennisbank import open_bank
from kennisbank.actions import opening

CAPTURES, KILLS = 200, 6
PROGRAM = """
import sys
from kennisbank import open_bank
with open_bank(sys.argv[1], actor="beheerder") as bank:
    while True:
        id = bank.capture("lesson", {"title": "Vastgelegd", "happened": "Net voor de stekker eruit ging. " * 20})
        print(id, flush=True)
"""


def capture_until_killed(url, seconds):
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, url], stdout=subprocess.PIPE, env=environment, text=True
    )
    acknowledged = [process.stdout.readline().strip()]
    assert acknowledged[0], "the program stopped before it captured anything"
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        acknowledged.append(process.stdout.readline().strip())
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    return [*acknowledged, *(line for line in rest.splitlines() if len(line) == len(acknowledged[0]))]


@pytest.mark.slow
def test_every_acknowledged_capture_survives_sigkill(bank_url):
    opening.make(bank_url).close()
    chance = random.Random(20261124)
    acknowledged = []
    kills = 0
    while kills < KILLS or len(acknowledged) < CAPTURES:
        acknowledged += capture_until_killed(bank_url, chance.uniform(0.05, 0.6))
        kills += 1
    with open_bank(bank_url, actor="beheerder") as bank:
        kept = {record.id for record in bank.records("lesson")}

        assert set(acknowledged) <= kept
        assert () == bank.check()
