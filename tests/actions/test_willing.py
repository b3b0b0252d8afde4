"""Who would rather not be asked: nobody else turns that back, and nothing is handed over to them unasked."""

import pytest

from kennisbank import Person
from kennisbank.errors import NotAllowed


def test_nothing_is_proposed_to_who_would_rather_not_be_asked(story):
    with story.bank("bilal") as bilal:
        before = {
            item.receiver[1] for item in bilal.propose_handovers(most=3).best if "Anna" in item.giver[1]
        }
        bilal.be_asked(False)
        after = {item.receiver[1] for item in bilal.propose_handovers(most=3).best}

    assert ({"Bilal Yıldız"}, False) == (before, "Bilal Yıldız" in after)


@pytest.mark.parametrize("kept", [True, False])
def test_two_records_that_become_one_keep_that_somebody_would_rather_not_be_asked(story, kept):
    with story.bank() as bank:
        double = bank.add(Person(title="D. Hoekstra", may_be_asked=not kept))
        bank.save(bank.get(story.ids["daan"]).but(may_be_asked=kept))

        assert not bank.merge(story.ids["daan"], double, reason="Dezelfde").may_be_asked


@pytest.mark.parametrize("account, willing", [("carla", True), ("carla", False)])
def test_nobody_else_says_whether_somebody_may_be_asked(story, account, willing):
    with story.bank("anna") as anna:
        anna.be_asked(not willing)
    with story.bank(account) as other:
        with pytest.raises(NotAllowed, match="somebody else"):
            other.save(other.get(story.ids["anna"]).but(may_be_asked=willing))
        renamed = other.save(other.get(story.ids["anna"]).but(function="Jurist"))

    assert (not willing, "Jurist") == (renamed.may_be_asked, renamed.function)


@pytest.mark.parametrize("account", ["anna", "beheerder"])
def test_people_themselves_and_the_administrator_say_it_by_saving_too(story, account):
    with story.bank(account) as bank:
        assert not bank.save(bank.get(story.ids["anna"]).but(may_be_asked=False)).may_be_asked
