"""Writing a site: the same bytes each time, only what changed, never half a page, never over something else."""

import multiprocessing
import os
import signal
import time

import pytest

from kennisbank.errors import InvalidInput
from kennisbank.publish.page import Page
from kennisbank.publish.site import build
from kennisbank.publish.write import WriteReport, write
from tests.publish import town


def town_site():
    return build(town.public(), revisions=town.revisions(), title="Wat wij leren", today=town.TODAY)


def snapshot(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_two_builds_are_equal_byte_for_byte():
    assert [(page.path, page.content) for page in town_site()] == [
        (page.path, page.content) for page in town_site()
    ]


def test_a_second_publication_touches_nothing(tmp_path):
    write(town_site(), tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()}
    again = write(town_site(), tmp_path / "site")

    assert (0, 0) == (again.written, again.removed)
    assert before == {
        path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()
    }


def test_only_what_changed_is_written_and_what_is_gone_is_removed(tmp_path):
    write([Page("a/index.html", b"a"), Page("b/index.html", b"b")], tmp_path / "site")
    done = write([Page("a/index.html", b"anders"), Page("c.html", b"c")], tmp_path / "site")

    assert WriteReport(2, 0, 1) == done
    assert not (tmp_path / "site" / "b").exists()


def test_a_folder_with_something_else_is_refused(tmp_path):
    (tmp_path / "brief.docx").write_bytes(b"x")
    with pytest.raises(InvalidInput):
        write([Page("a.html", b"a")], tmp_path)

    assert ["brief.docx"] == [path.name for path in tmp_path.iterdir()]


def test_a_file_that_somebody_put_beside_it_stays(tmp_path):
    write([Page("a.html", b"a")], tmp_path / "site")
    (tmp_path / "site" / "CNAME").write_text("lessen.voorbeeld.nl")
    write([Page("b.html", b"b")], tmp_path / "site")

    assert (tmp_path / "site" / "CNAME").exists()


@pytest.mark.parametrize("path", ["../a.html", "/a.html", "a/../../b.html", "", "a//b.html", "C:\\a.html"])
def test_a_page_that_would_leave_the_folder_cannot_be_made(path):
    with pytest.raises(InvalidInput):
        Page(path, b"x")


def test_a_folder_that_is_a_link_elsewhere_is_refused(tmp_path):
    write([Page("a/b.html", b"a")], tmp_path / "site")
    (tmp_path / "site" / "a" / "b.html").unlink()
    (tmp_path / "site" / "a").rmdir()
    (tmp_path / "elders").mkdir()
    (tmp_path / "site" / "a").symlink_to(tmp_path / "elders")
    with pytest.raises(InvalidInput):
        write([Page("a/b.html", b"new")], tmp_path / "site")

    assert [] == list((tmp_path / "elders").iterdir())


def _publish_slowly(root):
    def pages():
        for page in town_site():
            time.sleep(0.002)
            yield page

    write(pages(), root)


def test_a_publication_that_was_killed_leaves_whole_pages_and_the_next_one_mends_it(tmp_path):
    root = tmp_path / "site"
    running = multiprocessing.get_context("fork").Process(target=_publish_slowly, args=(root,))
    running.start()
    while len(list(root.rglob("*.html"))) < 5:
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)
    running.join()
    wanted = {page.path: page.content for page in town_site()}
    torn = [path for path, content in snapshot(root).items() if path in wanted and content != wanted[path]]
    write(town_site(), root)

    assert [] == torn
    assert wanted.items() <= snapshot(root).items()
