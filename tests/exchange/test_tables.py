"""Tables of others: CSV and Excel, with a mapping that says which column is which field."""

import pytest
import xlsxwriter

from kennisbank.errors import KennisbankError
from kennisbank.exchange.reading import read

MAPPING = """
kind = "lesson"
name = "register"
key = "Nr"
[defaults]
language = "nl"
[columns."Titel"]
field = "title"
[columns."Wat"]
field = "happened"
[columns."Datum"]
field = "occurred_on"
date = "%d-%m-%Y"
[columns."Onderwerpen"]
field = "topics"
[columns."Soort"]
field = "nature"
values = { "Goed" = "success", "Fout" = "problem" }
"""
HEADER = ("Nr", "Titel", "Wat", "Datum", "Onderwerpen", "Soort", "Opmerking")
ROWS = (
    ("7", "Bel eerst", "We schreven.", "05-03-2024", "Brieven; Bellen", "Goed", "van Anna"),
    ("8", "Lees na", 'Er stond "fout".', "06-03-2024", "Brieven", "Fout", ""),
)


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "kolommen.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def csv_at(path, separator=",", encoding="utf-8", rows=ROWS):
    quoted = (separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (HEADER, *rows))
    path.write_bytes("\r\n".join(quoted).encode(encoding))
    return path


def xlsx_at(path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Register")
        for place, row in enumerate((HEADER, *ROWS)):
            sheet.write_row(place, 0, row)
    return path


def lessons(found):
    return [record for record in found.records if record.kind == "lesson"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_whatever_separator_and_encoding_it_has(tmp_path, mapping, separator, encoding):
    one, two = lessons(read("table", csv_at(tmp_path / "r.csv", separator, encoding), mapping=mapping))

    assert ("Bel eerst", "We schreven.", "success", "2024-03-05") == (
        one.title,
        one.happened,
        one.nature,
        one.occurred_on.isoformat(),
    )
    assert 'Er stond "fout".' == two.happened
    assert 2 == len(one.topics)
    assert "van Anna" == one.extra["Opmerking"]


def test_a_spreadsheet_says_the_same_as_the_csv(tmp_path, mapping):
    from_csv = read("table", csv_at(tmp_path / "r.csv"), mapping=mapping)
    from_xlsx = read("table", xlsx_at(tmp_path / "r.xlsx"), mapping=mapping)

    assert [item.content() for item in from_csv.records] == [item.content() for item in from_xlsx.records]


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [(3, "31-02-2024", "row 2"), (5, "Misschien", "row 2: nature"), (1, "", "row 2")],
    ids=["day", "choice", "no title"],
)
def test_a_cell_that_does_not_fit_is_named_with_row_and_column(tmp_path, mapping, column, cell, told):
    wrong = [*ROWS[0]]
    wrong[column] = cell
    path = csv_at(tmp_path / "r.csv", rows=[tuple(wrong)])
    try:
        found = read("table", path, mapping=mapping)
    except KennisbankError as error:
        said = str(error)
    else:
        said = " ".join(f"row {item.row} {item.column} {item.before}" for item in found.repairs)

    assert told in said


def test_two_rows_with_one_key_are_refused(tmp_path, mapping):
    with pytest.raises(KennisbankError, match="7"):
        read("table", csv_at(tmp_path / "r.csv", rows=[ROWS[0], ROWS[0]]), mapping=mapping)
