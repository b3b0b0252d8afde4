"""Addresses stay: every link inside leads somewhere, a merged lesson leads on, backlinks lead back."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

from tests.publish import town

LINK = re.compile(r'(?:href|src)="([^"#?]+)')


def inside(site):
    for path, text in site.items():
        if path.endswith(".html"):
            for address in LINK.findall(text):
                if not urlsplit(address).scheme:
                    yield path, unquote(address)


def test_every_link_inside_leads_to_a_page(site):
    lost = []
    for path, address in inside(site):
        base = "" if path == "404.html" else posixpath.dirname(path)
        target = posixpath.normpath(posixpath.join(base, address)).removeprefix("/")
        if target.startswith("static/") or address.startswith(("/", "mailto:")):
            continue
        found = {target, posixpath.join(target, "index.html"), "index.html" if target == "." else target}
        if not found & site.keys():
            lost.append((path, address))

    assert [] == lost


def test_nothing_is_loaded_from_another_host(site):
    loaded = re.compile(
        r'<(?:script|img|iframe|source|link rel="stylesheet")[^>]*(?:src|href)="(https?:)?//', re.IGNORECASE
    )

    assert [] == [path for path, text in site.items() if path.endswith(".html") and loaded.search(text)]


def test_a_merged_lesson_leads_to_the_one_it_went_up_in(site):
    page = site[f"les/{town.at('merged')}/index.html"]

    assert f"url=../../les/{town.at('quay')}/" in page


def test_a_lesson_that_went_up_in_something_closed_has_no_page(site):
    assert not [path for path in site if town.at("merged_secret") in path]


def test_what_refers_to_a_lesson_stands_on_its_page(lesson):
    assert town.at("bridge") in lesson("quay")


def test_a_topic_lists_its_lessons_and_a_team_too(site):
    for kind, name in (("onderwerp", "residents"), ("team", "bridges")):
        assert town.at("bridge") in site[f"{kind}/{town.at(name)}/index.html"]


def test_every_lesson_has_a_page_in_both_languages(lesson):
    assert 'lang="nl"' in lesson("bridge")
    assert 'lang="en"' in lesson("bridge", "en/")
