"""The study of NASA's centres runs from its first to its last cell on rows shaped as NASA's, and names nobody."""

import csv
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.exchange.test_llis import HEADER, ROW
from tests.network.sources.repository import PEOPLE, story

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "research" / "nasa" / "centres.ipynb"
SUBMITTERS = {"Bell, Michael": "KSC", "Ross, Ada": "KSC", "Lund, Per": "JPL", "Ito, Ken": "JPL", "Roy, Ann": "GSFC"}
CATEGORIES = ("Safety", "Power", "Range operations", "Ground support")


@pytest.fixture
def sample(tmp_path):
    """Write forty lessons of five people at three centres in twelve years."""
    path = tmp_path / "llis.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        rows = csv.DictWriter(file, HEADER, lineterminator="\r", restval="")
        rows.writeheader()
        for number in range(40):
            submitter = list(SUBMITTERS)[number % len(SUBMITTERS)]
            told = {
                "LessonId": str(number + 1),
                "Title": f"Check splice {number}",
                "Submitter1": submitter,
                "Organization": SUBMITTERS[submitter],
                "LessonDate": f"{1 + number % 12}/5/{(1996 + number % 12) % 100:02d}",
                "Categories": ", ".join(dict.fromkeys((CATEGORIES[number % 4], CATEGORIES[number * 7 % 3]))),
            }
            rows.writerow({**ROW, **told})
    return path


@pytest.mark.slow
def test_it_runs_on_rows_shaped_as_nasas_and_names_nobody(sample, tmp_path, monkeypatch):
    monkeypatch.setenv("KENNISBANK_LLIS", str(sample))
    monkeypatch.setenv("KENNISBANK_GIT", str(story(tmp_path / "repo").folder))
    study = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(study, timeout=200, kernel_name="python3").execute(cwd=tmp_path)
    told = _told(study)

    assert {"KSC", "JPL", "GSFC"} <= {name for name in ("KSC", "JPL", "GSFC", "JSC") if name in told}
    assert "truck factor of the whole: 2" in told
    assert [] == [name for name in (*SUBMITTERS, *map(str, PEOPLE.values())) if name in told]


def test_what_is_kept_of_nasas_own_data_is_of_a_whole_run_and_holds_no_address():
    study = nbformat.read(NOTEBOOK, as_version=4)
    cells = [cell for cell in study.cells if "code" == cell.cell_type]

    assert [] == [cell.source for cell in cells if not cell.get("execution_count")]
    assert "1637" in _told(study)
    assert "@" not in _told(study)


def _told(study):
    shown = [out for cell in study.cells if "code" == cell.cell_type for out in cell.outputs]
    return "\n".join(str(out.get("text") or out.get("data")) for out in shown)
