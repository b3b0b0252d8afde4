"""What is at risk, and who sees which names in it: a leader their own, a researcher none, and each look is written down."""

import pytest

from kennisbank.errors import InvalidInput, NotAllowed
from tests.story import tell

LEADER, RESEARCHER, ADMINISTRATOR = "bilal", "rik", "beheerder"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The story on SQLite, for tests that change no record."""
    return tell(f"sqlite:///{tmp_path_factory.mktemp('risk') / 'bank.db'}")


@pytest.fixture
def seen(town):
    """`seen(account)` gives what that account sees at risk."""

    def look(account, **how):
        with town.bank(account) as bank:
            return bank.at_risk(**how)

    return look


def named(risk):
    return {name for topic in risk.topics for _, name in topic.people} | {item.name for item in risk.leavers}


def events(town):
    with town.bank() as bank:
        return [(item.account, item.deed) for item in bank.events(limit=1000)]


def test_a_leader_sees_the_topics_of_their_team_the_barest_first(seen):
    risk = seen(LEADER)

    assert [("Leges", 1, 1), ("Brieven", 2, 1), ("Kennisoverdracht", 2, 1), ("Personeelsverloop", 1, 0)] == [
        (item.title, item.holders, item.leaving) for item in risk.topics
    ]
    assert [(0, 0), (1, 0), (1, 0), (1, 1)] == [(item.left, item.left_inside) for item in risk.topics]


def test_a_leader_sees_names_of_their_own_team_only_and_with_a_reason(seen):
    topics = {item.title: item for item in seen(LEADER).topics}

    assert [("alone", "Anna de Wit"), ("alone", "Bilal Yıldız"), ("alone", "Anna de Wit")] == [
        (topics[title].reason, topics[title].people[0][1])
        for title in ("Leges", "Personeelsverloop", "Brieven")
    ]
    assert {"Anna de Wit", "Bilal Yıldız"} == named(
        seen(LEADER)
    )  # Daan knows about letters too, in another team


def test_a_leader_sees_who_leaves_with_what_they_know(seen):
    (leaver,) = seen(LEADER).leavers

    assert ("Anna de Wit", ["Brieven", "Kennisoverdracht", "Leges"]) == (
        leaver.name,
        [title for _, title in leaver.topics],
    )


def test_a_leader_sees_nothing_of_another_team(town, seen):
    with pytest.raises(NotAllowed):
        seen(LEADER, team=town.ids["quality"])


def test_a_researcher_sees_topics_and_numbers_but_no_names_and_no_leavers(seen):
    risk = seen(RESEARCHER)

    assert {"Leges", "Vergaderingen"} <= {item.title for item in risk.topics}
    assert (set(), (), ()) == (named(risk), risk.staff, risk.leavers)
    assert {0} == {item.leaving for item in risk.topics}


def test_an_administrator_sees_the_whole_house(seen):
    risk = seen(ADMINISTRATOR)

    assert {"Anna de Wit", "Bilal Yıldız", "Carla Sánchez"} == named(risk)


@pytest.mark.parametrize("account", ["anna", "carla", "lea", ""])
def test_others_do_not_weigh(town, account):
    with town.bank(account) as bank:
        for deed in (bank.at_risk, lambda: bank.what_if(share=0.5)):
            with pytest.raises(NotAllowed):
                deed()


def test_a_look_at_names_is_written_down_and_a_look_at_numbers_is_not(town, seen):
    before = len(events(town))
    seen(RESEARCHER)
    after_numbers = len(events(town))
    seen(LEADER)

    assert before == after_numbers
    assert 1 == len(events(town)) - after_numbers
    assert (LEADER, "look-risk") in events(town)


def test_what_if_says_what_is_lost_what_comes_down_to_one_and_how_sure_that_is(town):
    with town.bank(LEADER) as bank:
        found = bank.what_if(people=[town.ids["anna"]])

    assert [("Leges",), ("Brieven", "Kennisoverdracht"), ()] == [
        tuple(title for _, title in topics) for topics in (found.lost, found.missed, found.single)
    ]
    # The team is certain to lose three topics, and turnover with chance .1 (Bilal).
    assert pytest.approx(3.1) == found.expected
    assert (3.0, 4.0) == found.interval


def test_a_share_names_nobody_and_is_certain_of_no_topic(town):
    with town.bank(LEADER) as bank:
        found = bank.what_if(share=0.5)

    assert ((), (), (), ()) == (found.people, found.lost, found.missed, found.single)
    assert pytest.approx(3.5) == found.expected  # what Anna holds (she announced it), turnover .5


@pytest.mark.parametrize("how", [{}, {"share": 1.5}, {"share": -0.1}])
def test_a_what_if_of_nobody_or_of_an_impossible_share_is_refused(town, how):
    with town.bank(LEADER) as bank, pytest.raises(InvalidInput, match="share"):
        bank.what_if(**how)


def test_a_what_if_of_both_people_and_a_share_is_refused(town):
    with town.bank(LEADER) as bank, pytest.raises(InvalidInput):
        bank.what_if(people=[town.ids["anna"]], share=0.5)


def test_a_leader_asks_no_what_if_about_people_of_another_team(town):
    with town.bank(LEADER) as bank, pytest.raises(InvalidInput, match="not in this team"):
        bank.what_if(people=[town.ids["carla"]])


def test_a_what_if_is_written_down_with_whom_it_was_about(town):
    with town.bank(LEADER) as bank:
        bank.what_if(people=[town.ids["anna"]])
    with town.bank() as bank:
        about = [item.about for item in bank.events(limit=1000) if item.deed == "look-what-if"]

    assert town.ids["anna"] in about


def test_the_best_hand_over_is_of_what_the_leaver_knows(town):
    with town.bank(LEADER) as bank:
        found = bank.propose_handovers(most=1)

    (best,) = found.best
    assert ("Anna de Wit", "Bilal Yıldız") == (best.giver[1], best.receiver[1])
    assert best.topic[1] in (
        "Leges",
        "Brieven",
        "Kennisoverdracht",
    )  # each would be lost to the team for certain
    assert (pytest.approx(3.1), pytest.approx(2.2)) == (found.before, found.after)
    assert found.after < found.before
    assert 0.0 == found.gap


def test_nobody_proposes_who_may_not_add(town):
    with town.bank(RESEARCHER) as bank, pytest.raises(NotAllowed):
        bank.propose_handovers()


def test_a_hand_over_that_lowers_next_to_nothing_is_not_proposed(town):
    with town.bank(ADMINISTRATOR) as bank:
        found = bank.propose_handovers(most=20)

    assert min(item.lowers for item in found.best) >= 0.01
    assert pytest.approx(found.before - found.after) == sum(item.lowers for item in found.best)
