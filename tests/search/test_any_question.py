"""Any question made of pieces of the query language is answered, or refused as a question that cannot be meant."""

import string
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.topic import Topic
from kennisbank.errors import InvalidQuery
from kennisbank.search import days, names
from kennisbank.search.query import Only, parse
from tests.search.conftest import Shelf

fields = st.sampled_from(sorted(names.fields()))
pieces = st.one_of(
    st.text(max_size=12),
    st.text(alphabet=string.digits + "-/", max_size=10),
    st.sampled_from(
        [
            "brief",
            "de",
            "geleerd",
            "les",
            "2025",
            "2025-13",
            "0000",
            "nieuwste",
            "nl",
            "privé",
            ",",
            "01jbv8aphh",
        ]
    ),
)
values = st.one_of(pieces, pieces.map(lambda text: f'"{text}"'), st.lists(pieces, max_size=3).map(",".join))
tokens = st.one_of(values, st.tuples(fields, values).map(":".join))
questions = st.lists(
    st.tuples(st.sampled_from(["", "-", "–"]), tokens).map("".join), min_size=1, max_size=6
).map(" ".join)


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    shelf = Shelf(tmp_path_factory.mktemp("any") / "index")
    [letters] = shelf.put(Topic(title="Brieven", alternatives=("correspondentie",)))
    shelf.put(Lesson(title="Bel voor de brief", happened="x", topics=(letters.id,)), Lesson(title="De brug"))
    return shelf


@settings(max_examples=300, deadline=None)
@given(questions)
def test_any_question_is_answered_or_refused(full, text):
    found, mend = None, ""
    try:
        found = full.find(text)
    except InvalidQuery as refused:
        mend = refused.mend

    assert mend if found is None else len(found) == found.total <= 3


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.one_of(fields, st.text(max_size=8)), st.one_of(pieces, st.lists(pieces, max_size=3)))
)
def test_any_filter_is_taken_or_refused(full, filters):
    asked, mend = None, ""
    try:
        asked = parse("", **filters)
    except InvalidQuery as refused:
        mend = refused.mend

    assert mend if asked is None else {item.field for item in asked.only} <= set(names.fields().values())


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=12), st.from_regex(r"\d{1,4}[-/]\d{1,4}([-/]\d{1,4})?", fullmatch=True)))
def test_any_text_is_a_period_or_none(text):
    found = days.period(text)

    assert found is None or found[0] <= found[1]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_in_both_ways_of_writing_it(day):
    assert (day, day) == days.period(day.isoformat()) == days.period(f"{day.day}-{day.month}-{day.year}")


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("status:geleerd,geborgd", Only("status", ("learned", "embedded"))),
        ("-status:afgewezen", Only("status", ("rejected",), without=True)),
        ("soort:les", Only("kind", ("lesson",))),
        ("kind:lesson", Only("kind", ("lesson",))),
        ('team:"Klantcontact en balie"', Only("team", ("Klantcontact en balie",))),
        ("TAAL:nl", Only("language", ("nl",))),
    ],
)
def test_a_field_and_its_values_are_read(text, only):
    assert (only,) == parse(text).only
    assert () == parse(text).words


def test_a_filter_apart_says_the_same_as_one_in_the_text():
    assert parse("status:geleerd").only == parse(status="learned").only == parse(status=["geleerd"]).only
    assert date(2025, 3, 1) == parse("sinds:2025-03").since == parse(since=date(2025, 3, 1)).since


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ('status:""', "leave it out"),
        ("-sinds:2025", "Leave out the minus"),
        ("sorteer:mooiste", "newest"),
        ("woord " + " ".join(f"w{number}" for number in range(70)), "at most 60"),
    ],
)
def test_what_is_left_out_or_too_much_is_refused_with_advice(text, advice):
    with pytest.raises(InvalidQuery, match=advice):
        parse(text)


def test_a_filter_that_there_is_not_is_refused_with_those_there_are():
    with pytest.raises(InvalidQuery, match="topic"):
        parse(colour="red")
