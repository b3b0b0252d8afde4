"""A person can be erased everywhere; what they taught us stays."""

import pytest

from kennisbank.errors import InvalidInput, NotAllowed


def everything_written(bank):
    with bank.store.reading() as connection:
        tables = ("record", "revision", "draft", "account", "membership", "question")
        return "\n".join(
            str(row) for name in tables for row in connection.exec_driver_sql(f"SELECT * FROM {name}")
        )


def test_nothing_anywhere_names_an_erased_person_and_the_bank_stays_whole(story):
    with story.bank("anna") as anna:
        lesson = anna.capture("lesson", {"title": "Les", "happened": "Anna de Wit zag het zelf."})
        anna.keep_draft("lesson", {"title": "Nog van mij"})
        private = anna.get(lesson)
        anna.save(private.but(cause="Gevonden door Anna de Wit"), reason="Anna de Wit vulde aan")
    with story.bank() as bank:
        gone = bank.erase(story.ids["anna"], reason="Verzoek")
        text = everything_written(bank)

        assert "Anna de Wit" not in text
        assert "'anna'" not in text and '"anna"' not in text
        assert () == bank.check()
        assert "left" == gone.status
        assert f"{gone.title} zag het zelf." == bank.get(lesson).happened
        assert (story.ids["anna"],) == bank.get(story.ids["todo"]).owners


def test_the_erased_name_is_no_longer_found(story):
    with story.bank() as bank:
        assert story.ids["anna"] in {hit.id for hit in bank.find("Anna de Wit")}
        bank.erase(story.ids["anna"], reason="Verzoek")

        assert story.ids["anna"] not in {hit.id for hit in bank.find("Anna Wit")}


def test_only_an_administrator_erases(story):
    with story.bank("carla") as carla, pytest.raises(NotAllowed):
        carla.erase(story.ids["anna"], reason="Verzoek")


def test_a_lesson_is_not_erased(story):
    with story.bank() as bank, pytest.raises(InvalidInput, match="Archive"):
        bank.erase(story.ids["call"], reason="Verzoek")
