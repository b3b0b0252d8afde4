"""Only what anybody may read is published: no title, name or id of anything else stands anywhere on the site."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from kennisbank.domain.policy import ANONYMOUS, may
from kennisbank.errors import NotAllowed
from kennisbank.publish.site import build
from tests.publish import town

SECRETS = [
    record for record in town.everything() if not may(ANONYMOUS, "read", record) and not record.replaced_by
]


@pytest.mark.parametrize("secret", SECRETS, ids=lambda record: record.kind + record.title[:12])
def test_what_is_not_for_everybody_is_nowhere(site, secret):
    everything = "\n".join(site.values())

    assert secret.title not in everything
    assert secret.id not in everything


def test_names_of_people_are_nowhere(site):
    everything = "\n".join(site.values())

    assert "Anna" not in everything
    assert "anna@" not in everything


def test_a_record_that_is_not_for_everybody_is_refused_not_left_out():
    with pytest.raises(NotAllowed):
        build([*town.public(), SECRETS[0]], title="x", today=town.TODAY)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.integers(0, 60), max_size=12))
def test_any_choice_of_public_records_makes_a_site_of_just_those(chosen):
    records = [record for place, record in enumerate(town.public()) if place not in chosen]
    left_out = [record for place, record in enumerate(town.public()) if place in chosen]
    text = b"\n".join(page.content for page in build(records, title="x", today=town.TODAY)).decode()

    assert not [record.title for record in left_out if len(record.title) > 25 and record.title in text]
