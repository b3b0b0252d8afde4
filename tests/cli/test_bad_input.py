"""Input that is not what it should be: an error that says what, where and how to mend it, and a bank left as it was."""

import os
import sqlite3
import stat
import zipfile

import pytest
from sqlalchemy import text

from kennisbank import open_bank
from kennisbank.store.engine import address, connect

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
PAGE = "---\ntitle: Bel eerst\nkind: lesson\n---\nWe schreven een brief.\n"


@pytest.fixture
def bank(sqlite_url):
    """The address of a bank with one lesson in it, and what it holds."""
    with open_bank(sqlite_url, actor="beheerder", create=True) as made:
        from kennisbank import Lesson

        made.add(Lesson(title="Er was er al een", happened="Ja."))
    return sqlite_url


def held(url):
    with open_bank(url, actor="beheerder") as bank:
        return bank.store.last(), bank.count()


@pytest.fixture
def refused(run, bank, capsys):
    """Import something, and return the error after seeing that the bank is as it was."""

    def attempt(format, source, *options):
        before = held(bank)
        done = run("--bank", bank, "import", format, str(source), *options)

        assert 0 < done.code < 10, done.out
        assert "Traceback" not in done.err
        assert before == held(bank)
        return " ".join(done.err.split())

    return attempt


def mapping(folder, **columns):
    """Write a mapping from columns to fields, and return the options that name it."""
    path = folder / "kolommen.toml"
    lines = (f'[columns."{column}"]\nfield = "{field}"\n' for column, field in columns.items())
    path.write_text("\n".join(lines), encoding="utf-8")
    return "--mapping", str(path)


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_spreadsheet_that_is_text_is_told(refused, tmp_path):
    path = tmp_path / "lessen.xlsx"
    path.write_text("titel;wat\n", encoding="utf-8")

    assert "lessen.xlsx" in refused("table", path)


def test_a_table_that_is_a_picture_is_told(refused, tmp_path):
    path = tmp_path / "lessen.csv"
    path.write_bytes(PNG)

    assert "lessen.csv" in refused("table", path)


def test_a_spreadsheet_that_is_an_ordinary_zip_is_told(refused, tmp_path):
    path = zipped(tmp_path / "lessen.xlsx", {"brief.txt": "hallo"})

    assert "lessen.xlsx" in refused("table", path)


def test_an_export_that_is_no_json_names_the_line(refused, tmp_path):
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / "kennisbank.json").write_text("dit is geen JSON", encoding="utf-8")
    (folder / "records.jsonl").write_text("{half", encoding="utf-8")

    assert "uit" in refused("bank", folder)


def test_a_zip_that_was_cut_off_is_told(refused, tmp_path):
    whole = zipped(tmp_path / "heel.zip", {"a.md": PAGE, "b.md": PAGE * 50})
    path = tmp_path / "half.zip"
    path.write_bytes(whole.read_bytes()[:-40])

    assert "half.zip" in refused("markdown", path)


def test_a_zip_with_a_damaged_member_is_told(refused, tmp_path):
    path = zipped(tmp_path / "stuk.zip", {"a.md": os.urandom(4000).hex()})
    content = bytearray(path.read_bytes())
    content[60:90] = b"\x00" * 30
    path.write_bytes(content)

    assert "stuk.zip" in refused("markdown", path)


def test_a_zip_that_unfolds_to_gigabytes_is_not_unfolded(refused, tmp_path):
    path = tmp_path / "bom.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.md", "w") as member:
        for _ in range(64):
            member.write(b"0" * 10_000_000)

    assert "bom.zip" in refused("markdown", path)


@pytest.mark.parametrize("name", ["../../buiten.md", "/etc/buiten.md", "..\\..\\buiten.md", "C:\\buiten.md"])
def test_a_path_that_climbs_out_of_a_zip_is_told(refused, tmp_path, name):
    error = refused("markdown", zipped(tmp_path / "klim.zip", {name: PAGE}))

    assert "buiten.md" in error
    assert not list(tmp_path.parent.rglob("buiten.md"))


def test_a_link_in_a_zip_is_told(refused, tmp_path):
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("a.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    assert "a.md" in refused("markdown", path)


def test_a_link_out_of_a_folder_is_told(refused, tmp_path):
    (tmp_path / "geheim.md").write_text(PAGE, encoding="utf-8")
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "a.md").symlink_to(tmp_path / "geheim.md")

    assert "a.md" in refused("markdown", folder)


def test_too_much_text_in_one_field_says_how_much_fits(refused, tmp_path):
    path = tmp_path / "lang.csv"
    path.write_text("title,happened\nEen les," + "a" * 300_000 + "\n", encoding="utf-8")
    error = refused("table", path, *mapping(tmp_path, title="title", happened="happened"))

    assert "200,000" in error
    assert "happened" in error


