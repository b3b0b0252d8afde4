"""The site of the small town, as pages in memory by path."""

import pytest

from kennisbank.publish.site import build
from tests.publish import town


@pytest.fixture(scope="session")
def site():
    made = build(town.public(), revisions=town.revisions(), title="Wat wij leren", today=town.TODAY)
    return {page.path: page.content.decode() for page in made if not page.path.startswith("static/")}


@pytest.fixture
def lesson(site):
    """The page of a lesson by nickname, in a language."""

    def page(name, lang=""):
        return site[f"{lang}les/{town.at(name)}/index.html"]

    return page
