"""The command line: what it prints, and with which exit code it ends."""

import json

import pytest

from kennisbank import open_bank


def test_init_makes_a_bank_with_an_administrator(run, tmp_path):
    done = run("init", str(tmp_path / "new.db"))

    assert 0 == done.code
    assert "beheerder" in done.out
    with open_bank(f"sqlite:///{tmp_path}/new.db", actor="beheerder") as bank:
        assert {} == bank.count()


def test_init_over_a_bank_is_refused_and_leaves_it_alone(run, story):
    done = run("init", story.url)

    assert 6 == done.code
    assert "already" in done.err


def test_a_lesson_is_added_shown_edited_and_its_history_told(run, story):
    bank = ("--bank", story.url, "--as", "anna")
    id = run(*bank, "add", "lesson", "Vraag door", "--set", "happened=We vroegen niets.").out.strip()
    run(*bank, "edit", id, "--set", "learned=Vraag drie keer waarom.", "--reason", "Aangevuld")
    shown = json.loads(run(*bank, "show", id, "--json").out)
    history = json.loads(run(*bank, "history", id, "--json").out)

    assert ("Vraag door", "Vraag drie keer waarom.") == (shown["title"], shown["learned"])
    assert [("add", ""), ("save", "Aangevuld")] == [(row["deed"], row["reason"]) for row in history]
    assert ["learned"] == history[1]["changed"]


def test_search_gives_json_that_a_program_can_read(run, story):
    done = run("--bank", story.url, "--as", "lea", "search", "bellen brief", "--json")
    found = json.loads(done.out)

    assert story.ids["call"] == found["hits"][0]["id"]
    assert found["total"] >= 1


def test_check_says_that_the_bank_is_whole(run, story):
    done = run("--bank", story.url, "check")

    assert 0 == done.code
    assert "is whole" in done.out


def test_check_ends_with_an_error_when_it_is_not(run, story):
    with story.bank() as bank, bank.store.writing() as connection:
        connection.exec_driver_sql("UPDATE record SET title = 'Anders' WHERE seq = 3")
    done = run("--bank", story.url, "check")

    assert 6 == done.code
    assert "differs from its own content" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "01jn7q4m3v5k8w2x9y6z1a2b3c"), 3, "no record"),
        (("--as", "nobody", "check"), 3, "no account"),
        (("--as", "lea", "add", "lesson", "Mag niet", "--set", "happened=x"), 4, "may not add"),
        (("--as", "anna", "check"), 4, "may not administer"),
        (("add", "lesson", "Fout", "--set", "kleur=rood"), 2, "names no field"),
        (("add", "dragon", "Fout"), 2, "no kind of record"),
        (("add", "lesson", "Fout", "--set", "nature=raar"), 2, "nature"),
        (("search", 'topic:"'), 2, ""),
        (("import", "llis", "/nowhere/llis.csv"), 2, "nowhere"),
        (("import", "dance", "."), 2, "dance"),
    ],
)
def test_every_mistake_is_one_sentence_and_an_exit_code(run, story, arguments, code, words):
    done = run("--bank", story.url, *arguments)

    assert (code, "") == (done.code, done.out)
    assert words in done.err
    assert "Traceback" not in done.err


def test_a_bank_that_is_not_there_is_named(run, tmp_path):
    done = run("--bank", f"sqlite:///{tmp_path}/none.db", "check")

    assert 6 == done.code
    assert "none.db" in done.err and "kennisbank init" in done.err


def test_asked_for_knowledge_is_what_was_not_found(run, story):
    bank = ("--bank", story.url, "--as", "lea")
    run(*bank, "search", "bellen")
    for _ in range(2):
        run(*bank, "search", "zonnebloemolie")
    asked = json.loads(run(*bank, "asked-for", "--json").out)

    assert [("zonnebloemolie", 2)] == [(row["text"], row["times"]) for row in asked]


def test_a_field_that_is_not_there_is_answered_with_those_one_may_fill_in(run, story):
    done = run("--bank", story.url, "--as", "anna", "edit", story.ids["leaving"], "--set", "kleur=rood")

    assert 2 == done.code
    assert "happened" in done.err
    assert "revision" not in done.err


def test_a_person_is_erased_by_an_administrator_only(run, story):
    arguments = ("erase", story.ids["anna"], "--reason", "Gevraagd per brief", "--yes")
    refused = run("--bank", story.url, "--as", "carla", *arguments)
    done = run("--bank", story.url, *arguments)
    after = run("--bank", story.url, "show", story.ids["anna"])

    assert (4, 0) == (refused.code, done.code)
    assert "Anna de Wit" not in done.out + after.out
    assert 0 == run("--bank", story.url, "check").code


def test_an_editor_that_is_not_there_is_told_and_nothing_changes(run, story, monkeypatch):
    monkeypatch.setenv("EDITOR", "geen-editor")
    done = run("--bank", story.url, "--as", "anna", "edit", story.ids["leaving"])

    assert 2 == done.code
    assert "geen-editor" in done.err
