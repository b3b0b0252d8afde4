"""Questionnaires of the organisation's own: added once, asked in a wave, and never changed under the same id."""

import random
from dataclasses import replace

import pytest

from kennisbank import climate as c
from kennisbank.climate.instrument.reading import read_instrument
from kennisbank.errors import InvalidInput, NotAllowed, NotFound

OWN = """
id: teamscan
version: "1"
title: {nl: Teamscan, en: Team scan}
scale: {1: {nl: nee, en: no}, 2: {nl: soms, en: sometimes}, 3: {nl: ja, en: yes}}
reasons: {unknown: {nl: weet ik niet, en: don't know}}
dimensions:
  - id: trust
    title: {nl: Vertrouwen, en: Trust}
    about: {nl: Of we elkaar vertrouwen., en: Whether we trust each other.}
    least: 1
    items:
      - {id: tr_a, nl: We helpen elkaar., en: We help each other.}
      - {id: tr_b, nl: We zwijgen liever., en: We rather keep quiet., reversed: true}
"""


def with_item(text):
    """The next version of the questionnaire, with another wording of its first item."""
    return read_instrument(OWN.replace('version: "1"', 'version: "2"').replace("We helpen elkaar.", text))


def test_a_questionnaire_of_ones_own_is_asked_closed_and_shown(house):
    with house.bank() as bank:
        bank.add_questionnaire(read_instrument(OWN))
        assert ["leerklimaat", "teamscan"] == [one.id for one in bank.questionnaires()]
    wave = house.open(instrument="teamscan").id
    chance = random.Random(3)
    with house.bank("noord1_1") as bank:
        assert ("teamscan", 2) == (bank.my_pulse().instrument.id, len(bank.my_pulse().instrument.items))
        with pytest.raises(InvalidInput, match="asks no"):
            bank.keep_answers(wave, bank.begin_form(wave), {"ps_doubt": 4})
    for account in house.people:
        with house.bank(account) as bank:
            word = bank.begin_form(wave)
            bank.keep_answers(wave, word, {item: chance.randint(1, 3) for item in ("tr_a", "tr_b")})
            bank.send_form(wave, word)
    house.close(wave)
    with house.bank("noord1_1") as bank:
        found = bank.climate(wave)

    assert {"trust"} == set(found.own.scores)
    assert (1, 3) == found.instrument.range
    assert 1 <= found.own.scores["trust"].mean <= 3


def test_adding_the_same_again_changes_nothing_and_another_wording_is_refused(house):
    with house.bank() as bank:
        first = bank.add_questionnaire(read_instrument(OWN))
        assert first == bank.add_questionnaire(read_instrument(OWN))
        with pytest.raises(InvalidInput, match="worded differently"):
            bank.add_questionnaire(with_item("Wij steunen elkaar."))
        with pytest.raises(InvalidInput, match="other direction"):
            bank.add_questionnaire(read_instrument(OWN.replace(", reversed: true", "").replace('"1"', '"2"')))
        with pytest.raises(InvalidInput, match="scale changed"):
            bank.add_questionnaire(
                read_instrument(OWN.replace("nl: soms", "nl: af en toe").replace('"1"', '"2"'))
            )
        with pytest.raises(InvalidInput, match="same version"):
            bank.add_questionnaire(replace(first, titles={"nl": "Anders", "en": "Other"}))
        assert [first] == [one for one in bank.questionnaires() if one.id == "teamscan"]


def test_the_newest_version_is_asked_and_ten_comes_after_nine(house):
    with house.bank() as bank:
        for version in ("9", "10"):
            bank.add_questionnaire(replace(read_instrument(OWN), version=version))

    assert "10" == house.open(instrument="teamscan").version


def test_a_version_of_what_kennisbank_brings_is_held_against_it(house):
    ours = c.shipped()
    item = replace(ours.dimensions[0].items[0], texts={"nl": "Anders.", "en": "Different."})
    changed = replace(ours.dimensions[0], items=(item, *ours.dimensions[0].items[1:]))
    with house.bank() as bank, pytest.raises(InvalidInput, match="worded differently"):
        bank.add_questionnaire(replace(ours, version="2", dimensions=(changed, *ours.dimensions[1:])))


def test_only_an_administrator_adds_and_an_unknown_one_is_not_asked(house):
    with house.bank("noord_0") as bank, pytest.raises(NotAllowed):
        bank.add_questionnaire(read_instrument(OWN))
    with pytest.raises(NotFound, match="teamscan"):
        house.open(instrument="teamscan")


def test_reminders_go_to_who_did_not_answer_and_the_look_is_kept(house):
    wave = house.open().id
    with house.bank("noord1_1") as bank:
        word = bank.begin_form(wave)
        bank.keep_answers(wave, word, {"ps_doubt": 4})
        bank.send_form(wave, word)
        with pytest.raises(NotAllowed):
            bank.to_remind(wave)
    with house.bank() as bank:
        assert set(house.people) - {"noord1_1"} == set(bank.to_remind(wave))
        assert ["look-who-answered"] == [event.deed for event in bank.events() if event.about == wave]
    house.close(wave)
    with house.bank() as bank, pytest.raises(InvalidInput, match="closed"):
        bank.to_remind(wave)
