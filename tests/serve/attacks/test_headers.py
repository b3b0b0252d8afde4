"""What every answer tells a browser to keep to, with and without TLS."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kennisbank.serve.assets import gather
from tests.serve.attacks.attacker import Opened
from tests.serve.attacks.conftest import attacked
from tests.serve.attacks.probes import write
from tests.story import tell

PAGES = (
    "start",
    "zoeken",
    "vastleggen",
    "kennisnetwerk",
    "kennisrisico",
    "leerklimaat",
    "aanmelden",
    "welkom/x",
    "nergens",
    "ergens/anders",
)


def policy(answer):
    """Return the content security policy of an answer, by directive."""
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("account", ["anna", ""])
def test_every_page_keeps_to_itself(target, page, account):
    answer = target.browser(account).http.get(page)
    if answer.status_code == 302:
        return
    told = policy(answer)

    assert ["'none'"] == told["default-src"]
    assert ["'self'"] == told.get("script-src", ["'self'"])
    assert told["frame-ancestors"] in (["'self'"], ["'none'"])
    assert ["'none'"] == told["base-uri"]
    assert ["'self'"] == told["form-action"]
    assert told.get("connect-src", ["'self'"]) == ["'self'"]
    assert "nosniff" == answer.headers["X-Content-Type-Options"]
    assert "no-store" == answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] in (
        "same-origin",
        "strict-origin",
        "no-referrer",
    )  # never a path: it can be a secret
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_page_has_no_script_in_it(target):
    text = target.browser("anna").open("start").text

    assert (
        text.count("<script")
        == text.count("<script src=") + text.count('<script type="module" async src=') + 1
    )
    assert '<script type="application/json"' in text
    assert " onclick=" not in text
    assert "javascript:" not in text


def test_everything_else_is_not_guessed_at_either(target):
    browser = target.browser()
    for path in (
        f"static/{gather().stamp}/page/page.js",
        "static/0/x",
        "health",
        "ready",
        "metrics",
        "api/kernels/x",
        "api/kernels/" + "0" * 8 + "-0000-0000-0000-" + "0" * 12,
    ):
        answer = browser.http.get(path)

        assert "nosniff" == answer.headers["X-Content-Type-Options"]
        assert "Strict-Transport-Security" not in answer.headers


@pytest.fixture(scope="module")
def over_tls(tmp_path_factory):
    """A server with TLS where one can choose to be anna, and what a browser needs to trust it."""
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = certified(folder)
    story = tell(f"sqlite:///{folder / 'bank.db'}")
    with attacked(
        story, folder, certificate=certificate, key=key, samples=["anna"], apps=write(folder / "apps")
    ) as running:
        trust = ssl.create_default_context(cafile=str(certificate))
        with httpx.Client(base_url=running.address, verify=trust, timeout=60) as browser:
            yield browser


def certified(folder):
    """Write a certificate for this machine, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(private)
    return folder / "cert.pem", folder / "key.pem"


@pytest.mark.parametrize("path", ["aanmelden", "nergens", "health", "static/0/x", "metrics", ""])
def test_over_tls_browsers_are_told_to_keep_to_it(over_tls, path):
    assert over_tls.get(path).headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_cookies_over_tls_never_go_without_it_and_no_script_reads_the_session(over_tls):
    over_tls.cookies.clear()
    page = over_tls.get("aanmelden")
    token = Opened(page.status_code, page.text, page.headers).token
    answer = over_tls.post("aanmelden/als", data={"account": "anna", "_xsrf": token})
    given = {
        cookie.partition("=")[0]: cookie
        for cookie in [*page.headers.get_list("Set-Cookie"), *answer.headers.get_list("Set-Cookie")]
    }

    assert 303 == answer.status_code
    assert {"kennisbank-session", "_xsrf"} <= given.keys()
    session = given["kennisbank-session"].lower()
    assert all(word in session for word in ("; httponly", "; secure", "; samesite=lax", "; path=/"))
    assert "domain=" not in session
    assert "; secure" in page.headers["Set-Cookie"].lower()
    assert 200 == over_tls.get("klaagt").status_code
