"""Who sees which results: everybody the whole and their own part, who leads a unit what is below it, researchers all parts."""

import pytest

from kennisbank.errors import InvalidInput, NotAllowed, NotFound


def titles(bank, wave):
    return {part.title for part in bank.climate(wave).parts}


def test_a_member_sees_the_whole_and_the_parts_their_team_is_in(held):
    with held.bank("noord1_1") as bank:
        found = bank.climate(held.wave)

    assert {"Noord1", "Noord", "Top"} == {part.title for part in found.parts if part.kind == "unit"}
    assert "Noord1" == found.own.title
    assert 7 == len(found.whole.scores)
    assert not found.leads


def test_who_leads_a_unit_sees_the_parts_below_it_and_no_others(held):
    with held.bank("noord_0") as bank:
        seen = titles(bank, held.wave)
        assert {"Noord", "Noord1", "Noord2", "Noord3"} <= seen
        assert not any(title.startswith("Zuid1") for title in seen)
        assert "Noord1" == bank.climate(held.wave, team=held.teams["noord1"]).own.title


def test_a_leader_cannot_ask_for_another_team(held):
    with held.bank("noord1_0") as bank, pytest.raises(NotAllowed, match="not of one of your teams"):
        bank.climate(held.wave, team=held.teams["zuid1"])


def test_researchers_see_all_parts(held):
    with held.bank("onderzoek") as bank:
        assert {"Noord1", "Zuid1", "Zuid"} <= titles(bank, held.wave)


@pytest.mark.parametrize("deed", ["climate_audit", "climate_answers", "climate_statistics"])
def test_the_audit_the_answers_and_the_statistics_are_for_researchers(held, deed):
    with held.bank("noord_0") as bank, pytest.raises(NotAllowed):
        getattr(bank, deed)(held.wave)
    with held.bank("onderzoek") as bank:
        told = getattr(bank, deed)(held.wave)
        assert len(told.measured if deed == "climate_statistics" else told)


def test_nobody_sees_anything_without_an_account(held):
    with held.bank("") as bank:
        for deed in (lambda: bank.climate(held.wave), bank.waves, lambda: bank.response(held.wave)):
            with pytest.raises(NotAllowed):
                deed()


def test_a_wave_that_is_open_has_no_results(house):
    wave = house.open().id
    with house.bank("noord1_1") as bank:
        assert None is bank.climate()
        with pytest.raises(InvalidInput, match="no results yet"):
            bank.climate(wave)
        with pytest.raises(NotFound):
            bank.climate("01jn7q4m3v5k8w2x9y6z1a2b3c")


def test_a_team_that_is_refused_sees_the_group_it_is_in(held):
    with held.bank("noord3_1") as bank:
        found = bank.climate(held.wave)

    assert "Noord2 + Noord3 + Noord (staf)" == found.own.title
    assert "few_invited" == next(part.reason for part in found.parts if part.title == "Noord3")


def test_the_list_of_waves_holds_no_results(held):
    with held.bank("noord1_1") as bank:
        assert [{}] == [wave.outcome for wave in bank.waves()]


def test_a_later_wave_tells_what_clearly_changed_and_else_what_could_have_been_seen(held):
    import random

    second = held.open("Najaar").id
    held.answer(second, random.Random(11))
    held.close(second)
    with held.bank("noord1_1") as bank:
        found = bank.climate(second)

    assert held.wave == found.before.id
    assert {"up", "down", "unclear"} >= {one.word for one in found.changes.values()}
    assert all(one.detectable > 0.3 for one in found.changes.values())


def test_answers_for_study_have_no_names_of_parts_and_no_person(held):
    with held.bank("onderzoek") as bank:
        answers = bank.climate_answers(held.wave)

    assert ["unit"] == [
        name
        for name in answers.columns
        if not name.startswith(("ps_", "la_", "ls_", "tr_", "rf_", "lo_", "to_"))
    ]
    assert answers["unit"].value_counts().min() >= 5
    assert all(name.startswith("A") for name in answers["unit"])
