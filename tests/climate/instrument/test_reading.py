"""What is wrong in a questionnaire is said with its place; what YAML would take for something else is taken as written."""

import pandas as pd
import pytest

from kennisbank import climate as c
from kennisbank.climate.instrument.reading import read_instrument
from kennisbank.errors import InvalidInput

GOOD = """
id: scan
version: 1.10
title: {nl: Scan, en: Scan}
scale: {1: {nl: nee, en: no}, 2: {nl: ja, en: yes}, 3: {nl: aan, en: on}}
reasons: {unknown: {nl: weet ik niet, en: don't know}}
dimensions:
  - id: trust
    title: {nl: Vertrouwen, en: Trust}
    about: {nl: Elkaar vertrouwen., en: Trusting each other.}
    items:
      - {id: tr_a, nl: We helpen., en: We help.}
      - {id: tr_b, nl: We zwijgen., en: We keep quiet., reversed: true}
"""


def test_no_and_on_are_words_and_a_version_of_ten_is_not_one():
    found = read_instrument(GOOD)

    assert "1.10" == found.version
    assert {1: "no", 2: "yes", 3: "on"} == dict(found.labels("en"))
    assert [False, True] == [item.reversed for item in found.items]


@pytest.mark.parametrize(
    "old, new, told",
    [
        ("id: scan", "id: Scan 1", "should be an id"),
        ("version: 1.10", "version: new", "a version"),
        ("en: Trust}", "}", "'en' is missing"),
        ("{id: tr_b,", "{id: tr_a,", "'tr_a' is there twice"),
        ("reversed: true}", "reversed: true, reversed: true}", "'reversed' stands here twice"),
        ("dimensions:", "reversed: [tr_b]\ndimensions:", "marked as reversed twice"),
        ("dimensions:", "reversed: [tr_a, tr_a]\ndimensions:", "'tr_a' is there twice"),
        ("dimensions:", "reversed: [tr_z]\ndimensions:", "is no item"),
        ("reversed: true}", "reversed: perhaps}", "true or false"),
        ("dimensions:", "colour: red\ndimensions:", "'colour' is not known"),
        ("      - {id: tr_b, nl: We zwijgen., en: We keep quiet., reversed: true}\n", "", "at least two items"),
        ("    items:", "    least: 3\n    items:", "'least' lies between 1 and the 2"),
        ("scale: {1:", "scale: {one:", "whole number"),
        (", 2: {nl: ja, en: yes}, 3: {nl: aan, en: on}", "", "at least two values"),
        ("title: {nl: Scan", "title: {nl: Scan]", "YAML is wrong"),
        (GOOD, "- 1", "words with values"),
        (GOOD, "", "words with values"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(old, new, told):
    assert old in GOOD
    with pytest.raises(InvalidInput, match=told):
        read_instrument(GOOD.replace(old, new))


def test_the_place_of_a_fault_is_told_down_to_the_item():
    with pytest.raises(InvalidInput) as caught:
        read_instrument(GOOD.replace(", en: We keep quiet.", ""), name="scan.yaml")

    assert "scan.yaml › dimensions 1 › items 2" in str(caught.value)


def frame(**columns):
    return pd.DataFrame({item.id: [1, 2, 3] for item in read_instrument(GOOD).items} | columns)


def test_scores_turn_what_is_reversed_and_leave_out_reasons():
    found = c.scores(read_instrument(GOOD), frame(tr_a=[1, "unknown", None], tr_b=[1, 3, "unknown"]))

    assert [2.0, 1.0] == found["trust"].dropna().tolist()
    assert [False, False, True] == found["trust"].isna().tolist()


@pytest.mark.parametrize("value", [0, 4, 2.5, "often", True])
def test_a_value_off_the_scale_is_told_and_nothing_is_scored(value):
    with pytest.raises(InvalidInput, match="is no answer to 'tr_a'"):
        c.scores(read_instrument(GOOD), frame(tr_a=pd.Series([1, value, 3], dtype=object)))


def test_a_column_that_is_missing_is_told():
    with pytest.raises(InvalidInput, match="no column 'tr_b'"):
        c.scores(read_instrument(GOOD), frame().drop(columns="tr_b"))


@pytest.mark.parametrize("given, kept", [("2", 2), (2, 2), ("unknown", "unknown"), (" 3 ", 3)])
def test_an_answer_is_kept_as_a_number_or_as_its_reason(given, kept):
    assert kept == read_instrument(GOOD).answer("tr_a", given)


@pytest.mark.parametrize("given", ["", "4", "0", "2.0", True, None, "x" * 10_000, "²"])
def test_an_answer_that_is_none_is_refused(given):
    with pytest.raises(InvalidInput, match="is no answer"):
        read_instrument(GOOD).answer("tr_a", given)
