"""A word that the bank does not have is taken for the nearest one that it has, and that is said."""


def test_a_typing_error_finds_what_was_meant_and_says_so(shelf):
    shelf.lessons("Kennisoverdracht lukt in tweetallen", "Iets anders")
    found = shelf.find("kennisoverdragt")

    assert ["Kennisoverdracht lukt in tweetallen"] == [hit.title for hit in found]
    assert "kennisoverdracht" == found.suggestion.lower()


def test_a_word_that_the_bank_has_is_never_replaced(shelf):
    shelf.lessons("De brand in het archief", "De brug is open")
    found = shelf.find("brand")

    assert ["De brand in het archief"] == [hit.title for hit in found]
    assert "" == found.suggestion


def test_a_suggestion_never_comes_from_what_somebody_may_not_read(shelf):
    from kennisbank.domain.policy import Passes

    shelf.lessons("Reorganisatieplannen", visibility="private")
    found = shelf.find("reorganisatieplanen", passes=Passes(frozenset({"organisation", "public"})))

    assert (0, "") == (found.total, found.suggestion)


def test_nonsense_finds_nothing(shelf):
    shelf.lessons("Kennisoverdracht lukt in tweetallen")

    assert [] == shelf.titles("xqzvbnk")
