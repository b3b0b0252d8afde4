"""What goes out comes back the same: any record, through Markdown with front matter, CSV and JSON lines."""

import io
import string
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings, strategies as st

from kennisbank.domain.fields import Link
from kennisbank.domain.kinds.application import Application
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.topic import Topic
from kennisbank.exchange.frontmatter import dumped, split
from kennisbank.exchange.jsonlines import items, record_line, record_of
from kennisbank.exchange.reading import read
from kennisbank.exchange.writing import export

plain = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
prose = st.text(st.one_of(plain, st.sampled_from("\n\t# -`|>:'\"")), max_size=80)
line = st.text(plain, max_size=30)
title = line.filter(lambda text: text.strip())
id = st.text(alphabet="0123456789abcdefghjkmnpqrstvwxyz", min_size=25, max_size=25).map(
    lambda text: f"0{text}"
)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
moment = st.integers(0, 4_000_000_000_000).map(
    lambda milliseconds: datetime.fromtimestamp(milliseconds / 1000, UTC)
)
envelope = {
    "id": id, "title": title, "made_by": st.text(string.ascii_lowercase, max_size=8), "created": moment, "modified": moment,
    "revision": st.integers(1, 99), "extra": st.dictionaries(line.filter(str.strip), prose, max_size=3),
}  # fmt: skip
ids = st.lists(id, max_size=3, unique=True).map(tuple)
records = st.one_of(
    st.builds(
        Lesson, **envelope, happened=prose, learned=prose, topics=ids, occurred_on=days, origin=line, timeline=prose,
        nature=st.sampled_from(["", "success", "near_miss"]), visibility=st.sampled_from(["private", "public"]),
    ),
    st.builds(Topic, **envelope, definition=prose, alternatives=st.lists(title, max_size=3).map(tuple)),
    st.builds(
        Person, **envelope, function=line, leaves_on=days,
        teams=st.lists(st.builds(Link, to=id, since=days, until=days), max_size=2).map(tuple),
    ),
    st.builds(
        Application, **envelope, applied_on=days, hours_saved=st.none() | st.floats(0, 1e9, allow_nan=False), lessons=ids
    ),
)  # fmt: skip
patient = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@patient
@given(st.lists(records, min_size=1, max_size=4, unique_by=lambda record: record.id))
def test_any_records_come_back_identical_in_every_format(tmp_path_factory, made):
    made.sort(key=lambda record: record.id)
    folder = tmp_path_factory.mktemp("export") / "out"
    export(iter(made), iter(()), (), folder, total=len(made))
    wanted = {record.id: record for record in made}
    for part, format in (("markdown", "markdown"), ("records.jsonl", "")):
        if format:
            found = read(format, folder / part).records
        else:
            stream = io.BytesIO((folder / part).read_bytes())
            found = tuple(items(stream, record_of, where=part))
        assert wanted == {record.id: record for record in found}, part
    tables = [record for path in sorted((folder / "csv").iterdir()) for record in read("table", path).records]
    assert wanted == {record.id: record for record in tables}


@patient
@given(records)
def test_a_line_of_json_is_one_line(record):
    assert 1 == len(record_line(record).splitlines())


@patient
@given(st.dictionaries(line.filter(str.strip), prose | st.lists(prose, max_size=3), max_size=5), prose)
def test_front_matter_comes_back_identical(values, body):
    text = f"{dumped(values)}{body}"

    assert (values, body) == split(text, where="page.md")
