"""Rules that are used in practice and are not enough: a least number, with the rest too, and table by table."""


def threshold(plan):
    """Show what has enough people by itself."""
    return [figure for figure in plan.figures if figure.id not in plan.reasons]


def complement(plan):
    """Show what has enough people, and leaves enough people in the whole."""
    total = plan.weights.sum()
    least = dict(zip(plan.weights.columns, plan.least, strict=True))
    shown = []
    for figure in threshold(plan):
        rest = total - plan.weights.loc[sorted(figure.atoms)].sum()
        if figure.kind == "whole" or not rest.any() or all(rest[name] >= least[name] for name in least):
            shown.append(figure)
    return shown


def table_by_table(plan):
    """Hide in each unit the smallest part that is shown, where what is hidden of the unit is too few people."""
    shown = threshold(plan)
    units = [figure for figure in shown if figure.kind in ("whole", "unit")]
    for unit in units:
        parts = [figure for figure in shown if figure.kind == "unit" and figure.atoms < unit.atoms]
        parts = [one for one in parts if not any(one.atoms < other.atoms for other in parts)]
        hidden = unit.atoms - frozenset().union(*(one.atoms for one in parts))
        if parts and hidden and plan.weights.loc[sorted(hidden), "invited"].sum() < plan.least[0]:
            shown.remove(min(parts, key=lambda one: plan.weights.loc[sorted(one.atoms), "invited"].sum()))
    return shown
