"""The history of a repository as it is: names as in .mailmap, renames followed, nothing run that it asks for."""

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput, UnreadableSource
from tests.network.sources.repository import LONG, PEOPLE, Repository, story

ANN, BEN, CAS = (PEOPLE[name] for name in ("ann", "ben", "cas"))


@pytest.fixture
def repo(tmp_path):
    return Repository(tmp_path / "repo")


def test_who_changed_what_when(tmp_path):
    work = n.git_history(story(tmp_path / "repo").folder)
    rows = work.changes
    third = rows[rows["commit"] == rows["commit"].unique()[2]].iloc[0]

    assert (ANN, BEN, CAS) == work.people
    assert (".mailmap", "e.py", "h.py", "logo.png", "src/a.py", "src/b.py", "src/c.py") == work.files
    assert (BEN, "src/a.py", "M", 1, 0, pd.Timestamp("2024-01-03T12:00", tz="UTC")) == tuple(
        third[["author", "file", "change", "added", "removed", "time"]]
    )
    assert ("1 merge commits were left out.",) == work.notes
    assert {"source": "git", "until": None, "commits": 10} == {
        name: work.made[name] for name in ("source", "until", "commits")
    }
    assert [True] == list(rows.loc[rows["path"] == "logo.png", "binary"])


def test_a_file_keeps_its_history_when_it_is_renamed(tmp_path):
    rows = n.git_history(story(tmp_path / "repo").folder).changes

    assert [("src/d.py", CAS, "A"), ("e.py", ANN, "R")] == list(
        rows.loc[rows["file"] == "e.py", ["path", "author", "change"]].itertuples(index=False, name=None)
    )


def test_a_rename_in_one_branch_and_a_change_in_another_are_of_one_file(repo):
    repo.commit("ann", {"old.py": LONG})
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("ben", {"old.py": f"{LONG}20\n"})
    repo.git("checkout", "-q", "main")
    repo.git("mv", "old.py", "new.py")
    repo.commit("cas")
    repo.day += 1
    repo.git("merge", "-q", "-m", "merge", "side")
    rows = n.git_history(repo.folder).changes

    assert {"new.py"} == set(rows["file"])
    assert {ANN, BEN, CAS} == set(rows["author"])


def test_a_new_file_at_an_old_place_is_another_file(repo):
    repo.commit("ann", {"a.py": LONG})
    repo.git("mv", "a.py", "b.py")
    repo.commit("ann")
    repo.commit("ben", {"a.py": "other\n"})
    rows = n.git_history(repo.folder).changes

    assert {"b.py": {ANN}, "a.py": {BEN}} == {
        file: set(part["author"]) for file, part in rows.groupby("file")
    }


def test_a_file_that_comes_back_is_the_same_file(repo):
    repo.commit("ann", {"a.py": "a\n"})
    repo.commit("ben", gone=["a.py"])
    repo.commit("cas", {"a.py": "a\nb\n"})
    work = n.git_history(repo.folder)

    assert ["A", "D", "A"] == list(work.changes["change"])
    assert [ANN] == list(n.authorship(work).query("made")["person"])


def test_any_name_of_a_file_or_a_person(repo):
    names = ["with space.py", 'quo"te.py', "new\nline.py", "tab\t.py", "é.py", ":colon", "12\t3", "\x01.py"]
    PEOPLE["odd"] = 'O\'Brien "the | pipe" Jr <odd@example.org>'
    repo.commit("odd", dict.fromkeys(names, "x\n"))
    (repo.folder / "x").mkdir()
    Path(os.fsdecode(bytes(repo.folder / "x") + b"/\xe9.py")).write_bytes(b"y\n")
    repo.commit("ann")
    work = n.git_history(repo.folder)

    assert {*names, "x/\\xe9.py"} == set(work.files) == set(work.changes["file"])
    assert PEOPLE["odd"] in work.people


