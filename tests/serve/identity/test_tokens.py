"""What an issuer may say, and what is refused whoever says it: tokens that we sign ourselves."""

import asyncio
import base64
import hmac
import json
import time

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from kennisbank.errors import InvalidInput
from kennisbank.serve.identity.oidc import Asked, Away, Issuer, Refused
from kennisbank.serve.settings import Oidc

ISSUER, CLIENT, NONCE = "https://login.example", "kennisbank", "eenmalig"
KEY = RSAKey.generate_key(2048, {"kid": "een"})
OTHER = RSAKey.generate_key(2048, {"kid": "twee"})
CURVE = ECKey.generate_key("P-256", {"kid": "kromme"})
GOOD = {"iss": ISSUER, "aud": CLIENT, "sub": "42", "nonce": NONCE, "preferred_username": "anna"}
ASKED = Asked("staat", NONCE, "proef", "/")


class Provider:
    """An issuer that answers from memory."""

    def __init__(self, *keys, **about):
        self.keys, self.asked, self.answers = list(keys), [], {}
        self.about = {"issuer": ISSUER, **about}

    async def fetch(self, url, body, headers):
        self.asked.append((url, body, dict(headers)))
        if url.endswith("/.well-known/openid-configuration"):
            ends = {f"{name}_endpoint": f"{ISSUER}/{name}" for name in ("authorization", "token", "userinfo")}
            return {**ends, "jwks_uri": f"{ISSUER}/keys", **self.about}
        if url.endswith("/keys"):
            return {"keys": [key.as_dict(private=False) for key in self.keys]}
        return self.answers[url.rpartition("/")[2]]


def signed(key=KEY, alg="RS256", without=(), **changed):
    now = int(time.time())
    claims = {**GOOD, "iat": now, "exp": now + 300, **changed}
    kept = {name: value for name, value in claims.items() if name not in without}
    return jwt.encode({"alg": alg, "kid": key.kid}, kept, key, algorithms=[alg])


def believed(token, *keys, nonce=NONCE):
    made = Issuer(Oidc(issuer=ISSUER, client_id=CLIENT), fetch=Provider(*(keys or (KEY, CURVE))).fetch)
    return asyncio.run(made.claims(token, nonce=nonce))


@pytest.mark.parametrize(
    "made",
    [
        {},
        {"key": CURVE, "alg": "ES256"},
        {"alg": "PS256"},
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "ander"], "azp": CLIENT},
    ],
    ids=str,
)
def test_what_the_issuer_says_is_believed(made):
    assert "anna" == believed(signed(**made))["preferred_username"]


def test_a_clock_that_is_a_little_off_keeps_nobody_out():
    assert believed(signed(exp=int(time.time()) - 30))


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://kwaad.example"},
        {"iss": f"{ISSUER}/"},
        {"aud": "ander"},
        {"aud": [CLIENT, "ander"]},
        {"azp": "ander"},
        {"exp": int(time.time()) - 90},
        {"exp": "straks"},
        {"nbf": int(time.time()) + 900},
        {"nonce": "ander"},
        {"nonce": ""},
        {"sub": 42},
        *({"without": (name,)} for name in ("iss", "aud", "exp", "nonce", "sub")),
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_now_is_refused(changed):
    with pytest.raises(Refused):
        believed(signed(**changed))


def written(algorithm):
    """A token that says it is signed by `algorithm`, up to the signature."""
    now = int(time.time())
    parts = ({"alg": algorithm, "kid": KEY.kid}, {**GOOD, "iat": now, "exp": now + 300})
    return ".".join(_packed(json.dumps(part).encode()) for part in parts)


def _packed(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "token", [f"{written('none')}.", signed(OTHER), signed()[:-8], "", "a.b.c", "kletskoek"]
)
def test_a_token_that_the_issuer_did_not_sign_is_refused(token):
    with pytest.raises(Refused):
        believed(token)


def test_a_public_key_is_no_secret_to_sign_with():
    text = written("HS256")
    mark = hmac.digest(KEY.as_pem(private=False), text.encode(), "sha256")
    with pytest.raises(Refused):
        believed(f"{text}.{_packed(mark)}")


