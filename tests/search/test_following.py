"""The index follows the log: what was just saved is found, a rebuilt index answers the same, a damaged one starts anew."""

import subprocess
import sys

import pytest

from kennisbank import Lesson, open_bank
from kennisbank.search.index import Index


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
