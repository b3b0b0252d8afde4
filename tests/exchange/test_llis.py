"""NASA's lessons, with the traps of the real file: nothing is lost and every repair is told."""

import csv
import io

import pytest

from kennisbank.exchange.reading import read

HEADER = (
    "LessonId,Submitter1,Title,Abstract,Lesson,Organization,LessonDate,MissionDirectorate,SafetyIssue,Categories,DocNum,"
    "Topic,Category,url"
).split(",")
ROW = {
    "LessonId": "1",
    "Submitter1": "Bell, Michael",
    "Title": "Check the splice",
    "Abstract": "The splice failed.",
    "Lesson": "Check it yearly.",
    "Organization": "KSC",
    "LessonDate": "6/6/14",
    "Categories": "Safety",
    "url": "https://llis.example/1",
}


@pytest.fixture
def reading(tmp_path):
    """Read rows (changes to `ROW`) as the file has them: bare carriage returns, Windows bytes."""

    def made(*changes, end="\r", encoding="cp1252"):
        text = io.StringIO()
        rows = csv.DictWriter(text, HEADER, lineterminator=end, restval="")
        rows.writeheader()
        for place, change in enumerate(changes, start=1):
            rows.writerow({**ROW, "LessonId": str(place), **change})
        path = tmp_path / "llis.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        return read("llis", path)

    return made


def lessons(found):
    return [record for record in found.records if record.kind == "lesson"]


def reasons(found):
    return {repair.reason for repair in found.repairs}


def test_a_row_becomes_a_lesson_with_its_author_team_and_topics(reading):
    found = reading({})
    [lesson] = lessons(found)

    assert ("Check the splice", "The splice failed.", "Check it yearly.") == (
        lesson.title,
        lesson.happened,
        lesson.learned,
    )
    assert ("2014-06-06", "verified", "en") == (
        lesson.occurred_on.isoformat(),
        lesson.confidence,
        lesson.language,
    )
    assert ["Michael Bell"] == [item.title for item in found.records if item.kind == "person"]
    assert ["KSC"] == [item.title for item in found.records if item.kind == "team"]
    assert ["Safety"] == [item.title for item in found.records if item.kind == "topic"]


def test_bare_carriage_returns_end_lines(reading):
    found = reading({}, {}, {})

    assert 3 == len(lessons(found))
    assert "line-ends" in reasons(found)


def test_a_century_is_chosen_and_told_with_row_column_before_and_after(reading):
    found = reading({"LessonDate": "12/31/99"})
    [repair] = [item for item in found.repairs if item.reason == "century"]

    assert (2, "LessonDate", "12/31/99", "1999-12-31") == (
        repair.row,
        repair.column,
        repair.before,
        repair.after,
    )


def test_html_becomes_text_and_the_original_is_kept_beside_it(reading):
    [lesson] = lessons(reading({"Abstract": "<p>One &amp; <b>two</b></p>"}))

    assert "<" not in lesson.happened
    assert "One & " in lesson.happened
    assert "<p>One &amp; <b>two</b></p>" == lesson.extra["Abstract"]


def test_the_header_word_as_a_value_is_no_topic(reading):
    found = reading({"Categories": "Categories, Safety"})

    assert ["Safety"] == [item.title for item in found.records if item.kind == "topic"]
    assert "header-word" in reasons(found)


def test_na_is_not_a_category(reading):
    found = reading({"Category": "NA"})

    assert "not-available" in reasons(found)
    assert "NA" not in [item.title for item in found.records]


def test_two_lessons_with_one_title_are_two_lessons(reading):
    found = reading({}, {"Lesson": "Something else."})

    assert ["Check the splice"] * 2 == [lesson.title for lesson in lessons(found)]
    assert found.notes


def test_one_submitter_in_two_spellings_is_pointed_out_and_not_joined(reading):
    found = reading({"Submitter1": "Carr, LIsa"}, {"Submitter1": "Carr, Lisa"})

    assert 2 == len([item for item in found.records if item.kind == "person"])
    assert any("Carr" in note.said("en") for note in found.notes)


def test_a_title_that_is_missing_is_made_of_the_text(reading):
    found = reading({"Title": " "})

    assert "Check it yearly." == lessons(found)[0].title
    assert "title-made" in reasons(found)


def test_every_cell_is_somewhere_in_the_record(reading):
    odd = {
        "DocNum": "D-7",
        "MissionDirectorate": "Exploration",
        "Lesson": "  A\x93quoted\x94 word_ ",
        "Topic": "x",
    }
    [lesson] = lessons(reading(odd, encoding="latin-1"))

    for name, text in odd.items():
        assert text in (lesson.extra.get(name), lesson.learned)


def test_another_table_is_not_taken_for_it(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("Titel,Wat\nEen,Ding\n", encoding="utf-8")

    with pytest.raises(Exception, match="not the LLIS file"):
        read("llis", path)
