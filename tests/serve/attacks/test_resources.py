"""A page that takes too much hurts itself only."""

import time
from pathlib import Path

PATIENCE = 30


def gone(pids):
    """Wait until the processes have ended; return those that have not."""
    deadline = time.monotonic() + PATIENCE
    while (left := [pid for pid in pids if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def started(probes, browser, deed):
    """Open a page and let it do `deed`; return its line's context, and the kernel that is new."""
    before = set(probes.kernels())
    opened = browser.open("klik")
    return opened, set(probes.kernels()) - before


def test_a_kernel_that_wants_too_much_memory_is_told_no_and_goes_on(probes):
    with probes.browser("bilal").at("klik") as line:
        model = next(id for id, state in line.states().items() if "html" in state)
        line.do(model, do="hebberig")
        line.hear(lambda told: told["header"]["msg_type"] == "error")

        assert "hier" in str(line.states())


def test_a_kernel_that_never_stops_keeps_nobody_waiting_and_is_ended(probes):
    bilal = probes.browser("bilal")
    opened, mine = started(probes, bilal, "eeuwig")
    with bilal.line(opened.kernel) as line:
        model = next(id for id, state in line.states().items() if "html" in state)
        line.do(model, do="eeuwig")
        for account in ("anna", "bilal"):
            with probes.browser(account).at("klik") as other:
                assert other.states()
        assert 200 == bilal.http.get(f"api/kernels/{opened.kernel}").status_code

    assert 1 == len(mine)
    assert [] == gone(mine)


def test_a_kernel_that_dies_at_a_click_takes_nobody_along(probes):
    bilal = probes.browser("bilal")
    opened, mine = started(probes, bilal, "weg")
    with bilal.line(opened.kernel) as line:
        model = next(id for id, state in line.states().items() if "html" in state)
        line.do(model, do="weg")

        assert [] == gone(mine)
    with bilal.at("klik") as line:
        assert line.states()
