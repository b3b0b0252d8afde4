"""Forty people for a minute: the server stays as it was. Ten minutes of the same are part of `make bench-serving`."""

import pytest

from tests.bench_serving import soak


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_forty_people_who_type_and_leave_for_a_minute_leave_nothing_behind():
    told = soak.run(minutes=1, people=40)

    assert [] == soak.problems(told)
