"""Sessions: who is there, and until when."""

from datetime import timedelta

import pytest

from kennisbank.actions.visiting import LONGEST, open_session, session_of, sign_out, still_here, visitor


@pytest.fixture
def bank(story):
    with story.bank() as opened:
        yield opened


def who(story, bank, word):
    found = session_of(bank.store, word, clock=story.clock)
    return found and found.actor.name


def test_a_session_ends_eight_hours_after_it_was_last_used(story, bank):
    word = open_session(bank.store, "anna", way="sample", clock=story.clock)
    story.clock.now += timedelta(hours=7)
    still_here(bank.store, word, clock=story.clock)
    story.clock.now += timedelta(hours=7)
    used = who(story, bank, word)
    story.clock.now += timedelta(hours=1)

    assert "anna" == used
    assert who(story, bank, word) is None


def test_a_session_ends_after_a_day_however_much_it_is_used(story, bank):
    word = open_session(bank.store, "anna", way="sample", clock=story.clock)
    for _ in range(24):
        last = who(story, bank, word)
        still_here(bank.store, word, clock=story.clock)
        story.clock.now += LONGEST / 24

    assert "anna" == last
    assert who(story, bank, word) is None


def test_it_is_time_to_write_down_that_somebody_is_here_once_a_minute(story, bank):
    word = open_session(bank.store, "anna", way="sample", clock=story.clock)
    due = [session_of(bank.store, word, clock=story.clock).due]
    story.clock.now += timedelta(seconds=61)
    due.append(session_of(bank.store, word, clock=story.clock).due)

    assert [False, True] == due


def test_signing_out_ends_one_session_and_an_administrator_can_end_all(story, bank):
    first, second, third = (
        open_session(bank.store, "anna", way="sample", clock=story.clock) for _ in range(3)
    )
    sign_out(bank.store, first, clock=story.clock)
    left = [who(story, bank, word) for word in (first, second, third)]
    ended = bank.sign_out("anna")

    assert [None, "anna", "anna"] == left
    assert 2 == ended
    assert who(story, bank, second) is None


def test_a_word_that_nobody_was_given_is_nobody(story, bank):
    assert who(story, bank, "") is None
    assert who(story, bank, "geraden") is None
    assert "" == sign_out(bank.store, "geraden", clock=story.clock)
    assert visitor(bank.store, "niemand") is None
