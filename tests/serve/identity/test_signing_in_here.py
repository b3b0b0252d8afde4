"""Signing in on our own page: in, out, and nothing that a stranger can use."""

import html
from datetime import timedelta

import httpx
import pytest

from kennisbank.actions.visiting import sign_out
from kennisbank.errors import BankMissing
from kennisbank.serve.identity import entering, lookups
from tests.serve.identity.conftest import FIELD, PASSWORD, opened

pytestmark = pytest.mark.slow  # the file, taken together


def test_a_page_leads_to_signing_in_and_back_again(served):
    browser = served.browser()
    first = browser.get("page")
    onward = httpx.URL(first.headers["location"])
    after = browser.send(str(onward)[1:], name="anna", password=PASSWORD, next="/page")

    assert (302, "/aanmelden", "/page") == (first.status_code, onward.path, onward.params["next"])
    assert (303, "/page") == (after.status_code, after.headers["location"])
    assert "anna" == browser.who()


def test_the_form_keeps_where_somebody_came_for(served):
    page = served.browser().get("aanmelden", params={"next": "/page?id=1&x=2"}).text

    assert 'name="next" value="/page?id=1&amp;x=2"' in page


def test_a_program_that_is_not_signed_in_is_refused_not_led_on(served):
    assert 403 == served.browser().get("api").status_code


def test_the_cookie_is_for_the_server_only(served):
    browser = served.browser()
    cookie = next(
        text
        for text in browser.sign_in().headers.get_list("set-cookie")
        if text.startswith("kennisbank-session=")
    )

    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie and "xpires" not in cookie


@pytest.mark.parametrize(
    ("name", "password"), [("anna", "fout"), ("niemand", PASSWORD), ("lea", PASSWORD), ("", "")]
)
def test_a_refusal_reads_the_same_whatever_was_wrong(served, name, password):
    answer = served.browser().sign_in(name, password)

    assert 403 == answer.status_code
    assert "Deze naam en dit wachtwoord horen niet bij elkaar." in answer.text
    assert not password or password not in answer.text
    assert entering.REFUSAL_SECONDS <= answer.elapsed.total_seconds()


def test_guessing_locks_the_account_for_everybody_even_with_the_right_password(served):
    for number in range(5):
        served.browser(source=f"127.0.0.{number + 2}").sign_in(password="gok")
    locked = served.browser().sign_in().status_code
    served.story.clock.now += timedelta(minutes=2)

    assert (403, 303) == (locked, served.browser().sign_in().status_code)


def test_an_address_that_tries_too_often_must_wait_and_others_need_not(served):
    browser = served.browser(source="127.0.0.9")
    codes = [browser.sign_in(f"naam{number}", "gok").status_code for number in range(11)]
    refused = browser.sign_in()

    assert [403] * 10 == codes[:10]
    assert 429 == refused.status_code
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert "te vaak" in refused.text
    assert 303 == served.browser().sign_in().status_code


def test_who_signs_in_rightly_is_never_asked_to_wait(served):
    assert {303} == {served.browser().sign_in().status_code for _ in range(15)}


def test_a_session_planted_before_signing_in_is_worth_nothing_afterwards(served):
    served.settle("bilal")
    thief, victim = served.browser(), served.browser()
    thief.sign_in("bilal")
    victim.keep(thief.session)
    before = victim.who()
    victim.send("aanmelden", form="page", name="anna", password=PASSWORD)

    assert victim.session not in (thief.session, "")
    assert ("bilal", "anna", "") == (before, victim.who(), thief.who())


def test_a_form_from_before_signing_in_is_worth_nothing_afterwards(served):
    browser = served.browser()
    token = FIELD.search(browser.get("aanmelden").text)[1]
    browser.client.post("/aanmelden", data={"_xsrf": token, "name": "anna", "password": PASSWORD})
    browser.get("page")
    answer = browser.client.post("/afmelden", data={"_xsrf": token})

    assert (403, "anna") == (answer.status_code, browser.who())


def test_signing_out_ends_the_session_in_the_bank_at_once(served):
    browser, copy = served.browser(), served.browser()
    browser.sign_in()
    copy.keep(browser.session)
    before = copy.who()
    answer = browser.sign_out()

    assert "anna" == before
    assert "Je bent afgemeld" in answer.text
    assert '"cache"' == answer.headers["clear-site-data"]
    assert ("", "", "") == (browser.session, browser.who(), copy.who())


def test_signing_out_elsewhere_takes_effect_within_five_seconds(served):
    browser = served.browser()
    browser.sign_in()
    before = browser.who()
    with served.story.bank() as other_process:
        sign_out(other_process.store, browser.session)
    served.door.sessions._now = lambda: lookups.time.monotonic() + 5

    assert lookups.FRESH < 5
    assert ("anna", "") == (before, browser.who())


