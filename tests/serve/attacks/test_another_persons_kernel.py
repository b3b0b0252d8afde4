"""A kernel answers the person who opened its page, and nobody else, even when they know its id."""

import uuid
from contextlib import ExitStack

import pytest
from websockets.exceptions import InvalidStatus

from tests.serve.attacks.attacker import PROTOCOLS, V1

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
REFUSED = {403, 404, 405}


@pytest.fixture(scope="module")
def hers(target):
    """Anna's browser, and the kernel of the page that she has open."""
    browser = target.browser("anna")
    return browser, browser.open("vastleggen").kernel


def refusal(browser, kernel, **options):
    """Return the status with which `browser` is refused the line to `kernel`."""
    with pytest.raises(InvalidStatus) as refused, browser.line(kernel, **options):
        pass
    return refused.value.response.status_code


@pytest.mark.parametrize("account", ["bilal", "carla", "beheerder"])
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_nobody_else_connects_to_a_kernel(target, hers, account, protocol):
    _, kernel = hers

    assert 403 == refusal(target.browser(account), kernel, protocol=protocol)


def test_a_kernel_that_is_not_there_looks_the_same_as_somebody_elses(target, hers):
    bilal, (_, kernel), nowhere = target.browser("bilal"), hers, str(uuid.uuid4())

    assert refusal(bilal, nowhere) == refusal(bilal, kernel)
    answers = [bilal.http.get(f"api/kernels/{id}") for id in (nowhere, kernel)]
    assert [(404, "404\n")] * 2 == [(answer.status_code, answer.text) for answer in answers]


@pytest.mark.parametrize("deed", ["", "/restart", "/interrupt", "/channels", "/shutdown"])
def test_nobody_else_does_anything_to_a_kernel(target, hers, deed):
    anna, kernel = hers
    bilal = target.browser("bilal")
    token = bilal.open("start").token
    for method in METHODS:
        answer = bilal.http.request(method, f"api/kernels/{kernel}{deed}", headers={"X-XSRFToken": token})

        assert answer.status_code in REFUSED, method
        assert kernel not in answer.text
    with anna.line(kernel) as line:
        assert line.states()


def test_the_owner_has_no_api_to_a_kernel_but_to_look_whether_it_is_there(hers):
    anna, kernel = hers
    token = anna.open("start").token
    sent = {"X-XSRFToken": token}
    answers = {
        (method, deed): anna.http.request(method, f"api/kernels/{kernel}{deed}", headers=sent).status_code
        for method in METHODS
        for deed in ("", "/restart", "/interrupt")
    }

    assert 200 == answers.pop(("GET", ""))
    assert set(answers.values()) <= REFUSED
    with anna.line(kernel) as line:
        assert line.states()


def test_the_session_of_anothers_connection_opens_nothing(target, hers):
    anna, kernel = hers
    with anna.line(kernel, session="session-of-anna") as line:
        bilal = target.browser("bilal")
        own = bilal.open("start").kernel

        assert 403 == refusal(bilal, kernel, session="session-of-anna")
        with bilal.line(own, session="session-of-anna") as other:
            assert set(other.states()).isdisjoint(line.states())
        assert line.states()


def test_messages_to_anothers_widgets_do_nothing_to_them(target, hers):
    anna, kernel = hers
    with anna.line(kernel) as line:
        before = line.states()
        with target.browser("bilal").at("vastleggen") as other:
            for model in before:
                other.change(model, html="<b>gekaapt</b>", values={"title": "gekaapt"}, layout="gekaapt")
                other.do(model, do="saved", values={"title": "gekaapt", "happened": "gekaapt"}, number=1)
                other.comm(model, {"method": "request_state"})
                other.send("comm_close", {"comm_id": model, "data": {}})
            others = other.states()
            heard = other.all_heard

        assert before == line.states()
        assert set(others).isdisjoint(before)
        assert "gekaapt" not in str(others)
        assert not any(id in heard.replace('"comm_id"', "") for id in before if f'"{id}": {{' in heard)


def test_nobody_who_is_not_signed_in_gets_near_a_kernel(target, hers):
    nobody, (_, kernel) = target.browser(), hers

    assert 403 == refusal(nobody, kernel)
    answer = nobody.http.get(f"api/kernels/{kernel}")
    assert 403 == answer.status_code
    assert kernel not in answer.text


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "x",
        "kennisbank-session=",
        "kennisbank-session=" + "A" * 43,
        "_xsrf=1",
        'kennisbank-session="\\000"',
    ],
)
def test_an_invented_cookie_opens_nothing(target, hers, cookie):
    nobody, (_, kernel) = target.browser(), hers

    assert 403 == refusal(nobody, kernel, Cookie=cookie)


@pytest.mark.parametrize(
    "name", ["Authorization", "X-Forwarded-User", "X-Remote-User", "Remote-User", "X-Auth-Request-User"]
)
def test_a_header_that_names_the_owner_opens_nothing(target, hers, name):
    _, kernel = hers
    for browser in (target.browser(), target.browser("bilal")):
        assert 403 == refusal(browser, kernel, **{name: "token anna" if name == "Authorization" else "anna"})


@pytest.mark.parametrize("query", ["token=x", "access_token=x", "user=anna", "actor=anna"])
def test_the_address_says_nothing_about_who_is_there(target, query):
    name, _, value = query.partition("=")
    page = target.browser("bilal").open("start", **{name: value})

    assert "Bilal" in page.text
    assert "Anna" not in page.text.partition("kb-cells")[0]
    assert 302 == target.browser().http.get("start", params={name: value}).status_code


@pytest.mark.parametrize(
    "origin", ["https://kwaad.example", "null", "http://127.0.0.1", "http://localhost:1", "file://", "x"]
)
def test_a_page_of_another_site_cannot_connect(hers, origin):
    anna, kernel = hers

    assert 403 == refusal(anna, kernel, Origin=origin)


def test_another_host_with_our_origin_cannot_connect(target, hers):
    anna, kernel = hers
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "a" * 22 + "=="}  # fmt: skip
    sent = {**upgrade, "Host": "kwaad.example", "Origin": target.address.rstrip("/")}

    assert 403 == anna.http.get(f"api/kernels/{kernel}/channels", headers=sent).status_code


@pytest.mark.parametrize("session", ["a" * 65, "x%0d%0ay", "..%2f..", "é"])
def test_a_session_of_a_strange_form_is_refused(hers, session):
    anna, kernel = hers

    assert 400 == refusal(anna, kernel, session=session)


def test_one_kernel_takes_a_few_connections_and_no_more(target):
    anna = target.browser("anna")
    kernel = anna.open("start").kernel
    with ExitStack() as stack:
        lines = [stack.enter_context(anna.line(kernel, protocol=V1)) for _ in range(8)]

        assert 429 == refusal(anna, kernel)
        assert lines[0].states()


def test_signing_out_closes_what_is_open_and_the_cookie_opens_nothing_more(target):
    daan = target.browser("daan")
    page = daan.open("start")
    kept = daan.cookie
    with daan.line(page.kernel) as line:
        line.states()
        answer = daan.http.post(
            "afmelden", data={"_xsrf": page.token}, headers={"Cookie": f"{kept}; _xsrf={page.token}"}
        )

        assert 200 == answer.status_code
        line.closed()
    nobody = target.browser()
    assert 403 == refusal(nobody, page.kernel, Cookie=kept)
    assert 302 == nobody.http.get("start", headers={"Cookie": kept}).status_code
