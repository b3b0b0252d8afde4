"""Like this one: what resembles a record or a text that is being typed, and titles that what is typed may become."""

import pytest

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.source import Source
from kennisbank.search.likeness import cosine, profile, rarity
from tests.search.conftest import EVERYTHING

LEAK = "Lekkage in het archief: de dossiers werden nat"


@pytest.fixture
def filled(shelf):
    shelf.lessons(LEAK, "Natte dossiers na lekkage", "Bellen voorkomt bezwaar", "De aanbesteding liep uit")
    return shelf


def test_the_most_alike_come_first_and_the_score_is_a_share(filled):
    found = filled.index.similar("Door lekkage werden in het archief dossiers nat.", EVERYTHING)

    assert [LEAK, "Natte dossiers na lekkage"] == [hit.title for hit in found]
    assert 1 >= found[0].score > found[1].score > 0


def test_a_record_is_not_like_itself_but_its_copy_is(filled):
    [leak] = [item for item in filled.records.values() if item.title == LEAK]
    [copy] = filled.put(Lesson(title=leak.title, happened=leak.happened))

    assert leak.id not in {hit.id for hit in filled.index.similar(leak, EVERYTHING)}
    assert (copy.id, 1.0) == (
        filled.index.similar(leak, EVERYTHING)[0].id,
        pytest.approx(filled.index.similar(leak, EVERYTHING)[0].score),
    )


def test_only_the_kind_asked_for_is_given(filled):
    filled.put(Source(title=LEAK))

    assert {"lesson"} == {hit.kind for hit in filled.index.similar(LEAK, EVERYTHING)}
    assert {"source"} == {hit.kind for hit in filled.index.similar(LEAK, EVERYTHING, kind="source")}
    assert {"lesson", "source"} == {hit.kind for hit in filled.index.similar(LEAK, EVERYTHING, kind="")}


@pytest.mark.parametrize("text", ["", "de het een", "!!!", "xqzvbnk"])
def test_a_text_that_says_nothing_is_like_nothing(filled, text):
    assert () == filled.index.similar(text, EVERYTHING)


@pytest.mark.parametrize(("limit", "found"), [(-1, 0), (0, 0), (1, 1), (10**12, 2)])
def test_any_number_may_be_asked_for(filled, limit, found):
    assert found == len(filled.index.similar(LEAK, EVERYTHING, limit=limit))
    assert found == len(filled.index.suggest("dossiers", EVERYTHING, limit=limit))


@pytest.mark.parametrize(
    "typed", [LEAK.lower()[:end] for end in range(1, 9)] + ["dossiers na lek", "NATTE DOS"]
)
def test_what_is_typed_may_become_a_title_at_every_letter(filled, typed):
    assert {LEAK, "Natte dossiers na lekkage"} & set(filled.index.suggest(typed, EVERYTHING))


def test_a_word_longer_than_its_stem_may_still_become_a_title(shelf):
    shelf.lessons("De vergaderingen werden korter")

    for end in range(4, len("vergaderingen") + 1):
        assert ("De vergaderingen werden korter",) == shelf.index.suggest("vergaderingen"[:end], EVERYTHING)


def test_a_stem_is_never_counted_against_a_likeness():
    assert 0 < rarity(19, 11) == rarity(11, 11) < rarity(10, 11)
    assert 0 == rarity(0, 0)
    assert 0 == cosine({}, profile(["nat"], lambda _: 1.0))
    assert 1 == pytest.approx(cosine(profile(["nat", "nat"], lambda _: 1.0), profile(["nat"], lambda _: 2.0)))
