"""Forwarding headers: believed from the proxy that is configured, and from nobody else."""

from types import SimpleNamespace

import httpx
import pytest
from hypothesis import given, strategies as st

from kennisbank.errors import InvalidInput
from kennisbank.serve.identity.peers import client, from_proxy, is_https
from kennisbank.serve.settings import Settings
from tests.serve.identity.conftest import opened

pytestmark = pytest.mark.slow  # the file, taken together

PROXY, STRANGER = "127.0.0.2", "127.0.0.1"
HEADER = "X-Account"


@pytest.fixture
def behind(told):
    """A server behind a proxy at 127.0.0.2 that says who is there; Tornado rewrites addresses from headers, which must not matter."""
    with opened(told, xheaders=True, proxies=(PROXY,), user_header=HEADER) as running:
        yield running


def request(peer, *, protocol="http", remote_ip="", **headers):
    """A request as Tornado has it, whose `remote_ip` was rewritten from a header."""
    connection = SimpleNamespace(context=SimpleNamespace(address=peer and (peer, 4711)))
    named = httpx.Headers({name.replace("_", "-"): value for name, value in headers.items()})
    return SimpleNamespace(connection=connection, headers=named, protocol=protocol, remote_ip=remote_ip)


def test_the_proxy_says_who_is_there(behind):
    browser = behind.browser(source=PROXY, **{HEADER: "anna"})

    assert "je bent anna, Anna de Wit" in browser.get("page").text


@pytest.mark.parametrize(
    "more", [{}, {"X-Forwarded-For": PROXY}, {"X-Real-Ip": PROXY}, {"Forwarded": f"for={PROXY}"}]
)
def test_from_anybody_else_the_header_is_nothing(behind, more):
    browser = behind.browser(source=STRANGER, **{HEADER: "beheerder", **more})

    assert (302, 403) == (browser.get("page").status_code, browser.get("api").status_code)


@pytest.mark.parametrize("account", ["niemand", "", "beheerder,anna"])
def test_an_account_that_is_not_there_is_nobody(behind, account):
    browser = behind.browser(source=PROXY, **{HEADER: account})
    answer = browser.get("aanmelden")

    assert 302 == browser.get("page").status_code
    assert 403 == answer.status_code
    assert "via je organisatie" in answer.text


def test_a_header_given_twice_is_nobody(behind):
    browser = behind.browser(source=PROXY)
    answer = browser.client.get("/page", headers=[(HEADER, "beheerder"), (HEADER, "anna")])

    assert 302 == answer.status_code


def test_behind_a_proxy_nobody_signs_in_here(behind):
    behind.settle()
    browser = behind.browser(source=PROXY, **{HEADER: "anna"})
    token = browser.get("page")
    xsrf = token.text.split('value="')[1].split('"')[0]
    answer = browser.client.post("/aanmelden", data={"_xsrf": xsrf, "name": "anna", "password": "x"})

    assert 403 == answer.status_code
    assert "" == browser.session


def test_without_a_header_set_none_is_believed_even_from_the_proxy(told):
    with opened(told, proxies=(PROXY,)) as served:
        assert 302 == served.browser(source=PROXY, **{HEADER: "anna"}).get("page").status_code


@pytest.mark.parametrize(("source", "secure"), [(PROXY, True), (STRANGER, False)])
def test_the_cookie_is_for_tls_only_when_the_proxy_says_that_it_is(told, source, secure):
    with opened(told, proxies=(PROXY,)) as served:
        served.settle()
        answer = served.browser(source=source, **{"X-Forwarded-Proto": "https"}).sign_in()
        cookie = next(text for text in answer.headers.get_list("set-cookie") if "session" in text)

        assert secure == ("Secure" in cookie)


@given(st.sampled_from(["10.0.0.9", "10.0.1.1", "::1", "", "bla"]), st.text(), st.text())
def test_no_header_makes_a_proxy_of_a_stranger(peer, forwarded, real):
    asked = request(
        peer, remote_ip="10.0.0.5", X_Forwarded_For=_plain(forwarded) or "10.0.0.5", X_Real_Ip=_plain(real)
    )

    assert not from_proxy(asked, ("10.0.0.5", "10.0.0.128/25"))
    assert not is_https(asked, ("10.0.0.5",))


def _plain(text):
    return text.encode("ascii", "ignore").decode()


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.0.0.5", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.5", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.5", "203.0.113.9, 10.0.0.6", "203.0.113.9"),
        ("10.0.0.5", "kletskoek", ""),
        ("::ffff:10.0.0.5", "198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("", "198.51.100.1", ""),
    ],
)
def test_who_asks_is_the_nearest_that_is_no_proxy(peer, forwarded, expected):
    assert expected == client(request(peer, X_Forwarded_For=forwarded), ("10.0.0.0/24",))


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": ".".join("0000")},
        {"host": ""},
        {"host": "kennis.example"},
        {"host": "::"},
        {"user_header": HEADER},
        {"proxies": ("hier.example",)},
    ],
)
def test_settings_that_let_in_anybody_are_refused(wrong):
    with pytest.raises(InvalidInput):
        Settings(url="sqlite:///x.db", **wrong)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.3", "::1", "localhost"])
def test_this_machine_needs_no_tls(host):
    assert host == Settings(url="sqlite:///x.db", host=host).host
