"""What a page says: honest about age and doubt, harmless whatever people typed, and readable for machines."""

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


class Tags(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses, self.handlers = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("letter", "Controle verlopen sinds 31 augustus 2026"),
        ("tree", "Betwist"),
        ("bridge", "Gecontroleerd"),
    ],
)
def test_age_and_doubt_are_said(lesson, name, said):
    assert said in lesson(name)


def test_scripts_and_tags_that_people_typed_come_out_as_text(lesson):
    page = Tags(lesson("old"))

    assert '<script>alert("x")</script>' not in lesson("old")
    assert "&lt;script&gt;" in lesson("old")
    assert not [address for address in page.addresses if address.lower().startswith("javascript")]
    assert "img" not in page.tags
    assert [] == page.handlers


def test_a_page_has_one_heading_a_language_and_landmarks(site):
    for path, text in site.items():
        if path.endswith(".html") and "http-equiv" not in text:
            tags = Tags(text).tags
            assert 1 == tags.count("h1") == tags.count("main"), path
            assert re.search(r'<html[^>]* lang="(nl|en)"', text), path


def test_a_lesson_is_described_for_machines(lesson):
    [found] = DATA.findall(lesson("bridge"))
    data = json.loads(found)
    thing = data["@graph"][0] if "@graph" in data else data

    assert "schema.org" in json.dumps(data["@context"])
    assert "Vertel het Meldpunt" in json.dumps(thing, ensure_ascii=False)


def test_feeds_and_open_data_can_be_read(site):
    atom = ET.fromstring(site["feed.atom"])  # noqa: S314 - our own page
    feed = json.loads(site["feed.json"])
    data = [
        json.loads(text) for path, text in site.items() if path.startswith("data/") and path.endswith("json")
    ]

    assert 5 < len(atom.findall("{http://www.w3.org/2005/Atom}entry")) == len(feed["items"])
    assert data


def test_the_vocabulary_is_published_as_skos(site):
    text = "\n".join(text for path, text in site.items() if path.startswith("data/"))

    assert "skos" in text
    assert "kennisoverdracht" in text
