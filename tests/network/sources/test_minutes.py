"""Who was at which meeting, however the minutes say it."""

from datetime import date

import pytest

from kennisbank import network as n
from kennisbank.errors import UnreadableSource


def there(tmp_path, text):
    file = tmp_path / "m.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    net = n.minutes(file)
    return {person: tie["role"] for person, tie in net.adj.get("m.md", {}).items()}


@pytest.mark.parametrize(
    "text",
    [
        "# Team\nAttendees: Ann de Kat (chair), Ben and Cas\nAbsent: Dee\n",
        "**Aanwezig:** Ann de Kat (chair), Ben en Cas  \n**Afwezig:** Dee\n",
        "- Present: Ann de Kat (chair); Ben; Cas\n- Regrets: Dee\n",
        "## Attendees\n\n- [Ann de Kat](https://x.org) (chair)\n- *Ben*\n* @Cas\n\n## Absent\n- Dee\n",
        "## Deelnemers\n1. [x] Ann de Kat (chair)\n2. [ ] Dee\n3. [X] Ben\n4. [x] Cas\n\nWe talked.\n- Eve\n",
        "---\ntitle: Team\nattendees:\n  - Ann de Kat (chair)\n  - Ben\n  - Cas\n---\n# Team\n- Dee\n",
        '---\nattendees: ["Ann de Kat (chair)", Ben, Cas]\n---\n',
        "Participants:\nAnn de Kat (chair), Ben,\nCas\n\nDee was ill.\n",
        "\ufeffPresent: Ann de Kat (chair), Ben, Cas\r\n\r\nPresent company excepted, Dee\r\n",
    ],
)
def test_who_was_there(tmp_path, text):
    assert {"Ann de Kat": "chair", "Ben": "", "Cas": ""} == there(tmp_path, text)


def test_names_with_commas_are_parted_by_semicolons_and_other_encodings_are_read(tmp_path):
    assert {"Kat, Ann de", "Zoë"} == set(there(tmp_path, "Aanwezig: Kat, Ann de; Zoë".encode("latin-1")))


def test_a_folder_is_a_network_of_people_and_meetings(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "2024-02-03.md").write_text("# First\nPresent: Ann, Ben\n")
    (tmp_path / "b.md").write_text("# Second\nDate: 2024-13-01, no: 2024-03-04\nPresent: Ann\n")
    (tmp_path / "c.md").write_text("# Third\nThe present: a box.\n")
    net = n.minutes(tmp_path)

    assert {"Ann": 0, "Ben": 0, "old/2024-02-03.md": 1, "b.md": 1} == dict(net.nodes(data="bipartite"))
    assert [("First", date(2024, 2, 3)), ("Second", date(2024, 3, 4))] == [
        (net.nodes[name]["title"], net.nodes[name]["date"]) for name in ("old/2024-02-03.md", "b.md")
    ]
    assert date(2024, 3, 4) == net["Ann"]["b.md"]["since"] == net["Ann"]["b.md"]["last"]
    assert ("c.md does not say who was there.",) == net.graph["notes"]


def test_nothing_to_read_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "none.md"):
        with pytest.raises(UnreadableSource, match="no minutes here"):
            n.minutes(path)
