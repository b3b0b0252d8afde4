"""Whom to ask and with whom to sit down: with reasons, without who left or would rather not, and in no order of merit."""

from datetime import date

import pytest

from kennisbank import Lesson
from kennisbank.errors import InvalidInput, NotAllowed, NotFound


def names(found):
    return [item.name for item in found]


def test_it_says_why_and_when(story):
    with story.bank("carla") as carla:
        carla.add(
            Lesson(
                title="Schrijf korter",
                topics=(story.ids["letters"],),
                authors=(story.ids["lea"],),
                occurred_on=date(2024, 3, 1),
            )
        )
        found = {item.name: item.reasons for item in carla.who_knows(story.ids["letters"])}

    (lea,) = found["Lea Bakker"]
    assert ("wrote", "Schrijf korter", date(2024, 3, 1)) == (lea.word, lea.title, lea.day)
    assert pytest.approx(0.5) == lea.counts  # two years ago
    assert {"knows", "applied"} == {reason.word for reason in found["Daan Hoekstra"]}


def test_who_showed_it_lately_comes_before_who_showed_it_long_ago(story):
    with story.bank("carla") as carla:
        for name, day in (("lea", date(2020, 1, 1)), ("rik", date(2026, 2, 1))):
            carla.add(
                Lesson(
                    title=f"Les van {name}",
                    topics=(story.ids["fees"],),
                    authors=(story.ids[name],),
                    occurred_on=day,
                )
            )

        assert ["Anna de Wit", "Rik Pinas", "Lea Bakker"] == names(carla.who_knows(story.ids["fees"]))


def test_who_left_or_would_rather_not_be_asked_is_not_named(story):
    with story.bank("anna") as anna:
        anna.be_asked(False)
        without = names(anna.who_knows(story.ids["letters"]))
        anna.be_asked(True)
        again = names(anna.who_knows(story.ids["letters"]))
    with story.bank() as bank:
        bank.move(story.ids["daan"], "left")

        assert (["Daan Hoekstra"], {"Anna de Wit", "Daan Hoekstra"}) == (without, set(again))
        assert ["Anna de Wit"] == names(bank.who_knows(story.ids["letters"]))


def test_a_hand_over_that_is_done_is_a_reason_and_one_that_runs_is_none(story):
    with story.bank("anna") as anna:
        running = names(anna.who_knows(story.ids["turnover"]))
        anna.move(story.ids["handover"], "done")
        done = {item.name: item.reasons for item in anna.who_knows(story.ids["turnover"])}

    assert ["Bilal Yıldız"] == running
    assert [("received", story.ids["handover"])] == [
        (reason.word, reason.record) for reason in done["Anna de Wit"]
    ]


def test_what_one_may_not_read_is_no_reason(story):
    with story.bank("anna") as anna:
        anna.add(
            Lesson(
                title="Geheim", topics=(story.ids["fees"],), authors=(story.ids["lea"],), visibility="private"
            )
        )
        mine = names(anna.who_knows(story.ids["fees"]))
    with story.bank("daan") as daan:
        assert "Lea Bakker" in mine
        assert ["Anna de Wit"] == names(daan.who_knows(story.ids["fees"]))


def test_nothing_is_known_about_what_is_no_topic_or_not_there(story):
    with story.bank("anna") as anna:
        with pytest.raises(InvalidInput):
            anna.who_knows(story.ids["permits"])
        with pytest.raises(NotFound):
            anna.who_knows("0" * 26)


def test_peers_come_from_other_teams_and_bring_what_one_does_not_know(story):
    with story.bank("bilal") as bilal:
        found = bilal.peer_group(size=3)

    assert (3, 4) == (found.covered, found.wanted)  # fees is known in one's own team only
    assert {("Kwaliteit",), ("Klantcontact",)} == {peer.teams for peer in found.members}
    assert {"Brieven", "Kennisoverdracht", "Vergaderingen"} == {
        title for peer in found.members for _, title in peer.brings
    }


def test_who_would_rather_not_be_asked_is_no_peer(story):
    with story.bank("carla") as carla:
        carla.be_asked(False)
    with story.bank("bilal") as bilal:
        assert "Carla Sánchez" not in names(bilal.peer_group(size=3).members)


def test_a_group_that_cannot_be_made_says_so(story):
    with story.bank("bilal") as bilal, pytest.raises(InvalidInput, match=r"different|team|people"):
        bilal.peer_group(size=8)


def test_an_account_of_nobody_has_no_peers(story):
    with story.bank() as bank, pytest.raises(NotAllowed):
        bank.peer_group()
