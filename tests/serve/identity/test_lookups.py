"""Looking up who is there: seldom, for everybody at once, and through a bank that is away for a while."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from kennisbank.actions.visiting import Visitor
from kennisbank.domain.policy import Actor
from kennisbank.errors import BankMissing
from kennisbank.serve.identity.limits import Limit
from kennisbank.serve.identity.lookups import BELIEVED, FRESH, PATIENCE, Lookups

ANNA = Visitor(Actor(name="anna", role="member"), "Anna de Wit")


class Bank:
    """A bank that knows anna, and can be away."""

    def __init__(self):
        self.asked, self.away, self.visitor = 0, False, ANNA
        self.answers = threading.Event()
        self.answers.set()

    def find(self, word):
        self.asked += 1
        self.answers.wait(20)
        if self.away:
            raise BankMissing("gone")
        return self.visitor if word == "woord" else None


class Watch:
    """A clock in seconds."""

    now = 1000.0

    def __call__(self):
        return self.now


def played(story):
    """Run `story(lookups, bank, watch)`."""

    async def run():
        bank, watch = Bank(), Watch()
        with ThreadPoolExecutor(2) as threads:
            return await story(Lookups(bank.find, threads=threads, now=watch), bank, watch)

    return asyncio.run(run())


def test_the_bank_is_asked_once_in_a_few_seconds():
    async def story(lookups, bank, watch):
        for _ in range(3):
            await lookups.who("woord")
        before = bank.asked
        watch.now += FRESH
        return before, await lookups.who("woord"), bank.asked

    assert (1, ANNA, 2) == played(story)


def test_everybody_who_asks_at_once_waits_for_the_same_answer():
    async def story(lookups, bank, _):
        found = await asyncio.gather(*(lookups.who("woord") for _ in range(40)))
        return set(found), bank.asked

    assert ({ANNA}, 1) == played(story)


def test_somebody_forgotten_is_asked_for_at_once():
    async def story(lookups, bank, _):
        await lookups.who("woord")
        bank.visitor = None
        lookups.forget_account("anna")
        return await lookups.who("woord")

    assert played(story) is None


def test_an_answer_from_before_signing_out_is_not_remembered():
    async def story(lookups, bank, _):
        bank.answers.clear()
        asking = asyncio.ensure_future(lookups.who("woord"))
        await asyncio.sleep(0.05)
        lookups.forget("woord")
        bank.answers.set()
        await asking
        bank.visitor = None
        return await lookups.who("woord")

    assert played(story) is None


def test_a_bank_that_is_away_for_a_while_signs_nobody_out_and_nobody_in():
    async def story(lookups, bank, watch):
        await lookups.who("woord")
        bank.away = True
        watch.now += 30
        still = await lookups.who("woord")
        with pytest.raises(BankMissing):
            await lookups.who("ander")
        watch.now += BELIEVED
        with pytest.raises(BankMissing):
            await lookups.who("woord")
        bank.away = False
        return still, await lookups.who("woord")

    assert (ANNA, ANNA) == played(story)


def test_a_bank_that_does_not_answer_keeps_nobody_waiting_who_was_seen_lately():
    async def story(lookups, bank, watch):
        await lookups.who("woord")
        bank.answers.clear()
        watch.now += FRESH
        loop = asyncio.get_running_loop()
        began = loop.time()
        first = await lookups.who("woord")
        between = loop.time()
        second = await lookups.who("woord")
        after = loop.time()
        bank.answers.set()
        return first, second, between - began < PATIENCE + 1, after - between < 0.5

    assert (ANNA, ANNA, True, True) == played(story)


def test_tries_come_back_with_time_and_nobody_else_pays_for_them():
    watch = Watch()
    limit = Limit(burst=3, per_minute=6, now=watch)
    first = [limit.take("een") for _ in range(4)]
    watch.now += 10

    assert [0, 0, 0, 10] == first
    assert [0, 10] == [limit.take("een") for _ in range(2)]
    assert 0 == limit.take("twee")


def test_the_limit_remembers_no_more_than_so_many_addresses():
    limit = Limit(burst=1, size=100)
    for number in range(1000):
        limit.take(f"adres {number}")

    assert 100 == len(limit._left)
