"""Handing over: announced, started once, brought on by those two, and evidence when it is done."""

from datetime import date

import pytest

from kennisbank import Handover
from kennisbank.errors import InvalidInput, InvalidRecord, NotAllowed, NotFound


@pytest.fixture
def fees(story):
    """Start the hand-over of fees from Anna to somebody, as somebody."""

    def start(account="bilal", *, giver="anna", receiver="bilal", topic="fees", **how):
        with story.bank(account) as bank:
            return bank.start_handover(
                story.ids[topic], giver=story.ids[giver], receiver=story.ids[receiver], **how
            )

    return start


def holding(story, topic, account="bilal"):
    with story.bank(account) as bank:
        return {item.title: item.holders for item in bank.at_risk().topics}.get(topic, 0)


def test_a_hand_over_started_twice_is_one(story, fees):
    first, second = fees(), fees()

    assert first == second
    with story.bank("bilal") as bank:
        assert 1 == sum(item.topic == story.ids["fees"] for item in bank.handovers())


def test_it_runs_until_it_is_done_and_then_the_receiver_holds_the_topic(story, fees):
    made = fees(due=date(2026, 5, 1))
    before = holding(story, "Leges")
    with story.bank("anna") as anna:
        for status in ("agreed", "running"):
            anna.move(made.id, status)
        story.clock.pass_days(30)
        halfway = holding(story, "Leges")
        done = anna.move(made.id, "done")

    assert (1, 1, 2) == (before, halfway, holding(story, "Leges"))
    assert date(2026, 3, 31) == done.done_on
    with story.bank("bilal") as bank:
        assert [story.ids["handover"]] == [item.id for item in bank.handovers()]
        assert [made.id] == [item.id for item in bank.handovers(over=True)]


def test_after_it_ended_it_can_be_started_anew(story, fees):
    first = fees()
    with story.bank("bilal") as bank:
        bank.move(first.id, "stopped", reason="Geen tijd")

    assert first.id != fees().id


def test_stopping_needs_a_reason(story, fees):
    made = fees()
    with story.bank("bilal") as bank, pytest.raises(InvalidInput, match="reason"):
        bank.move(made.id, "stopped")


def test_a_step_is_not_skipped(story, fees):
    made = fees()
    with story.bank("bilal") as bank, pytest.raises(InvalidInput, match="agreed"):
        bank.move(made.id, "done")


def test_within_a_team_the_team_sees_it(story, fees):
    made = fees()

    assert ("team", story.ids["permits"]) == (made.visibility, made.team)
    with story.bank("daan") as daan, pytest.raises(NotFound):
        daan.get(made.id)


def test_a_receiver_of_another_team_sees_it_and_brings_it_on(story, fees):
    made = fees(receiver="daan")
    with story.bank("daan") as daan:
        assert made.id == daan.get(made.id).id
        assert "agreed" == daan.move(made.id, "agreed").status


@pytest.mark.parametrize("account", ["daan", "carla", "rik", "lea"])
def test_only_the_giver_their_leader_and_the_administrator_start_one(fees, account):
    with pytest.raises(NotAllowed):
        fees(account)


@pytest.mark.parametrize("how", [{"receiver": "anna"}, {"topic": "permits"}, {"receiver": "letters"}])
def test_a_hand_over_to_oneself_or_of_what_is_no_topic_is_refused(fees, how):
    with pytest.raises(InvalidInput):
        fees(**how)


def test_nothing_is_handed_over_to_who_has_left(story, fees):
    with story.bank() as bank:
        bank.move(story.ids["daan"], "left")
    with pytest.raises(InvalidInput, match="not there any more"):
        fees(receiver="daan")


def test_anybody_may_write_down_a_hand_over_of_their_own(story):
    with story.bank("daan") as daan:
        made = Handover(
            title="Brieven", topic=story.ids["letters"], giver=story.ids["daan"], receiver=story.ids["lea"]
        )
        id = daan.add(made)

        assert [id] == [item.id for item in daan.handovers()]


def test_a_leader_announces_that_somebody_of_their_team_leaves_and_that_they_stay(story):
    with story.bank("bilal") as bank:
        moved = bank.announce_leaving(story.ids["anna"], date(2026, 9, 1))
        stays = bank.announce_leaving(story.ids["anna"], None)

        assert (date(2026, 9, 1), None) == (moved.leaves_on, stays.leaves_on)
        assert () == bank.at_risk().leavers


