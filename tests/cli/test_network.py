"""Networks from the command line: the bank's own, files from one format to another, and who knows the files of a repository."""

import json
from itertools import pairwise

import networkx as nx
import pytest

from kennisbank import network as n
from tests.network.sources.repository import Repository, story as files_of_five

BEN = "Ben Jansen <ben@example.org>"


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "json", "net", "csv", "dl"])
def test_the_network_of_the_bank_comes_in_each_format(run, story, tmp_path, suffix):
    file = tmp_path / f"bank.{suffix}"
    done = run("--bank", story.url, "--as", "lea", "network", "export", str(file))
    with story.bank("lea") as lea:
        net = lea.network()
    back = n.read(file)
    told = f"{file}: {net.number_of_nodes():,} nodes, {net.number_of_edges():,} ties."

    assert (0, "", told) == (done.code, done.err.strip(), done.out.splitlines()[0])
    assert net.number_of_nodes() == back.number_of_nodes()
    if suffix != "dl":  # a matrix: parallel ties are one, nodes have labels
        assert (set(net), sorted(net.edges(keys=True))) == (set(back), sorted(back.edges(keys=True)))
    assert (suffix in ("csv", "dl")) == ("  " in done.out)


def test_somebody_exports_no_more_than_they_may_see(run, story, tmp_path):
    file = tmp_path / "bank.json"
    sizes = {}
    for account in ("lea", "beheerder"):
        run("--bank", story.url, "--as", account, "network", "export", str(file))
        with story.bank(account) as bank:
            assert set(bank.network()) == set(n.read(file))
        sizes[account] = len(n.read(file))

    assert sizes["lea"] < sizes["beheerder"]


def test_a_named_format_goes_before_the_suffix(run, story, tmp_path):
    file = tmp_path / "bank.txt"
    done = run("--bank", story.url, "network", "export", str(file), "--format", "gexf")

    assert 0 == done.code
    assert "<gexf" in file.read_text(encoding="utf-8")[:200]
    assert n.read(file, format="gexf").number_of_nodes()


def test_a_network_goes_from_one_format_to_another_and_back(run, tmp_path):
    net = nx.DiGraph([("ann", "ben", {"weight": 2.0}), ("ben", "cas", {"weight": 0.5})])
    n.write(net, tmp_path / "one.graphml")
    way = ("one.graphml", "two.gexf", "three.net", "four.csv", "five.json")
    for source, target in pairwise(way):
        done = run("network", "convert", str(tmp_path / source), str(tmp_path / target))

        assert (0, f"{tmp_path / target}: 3 nodes, 2 ties.\n") == (done.code, done.out)
    back = n.read(tmp_path / "five.json")

    assert dict(net.edges.items()) == dict(back.edges.items())
    assert isinstance(back, nx.DiGraph)


def test_what_was_repaired_and_what_is_lost_is_told(run, tmp_path):
    (tmp_path / "old.txt").write_bytes("source,target,since\nAndr\xe9,Bo,2024\n".encode("cp1252"))
    done = run("network", "convert", str(tmp_path / "old.txt"), str(tmp_path / "new.dl"), "--from", "csv")
    notes = done.out.splitlines()[1:]

    assert 0 == done.code
    assert any("Windows-1252" in note for note in notes)
    assert any("since" in note for note in notes)


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    return str(files_of_five(tmp_path_factory.mktemp("git") / "repo").folder)


def test_the_truck_factor_of_a_history_says_who_and_per_folder(run, repository):
    work = n.git_history(repository)
    whole, folders = n.truck_factor(work), n.truck_factor_by_folder(work)
    done = run("network", "truck-factor", repository, "--by-folder", "--json")
    told = json.loads(done.out)

    assert 0 == done.code
    assert (whole.value, list(whole.removed)) == (told["truck_factor"], told["removed"])
    assert (len(whole.files), whole.orphans) == (told["files"], told["orphans"])
    assert list(folders["truck_factor"]) == [row["truck_factor"] for row in told["folders"]]
    assert [".", "src"] == [row["folder"] for row in told["folders"]]
    assert {"author": BEN, "files": int(whole.authors.loc[BEN, "files"])}.items() <= next(
        row for row in told["authors"] if BEN == row["author"]
    ).items()


def test_the_truck_factor_is_told_in_words_with_what_it_does_not_say(run, repository):
    plain = run("--lang", "en", "network", "truck-factor", repository)
    folders = run("--lang", "en", "network", "truck-factor", repository, "--by-folder")
    whole = n.truck_factor(n.git_history(repository))

    assert f"{repository}: {whole.value}. {n.meaning(whole, 'en')}" == plain.out.splitlines()[0]
    assert "1 merge commits were left out." in plain.out
    assert all(who in plain.out for who in whole.removed)
    assert "src" not in plain.out
    assert any(line.startswith("src ") for line in folders.out.splitlines())


def test_a_history_without_text_files_has_a_truck_factor_of_none(run, tmp_path):
    repo = Repository(tmp_path / "empty")
    repo.commit("ann", {"logo.png": b"\x00\x01"})
    done = run("network", "truck-factor", str(repo.folder))
    told = json.loads(run("network", "truck-factor", str(repo.folder), "--json").out)

    assert 0 == done.code
    assert "no text files" in done.out
    assert (0, [], 0, None) == (told["truck_factor"], told["removed"], told["files"], told["orphans"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("network", "export", "{folder}/bank.xlsx"), (".xlsx", ".graphml")),
        (("network", "export", "{folder}/bank.net", "--format", "excel"), ("'excel'", "graphml")),
        (("network", "export", "{folder}/none/bank.net"), ("none", "folder is there")),
        (("network", "convert", "{folder}/none.dl", "{folder}/a.net"), ("none.dl",)),
        (("network", "convert", "{folder}/half.json", "{folder}/a.net"), ("half.json", "line 1")),
        (("network", "convert", "{folder}/half.json", "{folder}/a.xyz"), ("a.xyz",)),
        (("network", "truck-factor", "{folder}/none"), ("no such folder",)),
        (("network", "truck-factor", "{folder}"), ("git repository",)),
    ],
)
def test_a_mistake_is_one_sentence_and_leaves_no_file(run, story, tmp_path, monkeypatch, arguments, words):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "half.json").write_text("{", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    done = run("--bank", story.url, *(word.format(folder=tmp_path) for word in arguments))

    assert (2, "") == (done.code, done.out)
    assert all(word in done.err for word in words)
    assert "Traceback" not in done.err
    assert before == sorted(tmp_path.iterdir())


def test_without_a_bank_an_export_says_how_to_name_one(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KENNISBANK_URL", raising=False)
    done = run("network", "export", "bank.net")

    assert 0 != done.code
    assert "--bank" in done.err or "KENNISBANK_URL" in done.err
