"""`check` finds what was changed behind the bank's back."""

import pytest
from sqlalchemy import text


def change(story, sql):
    with story.bank() as bank, bank.store.writing() as connection:
        connection.execute(text(sql))
    with story.bank() as bank:
        return bank.check()


def test_a_whole_bank_has_no_faults(story):
    with story.bank() as bank:
        assert () == bank.check()


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        (
            "UPDATE revision SET content = replace(content, 'bezwaar', 'ruzie') WHERE seq = 16",
            "its content was changed",
        ),
        ("UPDATE revision SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 5", "its header was changed"),
        ("DELETE FROM revision WHERE seq = 7", "Revision 7 is missing"),
        ("UPDATE record SET title = 'Anders' WHERE seq = 3", "differs from its own content"),
        ("UPDATE record SET access = 'public' WHERE visibility = 'private'", "differs from its own content"),
        ("DELETE FROM record WHERE seq = 2", "is in the log but not in the bank"),
        ("UPDATE bank SET seq = 999", "last revision is 999"),
    ],
)
def test_a_change_behind_its_back_is_found(story, sql, fault):
    found = change(story, sql)

    assert any(fault in sentence for sentence in found), found