def test_a_leader_announces_nothing_of_another_team(story):
    with story.bank("bilal") as bank, pytest.raises(NotAllowed):
        bank.announce_leaving(story.ids["carla"], date(2026, 9, 1))


def test_nobody_leaves_in_the_past(story):
    with story.bank("anna") as anna, pytest.raises(InvalidInput):
        anna.announce_leaving(story.ids["anna"], date(2026, 1, 1))


def test_who_would_rather_not_be_asked_is_not_named_but_still_counts(story):
    before = holding(story, "Leges")
    with story.bank("anna") as anna:
        anna.be_asked(False)

        assert ["Daan Hoekstra"] == [item.name for item in anna.who_knows(story.ids["letters"])]
    assert before == holding(story, "Leges")


def test_an_account_of_nobody_cannot_say_whether_it_may_be_asked(story):
    with story.bank() as bank, pytest.raises(NotAllowed):
        bank.be_asked(False)


def own(story, **more):
    """Return a hand-over of fees from Anna to Bilal, as somebody would write it down themselves."""
    values = {"topic": "fees", "giver": "anna", "receiver": "bilal", **more}
    ids = {name: story.ids.get(value, "") for name, value in values.items() if name != "done_on"}
    return Handover(title="Leges", done_on=more.get("done_on"), **ids)


def test_a_hand_over_of_somebody_else_is_not_written_down_either(story):
    with story.bank("daan") as daan, pytest.raises(NotAllowed, match="hand anything over"):
        daan.add(own(story))


def test_a_hand_over_that_is_written_down_is_not_to_oneself(story):
    with story.bank("anna") as anna, pytest.raises(InvalidInput, match="themselves"):
        anna.add(own(story, receiver="anna"))


def test_a_second_one_is_not_written_down_while_the_first_goes_on(story, fees):
    fees()
    with story.bank("anna") as anna, pytest.raises(InvalidInput, match="going on already"):
        anna.add(own(story))


@pytest.mark.parametrize(
    "how, field", [({"receiver": ""}, "receiver"), ({"done_on": date(2020, 1, 1)}, "done_on")]
)
def test_what_is_written_down_names_two_people_and_is_not_done_yet(story, how, field):
    with story.bank("anna") as anna, pytest.raises(InvalidRecord) as refused:
        anna.add(own(story, **how))

    assert [field] == list(refused.value.problems)


@pytest.mark.parametrize("field", ["topic", "giver", "receiver", "done_on"])
def test_who_hands_over_what_is_not_changed_by_saving(story, fees, field):
    made = fees()
    other = {"topic": "letters", "giver": "carla", "receiver": "daan"}
    with story.bank("anna") as anna:
        with pytest.raises(InvalidRecord) as refused:
            anna.save(made.but(**{field: story.ids[other[field]] if field in other else date(2020, 1, 1)}))
        saved = anna.save(made.but(steps="Samen"))

    assert ([field], "Samen") == (list(refused.value.problems), saved.steps)


def test_it_is_not_proposed_again_while_another_one_goes_on(story, fees):
    first = fees()
    with story.bank("bilal") as bank:
        bank.move(first.id, "stopped", reason="Geen tijd")
        second = fees()
        with pytest.raises(InvalidInput, match="going on already"):
            bank.move(first.id, "proposed", reason="Toch wel")
        bank.move(second.id, "stopped", reason="Dubbel")

        assert "proposed" == bank.move(first.id, "proposed", reason="Toch wel").status


def test_steps_that_came_along_with_pasted_text_are_cleaned_and_too_long_ones_refused(fees):
    with pytest.raises(InvalidRecord) as refused:
        fees(steps="x" * 200_001)

    assert (["steps"], "Eerst samen") == (list(refused.value.problems), fees(steps="Eerst\x07 samen").steps)


def test_a_leader_who_gives_nor_receives_agrees_to_nothing_and_ends_nothing(story, fees):
    made = fees(receiver="daan")
    with story.bank("bilal") as leader, story.bank("daan") as daan:
        with pytest.raises(NotAllowed, match="agreed"):
            leader.move(made.id, "agreed")
        daan.move(made.id, "agreed")
        leader.move(made.id, "running")
        with pytest.raises(NotAllowed, match="done"):
            leader.move(made.id, "done")

        assert "done" == daan.move(made.id, "done").status