def test_an_answer_to_no_question_is_refused():
    with pytest.raises(Refused):
        believed(signed(nonce=""), nonce="")


def test_a_new_key_of_the_issuer_is_fetched_and_not_more_than_once_a_minute():
    provider, now = Provider(KEY), [time.time()]
    made = Issuer(Oidc(issuer=ISSUER, client_id=CLIENT), fetch=provider.fetch, now=lambda: now[0])

    async def story():
        await made.claims(signed(), nonce=NONCE)
        provider.keys = [OTHER]
        with pytest.raises(Refused):
            await made.claims(signed(OTHER), nonce=NONCE)
        now[0] += 61
        found = await made.claims(signed(OTHER), nonce=NONCE)
        for _ in range(5):
            with pytest.raises(Refused):
                await made.claims(signed(KEY), nonce=NONCE)
        return found

    assert "anna" == asyncio.run(story())["preferred_username"]
    assert 2 == sum(url.endswith("/keys") for url, *_ in provider.asked)


def exchanged(provider, **settings):
    made = Issuer(Oidc(issuer=ISSUER, client_id=CLIENT, **settings), fetch=provider.fetch)
    return asyncio.run(made.account("code", ASKED, back="https://wij.example/oidc/terug"))


def answering(userinfo=None, **changed):
    provider = Provider(KEY)
    provider.answers = {
        "token": {"id_token": signed(**changed), "access_token": "toegang"},
        "userinfo": userinfo,
    }
    return provider


def test_a_claim_that_is_not_in_the_token_is_asked_for():
    provider = answering({"sub": "42", "preferred_username": "bilal"}, without=("preferred_username",))

    assert "bilal" == exchanged(provider)
    assert {"Authorization": "Bearer toegang"} == provider.asked[-1][2]


@pytest.mark.parametrize(
    "userinfo",
    [{"sub": "43", "preferred_username": "bilal"}, {"sub": "42"}, {"sub": "42", "preferred_username": 7}],
)
def test_user_information_about_somebody_else_or_without_the_claim_is_refused(userinfo):
    with pytest.raises(Refused):
        exchanged(answering(userinfo, without=("preferred_username",)))


def test_an_address_that_the_issuer_did_not_check_is_refused():
    with pytest.raises(Refused):
        exchanged(answering(email="anna@example.org", email_verified=False), claim="email")


@pytest.mark.parametrize(
    ("methods", "in_headers", "in_form"),
    [
        (None, True, False),
        (["client_secret_post"], False, True),
        (["client_secret_post", "client_secret_basic"], True, False),
    ],
)
def test_we_prove_who_we_are_in_the_way_the_issuer_takes(methods, in_headers, in_form):
    provider = answering()
    if methods:
        provider.about["token_endpoint_auth_methods_supported"] = methods
    exchanged(provider, client_secret="geheim")
    _, form, headers = next(asked for asked in provider.asked if asked[0].endswith("/token"))

    assert in_headers == headers.get("Authorization", "").startswith("Basic ")
    assert in_form == ("client_secret" in form)
    assert ("proef", "code") == (form["code_verifier"], form["code"])


def test_another_issuer_at_the_same_address_is_not_asked_anything():
    provider = Provider(KEY, issuer="https://kwaad.example")
    made = Issuer(Oidc(issuer=ISSUER, client_id=CLIENT), fetch=provider.fetch)
    with pytest.raises(Away):
        asyncio.run(made.way_in(ASKED, back="https://wij.example/"))


@pytest.mark.parametrize(
    "address", ["http://login.example", "login.example", "http://127.0.0.1.kwaad.example"]
)
def test_an_issuer_without_tls_is_refused(address):
    with pytest.raises(InvalidInput):
        Oidc(issuer=address, client_id=CLIENT)


def test_the_secret_is_not_shown_where_settings_are():
    assert "geheim" not in repr(Oidc(issuer=ISSUER, client_id=CLIENT, client_secret="geheim"))
