"""What happens to people when something breaks: their text is still there, and the page says so in plain words."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving, signed_in
from tests.services import postgresql
from tests.story import Story, tell

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
READY, SOON = 60_000, 30_000
AWAY_SECONDS = 30


def opened(page_at, served, page="vastleggen", state=None):
    shown = page_at(f"{served.address}{page}", storage_state=state or served.state)
    shown.wait_for_selector("#kb-title", timeout=READY)
    return shown


def kept(page):
    expect(page.locator(".kb-kept")).to_contain_text("Concept bewaard", timeout=SOON)


def drafts(story):
    with story.bank("anna") as anna:
        return [draft.values.get("happened", "") for draft in anna.my_drafts()]


def children(pid):
    told = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [line.split(maxsplit=1) for line in told.stdout.splitlines()]


def test_when_the_warm_process_is_killed_nobody_notices(voila, page_at):
    page = opened(page_at, voila)
    page.fill("#kb-title", "Voor het einde van het warme proces")
    kept(page)
    warm = next(int(pid) for pid, line in children(voila.process.pid) if "forkserver" in line)
    os.kill(warm, signal.SIGKILL)
    page.fill("#kb-happened", "Dit typte ik daarna.")
    kept(page)
    other = opened(page_at, voila)

    assert "Dit typte ik daarna." in drafts(voila.story)
    assert other.evaluate("document.getElementById('kb-lost').hidden")


def test_when_the_server_is_killed_the_page_says_so_and_the_text_is_there_again_afterwards(tmp_path, page_at):
    story = tell(f"sqlite:///{tmp_path / 'bank.db'}")
    with serving(story, tmp_path / "one.log") as first:
        page = opened(page_at, first)
        page.fill("#kb-title", "Voor de klap")
        kept(page)
        first.process.send_signal(signal.SIGKILL)
        page.fill("#kb-happened", "Getypt toen de server er niet meer was.")
        expect(page.locator("#kb-lost")).to_contain_text("Je tekst staat veilig", timeout=SOON)
        port = int(first.address.rsplit(":", 1)[1].strip("/"))
    with serving(story, tmp_path / "two.log", port=port):
        page.reload(wait_until="commit")
        page.wait_for_selector("#kb-title", timeout=READY)

        assert "Voor de klap" == page.input_value("#kb-title")
        assert "Getypt toen de server er niet meer was." == page.input_value("#kb-happened")
        kept(page)
        assert "Getypt toen de server er niet meer was." in drafts(story)


def test_a_database_that_is_away_for_half_a_minute_costs_nobody_a_letter(page_at, tmp_path):
    with postgresql.own_server() as database, postgresql.database(database.address) as url:
        story = tell(url)
        with serving(story, tmp_path / "server.log") as served:
            page = opened(page_at, served)
            page.fill("#kb-title", "Voor de storing")
            kept(page)
            database.stop()
            page.fill("#kb-happened", "Getypt tijdens de storing.")
            expect(page.locator("p.kb-message")).to_contain_text("even niet te bereiken", timeout=SOON)
            expect(page.locator(".kb-kept")).to_contain_text("deze browser", timeout=SOON)
            page.wait_for_timeout(AWAY_SECONDS * 1000)
            database.start()
            kept(page)

            assert "Getypt tijdens de storing." in drafts(story)
            expect(page.locator("p.kb-message")).to_have_count(0)


if sys.platform == "linux":  # elsewhere no disk can be made this small without an administrator

    def test_on_a_full_disk_the_page_says_so_and_keeps_the_text(page_at, tmp_path):
        disk, log = tmp_path / "disk", tmp_path / "server.log"
        disk.mkdir()
        seed = tell(f"sqlite:///{tmp_path / 'seed' / 'bank.db'}")
        mount = 'mount -t tmpfs -o size=16m tmpfs "$0" && cp "$1"/bank.db "$0" && shift && exec "$@"'
        small = ("unshare", "-Urm", "sh", "-c", mount, str(disk), str(tmp_path / "seed"))
        state = signed_in(seed, "anna")
        with serving(Story(f"sqlite:///{disk / 'bank.db'}"), log, around=small) as served:
            seen = Path(f"/proc/{served.process.pid}/root{disk}")  # the disk as the server sees it
            page = opened(page_at, served, state=state)
            page.fill("#kb-title", "Voor de schijf vol was")
            kept(page)
            fill(seen / "ballast")
            page.fill("#kb-happened", "Getypt op een volle schijf. " * 400)
            expect(page.locator("p.kb-message")).to_contain_text("schijf van de server is vol", timeout=SOON)
            (seen / "ballast").unlink()
            kept(page)
            page.evaluate("localStorage.clear()")  # so that what is there after a reload comes from the bank
            page.reload(wait_until="commit")
            page.wait_for_selector("#kb-title", timeout=READY)

            assert page.input_value("#kb-happened").startswith("Getypt op een volle schijf.")

    def fill(path):
        """Take all the room there is."""
        with path.open("wb") as ballast:
            try:
                while True:
                    ballast.write(b"x" * 65536)
                    ballast.flush()
            except OSError:
                pass
        assert 0 == shutil.disk_usage(path.parent).free