def test_until_a_day_and_only_some_paths(tmp_path):
    folder = story(tmp_path / "repo").folder
    early = n.git_history(folder, until=date(2024, 1, 2))
    moment = n.git_history(folder, until=datetime(2024, 1, 2, 11, tzinfo=UTC))
    part = n.git_history(folder, paths=["src"])

    assert (2, 1) == (early.made["commits"], moment.made["commits"])
    assert ("src/a.py", "src/b.py", "src/c.py") == part.files
    assert "A file that came into these paths from elsewhere counts as made when it came." in part.notes
    with pytest.raises(InvalidInput, match="nothing in this history before 2023-01-01"):
        n.git_history(folder, until=date(2023, 1, 1))


def test_progress_ends_at_the_number_of_commits(tmp_path):
    told = []
    n.git_history(story(tmp_path / "repo").folder, progress=lambda done, total: told.append((done, total)))

    assert (10, 10) == told[-1]


def test_a_shallow_clone_is_told(tmp_path):
    origin = story(tmp_path / "repo").folder
    subprocess.run(
        ["git", "clone", "-q", "--depth", "2", f"file://{origin}", str(tmp_path / "clone")],
        check=True,
        capture_output=True,
    )

    assert "This is a shallow clone" in " ".join(n.git_history(tmp_path / "clone").notes)


def test_a_submodule_is_left_out(tmp_path, repo):
    repo.commit("ann", {"a.py": "a\n"})
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{repo.git('rev-parse', 'HEAD')},inner")
    repo.git("commit", "-q", "-m", "inner")
    work = n.git_history(repo.folder)

    assert (("a.py",), {"a.py"}) == (work.files, set(work.changes["file"]))
    assert ("1 submodules were left out.",) == work.notes


def test_nothing_runs_that_the_repository_asks_for(tmp_path, repo):
    repo.commit("ann", {"a.txt": "a\n", ".gitattributes": "*.txt diff=evil\n"})
    repo.commit("ann", {"a.txt": "b\n"})
    touch = f"touch {tmp_path / 'ran'}; cat"
    for name, value in [
        ("diff.evil.textconv", touch),
        ("diff.evil.command", touch),
        ("diff.external", touch),
        ("core.fsmonitor", touch),
        ("core.pager", touch),
        ("log.showSignature", "true"),
        ("gpg.program", touch),
    ]:
        repo.git("config", name, value)
    work = n.git_history(repo.folder)

    assert 3 == len(work.changes)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("path", ["--output=x", "; touch x"])
def test_a_path_that_looks_like_an_option_is_a_path(tmp_path, repo, path):
    repo.commit("ann", {"a.py": "a\n"})
    work = n.git_history(repo.folder, paths=[path])

    assert ((), 0) == (work.files, len(work.changes))
    assert ["repo"] == [item.name for item in tmp_path.iterdir()]


def test_no_folder_no_repository_no_commits_no_git(tmp_path, repo, monkeypatch):
    (tmp_path / "plain").mkdir()
    with pytest.raises(UnreadableSource, match="no such folder"):
        n.git_history(tmp_path / "none")
    with pytest.raises(UnreadableSource, match="no commits yet"):
        n.git_history(repo.folder)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(UnreadableSource, match="Not a git repository"):
        n.git_history(tmp_path / "plain")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InvalidInput, match="no git on this machine"):
        n.git_history(repo.folder)


def test_an_environment_of_another_repository_does_not_lead_astray(tmp_path, repo, monkeypatch):
    repo.commit("ann", {"a.py": "a\n"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))

    assert ("a.py",) == n.git_history(repo.folder).files


def test_a_damaged_repository_is_told(repo):
    repo.commit("ann", {"a.py": "a\n"})
    repo.commit("ann", {"a.py": "b\n"})
    blob = repo.git("rev-parse", "HEAD~1:a.py")
    (repo.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(UnreadableSource, match="Unable to read"):
        n.git_history(repo.folder)
