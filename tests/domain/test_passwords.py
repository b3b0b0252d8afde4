"""What may be a password."""

import pytest
from hypothesis import given, strategies as st

from kennisbank.domain.passwords import LONGEST, SHORTEST, problem


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("paard batterij", ""),
        ("twaalftekens", ""),
        ("elf tekens.", "short"),
        ("", "short"),
        ("p" * 257, "long"),
        ("Wachtwoord2026!", "obvious"),
        ("welkomwelkom", "obvious"),
        ("111111111111", "obvious"),
        ("Anna.de.Wit!", "name"),
        ("anna.de.wit2026", "name"),
    ],
)
def test_a_password_is_long_and_not_obvious(password, expected):
    assert expected == problem(password, account="anna.de.wit")


@given(st.text(), st.text())
def test_any_text_is_judged_and_what_passes_has_the_right_length(password, account):
    found = problem(password, account=account)

    assert found or SHORTEST <= len(password) <= LONGEST
