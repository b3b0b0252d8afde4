"""The questionnaire that Kennisbank brings keeps the rules that it is made by."""

import pytest

from kennisbank import climate as c
from kennisbank.errors import NotFound

SEVEN = [
    "psychological_safety", "learning_attitude", "leader_support", "time_and_room", "reflection", "learning_from_each_other",
    "togetherness",
]  # fmt: skip


def test_it_asks_seven_dimensions_of_four_or_five_items_with_at_most_one_turned():
    found = c.shipped()

    assert SEVEN == [one.id for one in found.dimensions]
    assert {4, 5} >= {len(one.items) for one in found.dimensions}
    assert {0, 1} >= {sum(item.reversed for item in one.items) for one in found.dimensions}
    assert [1, 2, 3, 4, 5] == sorted(found.choices)
    assert {"unknown", "inapplicable"} == set(found.whys)


@pytest.mark.parametrize("language, team", [("nl", "ons team"), ("en", "our team")])
def test_each_item_is_about_the_team_and_each_dimension_says_what_to_do(language, team):
    found = c.shipped()
    texts = [item.text(language) for item in found.items]

    assert [] == [
        text
        for text in texts
        if team not in text.lower() and "onze" not in text.lower() and "our " not in text.lower()
    ]
    assert len(texts) == len(set(texts))
    assert [] == [one.id for one in found.dimensions if len(one.guide(language)) < 3]


def test_an_unknown_one_or_version_is_told_with_what_there_is():
    with pytest.raises(NotFound, match="leerklimaat-1"):
        c.shipped("q12")
    with pytest.raises(NotFound, match="version 9"):
        c.shipped(version="9")
