"""A questionnaire goes into a file and comes back the same: YAML, XLSForm as pyxform reads it, LimeSurvey's structure."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given, settings
from pyxform.xls2xform import convert

from kennisbank import climate as c
from kennisbank.climate.instrument.reading import read_instrument, write_instrument
from kennisbank.errors import InvalidInput
from tests.climate.instrument.drawn import instruments

SOME = settings(max_examples=15, deadline=None)


@SOME
@given(instruments())
def test_yaml_gives_back_what_was_written(drawn):
    assert drawn == read_instrument(write_instrument(drawn))


@SOME
@given(instruments())
def test_an_xlsform_gives_back_what_was_written(drawn):
    assert drawn == c.from_xlsform(c.to_xlsform(drawn))


@SOME
@given(instruments())
def test_a_survey_structure_gives_back_what_was_written(drawn):
    assert drawn == c.from_limesurvey(c.to_limesurvey(drawn))


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "txt"])
def test_ours_goes_through_each_file(tmp_path, suffix):
    file = tmp_path / f"ours.{suffix}"
    c.save_instrument(c.shipped(), file)

    assert c.shipped() == c.load_instrument(file)
    assert [file.name] == [one.name for one in tmp_path.iterdir()]


def test_pyxform_makes_a_form_of_ours_with_a_question_per_item_and_no_warning():
    made = convert(c.to_xlsform(c.shipped()))

    assert [] == made.warnings
    assert len(c.shipped().items) == made.xform.count("<select1")
    assert 'lang="English (en)"' in made.xform and 'lang="Nederlands (nl)"' in made.xform


def test_codes_for_limesurvey_are_letters_and_digits_and_each_is_another():
    rows = list(csv.DictReader(io.StringIO(c.to_limesurvey(c.shipped())), dialect="excel-tab"))
    asked = [row["name"] for row in rows if row["class"] in ("Q", "SQ") and row["language"] == "nl"]

    assert all(code.isalnum() and code[0].isalpha() and len(code) <= 20 for code in asked)
    assert len(asked) == len(set(asked)) == 7 + len(c.shipped().items)
    assert all(len(row["name"]) <= 5 for row in rows if row["class"] == "A")
    assert ["Y"] == [row["text"] for row in rows if row["name"] == "anonymized"]


def sheet(survey, choices=(("a", "1"), ("a", "2"), ("a", "skip"))):
    """Return an XLSForm as somebody else would make it: without any column of ours."""
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in [("type", "name", "label::Dutch", "label::English"), *survey]:
        book.active.append(row)
    page = book.create_sheet("choices")
    for row in [
        ("list_name", "name", "label::Dutch", "label::English"),
        *((*one, f"{one[1]} nl", f"{one[1]} en") for one in choices),
    ]:
        page.append(row)
    settings_ = book.create_sheet("settings")
    settings_.append(["form_title", "form_id"])
    settings_.append(["Scan", "scan"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


GROUP = [("begin_group", "trust", "Vertrouwen", "Trust"), ("select_one a", "x", "Een", "One"),
         ("select_one a", "y", "Twee", "Two"), ("end_group", "", "", "")]  # fmt: skip


def test_an_xlsform_of_somebody_else_is_read():
    found = c.from_xlsform(sheet([("note", "hello", "Dag", "Hello"), *GROUP]))

    assert ("scan", "1", {1, 2}, {"skip"}) == (found.id, found.version, set(found.choices), set(found.whys))
    assert [("trust", ["x", "y"], 1)] == [
        (one.id, [item.id for item in one.items], one.least) for one in found.dimensions
    ]


@pytest.mark.parametrize(
    "survey, told",
    [
        ([*GROUP[:3], ("text", "z", "Vrij", "Free"), GROUP[3]], "of type 'text'"),
        ([*GROUP, ("select_one a", "z", "Los", "Loose")], "in no group"),
        ([GROUP[0], GROUP[1], ("select_one b", "y", "Twee", "Two"), GROUP[3]], "2 lists of answers"),
        ([GROUP[0], GROUP[1], ("select_one a", "y", "Twee", ""), GROUP[3]], "'en' is missing"),
        ([GROUP[0], GROUP[1], GROUP[3]], "at least two items"),
        ([GROUP[0], GROUP[1], GROUP[1], GROUP[3]], "no XLSForm"),
        ([GROUP[0], GROUP[1], GROUP[2]], "no XLSForm"),
    ],
)
def test_what_is_wrong_in_an_xlsform_is_told(survey, told):
    with pytest.raises(InvalidInput, match=told):
        c.from_xlsform(sheet(survey, [("a", "1"), ("a", "2"), ("b", "1"), ("b", "2")]))


def structure(*, changed=("", "")):
    """Return a survey structure as LimeSurvey exports one: two groups of columns that are not ours, a list question."""
    rows = [
        ("class", "type/scale", "name", "text", "language", "mandatory"),
        ("S", "", "language", "nl", "", ""),
    ]
    for language, yes, no in (("nl", "ja", "nee"), ("en", "yes", "no")):
        rows += [
            ("SL", "", "surveyls_title", f"Scan {language}", language, ""),
            ("G", "G0", f"Vertrouwen {language}", "", language, ""),
            ("Q", "F", "TRUST", "Vertrouwen", language, "N"),
            ("SQ", "0", "SQ001", f"Een {language}", language, ""), ("SQ", "0", "SQ002", f"Twee {language}", language, ""),
            ("A", "0", "A1", no, language, ""), ("A", "0", "A2", yes, language, ""),
            ("Q", "L", "Third", f"Drie {language}", language, "N"),
            ("A", "0", "A1", no, language, ""), ("A", "0", "A2", yes, language, ""),
        ]  # fmt: skip
    return (
        "\n".join("\t".join(row) for row in rows).replace(*changed)
        if changed[0]
        else "\n".join(map("\t".join, rows))
    )


def test_a_survey_structure_of_somebody_else_is_read_with_arrays_and_lists():
    found = c.from_limesurvey("\ufeff" + structure())

    assert ("scan_nl", {1: {"nl": "nee", "en": "no"}, 2: {"nl": "ja", "en": "yes"}}) == (
        found.id,
        dict(found.choices),
    )
    assert ["sq001", "sq002", "third"] == [item.id for item in found.items]
    assert {"nl": "Drie nl", "en": "Drie en"} == dict(found.items[2].texts)


@pytest.mark.parametrize(
    "changed, told",
    [
        (("\tF\tTRUST", "\tT\tTRUST"), "of type 'T'"),
        (("G\tG0\tVertrouwen en", "X\t\t"), "no group"),
        (("A\t0\tA2\tyes", "A\t0\tA3\tyes"), "missing|other answers"),
        (("Twee en", ""), "'en' is missing"),
        (("type/scale", "type"), "column 'type/scale'"),
        (("class", "klas"), "column 'class'"),
    ],
)
def test_what_is_wrong_in_a_survey_structure_is_told(changed, told):
    with pytest.raises(InvalidInput, match=told):
        c.from_limesurvey(structure(changed=changed))


@pytest.mark.parametrize(
    "name, data, told",
    [
        ("a.xlsx", b"no zip", "no xlsx"),
        ("a.xlsx", b"PK\x03\x04 broken", "no XLSForm"),
        ("a.yaml", b"id: \xff", "not UTF-8"),
        ("a.yaml", b"", "words with values"),
        ("a.txt", b"", "column"),
        ("a.txt", "class\tnäme".encode("latin-1"), "not UTF-8"),
        ("a.docx", b"", "no format"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path, name, data, told):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(InvalidInput, match=told):
        c.load_instrument(file)


def test_a_file_that_is_not_there_or_cannot_be_written_is_told(tmp_path):
    with pytest.raises(InvalidInput, match="cannot be read"):
        c.load_instrument(tmp_path / "x.yaml")
    with pytest.raises(InvalidInput, match="cannot be written"):
        c.save_instrument(c.shipped(), tmp_path / "nowhere" / "x.yaml")
