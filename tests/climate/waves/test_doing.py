"""From figure to action: at most three that the team sees, and questions nobody signs."""

from datetime import date

import pytest

from kennisbank.errors import InvalidInput, NotAllowed, NotFound

BOSS, MEMBER, OTHER = "noord1_0", "noord1_1", "zuid1_1"


def choose(held, title="Vast half uur", actor=BOSS, dimension="reflection", **more):
    with held.bank(actor) as bank:
        return bank.choose_climate_action(held.teams["noord1"], dimension, title, **more)


def test_what_a_leader_chooses_the_team_sees_and_another_team_does_not(held):
    choose(held, due=date(2026, 5, 1), follow_up=date(2026, 6, 1))

    with held.bank(MEMBER) as bank:
        (seen,) = bank.climate_actions(held.teams["noord1"])
        assert ("Vast half uur", "reflection", date(2026, 6, 1)) == (
            seen.title,
            seen.dimension,
            seen.follow_up,
        )
    with held.bank(OTHER) as bank:
        assert () == bank.climate_actions(held.teams["noord1"])


def test_a_fourth_action_waits_until_one_is_done(held):
    first = choose(held, "een")
    for title in ("twee", "drie"):
        choose(held, title)
    with pytest.raises(InvalidInput, match="3 actions"):
        choose(held, "vier")
    with held.bank(BOSS) as bank:
        bank.move(first.id, "running")
        bank.move(first.id, "done")

    assert "vier" == choose(held, "vier").title


@pytest.mark.parametrize("actor", [MEMBER, OTHER, "zuid1_0"])
def test_only_who_leads_the_team_chooses(held, actor):
    with pytest.raises(NotAllowed):
        choose(held, actor=actor)


def test_an_unknown_dimension_or_days_in_the_wrong_order_are_refused(held):
    with pytest.raises(InvalidInput, match="no part of the questionnaire"):
        choose(held, dimension="sfeer")
    with pytest.raises(InvalidInput, match="before"):
        choose(held, due=date(2026, 6, 1), follow_up=date(2026, 5, 1))


def test_a_question_is_kept_without_who_asked_and_replied_to_by_who_leads(held):
    team = held.teams["noord1"]
    with held.bank(MEMBER) as bank:
        bank.ask_about_result(held.wave, team, "Waarom zo laag?")
        (asked,) = bank.questions_about_result(held.wave, team)
        assert {"key", "wave", "team", "text", "reply"} == set(vars(asked))
        with pytest.raises(NotAllowed):
            bank.answer_question(asked.key, "Omdat.")
    with held.bank(BOSS) as bank:
        bank.answer_question(asked.key, "Laten we dat bespreken.")
    with held.bank(MEMBER) as bank:
        assert "Laten we dat bespreken." == bank.questions_about_result(held.wave, team)[0].reply


def test_another_team_neither_asks_nor_reads(held):
    with held.bank(OTHER) as bank:
        for deed in (
            lambda: bank.ask_about_result(held.wave, held.teams["noord1"], "Hoe gaat het daar?"),
            lambda: bank.questions_about_result(held.wave, held.teams["noord1"]),
        ):
            with pytest.raises(NotAllowed):
                deed()


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001])
def test_an_empty_or_endless_question_is_refused(held, text):
    with held.bank(MEMBER) as bank, pytest.raises(InvalidInput):
        bank.ask_about_result(held.wave, held.teams["noord1"], text)


def test_a_question_that_is_not_there_is_not_replied_to(held):
    with held.bank(BOSS) as bank, pytest.raises(NotFound):
        bank.answer_question("0" * 32, "Antwoord")
