"""No hit, count, facet, suggestion or likeness shows somebody what the policy denies them."""

import string

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.policy import ANONYMOUS, Actor, access, may, passes
from tests.search.conftest import Shelf, kept

TEAMS = ("01jbv8aphhbbygw72zmg58jk18", "01jbvmb8gbj0qs6ke9ygf5478n")
ACTORS = (
    ANONYMOUS,
    Actor(name="lea", role="reader"),
    Actor(name="anna", role="member", teams=frozenset(TEAMS[:1])),
    Actor(name="bilal", role="team_leader", teams=frozenset(TEAMS[1:]), leads=frozenset(TEAMS[1:])),
    Actor(name="carla", role="editor"),
    Actor(name="rik", role="researcher"),
    Actor(name="beheerder", role="administrator"),
)
words = st.text(alphabet=string.ascii_lowercase[:6], min_size=4, max_size=6)
lessons = st.builds(
    lambda title, visibility, team, status, made_by: kept(
        Lesson(title=title, happened=f"geheim {title}", visibility=visibility, team=team, status=status),
        made_by=made_by,
    ),
    words,
    st.sampled_from(["private", "team", "organisation", "public"]),
    st.sampled_from(["", *TEAMS]),
    st.sampled_from(["observation", "identified", "learned"]),
    st.sampled_from(["anna", "bilal", "carla"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lessons, min_size=1, max_size=12))
def test_an_actor_finds_exactly_what_they_may_read(tmp_path_factory, made):
    shelf = Shelf(tmp_path_factory.mktemp("leak"))
    records = [item.but(id=item.id[:-2] + f"{place:02d}") for place, item in enumerate(made)]
    shelf.follow(records)
    for actor in ACTORS:
        readable = {item.id for item in records if may(actor, "read", item)}
        found = shelf.find("geheim", passes=passes(actor), limit=50)

        assert readable == {hit.id for hit in found}
        assert len(readable) == found.total == sum(found.facets.get("kind", {}).values())
        titles = {item.title for item in records if item.id in readable}
        for item in records:
            alike = shelf.index.similar(item.title, passes(actor), limit=20)
            assert {hit.id for hit in alike} <= readable
            typo = item.title[:-1] + "z"
            assert shelf.find(typo, passes=passes(actor)).suggestion in {"", *titles, "geheim"}


def test_a_topic_that_somebody_may_not_read_is_not_counted_by_name(shelf):
    [secret] = shelf.put(Topic(title="Reorganisatie", visibility="private"))
    shelf.put(Lesson(title="Open les", happened="x", topics=(secret.id,)))
    seen = shelf.find("les", passes=passes(Actor(name="lea", role="reader")))
    all_of_it = shelf.find("les")

    assert {} == dict(seen.facets["topic"])
    assert {secret.id: 1} == dict(all_of_it.facets["topic"])


@pytest.mark.parametrize("actor", ["", "lea", "anna", "bilal", "rik"])
def test_likely_doubles_show_only_what_one_may_read(story, actor):
    with story.bank() as bank:
        secret = bank.get(story.ids["secret"])
        bank.add(secret.but(id="", revision=0, made_by="", created=None, modified=None))
    with story.bank(actor) as bank:
        readable = {record.id for record in bank.records()}

        assert {id for pair in bank.duplicates() for id in (pair.one, pair.other)} <= readable
        assert all(access(record) != "private:beheerder" for record in bank.records())
