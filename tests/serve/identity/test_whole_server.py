"""The whole server as it is started: nothing answers a stranger, and what is printed lets the first person in."""

import re
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.browser.conftest import serving
from tests.serve.identity.conftest import FIELD, PASSWORD
from tests.story import tell

pytestmark = [pytest.mark.timeout(120), pytest.mark.slow]
KERNEL = "3f8b6a3e-2f6d-4b6e-8e3e-2a9ad2a6c111"
BASE = "/kennis/"


def certificate(folder):
    """Make a certificate for this machine, and return the files of it and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    kind = serialization.Encoding.PEM
    files = folder / "cert.pem", folder / "cert.key"
    files[0].write_bytes(made.public_bytes(kind))
    files[1].write_bytes(
        key.private_bytes(kind, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("whole") / "log"


@pytest.fixture(scope="module")
def served(log):
    """A server with TLS, below another address, on a bank where nobody has a password yet."""
    story = tell(f"sqlite:///{log.parent / 'bank.db'}")
    cert, key = certificate(log.parent)
    options = ("--certificate", str(cert), "--key", str(key), "--base-url", BASE)
    with serving(story, log, *options) as running:
        yield running


@pytest.fixture
def client(served, log):
    trusted = ssl.create_default_context(cafile=str(log.parent / "cert.pem"))
    address = served.address.replace("http:", "https:").rstrip("/")
    with httpx.Client(base_url=address, verify=trusted, timeout=60) as found:
        yield found


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("start", 302),
        ("zoeken?q=brief", 302),
        (f"api/kernels/{KERNEL}", 403),
        (f"api/kernels/{KERNEL}/channels", 403),
        ("api/kernels", 404),
        ("api/contents", 404),
        ("api/sessions", 404),
        ("api/terminals", 404),
        ("login", 302),
        ("aanmelden", 200),
        ("voila/templates/lab/static/voila.js", 404),
        ("voila/render/start.ipynb", 404),
    ],
)
def test_a_stranger_sees_the_way_in_and_nothing_else(client, path, code):
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "eenentwintigletters=="}
    answer = client.get(f"{BASE}{path}", headers={**upgrade, **key} if path.endswith("channels") else {})

    assert code == answer.status_code
    assert code != 302 or answer.headers["location"].startswith(f"{BASE}aanmelden?next=%2Fkennis%2F")


def test_the_sign_in_page_has_its_looks_before_anybody_is_in(client):
    style = re.search(r'rel="stylesheet" href="([^"]+)"', client.get(f"{BASE}aanmelden").text)[1]

    assert "text/css" in client.get(style).headers["content-type"]


@pytest.mark.parametrize(
    "proof",
    [{"Authorization": "token x"}, {"Cookie": "kennisbank-session=geraden"}, {"Cookie": "username=x"}],
)
def test_no_token_and_no_made_up_cookie_lets_anybody_in(client, proof):
    assert 403 == client.get(f"{BASE}api/kernels/{KERNEL}?token=x", headers=proof).status_code


def test_the_link_that_is_printed_lets_the_first_administrator_in_over_tls_only(client, log):
    link = re.search(rf"{BASE}welkom/\S+", log.read_text())[0]
    token = FIELD.search(client.get(link).text)[1]
    answer = client.post(link, data={"_xsrf": token, "password": PASSWORD, "again": PASSWORD})
    cookies = answer.headers.get_list("set-cookie")
    page = client.get(f"{BASE}start").text
    unproved = client.post(f"{BASE}afmelden").status_code

    assert 303 == answer.status_code
    assert "Secure" in next(text for text in cookies if text.startswith("kennisbank-session"))
    assert "Je werkt als beheerder" in page
    assert client.cookies["kennisbank-session"] not in page
    assert 403 == unproved
    assert 1 == log.read_text().count(link.rpartition("/")[2]), "it is printed, and not in the log"
    assert PASSWORD not in log.read_text()
    assert client.cookies["kennisbank-session"] not in log.read_text()
