"""The link with which somebody chooses a password."""

import pytest

from tests.serve.identity.conftest import PASSWORD

pytestmark = pytest.mark.slow  # the file, taken together


@pytest.fixture
def link(served):
    with served.story.bank() as bank:
        return f"welkom/{bank.invite('bilal')}"


def test_who_has_the_link_chooses_a_password_and_is_in(served, link):
    browser = served.browser()
    page = browser.get(link).text
    answer = browser.send(link, password=PASSWORD, again=PASSWORD)

    assert "bilal" in page
    assert (303, "bilal") == (answer.status_code, browser.who())
    assert 303 == served.browser().sign_in("bilal").status_code


def test_looking_at_the_link_does_not_use_it_up_and_choosing_does(served, link):
    looks = [served.browser().get(link).status_code for _ in range(2)]
    served.browser().send(link, password=PASSWORD, again=PASSWORD)
    after = served.browser().get(link)

    assert [200, 200, 404] == [*looks, after.status_code]
    assert "al gebruikt of is verlopen" in after.text


def test_a_link_of_a_week_ago_no_longer_works(served, link):
    served.story.clock.pass_days(7)

    assert 404 == served.browser().get(link).status_code


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("kort", "kort", "minstens 12 tekens"),
        ("wachtwoord2026", "wachtwoord2026", "raadt iedereen"),
        (PASSWORD, f"{PASSWORD}!", "niet gelijk"),
    ],
)
def test_what_is_wrong_with_a_password_is_told_and_the_link_still_works(served, link, password, again, said):
    answer = served.browser().send(link, password=password, again=again)

    assert 400 == answer.status_code
    assert said in answer.text
    assert 200 == served.browser().get(link).status_code


def test_a_password_with_spaces_around_it_is_kept_as_it_is(served, link):
    spaced = f"  {PASSWORD} "
    served.browser().send(link, password=spaced, again=spaced)

    assert 403 == served.browser().sign_in("bilal").status_code
    assert 303 == served.browser().sign_in("bilal", spaced).status_code


def test_choosing_a_password_ends_the_sessions_of_that_account(served):
    browser = served.browser()
    browser.sign_in()
    before = browser.who()
    with served.story.bank() as bank:
        link = f"welkom/{bank.invite('anna')}"
    served.browser().send(link, password="een heel ander woord", again="een heel ander woord")

    assert ("anna", "") == (before, browser.who())


def test_guessing_links_is_slowed_down(served):
    browser = served.browser()

    assert {404, 429} == {browser.get(f"welkom/gok{number}").status_code for number in range(11)}
