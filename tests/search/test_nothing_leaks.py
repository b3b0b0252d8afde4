"""No hit, count, facet, suggestion or likeness shows somebody what the policy denies them."""

import string

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.policy import ANONYMOUS, Actor, access, may, passes
from tests.search.conftest import Shelf, kept

pytestmark = pytest.mark.slow  # the file, taken together

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


changes = st.tuples(
    st.integers(0, 7),
    words,
    st.sampled_from(["private", "team", "organisation", "public"]),
    st.sampled_from(["", *TEAMS]),
    st.sampled_from(["anna", "bilal"]),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(changes, min_size=1, max_size=6), min_size=1, max_size=5))
def test_what_a_record_once_was_shows_nothing_of_what_it_is_now(tmp_path_factory, batches):
    shelf = Shelf(tmp_path_factory.mktemp("once"))
    for batch in batches:
        made = {
            place: kept(
                Lesson(title=title, happened=f"geheim {title}", visibility=visibility, team=team),
                number=place,
                made_by=made_by,
            )
            for place, title, visibility, team, made_by in batch
        }
        shelf.follow(list(made.values()))
    ever = {title for batch in batches for _, title, *_ in batch}
    for actor in ACTORS:
        seen = passes(actor)
        readable = {item.id: item for item in shelf.records.values() if may(actor, "read", item)}
        titles = {item.title for item in readable.values()}
        for word in ever:
            found = shelf.find(word, passes=seen)

            assert {hit.id for hit in found} <= readable.keys()
            assert all(readable[hit.id].title == hit.title for hit in found)
            assert all(readable[hit.id].happened == "".join(text for text, _ in hit.snippet) for hit in found)
            assert set(shelf.index.suggest(word[:2], seen)) <= titles
            assert shelf.find(f"{word}q", passes=seen).suggestion in {"", *titles}


@pytest.mark.parametrize("actor", ["", "lea", "daan", "anna", "bilal", "rik", "carla", "beheerder"])
def test_through_the_bank_everybody_sees_exactly_what_the_policy_allows(story, actor):
    questions = (
        "",
        "brief",
        "zorgen zaakbehandelaar",
        "zaakbehandelaer",
        "personeel",
        '"drie mensen"',
        "kennis",
    )
    with story.bank() as bank:
        everything = {record.id: record for record in bank.records()}
    with story.bank(actor) as bank:
        readable = {id for id, record in everything.items() if may(bank.actor, "read", record)}
        closed = " ".join(record.title for id, record in everything.items() if id not in readable).lower()
        open_words = " ".join(everything[id].model_dump_json() for id in readable).lower()
        for text in questions:
            found = bank.find(text, limit=100, explain=True)
            counted = {id for field in ("topic", "team") for id in found.facets[field]}

            assert {hit.id for hit in found} <= readable
            assert len(found) == found.total == sum(found.facets["kind"].values())
            assert counted <= readable
            assert not [
                word for word in found.suggestion.split() if word in closed.split() and word not in open_words
            ]
            assert {hit.id for hit in bank.similar(text or "brief", kind="", limit=100)} <= readable
        assert readable == {hit.id for hit in bank.find("", limit=100)}


def test_a_lesson_that_is_closed_disappears_for_others_at_once(story):
    with story.bank() as keeper, story.bank("daan") as daan:
        lesson = keeper.get(story.ids["staffing"])
        assert lesson.id in {hit.id for hit in daan.find("personeelsverloop")}
        keeper.save(lesson.but(visibility="private"))

        assert lesson.id not in {hit.id for hit in daan.find("personeelsverloop", limit=50)}
        assert lesson.id not in {hit.id for hit in daan.similar(lesson.happened, limit=50)}


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
