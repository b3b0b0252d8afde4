"""Everybody is found in a text, in any form that is looked for; what is no name stays."""

import pytest
from hypothesis import given, strategies as st

from kennisbank.domain.naming import Naming

ANNA, BELL, ZOE = "persoon-a", "persoon-b", "persoon-z"
NAMING = Naming(
    {ANNA: ["Anna de Wit"], BELL: ["Bell, Michael J."], ZOE: ["dr. Zoë Yıldız (HR)"]},
    {"awit7": ANNA},
    mails={"anna@voorbeeld.nl": ANNA, "mbell@intern": BELL},
).and_alone(frozenset({"anna", "michael", "zoe", "yildiz"}))


@pytest.mark.parametrize(
    "text",
    [
        "Anna de Wit", "ANNA DE WIT", "anna de wit", "de Wit, Anna", "Wit, Anna de", "A. de Wit", "Wit, A. de", "Anna Wit",
        "anna.de.wit", "anna_de_wit", "Anna-de-Wit", "**Anna** de\nWit", "Anna\u00a0de\u200bWit", "Anna's", "awit7", "AWIT7",
        "anna@voorbeeld.nl", "Anna@Voorbeeld.NL",
    ],
)  # fmt: skip
def test_each_form_of_a_name_is_found(text):
    assert "anna" not in NAMING.hidden(f"Dat zei {text} gisteren.").casefold()
    assert "wit" not in NAMING.hidden(f"Dat zei {text} gisteren.").casefold()


@pytest.mark.parametrize(
    "text", ["Michael J. Bell", "Bell, Michael", "M. Bell", "Bell, M.J.", "michael bell", "mbell@intern"]
)
def test_a_name_that_is_kept_turned_round_is_found_the_right_way_too(text):
    assert f"(zie {BELL})" == NAMING.hidden(f"(zie {text})").replace(f"{BELL}.", BELL).replace("J.", "")


@pytest.mark.parametrize("text", ["Zoë Yıldız", "Zoe\u0308 Yildiz", "ZOE YILDIZ", "Dr. Zoë Yıldız", "Yıldız"])
def test_accents_titles_and_brackets_make_no_difference(text):
    assert "y" not in NAMING.hidden(f"met {text}.").casefold().replace(ZOE, "")


@pytest.mark.parametrize(
    "text",
    [
        "Een wit blad.", "Een Bell-test.", "Vitamine a de witte.", "nasa's bell", "Op 01-02-2020 om 10:30.", "ISBN 978-0-13-468599-1",
        "doi 10.1145/3292500.3330701", "€ 1.234.567,89", "2019-2020", "ANNApurna", "versie 0.1.2.3",
    ],
)  # fmt: skip
def test_what_is_no_name_and_no_number_stays(text):
    assert text == NAMING.hidden(text)


@pytest.mark.parametrize(
    "number",
    ["06-12345678", "06 12 34 56 78", "(030) 123 45 67", "030-1234567", "+31 6 1234 5678", "0031612345678", "(281) 483-1234", "281-483-1234"],
)  # fmt: skip
def test_a_telephone_number_is_found(number):
    assert "Bel [telefoon]." == NAMING.hidden(f"Bel {number}.")


def test_two_people_of_one_name_are_told_apart_by_nobody():
    naming = Naming({"persoon-1": ["Jan Bos"], "persoon-2": ["Jan Bos"]}, {}, mails={})

    assert "[naam] belde" == naming.hidden("Jan Bos belde")


def test_the_longest_name_wins():
    naming = Naming({"persoon-1": ["Jan Bos"], "persoon-2": ["Jan Bos Kuiper"]}, {}, mails={})

    assert "persoon-2 en persoon-1" == naming.hidden("Jan Bos Kuiper en Jan Bos")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["a" * 200_000, "a@" * 100_000, "0 " * 100_000, "Anna " * 40_000, "." * 200_000]
)
def test_no_text_takes_long(text):
    assert "Anna" not in NAMING.hidden(text)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    once = NAMING.hidden(text)

    assert once == NAMING.hidden(once)
