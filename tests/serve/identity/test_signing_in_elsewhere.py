"""Signing in at the organisation's issuer: a real one, with every step a browser takes."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from kennisbank.serve.identity.elsewhere import ASKED
from kennisbank.serve.settings import Oidc
from tests.serve.identity.conftest import opened
from tests.services.issuer import CLIENT, SECRET, issuer

pytestmark = pytest.mark.slow  # the file, taken together

BASE = "/kb/"


@pytest.fixture(scope="module")
def running():
    with issuer(base=BASE) as found:
        yield found


@pytest.fixture
def served(told, running):
    oidc = Oidc(issuer=running.address, client_id=CLIENT, client_secret=SECRET)
    with opened(told, base_url=BASE, port=running.port, oidc=oidc) as found:
        yield found


def at_the_issuer(browser, who, **wanted):
    """Go to the issuer, say who we are, and return the address that it sends us back to."""
    answer = browser.get("oidc/aanmelden", params=wanted)
    form = browser.client.get(answer.headers["location"], follow_redirects=True)
    answer = browser.client.post(form.url, data={"who": who})
    while not urlsplit(address := answer.headers["location"]).path.startswith(BASE):
        answer = browser.client.get(address)
    return address


def test_who_is_known_at_the_issuer_signs_in_there(served):
    browser = served.browser()
    back = browser.client.get(at_the_issuer(browser, "anna", next="/kb/page"))

    assert (303, "/kb/page") == (back.status_code, back.headers["location"])
    assert "anna" == browser.who()
    with served.story.bank() as bank:
        assert ("anna", "sign-in", "oidc") in {
            (event.account, event.deed, event.about) for event in bank.events()
        }


def test_the_sign_in_page_shows_the_way(served):
    page = served.browser().get("aanmelden", params={"next": "/kb/page"}).text

    assert 'href="/kb/oidc/aanmelden?next=%2Fkb%2Fpage"' in page


def test_who_has_no_account_here_is_told_so(served):
    browser = served.browser()
    answer = browser.client.get(at_the_issuer(browser, "niemand"))

    assert (403, "") == (answer.status_code, browser.who())
    assert "bekend als niemand" in answer.text
    assert "nog geen account" in answer.text


def test_an_answer_works_once(served):
    browser = served.browser()
    back = at_the_issuer(browser, "anna")
    first, again = browser.client.get(back), browser.client.get(back)

    assert (303, 400) == (first.status_code, again.status_code)


def test_an_answer_to_another_browser_is_refused(served):
    back = at_the_issuer(served.browser(), "anna")
    victim = served.browser()
    victim.get("oidc/aanmelden")
    answer = victim.client.get(back)

    assert (400, "") == (answer.status_code, victim.who())
    assert "hoort niet bij deze poging" in answer.text


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x&code=y", "?error=access_denied"])
def test_an_answer_to_nothing_is_refused(served, query):
    assert 400 == served.browser().get(f"oidc/terug{query}").status_code


def test_a_code_that_was_made_up_is_refused(served):
    browser = served.browser()
    asked = browser.get("oidc/aanmelden").headers["location"]
    state = parse_qs(urlsplit(asked).query)["state"][0]

    assert 400 == browser.get("oidc/terug", params={"state": state, "code": "verzonnen"}).status_code


def test_what_we_asked_cannot_be_changed_by_the_browser(served):
    browser = served.browser()
    back = at_the_issuer(browser, "anna")
    kept = next(cookie for cookie in browser.client.cookies.jar if cookie.name == ASKED)
    kept.value = kept.value[:-3] + ("aaa" if kept.value[-3:] != "aaa" else "bbb")

    assert "/kb/oidc/" == kept.path
    assert 400 == browser.client.get(back).status_code


def test_it_is_asked_with_a_challenge_that_nobody_can_repeat(served):
    queries = [
        parse_qs(urlsplit(served.browser().get("oidc/aanmelden").headers["location"]).query) for _ in range(2)
    ]

    assert ["S256"] == queries[0]["code_challenge_method"]
    assert [] == [
        name for name in ("state", "nonce", "code_challenge") if queries[0][name] == queries[1][name]
    ]


def test_an_open_redirect_does_not_come_in_through_the_issuer(served):
    browser = served.browser()
    back = browser.client.get(at_the_issuer(browser, "anna", next="//kwaad.example"))

    assert BASE == back.headers["location"]


def test_signing_out_goes_on_to_the_issuer(served, running):
    browser = served.browser()
    browser.client.get(at_the_issuer(browser, "anna"))
    answer = browser.sign_out()
    address = answer.headers["refresh"].removeprefix("0; url=")
    there = browser.client.get(address)

    assert "" == browser.who()
    assert address.startswith(f"{running.address}/session/end?client_id=kennisbank")
    assert address in html.unescape(answer.text)
    assert 200 == there.status_code
    assert re.search("<form", there.text)


def test_a_session_from_the_issuer_expires_too(served):
    browser = served.browser()
    browser.client.get(at_the_issuer(browser, "anna"))
    served.story.clock.now += timedelta(hours=24)

    assert "" == browser.who()


def test_an_issuer_that_is_away_is_told_in_plain_words(told):
    with issuer() as gone:
        pass
    with opened(told, oidc=Oidc(issuer=gone.address, client_id=CLIENT)) as served:
        answer = served.browser().get("oidc/aanmelden")

        assert 502 == answer.status_code
        assert "antwoordt niet" in answer.text


def test_without_an_issuer_there_is_no_such_page(told):
    with opened(told) as served:
        assert 404 == httpx.get(f"{served.address}/oidc/terug").status_code