def test_an_administrator_signs_somebody_out_everywhere(served):
    browsers = [served.browser(), served.browser()]
    for browser in browsers:
        browser.sign_in()
    with served.story.bank() as bank:
        bank.sign_out("anna")

    assert ["", ""] == [browser.who() for browser in browsers]


def test_a_session_expires(served):
    browser = served.browser()
    browser.sign_in()
    served.story.clock.now += timedelta(hours=8)

    assert "" == browser.who()


@pytest.mark.parametrize("path", ["aanmelden", "aanmelden/als", "afmelden", "welkom/x"])
@pytest.mark.parametrize("token", ["", "verkeerd"])
def test_a_form_that_is_not_from_our_own_page_is_refused(told, path, token):
    with opened(told, samples=("anna",)) as served:
        served.settle()
        browser = served.browser()
        browser.get("aanmelden")
        fields = {"name": "anna", "password": PASSWORD, "account": "anna", "_xsrf": token}
        answer = browser.client.post(f"/{path}", data=fields)

        assert 403 == answer.status_code
        assert "verlopen" in answer.text
        assert "" == browser.session


def test_a_form_sent_from_another_site_is_refused_even_with_the_token(served):
    browser = served.browser(Origin="https://kwaad.example")

    assert 404 == browser.sign_in().status_code


def test_only_the_sample_people_of_a_demo_can_be_chosen(told):
    with opened(told, samples=("anna", "carla")) as served:
        browser = served.browser()
        page = browser.get("aanmelden").text
        chosen = browser.send("aanmelden/als", form="aanmelden", account="carla")
        stranger = served.browser()
        other = stranger.send("aanmelden/als", form="aanmelden", account="beheerder")

        assert "Kijk rond als Anna de Wit (medewerker, Vergunningen)" in html.unescape(page)
        assert (303, "carla") == (chosen.status_code, browser.who())
        assert (403, "") == (other.status_code, stranger.who())


def test_without_samples_nobody_is_let_in_without_a_password(served):
    assert 403 == served.browser().send("aanmelden/als", form="aanmelden", account="anna").status_code


def test_everything_works_below_another_address(told):
    with opened(told, base_url="/kennis/bank/") as served:
        served.settle()
        browser = served.browser()
        answer = browser.sign_in(next="/kennis/bank/page")
        cookies = {cookie.path for cookie in browser.client.cookies.jar}

        assert "/kennis/bank/page" == answer.headers["location"]
        assert "anna" == browser.who()
        assert {"/kennis/bank/"} == cookies


@pytest.mark.parametrize("path", ["aanmelden", "welkom/x"])
def test_what_these_pages_may_do_is_as_little_as_they_need(served, path):
    headers = served.browser().get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))

    assert "'none'" == policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"]
    assert "'self'" == policy["form-action"]
    assert "no-store" == headers["cache-control"]
    assert path != "welkom/x" or "strict-origin" == headers["referrer-policy"]


def test_nothing_secret_is_in_the_log(served, caplog):
    with served.story.bank() as bank:
        word = bank.invite("lea")
    browser = served.browser()
    browser.sign_in(password="geheim geraden woord")
    browser.get("welkom/geen-goede-link")
    browser.client.post(f"/welkom/{word}", data={"password": PASSWORD})
    browser.sign_in()
    secrets = (word, "geen-goede-link", PASSWORD, "geheim geraden woord", browser.session, "127.0.0.1")

    assert [] == [secret for secret in secrets if secret in caplog.text]


def test_a_bank_that_is_away_is_told_in_plain_words_and_signs_nobody_out(served):
    browser, stranger = served.browser(), served.browser()
    browser.sign_in()
    browser.who()
    served.door.sessions._find = _away
    later = lookups.time.monotonic() + 30
    served.door.sessions._now = lambda: later
    stranger.keep("nooit gezien")
    answer = stranger.get("aanmelden")

    assert "anna" == browser.who()
    assert 503 == answer.status_code
    assert "even niet bereikbaar" in answer.text


def _away(_word):
    raise BankMissing("gone")


def test_the_language_of_the_page_is_asked_for_and_kept(served):
    browser = served.browser()
    page = browser.get("aanmelden", params={"lang": "en", "next": "/page"}).text
    answer = browser.client.post(
        "/aanmelden?lang=en",
        data={"_xsrf": FIELD.search(page)[1], "name": "anna", "password": "x", "next": "/page"},
    )

    assert '<html lang="en">' in page and '<html lang="en">' in answer.text
    assert 'href="?next=%2Fpage&amp;lang=nl"' in page
    assert "This name and password do not go together." in answer.text
