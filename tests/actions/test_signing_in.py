"""Signing in: with a password that was chosen through a link, and not by guessing."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from kennisbank.actions.demonstrating import demo_accounts
from kennisbank.actions.inviting import first_invitation, invited
from kennisbank.actions.signing_in import Hasher, accept_invitation, sign_in
from kennisbank.actions.visiting import session_of, sign_out
from kennisbank.errors import InvalidInput, NotAllowed, NotFound
from kennisbank.store import credentials

QUICK = Hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
PASSWORD = "vier losse woorden"


@pytest.fixture
def bank(story):
    with story.bank() as opened:
        yield opened


@pytest.fixture
def settle(story, bank):
    """Give an account a password."""

    def done(name="anna", password=PASSWORD):
        return accept_invitation(bank.store, bank.invite(name), password, hasher=QUICK, clock=story.clock)

    return done


@pytest.fixture
def enter(story, bank):
    def done(name="anna", password=PASSWORD, hasher=QUICK):
        return sign_in(bank.store, name, password, hasher=hasher, clock=story.clock)

    return done


def guess(enter, times, name="anna"):
    for _ in range(times):
        with pytest.raises(NotAllowed):
            enter(name, "zomaar een gok")


def who(story, bank, word):
    found = session_of(bank.store, word, clock=story.clock)
    return found and found.actor.name


def test_somebody_invited_chooses_a_password_and_signs_in(story, bank, settle, enter):
    account = settle()
    found = session_of(bank.store, enter(), clock=story.clock)

    assert "anna" == account
    assert ("anna", "member", "Anna de Wit") == (found.actor.name, found.actor.role, found.name)


def test_a_link_works_once(story, bank):
    word = bank.invite("anna")
    accept_invitation(bank.store, word, PASSWORD, hasher=QUICK, clock=story.clock)
    with pytest.raises(NotFound, match="does not work"):
        accept_invitation(bank.store, word, PASSWORD, hasher=QUICK, clock=story.clock)

    assert "" == invited(bank.store, word, clock=story.clock)


def test_a_newer_link_ends_the_older_one(story, bank):
    older, newer = bank.invite("anna"), bank.invite("anna")

    assert ("", "anna") == tuple(invited(bank.store, word, clock=story.clock) for word in (older, newer))


def test_a_link_expires_after_a_week(story, bank):
    word = bank.invite("anna")
    story.clock.pass_days(7)
    with pytest.raises(NotFound):
        accept_invitation(bank.store, word, PASSWORD, hasher=QUICK, clock=story.clock)

    assert "" == invited(bank.store, word, clock=story.clock)


def test_only_an_administrator_invites(story):
    with story.bank("carla") as carla, pytest.raises(NotAllowed):
        carla.invite("anna")


def test_nobody_is_invited_who_has_no_account(bank):
    with pytest.raises(NotFound):
        bank.invite("niemand")


def test_the_first_link_is_there_until_somebody_has_a_password(story, bank, settle):
    word = first_invitation(bank.store, clock=story.clock)
    first = invited(bank.store, word, clock=story.clock)
    settle()

    assert "beheerder" == first
    assert "" == first_invitation(bank.store, clock=story.clock)


@pytest.mark.parametrize("password", ["te kort", "x" * 257, "wachtwoord12", "aaaaaaaaaaaa", "anna123456789"])
def test_a_password_that_anybody_would_guess_is_refused_and_the_link_still_works(story, bank, password):
    word = bank.invite("anna")
    with pytest.raises(InvalidInput):
        accept_invitation(bank.store, word, password, hasher=QUICK, clock=story.clock)

    assert "anna" == invited(bank.store, word, clock=story.clock)


def test_every_refusal_reads_the_same(bank, settle, enter):
    settle()
    settle("bilal")
    guess(enter, 6, "bilal")
    said = set()
    for name, password in (
        ("niemand", PASSWORD),
        ("anna", "verkeerd"),
        ("lea", PASSWORD),
        ("bilal", PASSWORD),
    ):
        with pytest.raises(NotAllowed) as refused:
            enter(name, password)
        said.add(str(refused.value))

    assert 1 == len(said)


def test_five_guesses_lock_for_a_minute_and_each_next_one_for_twice_as_long(story, settle, enter):
    settle()
    waits = []
    guess(enter, 5)
    for _ in range(8):
        until = _locked_until(story)
        waits.append(round((until - story.clock.now) / timedelta(minutes=1)))
        story.clock.now = until + timedelta(seconds=1)
        guess(enter, 1)

    assert [1, 2, 4, 8, 16, 32, 60, 60] == waits


def _locked_until(story):
    with story.bank() as bank, bank.store.reading() as connection:
        text = credentials.of_account(connection, "anna").locked_until
    return type(story.clock.now).fromisoformat(text)


def test_a_locked_account_opens_again_with_the_right_password(story, settle, enter):
    settle()
    guess(enter, 5)
    with pytest.raises(NotAllowed):
        enter()
    story.clock.now += timedelta(minutes=1, seconds=1)
    enter()
    guess(enter, 4)

    assert enter()


def test_a_new_link_lifts_a_lock(settle, enter):
    settle()
    guess(enter, 5)
    settle(password="een heel ander wachtwoord")

    assert enter(password="een heel ander wachtwoord")


def test_a_hash_of_weaker_parameters_is_made_anew_at_signing_in(bank, settle, enter):
    settle()
    enter(hasher=Hasher(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)))
    with bank.store.reading() as connection:
        hashed = credentials.of_account(connection, "anna").hash

    assert "m=16,t=2" in hashed
    assert hashed.startswith("$argon2id$")


def test_choosing_a_password_signs_everybody_out_who_was_in_as_that_account(story, bank, settle, enter):
    settle()
    word = enter()
    settle(password="een heel ander wachtwoord")

    assert who(story, bank, word) is None


def test_no_secret_is_kept_as_it_is(story, bank, settle, enter):
    invitation = bank.invite("bilal")
    settle()
    session = enter()
    with bank.store.reading() as connection:
        kept = "".join(
            str(row)
            for table in ("credential", "invitation", "session", "event")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        )

    assert [] == [secret for secret in (invitation, session, PASSWORD) if secret in kept]


def test_what_was_done_is_written_down(story, bank, settle, enter):
    settle()
    word = enter()
    guess(enter, 5)
    sign_out(bank.store, word, clock=story.clock)
    done = {(event.account, event.deed, event.about) for event in bank.events()}

    assert {
        ("beheerder", "invite", "anna"),
        ("anna", "set-up", ""),
        ("anna", "sign-in", "password"),
        ("anna", "lock", "5 guesses"),
        ("anna", "sign-out", ""),
    } == done


def test_only_an_administrator_reads_what_was_done(story):
    with story.bank("carla") as carla, pytest.raises(NotAllowed):
        carla.events()


def test_a_removed_account_is_in_no_event_and_signs_in_no_more(story, bank, settle, enter):
    settle()
    word = enter()
    bank.remove("anna")
    with bank.store.reading() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM event").all())

    assert who(story, bank, word) is None
    assert "anna" not in kept
    with pytest.raises(NotAllowed):
        enter()


def test_nobody_removes_the_account_they_act_as(bank):
    with pytest.raises(InvalidInput):
        bank.remove("beheerder")


def test_an_administrator_sees_who_has_a_password(bank, settle):
    settle()
    found = {member.actor.name: (member.name, member.has_password) for member in bank.members()}

    assert ("Anna de Wit", True) == found["anna"]
    assert ("", False) == found["beheerder"]


def test_an_accent_may_be_typed_on_any_machine(settle, enter):
    settle(password="vier losse caf\u00e9s")

    assert enter(password="vier losse cafe\u0301s")


def test_a_demo_can_be_looked_at_with_every_role(story):
    assert ("anna", "daan", "bilal", "carla", "rik", "lea", "beheerder") == demo_accounts(story.url)
