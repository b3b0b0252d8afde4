"""Dutch words find each other: stems, compounds, accents, and whole sentences."""

import pytest


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("vergaderingen evalueren", "De geëvalueerde vergadering werd korter"),
        ("personeelsverloop", "Verloop van personeel zie je te laat"),
        ("verloop van personeel", "Personeelsverloop kostte ons een jaar kennis"),
        ("brief", "De brieven waren weg"),
        ("lopende zaken", "Een zaak loopt"),
        ("huizen", "Het huis"),
        ("cafe", "Overleg in het café"),
        ("café", "Overleg in het cafe"),
        ("FOTO'S", "De foto was onscherp"),
        ("reorganisatie", "Na de re­organisatie"),
    ],
)
def test_a_question_finds_the_same_in_other_forms(shelf, asked, written):
    shelf.lessons(written, "Iets heel anders", "De personeelskamer", "Het verloop van de dag")

    assert written in shelf.titles(asked)[:2]


def test_a_record_with_both_words_stands_above_one_with_either(shelf):
    shelf.lessons("Brieven van gisteren", "Bellen en brieven", "Bellen met de gemeente")

    assert "Bellen en brieven" == shelf.titles("bellen brieven")[0]


def test_a_record_with_all_of_three_words_stands_above_a_short_title_with_two(shelf):
    shelf.lessons("Zaken over geld", "Een ander verhaal", "Nog een")
    [all_three] = shelf.put(
        shelf.records[next(iter(shelf.records))].but(
            id="",
            title="Werk aan de straat",
            happened="Bij deze zaken ging het om geld en om bewoners, al was dat lang.",
        )
    )

    assert all_three.title == shelf.titles("zaken geld bewoners")[0]


def test_a_part_of_a_compound_counts_less_than_the_word_itself(shelf):
    shelf.lessons("Een vraag over subsidie", "De subsidieaanvraag bleef liggen", "Een aanvraag")

    assert "Een vraag over subsidie" == shelf.titles("subsidie")[0]
    assert "De subsidieaanvraag bleef liggen" in shelf.titles("subsidie")


def test_stop_words_alone_find_nothing_they_should_not(shelf):
    shelf.lessons("Wie dit leest", "Iets anders")

    assert len(shelf.titles("de het een")) <= 1


def test_english_is_found_by_english_stems(shelf):
    shelf.lessons("Testing the spare cables", language="en")

    assert ["Testing the spare cables"] == shelf.titles("tested cable")
