"""What a works council reads: the rules, what is shown, what is not and why, how that was worked out, and what it cannot promise."""

from collections.abc import Mapping

from kennisbank.climate.disclosure.auditing import Audit
from kennisbank.climate.disclosure.figures import Figure
from kennisbank.climate.disclosure.planning import Plan
from kennisbank.text.catalogue import say


def report(
    plan: Plan,
    audit: Audit | None,
    *,
    title: str,
    language: str = "nl",
    checked: Mapping[str, float] | None = None,
) -> str:
    """Return the record of an audit as Markdown; `audit` is None where no figure was large enough by itself.

    `checked` is what `verify` found about all that is shown, by count.
    """

    def told(key: str, **values: object) -> str:
        return say(f"disclosure.{key}", language, **{name: str(value) for name, value in values.items()})

    admitted = set(audit.admitted) if audit else set()
    rules = plan.rules
    lines = [
        f"# {told('title', title=title)}", "", told("about"), "", f"## {told('rules')}", "",
        f"- {told('rule.size', invited=rules.invited, answered=rules.answered, share=round(100 * rules.response))}",
        f"- {told('rule.together')}", f"- {told('rule.counts')}", f"- {told('rule.traits')}", "", f"## {told('shown')}", "",
        f"| {told('part')} | {told('asked')} | {told('answered')} |", "| --- | --- | --- |",
    ]  # fmt: skip
    for figure in plan.figures:
        if figure.id in admitted:
            counts = plan.weights.loc[sorted(figure.atoms)].sum()
            lines.append(
                f"| {_title(figure, language)} | {int(counts['invited'])} | {int(counts['answered'])} |"
            )
    lines += ["", f"## {told('refused')}", "", f"| {told('part')} | {told('why')} |", "| --- | --- |"]
    for figure in plan.figures:
        if figure.id not in admitted:
            reason = plan.reasons.get(figure.id) or "together"
            lines.append(f"| {_title(figure, language)} | {told(f'reason.{reason}')} |")
    lines += ["", f"## {told('checked')}", "", told("method"), ""]
    if audit:
        for name, found in audit.certificate["counts"].items():
            key = "safe" if found["group_under_k"] is None and found["complete"] else "unsafe"
            lines.append(
                f"- {told(f'check.{key}', count=_count(name, language), k=int(found['k']), figures=audit.certificate['figures'])}"
            )
    if checked:
        name = min(checked, key=lambda count: checked[count])
        lines.append(f"- {told('check.again', count=_count(name, language), people=int(checked[name]))}")
    lines += [
        "",
        f"## {told('limits')}",
        "",
        *(f"- {told(f'limit.{name}')}" for name in ("linear", "own", "new", "small")),
    ]
    return "\n".join(lines) + "\n"


def _title(figure: Figure, language: str) -> str:
    if figure.kind == "whole":
        return say("disclosure.whole", language)
    if figure.kind == "trait":
        return say(f"disclosure.trait.{figure.id.replace(':', '_')}", language)
    return figure.title.replace("|", "\\|")


def _count(name: str, language: str) -> str:
    key = {"invited": "asked", "answered": "answered"}.get(name)
    return say(f"disclosure.{key}", language).lower() if key else name
