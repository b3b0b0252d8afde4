"""The index follows the log: what was just saved is found, a rebuilt index answers the same, a damaged one starts anew."""

import subprocess
import sys
import threading

import pytest

from kennisbank import Lesson, open_bank
from kennisbank.errors import BankBusy, BankProblem
from kennisbank.search.index import Change, Index
from tests.search.conftest import Shelf, kept

pytestmark = pytest.mark.slow  # the file, taken together


def test_what_was_just_saved_is_found_at_once(story):
    with story.bank("anna") as anna, story.bank("daan") as daan:
        assert 0 == daan.find("kwartaalkalender").total
        anna.add(Lesson(title="De kwartaalkalender hangt verkeerd", happened="x"))

        assert 1 == daan.find("kwartaalkalender").total


def test_what_was_changed_is_found_by_its_new_words_only(story):
    with story.bank("carla") as carla:
        lesson = carla.get(story.ids["evaluated"])
        carla.find("overleg")
        carla.save(lesson.but(title="Langer praten", happened="Wij praatten.", learned="Praat."))

        assert lesson.id in {hit.id for hit in carla.find("praten")}
        assert lesson.id not in {hit.id for hit in carla.find("geëvalueerd")}


def test_a_merged_lesson_is_found_once_under_its_new_address(story):
    with story.bank("carla") as carla:
        carla.merge(story.ids["staffing"], story.ids["evaluated"], reason="Zelfde les")

        assert story.ids["evaluated"] not in {hit.id for hit in carla.find("", limit=50)}


def test_an_index_made_anew_answers_as_the_one_that_followed(story):
    questions = ("brief", "verloop van personeel", "kennisoverdragt", "")
    with story.bank("carla") as carla:
        before = [[(hit.id, hit.score) for hit in carla.find(text, limit=50)] for text in questions]
        done = carla.reindex()
        after = [[(hit.id, hit.score) for hit in carla.find(text, limit=50)] for text in questions]

    assert done > 0
    assert [[id for id, _ in found] for found in before] == [[id for id, _ in found] for found in after]


@pytest.mark.parametrize("harm", ["empty", "nonsense", "gone"])
def test_a_damaged_index_starts_anew_by_itself(story, harm):
    with story.bank("carla") as carla:
        total = carla.find("brief").total
        path = carla.index_path
    for file in [item for item in path.rglob("*") if item.is_file()]:
        if harm == "gone":
            file.unlink()
        elif harm == "empty":
            file.write_bytes(b"")
        elif file.name.endswith(".json"):
            file.write_text("{}")
    with story.bank("carla") as carla:
        assert total == carla.find("brief").total


def test_an_emptied_index_is_empty_for_everybody_who_has_it_open(tmp_path, shelf):
    shelf.lessons("Een", "Twee")
    again = Index.open(shelf.path)

    assert shelf.index.at == again.at == 2
    again.clear()
    assert 0 == again.at == Index.open(shelf.path).at


def test_an_index_of_another_version_is_left_behind_and_starts_anew(shelf):
    shelf.lessons("Brief")
    [home] = [item for item in shelf.path.iterdir() if item.is_dir()]
    home.rename(shelf.path / "0123456789ab")
    again = Shelf(shelf.path)

    assert (0, []) == (again.index.at, again.titles("brief"))
    assert [home] == [item for item in shelf.path.iterdir() if item.is_dir()]
    again.follow(shelf.records.values())
    assert ["Brief"] == again.titles("brief")


def test_an_index_is_at_the_revision_it_was_told_whatever_came_in(shelf):
    lesson = kept(Lesson(title="Brief", happened="x"))
    shelf.index.follow([], at=7)
    shelf.index.follow([Change(lesson.id, lesson, "public")], at=41)

    assert 41 == shelf.index.at == Index.open(shelf.path).at
    assert ["Brief"] == shelf.titles("")


def test_of_several_changes_to_a_record_the_last_counts(shelf):
    lesson = kept(Lesson(title="Eerst", happened="x"))
    later = lesson.but(title="Later")
    shelf.index.follow([Change(lesson.id, item, "public") for item in (lesson, later)], at=2)

    assert (["Later"], []) == (shelf.titles("later"), shelf.titles("eerst"))


def test_a_record_that_is_gone_is_found_by_nobody(shelf):
    [gone, _] = shelf.lessons("Brief een", "Brief twee")
    shelf.index.follow([Change(gone.id, None)], at=3)
    found = shelf.find("brief")

    assert (["Brief twee"], 1, {"lesson": 1}) == (
        shelf.titles("brief"),
        found.total,
        dict(found.facets["kind"]),
    )


def test_when_following_fails_half_way_nothing_is_taken_in(shelf):
    def half():
        lesson = kept(Lesson(title="Half", happened="x"))
        yield Change(lesson.id, lesson, "public")
        raise RuntimeError("the bank went away")

    shelf.lessons("Brief")
    with pytest.raises(RuntimeError, match="went away"):
        shelf.index.follow(half(), at=9)

    assert (1, ["Brief"]) == (shelf.index.at, Shelf(shelf.path).titles(""))


def test_a_compound_from_before_is_found_by_a_word_that_came_later(shelf):
    shelf.lessons("De subsidieaanvraag bleef liggen")
    assert [] == shelf.titles("aanvraag")
    shelf.lessons("Over subsidie", "Een aanvraag")

    assert "De subsidieaanvraag bleef liggen" in shelf.titles("aanvraag")
    assert "De subsidieaanvraag bleef liggen" in shelf.titles("subsidie")


def test_what_another_process_followed_is_seen_without_opening_again(shelf):
    before = shelf.titles("brief")
    Shelf(shelf.path).lessons("Brief")

    assert ([], ["Brief"]) == (before, shelf.titles("brief"))


def test_who_waits_too_long_for_another_writer_is_told_to_try_again(shelf):
    held, done = threading.Event(), threading.Event()

    def hold():
        with Index.open(shelf.path).lock():
            held.set()
            done.wait(20)

    writer = threading.Thread(target=hold)
    writer.start()
    held.wait(20)
    with pytest.raises(BankBusy, match="Try again"), Index.open(shelf.path).lock(timeout=0.1):
        pass
    done.set()
    writer.join()


def test_a_place_where_no_index_can_be_is_named_with_a_way_out(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(BankProblem, match="KENNISBANK_INDEX"):
        Index.open(tmp_path / "file" / "index")


def test_many_processes_search_and_save_at_once(sqlite_url):
    open_bank(sqlite_url, actor="beheerder", create=True).close()
    program = (
        "import sys; from kennisbank import Lesson, open_bank\n"
        "with open_bank(sys.argv[1], actor='beheerder') as bank:\n"
        "    for number in range(8):\n"
        "        bank.add(Lesson(title=f'Brief {sys.argv[2]} {number}', happened='x'))\n"
        "        assert bank.find('brief', limit=50).total > number\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, sqlite_url, str(place)]) for place in range(3)
    ]

    assert [0, 0, 0] == [process.wait(120) for process in running]
    with open_bank(sqlite_url, actor="beheerder") as bank:
        assert 24 == bank.find("brief").total
        assert () == bank.check()
