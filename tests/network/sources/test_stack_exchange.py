"""Who answers whose questions in a Stack Exchange dump."""

from datetime import date

import pytest

from kennisbank import network as n
from kennisbank.errors import UnreadableSource

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
POSTS = f"""{HEAD}<posts>
  <row Id="2" PostTypeId="2" ParentId="1" OwnerUserId="8" CreationDate="2024-01-05T10:00:00.000" Body="b" />
  <row Id="1" PostTypeId="1" OwnerUserId="7" CreationDate="2024-01-01T10:00:00.000" />
  <row Id="3" PostTypeId="2" ParentId="1" OwnerUserId="8" CreationDate="2024-01-03T10:00:00.000" />
  <row Id="4" PostTypeId="2" ParentId="1" OwnerDisplayName="user9" CreationDate="soon" />
  <row Id="5" PostTypeId="2" ParentId="1" OwnerUserId="7" />
  <row Id="6" PostTypeId="2" ParentId="99" OwnerUserId="7" />
  <row Id="7" PostTypeId="1" />
  <row Id="8" PostTypeId="4" OwnerUserId="-1" />
</posts>"""
USERS = f'{HEAD}<users><row Id="7" DisplayName="Zoë" /><row Id="70" DisplayName="No" /></users>'


def test_an_arc_goes_from_who_answers_to_who_asked(tmp_path):
    (tmp_path / "Posts.xml").write_text(POSTS, encoding="utf-8")
    (tmp_path / "Users.xml").write_text(USERS, encoding="utf-8")
    net = n.stack_exchange(tmp_path)

    assert {("8", "7"): 2, ("user9", "7"): 1} == {
        (one, other): tie["weight"] for one, other, tie in net.edges(data=True)
    }
    assert (date(2024, 1, 3), date(2024, 1, 5)) == (net["8"]["7"]["since"], net["8"]["7"]["last"])
    assert {"7": "Zoë", "8": "8", "user9": "user9"} == dict(net.nodes(data="name"))
    assert (
        "2 messages without a sender were left out.",
        "1 answers are to messages that are not here.",
        "1 answers are to oneself; they make no tie.",
    ) == net.graph["notes"]


@pytest.mark.parametrize(
    ("text", "match"),
    [
        (USERS, "'users', not 'posts'"),
        (POSTS[:300], "not whole XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><posts/>', "document type"),
        ("Id,Body\n", "not XML"),
    ],
)
def test_what_is_no_dump_is_refused(tmp_path, text, match):
    (tmp_path / "Posts.xml").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableSource, match=match):
        n.stack_exchange(tmp_path / "Posts.xml")
    with pytest.raises(UnreadableSource, match="no such file"):
        n.stack_exchange(tmp_path / "none.xml")
