"""Accounts from the command line: made, invited, listed, signed out, removed; and what was done."""

import json
import os

import pytest

from kennisbank.actions.inviting import invited
from kennisbank.actions.visiting import open_session, session_of
from kennisbank.cli.serving import SECRET


def account_of(story, line):
    word = line.strip().rpartition("welkom/")[2]
    with story.bank() as bank:
        return invited(bank.store, word)


def test_an_account_is_made_with_a_link_for_its_owner(run, story):
    team = story.ids["permits"]
    done = run("--bank", story.url, "user", "add", "eva", "--role", "team_leader", "--leads", team)
    with story.bank("eva") as eva:
        made = eva.actor

    assert 0 == done.code
    assert ("team_leader", {team}, {team}) == (made.role, set(made.teams), set(made.leads))
    assert "eva" == account_of(story, done.out)


def test_a_new_link_is_printed_and_the_older_one_ends(run, story):
    older = run("--bank", story.url, "user", "link", "anna").out
    newer = run("--bank", story.url, "user", "link", "anna").out

    assert ["", "anna"] == [account_of(story, line) for line in (older, newer)]


def test_accounts_are_listed(run, story):
    found = json.loads(run("--bank", story.url, "user", "list", "--json").out)
    shown = run("--bank", story.url, "user", "list").out

    assert {"anna", "beheerder"} < {row["account"] for row in found}
    assert "Anna de Wit" in shown and "teamleider" in shown


def test_somebody_is_signed_out_and_removed(run, story):
    with story.bank() as bank:
        word = open_session(bank.store, "anna", way="test")
        done = run("--bank", story.url, "user", "sign-out", "anna")
        removed = run("--bank", story.url, "user", "remove", "anna", "--yes")

        assert "1 sessions ended" in done.out
        assert session_of(bank.store, word) is None
        assert 0 == removed.code
        assert "anna" not in bank.accounts()


def test_what_was_done_is_shown(run, story):
    run("--bank", story.url, "user", "link", "anna")
    found = json.loads(run("--bank", story.url, "events", "--json").out)
    shown = run("--bank", story.url, "events", "--limit", "1").out

    assert [("beheerder", "invite", "anna")] == [(row["account"], row["deed"], row["about"]) for row in found]
    assert "invite" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("user", "add", "eva", "--role", "member"),
        ("user", "link", "anna"),
        ("user", "list"),
        ("user", "sign-out", "anna"),
        ("user", "remove", "anna", "--yes"),
        ("events",),
    ],
)
def test_only_an_administrator_may(run, story, arguments):
    done = run("--bank", story.url, "--as", "carla", *arguments)

    assert (4, "") == (done.code, done.out)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--host", "0.0.0.0"), "cross the network unprotected"),  # noqa: S104 - to see that it is refused
        (("--certificate", "cert.pem"), "both a certificate and its key"),
        (("--user-header", "X-Account"), "when it comes from a proxy"),
        (("--proxy", "overal"), "no address of a proxy"),
        (("--oidc-issuer", "http://login.example", "--oidc-client", "wij"), "no https address"),
        (("--oidc-issuer", "https://login.example"), "needs a client"),
        (("--base-url", "kennis"), "does not begin and end with a slash"),
    ],
)
def test_a_server_that_would_let_in_anybody_does_not_start(run, story, options, words):
    done = run("--bank", story.url, "serve", *options)

    assert 2 == done.code
    assert words in done.err


def test_the_secret_of_the_issuer_is_taken_out_of_the_environment(run, story, monkeypatch):
    monkeypatch.setenv(SECRET, "geheim")
    done = run("--bank", story.url, "serve", "--oidc-issuer", "http://login.example", "--oidc-client", "wij")

    assert SECRET not in os.environ
    assert "geheim" not in done.out + done.err
