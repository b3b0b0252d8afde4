"""What others do instead of an audit, set upon by the same attacker: each tells about groups under k."""

import pytest

from kennisbank import climate as c
from tests.climate.disclosure.organisations import organisation
from tests.climate.disclosure.weaker import complement, table_by_table, threshold

pytestmark = pytest.mark.slow  # the file, taken together

SEEDS = range(12)
RULES = c.Rules(5, 5, 0.0)


def leaking(choose):
    """Return in how many organisations what `choose` shows tells about a group of fewer than five."""
    found = 0
    for seed in SEEDS:
        cells, parents, titles, scales = organisation(seed, departments=3, teams=4)
        plan = c.plan(cells, parents=parents, titles=titles, scales=scales, rules=RULES)
        shown = choose(plan)
        found += bool(c.attack(shown, plan.atoms, plan.weights, plan.least))
    return found


def audited(plan):
    asked = [figure for figure in plan.figures if figure.id not in plan.reasons]
    admitted = c.audit(asked, plan.atoms, plan.weights, plan.least).admitted
    return [figure for figure in asked if figure.id in admitted]


@pytest.mark.parametrize("choose", [threshold, complement, table_by_table])
def test_a_weaker_rule_leaks(choose):
    assert leaking(choose) > 0


def test_the_audit_does_not():
    assert 0 == leaking(audited)
