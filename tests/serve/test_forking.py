"""Kernels forked from a warm process: real kernels, each its own process, that come and go as they should."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kennisbank.serve.kernels.forked import POSSIBLE, Forkserver, warm
from tests.serve.managers import kernels

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]  # slow: the file, taken together
PATIENCE = 60
PAGES = [["import json", "import numpy"]]


def alive(pid):
    return Path(f"/proc/{pid}").exists()


async def started(manager, account="anna", **environment):
    """Start a kernel and return its id and a way to run code in it."""
    id = await manager.start_for(account, environment)
    client = manager.get_kernel(id).client()
    client.start_channels()
    await client.wait_for_ready(timeout=PATIENCE)

    async def run(code):
        said = []

        def hear(message):
            said.append(message["content"].get("text", ""))

        await client.execute_interactive(code, timeout=PATIENCE, output_hook=hear)
        return "".join(said).strip()

    return id, run, client


def in_a_bank_of_kernels(tmp_path, deed, *, forking=True):
    """Do `deed(manager, forkserver)` with a kernel manager."""

    async def story(forkserver):
        async with kernels(tmp_path, forkserver) as manager:
            return await deed(manager, forkserver)

    with warm(PAGES) as forkserver:
        return asyncio.run(story(forkserver if forking else None))


def test_this_machine_can_fork():
    assert POSSIBLE == (sys.platform == "linux")


def test_a_forked_kernel_runs_code_in_a_process_of_its_own(tmp_path):
    async def deed(manager, forkserver):
        _, run, client = await started(manager)
        parent = await run("import os; print(os.getppid())")
        ready = await run("import sys; print('numpy' in sys.modules)")
        client.stop_channels()
        return forkserver.pid, int(parent), ready

    warm_process, parent, ready = in_a_bank_of_kernels(tmp_path, deed)

    assert warm_process == parent
    assert "True" == ready


def test_two_kernels_share_nothing_that_matters(tmp_path, monkeypatch):
    monkeypatch.setenv("PASSWORD", "x")

    async def deed(manager, _):
        seen = []
        for account in ("een", "twee"):
            _, run, client = await started(manager, account)
            code = (
                "import os, random, numpy\n"
                "print(os.getpid(), random.random(), numpy.random.rand(), os.environ.get('KENNISBANK_ACTOR'),"
                " os.environ.get('PASSWORD'))"
            )
            seen.append((await run(code)).split())
            client.stop_channels()
        return seen

    (one_pid, one_chance, one_numpy, one_actor, one_secret), (pid, chance, numpy, actor, secret) = (
        in_a_bank_of_kernels(tmp_path, deed)
    )

    assert one_pid != pid
    assert one_chance != chance
    assert one_numpy != numpy
    assert ("een", "twee") == (one_actor, actor)
    assert ("None", "None") == (one_secret, secret)


def test_a_killed_kernel_is_noticed(tmp_path):
    async def deed(manager, _):
        id, run, client = await started(manager)
        os.kill(int(await run("import os; print(os.getpid())")), signal.SIGKILL)
        client.stop_channels()
        for _ in range(100):
            if not await manager.get_kernel(id).is_alive():
                return True
            await asyncio.sleep(0.05)
        return False

    assert in_a_bank_of_kernels(tmp_path, deed)


def test_a_kernel_that_is_shut_down_is_gone(tmp_path):
    async def deed(manager, _):
        id, run, client = await started(manager)
        pid = int(await run("import os; print(os.getpid())"))
        client.stop_channels()
        await manager.shutdown_kernel(id, now=True)
        return pid

    pid = in_a_bank_of_kernels(tmp_path, deed)

    assert not alive(pid)


def test_kernels_outlive_the_warm_process_and_new_ones_still_come(tmp_path):
    async def deed(manager, forkserver):
        _, run, client = await started(manager)
        first = forkserver.pid
        os.kill(first, signal.SIGKILL)
        await asyncio.to_thread(forkserver.wait)
        still = await run("print(6 * 7)")
        _, again, other = await started(manager)
        answer = await again("print(6 * 8)")
        client.stop_channels()
        other.stop_channels()
        return first, forkserver.pid, still, answer

    first, second, still, answer = in_a_bank_of_kernels(tmp_path, deed)

    assert ("42", "48") == (still, answer)
    assert 0 != second != first


def test_a_warm_process_that_hangs_costs_one_page_some_seconds_and_is_replaced(tmp_path):
    async def deed(manager, forkserver):
        sick = forkserver.pid
        _, _, first = await started(manager)
        first.stop_channels()
        os.kill(sick, signal.SIGSTOP)
        _, run, client = await started(manager)
        slow = int(await run("import os; print(os.getppid())"))
        _, again, other = await started(manager)
        quick = int(await again("import os; print(os.getppid())"))
        client.stop_channels()
        other.stop_channels()
        return sick, slow, quick, forkserver.pid

    sick, slow, quick, now = in_a_bank_of_kernels(tmp_path, deed)

    assert os.getpid() == slow
    assert sick != now == quick


def test_where_nothing_can_be_forked_a_kernel_is_started(tmp_path):
    async def deed(manager, forkserver):
        _, run, client = await started(manager)
        parent = int(await run("import os; print(os.getppid())"))
        client.stop_channels()
        return parent

    assert os.getpid() == in_a_bank_of_kernels(tmp_path, deed, forking=False)


class Broken(Forkserver):
    """A warm process that never comes up."""

    def start(self):
        """Do nothing."""


def test_a_warm_process_that_does_not_come_up_costs_nobody_their_page(tmp_path, caplog):
    async def deed(manager, _):
        broken = Broken(PAGES)
        manager.forkserver = broken
        _, run, client = await started(manager)
        answer = await run("print('toch')")
        client.stop_channels()
        broken.stop()
        return answer

    assert "toch" == in_a_bank_of_kernels(tmp_path, deed)
    assert "started instead of forked" in caplog.text


PROGRAM = """
import asyncio, sys
from pathlib import Path
from tests.serve.managers import kernels
from tests.serve.test_forking import PAGES, started
from kennisbank.serve.kernels.forked import warm

async def main(forkserver):
    async with kernels(Path(sys.argv[1]), forkserver) as manager:
        _, run, _ = await started(manager)
        print(await run("import os; print(os.getpid())"), flush=True)
        await asyncio.sleep(60)

with warm(PAGES) as forkserver:
    print(forkserver.pid, flush=True)
    asyncio.run(main(forkserver))
"""


def test_nothing_is_left_when_the_server_is_killed(tmp_path):
    server = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    pids = [int(server.stdout.readline()) for _ in range(2)]
    server.kill()
    server.communicate()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(alive(pid) for pid in pids):
        time.sleep(0.1)

    assert [] == [pid for pid in pids if alive(pid)]
