"""Likely doubles: the same lesson in other words is found, another lesson on the same subject is not."""

import random

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.search.duplicates import likely_doubles
from tests.search.conftest import kept

NOISE = (
    "Het dak van de gymzaal lekte na de storm van november",
    "De aanbesteding van het meubilair liep uit",
    "Een stagiair vond de fout in de formule",
    "De parkeergarage ging eerder dicht dan gepland",
    "Met de wijkagent op pad leverde drie gesprekken op",
)


def told(*pairs):
    made = [Lesson(title=title, happened=happened) for title, happened in pairs]
    return [kept(item, number=place) for place, item in enumerate(made)]


def noise():
    return [(title, title) for title in NOISE]


def test_the_same_lesson_in_other_words_is_found():
    records = told(
        (
            "Nooit een nieuwe versie op donderdagmiddag",
            "Op donderdag ging een nieuwe versie live. De kenner was vrij.",
        ),
        (
            "Geen nieuwe versie op donderdagmiddag live zetten",
            "Op donderdag zetten we een nieuwe versie live; de kenner was vrij.",
        ),
        *noise(),
    )
    found = likely_doubles(records)

    assert [(records[0].id, records[1].id)] == [(pair.one, pair.other) for pair in found]


def test_another_lesson_on_the_same_subject_is_not():
    records = told(
        ("Bel de aanvrager", "Een telefoontje voorkwam dat de aanvraag werd afgewezen."),
        ("De aanvraag was zoek", "Iemand legde de aanvraag in de verkeerde map en vond die na een maand."),
        *noise(),
    )

    assert () == likely_doubles(records)


def test_the_most_alike_come_first():
    records = told(
        ("Lekkage in het archief", "Door lekkage in het archief werden dossiers nat."),
        ("Lekkage in het archief", "Door lekkage in het archief werden dossiers nat."),
        ("Lekkage bij het archief", "Er werden dossiers nat in het archief, in maart."),
        *noise(),
    )
    found = likely_doubles(records, threshold=0.2)

    assert (records[0].id, records[1].id) == (found[0].one, found[0].other)
    assert found == tuple(sorted(found, key=lambda pair: -pair.score))
    assert 1.0 == found[0].score


def test_equal_titles_over_different_texts_are_less_alike_than_equal_texts():
    records = told(
        ("Voortgang", "De verbouwing van het zwembad vroeg om een nieuwe vergunning."),
        ("Voortgang", "Drie kandidaten trokken zich terug na het eerste gesprek."),
        *noise(),
    )

    assert all(pair.score < 0.7 for pair in likely_doubles(records, threshold=0.0))


def test_nothing_and_one_have_no_doubles():
    assert () == likely_doubles([])
    assert () == likely_doubles(told(("Een", "les")))


def test_each_double_among_two_thousand_is_found_in_whatever_order_they_come():
    chance = random.Random(7)
    vocabulary = ["".join(chance.choices("bdfgklmnprst", k=3)) + f"{number}" for number in range(3000)]

    def sentence(length):
        return " ".join(chance.choices(vocabulary, k=length))

    texts = [(sentence(6), sentence(40)) for _ in range(1_980)]
    copied = [(title, " ".join(text.split()[:24]) + " " + sentence(16)) for title, text in texts[:200:10]]
    records = told(*texts, *copied)
    wanted = {frozenset((records[place * 10].id, records[1_980 + place].id)) for place in range(len(copied))}
    found = likely_doubles(records)
    chance.shuffle(records)

    assert wanted == {frozenset((pair.one, pair.other)) for pair in found}
    assert [pair.score for pair in found] == [pair.score for pair in likely_doubles(records)]
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)


def test_a_thousand_copies_are_found_without_comparing_them_all():
    records = told(*(("Steeds dezelfde tekst", "Steeds dezelfde tekst over brieven") for _ in range(1000)))
    chance = random.Random(1)
    found = likely_doubles([*records, *told(*noise())])

    assert 1000 <= len(found) <= 1000 * 150
    assert 1.0 == chance.choice(found).score