@pytest.mark.slow
def test_three_hundred_megabytes_in_one_field_are_refused(refused, tmp_path):
    path = tmp_path / "reus.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("title,happened\nEen les,")
        for _ in range(300):
            file.write("a" * 1_000_000)

    assert "reus.csv" in refused("table", path, *mapping(tmp_path, title="title", happened="happened"))


def test_a_table_without_a_mapping_gets_one_to_begin_with(refused, tmp_path):
    path = tmp_path / "lessen.csv"
    path.write_text("Titel,wachtwoord\nEen les,x\n", encoding="utf-8")
    error = refused("table", path)

    assert '[columns."Titel"] field = "title"' in error
    assert '# [columns."wachtwoord"]' in error


def test_columns_that_the_table_does_not_have_are_named(refused, tmp_path):
    path = tmp_path / "lessen.csv"
    path.write_text("Titel\nEen les\n", encoding="utf-8")
    error = refused("table", path, *mapping(tmp_path, Titel="title", Gebeurd="happened"))

    assert "'Gebeurd'" in error
    assert "'Titel'" in error


def test_a_field_that_is_not_there_is_named(refused, tmp_path):
    path = tmp_path / "lessen.csv"
    path.write_text("Titel\nEen les\n", encoding="utf-8")

    assert "titeltje" in refused("table", path, *mapping(tmp_path, Titel="titeltje"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp037"])
def test_an_encoding_is_read_or_refused_and_never_guessed_into_nonsense(run, bank, tmp_path, encoding):
    path = tmp_path / "codering.csv"
    path.write_bytes("title,happened\nGeëvalueerd,Er was wat.\n".encode(encoding))
    columns = mapping(tmp_path, title="title", happened="happened")
    done = run("--bank", bank, "import", "table", str(path), *columns)
    with open_bank(bank, actor="beheerder") as opened:
        titles = {record.title for record in opened.records()}

    assert (done.code == 0) == ("Geëvalueerd" in titles)
    assert {"Er was er al een"} == titles - {"Geëvalueerd"}


def test_control_characters_in_a_page_are_told_or_taken_out_with_a_word_about_it(run, bank, tmp_path):
    path = tmp_path / "pagina.md"
    path.write_text(PAGE.replace("brief", "br\x00\x07ief"), encoding="utf-8")
    done = run("--bank", bank, "import", "markdown", str(path))
    with open_bank(bank, actor="beheerder") as opened:
        texts = [record.happened for record in opened.records()]

    assert "pagina.md" in done.out + done.err
    assert not [text for text in texts if "\x00" in text or "\x07" in text]


def test_records_that_stand_under_each_other_in_a_circle_are_named(refused, tmp_path):
    folder = tmp_path / "teams"
    folder.mkdir()
    for one, other in (("een", "twee"), ("twee", "een")):
        page = f"---\nkind: team\ntitle: Team {one}\npart_of: Team {other}\n---\n"
        (folder / f"{one}.md").write_text(page, encoding="utf-8")
    error = refused("markdown", folder)

    assert "'Team een' → 'Team twee'" in error or "'Team twee' → 'Team een'" in error


def test_a_file_that_is_not_there_is_named(refused, tmp_path):
    assert "nergens.csv" in refused("llis", tmp_path / "nergens.csv")


def test_a_folder_where_a_file_belongs_is_named(refused, tmp_path):
    folder = tmp_path / "map.csv"
    folder.mkdir()

    assert "map.csv" in refused("table", folder)


def test_an_unknown_format_lists_those_there_are(refused, tmp_path):
    assert "llis" in refused("excel", tmp_path)


def test_an_empty_file_is_told(refused, tmp_path):
    path = tmp_path / "leeg.csv"
    path.write_bytes(b"")

    assert "leeg.csv" in refused("table", path)


def test_a_file_that_is_no_bank_is_told(run, tmp_path):
    path = tmp_path / "foto.db"
    path.write_bytes(PNG * 100)
    before = path.read_bytes()
    done = run("--bank", f"sqlite:///{path}", "search", "iets")

    assert 6 == done.code
    assert "foto.db" in done.err
    assert before == path.read_bytes()


def test_a_database_of_something_else_is_told(run, tmp_path):
    path = tmp_path / "boekhouding.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE facturen (id INTEGER)")
    raw.close()
    done = run("--bank", f"sqlite:///{path}", "search", "iets")

    assert 6 == done.code
    assert "boekhouding.db" in done.err


@pytest.mark.parametrize(("version", "advice"), [("9999_later", "newer"), ("0000_before", "")])
def test_a_bank_of_another_version_is_told(run, bank, version, advice):
    engine = connect(address(bank))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    engine.dispose()
    done = run("--bank", bank, "search", "iets")

    assert 6 == done.code
    assert advice in done.err
    assert "Traceback" not in done.err
