"""Every statistic says in both languages what it is, what it tells, and what not."""

import pytest

from kennisbank import climate as c
from kennisbank.text.catalogue import LANGUAGES, known, say

STATISTICS = [
    getattr(c, name)
    for name in (
        "Alpha",
        "ItemRest",
        "ScaleScores",
        "Rwg",
        "RwgJ",
        "RStar",
        "Deviation",
        "AWg",
        "ChanceLevels",
        "Icc1",
        "Icc2",
    )
]


@pytest.mark.parametrize("kind", STATISTICS, ids=lambda kind: kind.__name__)
def test_a_statistic_has_words_in_both_languages(kind):
    keys = [f"climate.{kind.statistic}.{part}" for part in ("name", "means", "not")]

    assert [True] * 3 == [known(key) for key in keys]
    assert all(say(key, LANGUAGES[0]) != say(key, LANGUAGES[1]) for key in keys)


def test_a_result_shows_its_numbers_and_its_meaning_as_a_table():
    shown = c.chance_levels([5])._repr_html_()

    assert c.meaning(c.chance_levels([5]), "nl")[:20] in shown
    assert "0.85" in shown
