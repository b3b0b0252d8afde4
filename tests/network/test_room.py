"""What is free is the least of what the machine, the container and the process may still take."""

import subprocess
import sys

import pytest

from kennisbank.errors import TooLarge
from kennisbank.network import room

BOUND = """\
import resource
from pathlib import Path
import networkx as nx
from kennisbank import network as n
net = nx.gnm_random_graph(2000, 20_000, seed=1)
n.pagerank(net)
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
taken = sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:"))
resource.setrlimit(resource.RLIMIT_DATA, (taken + 1_000_000, resource.RLIM_INFINITY))
try:
    n.pagerank(net)
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def container(tmp_path, monkeypatch):
    """Return a function that says what the control group tells."""
    monkeypatch.setattr(room, "GROUP", tmp_path)

    def tell(most, used, cached=0):
        (tmp_path / "memory.max").write_text(f"{most}\n", encoding="ascii")
        (tmp_path / "memory.current").write_text(f"{used}\n", encoding="ascii")
        (tmp_path / "memory.stat").write_text(f"anon 1\ninactive_file {cached}\n", encoding="ascii")

    return tell


def test_a_container_is_not_as_large_as_its_machine(container):
    container(most=5_000_000, used=4_000_000, cached=500_000)

    assert 1_500_000 == room.free()
    with pytest.raises(TooLarge, match=r"0\.0 GB is free"):
        room.need(2_000_000, "A matrix", mend="Take a part.")


def test_a_container_that_is_full_has_nothing_left(container):
    container(most=5_000_000, used=6_000_000)

    assert 0 == room.free()


def test_a_container_without_a_bound_has_what_the_machine_has(container):
    container(most="max", used=4_000_000)

    assert room.free() > 10_000_000


def test_where_nothing_is_told_nothing_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "GROUP", tmp_path)
    monkeypatch.setattr(room, "PROC", tmp_path)
    monkeypatch.setattr(room.os, "sysconf", lambda _: (_ for _ in ()).throw(ValueError))

    assert room.free() is None
    room.need(10**18, "Everything", mend="")


def test_a_kernel_with_a_bound_gets_a_refusal_and_is_not_ended():
    told = subprocess.run([sys.executable, "-c", BOUND], capture_output=True, text=True, check=True).stdout

    assert told.startswith("TooLarge A matrix of 20,000 ties would take 0.0 GB of memory"), told
