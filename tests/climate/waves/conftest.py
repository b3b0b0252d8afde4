"""A house to hold waves in."""

import random

import pytest

from tests.climate.waves.house import build

SIZES = {"noord": (12, 11, 4), "zuid": (15, 5, 5)}


@pytest.fixture
def house(bank_url):
    """Two departments with a team that is too small each: once on SQLite and once on PostgreSQL."""
    return build(bank_url, SIZES)


@pytest.fixture
def held(house):
    """The same, with a wave that people answered and that is closed; the wave is `held.wave`."""
    house.wave = house.open().id
    house.answer(house.wave, random.Random(7))
    house.close(house.wave)
    return house
