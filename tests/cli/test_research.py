"""Research copies from the command line, and the doors that JupyterLab does not go through."""

import sys

import pytest

from tests.copies import opened


def test_a_copy_is_made_and_told_of(run, story, tmp_path):
    done = run("--bank", story.url, "--as", "rik", "--lang", "en", "research-copy", str(tmp_path / "copy"))
    with opened(tmp_path / "copy") as copy:
        total = sum(copy.count().values())

    assert (0, "") == (done.code, done.err.strip())
    assert f"{total} records" in done.out
    assert "pseudonymised, not anonymous" in done.out
    assert (tmp_path / "copy" / "README.md").read_text(encoding="utf-8").startswith("# Research copy")


def test_a_copy_is_read_as_any_bank_and_not_written(run, story, tmp_path):
    run("--bank", story.url, "research-copy", str(tmp_path / "copy"))
    copy = ("--bank", str(tmp_path / "copy"), "--as", "onderzoeker")
    found = run(*copy, "search", "bellen brief")
    refused = run(*copy, "add", "lesson", "Nieuw", "--set", "happened=x")

    assert 0 == found.code
    assert "Bel voor de brief" in found.out
    assert 0 == run(*copy, "check").code
    assert 6 == refused.code and "This is a research copy" in refused.err


def test_a_member_may_not_make_one(run, story, tmp_path):
    done = run("--bank", story.url, "--as", "anna", "research-copy", str(tmp_path / "copy"))

    assert (4, "") == (done.code, done.out)
    assert not (tmp_path / "copy").exists()


def test_the_lab_refuses_a_live_bank_and_says_the_way(run, sqlite_url, story, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("init", str(tmp_path / "live.db"))
    for arguments in (
        (str(tmp_path / "live.db"),),
        ("--bank", str(tmp_path / "live.db")),
        ("--bank", story.url),
    ):
        options = arguments if arguments[0] == "--bank" else ()
        done = run(*options, "lab", *(() if options else arguments))

        assert (2, "") == (done.code, done.out)
        assert "names of people" in done.err
        assert "research-copy research-copy" in done.err
    assert not (tmp_path / "onderzoek").exists()


def test_the_lab_says_how_to_make_a_copy_that_is_not_there(run, story, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    named = run("--bank", story.url, "lab", "copy")
    nothing = run("lab")

    assert 2 == named.code == nothing.code
    assert f"kennisbank --bank {story.url} research-copy copy" in named.err
    assert "kennisbank research-copy research-copy" in nothing.err


@pytest.mark.parametrize("lacking", ["jupyterlab", "duckdb"])
def test_a_lab_that_is_not_installed_is_named(run, sqlite_url, tmp_path, monkeypatch, lacking):
    run("init", str(tmp_path / "live.db"))
    run("--bank", str(tmp_path / "live.db"), "research-copy", str(tmp_path / "copy"))
    monkeypatch.setitem(sys.modules, lacking, None)
    done = run("lab", str(tmp_path / "copy"), "--work", str(tmp_path / "work"))

    assert 2 == done.code
    assert lacking in done.err and "kennisbank[research]" in done.err
    assert not (tmp_path / "work").exists()


def test_a_working_folder_in_the_copy_is_refused(run, tmp_path):
    run("init", str(tmp_path / "live.db"))
    run("--bank", str(tmp_path / "live.db"), "research-copy", str(tmp_path / "copy"))
    done = run("lab", str(tmp_path / "copy"), "--work", str(tmp_path / "copy" / "mine"))

    assert 2 == done.code
    assert "--work" in done.err
