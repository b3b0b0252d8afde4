"""Closing: figures by the audit, people forgotten, and again by the teams of now."""

import random
from shutil import copyfile

import pandas as pd
import pytest

from kennisbank.climate import summary
from kennisbank.climate.instrument.scoring import scores
from kennisbank.climate.instrument.shipped import shipped
from kennisbank.errors import InvalidInput
from kennisbank.store import forms, waves
from tests.climate.waves.conftest import SIZES
from tests.climate.waves.house import House, build
from tests.story import Clock


def figures(wave):
    return {figure["title"]: figure for figure in wave.outcome["figures"]}


def test_a_figure_holds_what_the_answers_of_its_people_give(house):
    wave = house.open().id
    house.answer(wave, random.Random(7))
    with house.bank() as bank, bank.store.reading() as connection:
        told = [form for form in forms.of_wave(connection, wave) if form.team == house.teams["noord1"]]
    expected = summary(scores(shipped(), pd.DataFrame([form.answers for form in told]))["reflection"])

    found = figures(house.close(wave))["Noord1"]

    assert pytest.approx(vars(expected)) == found["scores"]["reflection"]
    assert (12, len(told)) == (found["invited"], found["answered"])


def test_small_teams_are_shown_together_and_by_themselves_refused_with_the_reason(held):
    with held.bank() as bank:
        told = figures(_wave(bank, held.wave))

    assert ("few_invited", {}) == (told["Noord3"]["reason"], told["Noord3"]["scores"])
    assert ("", 16) == (
        told["Noord2 + Noord3 + Noord (staf)"]["reason"],
        told["Noord2 + Noord3 + Noord (staf)"]["invited"],
    )


def test_people_and_words_are_forgotten(held):
    with held.bank() as bank, bank.store.reading() as connection:
        assert () == waves.invited(connection, held.wave)
        assert () == forms.of_wave(connection, held.wave)
        kept = forms.answers(connection, held.wave)
        blocks = waves.one(connection, held.wave).outcome["blocks"]

    assert {one.unit for one in kept} == set(blocks)
    for name, block in blocks.items():
        assert block["counts"]["answered"] == sum(one.unit == name for one in kept) >= 5


def test_a_wave_is_not_closed_while_people_can_answer_unless_on_purpose(house):
    wave = house.open().id
    house.answer(wave, random.Random(3))
    with house.bank() as bank:
        with pytest.raises(InvalidInput, match="can answer until"):
            bank.close_wave(wave)
        assert bank.close_wave(wave, early=True).closed


def test_a_wave_that_nobody_answered_closes_with_every_figure_refused(house):
    wave = house.close(house.open().id)

    assert 0 == wave.outcome["answered"]
    assert "" not in {figure["reason"] for figure in wave.outcome["figures"]}


def test_an_organisation_that_is_too_small_keeps_no_answers(bank_url):
    house = build(bank_url, {"klein": (3,)})
    wave = house.open().id
    house.answer(wave, random.Random(3), share=1)
    closed = house.close(wave)

    assert {} == closed.outcome["blocks"]
    with house.bank() as bank, bank.store.reading() as connection:
        assert () == forms.answers(connection, wave)


def test_all_equal_answers_are_a_figure_with_no_spread(house):
    wave = house.open().id

    class Same(random.Random):
        def randint(self, a, b):
            return 4

    house.answer(wave, Same(3), missing=0)
    told = figures(house.close(wave))["whole"]["scores"]["togetherness"]

    assert (4.0, 0.0, 4.0, 4.0) == (told["mean"], told["sd"], told["low"], told["high"])


def test_what_is_shown_does_not_depend_on_what_was_answered(tmp_path):
    """The same people answer the same questions, with other answers: the same figures are shown."""
    house = build(f"sqlite:///{tmp_path / 'first.db'}", SIZES)
    wave = house.open().id
    copyfile(tmp_path / "first.db", tmp_path / "other.db")
    other = House(f"sqlite:///{tmp_path / 'other.db'}", Clock(house.clock.now), house.teams)
    house.answer(wave, _OtherAnswers(5, 0))
    other.answer(wave, _OtherAnswers(5, 1))

    first, second = house.close(wave).outcome, other.close(wave).outcome

    assert [(one["id"], one["reason"]) for one in first["figures"]] == [
        (one["id"], one["reason"]) for one in second["figures"]
    ]
    assert figures_of(first) != figures_of(second)


def figures_of(outcome):
    return [one["scores"] for one in outcome["figures"]]


class _OtherAnswers(random.Random):
    """The same chance of who answers what, and other answers."""

    def __new__(cls, seed, _other):
        return super().__new__(cls, seed)

    def __init__(self, seed, other):
        super().__init__(seed)
        self.other = random.Random(other)

    def randint(self, a, b):
        super().randint(a, b)
        return self.other.randint(a, b)


def test_closing_again_changes_nothing(held):
    with held.bank() as bank:
        before = _wave(bank, held.wave)
        bank.close_wave(held.wave)
        assert before == _wave(bank, held.wave)


def test_teams_of_now_are_shown_as_far_as_they_are_whole_groups(held):
    """A large team goes to the other department: the new departments are made of groups that are shown."""
    held.put_under("noord1", "zuid")
    with held.bank() as bank:
        after = bank.regroup(held.wave)

    made = [figure for figure in after.outcome["figures"] if figure["kind"] == "now"]
    told = {figure["title"]: (figure["reason"], figure["invited"]) for figure in made}
    assert {"Noord": ("", 16), "Zuid": ("together", 0)} == told


def test_a_group_that_is_taken_apart_is_refused(held):
    """The small team that was shown with others goes to the other department."""
    held.put_under("noord3", "zuid")
    with held.bank() as bank:
        after = bank.regroup(held.wave)

    assert {"together"} == {
        figure["reason"] for figure in after.outcome["figures"] if figure["kind"] == "now"
    }


def _wave(bank, id):
    with bank.store.reading() as connection:
        return waves.one(connection, id)
