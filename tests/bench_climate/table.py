"""The result as a page of the documentation."""

from typing import Any

AIM = 10

METHOD = """\
Seconds on the wall, the least of at most five times or five seconds, all in one process on one frame of five items, teams of
ten on average and one answer in fifty missing. *First* is our first call on the frame: it also counts out the chance levels
for the team sizes, which are kept after that and which pandas does not give. *Loop* is the formula as books write it, per
group in `groupby(...).apply`; alpha and omega have no groups. *Quick* is the same as somebody writes it who knows pandas well, with the
means and variances that it has ready; omega is its covariances with scipy looking for the optimum. All sides give equal
numbers to 1e-9 (omega 1e-5), or the run stops. Ours also checks that every
answer is a number on the scale, which pandas' sides do not."""


def as_page(found: dict[str, Any]) -> str:
    """Return the page as Markdown."""
    machine, rows = found["machine"], found["rows"]
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    missed = [
        name for name, row in rows.items()
        if (row["loop"] < AIM * row["ours"] if "loop" in row else row["quick"] < row["ours"])
    ]  # fmt: skip
    return f"""\
# The learning climate: statistics beside pandas, and closing a wave

Measured on {found["date"]} by `make bench-climate`; machine: {machine["cpu"]}, {machine["cores"]} cores, {machine["system"]}, Python {machine["python"]}, load {machine["load"]} when it began.
Versions: {versions}.

## {found["answers"]:,} answers

| statistic | ours, first | ours | loop | quick | loop : ours | quick : ours |
| --- | --: | --: | --: | --: | --: | --: |
{chr(10).join(_line(name, row) for name, row in rows.items())}

Aim: at least {AIM} times as fast as the loop (without groups: as quick pandas). Missed by: {", ".join(missed) or "none"}.

## Closing a wave
{_closing(found.get("closing"))}
## How it was measured

{METHOD}
"""


def _closing(told: dict[str, float] | None) -> str:
    if not told:
        return "\nNot measured in this run.\n"
    ratio = told["check"] / told["audit"]
    return f"""
An organisation of {told["people"]:,} people in {told["teams"]} teams on four levels, with one answer in five missing; {told["shown"]} of {told["figures"]}
figures can be shown.

| | seconds |
| --- | --: |
| closing, as somebody waits for it (SQLite) | {told["closing"]:.1f} |
| of which planning the figures | {told["plan"]:.2f} |
| of which the audit | {told["audit"]:.2f} |
| the check of what was let through, by integer programming (HiGHS) | {told["check"]:.2f} |

The check takes {ratio:.1f} times as long as the audit, which also decides what is let through. Aim: closing within a minute.
"""


def _line(name: str, row: dict[str, float]) -> str:
    loop, ours, quick = row.get("loop"), row["ours"], row["quick"]
    told = f"{loop:.3f}" if loop else "no"
    times = f"{loop / ours:.0f}" if loop else ""
    return (
        f"| {name} | {row['first']:.3f} | {ours:.3f} | {told} | {quick:.3f} | {times} | {quick / ours:.1f} |"
    )
